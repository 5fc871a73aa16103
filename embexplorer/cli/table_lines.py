"""A table as lines of text for a terminal: aligned columns, the caption, what was missing."""

from textwrap import wrap

import pyarrow as pa

from embexplorer.cli.commands import width
from embexplorer.core.number_text import number_text
from embexplorer.core.table import Table, readable_part

MOST_ROWS = 100
MOST_OF_A_PART = 20
WIDEST = 40
PASSAGE = "passage"
MARGIN = "  "
PICTURES = {**{code: 0x2400 + code for code in range(32)}, 0x7F: 0x2421, **dict.fromkeys(range(0x80, 0xA0), 0xFFFD)}


def table_lines(table: Table, most: int = MOST_ROWS) -> list[str]:
    """The first rows, then a line that says how many more there are; nothing is left out in silence."""
    parts = [
        line for name, part in table.parts.items() for line in ["", name, *_rows(readable_part(part), MOST_OF_A_PART)]
    ]
    return [*_rows(table.shown(), most), *_whole_texts(table.shown(), most), *_below(table), *parts]


def _whole_texts(shown: pa.Table, most: int) -> list[str]:
    """The passages that answer a question, folded and whole, since a cell holds their beginning only."""
    if PASSAGE not in shown.column_names:
        return []
    texts = shown[PASSAGE].slice(0, most).to_pylist()
    folded = [wrap(as_written(text), width(), initial_indent=MARGIN, subsequent_indent=MARGIN) for text in texts]
    return [line for number, lines in enumerate(folded, 1) for line in ("", str(number), *lines)]


def _rows(shown: pa.Table, most: int) -> list[str]:
    body = shown.slice(0, most)
    cells = [[name, *_texts(column)] for name, column in zip(body.column_names, body.columns, strict=True)]
    right = [_is_number(column.type) for column in body.columns]
    widths = [max(map(len, column), default=0) for column in cells]
    lines = [_line(row, widths, right) for row in zip(*cells, strict=True)]
    if shown.num_rows > most:
        lines.append(f"… and {shown.num_rows - most:,} more rows: --json or -o FILE.csv gives all of them.")
    return lines


def _below(table: Table) -> list[str]:
    lines = [table.caption] if table.caption else []
    if table.missing:
        lines.append("Not in this space: " + ", ".join(f"‘{word}’" for word in table.missing))
    return ["", *lines, *table.notes] if lines or table.notes else []


def _line(cells: tuple[str, ...], widths: list[int], right: list[bool]) -> str:
    placed = [cell.rjust(w) if r else cell.ljust(w) for cell, w, r in zip(cells, widths, right, strict=True)]
    return "  ".join(placed).rstrip()


def _texts(column: pa.ChunkedArray) -> list[str]:
    return [_text(cell) for cell in column.to_pylist()]


def _text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case int():
            return str(cell)
        case float():
            return f"{cell:.4f}" if abs(cell) < 1000 else number_text(cell)
        case _:
            text = as_written(str(cell))
            return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"


def as_written(label: str) -> str:
    """The label as it is, but for control characters, which a terminal would obey: those become their pictures."""
    return label.translate(PICTURES)


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind))
