"""Read a CSV or TSV file of metadata and join it to the words of a space."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.columns import free_name
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.selected import ROW
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Step, param
from embexplorer.core.table import Table

HEAD_BYTES = 1 << 16


@register
@dataclass(frozen=True, kw_only=True)
class Metadata(Step):
    """Join a CSV or TSV file of metadata to the words of a space.

    The table has one row for every row of the space, empty where the file has none; the file's own column `row` is
    called `row 2`. Of several lines for one word the first counts; `facts` hold matched, unmatched, duplicates and
    lines; `notes` are the key, then the file's columns.
    """

    name = "metadata"
    kind = "probe"
    title = "Add columns"
    takes = ("space",)
    makes = Table
    libraries = ("numpy", "pyarrow")
    quick = True

    path: Path = param(help="A CSV or TSV file with a header and one line for a word")
    key: str = param("", "The column that holds the words; the one that matches most words if empty")

    def source_files(self) -> tuple[Path, ...]:
        return (self.path,)

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        space = inputs.the_space()
        report(0.0, f"Read {self.path.name}")
        lines = read_columns(self.path)
        written = read_columns(self.path, as_text=tuple(lines.column_names))  # 007 is a word, and not the number 7
        key = self._key_of(written, space, Part(report, 0.4, 0.8))
        lines = lines.set_column(lines.column_names.index(key), key, written[key])
        report(0.8, f"Join by {key}")
        return _joined(lines, key, space, self.path.name)

    def _key_of(self, lines: pa.Table, space: EmbeddingSpace, report: Report) -> str:
        if self.key and self.key not in lines.column_names:
            names = ", ".join(lines.column_names)
            raise UserError(f"{self.path.name} has no column ‘{self.key}’.", f"It has: {names}.")
        return self.key or _best_key(lines, space, report)


def read_columns(path: Path, as_text: tuple[str, ...] = ()) -> pa.Table:
    """The file's columns, those of `as_text` as they are written, the others with their types found.

    Raises UserError naming the file and what is wrong with it.
    """
    from pyarrow import csv

    tabs = _has_tabs(path)
    quote: str | bool = False if tabs else '"'
    parse = csv.ParseOptions(delimiter="\t" if tabs else ",", quote_char=quote, newlines_in_values=not tabs)
    try:
        convert = csv.ConvertOptions(column_types=dict.fromkeys(as_text, pa.string()))
        lines = csv.read_csv(path, parse_options=parse, convert_options=convert)
    except pa.ArrowInvalid as wrong:
        raise UserError(f"{path.name} cannot be read as a table: {_first_line(wrong)}.", "Check that line.") from wrong
    twice = next((name for name in lines.column_names if lines.column_names.count(name) > 1), None)
    if twice is not None:
        raise UserError(f"{path.name} has two columns named ‘{twice}’.", "Name them differently.")
    return lines


def _has_tabs(path: Path) -> bool:
    try:
        with pa.input_stream(str(path)) as stream:  # opens .gz as well
            head: bytes = stream.read(HEAD_BYTES).partition(b"\n")[0]
    except FileNotFoundError as missing:
        raise UserError(f"{path} does not exist.", "Choose another file.") from missing
    except OSError as unreadable:
        raise UserError(f"{path} cannot be read: {unreadable}.", "Choose another file.") from unreadable
    return b"\t" in head


def _first_line(wrong: Exception) -> str:
    return str(wrong).splitlines()[0].removesuffix(".")


def _best_key(lines: pa.Table, space: EmbeddingSpace, report: Report) -> str:
    """The column that names most words of the space, each counted once; the first of equals."""
    hits = [_matches(lines[name], space, report, i / lines.num_columns) for i, name in enumerate(lines.column_names)]
    if not hits or max(hits) == 0:
        raise UserError("No column of the file holds words of this space.", "Choose a file that names its words.")
    return str(lines.column_names[int(np.argmax(hits))])


def _matches(column: pa.ChunkedArray, space: EmbeddingSpace, report: Report, done: float) -> int:
    report(done, "Look for the words")
    found = pc.is_in(space.keys.array, value_set=_text(column, space).combine_chunks())
    return int(pc.sum(found).as_py() or 0)


def _text(column: pa.ChunkedArray, space: EmbeddingSpace) -> pa.ChunkedArray:
    return column.cast(space.keys.array.type)


def _joined(lines: pa.Table, key: str, space: EmbeddingSpace, file: str) -> Table:
    words = _text(lines[key], space)
    first = pc.index_in(space.keys.array, value_set=words.combine_chunks())  # the first line of a word wins
    columns = lines.drop_columns([key])
    if not columns.num_columns:
        raise UserError(f"{file} has only the column ‘{key}’.", "Choose a file with columns to add.")
    distinct = pc.count_distinct(words).as_py()
    matched = len(space.keys) - first.null_count
    facts = {
        "matched": matched,
        "unmatched": distinct - matched,
        "duplicates": len(words) - distinct,
        "lines": lines.num_rows,
    }
    rows = pa.array(np.arange(len(space.keys)))
    names = columns.column_names
    free = [free_name(ROW, {ROW, *names}) if name == ROW else name for name in names]
    table = columns.rename_columns(free).take(first).add_column(0, ROW, rows)
    return Table(
        name=file,
        columns=table,
        caption=f"{matched:,} of {space.rows:,} words of {space.name} · joined by {key}",
        facts={name: float(value) for name, value in facts.items()},
        notes=(key, *lines.column_names),
    )
