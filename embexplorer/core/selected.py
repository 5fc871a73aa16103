"""Rows of a space as a table: their words and metadata, for lists and exports of a selection."""

from collections.abc import Iterable

import numpy as np
import pyarrow as pa

from embexplorer.core.columns import free_name, readable
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.core.typing import IntArray

ROW, WORD = "row", "word"


def names_beside(space: EmbeddingSpace, taken: Iterable[str] = (ROW, WORD)) -> dict[str, str]:
    """What the readable columns of a space are called beside others: `{"word 2": "word"}` where `word` is taken."""
    names = readable(space.columns).column_names
    named: dict[str, str] = {}
    for name in names:
        named[free_name(name, {*taken, *names, *named}) if name in taken else name] = name
    return named


def rows_table(space: EmbeddingSpace, rows: IntArray, most: int | None = None, taken: tuple[str, ...] = ()) -> Table:
    """Row, word and readable columns of these rows, the first `most` of them; the caption says how many there are.

    A column of the space whose name is one of these, or `taken` by what is to stand beside them, gets a number.
    """
    shown = np.asarray(rows if most is None else rows[:most], np.int64)
    chosen = pa.array(shown)
    columns = {ROW: chosen, WORD: space.keys.array.take(chosen)}
    for free, name in names_beside(space, (ROW, WORD, *taken)).items():
        columns[free] = space.columns[name].take(chosen)
    counted = f"{len(rows):,} of {space.rows:,} {space.unit}"
    part = "" if len(shown) == len(rows) else f" · the first {len(shown):,} shown"
    return Table(name=f"Selection · {space.name}", columns=pa.table(columns), caption=f"{counted} · {space.name}{part}")


def facts_of(space: EmbeddingSpace, row: int) -> dict[str, object]:
    """The readable columns of one row that have a value there, in their order."""
    values = {name: space.columns[name][row].as_py() for name in readable(space.columns).column_names}
    return {name: value for name, value in values.items() if value is not None and value != ""}
