"""Recognise what kind of vectors a file holds by looking at its content, never at its name."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, cast

from embexplorer.core.errors import UserError
from embexplorer.core.file_kind import foreign_kind
from embexplorer.core.preview import Preview
from embexplorer.core.registry import steps
from embexplorer.core.report import Report
from embexplorer.core.shown import shown
from embexplorer.core.source import Source, is_folder
from embexplorer.core.step import Step, build

HEAD_BYTES = 1 << 20
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, kw_only=True)
class Head:
    """The beginning of a file, decompressed; `whole` when that is all of it. A folder has an empty start."""

    path: Path
    file_bytes: int
    start: bytes
    whole: bool
    compressed: bool = False
    folder: bool = False
    damage: str = ""

    @property
    def name(self) -> str:
        return self.path.name or str(self.path)

    @cached_property
    def lines(self) -> list[bytes]:
        """The first complete lines without their ends and without a byte order mark; the last may lack its end."""
        lines = self.start.removeprefix(BOM).split(b"\n")
        if not self.whole or not lines[-1]:
            lines.pop()
        return [line.rstrip(b"\r") for line in lines]


class Reader(Protocol):
    """What every reader step has beside `run`."""

    @classmethod
    def claims(cls, head: Head) -> int:
        """How sure it is, 0 to 100, that the file is of its kind."""

    def preview(self, report: Report) -> Preview:
        """Read and check the whole file, keeping nothing but what the user should know before opening it."""


def recognise(path: Path) -> type[Step]:
    """The reader for this file; raises UserError naming the file and what it looks like when there is none."""
    head = read_head(path)
    refuse_foreign(head)
    sure, reader = max(((_claim(step, head), step) for step in steps("reader").values()), key=lambda claim: claim[0])
    if sure <= 0:
        raise UserError(f"{head.name} holds no vectors that this program knows: {_beginning(head)}.", _WHAT_IS_READ)
    return reader


def reader_for(path: Path, **parameters: Any) -> Step:
    """The step that reads this file, with these parameters."""
    return build(recognise(path), {"path": path, **parameters})


def preview_of(step: Step, report: Report) -> Preview:
    """Ask a reader step for its preview."""
    return cast(Reader, step).preview(report)


def read_head(path: Path) -> Head:
    """Read the beginning of a file; raises UserError when it is absent, forbidden or empty."""
    if is_folder(path):
        return Head(path=path, file_bytes=0, start=b"", whole=True, folder=True)
    with Source(path) as source:
        start = source.read(HEAD_BYTES)
        if not start and not source.damage:
            raise UserError(f"{path.name} is empty: it holds 0 bytes of data.", "Download or write it again.")
        return Head(
            path=path,
            file_bytes=source.file_bytes,
            start=start,
            whole=len(start) < HEAD_BYTES,
            compressed=source.compressed,
            damage=source.damage,
        )


def refuse_foreign(head: Head) -> None:
    """Raise UserError when the file is plainly of another kind, such as a web page, a pickle or an archive."""
    if head.damage and not head.start:
        raise UserError(f"{head.name}: {head.damage}.", "Download or copy it again.")
    if kind := foreign_kind(head.start):
        raise UserError(f"{head.name} is {kind.what}, expected a file of vectors.", kind.hint)


_WHAT_IS_READ = "Open word2vec text or binary, GloVe or fastText .vec, .npy, or the Embedding Projector's vectors.tsv."


def _claim(step: type[Step], head: Head) -> int:
    return cast(type[Reader], step).claims(head)


def _beginning(head: Head) -> str:
    if head.folder:
        return "it is a folder without a space in it"
    if not head.whole and b"\n" not in head.start and b"\0" not in head.start:
        return f"its first line is longer than {len(head.start):,} bytes, expected a header or a shorter row"
    line = head.start.removeprefix(BOM).lstrip().partition(b"\n")[0].rstrip()
    text = shown(line[:40])
    return (
        f"it begins with ‘{text}’"
        if line and "\\x" not in text
        else f"it begins with the bytes {head.start[:8].hex(' ')}"
    )
