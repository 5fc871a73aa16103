"""A selection grows in the space: by radius, exactly, and from neighbour to neighbour."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra
from scipy.spatial.distance import cdist
from sklearn.neighbors import NearestNeighbors

from embexplorer.core.errors import UserError
from embexplorer.core.growing import within
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.report import ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.probes.grow import Grow

ROWS = np.array([0, 7, 40], np.int64)
LINE = EmbeddingSpace(
    name="line", keys=Keys(list("abcdef")), vectors=np.array([[0], [1], [2], [4], [8], [16]], np.float32) + 1
)


def grown(space: EmbeddingSpace, rows: list[int] | None = None, **wishes: object) -> Table:
    return Grow(**wishes).run(Inputs(space=space, rows=None if rows is None else np.array(rows, np.int64)))


def words(table: Table) -> list[str]:
    return table.columns["word"].to_pylist()


def test_all_rows_within_the_cosine_come_as_scipy_measures_it(clusters: EmbeddingSpace) -> None:
    cosines = 1 - cdist(clusters.vectors.astype(float), clusters.vectors[ROWS].astype(float), "cosine")
    near = np.flatnonzero(cosines.max(axis=1) >= 0.9)

    table = grown(clusters, ROWS.tolist(), radius=0.9)

    assert sorted(set(near) - set(ROWS)) == sorted(table.columns["row"].to_pylist())


def test_all_rows_within_the_distance_come_as_scipy_measures_it(clusters: EmbeddingSpace) -> None:
    distances = cdist(clusters.vectors.astype(float), clusters.vectors[ROWS].astype(float))
    near = np.flatnonzero(distances.min(axis=1) <= 3.5)

    table = grown(clusters, ROWS.tolist(), radius=3.5, metric="euclidean")

    assert sorted(set(near) - set(ROWS)) == sorted(table.columns["row"].to_pylist())


def test_each_is_told_with_its_nearest_word_of_the_selection(clusters: EmbeddingSpace) -> None:
    cosines = 1 - cdist(clusters.vectors.astype(float), clusters.vectors[ROWS].astype(float), "cosine")

    table = grown(clusters, ROWS.tolist(), radius=-1.0)

    rows = table.columns["row"].to_numpy()
    assert [f"w{row}" for row in ROWS[cosines[rows].argmax(axis=1)]] == table.columns["nearest"].to_pylist()
    assert np.allclose(cosines[rows].max(axis=1), table.columns["score"].to_numpy(), atol=1e-6)


def test_the_nearest_comes_first() -> None:
    table = grown(LINE, [0], radius=4.0, metric="euclidean")

    assert (["b", "c", "d"], [1.0, 2.0, 4.0]) == (words(table), table.columns["score"].to_pylist())


def test_a_distance_at_the_limit_is_within() -> None:
    assert ["b"] == words(grown(LINE, [0], radius=1.0, metric="euclidean"))


def test_rows_that_a_rounded_product_would_take_for_near_are_not() -> None:
    vectors = np.array([[4096.0, 0], [4096.0, 0.5], [4096.0, 0.75]], np.float32)

    found = within(vectors, np.array([0]), "euclidean", 0.5, ignore)

    assert [1] == found.rows.tolist()


def test_a_hop_leads_to_the_neighbours_and_the_next_one_on() -> None:
    once, twice = (grown(LINE, [0], how="hops", k=2, hops=hops, metric="euclidean") for hops in (1, 2))

    assert (["b", "c"], ["b", "c"]) == (words(once), words(twice))


def test_hops_are_counted_as_dijkstra_counts_them(clusters: EmbeddingSpace) -> None:
    search = NearestNeighbors(n_neighbors=4).fit(clusters.vectors.astype(float))
    graph = csr_matrix(search.kneighbors_graph(mode="connectivity"))
    steps = dijkstra(graph, indices=ROWS, unweighted=True).min(axis=0)
    expected = {row: int(step) for row, step in enumerate(steps) if 0 < step <= 3}

    table = grown(clusters, ROWS.tolist(), how="hops", k=4, hops=3, metric="euclidean")

    pairs = zip(table.columns["row"].to_pylist(), table.columns["hop"].to_pylist(), strict=True)
    assert expected == dict(pairs)


def test_shrinking_takes_off_what_has_a_neighbour_outside() -> None:
    table = grown(LINE, [0, 1, 2, 3], how="shrink", k=2, metric="euclidean")

    assert ([], 4.0) == (words(table), table.facts["after"])


def test_what_is_taken_off_lies_at_the_edge() -> None:
    table = grown(LINE, [1, 2, 3, 4], how="shrink", k=2, metric="euclidean")

    assert ["b", "c"] == words(table)


def test_a_selection_of_everything_neither_grows_nor_shrinks(clusters: EmbeddingSpace) -> None:
    everything = list(range(clusters.rows))

    counts = [grown(clusters, everything, how=how).columns.num_rows for how in ("radius", "hops", "shrink")]

    assert [0, 0, 0] == counts


def test_words_are_looked_up(clusters: EmbeddingSpace) -> None:
    by_rows, by_words = grown(clusters, [3, 5]), grown(clusters, words=("w3", "W5"))

    assert words(by_rows) == words(by_words)


def test_the_caption_says_what_was_done(clusters: EmbeddingSpace) -> None:
    table = grown(clusters, [0], radius=0.95)

    after = int(table.facts["after"])
    assert f"1 → {after} words · cosine ≥ 0.95 with any · cosine · clusters, raw · exact · n = 90" == table.caption


def test_nothing_cannot_grow(clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="Nothing is selected"):
        grown(clusters)


def test_a_word_that_is_not_there_is_named(clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="‘quene’"):
        grown(clusters, words=("quene",))


@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
def test_a_row_that_is_not_finite_is_within_no_reach(metric: str) -> None:
    vectors = np.array([[1, 0], [1, 0], [np.nan, 1]], np.float32)

    found = within(vectors, np.array([0]), metric, 0.5, ignore)  # type: ignore[arg-type]

    assert [1] == found.rows.tolist()


def test_a_million_equal_pairs_are_no_burden() -> None:
    found = within(np.ones((3000, 4), np.float32), np.arange(1000), "cosine", 0.9, ignore)

    assert 2000 == len(found.rows)


@given(st.integers(0, 2**31), st.integers(-9, 9), st.sampled_from(["cosine", "euclidean"]))
def test_blocks_answer_as_one_comparison_of_all(seed: int, tenths: int, metric: str) -> None:
    random = np.random.default_rng(seed)
    vectors = random.integers(-2, 3, (40, 3)).astype(np.float32) + 0.25
    chosen = np.unique(random.integers(0, 40, 5))
    limit = tenths / 10 + 0.0123  # no pair of these rows is just so near
    apart = cdist(vectors.astype(float), vectors[chosen].astype(float), metric)
    near = (1 - apart).max(axis=1) >= limit if metric == "cosine" else apart.min(axis=1) <= limit

    found = within(vectors, chosen, metric, limit, ignore)  # type: ignore[arg-type]

    assert sorted(set(np.flatnonzero(near)) - set(chosen)) == found.rows.tolist()
