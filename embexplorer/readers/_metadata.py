"""Find and read the metadata of the Embedding Projector: one column of labels, or a header and several columns."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.errors import UserError
from embexplorer.core.gather import first_occurrences
from embexplorer.core.label_array import label_array
from embexplorer.core.source import is_file
from embexplorer.readers._label_file import read_lines

LABEL_NAMES = ("label", "word", "name", "token", "key", "title")


@dataclass(frozen=True, kw_only=True)
class Metadata:
    """`labels` is None when no column names the rows one by one; `bad` says what is wrong with some labels.

    `headed` is True where line 1 names the columns.
    """

    path: Path
    rows: int
    labels: pa.Array | None
    bad: dict[int, str]
    columns: pa.Table
    notes: tuple[str, ...] = ()
    headed: bool = False


def metadata_beside(path: Path) -> Path | None:
    """The metadata that by its name belongs to these vectors: `a_metadata.tsv` for `a_vectors.tsv` or `a.tsv`."""
    stem = path.name.removesuffix(".gz").removesuffix(".tsv")
    names = {stem.replace(word, "metadata") for word in ("vectors", "tensors", "tensor", "embeddings", "vecs", "vec")}
    names |= {f"{stem}_metadata", f"{stem}.metadata", f"{stem}-metadata", "metadata", "meta"}
    names -= {stem}
    candidates = [
        path.with_name(name + ending) for name in sorted(names, key=len)[::-1] for ending in (".tsv", ".tsv.gz")
    ]
    return next((candidate for candidate in candidates if is_file(candidate)), None)


def read_metadata(path: Path, vectors: str) -> Metadata:
    """Read what belongs to these vectors; raises UserError for a row of more or fewer columns than the header."""
    lines = read_lines(path, vectors)
    if not lines:
        found = f"{path.name} is empty, expected a label for each row of {vectors}."
        raise UserError(found, "Choose another metadata file (--metadata FILE).")
    if b"\t" not in lines[0]:
        return _one_column(path, lines)
    names = _unique([name.decode("utf-8", "backslashreplace") for name in lines[0].split(b"\t")])
    cells = [line.split(b"\t") for line in lines[1:]]
    for number, row in enumerate(cells, start=2):
        if len(row) != len(names):
            columns = "1 column" if len(row) == 1 else f"{len(row)} columns"
            found = (
                f"{path.name} (for {vectors}), line {number}: {columns}, expected {len(names)}"
                " (from the header on line 1)."
            )
            raise UserError(found, "Mend the line, or choose another metadata file (--metadata FILE).")
    return _several(path, names, [list(column) for column in zip(*cells, strict=True)])


def _one_column(path: Path, lines: list[bytes]) -> Metadata:
    labels, bad = label_array(lines)
    if _are_classes(labels):
        note = f"The labels in {path.name} are classes, not names: rows are called by their number, from 0."
        return Metadata(
            path=path, rows=len(lines), labels=None, bad={}, columns=pa.table({"label": labels}), notes=(note,)
        )
    return Metadata(path=path, rows=len(lines), labels=labels, bad=bad, columns=pa.table({}))


def _several(path: Path, names: list[str], columns: list[list[bytes]]) -> Metadata:
    rows = len(columns[0]) if columns else 0
    chosen = next((names.index(name) for name in names if name.strip().casefold() in LABEL_NAMES), 0)
    labels, bad = label_array(columns[chosen] if columns else [])
    classes = _are_classes(labels)
    typed = {
        name: _typed(column)
        for at, (name, column) in enumerate(zip(names, columns, strict=False))
        if classes or at != chosen
    }
    table = pa.table(typed)
    if classes:
        note = f"The column ‘{names[chosen]}’ of {path.name} repeats: rows are called by their number, from 0."
        return Metadata(path=path, rows=rows, labels=None, bad={}, columns=table, notes=(note,), headed=True)
    return Metadata(path=path, rows=rows, labels=labels, bad=bad, columns=table, headed=True)


def _unique(names: list[str]) -> list[str]:
    """A name for every column, none of them twice."""
    given: list[str] = []
    for at, name in enumerate(names, start=1):
        wanted = name.strip() or f"column {at}"
        given.append(f"{wanted} ({at})" if wanted in given else wanted)
    return given


def _are_classes(labels: pa.Array) -> bool:
    """Whether more than half of the labels repeat an earlier one: then they sort the rows and do not name them."""
    return len(labels) > 0 and 2 * int(np.count_nonzero(~first_occurrences(labels))) > len(labels)


def _typed(cells: list[bytes]) -> pa.Array:
    """Whole numbers, numbers, or text; an empty cell among numbers is missing."""
    text = pa.array([cell.decode("utf-8", "backslashreplace") for cell in cells], pa.large_string())
    known = pc.if_else(pc.equal(text, ""), None, text)
    if known.null_count == len(text):
        return text
    for kind in (pa.int64(), pa.float64()):
        try:
            return known.cast(kind)
        except pa.ArrowInvalid:
            continue
    return text
