"""Write a space, or a selection of it, as word2vec text."""

from dataclasses import dataclass
from pathlib import Path
from typing import IO, ClassVar

import numpy as np
import pyarrow as pa

from embexplorer.core.chosen import Chosen, chosen, refuse_labels
from embexplorer.core.inputs import Inputs
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.step import Kind, Step, param
from embexplorer.core.table import Table
from embexplorer.core.typing import FloatArray
from embexplorer.core.writing import new_file

BLOCK_NUMBERS = 1 << 18
LINE_ENDS = {"\n": "a line end", "\r": "a carriage return", "\t": "a tab"}


@register
@dataclass(frozen=True, kw_only=True)
class ToWord2vec(Step):
    """Write word2vec text: a header, then each label with its numbers; read back, every float32 is the same."""

    name: ClassVar[str] = "to-word2vec"
    kind: ClassVar[Kind] = "writer"
    title: ClassVar[str] = "word2vec text"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    may_take: ClassVar[tuple[str, ...]] = ("rows",)
    makes: ClassVar[type] = Table
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "pyarrow")
    path: Path = param(help="The file to write; a name that ends in .gz is compressed.")
    header: bool = param(True, "Begin with a line of rows and dimensions; GloVe files have none.")

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        part = chosen(inputs)
        labels = part.labels()
        refuse_labels(labels, LINE_ENDS, "Rename it, or save the space as a folder.")
        blank = has_blanks(labels)
        with new_file(self.path) as stream:
            if self.header:
                stream.write(f"{len(part)} {part.space.dimensions}\n".encode())
            elif labels[0].as_py().startswith("\ufeff"):
                stream.write(b"\xef\xbb\xbf")  # else the label's own would be taken for a byte order mark
            _write_rows(stream, part, labels, "\t" if blank else " ", report)
        return self._written(part, blank)

    def _written(self, part: Chosen, blank: bool) -> Table:
        size = f"{len(part):,} rows × {part.space.dimensions:,}"
        notes = ("Some labels hold blanks, so tabs part the fields; gensim does not read that.",) if blank else ()
        columns = pa.table({"file": [str(self.path)], "rows": [len(part)]})
        return Table(name=self.path.name, columns=columns, caption=f"Written: {self.path} · {size}", notes=notes)


def has_blanks(labels: pa.Array) -> bool:
    """Whether a label holds a space, so that spaces cannot part the fields."""
    import pyarrow.compute as pc

    return bool(pc.any(pc.match_substring(labels, " ")).as_py())


def _write_rows(stream: IO[bytes], part: Chosen, labels: pa.Array, separator: str, report: Report) -> None:
    step = max(1, BLOCK_NUMBERS // max(1, part.space.dimensions))
    for start in range(0, len(part), step):
        report(start / len(part), f"Writing {start:,} of {len(part):,} rows")
        end = min(len(part), start + step)
        stream.write(_lines(labels[start:end], part.vectors(start, end), separator))


def _lines(labels: pa.Array, vectors: FloatArray, separator: str) -> bytes:
    """Arrow writes the shortest decimal that is read back as the same float32."""
    import pyarrow.compute as pc

    rows, dimensions = vectors.shape
    numbers = pa.array(vectors.ravel()).cast(pa.string())
    ends = pa.array(np.arange(0, rows * dimensions + 1, dimensions, dtype=np.int32))
    joined = pc.binary_join(pa.ListArray.from_arrays(ends, numbers), separator)
    lines = pc.binary_join_element_wise(labels.cast(pa.string()), joined, separator).to_pylist()
    return ("\n".join(lines) + "\n").encode()
