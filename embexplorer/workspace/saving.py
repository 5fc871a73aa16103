"""Save a project into another folder: linked where possible, else copied a little at a time; whole or not at all."""

import contextlib
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from embexplorer.core.errors import UserError
from embexplorer.workspace.catalogue import TRUST
from embexplorer.workspace.project import CATALOGUE, Project

BLOCK = 4 << 20


class Saving:
    """One save in progress. Nothing stands at `target` until `finish`; `advance` copies for a few milliseconds."""

    def __init__(self, project: Project, target: Path) -> None:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise UserError(f"{target} is not an empty folder.", "Choose a new name.")
        if project.folder.resolve() in target.resolve().parents:
            raise UserError(f"{target} lies inside the project itself.", "Choose a place outside of it.")
        self.project = project
        self.target = target
        self._staging = target.with_name(f".{target.name}.saving")
        with _as_sentence(target):
            shutil.rmtree(self._staging, ignore_errors=True)
            self._staging.mkdir(parents=True)
        self._copying = self._copy_missing()

    def advance(self, seconds: float = 0.02) -> bool:
        """Copy on for so long; True when everything is there. Raises UserError when the disk is full."""
        until = time.monotonic() + seconds
        try:
            with _as_sentence(self.target):
                for _ in self._copying:
                    if time.monotonic() > until:
                        return False
        except UserError:
            self.give_up()
            raise
        return True

    def finish(self) -> None:
        """Put the copy in its place, with the catalogue as it is now."""
        try:
            with _as_sentence(self.target):
                for _ in self._copy_missing():  # what has been made meanwhile
                    pass
                self.project.catalogue.copy(self._staging / CATALOGUE)
                os.replace(self._staging, self.target)
        except UserError:
            self.give_up()
            raise

    def give_up(self) -> None:
        """Remove what was copied."""
        shutil.rmtree(self._staging, ignore_errors=True)

    def _copy_missing(self) -> Iterator[None]:
        for role in ("", TRUST):
            for item in self.project.catalogue.items(role):
                place = self._staging / item.folder.relative_to(self.project.folder)
                yield from _copy_folder(item.folder, place)


def _copy_folder(source: Path, place: Path) -> Iterator[None]:
    for file in sorted(path for path in source.rglob("*") if path.is_file()):
        inside = file.relative_to(source)
        target = place / inside
        half_done = any(part.startswith(".") for part in inside.parts)  # what a worker is writing just now
        if target.exists() or half_done:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        yield from _copy_file(file, target)


def _copy_file(file: Path, target: Path) -> Iterator[None]:
    """Our files are only ever replaced, never changed in place: two names for one file are as good as a copy."""
    with contextlib.suppress(OSError):
        os.link(file, target)
        yield
        return
    with file.open("rb") as source, target.open("wb") as sink:
        while block := source.read(BLOCK):
            sink.write(block)
            yield
    shutil.copystat(file, target)


@contextlib.contextmanager
def _as_sentence(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as failure:
        hint = "Free some space there, or choose another place."
        raise UserError(f"The project could not be saved in {target} ({failure.strerror}).", hint) from failure
