"""CSLS against its formula, computed in full."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from embexplorer.core import csls
from embexplorer.core.csls import AMONG, crowding, csls_of_pairs, nearest_by_csls
from embexplorer.core.keys import Keys
from embexplorer.core.neighbor_graph import NeighborGraph, neighbor_graph
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import DoubleArray


@pytest.fixture
def hubs() -> EmbeddingSpace:
    """Two hundred rows off the origin, so that some are near to many."""
    vectors = np.random.default_rng(3).normal(size=(200, 12)) + 0.8
    return EmbeddingSpace(name="hubs", keys=Keys(map(str, range(200))), vectors=vectors.astype(np.float32))


def cosines(space: EmbeddingSpace) -> DoubleArray:
    """All cosines, in float64."""
    rows = space.vectors.astype(np.float64)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows @ rows.T, np.float64)


def brute_force(space: EmbeddingSpace) -> DoubleArray:
    """2 cos − r − r with r the mean of the ten greatest cosines to other rows."""
    others = cosines(space)
    np.fill_diagonal(others, -np.inf)
    mean = np.sort(others, axis=1)[:, -AMONG:].mean(axis=1)
    return np.asarray(2 * others - mean[:, None] - mean[None, :], np.float64)


def test_the_nearest_by_csls_are_those_of_its_formula(hubs: EmbeddingSpace) -> None:
    own = np.array([0, 7, 199])
    expected = np.argsort(-brute_force(hubs)[own], axis=1, kind="stable")[:, :20]

    rows, scores = nearest_by_csls(hubs, hubs.vectors[own], 20, crowding(hubs).means, own=own)

    assert expected.tolist() == rows.tolist()
    np.testing.assert_allclose(np.take_along_axis(brute_force(hubs)[own], expected, axis=1), scores, atol=2e-6)


def test_a_query_that_is_no_row_has_an_r_of_its_own(hubs: EmbeddingSpace) -> None:
    others = replace(hubs, keys=hubs.keys[:199], vectors=hubs.vectors[:199])
    near = cosines(hubs)[199, :199]
    inside = cosines(others)
    np.fill_diagonal(inside, -np.inf)
    mean = np.sort(inside, axis=1)[:, -AMONG:].mean(axis=1)
    expected = 2 * near - np.sort(near)[-AMONG:].mean() - mean

    rows, scores = nearest_by_csls(others, hubs.vectors[199:], 5, crowding(others).means)

    assert np.argsort(-expected)[:5].tolist() == rows[0].tolist()
    np.testing.assert_allclose(np.sort(expected)[::-1][:5], scores[0], atol=2e-6)


def test_the_score_of_pairs_is_the_same_both_ways(hubs: EmbeddingSpace) -> None:
    left, right = np.array([0, 3]), np.array([9, 8])
    means = crowding(hubs).means

    np.testing.assert_allclose(csls_of_pairs(hubs, left, right, means), brute_force(hubs)[left, right], atol=2e-6)
    assert csls_of_pairs(hubs, left, right, means).tolist() == csls_of_pairs(hubs, right, left, means).tolist()


def test_r_is_kept_with_the_space(hubs: EmbeddingSpace, tmp_path: Path) -> None:
    space = hubs.save(tmp_path / "space")

    first, again = crowding(space), crowding(space)

    assert (tmp_path / "space" / "kept" / "csls-10-exact.npy").is_file()
    assert first.said == again.said == "exact" and first.means.tolist() == again.means.tolist()


def test_r_is_exact_unless_the_search_may_approximate(hubs: EmbeddingSpace, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(csls, "is_cheap", lambda rows, dimensions: False)
    monkeypatch.setattr(csls, "neighbor_graph", lambda *_, search, **more: asked.append(search) or graph(hubs, search))

    said = [crowding(hubs).said, crowding(hubs, search="auto").said]

    assert (["exact", "auto"], "exact", True) == (asked, said[0], said[1].startswith("approximate"))


def graph(space: EmbeddingSpace, search: str) -> NeighborGraph:
    """What a search finds, as a large space would have it."""
    found = neighbor_graph(space, 10)
    return found if search == "exact" else replace(found, exact=False, recall=0.97, sample=1000)
