"""Write a table of rows to a file block by block: CSV, TSV, Parquet or JSON, with what made it beside or inside."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pyarrow as pa

from embexplorer.core.errors import UserError
from embexplorer.core.report import Report
from embexplorer.core.table_text import csv_pieces, tsv_pieces
from embexplorer.core.writing import new_file

BLOCK = 1 << 14  # rows
CSV = ".csv"  # what a name without an end becomes
SUFFIXES = (CSV, ".tsv", ".parquet", ".json")
INSIDE = b"embexplorer"  # the key of the provenance in a Parquet file's metadata


def write_data(
    path: Path, table: pa.Table, provenance: dict[str, Any], report: Report, spreadsheet_safe: bool = False
) -> Path | None:
    """Write the rows, whole or not at all; answers the file with the provenance, None where that is inside.

    `spreadsheet_safe` puts a ' before text that a spreadsheet would take for a formula (CSV only). Raises UserError
    for another suffix and for a place that cannot be written.
    """
    suffix = path.suffix.lower() or CSV
    if suffix not in SUFFIXES:
        raise UserError(f"‘{path.name}’ does not say how to write a table.", f"End it with {', '.join(SUFFIXES)}.")
    with new_file(path) as stream:
        if suffix == ".parquet":
            _parquet(stream, table, provenance, report)
        elif suffix == ".json":
            _json(stream, table, provenance, report)
        else:
            _text(stream, table, suffix, spreadsheet_safe, report)
    if suffix in (".json", ".parquet"):
        return None
    beside = path.with_name(path.name + ".recipe.json")
    with new_file(beside) as stream:
        stream.write(json.dumps(provenance, indent=1, ensure_ascii=False).encode())
    return beside


def _blocks(table: pa.Table, report: Report) -> Iterator[pa.Table]:
    for start in range(0, table.num_rows, BLOCK):
        report(start / table.num_rows, f"Writing {start:,} of {table.num_rows:,} rows")
        yield table.slice(start, BLOCK)


def _text(stream: IO[bytes], table: pa.Table, suffix: str, spreadsheet_safe: bool, report: Report) -> None:
    empty = table.slice(0, 0)
    for number, block in enumerate((empty, *_blocks(table, report))):
        pieces = csv_pieces(block, None, spreadsheet_safe, "\n") if suffix == CSV else tsv_pieces(block)
        head = next(pieces)
        if number == 0:
            stream.write(head.encode())
        stream.writelines(piece.encode() for piece in pieces)


def _parquet(stream: IO[bytes], table: pa.Table, provenance: dict[str, Any], report: Report) -> None:
    import pyarrow.parquet as parquet

    told = {**(table.schema.metadata or {}), INSIDE: json.dumps(provenance, ensure_ascii=False).encode()}
    schema = table.schema.with_metadata(told)
    with parquet.ParquetWriter(stream, schema) as writer:
        for block in _blocks(table, report):
            writer.write_table(block.replace_schema_metadata(told))


def _json(stream: IO[bytes], table: pa.Table, provenance: dict[str, Any], report: Report) -> None:
    stream.write(b'{"provenance": ' + _dumped(provenance) + b',\n"columns": ' + _dumped(table.column_names))
    stream.write(b',\n"rows": [')
    before = b"\n"
    for block in _blocks(table, report):
        cells = [_plain(column) for column in block.columns]
        for row in zip(*cells, strict=True):
            stream.write(before + _dumped(list(row)))
            before = b",\n"
    stream.write(b"\n]}\n")


def _plain(column: pa.ChunkedArray) -> list[Any]:
    """Python values that JSON has: no NaN and no infinity, a float32 with its shortest digits, dates as text."""
    if pa.types.is_float32(column.type):
        column = column.cast(pa.string())
        values = [None if digits is None else float(digits) for digits in column.to_pylist()]
    else:
        values = column.to_pylist()
    return [None if isinstance(value, float) and not abs(value) < float("inf") else value for value in values]


def _dumped(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, default=str).encode()
