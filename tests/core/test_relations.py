"""How alike offsets are: against the plain definition and against what can be seen by hand."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score
from sklearn.metrics.pairwise import cosine_similarity

from embexplorer.core.relations import _area, _moved, consistency

RANDOM = np.random.default_rng(3)
LEFT = RANDOM.normal(size=(6, 5)).astype(np.float32)
RIGHT = RANDOM.normal(size=(6, 5)).astype(np.float32)


def test_the_mean_is_that_of_every_two_offsets() -> None:
    cosines = cosine_similarity(RIGHT - LEFT)
    expected = np.mean([cosines[i, j] for i, j in combinations(range(6), 2)])

    found = consistency(LEFT, RIGHT, 100, 0)

    assert found.mean == pytest.approx(expected, abs=1e-6)


def test_one_offset_for_all_pairs_is_beaten_by_no_other_order() -> None:
    left = 10 * RANDOM.normal(size=(5, 4)).astype(np.float32)

    found = consistency(left, left + np.float32(1), 100, 0)

    assert (found.mean, found.p, found.exact, found.orders) == (pytest.approx(1, abs=1e-5), 1 / 120, True, 120)
    assert found.separation == 1


def test_many_pairs_are_shuffled_as_often_as_is_asked_and_the_pairs_themselves_count() -> None:
    left = 10 * RANDOM.normal(size=(12, 4)).astype(np.float32)

    found = consistency(left, left + np.float32(1), 500, 0)

    assert (found.exact, found.orders, found.p) == (False, 500, 1 / 501)


def test_the_same_seed_gives_the_same_p() -> None:
    left, right = np.tile(LEFT, (2, 1)), np.tile(RIGHT, (2, 1))

    assert consistency(left, right, 200, 5) == consistency(left, right, 200, 5)


@given(st.lists(st.floats(-1, 1), min_size=1), st.lists(st.floats(-1, 1), min_size=1))
def test_the_area_is_that_of_scikit_learn(true: list[float], false: list[float]) -> None:
    expected = roc_auc_score([1] * len(true) + [0] * len(false), true + false)

    assert _area(np.array(true), np.array(false)) == pytest.approx(expected, abs=1e-9)


@given(st.integers(2, 30), st.integers(0, 1000))
def test_nobody_keeps_its_partner(count: int, seed: int) -> None:
    order = _moved(count, np.random.default_rng(seed))

    assert sorted(order) == list(range(count))
    assert not (order == np.arange(count)).any()
