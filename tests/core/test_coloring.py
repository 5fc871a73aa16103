"""How columns become colours."""

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embexplorer.core.coloring import NONE, OTHER, TOP, Entry, color_by, color_by_sets, plain, usual_column
from embexplorer.core.errors import UserError
from embexplorer.core.look import ColoredSet, ColoredSets


def test_the_eight_largest_classes_come_first_ties_by_name_then_the_others_then_none() -> None:
    words = ["j"] * 3 + ["b", "a"] * 2 + list("cdefghi") + [None, ""]

    coloring = color_by("kind", pa.array(words))

    expected = [("j", 3), ("a", 2), ("b", 2), ("c", 1), ("d", 1), ("e", 1), ("f", 1), ("g", 1), ("other (2)", 2)]
    assert [*expected, ("no category", 2)] == [(entry.label, entry.count) for entry in coloring.entries]


def test_rows_of_small_classes_share_one_code_and_rows_without_one_are_grey() -> None:
    words = [*"abcdefgh" * 2, "x", "y", None]

    coloring = color_by("kind", pa.array(words))

    assert [*range(8), *range(8), OTHER, OTHER, NONE] == coloring.codes.tolist()


def test_eight_classes_have_no_other() -> None:
    coloring = color_by("kind", pa.array(list("abcdefgh")))

    assert list("abcdefgh") == [entry.label for entry in coloring.entries]


def test_a_dictionary_column_is_coloured_as_its_words() -> None:
    words = pa.array(["a", "b", None, "a"])

    coloring = color_by("kind", words.dictionary_encode())

    assert color_by("kind", words).codes.tolist() == coloring.codes.tolist()


def test_truth_values_are_classes() -> None:
    coloring = color_by("known", pa.array([True, False, True]))

    assert (Entry(label="True", count=2, code=0), Entry(label="False", count=1, code=1)) == coloring.entries


def test_positive_numbers_get_a_sequential_scale_from_least_to_greatest() -> None:
    coloring = color_by("rank", pa.array([1, 3, 2]))

    assert ("sequential", [0, TOP, TOP // 2]) == (coloring.kind, coloring.codes.tolist())


def test_numbers_of_both_signs_get_a_diverging_scale_centred_on_zero() -> None:
    coloring = color_by("shift", pa.array([-1.0, 0.0, 4.0]))

    assert ("diverging", TOP // 2, TOP) == (coloring.kind, coloring.codes[1], coloring.codes[2])
    assert ((0, "\u22124"), (TOP // 2, "0"), (TOP, "4")) == coloring.marks


def test_numbers_that_are_missing_or_not_finite_have_no_colour_and_are_counted() -> None:
    coloring = color_by("norm", pa.array([1.0, None, float("nan"), float("inf"), 2.0]))

    assert [0, NONE, NONE, NONE, TOP] == coloring.codes.tolist()
    assert (Entry(label="no value", count=3, code=NONE),) == coloring.entries


def test_a_column_of_nothing_but_missing_numbers_is_grey() -> None:
    coloring = color_by("norm", pa.array([None, None], pa.float32()))

    assert [NONE, NONE] == coloring.codes.tolist()


def test_equal_numbers_lie_in_the_middle_of_the_scale() -> None:
    coloring = color_by("norm", pa.array([3.0, 3.0]))

    assert ((TOP // 2, "3"),) == coloring.marks
    assert {TOP // 2} == set(coloring.codes.tolist())


def test_numbers_can_be_coloured_as_classes() -> None:
    coloring = color_by("cluster", pa.array([2, 2, 7]), "categorical")

    assert ["2", "7"] == [entry.label for entry in coloring.entries]


def test_dates_get_a_scale_whose_ends_are_dates() -> None:
    days = [dt.date(1790, 1, 8), dt.date(2021, 4, 28)]

    coloring = color_by("year", pa.array(days))

    assert ((0, "1790-01-08"), (TOP, "2021-04-28")) == coloring.marks
    assert "batlow" == coloring.palette


def test_words_have_no_scale() -> None:
    with pytest.raises(UserError, match="‘kind’ holds words"):
        color_by("kind", pa.array(["a"]), "sequential")


def test_lists_have_no_colour() -> None:
    with pytest.raises(UserError, match="‘tags’ holds list"):
        color_by("tags", pa.array([[1], [2]]))


def test_without_a_column_every_row_is_grey() -> None:
    assert [NONE] * 3 == plain(3).codes.tolist()


def test_the_value_of_a_row_reads_as_the_user_writes_it() -> None:
    numbers = color_by("norm", pa.array([-0.12345, None, 30228.0]))

    assert ["\u22120.123", "", "30,228"] == [numbers.text(row) for row in range(3)]


@given(st.lists(st.one_of(st.none(), st.text(max_size=2)), min_size=1, max_size=60))
def test_the_counts_of_a_legend_add_up_to_the_rows(words: list[str | None]) -> None:
    coloring = color_by("kind", pa.array(words, pa.string()))

    assert len(words) == sum(entry.count for entry in coloring.entries)


@given(st.lists(st.floats(allow_infinity=False, allow_nan=False, width=32), min_size=2, max_size=60))
def test_a_scale_keeps_the_order_of_the_numbers(numbers: list[float]) -> None:
    codes = color_by("value", pa.array(numbers, pa.float64())).codes

    in_order = codes[np.argsort(np.array(numbers), kind="stable")].astype(int)
    assert (np.diff(in_order) >= 0).all()


def test_the_first_column_of_a_few_classes_colours_a_map_by_itself() -> None:
    columns = pa.table({"rank": [1, 2, 3], "name": ["a", "a", "a"], "kind": ["fruit", "tree", None]})

    assert usual_column(columns) == "kind"


def test_columns_of_numbers_alone_leave_a_map_grey() -> None:
    assert usual_column(pa.table({"rank": [1, 2, 3]})) is None


def test_sets_of_words_are_classes_and_a_row_of_two_has_the_colour_of_the_first() -> None:
    sets = ColoredSets(
        title="names",
        sets=(ColoredSet(name="men", rows=(1, 2), asked=3), ColoredSet(name="women", rows=(2, 4), asked=2)),
    )

    coloring = color_by_sets(sets, 5)

    assert [NONE, 0, 0, NONE, 1] == coloring.codes.tolist()
    assert [("men", 2, 3), ("women", 2, 2)] == [(one.label, one.count, one.asked) for one in coloring.entries]
    assert ("men", "women", "") == (coloring.text(2), coloring.text(4), coloring.text(0))


def test_the_ninth_set_is_among_the_others() -> None:
    sets = tuple(ColoredSet(name=f"set {n}", rows=(n,), asked=1) for n in range(10))

    assert [*range(8), OTHER, OTHER] == color_by_sets(ColoredSets(title="ten", sets=sets), 10).codes.tolist()
