"""A few words beside each other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata
from sklearn.metrics.pairwise import cosine_similarity

from embexplorer.core.alike import cosines_of, held_out_nearness, odd_one_out, ranks_among
from embexplorer.core.vectors import pair_scores

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


FEW = st.integers(-2, 2)


@given(st.lists(st.tuples(FEW, FEW), min_size=4, max_size=12))
def test_ranks_are_those_of_a_full_sort_with_ties_by_row(rows: list[tuple[int, int]]) -> None:
    vectors = np.array(rows, np.float32)
    chosen = np.array([0, len(rows) - 1])
    scores = pair_scores(np.broadcast_to(vectors[0], vectors.shape), vectors, "cosine")
    expected = rankdata(-scores[1:], method="ordinal")[-1]

    ranks = ranks_among(vectors, chosen)

    assert (0, expected) == (ranks[0, 0], ranks[0, 1])


def test_ranks_do_not_depend_on_the_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = np.random.default_rng(5).normal(size=(50, 6)).astype(np.float32)
    whole = ranks_among(vectors, np.array([3, 20, 44]))
    monkeypatch.setattr("embexplorer.core.alike.BLOCK", 7)

    parted = ranks_among(vectors, np.array([3, 20, 44]))

    assert whole.tolist() == parted.tolist()
