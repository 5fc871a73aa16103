"""Axes between poles: their direction, their bootstrap, and what is held out."""

import numpy as np
import pytest
from sklearn.decomposition import PCA

from embexplorer.core.axes import Method, Poles, direction, share_of_pairs
from embexplorer.core.errors import UserError
from embexplorer.core.typing import DoubleArray

RANDOM = np.random.default_rng(3)
LEFT = RANDOM.normal(size=(6, 10)) - np.eye(10)[0] * 3
RIGHT = RANDOM.normal(size=(6, 10)) + np.eye(10)[0] * 3


def poles(left: DoubleArray, right: DoubleArray, method: Method = "means") -> Poles:
    names = [tuple(f"{side}{n}" for n in range(len(rows))) for side, rows in (("l", left), ("r", right))]
    return Poles(left=left, right=right, left_words=names[0], right_words=names[1], missing=(), notes=(), method=method)


def test_the_axis_of_means_is_their_difference_of_length_one() -> None:
    offset = RIGHT.mean(axis=0) - LEFT.mean(axis=0)

    assert pytest.approx(offset / np.linalg.norm(offset)) == direction(LEFT, RIGHT, "means")


def test_the_axis_of_pairs_is_the_first_component_of_the_centred_pairs() -> None:
    middles = (LEFT + RIGHT) / 2
    found = PCA(1).fit(np.concatenate([LEFT - middles, RIGHT - middles]))

    axis = direction(LEFT, RIGHT, "pairs")

    assert pytest.approx(1.0) == abs(float(axis @ found.components_[0]))
    assert axis @ (RIGHT.mean(axis=0) - LEFT.mean(axis=0)) > 0


def test_the_share_of_the_pairs_is_that_of_scikit_learn() -> None:
    middles = (LEFT + RIGHT) / 2
    found = PCA().fit(np.concatenate([LEFT - middles, RIGHT - middles]))

    assert pytest.approx(found.explained_variance_ratio_[0]) == share_of_pairs(LEFT, RIGHT)


@pytest.mark.parametrize("method", ["means", "pairs"])
def test_the_same_words_on_both_sides_make_no_axis(method: Method) -> None:
    with pytest.raises(UserError, match="Both poles of the axis are the same"):
        direction(LEFT, LEFT, method)


def test_every_word_of_clear_poles_is_held_out_on_its_own_side() -> None:
    left, right = poles(LEFT, RIGHT).held_out()

    assert left.all() and right.all()


def test_a_word_on_the_wrong_side_is_seen_when_it_is_held_out() -> None:
    left, _ = poles(np.concatenate([LEFT, RIGHT[:1] + 0.1]), RIGHT).held_out()

    assert [True] * 6 + [False] == left.tolist()


def test_poles_of_noise_are_held_out_no_better_than_chance() -> None:
    noise = np.random.default_rng(0).normal(size=(60, 300))

    left, right = poles(noise[:30], noise[30:]).held_out()

    assert left.sum() + right.sum() < 45


def test_drawn_axes_are_of_length_one_and_the_same_for_the_same_seed() -> None:
    drawn = poles(LEFT, RIGHT).drawn(20, seed=1)

    assert pytest.approx(np.ones(20)) == np.linalg.norm(drawn, axis=1)
    assert np.array_equal(drawn, poles(LEFT, RIGHT).drawn(20, seed=1))
