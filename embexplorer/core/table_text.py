"""Write a table as text: TSV for the clipboard, CSV for a file, safe to open in a spreadsheet if asked."""

import csv
import io
import os
from pathlib import Path
from typing import Any

import pyarrow as pa

from embexplorer.core.typing import IntArray

STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run (OWASP, CSV injection)


def to_tsv(columns: pa.Table, rows: IntArray | None = None) -> str:
    """Names and rows with tabs between, for the clipboard; tabs and line ends within a cell become spaces."""
    return "".join("\t".join(_one_line(cell) for cell in cells) + "\n" for cells in _lines(columns, rows))


def to_csv(columns: pa.Table, rows: IntArray | None = None, spreadsheet_safe: bool = False) -> str:
    """Names and rows as RFC 4180 says. `spreadsheet_safe` puts a ' before text that a spreadsheet would run."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    for cells in _lines(columns, rows):
        writer.writerow([_safe(cell) for cell in cells] if spreadsheet_safe else cells)
    return stream.getvalue()


def write_csv(path: Path, columns: pa.Table, rows: IntArray | None = None, spreadsheet_safe: bool = False) -> None:
    """Write the CSV file whole or not at all."""
    staging = path.with_name(f".{path.name}.new")
    with staging.open("w", encoding="utf-8", newline="") as stream:
        stream.write(to_csv(columns, rows, spreadsheet_safe))
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(staging, path)


def _lines(columns: pa.Table, rows: IntArray | None) -> list[list[Any]]:
    kept = columns if rows is None else columns.take(pa.array(rows))
    cells = [_values(column) for column in kept.columns]
    body = [list(line) for line in zip(*cells, strict=True)]
    return [list(columns.column_names), *body]


def _values(column: pa.ChunkedArray) -> list[Any]:
    """Python values; a float32 with the fewest digits that read back the same (0.768, not 0.7680000066757202)."""
    if not pa.types.is_float32(column.type):
        return list(column.to_pylist())
    return [None if digits is None else float(digits) for digits in column.cast(pa.string()).to_pylist()]


def _one_line(cell: Any) -> str:
    return "" if cell is None else " ".join(str(cell).replace("\t", " ").split("\n"))


def _safe(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(STARTS_FORMULA) else cell
