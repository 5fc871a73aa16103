"""Which columns of a table of neighbours are shown, and under which titles."""

from dataclasses import replace

import pyarrow as pa

from embexplorer.core.number_text import MINUS
from embexplorer.core.table import Table
from embexplorer.core.typing import BoolArray
from embexplorer.gui.widgets.table_model import Column, column_of

RANGE = "range"
HIDDEN = "hidden"
MUTUAL = "↔"
MEANS = "Mutual: the word is among this one's own nearest"
METRIC_TITLES = {"cosine": "Cosine", "euclidean": "Distance", "dot": "Dot product", "csls": "CSLS"}


def quickly(metric: str) -> dict[str, str]:
    """How the window asks for CSLS: of a large space it approximates what all rows have in common, and says so."""
    return {"search": "auto"} if metric == "csls" else {}


def neighbor_columns(table: Table, with_word: bool, map_title: str = "Map") -> tuple[Column, ...]:
    """Word, score with a bar, top percent and what the map keeps, if known; `with_word` also the word asked about."""
    title = METRIC_TITLES.get(metric_of(table), "Score")
    known = [name for name in table.columns.column_names if table.columns[name].null_count < table.columns.num_rows]
    wanted = [
        ("word", "Of", False),
        ("rank", "Rank", False),
        ("neighbor", "Word", False),
        ("score", title, True),
        (RANGE, "Range", False),
        ("top_percent", "Top %", False),
        ("reciprocal", MUTUAL, False),
        ("map", map_title, False),
    ]
    shown = wanted if with_word else [item for item in wanted if item[0] not in ("word", "rank")]
    columns = tuple(column_of(table, name, words, bar) for name, words, bar in shown if name in known)
    helped = (replace(column, help=MEANS if column.name == "reciprocal" else "") for column in columns)
    return tuple(replace(column, end=column.name == "map") for column in helped)


def narrow_columns(table: Table, unit: str = "words") -> tuple[Column, ...]:
    """The same for a dock, which has no room for both bars and ranges; `unit` is what the rows are, in the plural."""
    columns = neighbor_columns(table, with_word=False)
    ranged = any(column.name == RANGE for column in columns)
    one = unit.removesuffix("s").capitalize()
    titled = [replace(column, title=one) if column.name == "neighbor" else column for column in columns]
    return tuple(replace(column, bar=column.bar and not ranged) for column in titled)


def spoken(table: Table) -> Table:
    """The table as it is read.

    “0.74–0.79” is a column of its own where the space was trained several times, “↔” marks a neighbour that has the
    word among its own nearest.
    """
    return _with_marks(with_range(table))


def with_range(table: Table) -> Table:
    """The table with low and high as one column of text, “0.74–0.79”, where it has them."""
    if "low" not in table.columns.column_names:
        return table
    ends = zip(table.columns["low"].to_pylist(), table.columns["high"].to_pylist(), strict=True)
    texts = [None if low is None or high is None else f"{_short(low)}–{_short(high)}" for low, high in ends]
    return replace(table, columns=table.columns.append_column(RANGE, pa.array(texts, pa.string())))


def with_hidden(table: Table, shown: BoolArray | None) -> Table:
    """The table with “hidden” in place of what the map keeps, for neighbours that are not drawn."""
    names = table.columns.column_names
    if shown is None or "map" not in names or "row" not in names:
        return table
    rows, states = table.columns["row"].to_pylist(), table.columns["map"].to_pylist()
    texts = [state if 0 <= row < len(shown) and shown[row] else HIDDEN for row, state in zip(rows, states, strict=True)]
    return replace(table, columns=table.columns.set_column(names.index("map"), "map", pa.array(texts, pa.string())))


def _with_marks(table: Table) -> Table:
    if "reciprocal" not in table.columns.column_names:
        return table
    place = table.columns.column_names.index("reciprocal")
    texts = [None if mark is None else MUTUAL if mark else "" for mark in table.columns["reciprocal"].to_pylist()]
    return replace(table, columns=table.columns.set_column(place, "reciprocal", pa.array(texts, pa.string())))


def _short(cosine: float) -> str:
    return f"{cosine:.2f}".replace("-", MINUS)


def metric_of(table: Table) -> str:
    """The metric the table was made with, as its recipe says."""
    return str(table.recipe.steps[-1].parameters.get("metric", "cosine")) if table.recipe.steps else "cosine"
