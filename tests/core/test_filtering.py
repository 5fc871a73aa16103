"""Filters by column: which rows pass, and what each histogram counts under all the others."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given
from hypothesis import strategies as st

from embexplorer.core.filter_columns import NumberColumn, WordColumn
from embexplorer.core.filtering import Filtering
from embexplorer.core.look import ColumnFilter

TABLE = pa.table(
    {
        "rank": [1, 2, 3, 4, 5, 6],
        "norm": [1.0, None, 3.0, float("nan"), 10.0, 100.0],
        "class": ["a", "b", "a", None, "", "c"],
        "picture": pa.array([b"x"] * 6, pa.binary()),
        "seen": [True, False, True, True, None, False],
    }
)


def passing(*filters: ColumnFilter) -> list[int]:
    mask = Filtering(TABLE, 6).mask(filters)
    return list(range(6)) if mask is None else np.flatnonzero(mask).tolist()


def test_without_filters_there_is_no_mask() -> None:
    assert Filtering(TABLE, 6).mask(()) is None


def test_columns_of_bytes_are_not_offered() -> None:
    assert ["rank", "norm", "class", "seen"] == Filtering(TABLE, 6).names()


def test_both_ends_of_a_range_pass() -> None:
    assert [1, 2, 3] == passing(ColumnFilter(column="rank", low=2.0, high=4.0))


def test_rows_without_a_number_do_not_pass() -> None:
    assert [0, 2, 4, 5] == passing(ColumnFilter(column="norm", low=0.0))


def test_rows_without_a_number_pass_when_that_is_wished() -> None:
    assert [0, 1, 3] == passing(ColumnFilter(column="norm", high=2.0, missing=True))


def test_only_rows_without_a_number_can_be_asked_for() -> None:
    assert [1, 3] == passing(ColumnFilter(column="norm", values=(), missing=True))


def test_chosen_values_pass() -> None:
    assert [0, 2, 5] == passing(ColumnFilter(column="class", values=("a", "c")))


def test_an_empty_word_is_a_missing_one() -> None:
    assert [3, 4, 5] == passing(ColumnFilter(column="class", values=("c",), missing=True))


def test_a_text_is_found_in_whatever_case() -> None:
    assert [0, 2] == passing(ColumnFilter(column="class", contains="A"))


def test_yes_and_no_are_values() -> None:
    assert [0, 2, 3] == passing(ColumnFilter(column="seen", values=("true",)))


def test_all_filters_must_be_fulfilled() -> None:
    assert [2] == passing(ColumnFilter(column="rank", low=2.0), ColumnFilter(column="class", values=("a",)))


def test_a_filter_on_a_column_that_is_not_here_asks_nothing() -> None:
    assert list(range(6)) == passing(ColumnFilter(column="elsewhere", low=2.0))


def test_a_histogram_is_counted_under_all_filters_but_its_own() -> None:
    filters = (ColumnFilter(column="rank", low=3.0), ColumnFilter(column="class", values=("a",)))

    counted = Filtering(TABLE, 6).counted("class", filters)

    assert ([2, 1, 0, 1], [1, 0, 0, 1]) == (counted.all.tolist(), counted.passing.tolist())  # a, b, the empty word, c
    assert (2, 2) == counted.missing


def test_a_short_range_of_whole_numbers_has_a_bin_for_each() -> None:
    column = Filtering(TABLE, 6).column("rank")

    assert isinstance(column, NumberColumn)
    assert [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5] == column.even.edges.tolist()


def test_equal_numbers_have_one_bin() -> None:
    column = Filtering(pa.table({"x": [2.5, 2.5]}), 2).column("x")

    assert isinstance(column, NumberColumn)
    assert [2] == column.even.counts().tolist()


def test_a_column_without_any_number_has_no_rows_in_its_bin() -> None:
    column = Filtering(pa.table({"x": pa.array([None, None], pa.float64())}), 2).column("x")

    assert isinstance(column, NumberColumn)
    assert ([0], 2) == (column.even.counts().tolist(), column.missing)


def test_the_most_frequent_word_comes_first_and_ties_by_the_word() -> None:
    column = Filtering(pa.table({"x": ["b", "c", "a", "c"]}), 4).column("x")

    assert isinstance(column, WordColumn)
    assert ["c", "a", "b"] == column.words.take(pa.array(column.ranked)).to_pylist()


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60))
def test_bins_count_as_numpy_counts(numbers: list[float]) -> None:
    column = Filtering(pa.table({"x": numbers}), len(numbers)).column("x")
    assert isinstance(column, NumberColumn)

    expected, _ = np.histogram(numbers, column.even.edges)

    assert expected.tolist() == column.even.counts().tolist()


@given(st.lists(st.floats(1e-3, 1e6), min_size=2, max_size=60, unique=True))
def test_bins_of_a_logarithmic_scale_hold_every_number(numbers: list[float]) -> None:
    column = Filtering(pa.table({"x": numbers}), len(numbers)).column("x")
    assert isinstance(column, NumberColumn)

    assert len(numbers) == column.logarithmic.counts().sum()


@given(st.lists(st.sampled_from(["x", "y", "z", None]), min_size=1, max_size=40), st.integers(0, 39))
def test_words_are_counted_as_arrow_counts(words: list[str | None], low: int) -> None:
    table = pa.table({"n": range(len(words)), "w": pa.array(words, pa.string())})
    expected = pc.value_counts(table["w"].slice(min(low, len(words))).drop_null()).to_pylist()

    filtering = Filtering(table, len(words))
    counted = filtering.counted("w", (ColumnFilter(column="n", low=float(low)),))
    column = filtering.column("w")

    assert isinstance(column, WordColumn)
    told = {w: c for w, c in zip(column.words.to_pylist(), counted.passing.tolist(), strict=True) if c}
    assert {one["values"]: one["counts"] for one in expected} == told


def test_what_was_made_ready_is_taken_over_where_the_values_are_the_same() -> None:
    known = Filtering(TABLE, 6)
    wish = ColumnFilter(column="class", contains="a")
    mask = known.passed(wish)
    other = TABLE.drop_columns(["norm"]).append_column("norm", pa.array([0.0] * 6))

    filtering = Filtering(other, 6)
    known.column("norm")
    filtering.take_over(known)

    assert filtering.passed(wish) is mask
    assert filtering.column("class") is known.column("class")
    assert filtering.column("norm") is not known.column("norm")


def test_numbers_as_large_as_can_be_are_binned_and_rounded() -> None:
    column = NumberColumn("x", np.array([-1.7e308, 0.0, 1.7e308]), False, pa.float64())

    assert ([0, 20, 39], 3) == (np.flatnonzero(column.even.counts()).tolist(), column.even.counts().sum())
    assert 1.235e307 == column.rounded(1.23456e307, True)
