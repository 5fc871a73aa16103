"""What two maps side by side show."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from embexplorer.core.coloring import Coloring, color_by
from embexplorer.core.figure import NO_ROWS, Figure
from embexplorer.core.filtering import filtering_of
from embexplorer.core.keys import Keys
from embexplorer.core.look import ColumnFilter, Look
from embexplorer.core.pair_figure import Marked, Side, colors, figure, morphed, sides
from embexplorer.core.pair_parts import parts_of
from embexplorer.core.projection import Projection
from embexplorer.core.shared_keys import Shared, shared_keys
from embexplorer.core.shown_rows import shown_rows
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import IntArray

AXES = (0, 1)


@pytest.fixture
def shared(clusters: EmbeddingSpace) -> Shared:
    """The ninety words, and eighty of them backwards with one that is new."""
    keys = Keys(["new", *(f"w{row}" for row in range(79, -1, -1))])
    vectors = np.concatenate([np.ones((1, 8), np.float32), clusters.vectors[79::-1]])
    return shared_keys(clusters, EmbeddingSpace(name="other", keys=keys, vectors=vectors))


@pytest.fixture
def pair(shared: Shared) -> tuple[Side, Side]:
    """The first two numbers of each vector as both maps, the right one upside down."""
    left = Projection(name="first", coordinates=np.ascontiguousarray(shared.space.vectors[:, :2]))
    right = Projection(name="second", coordinates=np.ascontiguousarray(-shared.other.vectors[:, :2]))
    return sides(shared, left, right, AXES)


def words(shared: Shared) -> pa.Table:
    """What each shared word keeps, w7 nothing."""
    rows = [7, *[row for row in shared.rows.tolist() if row != 7]]
    kept = [0] + [3] * (len(rows) - 1)
    return pa.table({"row": rows, "shared": kept, "of": [5] * len(rows)})


def test_the_right_map_is_turned_onto_the_left(pair: tuple[Side, Side]) -> None:
    left, right = pair

    assert np.allclose(left.places[left.rows], right.places[right.rows], atol=1e-4)


def test_words_of_one_side_only_are_nowhere(shared: Shared, pair: tuple[Side, Side]) -> None:
    drawn = [figure(side, place, colors(shared, None), Marked()) for place, side in enumerate(pair)]

    assert [80, 80] == [int(np.isfinite(one.coordinates).all(axis=1).sum()) for one in drawn]


def test_the_first_badge_counts_what_is_drawn(shared: Shared, pair: tuple[Side, Side]) -> None:
    shown = [figure(side, place, colors(shared, None), Marked()).badges[0] for place, side in enumerate(pair)]

    assert ["80 shared of 90", "80 shared of 81"] == shown


def test_a_word_has_one_colour_on_both_sides(shared: Shared) -> None:
    left, right = colors(shared, words(shared)).colorings

    assert left.codes[shared.rows].tolist() == right.codes[shared.other_rows].tolist()


def test_the_most_changed_word_is_in_front_and_named_on_both_sides(shared: Shared) -> None:
    both = colors(shared, words(shared))

    assert [7, 73] == [int(order[0]) for order in both.orders] == [int(named[0]) for named in both.named]


def test_every_row_is_drawn_once(shared: Shared) -> None:
    both = colors(shared, words(shared))

    assert [list(range(90)), list(range(81))] == [sorted(order.tolist()) for order in both.orders]


def test_a_column_of_the_left_space_colours_both(shared: Shared) -> None:
    left, right = colors(shared, None, by_cluster(shared)).colorings

    assert left.codes[shared.rows].tolist() == right.codes[shared.other_rows].tolist()
    assert ["a", "b", "c"] == [entry.label for entry in left.entries]


def test_the_legend_counts_the_shared_words(shared: Shared) -> None:
    left, right = colors(shared, None, by_cluster(shared)).colorings

    assert [30, 30, 20] == [entry.count for entry in left.entries] == [entry.count for entry in right.entries]


def test_filters_act_on_both_sides_which_say_so(shared: Shared, pair: tuple[Side, Side]) -> None:
    look = Look(color_by="cluster", filters=(ColumnFilter(column="rank", low=71),))

    both = drawn(shared, pair, look)

    assert [[f"w{row}" for row in range(70, 80)]] * 2 == [words_shown(one) for one in both]
    assert ["10 of 80 shown: rank ≥ 71"] * 2 == [one.badges[1] for one in both]


def test_isolated_words_that_both_have_are_drawn_alone_and_framed(shared: Shared, pair: tuple[Side, Side]) -> None:
    left, right = drawn(shared, pair, Look(color_by="cluster"), np.array([4, 5, 85]))

    assert ["w4", "w5"] == words_shown(left) == words_shown(right)
    assert [[4, 5], [75, 76]] == [left.isolated.tolist(), right.isolated.tolist()]


def test_a_hidden_class_is_hidden_on_both_sides_and_in_both_legends(shared: Shared, pair: tuple[Side, Side]) -> None:
    both = drawn(shared, pair, Look(color_by="cluster", hidden=("a", "b")))

    assert [20, 20] == [len(words_shown(one)) for one in both]
    assert [("a", "b")] * 2 == [one.hidden for one in both]


def test_both_legends_count_the_shared_words_that_filters_leave(shared: Shared, pair: tuple[Side, Side]) -> None:
    both = drawn(shared, pair, Look(color_by="cluster", filters=(ColumnFilter(column="rank", low=71),)))

    whole = [[entry.count for entry in one.coloring.entries] for one in both]
    left = [[int(one.shown_counts.colors[entry.code]) for entry in one.coloring.entries] for one in both]
    assert whole[0] == whole[1] and 80 == sum(whole[0])
    assert left[0] == left[1] and 10 == sum(left[0])


def test_layers_that_are_off_are_off_on_both_sides(shared: Shared, pair: tuple[Side, Side]) -> None:
    both = drawn(shared, pair, Look(color_by="cluster", layers=("points", "legend")))

    assert [("points", "legend")] * 2 == [one.layers for one in both]


def by_cluster(shared: Shared) -> Coloring:
    return color_by("cluster", shared.space.columns["cluster"])


def drawn(shared: Shared, pair: tuple[Side, Side], look: Look, isolated: IntArray = NO_ROWS) -> list[Figure]:
    filtering, coloring = filtering_of(shared.space, None), by_cluster(shared)
    shown = shown_rows(shared.space.rows, look, coloring, isolated, filtering)
    parts = parts_of(shared, look, coloring, shown, isolated, filtering)
    both = colors(shared, None, coloring)
    return [figure(side, place, both, Marked(), parts) for place, side in enumerate(pair)]


def words_shown(one: Figure) -> list[str]:
    """In the order of their numbers."""
    return sorted(one.keys.at(np.flatnonzero(one.shown)), key=lambda word: int(word[1:]))


def test_halfway_the_points_stand_between_both_maps(pair: tuple[Side, Side]) -> None:
    left, right = pair[0], replace(pair[1], places=pair[1].places + 4)

    half = morphed(left, right, 0.5)

    assert np.allclose(left.places[left.rows] + 2, half.places[right.rows], atol=1e-4)
    assert "50 % of the way from the left map" == half.notes[-1]


def test_at_the_end_it_is_the_right_map(pair: tuple[Side, Side]) -> None:
    assert pair[1] is morphed(*pair, 1.0)
