"""Read one line of a text file exactly and slowly, or say what is wrong with it: the plain way beside the kernel."""

from dataclasses import dataclass

import numpy as np

from embexplorer.core.shown import shown
from embexplorer.core.typing import FloatArray
from embexplorer.readers._text_layout import BLANKS, NOT_FINITE, NUMBER, Layout, trailing_numbers

TWO_ROWS = "a carriage return within the line, expected lines that end in a line feed"


@dataclass(frozen=True)
class Row:
    """A good line."""

    label: bytes
    values: FloatArray


@dataclass(frozen=True)
class Bad:
    """A bad line: what was found and expected."""

    what: str
    not_finite: bool = False


def read_line(line: bytes, layout: Layout) -> Row | Bad:
    """The line's row; it has no line feed and is not blank."""
    line = line.rstrip(b" \t\r")
    if b"\r" in line:
        return Bad(TWO_ROWS)
    if not layout.labelled:
        return _numbers(b"", BLANKS.split(line.strip()), layout)
    if line[:1] == b"\t" or (line[:1] == b" " and not layout.tabbed):
        return Bad(f"no label before the numbers, expected a label and {_count(layout.dimensions)}")
    return _tabbed(line, layout) if layout.tabbed else _spaced(line, layout)


def _tabbed(line: bytes, layout: Layout) -> Row | Bad:
    label, _, rest = line.partition(b"\t")
    return _numbers(label, BLANKS.split(rest.strip(b" \t")) if rest else [], layout)


def _spaced(line: bytes, layout: Layout) -> Row | Bad:
    """The label is all before the last `dimensions` fields; it may hold blanks, but may not end in a number."""
    fields = BLANKS.split(line)
    if len(fields) <= layout.dimensions + 1:
        return _numbers(fields[0], fields[1:], layout)
    blanks = list(BLANKS.finditer(line))
    blank = blanks[-layout.dimensions]
    label = line[: blank.start()]
    words = BLANKS.split(label)
    if len(words) > 1 and NUMBER.fullmatch(words[-1]):
        return Bad(f"{_count(trailing_numbers(line, False, True))}, expected {layout.dimensions} ({layout.reason})")
    return _numbers(label, BLANKS.split(line[blank.end() :]), layout)


def _numbers(label: bytes, fields: list[bytes], layout: Layout) -> Row | Bad:
    strange = next((field for field in fields if not NUMBER.fullmatch(field)), None)
    if strange is not None and not NOT_FINITE.fullmatch(strange):
        return Bad(f"‘{shown(strange)}’ is not a number, expected {_count(layout.dimensions)} ({layout.reason})")
    if len(fields) != layout.dimensions:
        return Bad(f"{_count(len(fields))}, expected {layout.dimensions} ({layout.reason})")
    if strange is not None:
        return Bad(f"‘{shown(strange)}’ in column {fields.index(strange) + 1}, expected a finite number", True)
    with np.errstate(over="ignore", under="ignore"):
        values = np.array([float(field) for field in fields], np.float64).astype(np.float32)
    if not np.isfinite(values).all():
        column = int(np.flatnonzero(~np.isfinite(values))[0])
        return Bad(f"‘{shown(fields[column])}’ in column {column + 1} is too large for a 32-bit number", True)
    return Row(label, values)


def _count(numbers: int) -> str:
    return "1 number" if numbers == 1 else f"{numbers} numbers"
