"""Read a table of text whose columns are parted by commas, tabs or the like: every cell as it is written."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow as pa

from embexplorer.core.errors import UserError

BLOCK = 1 << 30  # of bytes; one row must fit into it
HEAD = 1 << 20
MOST_LINES = 200
LONGEST_NAME = 60
SPOKEN = {"\t": "tabs", ",": "commas", ";": "semicolons", "|": "bars"}


def parted_table(text: bytes, name: str, mark: str) -> pa.Table:
    """All rows as strings; raises UserError that names the first line with too many or too few columns.

    Between tabs a quotation mark is a letter like others, unless the file clearly quotes. Where the first line holds no
    names the columns are called “column 1” and so on.
    """
    if mark != "\t" or _clearly_quotes(text):
        return _read(text, name, mark, quoted=True)
    try:
        return _read(text, name, mark, quoted=False)
    except UserError:
        if b'\t"' not in text and not text.startswith(b'"'):
            raise
        return _read(text, name, mark, quoted=True)


def _read(text: bytes, name: str, mark: str, quoted: bool) -> pa.Table:
    from pyarrow import csv as arrow_csv

    names = _header(text, name, mark, quoted)
    ragged: list[arrow_csv.InvalidRow] = []

    def note(row: arrow_csv.InvalidRow) -> str:
        ragged.append(row)
        return "skip"

    columns = [f"f{place}" for place in range(len(names))]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(text),
            arrow_csv.ReadOptions(use_threads=False, block_size=min(BLOCK, len(text) + 1024), column_names=columns),
            arrow_csv.ParseOptions(
                delimiter=mark, quote_char='"' if quoted else False, newlines_in_values=quoted, invalid_row_handler=note
            ),
            arrow_csv.ConvertOptions(column_types=dict.fromkeys(columns, pa.large_string()), strings_can_be_null=False),
        )
    except pa.ArrowInvalid as wrong:
        raise _complaint(text, name, mark, quoted, len(names), str(wrong)) from wrong
    if quoted and text.count(b'"') % 2:
        _refuse_unclosed(text, name, mark)
    if ragged:
        found = f"row {ragged[0].number} has {ragged[0].actual_columns} columns"
        raise _complaint(text, name, mark, quoted, len(names), found)
    if not any(map(_is_no_name, names)):
        table = table.slice(1).rename_columns(names)
    else:
        table = table.rename_columns(numbered_names(len(names)))
    if not table.num_rows:
        raise UserError(f"{name} has a line of column names and no other.", "Choose a table with rows.")
    return table


def numbered_names(count: int) -> list[str]:
    """What columns are called in a table without names."""
    return [f"column {place}" for place in range(1, count + 1)]


def _is_no_name(cell: str) -> bool:
    """A number or a long text in the first line is no name of a column: the table has none."""
    return len(cell) > LONGEST_NAME or re.fullmatch(r"[-+\d.,]*\d", cell) is not None


def _header(text: bytes, name: str, mark: str, quoted: bool) -> list[str]:
    """The names in the first line that is not blank; one without a name is called by its place."""
    head = io.StringIO(text[:HEAD].decode("utf-8", "ignore"), newline="")
    with _long_cells():
        rows = csv.reader(head, delimiter=mark, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE)
        cells = next((row for row in rows if row), [])
    names = [cell.strip() or f"column {place}" for place, cell in enumerate(cells, start=1)]
    twice = next((one for one in names if names.count(one) > 1), None)
    if twice is not None and not any(map(_is_no_name, names)):
        raise UserError(f"{name} has two columns named ‘{twice}’.", "Name them differently.")
    if not names:
        raise UserError(f"{name} holds only white space.", "Choose a table with rows.")
    return names


def _complaint(text: bytes, name: str, mark: str, quoted: bool, expected: int, found: str) -> UserError:
    """Name the line: Arrow counts rows, of which one may have several lines."""
    parted = SPOKEN.get(mark, f"‘{mark}’")
    stream = io.StringIO(text.decode("utf-8"), newline="")
    line = 1
    with _long_cells():
        rows = csv.reader(stream, delimiter=mark, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE)
        for cells in rows:
            if cells and len(cells) != expected:
                return UserError(
                    f"{name}, line {line:,}: found {_columns(len(cells))}, expected {expected} (parted by {parted}, "
                    "as the first line is).",
                    "Mend that line, or quote its text.",
                )
            line = rows.line_num + 1
    return UserError(f"{name} cannot be read as a table: {found}.", "Check its quotation marks and line ends.")


def _refuse_unclosed(text: bytes, name: str, mark: str) -> None:
    """A quotation mark that is never closed makes one cell of the rest of the file."""
    line = 1
    with _long_cells():
        rows = csv.reader(io.StringIO(text.decode("utf-8"), newline=""), delimiter=mark, strict=True)
        try:
            for _ in rows:
                line = rows.line_num + 1
        except csv.Error as wrong:
            raise UserError(
                f"{name}, line {line:,}: a quotation mark is opened there and not closed as expected ({wrong}).",
                "Close it, or double it within a text.",
            ) from wrong


def _columns(count: int) -> str:
    return "1 column" if count == 1 else f"{count} columns"


@contextmanager
def _long_cells() -> Iterator[None]:
    """Let a cell be as long as it is."""
    before = csv.field_size_limit(2**31 - 1)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _clearly_quotes(text: bytes) -> bool:
    """Whether every cell of some column is in quotation marks, in a file of more than one row."""
    lines = text[:HEAD].decode("utf-8", "ignore").splitlines()[1:MOST_LINES]
    rows = [line.split("\t") for line in lines if line.strip()]
    places = range(min(map(len, rows), default=0))
    return len(rows) > 1 and any(all(re.fullmatch(r'".*"', row[place]) for row in rows) for place in places)
