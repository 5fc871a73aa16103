"""The neighbour graph against sorting everything, and what is kept of it on disk."""

import fcntl
import shutil
from dataclasses import replace
from pathlib import Path
from typing import IO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from embexplorer.core.errors import Cancelled, UserError
from embexplorer.core.keys import Keys
from embexplorer.core.neighbor_graph import WAITING, is_cheap, neighbor_graph
from embexplorer.core.report import Report
from embexplorer.core.space import EmbeddingSpace

INTEGERS = arrays(np.float32, st.tuples(st.integers(5, 40), st.integers(1, 7)), elements=st.integers(-2, 2))


class Stopping(Report):
    """Asks to stop at the first word."""

    def __call__(self, done: float, text: str) -> None:
        raise Cancelled


class Other(Report):
    """Another process that holds `lock`: when it is waited for, its graph is there and the lock free."""

    def __init__(self, lock: IO[bytes], source: Path, place: Path) -> None:
        self.heard: set[str] = set()
        self._lock, self._source, self._place = lock, source, place

    def __call__(self, done: float, text: str) -> None:
        self.heard.add(text)
        shutil.copytree(self._source, self._place, dirs_exist_ok=True)
        self._lock.close()


def held(graphs: Path, size: int) -> IO[bytes]:
    """The lock of someone who computes a graph of this size."""
    graphs.mkdir(parents=True, exist_ok=True)
    lock = (graphs / f".cosine-exact-{size}.lock").open("wb")
    fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


def space_of(vectors: np.ndarray, folder: Path | None = None) -> EmbeddingSpace:
    """A space of these rows, saved when a folder is given."""
    keys = Keys([f"w{row}" for row in range(len(vectors))])
    space = EmbeddingSpace(name="rows", keys=keys, vectors=np.asarray(vectors, np.float32))
    return space if folder is None else space.save(folder)


def blobs(rows: int, dimensions: int = 12) -> np.ndarray:
    """Seeded rows around a few centres."""
    random = np.random.default_rng(3)
    centers = random.normal(size=(8, dimensions)) * 3
    return (centers[random.integers(0, 8, rows)] + random.normal(size=(rows, dimensions))).astype(np.float32)


def sorted_by_brute_force(distances: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """The k smallest of each row without the diagonal, ties by column."""
    np.fill_diagonal(distances, np.inf)
    order = np.argsort(distances, axis=1, kind="stable")[:, :k]
    return order, np.take_along_axis(distances, order, axis=1)


@settings(deadline=None, max_examples=30)
@given(INTEGERS)
def test_the_euclidean_graph_equals_a_full_sort_with_ties_by_row(vectors: np.ndarray) -> None:
    exact = np.sqrt(((vectors[:, None].astype(float) - vectors[None]) ** 2).sum(axis=2)).astype(np.float32)
    rows, distances = sorted_by_brute_force(exact, 4)

    graph = neighbor_graph(space_of(vectors), 4, "euclidean")

    assert rows.tolist() == graph.indices.tolist()
    assert distances.tolist() == graph.distances.tolist()


def test_the_cosine_graph_equals_a_full_sort() -> None:
    from scipy.spatial.distance import cdist

    vectors = blobs(700)
    rows, distances = sorted_by_brute_force(cdist(vectors.astype(float), vectors.astype(float), "cosine"), 15)

    graph = neighbor_graph(space_of(vectors), 15)

    assert rows.tolist() == graph.indices.tolist()
    np.testing.assert_allclose(graph.distances, distances, atol=1e-7)


def test_rows_far_from_the_origin_are_told_apart() -> None:
    vectors = blobs(300) + 4096
    exact = np.sqrt(((vectors[:, None].astype(float) - vectors[None]) ** 2).sum(axis=2)).astype(np.float32)
    rows, _ = sorted_by_brute_force(exact, 9)

    graph = neighbor_graph(space_of(vectors), 9, "euclidean")

    assert rows.tolist() == graph.indices.tolist()


def test_duplicates_are_each_other_s_nearest_at_distance_zero() -> None:
    vectors = blobs(200)
    vectors[150] = vectors[20]
    vectors[180] = 3 * vectors[20]

    graph = neighbor_graph(space_of(vectors), 2)

    assert [[150, 180], [20, 180], [20, 150]] == graph.indices[[20, 150, 180]].tolist()
    assert [0.0] * 6 == graph.distances[[20, 150, 180]].ravel().tolist()


def test_a_zero_row_is_at_cosine_distance_one_from_all() -> None:
    vectors = blobs(50)
    vectors[7] = 0

    graph = neighbor_graph(space_of(vectors), 3)

    assert [0, 1, 2] == graph.indices[7].tolist()
    assert [1.0, 1.0, 1.0] == graph.distances[7].tolist()


def test_few_neighbours_cut_from_many_equal_few_computed() -> None:
    space = space_of(blobs(400))

    cut, computed = neighbor_graph(space, 20).first(6), neighbor_graph(space, 6)

    assert computed.indices.tolist() == cut.indices.tolist()
    assert computed.distances.tolist() == cut.distances.tolist()


def test_more_neighbours_than_other_rows_are_cut_to_all_others() -> None:
    graph = neighbor_graph(space_of(blobs(6)), 50)

    assert 5 == graph.k


def test_a_single_row_has_no_neighbours() -> None:
    with pytest.raises(UserError, match="1 rows"):
        neighbor_graph(space_of(blobs(1)), 3)


def test_an_exact_graph_is_kept_and_serves_smaller_wishes(tmp_path: Path) -> None:
    space = space_of(blobs(100), tmp_path / "space")
    large = neighbor_graph(space, 20)

    small = neighbor_graph(space, 5, report=Stopping())

    assert large.indices[:, :5].tolist() == small.indices.tolist()
    assert ["cosine-exact-20"] == [folder.name for folder in (tmp_path / "space" / "graphs").iterdir()]


def test_a_space_that_cannot_be_written_is_still_answered(tmp_path: Path) -> None:
    space = space_of(blobs(100), tmp_path / "space")
    (tmp_path / "space" / "graphs").write_text("in the way")

    graph = neighbor_graph(replace(space), 5)

    assert (100, 5) == graph.indices.shape


def test_a_search_stops_when_asked() -> None:
    with pytest.raises(Cancelled):
        neighbor_graph(space_of(blobs(100)), 5, report=Stopping())


def test_an_approximate_graph_finds_most_and_says_how_many() -> None:
    graph = neighbor_graph(space_of(blobs(3000)), 10, search="approximate")

    assert not graph.exact
    assert graph.recall is not None and graph.recall > 0.95
    assert 1000 == graph.sample
    assert "of the true neighbours on 1,000 sampled rows" in graph.caption()


def test_an_approximate_graph_s_recall_is_the_true_one() -> None:
    space = space_of(blobs(1000))
    found, true = neighbor_graph(space, 20, search="approximate"), neighbor_graph(space, 20)

    shared = [len(set(a) & set(b)) for a, b in zip(found.indices.tolist(), true.indices.tolist(), strict=True)]

    assert pytest.approx(np.mean(shared) / 20) == found.recall


def test_an_approximate_search_repeats() -> None:
    space = space_of(blobs(3000))

    first, second = (neighbor_graph(space, 10, search="approximate") for _ in range(2))

    assert first.indices.tobytes() == second.indices.tobytes()


def test_approximate_graphs_are_kept_for_each_k_apart(tmp_path: Path) -> None:
    space = space_of(blobs(1000), tmp_path / "space")
    neighbor_graph(space, 30, search="approximate")

    neighbor_graph(space, 20, search="approximate")

    names = sorted(folder.name for folder in (tmp_path / "space" / "graphs").iterdir())
    assert ["cosine-approximate-20", "cosine-approximate-30"] == names


def test_trust_and_umap_share_an_approximate_graph(tmp_path: Path) -> None:
    space = space_of(blobs(1000), tmp_path / "space")
    neighbor_graph(space, 15, search="approximate")

    graph = neighbor_graph(space, 14, search="approximate", report=Stopping())

    assert (1000, 14) == graph.indices.shape


@pytest.mark.parametrize("size", [15, 90])
def test_a_graph_that_another_process_is_computing_is_awaited(tmp_path: Path, size: int) -> None:
    theirs, ours = space_of(blobs(100), tmp_path / "theirs"), space_of(blobs(100), tmp_path / "ours")
    expected = neighbor_graph(theirs, size)
    other = Other(held(tmp_path / "ours/graphs", size), tmp_path / "theirs/graphs", tmp_path / "ours/graphs")

    graph = neighbor_graph(ours, 12, report=other)

    assert {WAITING} == other.heard
    assert expected.indices[:, :12].tolist() == graph.indices.tolist()


def test_waiting_for_another_process_can_be_stopped(tmp_path: Path) -> None:
    space = space_of(blobs(100), tmp_path / "space")

    with held(tmp_path / "space/graphs", 15), pytest.raises(Cancelled):
        neighbor_graph(space, 12, report=Stopping())


def test_what_a_process_left_that_was_ended_is_removed_and_the_graph_computed(tmp_path: Path) -> None:
    space = space_of(blobs(100), tmp_path / "space")
    held(tmp_path / "space/graphs", 15).close()
    (tmp_path / "space/graphs/.cosine-exact-15.half").mkdir()

    graph = neighbor_graph(space, 15)

    assert (100, 15) == graph.indices.shape
    assert ["cosine-exact-15"] == [folder.name for folder in (tmp_path / "space/graphs").iterdir()]


def test_a_damaged_graph_is_computed_again(tmp_path: Path) -> None:
    space = space_of(blobs(100), tmp_path / "space")
    whole = neighbor_graph(space, 15).indices.tolist()
    (tmp_path / "space/graphs/cosine-exact-15/indices.npy").write_bytes(b"")

    graph = neighbor_graph(space, 15)

    assert whole == graph.indices.tolist()


@pytest.mark.parametrize(
    ("rows", "dimensions", "cheap"), [(30_228, 100, True), (100_000, 100, False), (5000, 768, True)]
)
def test_exact_is_the_rule_while_it_takes_a_few_seconds(rows: int, dimensions: int, cheap: bool) -> None:
    assert cheap == is_cheap(rows, dimensions)
