"""Read vectors from a NumPy array file, with their labels from a text file beside it."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from embexplorer.core.batch import Batches, with_note
from embexplorer.core.errors import UserError
from embexplorer.core.reader import FileReader
from embexplorer.core.reading import Head
from embexplorer.core.registry import register
from embexplorer.core.step import param
from embexplorer.readers._label_file import labels_beside, read_labels
from embexplorer.readers._npy_rows import MAGIC, npy_batches, npy_header


@register
@dataclass(frozen=True, kw_only=True)
class NumpyArray(FileReader):
    """Read vectors from a NumPy array (.npy) of rows, with a text file of labels, one on each line."""

    name: ClassVar[str] = "numpy-array"
    title: ClassVar[str] = "NumPy array (.npy)"
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "pyarrow")
    labels: Path | None = param(
        None, "The labels, one on each line; empty: the file beside the array, if there is one."
    )

    @classmethod
    def claims(cls, head: Head) -> int:
        return 100 if head.start.startswith(MAGIC) else 0

    def batches(self, head: Head) -> Batches:
        header = npy_header(head)
        path = self.labels or labels_beside(self.path)
        if path is None:
            note = f"No labels file was found beside {head.name}: rows are called by their number, from 0."
            return with_note(npy_batches(head, header), note)
        labels, bad = read_labels(path, head.name)
        if len(labels) != header.rows:
            count = "1 label" if len(labels) == 1 else f"{len(labels):,} labels"
            found = f"{path.name} has {count}, expected {header.rows:,}: one for each row of {head.name}."
            raise UserError(found, "Choose the labels that belong to this array (--labels FILE).")
        return npy_batches(head, header, labels, {row: f"{what} ({path.name})" for row, what in bad.items()})

    def source_files(self) -> tuple[Path, ...]:
        labels = self.labels or labels_beside(self.path)
        return (self.path,) if labels is None else (self.path, labels)
