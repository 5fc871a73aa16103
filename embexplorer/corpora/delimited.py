"""Cut a delimited table into cells: gzip or not, tabs, commas or blanks, comments, a header or none."""

import csv
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from embexplorer.core.errors import UserError
from embexplorer.core.file_kind import foreign_kind
from embexplorer.core.report import Report, ignore
from embexplorer.core.shown import shown
from embexplorer.core.source import Source

BLOCK, HEAD = 1 << 22, 1 << 16
LOOKED_AT = 100  # lines, to find the separator and the header
AT_ONCE = 20_000  # lines between two reports
SEPARATORS = ("\t", "::", ",", ";", "|")
MARKUP = (b"<", b"{", b"[")


@dataclass(frozen=True, kw_only=True)
class Cells:
    """`rows` are the cells of each line, without header, comments and blank lines; `numbers` are their lines, from 1.

    `separator` is "" for blanks. `comments` are the lines that were passed over; `notes` say what was found out.
    """

    path: Path
    rows: list[list[str]]
    numbers: list[int]
    separator: str
    header: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def refuse(self, at: int, found: str, expected: str, hint: str = "Mend or remove that line.") -> UserError:
        """The error that names file and line, what stands there and what should."""
        return UserError(f"{self.path.name}, line {self.numbers[at]:,}: {found}, expected {expected}.", hint)

    def in_order(self, columns: Sequence[str], fewest: int) -> "Cells":
        """Only these columns of the header, in this order; a line that lacks one of them is refused."""
        if not columns:
            return self
        if len(columns) < fewest:
            raise UserError(f"--columns names {len(columns)} of at least {fewest} columns.", "Name them all, in order.")
        missing = [name for name in columns if name not in self.header]
        if missing:
            have = f"It has: {', '.join(self.header)}." if self.header else "It has no header: leave --columns out."
            raise UserError(f"{self.path.name} has no column ‘{missing[0]}’.", have)
        places = [self.header.index(name) for name in columns]
        short = next((at for at, row in enumerate(self.rows) if len(row) <= max(places)), None)
        if short is not None:
            raise self.refuse(short, count_of(self.rows[short]), f"{len(self.header)} as in the header")
        return replace(self, header=tuple(columns), rows=[[row[place] for place in places] for row in self.rows])


def read_cells(path: Path, expected: str, comments: str = "", report: Report = ignore) -> Cells:
    """All lines but those that begin with a letter of `comments`; raises UserError for a file that is no text."""
    report(0.0, f"Reading {path.name}")
    text, notes = _text(path, expected)
    lines = text.splitlines()
    passed = [line for line in lines if line[:1] in comments and line] if comments else []
    kept = [n for n, line in enumerate(lines, start=1) if line and line[0] not in comments and not line.isspace()]
    if not kept:
        raise UserError(f"{path.name} holds no line of data, expected {expected}.", "Choose another file.")
    separator = _separator([lines[number - 1] for number in kept[:LOOKED_AT]])
    rows = list(_cut(lines, kept, separator, path, report))
    return Cells(path=path, rows=rows, numbers=kept, separator=separator, comments=tuple(passed), notes=tuple(notes))


def with_header(cells: Cells, header: str, names: frozenset[str], enough: int = 2) -> Cells:
    """The first line taken as a header: "yes", "no", or "auto": where it reads as one.

    It does where `enough` of its first two cells are among `names`, or where a word stands over a column of numbers.
    """
    if header == "no" or (header == "auto" and not _has_header(cells.rows, names, enough)):
        return cells
    if len(cells.rows) == 1:
        raise UserError(f"{cells.path.name} holds a header and no line of data.", "Choose another file.")
    said = f"Line {cells.numbers[0]} of {cells.path.name} was taken as the header: {', '.join(cells.rows[0])}."
    notes = cells.notes if header == "yes" else (*cells.notes, said)
    return replace(cells, rows=cells.rows[1:], numbers=cells.numbers[1:], header=tuple(cells.rows[0]), notes=notes)


def count_of(row: Sequence[str]) -> str:
    """How many columns, in words, with what stands in the first."""
    return f"{len(row)} column{'' if len(row) == 1 else 's'} (‘{shown(' '.join(row))}’)"


def is_number(cell: str) -> bool:
    """Whether the cell is a finite number."""
    return not math.isnan(number_of(cell))


def number_of(cell: str) -> float:
    """The finite number in the cell, NaN where there is none."""
    try:
        value = float(cell)
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan


def _text(path: Path, expected: str) -> tuple[str, list[str]]:
    with Source(path) as source:
        raw = b"".join(iter(lambda: source.read(BLOCK), b""))
        if source.damage:
            raise UserError(f"{path.name}: {source.damage}.", "Download or copy it again.")
    if not raw.strip():
        raise UserError(f"{path.name} is empty, expected {expected}.", "Choose another file.")
    binary = b"\0" in raw[:HEAD] or sum(raw[:HEAD].count(byte) for byte in (b"\1", b"\2", b"\x1b")) > 0
    foreign = foreign_kind(raw[:HEAD]) if binary or raw.lstrip().startswith(MARKUP) else None
    if foreign is not None or binary:
        what = foreign.what if foreign is not None else "a binary file"
        raise UserError(f"{path.name} is {what}, expected {expected}.", "Choose a text file with lines and columns.")
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace"), [f"{path.name} is not UTF-8 and was read as Windows-1252."]


def _separator(lines: list[str]) -> str:
    """The first of the separators that stands in most lines; blanks where none does."""
    return next((mark for mark in SEPARATORS if 2 * sum(mark in line for line in lines) > len(lines)), "")


def _cut(lines: list[str], kept: list[int], separator: str, path: Path, report: Report) -> Iterator[list[str]]:
    for start in range(0, len(kept), AT_ONCE):
        report(0.5 * start / len(kept), f"Reading {path.name}: {start:,} lines")
        for number in kept[start : start + AT_ONCE]:
            line = lines[number - 1]
            if not separator:
                yield line.split()
            elif '"' in line and separator in (",", ";"):
                yield [cell.strip() for cell in next(csv.reader([line], delimiter=separator))]
            else:
                yield [cell.strip() for cell in line.split(separator)]


def _has_header(rows: list[list[str]], names: frozenset[str], enough: int) -> bool:
    first, rest = rows[0], rows[1:LOOKED_AT]
    if sum(cell.casefold().replace(" ", "").replace("_", "") in names for cell in first[:2]) >= enough:
        return True
    width = Counter(map(len, rows[:LOOKED_AT])).most_common(1)[0][0]
    below = [[row[column] for row in rest if column < len(row)] for column in range(min(len(first), width))]
    return any(
        bool(first[column]) and not is_number(first[column]) and bool(cells) and all(map(is_number, cells))
        for column, cells in enumerate(below)
    )
