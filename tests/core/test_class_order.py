"""A class keeps its colour and its symbol in a part of its space."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from embexplorer.core.class_order import carried_order, codes_of, order_of, with_sets_of
from embexplorer.core.coloring import Wish, colored
from embexplorer.core.look import ColoredSet, ColoredSets, Look
from embexplorer.core.shapes import shape_by

WORDS = pa.chunked_array([[*"aaaa", *"bbb", *"cc", "d"]])
PART = pa.chunked_array([[*"ccc", "b", "d"]])
classes = st.lists(st.sampled_from("abcdefghij"), unique=True)


def order_for(column: pa.ChunkedArray, look: Look) -> tuple[str, ...]:
    return dict(carried_order(look, pa.table({"kind": column})).class_order)["kind"]


def test_without_an_order_the_largest_comes_first() -> None:
    assert [0, 1, None] == codes_of(["a", "b", "c"], (), 2)


def test_a_class_keeps_the_code_of_the_whole() -> None:
    order = order_for(WORDS, Look(color_by="kind"))

    coloring = colored("kind", PART, Wish(order=order))

    assert {"a": 0, "b": 1, "c": 2, "d": 3} == {name: order.index(name) for name in order}
    assert {"c": 2, "b": 1, "d": 3} == {entry.label: entry.code for entry in coloring.entries}


def test_the_legend_of_a_part_begins_with_its_largest_class() -> None:
    coloring = colored("kind", PART, Wish(order=("a", "b", "c", "d")))

    assert [("c", 3), ("b", 1), ("d", 1)] == [(entry.label, entry.count) for entry in coloring.entries]


def test_a_class_that_shared_a_colour_takes_one_that_no_class_here_has() -> None:
    order = order_for(WORDS, Look(color_by="kind", most_classes=2))

    coloring = colored("kind", pa.chunked_array([[*"bb", "c"]]), Wish(order=order, classes=2))

    assert {"b": 1, "c": 0} == {entry.label: entry.code for entry in coloring.entries}


def test_classes_that_find_no_colour_share_one_again() -> None:
    coloring = colored("kind", PART, Wish(order=("a", "b"), classes=2))

    assert [("c", 0), ("b", 1), ("other (1)", 254)] == [(entry.label, entry.code) for entry in coloring.entries]


def test_a_symbol_is_kept_too() -> None:
    shaping = shape_by("kind", PART, order_for(WORDS, Look(shape_by="kind")))

    assert {"c": 2, "b": 1, "d": 3} == {entry.label: entry.code for entry in shaping.entries}


def test_of_more_classes_than_symbols_the_first_seven_keep_theirs() -> None:
    whole = [letter for count, letter in enumerate("jihgfedcba", 1) for _ in range(count)]
    order = order_for(pa.chunked_array([whole]), Look(shape_by="kind"))

    shaping = shape_by("kind", pa.array([*"gggaf"]), order)

    assert {"g": 6, "a": 0, "f": 5} == {entry.label: entry.code for entry in shaping.entries}


def test_columns_that_may_be_chosen_later_have_an_order_too() -> None:
    look = carried_order(Look(), pa.table({"kind": WORDS, "rank": np.arange(10)}))

    assert (("kind", ("a", "b", "c", "d")),) == look.class_order


def test_numbers_that_are_coloured_as_classes_keep_their_colours() -> None:
    column = pa.chunked_array([[7, 7, 3]])

    assert ("7", "3") == order_for(column, Look(color_by="kind", scale="categorical"))


@given(classes, classes, st.integers(1, 8))
def test_in_a_part_of_a_part_every_class_keeps_its_code(whole: list[str], few: list[str], most: int) -> None:
    part = [label for label in few if label in whole]
    first = dict(zip(whole, codes_of(whole, (), most), strict=True))

    order = order_of(whole, (), most)
    second = dict(zip(part, codes_of(part, order, most), strict=True))
    third = dict(zip(part, codes_of(part, order_of(part, order, most), most), strict=True))

    assert second == third
    assert [first[label] for label in part if first[label] is not None] == [
        second[label] for label in part if first[label] is not None
    ]


@given(classes, classes, st.integers(1, 8))
def test_no_two_classes_have_one_code(labels: list[str], order: list[str], most: int) -> None:
    codes = [code for code in codes_of(labels, order, most) if code is not None]

    assert len(set(codes)) == len(codes) == min(len(labels), most)


def test_sets_of_words_follow_their_words() -> None:
    sets = ColoredSets(title="sets", sets=(ColoredSet(name="one", rows=(0, 2, 3), asked=4),))

    look = with_sets_of(replace(Look(), sets=sets), np.array([5, 6, -1, 0]))

    assert look.sets is not None and (5, 0) == look.sets.sets[0].rows
