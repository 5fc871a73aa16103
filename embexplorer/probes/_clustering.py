"""The methods of clustering, from scikit-learn, and silhouettes; all of them exact unless a sentence says otherwise."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from embexplorer.core.clusters import NOISE, in_order_of_size
from embexplorer.core.report import Report
from embexplorer.core.typing import DoubleArray, FloatArray, IndexArray, IntArray

Method = Literal["k-means", "hdbscan", "agglomerative"]
STARTS = 10  # of k-means, of which the best is taken
PLAIN = 5000  # rows up to which all pairs may be merged
SILHOUETTES = 20_000  # rows up to which every silhouette is computed


@dataclass(frozen=True, kw_only=True)
class Clustering:
    """How rows are clustered, of the space (of unit length, for cosines) or of the map."""

    method: Method
    clusters: int
    least: int
    seed: int

    def labels(self, rows: FloatArray, neighbors: IndexArray | None) -> IntArray:
        """Each row's cluster, the largest is 0; −1 for noise, which only HDBSCAN knows."""
        match self.method:
            case "k-means":
                found = self._k_means(rows)
            case "hdbscan":
                found = self._hdbscan(rows)
            case _:
                found = self._agglomerative(rows, neighbors)
        return in_order_of_size(np.asarray(found, np.int64))

    def note(self, rows: int) -> str:
        """What is not exact about it; empty where nothing is."""
        if self.method == "agglomerative" and rows > PLAIN:
            return f"Of more than {PLAIN:,} rows only clusters that neighbours join were merged (15 neighbours each)."
        if self.method == "k-means":
            return f"k-means finds a good clustering, not the best: the best of {STARTS} seeded starts was taken."
        return ""

    def _k_means(self, rows: FloatArray) -> IntArray:
        from sklearn.cluster import KMeans

        model = KMeans(n_clusters=self.clusters, n_init=STARTS, random_state=self.seed)
        return np.asarray(model.fit_predict(rows), np.int64)

    def _hdbscan(self, rows: FloatArray) -> IntArray:
        from sklearn.cluster import HDBSCAN

        found = HDBSCAN(min_cluster_size=self.least, copy=True).fit_predict(rows)
        return np.asarray(np.where(found < 0, NOISE, found), np.int64)

    def _agglomerative(self, rows: FloatArray, neighbors: IndexArray | None) -> IntArray:
        from sklearn.cluster import AgglomerativeClustering

        joined = None if len(rows) <= PLAIN or neighbors is None else _joined(neighbors)
        model = AgglomerativeClustering(n_clusters=self.clusters, linkage="ward", connectivity=joined)
        return np.asarray(model.fit_predict(rows), np.int64)


def silhouettes(rows: FloatArray, labels: IntArray, seed: int, report: Report) -> tuple[DoubleArray, str]:
    """Each row's silhouette by Euclidean distance (Rousseeuw 1987), NaN where there is none, and what was sampled.

    A large space is judged on a seeded sample of its rows; noise has no silhouette.
    """
    values = np.full(len(labels), np.nan)
    kept, said = np.flatnonzero(labels != NOISE), ""
    if len(kept) > SILHOUETTES:
        kept = np.sort(np.random.default_rng(seed).choice(kept, SILHOUETTES, replace=False))
        said = f"Silhouettes: of {SILHOUETTES:,} sampled rows among each other (seed {seed})."
    inside = labels[kept]
    if 2 <= len(np.unique(inside)) < len(kept):
        from sklearn.metrics import silhouette_samples

        report(0.0, "Judging how the clusters hold together")
        values[kept] = silhouette_samples(rows[kept], inside)
    return values, said


def _joined(neighbors: IndexArray) -> object:
    """Which rows are neighbours of each other, as a sparse matrix."""
    from scipy.sparse import csr_array

    count, k = neighbors.shape
    ends = np.arange(0, count * k + 1, k)
    graph = csr_array((np.ones(count * k, np.int8), neighbors.ravel(), ends), shape=(count, count))
    return graph.maximum(graph.T)
