"""A few words beside each other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata
from sklearn.metrics.pairwise import cosine_similarity

from embexplorer.core.alike import cosines_of, held_out_nearness, odd_one_out, rank_among

ROWS = np.random.default_rng(2).normal(size=(7, 4)).astype(np.float32)


def test_cosines_are_those_of_scikit_learn() -> None:
    assert pytest.approx(cosine_similarity(ROWS), abs=1e-6) == cosines_of(ROWS)


def test_the_odd_one_points_away_from_all_others() -> None:
    rows = np.array([[1, 0.1], [1, 0], [1, -0.1], [-0.2, 1]], np.float32)

    odd = odd_one_out(rows)

    assert (3, True) == (odd.number, odd.gap > 0.5)


def test_the_mean_with_the_others_leaves_the_word_itself_out() -> None:
    cosines = cosines_of(ROWS)

    assert pytest.approx(np.delete(cosines[2], 2).mean()) == held_out_nearness(cosines)[2]


@given(st.lists(st.integers(0, 5), min_size=3, max_size=12), st.data())
def test_a_rank_counts_who_is_nearer_and_equals_that_come_before(scores: list[int], data: st.DataObject) -> None:
    own = data.draw(st.integers(0, len(scores) - 1))
    row = data.draw(st.integers(0, len(scores) - 1).filter(lambda number: number != own))
    others = [number for number in range(len(scores)) if number != own]
    expected = rankdata([-scores[number] for number in others], method="ordinal")[others.index(row)]

    assert expected == rank_among(np.array(scores, np.float32), row, own)
