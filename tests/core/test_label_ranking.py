"""In which order rows get their labels."""

import datetime as dt

import pyarrow as pa
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.label_ranking import ranked


def column(values: list[object], kind: pa.DataType | None = None) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(values, kind)])


@pytest.mark.parametrize(
    ("name", "values", "order"),
    [
        ("count", [1, 5, None, 5, 2], [1, 3, 4, 0, 2]),
        ("kept", [0.5, float("nan"), 0.9, -1.0], [2, 0, 3, 1]),
        ("rank", [3, 1, 2], [1, 2, 0]),
        ("topic", ["b", None, "a", "b"], [2, 0, 3, 1]),
        ("known", [False, True, None], [1, 0, 2]),
        ("day", [dt.date(2020, 1, 1), dt.date(2021, 1, 1)], [1, 0]),
    ],
)
def test_the_highest_comes_first_and_rows_without_a_value_last(
    name: str, values: list[object], order: list[int]
) -> None:
    assert order == ranked(name, column(values)).tolist()


@pytest.mark.parametrize(
    ("name", "values", "order"),
    [
        ("count", [1, 5, None, 5, 2], [0, 4, 1, 3, 2]),
        ("rank", [3, 1, 2], [0, 2, 1]),
        ("topic", ["b", None, "a", "b"], [0, 3, 2, 1]),
    ],
)
def test_the_other_way_round_rows_without_a_value_are_last_too(
    name: str, values: list[object], order: list[int]
) -> None:
    assert order == ranked(name, column(values), reverse=True).tolist()


def test_classes_are_ranked_by_their_words() -> None:
    classes = pa.chunked_array([pa.array(["b", "a", "b"]).dictionary_encode()])

    assert [1, 0, 2] == ranked("topic", classes).tolist()


def test_a_column_without_an_order_is_refused() -> None:
    with pytest.raises(UserError, match="‘parts’ holds list"):
        ranked("parts", column([[1], [2]]))
