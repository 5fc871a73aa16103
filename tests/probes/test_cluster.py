"""Clusters of a space and of its map."""

from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from sklearn.cluster import HDBSCAN, AgglomerativeClustering
from sklearn.metrics import adjusted_rand_score, silhouette_samples

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.projection import Projection
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.probes._clustering import Clustering
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

    ours = Clustering(method="hdbscan", clusters=2, least=5, seed=0).labels(unit, None)

    assert 1.0 == adjusted_rand_score(theirs, ours)


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
    assert "agrees with them to an adjusted Rand index of" in table.notes[-1]


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
