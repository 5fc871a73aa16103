"""Rows of a space as a table: their words and metadata, for lists and exports of a selection."""

import numpy as np
import pyarrow as pa

from embexplorer.core.columns import readable
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.core.typing import IntArray

WORD = "word"


def rows_table(space: EmbeddingSpace, rows: IntArray, most: int | None = None) -> Table:
    """Row, word and readable columns of these rows, the first `most` of them; the caption says how many there are."""
    shown = np.asarray(rows if most is None else rows[:most], np.int64)
    chosen = pa.array(shown)
    columns = {"row": chosen, WORD: space.keys.array.take(chosen)}
    for name in readable(space.columns).column_names:
        if name not in columns:
            columns[name] = space.columns[name].take(chosen)
    counted = f"{len(rows):,} of {space.rows:,} {space.unit}"
    part = "" if len(shown) == len(rows) else f" · the first {len(shown):,} shown"
    return Table(name=f"Selection · {space.name}", columns=pa.table(columns), caption=f"{counted} · {space.name}{part}")


def facts_of(space: EmbeddingSpace, row: int) -> dict[str, object]:
    """The readable columns of one row that have a value there, in their order."""
    values = {name: space.columns[name][row].as_py() for name in readable(space.columns).column_names}
    return {name: value for name, value in values.items() if value is not None and value != ""}
