"""What two maps side by side show."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from embexplorer.core.agreement import TITLE
from embexplorer.core.keys import Keys
from embexplorer.core.pair_figure import Marked, Side, colors, figure, morphed, sides
from embexplorer.core.projection import Projection
from embexplorer.core.shared_keys import Shared, shared_keys
from embexplorer.core.space import EmbeddingSpace

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
    drawn = [figure(side, place, colors(shared, None, None), Marked()) for place, side in enumerate(pair)]

    assert [80, 80] == [int(np.isfinite(one.coordinates).all(axis=1).sum()) for one in drawn]


def test_the_first_badge_counts_what_is_drawn(shared: Shared, pair: tuple[Side, Side]) -> None:
    shown = [figure(side, place, colors(shared, None, None), Marked()).badges[0] for place, side in enumerate(pair)]

    assert ["80 shared of 90", "80 shared of 81"] == shown


def test_a_word_has_one_colour_on_both_sides(shared: Shared) -> None:
    left, right = colors(shared, words(shared), TITLE).colorings

    assert left.codes[shared.rows].tolist() == right.codes[shared.other_rows].tolist()


def test_the_most_changed_word_is_in_front_and_named_on_both_sides(shared: Shared) -> None:
    both = colors(shared, words(shared), TITLE)

    assert [7, 73] == [int(order[0]) for order in both.orders] == [int(named[0]) for named in both.named]


def test_every_row_is_drawn_once(shared: Shared) -> None:
    both = colors(shared, words(shared), TITLE)

    assert [list(range(90)), list(range(81))] == [sorted(order.tolist()) for order in both.orders]


def test_a_column_of_the_left_space_colours_both(shared: Shared) -> None:
    left, right = colors(shared, None, "cluster").colorings

    assert left.codes[shared.rows].tolist() == right.codes[shared.other_rows].tolist()
    assert ["a", "b", "c"] == [entry.label for entry in left.entries]


def test_halfway_the_points_stand_between_both_maps(pair: tuple[Side, Side]) -> None:
    left, right = pair[0], replace(pair[1], places=pair[1].places + 4)

    half = morphed(left, right, 0.5)

    assert np.allclose(left.places[left.rows] + 2, half.places[right.rows], atol=1e-4)
    assert "50 % of the way from the left map" == half.notes[-1]


def test_at_the_end_it_is_the_right_map(pair: tuple[Side, Side]) -> None:
    assert pair[1] is morphed(*pair, 1.0)
