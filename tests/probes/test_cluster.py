"""Clusters of a space and of its map."""

from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.spatial.distance import pdist, squareform
from sklearn.cluster import HDBSCAN, AgglomerativeClustering, KMeans
from sklearn.metrics import adjusted_rand_score, silhouette_samples
from sklearn.neighbors import NearestNeighbors

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.projection import Projection
from embexplorer.core.report import Report
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.probes._clustering import Clustering
from embexplorer.probes._spanning_tree import spanning_tree
from embexplorer.probes.cluster import Cluster


def asked(space: EmbeddingSpace, projection: Projection | None = None, **parameters: Any) -> Table:
    return Cluster(**parameters).run(Inputs(space=space, projection=projection))


def labels_of(table: Table) -> list[str]:
    return list(table.parts["words"]["cluster"].to_pylist())


@pytest.mark.parametrize("method", ["k-means", "agglomerative", "hdbscan"])
def test_three_clear_clusters_are_found(clusters: EmbeddingSpace, method: str) -> None:
    table = asked(clusters, method=method, clusters=3, least=5)

    known = [clusters.columns["cluster"][row].as_py() for row in table.parts["words"]["row"].to_pylist()]
    assert adjusted_rand_score(known, labels_of(table)) > 0.95


def test_the_same_seed_gives_the_same_clusters(clusters: EmbeddingSpace) -> None:
    assert labels_of(asked(clusters, clusters=7, seed=3)) == labels_of(asked(clusters, clusters=7, seed=3))


def test_hdbscan_is_that_of_scikit_learn_on_unit_rows(clusters: EmbeddingSpace) -> None:
    unit = clusters.vectors / np.linalg.norm(clusters.vectors, axis=1)[:, None]
    theirs = HDBSCAN(min_cluster_size=5, copy=True).fit_predict(unit)

    near = NearestNeighbors(n_neighbors=4).fit(unit).kneighbors(return_distance=False)

    ours = Clustering(method="hdbscan", clusters=2, least=5, seed=0).labels(unit, near)

    assert 1.0 == adjusted_rand_score(theirs, ours)


@pytest.mark.parametrize(("least", "alike"), [(2, 1.0), (5, 0.93), (8, 0.99)])
def test_hdbscan_is_that_of_scikit_learn_but_for_equal_edges(least: int, alike: float) -> None:
    """Many edges are as long as a core distance; scikit-learn's own answer changes with the order of the rows."""
    rows = np.random.default_rng(least).normal(size=(400, 3)).astype(np.float32)
    rows[200:] *= 0.2
    theirs = HDBSCAN(min_cluster_size=least, copy=True).fit_predict(rows.astype(np.float64))
    near = NearestNeighbors(n_neighbors=least - 1).fit(rows).kneighbors(return_distance=False)

    ours = Clustering(method="hdbscan", clusters=2, least=least, seed=0).labels(rows, near)

    assert adjusted_rand_score(theirs, ours) >= alike


def test_the_tree_is_as_long_as_that_of_scipy() -> None:
    rows = np.random.default_rng(3).normal(size=(150, 4)).astype(np.float32)
    core = np.full(150, 0.7)
    lengths = np.maximum(squareform(pdist(rows.astype(np.float64))), 0.7)

    _, _, ours = spanning_tree(rows, core)

    assert pytest.approx(minimum_spanning_tree(lengths).sum(), abs=1e-4) == ours.sum()


def test_k_means_is_that_of_scikit_learn_with_as_many_starts() -> None:
    rows = np.random.default_rng(5).normal(size=(300, 6)).astype(np.float32)
    theirs = KMeans(n_clusters=9, n_init=10, random_state=2).fit_predict(rows)

    ours = Clustering(method="k-means", clusters=9, least=2, seed=2).labels(rows)

    assert 1.0 == adjusted_rand_score(theirs, ours)


def test_rows_that_share_their_places_on_the_map_are_no_fault(clusters: EmbeddingSpace) -> None:
    places = np.zeros((90, 2), np.float32)

    table = asked(clusters, Projection(name="point", coordinates=places), clusters=3)

    assert pytest.approx(0.0) == table.facts["ari"]


def test_the_silhouettes_of_a_cluster_descend_and_end_at_its_least(clusters: EmbeddingSpace) -> None:
    table = asked(clusters, clusters=3)

    first = table.columns["cluster"][0].as_py()
    drawn = [row["silhouette"] for row in table.parts["silhouettes"].to_pylist() if row["cluster"] == first]
    own = [row["silhouette"] for row in table.parts["words"].to_pylist() if row["cluster"] == first]
    assert sorted(drawn, reverse=True) == drawn
    assert (pytest.approx(max(own)), pytest.approx(min(own))) == (drawn[0], drawn[-1])


def test_what_is_done_is_told_often_and_can_be_stopped(clusters: EmbeddingSpace) -> None:
    told: list[str] = []

    class Heard(Report):
        def __call__(self, done: float, text: str) -> None:
            told.append(text)

    Cluster(clusters=3).run(Inputs(space=clusters), Heard())

    assert {"k-means: start 1 of 10", "k-means: start 10 of 10"} <= set(told)


def test_a_larger_space_is_said_to_take_longer(clusters: EmbeddingSpace) -> None:
    keys = Keys([f"w{row}" for row in range(60_000)])
    large = EmbeddingSpace(name="large", keys=keys, vectors=np.zeros((60_000, 8), np.float32))

    assert Cluster().estimate_on(large).seconds > 2 * Cluster().estimate_on(clusters).seconds


def test_agglomerative_is_ward_of_scikit_learn(clusters: EmbeddingSpace) -> None:
    theirs = AgglomerativeClustering(6).fit_predict(clusters.vectors)

    ours = Clustering(method="agglomerative", clusters=6, least=5, seed=0).labels(clusters.vectors, None)

    assert 1.0 == adjusted_rand_score(theirs, ours)


def test_silhouettes_are_those_of_scikit_learn(clusters: EmbeddingSpace) -> None:
    table = asked(clusters, clusters=3)
    unit = clusters.vectors / np.linalg.norm(clusters.vectors, axis=1)[:, None]

    assert pytest.approx(silhouette_samples(unit, labels_of(table)), abs=1e-5) == (
        table.parts["words"]["silhouette"].to_pylist()
    )


def test_clusters_of_a_true_map_agree_with_those_of_the_space(clusters: EmbeddingSpace) -> None:
    names = np.array(clusters.columns["cluster"].to_pylist())
    places = np.stack([np.unique(names, return_inverse=True)[1] * 10.0, np.arange(90) / 90], axis=1).astype(np.float32)

    table = asked(clusters, Projection(name="true", coordinates=places), clusters=3)

    assert (1.0, [1.0, 1.0, 1.0]) == (table.facts["ari"], table.columns["together_on_map"].to_pylist())


def test_clusters_of_a_map_of_nothing_do_not(clusters: EmbeddingSpace) -> None:
    places = np.random.default_rng(0).normal(size=(90, 2)).astype(np.float32)

    table = asked(clusters, Projection(name="noise", coordinates=places), clusters=3)

    assert abs(table.facts["ari"]) < 0.1
    assert "agrees with them to an adjusted Rand index of" in table.notes[-2]


def test_documents_are_named_by_the_words_that_tell_them_apart(clusters: EmbeddingSpace) -> None:
    texts = pa.table({"text": [f"the {word} of it" for word in ("cat", "star", "boat") for _ in range(30)]})

    table = asked(replace(clusters, columns=texts), clusters=3)

    assert {"cat", "star", "boat"} == {words.split(", ")[0] for words in table.columns["keywords"].to_pylist()}


def test_rows_in_no_cluster_are_counted(clusters: EmbeddingSpace) -> None:
    vectors = np.array(clusters.vectors)
    vectors[:3] = -20 * np.eye(8, dtype=np.float32)[:3]

    table = asked(replace(clusters, vectors=vectors), method="hdbscan", least=10)

    assert table.facts["noise"] >= 3
    assert table.parts["words"].num_rows == 90 - table.facts["noise"]


@pytest.mark.parametrize(
    ("parameters", "says"),
    [
        ({"clusters": 90}, "90 rows cannot make 90 clusters"),
        ({"text": "colour"}, "has no column ‘colour’"),
        ({"method": "hdbscan", "least": 50}, "90 rows cannot make two clusters of 50 or more. Ask for 45 rows"),
    ],
)
def test_what_cannot_be_is_refused(clusters: EmbeddingSpace, parameters: dict[str, Any], says: str) -> None:
    with pytest.raises(UserError, match=says):
        asked(clusters, **parameters)


def test_fewer_different_rows_than_clusters_are_refused(clusters: EmbeddingSpace) -> None:
    vectors = np.repeat(np.eye(8, dtype=np.float32)[:3], 30, axis=0)

    with pytest.raises(UserError, match="has only 3 different rows"):
        asked(replace(clusters, vectors=vectors), clusters=5)


def test_equal_rows_are_one_cluster_without_silhouettes() -> None:
    space = EmbeddingSpace(name="same", keys=Keys([f"w{n}" for n in range(40)]), vectors=np.ones((40, 3), np.float32))

    table = asked(space, method="hdbscan", least=5)

    assert [None] * table.columns.num_rows == table.columns["silhouette"].to_pylist()
