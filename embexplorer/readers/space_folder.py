"""Open a space that this program has saved: a folder of mapped files."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import ClassVar

import pyarrow as pa

from embexplorer.core.artifact import open_artifact
from embexplorer.core.batch import Batch, checked_batch
from embexplorer.core.errors import UserError
from embexplorer.core.folder import META
from embexplorer.core.inputs import Inputs
from embexplorer.core.reader import FileReader
from embexplorer.core.reading import Head, read_head
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace, beside_of
from embexplorer.core.typing import IntArray

STEP_NUMBERS = 1 << 20


@register
@dataclass(frozen=True, kw_only=True)
class SpaceFolder(FileReader):
    """Open a folder that holds a space saved by this program; nothing is read until it is looked at."""

    name: ClassVar[str] = "space-folder"
    title: ClassVar[str] = "Saved space (folder)"
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "pyarrow")
    quick: ClassVar[bool] = True

    @classmethod
    def claims(cls, head: Head) -> int:
        return 100 if head.folder and _kind(head.path) == "space" else 0

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        """Without a wish for a part, the vectors stay mapped and are not checked again."""
        if self.take == "all" and self.bad_rows == "refuse":
            report(1.0, f"Opening {self.path.name}")
            space = _opened(self.path)
            return replace(space, beside=tuple(open_artifact(folder) for folder in beside_of(self.path)))
        whole = _opened(self.path)
        return replace(super().run(inputs, report), unit=whole.unit, derived=whole.derived)

    def head(self) -> Head:
        return read_head(self.path)

    def batches(self, head: Head) -> Iterator[Batch]:
        space = _opened(self.path)
        step = max(1, STEP_NUMBERS // max(1, space.dimensions))
        for start in range(0, space.rows, step):
            end = min(space.rows, start + step)
            labels, values = space.keys.array[start:end].cast(pa.large_string()), space.vectors[start:end]
            yield checked_batch(labels, values, partial(_place, start), end / space.rows)

    def columns(self, places: IntArray) -> pa.Table:
        return _opened(self.path).columns.take(pa.array(places))

    def source_files(self) -> tuple[Path, ...]:
        return tuple(self.path / name for name in (META, "vectors.npy", "keys.arrow"))


def _place(start: int, row: int) -> str:
    return f"row {start + row + 1}"


def _kind(folder: Path) -> str:
    try:
        meta = json.loads((folder / META).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(meta.get("kind", "")) if isinstance(meta, dict) else ""


def _opened(folder: Path) -> EmbeddingSpace:
    try:
        return EmbeddingSpace.open(folder)
    except (OSError, ValueError, KeyError, pa.ArrowException) as damaged:
        raise UserError(
            f"{folder} is a damaged space: {damaged}.", "Restore it from a copy, or read the original file."
        ) from damaged
