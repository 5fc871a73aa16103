"""What belongs to the user, not to a project: theme, recent projects, the last window; and where our files lie."""

import contextlib
import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import platformdirs

from embexplorer.core.folder import write_text

NAME = "embexplorer"
HOME = "EMBEXPLORER_HOME"  # one folder instead of the platform's three: for tests and portable installs
MOST_RECENTS = 12


@dataclass(frozen=True, kw_only=True)
class Recent:
    """A project that was open: `opened` in seconds since the epoch."""

    name: str
    folder: Path
    opened: float


class Settings:
    """Small JSON values by name, written at once; `data`, `cache` and `config` are the user's folders."""

    def __init__(self, home: Path | None = None) -> None:
        chosen = home or (Path(os.environ[HOME]) if os.environ.get(HOME) else None)
        self.config = chosen / "config" if chosen else Path(platformdirs.user_config_dir(NAME, appauthor=False))
        self.data = chosen / "data" if chosen else Path(platformdirs.user_data_dir(NAME, appauthor=False))
        self.cache = chosen / "cache" if chosen else Path(platformdirs.user_cache_dir(NAME, appauthor=False))

        self._unwritten: dict[str, Any] = {}

    @property
    def file(self) -> Path:
        """Where the values lie."""
        return self.config / "settings.json"

    @property
    def projects(self) -> Path:
        """Where untitled projects live."""
        return self.data / "projects"

    def get(self, name: str, default: Any = None) -> Any:  # Any: whatever JSON can hold
        """The value of this name."""
        return self._read().get(name, default)

    def put(self, name: str, value: Any) -> None:
        """Keep a JSON value; one that cannot be written is forgotten at the end of the program."""
        self._unwritten[name] = value
        with contextlib.suppress(OSError):
            self.config.mkdir(parents=True, exist_ok=True)
            write_text(self.file, json.dumps(self._read(), indent=1, ensure_ascii=False))
            self._unwritten.clear()

    @property
    def recents(self) -> tuple[Recent, ...]:
        """Projects that were open and are still there, the newest first; with every untitled one that has content."""
        known = [Recent(name=r["name"], folder=Path(r["folder"]), opened=r["opened"]) for r in self.get("recents", [])]
        listed = {recent.folder for recent in known}
        known += [recent for recent in self._untitled() if recent.folder not in listed]
        there = [recent for recent in known if (recent.folder / "project.sqlite").is_file()]
        return tuple(sorted(there, key=lambda recent: -recent.opened))

    def note_recent(self, name: str, folder: Path, when: float | None = None) -> None:
        """Put a project at the head of the recent ones."""
        newest = Recent(name=name, folder=folder, opened=time.time() if when is None else when)
        others = [recent for recent in self.recents if recent.folder != folder]
        plain = [{**asdict(recent), "folder": str(recent.folder)} for recent in (newest, *others)]
        self.put("recents", plain[:MOST_RECENTS])

    def forget_recent(self, folder: Path) -> None:
        """Take a project off the list; its folder stays."""
        self.put("recents", [plain for plain in self.get("recents", []) if Path(plain["folder"]) != folder])

    def _untitled(self) -> list[Recent]:
        """Also those that a window left without a word: it was killed, or another one was opened last."""
        spaces = [room for room in self.projects.glob("untitled-*/spaces") if any(room.iterdir())]
        return [Recent(name="Untitled", folder=room.parent, opened=room.stat().st_mtime) for room in spaces]

    def _read(self) -> dict[str, Any]:
        try:
            values = json.loads(self.file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            values = {}
        return (values if isinstance(values, dict) else {}) | self._unwritten
