"""How a text file of vectors is laid out, from its first lines: header, dimensions, separator, labels or none."""

import re
from collections import Counter
from dataclasses import dataclass

from embexplorer.core.errors import UserError
from embexplorer.core.reading import BOM, Head
from embexplorer.core.shown import shown

SAMPLE_LINES = 60
NUMBER = re.compile(rb"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
NOT_FINITE = re.compile(rb"[+-]?(?:nan|inf|infinity)", re.IGNORECASE)
HEADER = re.compile(rb"\s*(\d+)[ \t]+(\d+)\s*")
MOST_DIMENSIONS = 1 << 20
MOST_DIGITS = 100  # a header may claim anything, but not a book
FRACTION = re.compile(rb"[+-]?\d*\.\d+(?:[eE][+-]?\d+)?")
NUMBERED = "Every label is a number: should this file have no labels, its first column was taken for them."
ONE_NUMBER = "Its rows have a single number each: is this a file of vectors?"
BLANKS = re.compile(rb"[ \t]+")


@dataclass(frozen=True, kw_only=True)
class Layout:
    """`start` is the byte at which the rows begin and `first_line` their line number.

    `rows` is what the header promises, None without a header. `labelled` is False for lines of numbers alone.
    """

    dimensions: int
    rows: int | None
    tabbed: bool
    labelled: bool
    start: int
    first_line: int

    @property
    def reason(self) -> str:
        """Where the number of dimensions comes from, for a message."""
        return "from the header on line 1" if self.rows is not None else "as in the lines at the beginning"


def layout_of(head: Head, labelled: bool = True) -> Layout | None:
    """The layout, or None when the first lines are not rows of numbers."""
    lines = head.lines[: SAMPLE_LINES + 1]
    header = _header(lines) if labelled else None
    rows = [line for line in lines[1 if header else 0 :] if line.strip()]
    start = len(BOM) if head.start.startswith(BOM) else 0
    if header:
        start = head.start.find(b"\n") + 1 or len(head.start)
    tabbed = bool(rows) and all(b"\t" in line for line in rows)
    counts = Counter(count for line in rows if (count := trailing_numbers(line, tabbed, labelled)))
    if header is None and (not counts or sum(counts.values()) * 2 < len(rows)):
        return None
    dimensions = header[1] if header else _most_frequent(counts)
    return Layout(
        dimensions=dimensions,
        rows=header[0] if header else None,
        tabbed=tabbed,
        labelled=labelled,
        start=start,
        first_line=2 if header else 1,
    )


def are_rows(head: Head, layout: Layout) -> bool:
    """Whether one of the first lines is a row: then this is text, whatever strange bytes are in it."""
    first = layout.first_line - 1
    return any(is_row(line, layout) for line in head.lines[first : first + SAMPLE_LINES])


def doubts(head: Head, layout: Layout) -> str:
    """What may be wrong with this reading of a file without a header; raises UserError when it surely is."""
    rows = [line for line in head.lines[:SAMPLE_LINES] if line.strip()]
    labels = [line.partition(b"\t" if layout.tabbed else b" ")[0] for line in rows]
    if layout.rows is not None or not all(map(NUMBER.fullmatch, labels)):
        return ONE_NUMBER if layout.rows is None and layout.dimensions == 1 else ""
    if len(rows) > 1 and all(FRACTION.fullmatch(label) for label in labels):
        found = f"{head.name}, line 1: ‘{shown(labels[0])}’ in place of a label, expected a label before the numbers."
        raise UserError(
            found, "Put one before each row, or part the numbers by tabs and keep the labels in metadata.tsv."
        )
    return NUMBERED


def is_row(line: bytes, layout: Layout) -> bool:
    """Whether the line ends in as many numbers as a row has."""
    return trailing_numbers(line, layout.tabbed, layout.labelled) >= layout.dimensions


def refuse_dimensions(head: Head, dimensions: int) -> None:
    """Raise UserError when the header promises rows of no numbers, or of more than there can be."""
    if not 0 < dimensions <= MOST_DIMENSIONS:
        found = f"{head.name}, line 1: {dimensions} dimensions, expected 1 to {MOST_DIMENSIONS:,}."
        raise UserError(found, "The header is damaged, or this is another kind of file.")


def trailing_numbers(line: bytes, tabbed: bool, labelled: bool) -> int:
    """How many numbers stand at the end of the line, the label left aside."""
    numbers = numbers_part(line, tabbed) if labelled else line
    fields = BLANKS.split(numbers.strip(b" \t\r"))
    count = 0
    for field in reversed(fields):
        if not is_number(field):
            break
        count += 1
    return count


def numbers_part(line: bytes, tabbed: bool) -> bytes:
    """What follows the label: the part after the first tab, or after the first blank."""
    return line.partition(b"\t" if tabbed else b" ")[2]


def is_number(field: bytes) -> bool:
    """Whether the field is meant as a number; NaN and infinity are, though a row may not hold them."""
    return bool(NUMBER.fullmatch(field) or NOT_FINITE.fullmatch(field))


def _header(lines: list[bytes]) -> tuple[int, int] | None:
    match = HEADER.fullmatch(lines[0]) if lines else None
    if match is None or max(len(match[1]), len(match[2])) > MOST_DIGITS:
        return None
    return int(match[1]), int(match[2])


def _most_frequent(counts: Counter[int]) -> int:
    return max(counts, key=lambda count: counts[count])  # of two, that of the line that comes first
