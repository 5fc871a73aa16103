"""How classes become the shape of points."""

import pyarrow as pa
import pytest

from embexplorer.core.color_codes import Entry
from embexplorer.core.errors import UserError
from embexplorer.core.shapes import REST, SHAPES, shape_by


def test_the_symbols_have_an_order_that_painters_share() -> None:
    expected = ("circle", "square", "triangle up", "diamond", "plus", "cross", "ring", "triangle down")

    assert expected == SHAPES


def test_the_largest_class_is_drawn_as_circles() -> None:
    assert [1, 0, 0] == shape_by("kind", pa.array(["b", "a", "a"])).codes.tolist()


def test_eight_classes_have_a_symbol_each() -> None:
    assert list(range(8)) == shape_by("kind", pa.array(list("abcdefgh"))).codes.tolist()


def test_of_more_classes_the_smaller_share_the_last_symbol_and_the_legend_says_so() -> None:
    shaping = shape_by("kind", pa.array([*"abcdefg" * 2, "x", "y", None]))

    assert [REST] * 3 == shaping.codes[-3:].tolist()
    assert Entry(label="other (2), no category", count=3, code=REST) == shaping.entries[-1]


def test_eight_classes_and_rows_without_one_need_the_last_symbol_for_what_is_left() -> None:
    shaping = shape_by("kind", pa.array([*"abcdefgh", None]))

    assert Entry(label="other (1), no category", count=2, code=REST) == shaping.entries[-1]


def test_truth_values_are_two_shapes() -> None:
    labels = [entry.label for entry in shape_by("known", pa.array([True, False, True])).entries]

    assert ["True", "False"] == labels


def test_every_row_is_counted_once() -> None:
    entries = shape_by("kind", pa.array([*"aabbccddeeffgghhii", None, ""])).entries

    assert 20 == sum(entry.count for entry in entries)


def test_numbers_with_fractions_have_no_shape() -> None:
    with pytest.raises(UserError, match="‘norm’ holds double, which has no shape"):
        shape_by("norm", pa.array([1.5]))
