"""What a legend hides, isolates and colours anew."""

import numpy as np
import pyarrow as pa

from embexplorer.core.class_hiding import (
    focused,
    hidden_of,
    is_alone,
    isolated,
    keys_of,
    own_colors,
    rows_left,
    rows_of,
    toggled,
    why_left_out,
    with_color,
    without_colors,
)
from embexplorer.core.coloring import NONE, OTHER, Coloring, Wish, color_by, color_by_sets, colored
from embexplorer.core.look import ColoredSet, ColoredSets, Look


def kinds(*words: str | None) -> Coloring:
    return color_by("kind", pa.array(words, pa.string()))


def test_a_class_is_isolated_and_the_rest_comes_back() -> None:
    coloring = kinds("noun", "noun", "verb", None)

    look = isolated(Look(), coloring, "noun")

    assert [True, True, False, False] == rows_left(coloring, look).tolist()
    assert is_alone(look, coloring, "noun") and isolated(look, coloring, "noun").hidden == ()


def test_another_class_is_isolated_in_its_place() -> None:
    coloring = kinds("noun", "verb", "name")

    look = isolated(isolated(Look(), coloring, "noun"), coloring, "verb")

    assert [False, True, False] == rows_left(coloring, look).tolist()


def test_a_class_is_hidden_and_shown_again() -> None:
    coloring = kinds("noun", "verb")

    look = toggled(Look(), coloring, "verb")

    assert ([True, False], ("verb",)) == (rows_left(coloring, look).tolist(), hidden_of(coloring, look))
    assert rows_left(coloring, toggled(look, coloring, "verb")) is None


def test_other_classes_and_rows_without_one_can_be_hidden_though_a_class_is_called_other() -> None:
    coloring = kinds(*"aabbccddeeffgghh", "other", "other", "other", "x", None)

    look = toggled(Look(), coloring, next(entry.key for entry in coloring.entries if entry.code == OTHER))

    left = rows_left(coloring, look)
    assert [True] * 3 == left[16:19].tolist() and not left[19] and left[20]


def test_what_another_column_hid_hides_nothing() -> None:
    assert rows_left(kinds("noun"), Look(hidden=("verb",))) is None


def test_of_a_scale_the_rows_without_a_value_can_be_hidden() -> None:
    coloring = color_by("norm", pa.array([1.0, None]))

    look = toggled(Look(), coloring, coloring.entries[0].key)

    assert [True, False] == rows_left(coloring, look).tolist()


def test_of_a_scale_the_rows_without_a_value_can_be_isolated() -> None:
    coloring = color_by("norm", pa.array([1.0, None]))

    look = isolated(Look(), coloring, coloring.entries[0].key)

    assert [False, True] == rows_left(coloring, look).tolist()
    assert ("without norm",) == why_left_out(coloring, look)


def test_sets_of_words_are_hidden_as_classes_are() -> None:
    sets = ColoredSets(title="names", sets=(ColoredSet(name="men", rows=(0,), asked=1),))
    coloring = color_by_sets(sets, 2)

    assert [False, True] == rows_left(coloring, toggled(Look(sets=sets), coloring, "men")).tolist()


def test_values_outside_the_span_are_left_out_only_where_they_are_hidden() -> None:
    column = pa.array([1.0, 2.0, 3.0])
    grey, hidden = (colored("norm", column, Wish(span=(2.0, 3.0), outside=kind)) for kind in ("grey", "hide"))

    assert rows_left(grey, Look()) is None and [NONE] == grey.codes[:1].tolist()
    assert [False, True, True] == rows_left(hidden, Look()).tolist()
    assert ("norm 2 to 3",) == why_left_out(hidden, Look())


def test_what_is_left_out_is_said() -> None:
    coloring = kinds("noun", "verb", "name", None)
    without = toggled(toggled(Look(), coloring, "verb"), coloring, "\0none")

    assert ("without verb, no category",) == why_left_out(coloring, without)
    assert ("only noun",) == why_left_out(coloring, isolated(Look(), coloring, "noun"))
    assert () == why_left_out(coloring, Look())


def test_more_than_three_hidden_classes_are_counted() -> None:
    coloring = kinds(*"abcdef")

    assert ("without a, b, c and 1 more",) == why_left_out(coloring, Look(hidden=tuple("abcd")))


def test_the_rows_of_a_class() -> None:
    assert [0, 2] == rows_of(kinds("a", "b", "a"), "a").tolist()


def test_an_own_colour_belongs_to_a_class_of_one_column() -> None:
    coloring, other = kinds("a", "b"), color_by("group", pa.array(["a", "b"]))

    look = with_color(Look(), coloring, "b", "#123456")

    assert (((1, "#123456"),), ()) == (own_colors(coloring, look.colors), own_colors(other, look.colors))


def test_an_own_colour_is_replaced_and_taken_back() -> None:
    coloring = kinds("a", "b")
    look = with_color(with_color(Look(), coloring, "a", "#111111"), coloring, "a", "#222222")

    assert (("kind: a", "#222222"),) == look.colors
    assert () == with_color(look, coloring, "a", None).colors


def test_own_colours_of_one_column_are_taken_back_together() -> None:
    coloring, other = kinds("a"), color_by("group", pa.array(["a"]))
    look = with_color(with_color(Look(), coloring, "a", "#111111"), other, "a", "#222222")

    assert (("group: a", "#222222"),) == without_colors(look, coloring).colors


def test_a_focused_class_alone_has_its_colour() -> None:
    coloring = kinds("a", "a", "b", None)

    assert [NONE, NONE, 1, NONE] == focused(coloring, "b").codes.tolist()
    assert coloring.entries == focused(coloring, "b").entries


def test_a_plain_map_has_nothing_to_hide() -> None:
    assert () == keys_of(color_by("norm", pa.array(np.ones(2))))
