"""Write a space, or a selection of it, as a NumPy array with a text file of labels beside it."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np
import pyarrow as pa

from embexplorer.core.chosen import Chosen, chosen, refuse_labels
from embexplorer.core.inputs import Inputs
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.step import Kind, Step, param
from embexplorer.core.table import Table
from embexplorer.core.writing import new_file

BLOCK_NUMBERS = 1 << 20
LINE_ENDS = {"\n": "a line end", "\r": "a carriage return"}


@register
@dataclass(frozen=True, kw_only=True)
class ToNpy(Step):
    """Write a NumPy array of float32, and a text file with one label on each line that opens with it."""

    name: ClassVar[str] = "to-npy"
    kind: ClassVar[Kind] = "writer"
    title: ClassVar[str] = "NumPy array and labels"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    may_take: ClassVar[tuple[str, ...]] = ("rows",)
    makes: ClassVar[type] = Table
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "pyarrow")
    path: Path = param(help="The array to write, such as vectors.npy.")
    labels_to: Path | None = param(None, "Where the labels go; empty: vectors.labels.txt beside vectors.npy.")

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        part = chosen(inputs)
        texts = part.labels()
        refuse_labels(texts, LINE_ENDS, "Rename it, or save the space as a folder.")
        labels = self.labels_to or labels_path(self.path)
        _write_labels(labels, texts)
        self._write_vectors(part, report)
        size = f"{len(part):,} rows × {part.space.dimensions:,}"
        columns = pa.table({"file": [str(self.path), str(labels)], "rows": [len(part)] * 2})
        return Table(name=self.path.name, columns=columns, caption=f"Written: {self.path} and {labels} · {size}")

    def _write_vectors(self, part: Chosen, report: Report) -> None:
        shape = (len(part), part.space.dimensions)
        step = max(1, BLOCK_NUMBERS // max(1, part.space.dimensions))
        with new_file(self.path) as stream:
            header = {"descr": "<f4", "fortran_order": False, "shape": shape}
            np.lib.format.write_array_header_1_0(stream, header)
            for start in range(0, len(part), step):
                report(start / len(part), f"Writing {start:,} of {len(part):,} rows")
                end = min(len(part), start + step)
                stream.write(part.vectors(start, end).astype("<f4", copy=False).tobytes())


def labels_path(path: Path) -> Path:
    """Where the labels stand so that a reader finds them by the array's name."""
    return path.with_name(path.name.removesuffix(".gz").removesuffix(".npy") + ".labels.txt")


def _write_labels(path: Path, labels: pa.Array) -> None:
    with new_file(path) as stream:
        if labels[0].as_py().startswith("\ufeff"):
            stream.write(b"\xef\xbb\xbf")  # else the label's own would be taken for a byte order mark
        stream.write(("\n".join(labels.to_pylist()) + "\n").encode())
