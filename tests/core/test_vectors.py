"""Scores and exact nearest rows against scipy and a full sort."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from embexplorer.core.errors import UserError
from embexplorer.core.vectors import Metric, nearest, pair_scores, scores, unit

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
