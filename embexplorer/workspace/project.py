"""A project: a folder with a catalogue beside the mapped arrays; whatever is open is on disk from the first moment."""

import contextlib
import fcntl
import os
import shutil
import time
from pathlib import Path
from typing import IO

from embexplorer.core.errors import UserError
from embexplorer.jobs.frames import frames_of
from embexplorer.workspace.catalogue import Catalogue
from embexplorer.workspace.item import ItemKind

CATALOGUE = "project.sqlite"
LOCK = "lock"
ROOMS: dict[ItemKind, str] = {"space": "spaces", "projection": "projections", "table": "tables"}
ANSWERS = "answers"  # tables asked for in passing and selections handed to workers; emptied when the project opens


class ProjectInUse(UserError):
    """Another window has this project open."""


class Project:
    """One open project. `restored` is a sentence when the last window that had it open did not end properly."""

    def __init__(self, folder: Path, *, untitled: bool = False) -> None:
        """Open the project in this folder, or begin one there; raises UserError when that cannot be."""
        self.folder = folder
        self.untitled = untitled
        self._lock = _locked(folder)
        try:
            self.catalogue = Catalogue(folder / CATALOGUE)
            self.restored = self._restored()
            self.catalogue.put(clean=False, opened=time.time())
            self._tidy()
        except BaseException:
            self._lock.close()
            raise

    @staticmethod
    def open(folder: Path, *, untitled: bool = False) -> "Project":
        """Open what is there; raises UserError when the folder holds no project or another window has it."""
        if not (folder / CATALOGUE).is_file():
            raise UserError(f"{folder} holds no project.", f"A project is a folder with a {CATALOGUE} in it.")
        return Project(folder, untitled=untitled)

    @property
    def name(self) -> str:
        """What the title bar says."""
        return "Untitled" if self.untitled else self.folder.name

    @property
    def empty(self) -> bool:
        """Nothing was ever made in it, or all of it was removed."""
        return not self.catalogue.items()

    def place(self, kind: ItemKind, item: str) -> Path:
        """The folder of an item."""
        return self.folder / ROOMS[kind] / item

    def answer_place(self, name: str) -> Path:
        """A folder for something that is only needed for a moment."""
        return self.folder / ANSWERS / name

    def close(self) -> None:
        """Let go of the project, whole; what was removed goes for good, and an empty untitled project with it."""
        try:
            empty = self.untitled and self.empty
            self._tidy()
            self.catalogue.put(clean=True)
            self.catalogue.close()
        finally:
            self._lock.close()
        if empty:
            shutil.rmtree(self.folder, ignore_errors=True)

    def discard(self) -> None:
        """Let go of the project and remove its folder: it has been saved elsewhere."""
        self.catalogue.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        self._lock.close()

    def _restored(self) -> str:
        if self.catalogue.get("clean", True) or self.empty:
            return ""
        return f"embexplorer did not end properly. Restored: {self._content()}."

    def _content(self) -> str:
        kinds = [item.kind for item in self.catalogue.items()]
        counts = [_counted(kinds.count(kind), kind) for kind in ROOMS if kind in kinds]
        space = self.catalogue.get("space")
        selected = len(self.catalogue.selection(space)) if space else 0
        return ", ".join(counts + ([f"{selected:,} selected"] if selected else []))

    def _tidy(self) -> None:
        """Remove what a killed window or worker has left half done: staging folders, and results never noted."""
        known = {item.folder.name for role in ("", "trust") for item in self.catalogue.items(role)}
        known |= {frames_of(self.folder / job.result).name for job in self.catalogue.unfinished()}
        shutil.rmtree(self.folder / ANSWERS, ignore_errors=True)
        for room in ROOMS.values():
            for folder in _folders(self.folder / room):
                if folder.name not in known:
                    shutil.rmtree(folder, ignore_errors=True)
        for item in self.catalogue.forget_removed():
            shutil.rmtree(item.folder, ignore_errors=True)


def _locked(folder: Path) -> IO[bytes]:
    """A lock that the system releases when this process ends, however it ends."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / LOCK).open("wb")
    except OSError as failure:
        hint = "Check its permissions, or choose another place."
        raise UserError(f"{folder} cannot be written ({failure.strerror}).", hint) from failure
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as taken:
        lock.close()
        message = f"The project {folder} is open in another window of embexplorer."
        raise ProjectInUse(message, "Close it there first.") from taken
    return lock


def _folders(room: Path) -> list[Path]:
    with contextlib.suppress(FileNotFoundError):
        return [Path(entry.path) for entry in os.scandir(room) if entry.is_dir(follow_symlinks=False)]
    return []


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
