"""Rows of a space as a table."""

import numpy as np
import pyarrow as pa

from embexplorer.core.keys import Keys
from embexplorer.core.selected import facts_of, rows_table
from embexplorer.core.space import EmbeddingSpace

SPACE = EmbeddingSpace(
    name="three",
    keys=Keys(["a", "b", "c"]),
    vectors=np.eye(3, dtype=np.float32),
    columns=pa.table({"rank": [1, 2, 3], "kind": ["x", None, ""]}),
)


def test_the_rows_come_with_their_words_and_columns() -> None:
    table = rows_table(SPACE, np.array([0, 2]))

    assert table.columns.to_pydict() == {"row": [0, 2], "word": ["a", "c"], "rank": [1, 3], "kind": ["x", ""]}


def test_a_part_is_said_to_be_a_part() -> None:
    table = rows_table(SPACE, np.array([0, 1, 2]), most=2)

    assert table.caption == "3 of 3 words · three · the first 2 shown"


def test_facts_leave_out_what_is_empty() -> None:
    assert facts_of(SPACE, 1) == {"rank": 2}
