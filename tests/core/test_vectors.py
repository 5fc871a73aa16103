"""Scores and exact nearest rows against scipy and a full sort."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from embexplorer.core.errors import UserError
from embexplorer.core.vectors import Metric, nearest, norms, pair_scores, scores, unit

ROWS = arrays(np.float32, st.tuples(st.integers(8, 60), st.integers(1, 6)), elements=st.integers(-3, 3))
METRIC = st.sampled_from(["cosine", "euclidean", "dot"])


def by_full_sort(query: np.ndarray, vectors: np.ndarray, k: int, metric: Metric) -> list[int]:
    """The k best rows after scoring and sorting all, ties by row."""
    score = pair_scores(np.broadcast_to(query, vectors.shape), vectors, metric)
    cost = score if metric == "euclidean" else -score
    order: list[int] = np.argsort(cost, kind="stable")[:k].tolist()
    return order


@settings(deadline=None)
@given(ROWS, METRIC)
def test_the_nearest_equal_a_full_sort_with_ties_by_row(vectors: np.ndarray, metric: Metric) -> None:
    expected = [by_full_sort(query, vectors, 5, metric) for query in vectors]

    rows, _ = nearest(vectors, vectors, 5, metric)

    assert expected == rows.tolist()


@pytest.mark.parametrize("metric", ["cosine", "euclidean", "dot"])
def test_the_nearest_among_many_groups_equal_a_full_sort(metric: Metric) -> None:
    vectors = np.random.default_rng(0).normal(size=(5003, 9)).astype(np.float32)
    vectors[5000] = vectors[70] = vectors[3]
    expected = [by_full_sort(query, vectors, 7, metric) for query in vectors[:20]]

    rows, _ = nearest(vectors[:20], vectors, 7, metric)

    assert expected == rows.tolist()


def test_skipped_and_own_rows_are_never_answered() -> None:
    vectors = np.random.default_rng(0).normal(size=(2000, 4)).astype(np.float32)
    skip = np.arange(10, 1990)

    rows, _ = nearest(vectors[:3], vectors, 50, skip=skip, own=np.arange(3))

    assert 19 == rows.shape[1]
    assert not np.isin(rows, skip).any()
    assert not (rows == np.arange(3)[:, None]).any()


def test_no_row_left_is_a_mistake() -> None:
    vectors = np.ones((2, 3), np.float32)

    with pytest.raises(UserError, match="No row is left"):
        nearest(vectors[:1], vectors, 1, skip=np.array([0, 1]))


@pytest.mark.parametrize(("metric", "name"), [("cosine", "cosine"), ("euclidean", "euclidean")])
def test_scores_agree_with_scipy(metric: Metric, name: str) -> None:
    from scipy.spatial.distance import cdist

    vectors = np.random.default_rng(1).normal(size=(40, 7)).astype(np.float32)
    distances = cdist(vectors[:5].astype(float), vectors.astype(float), name)

    found = scores(vectors[:5], vectors, metric)

    np.testing.assert_allclose(found, 1 - distances if metric == "cosine" else distances, atol=1e-6)


def test_the_cosine_with_a_zero_row_is_zero() -> None:
    vectors = np.array([[0, 0], [1, 2]], np.float32)

    assert [[0.0, 0.0], [0.0, 1.0]] == scores(vectors, vectors).tolist()


def test_a_unit_row_has_length_one_and_a_zero_row_stays_zero() -> None:
    assert [[0.0, 0.0], [0.6000000238418579, 0.800000011920929]] == unit(
        np.array([[0, 0], [3, 4]], np.float32)
    ).tolist()


@pytest.mark.parametrize("size", [1e-44, 1e-38, 1e-20, 1.0, 1e17, 1e25, 5e37])
def test_lengths_are_right_at_every_size_that_float32_holds(size: float) -> None:
    vectors = (np.random.default_rng(0).normal(size=(40, 6)) * size).astype(np.float32)
    expected = np.linalg.norm(vectors.astype(np.float64), axis=1)

    np.testing.assert_allclose(norms(vectors), expected, rtol=1e-6, atol=1e-45)


@pytest.mark.parametrize("size", [1e-42, 1e-20, 1.0, 1e25, 3e37])
def test_unit_rows_have_length_one_at_every_size(size: float) -> None:
    vectors = (np.random.default_rng(0).normal(size=(40, 6)) * size).astype(np.float32)

    np.testing.assert_allclose(np.linalg.norm(unit(vectors), axis=1), 1, rtol=1e-6)


@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
@pytest.mark.parametrize("size", [2.0**-140, 2.0**-70, 2.0**80, 2.0**120])
def test_neighbours_are_the_same_at_every_size(size: float, metric: Metric) -> None:
    """Whole numbers keep every bit when they are multiplied by a power of two."""
    vectors = np.random.default_rng(0).integers(-60, 60, (300, 5)).astype(np.float32)
    expected, _ = nearest(vectors[:7], vectors, 9, metric)

    found, _ = nearest(vectors[:7] * np.float32(size), vectors * np.float32(size), 9, metric)

    assert np.array_equal(expected, found)


def test_a_row_of_great_numbers_among_small_ones_does_not_hide_them() -> None:
    small = np.random.default_rng(0).normal(size=(60, 5)).astype(np.float32)
    expected, _ = nearest(small[:1], small, 5, "cosine")

    found, _ = nearest(small[:1], np.vstack([small * np.float32(1e-20), [[-1e38] * 5]]).astype(np.float32), 5, "cosine")

    assert np.array_equal(expected, found)
