"""Measures of bias beside plain loops over the formulas of their papers."""

import numpy as np
import pytest
from scipy.stats import entropy
from sklearn.decomposition import TruncatedSVD
from sklearn.metrics.pairwise import cosine_similarity

from embexplorer.core.bias_measures import (
    coherence,
    direct_bias,
    divergence_from_even,
    indirect_bias,
    inner_product_association,
    mean_cosine_distance,
    pair_direction,
    relative_norm_distance,
    unit_rows,
)

RANDOM = np.random.default_rng(8)
X, Y = RANDOM.normal(size=(5, 7)), RANDOM.normal(size=(5, 7)) + 1
WORDS = RANDOM.normal(size=(6, 7))
AXIS = pair_direction(X - Y)


def test_relative_norm_distance_compares_with_both_means() -> None:
    expected = [np.linalg.norm(w - X.mean(axis=0)) - np.linalg.norm(w - Y.mean(axis=0)) for w in WORDS]

    assert pytest.approx(expected) == relative_norm_distance(X, Y, WORDS)


def test_mean_cosine_distance_counts_each_set_of_attributes_alike() -> None:
    expected = np.mean([np.mean([np.mean(1 - cosine_similarity(t[None], s)) for s in (X, WORDS)]) for t in Y])

    assert pytest.approx(expected) == mean_cosine_distance(Y, [X, WORDS])


def test_one_pair_gives_the_direction_of_its_difference() -> None:
    difference = X[0] - Y[0]

    assert pytest.approx(WORDS @ difference / np.linalg.norm(difference)) == inner_product_association(
        difference[None], WORDS
    )


def test_several_pairs_give_the_first_direction_of_their_differences() -> None:
    found = TruncatedSVD(1, algorithm="arpack").fit(X - Y).components_[0]

    assert pytest.approx(1.0) == abs(float(AXIS @ found))
    assert AXIS @ (X - Y).sum(axis=0) > 0


def test_coherence_has_the_cosines_with_either_mean() -> None:
    near_x, near_y = coherence(X, Y, WORDS)

    assert pytest.approx(cosine_similarity(WORDS, X.mean(axis=0)[None])[:, 0]) == near_x
    assert pytest.approx(cosine_similarity(WORDS, Y.mean(axis=0)[None])[:, 0]) == near_y


def test_direct_bias_is_the_cosine_without_sign() -> None:
    expected = [abs(w @ AXIS) / np.linalg.norm(w) for w in WORDS]

    assert pytest.approx(expected) == direct_bias(WORDS, AXIS)


def test_indirect_bias_is_the_share_that_the_direction_makes_up() -> None:
    w, v = WORDS[0] / np.linalg.norm(WORDS[0]), WORDS[1] / np.linalg.norm(WORDS[1])
    w_rest, v_rest = w - (w @ AXIS) * AXIS, v - (v @ AXIS) * AXIS
    expected = (w @ v - w_rest @ v_rest / np.linalg.norm(w_rest) / np.linalg.norm(v_rest)) / (w @ v)

    assert pytest.approx(expected) == indirect_bias(WORDS[:1], WORDS[1:2], AXIS)[0]


def test_indirect_bias_of_words_without_a_product_is_no_number() -> None:
    assert np.isnan(indirect_bias(np.eye(3)[:1], np.eye(3)[1:2], np.eye(3)[2])[0])


def test_divergence_is_that_of_scipy_and_nothing_for_even_shares() -> None:
    shares = np.array([0.2, 0.5, 0.9])

    assert pytest.approx(entropy(shares, np.ones(3))) == divergence_from_even(shares)
    assert pytest.approx(0.0, abs=1e-12) == divergence_from_even(np.full(4, 0.3))


def test_a_row_of_zeros_stays_zero() -> None:
    assert 0.0 == unit_rows(np.zeros((1, 3))).sum()
