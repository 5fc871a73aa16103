"""Rows are listed in order, and only those that are asked for."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as some

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.probes.rows import Rows, order_of

numbers = some.lists(some.one_of(some.none(), some.integers(-5, 5)), max_size=12)


def few() -> EmbeddingSpace:
    columns = pa.table({"size": pa.array([3.0, None, 1.0, 3.0]), "kind": ["b", "A", "a", None]})
    return EmbeddingSpace(name="few", keys=Keys(["d", "B", "a", "C"]), vectors=np.zeros((4, 2), np.float32),
                          columns=columns)  # fmt: skip


def with_own_words() -> EmbeddingSpace:
    """One whose rows have a column of the name that lists give to its words."""
    columns = pa.table({"word": ["y", "z", "x", "y"], "row": [9, 8, 7, 6]})
    return replace(few(), columns=columns)


def rows(step: Rows, chosen: list[int] | None = None) -> list[int]:
    given_rows = None if chosen is None else np.array(chosen, np.int64)
    table = step.run(Inputs(space=few(), rows=given_rows))
    found: list[int] = table.columns["row"].to_pylist()
    return found


def test_without_a_wish_the_rows_are_in_the_order_of_the_file() -> None:
    assert [0, 1, 2, 3] == rows(Rows())


def test_equal_numbers_keep_the_order_of_the_file_and_missing_ones_are_last() -> None:
    assert [2, 0, 3, 1] == rows(Rows(sort_by="size"))


def test_the_greatest_come_first_and_missing_ones_are_still_last() -> None:
    assert [0, 3, 2, 1] == rows(Rows(sort_by="size", descending=True))


def test_words_are_sorted_without_regard_to_capital_letters() -> None:
    assert [2, 1, 3, 0] == rows(Rows(sort_by="word"))


def test_columns_named_as_the_words_and_rows_of_a_list_are_listed_with_a_number() -> None:
    table = Rows().run(Inputs(space=with_own_words())).columns

    assert (["y", "z", "x", "y"], [9, 8, 7, 6]) == (table["word 2"].to_pylist(), table["row 2"].to_pylist())


@pytest.mark.parametrize(("by", "expected"), [("word", [2, 1, 3, 0]), ("word 2", [2, 0, 3, 1]), ("row", [3, 2, 1, 0])])
def test_such_columns_sort_the_rows(by: str, expected: list[int]) -> None:
    table = Rows(sort_by=by).run(Inputs(space=with_own_words())).columns

    assert expected == table["row"].to_pylist()


@pytest.mark.parametrize("query", ["word:y", "word 2:y", "row:6"])
def test_such_columns_are_searched(query: str) -> None:
    table = Rows(query=query).run(Inputs(space=with_own_words())).columns

    assert 3 in table["row"].to_pylist()


def test_only_rows_that_hold_the_text_are_listed() -> None:
    assert [1, 2] == rows(Rows(query="kind:a"))


def test_only_chosen_rows_are_listed() -> None:
    assert [2, 3] == rows(Rows(sort_by="size"), [2, 3])


def test_row_numbers_alone_are_enough_for_the_window() -> None:
    assert ["row"] == Rows(numbers_only=True).run(Inputs(space=few())).columns.column_names


def test_a_column_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(UserError, match="‘weight’") as refused:
        rows(Rows(sort_by="weight"))

    assert "word, size, kind" in refused.value.hint


@given(values=numbers, descending=some.booleans())
def test_sorting_is_that_of_python_with_what_is_missing_last(values: list[int | None], descending: bool) -> None:
    known = sorted((v for v in values if v is not None), reverse=descending)

    order = order_of(pa.array(values, pa.int64()), descending)

    assert [*known, *[None] * values.count(None)] == [values[place] for place in order]
