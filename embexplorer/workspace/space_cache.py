"""Spaces that were read from a file before, kept so that the same file opens mapped the next time."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import nothing
from embexplorer.core.perform import perform
from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Step, to_json
from embexplorer.workspace.settings import Settings

MOST_BYTES = 8 << 30
MOST_SPACES = 24
FILES = ("meta.json", "vectors.npy", "keys.arrow", "columns.arrow")
FORMAT = 1  # raise it when readers would read the same file differently


def opened(step: Step, report: Report = ignore) -> EmbeddingSpace:
    """The space this reader makes, mapped; from the cache when the file was read before, with the same parameters.

    For the command line: it reads in this process. Raises what the reader raises.
    """
    return SpaceCache(Settings().cache / "spaces").opened(step, report)


class SpaceCache:
    """Folders of spaces by the reader's parameters and the identity of its files; the oldest are dropped."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def opened(self, step: Step, report: Report = ignore) -> EmbeddingSpace:
        """The space, mapped from the cache, read and put there first if need be."""
        place = self.find(step)
        if place is not None:
            return EmbeddingSpace.open(place)
        asked = self._place(step)
        space = perform(step, nothing, report)
        if not isinstance(space, EmbeddingSpace):
            raise TypeError(f"{step.name} made no space")
        return self._saved(space, asked) if asked == self._place(step) else space  # the file changed meanwhile

    def find(self, step: Step) -> Path | None:
        """The folder of the space this reader would make, if it is here and whole."""
        place = self._place(step)
        if place is None or not (place / FILES[0]).is_file():
            return None
        try:
            os.utime(place)  # used just now
            EmbeddingSpace.open(place)
        except (OSError, UserError, ValueError):
            shutil.rmtree(place, ignore_errors=True)
            return None
        return place

    def link(self, step: Step, place: Path) -> bool:
        """Make `place` the space this reader would make, if it was read before and can be linked there."""
        known = self.find(step)
        if known is None:
            return False
        try:
            link_space(known, place)
        except OSError:  # another disk, or one without links: read it again
            return False
        return True

    def keep(self, step: Step, space: Path) -> None:
        """Remember a space that was read; costs no room where files can be linked, and is not done elsewhere."""
        place = self._place(step)
        if place is None or place.exists():
            return
        try:
            link_space(space, place)
        except OSError:
            return
        self._drop_old()

    def _saved(self, space: EmbeddingSpace, place: Path | None) -> EmbeddingSpace:
        if place is None:
            return space
        try:
            mapped = space.save(place)
        except OSError:  # no room, or no permission: the space is still good
            return space
        self._drop_old()
        return mapped

    def _place(self, step: Step) -> Path | None:
        files = step.source_files()
        try:
            facts = [_identity(path) for path in files]
        except OSError:
            return None
        if not files or step.name == "space-folder":
            return None
        told = json.dumps([FORMAT, to_json(step), facts], sort_keys=True)
        return self._folder / hashlib.sha256(told.encode()).hexdigest()[:32]

    def _drop_old(self) -> None:
        room = MOST_BYTES
        for number, place in enumerate(self._newest_first()):
            room -= sum(file.stat().st_size for file in place.glob("*") if file.is_file())
            if number and (room < 0 or number >= MOST_SPACES):
                shutil.rmtree(place, ignore_errors=True)

    def _newest_first(self) -> Iterator[Path]:
        places = [place for place in self._folder.iterdir() if place.is_dir() and not place.name.startswith(".")]
        yield from sorted(places, key=lambda place: -place.stat().st_mtime_ns)


def link_space(space: Path, place: Path) -> None:
    """Make `place` a space of the same files; raises OSError where files cannot be linked (another disk)."""
    staging = place.with_name(f".{place.name}.{os.getpid()}")
    staging.mkdir(parents=True)
    try:
        for name in FILES:
            os.link(space / name, staging / name)
        os.replace(staging, place)
    except OSError:
        shutil.rmtree(staging, ignore_errors=True)
        raise


def _identity(path: Path) -> list[str | int]:
    """What changes whenever the file does; the change time also when its other times were set back."""
    facts = path.stat()
    return [str(path.resolve()), facts.st_ino, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns]
