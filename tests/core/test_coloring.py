"""How columns become colours."""

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embexplorer.core.coloring import (
    NONE,
    OTHER,
    TOP,
    Entry,
    Wish,
    color_by,
    color_by_sets,
    colored,
    plain,
    use_of,
    usual_column,
)
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


def test_a_palette_of_more_colours_tells_more_classes_apart() -> None:
    words = [f"class {row % 30:02}" for row in range(60)]

    entries = color_by("kind", pa.array(words), palette="Tableau 20").entries

    assert [*range(20), OTHER] == [entry.code for entry in entries] and "other (10)" == entries[-1].label


def test_the_user_says_how_many_classes_have_a_colour() -> None:
    entries = colored("kind", pa.array(list("aaabbc")), Wish(classes=2)).entries

    assert [("a", 3), ("b", 2), ("other (1)", 1)] == [(entry.label, entry.count) for entry in entries]


def test_no_more_classes_than_a_byte_can_tell_apart() -> None:
    words = [f"class {row}" for row in range(400)]

    coloring = colored("kind", pa.array(words), Wish(palette="Glasbey", classes=400))

    assert coloring.codes.max() == OTHER and coloring.entries[-1].label == "other (202)"


def test_sets_of_words_are_told_apart_by_the_palette_too() -> None:
    sets = tuple(ColoredSet(name=f"set {n}", rows=(n,), asked=1) for n in range(10))

    coloring = color_by_sets(ColoredSets(title="ten", sets=sets), 10, Wish(palette="Tableau 10"))

    assert list(range(10)) == coloring.codes.tolist()


def test_a_span_puts_its_ends_at_the_ends_of_the_colours() -> None:
    coloring = colored("value", pa.array([0.0, 2.0, 3.0, 4.0, 10.0]), Wish(span=(2.0, 4.0)))

    assert [0, 0, TOP // 2, TOP, TOP] == coloring.codes.tolist()
    assert ("2 outside: in the end colours",) == coloring.notes


def test_beyond_a_span_rows_can_be_grey() -> None:
    coloring = colored("value", pa.array([0.0, 2.0, 10.0, None]), Wish(span=(2.0, 4.0), outside="grey"))

    assert ([NONE, 0, NONE, NONE], ("2 outside: grey",)) == (coloring.codes.tolist(), coloring.notes)
    assert ["no value"] == [entry.label for entry in coloring.entries] and coloring.entries[0].count == 1


def test_the_ends_of_a_span_are_marked_along_the_bar() -> None:
    coloring = colored("value", pa.array([0.0, 10.0]), Wish(span=(4.0, 6.0)))

    assert ((0, "0"), (102, "4"), (152, "6"), (TOP, "10")) == coloring.marks


def test_ends_of_a_span_near_those_of_the_bar_are_said_in_their_place() -> None:
    coloring = colored("rank", pa.array([1, 1000]), Wish(span=(50.0, 990.0)))

    assert ((0, "≤ 50"), (TOP, "≥ 990")) == coloring.marks


def test_a_span_of_a_diverging_scale_is_the_same_on_both_sides_of_zero() -> None:
    coloring = colored("shift", pa.array([-4.0, -1.0, 0.0, 1.0]), Wish(span=(-1.0, 0.5)))

    assert ((-1.0, 1.0), [0, 0, TOP // 2, TOP]) == (coloring.bar.span, coloring.codes.tolist())


def test_counts_are_in_powers_when_the_user_says_so() -> None:
    coloring = colored("count", pa.array([1, 10, 100]), Wish(logarithmic=True))

    assert ([0, TOP // 2, TOP], "count, log") == (coloring.codes.tolist(), coloring.caption)


def test_counts_are_even_when_the_user_says_so() -> None:
    steep = pa.array([1, 1, 1, 1000])

    assert (True, False) == tuple(colored("n", steep, Wish(logarithmic=wish)).logarithmic for wish in (None, False))


@pytest.mark.parametrize("numbers", [[0, 10], [-1.0, 10.0]])
def test_what_is_not_above_zero_has_no_powers(numbers: list[float]) -> None:
    coloring = colored("value", pa.array(numbers), Wish(logarithmic=True))

    assert (False, False) == (coloring.logarithmic, coloring.bar.can_be_logarithmic)


def test_dates_before_and_after_1970_have_no_middle() -> None:
    coloring = color_by("day", pa.array([dt.date(1960, 1, 1), dt.date(1980, 1, 1)]))

    assert ("sequential", False) == (coloring.kind, coloring.bar.centred)


def test_dates_have_no_zero_to_diverge_from() -> None:
    with pytest.raises(UserError, match="holds dates, which have no zero"):
        color_by("day", pa.array([dt.date(1960, 1, 1)]), "diverging")


def test_a_moment_that_begins_a_day_is_marked_by_the_day() -> None:
    moments = pa.array([dt.datetime(2020, 1, 1), dt.datetime(2020, 3, 1, 12, 30)])

    assert ((0, "2020-01-01"), (TOP, "2020-03-01 12:30:00")) == color_by("at", moments).marks


def test_a_place_along_a_bar_is_a_value_without_idle_digits() -> None:
    even = color_by("norm", pa.array([0.0, 10.0])).bar
    whole = color_by("rank", pa.array([1, 1000])).bar
    powers = colored("count", pa.array([1.0, 1e6]), Wish(logarithmic=True)).bar

    assert (3.33, 334.0, 100.0) == (even.value(1 / 3), whole.value(1 / 3), powers.value(1 / 3))


@given(st.floats(0, 1), st.booleans())
def test_a_value_lies_where_it_was_taken_from(share: float, logarithmic: bool) -> None:
    bar = colored("value", pa.array([0.5, 80.0]), Wish(logarithmic=logarithmic)).bar

    assert bar.share(bar.value(share)) == pytest.approx(share, abs=0.005)


@pytest.mark.parametrize(
    ("column", "scale", "use"),
    [
        (["a"], "auto", "classes"),
        ([1, 2], "auto", "sequential"),
        ([-1, 2], "auto", "diverging"),
        ([1, 2], "diverging", "diverging"),
        ([1, 2], "categorical", "classes"),
        ([True], "auto", "classes"),
        ([dt.date(1960, 1, 1), dt.date(1980, 1, 1)], "auto", "sequential"),
        ([None], "auto", "classes"),
    ],
)
def test_which_palettes_a_column_asks_for(column: list[object], scale: str, use: str) -> None:
    assert use == use_of(pa.chunked_array([pa.array(column)]), scale)


def test_the_greatest_numbers_of_both_signs_lie_at_the_ends_of_their_scale() -> None:
    coloring = color_by("x", pa.array([-1.7e308, 1.7e308]))

    assert [0, TOP] == coloring.codes.tolist()
    assert coloring.bar is not None
    assert 8.5e307 == coloring.bar.value(0.75)
