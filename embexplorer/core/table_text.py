"""Write a table as text: TSV for the clipboard, CSV for a file, safe to open in a spreadsheet if asked."""

import csv
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from embexplorer.core.columns import readable
from embexplorer.core.table import Table
from embexplorer.core.typing import IntArray

FEW = 5  # missing words whose near spellings are told
AT_ONCE = 4096  # lines
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run (OWASP, CSV injection)


def to_tsv(columns: pa.Table, rows: IntArray | None = None) -> str:
    """Names and rows with tabs between, for the clipboard; tabs and line ends within a cell become spaces."""
    return "".join(tsv_pieces(columns, rows))


def to_csv(columns: pa.Table, rows: IntArray | None = None, spreadsheet_safe: bool = False) -> str:
    """Names and rows as RFC 4180 says. `spreadsheet_safe` puts a ' before text that a spreadsheet would run."""
    return "".join(csv_pieces(columns, rows, spreadsheet_safe))


def write_csv(path: Path, columns: pa.Table, rows: IntArray | None = None, spreadsheet_safe: bool = False) -> None:
    """Write the CSV file whole or not at all."""
    for _ in writing_csv(path, columns, rows, spreadsheet_safe):
        pass


def tsv_pieces(columns: pa.Table, rows: IntArray | None = None) -> Iterator[str]:
    """What `to_tsv` says, some thousand lines at a time."""
    for lines in _lines(columns, rows):
        yield "".join("\t".join(_one_line(cell) for cell in cells) + "\n" for cells in lines)


def csv_pieces(
    columns: pa.Table, rows: IntArray | None = None, spreadsheet_safe: bool = False, line_end: str = "\r\n"
) -> Iterator[str]:
    """What `to_csv` says, some thousand lines at a time."""
    for lines in _lines(columns, rows):
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator=line_end)
        writer.writerows([_safe(cell) for cell in cells] if spreadsheet_safe else cells for cells in lines)
        yield stream.getvalue()


def writing_csv(
    path: Path, columns: pa.Table, rows: IntArray | None = None, spreadsheet_safe: bool = False
) -> Iterator[None]:
    """`write_csv` in pieces, for who has other things to do between them; given up half-way, it leaves no file."""
    staging = path.with_name(f".{path.name}.new")
    try:
        with staging.open("w", encoding="utf-8", newline="") as stream:
            for piece in csv_pieces(columns, rows, spreadsheet_safe):
                stream.write(piece)
                yield
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(staging, path)
    finally:
        staging.unlink(missing_ok=True)


def _lines(columns: pa.Table, rows: IntArray | None) -> Iterator[list[list[Any]]]:
    columns = readable(columns)
    yield [list(columns.column_names)]
    for start in range(0, columns.num_rows if rows is None else len(rows), AT_ONCE):
        piece = columns.slice(start, AT_ONCE) if rows is None else columns.take(pa.array(rows[start : start + AT_ONCE]))
        cells = [_values(column) for column in piece.columns]
        yield [list(line) for line in zip(*cells, strict=True)]


def _values(column: pa.ChunkedArray) -> list[Any]:
    """Python values; a list as its words with commas between, a float32 with the fewest digits that read back the same.

    That is 0.768, not 0.7680000066757202.
    """
    if pa.types.is_list(column.type):
        return [None if cell is None else ", ".join(map(str, cell)) for cell in column.to_pylist()]
    if not pa.types.is_float32(column.type):
        return list(column.to_pylist())
    return [None if digits is None else float(digits) for digits in column.cast(pa.string()).to_pylist()]


def _one_line(cell: Any) -> str:
    return "" if cell is None else " ".join(str(cell).replace("\t", " ").split("\n"))


def _safe(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(STARTS_FORMULA) else cell


def left_out(table: Table) -> str:
    """Which words an answer does without, a few of them with near spellings; empty where it has all."""
    if len(table.missing) > FEW:
        named = ", ".join(f"‘{word}’" for word in table.missing[:FEW])
        return f"Left out, since they are not in this space: {named} and {len(table.missing) - FEW:,} more."
    told = [note for note in table.notes if any(note.startswith(f"‘{word}’ is not") for word in table.missing)]
    named = ", ".join(f"‘{word}’" for word in table.missing)
    return f"Left out: {' '.join(told) or named}" if table.missing else ""
