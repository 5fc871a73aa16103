"""The methods of clustering, from scikit-learn, and silhouettes; all of them exact unless a sentence says otherwise."""

import warnings
from dataclasses import dataclass
from typing import Literal

import numpy as np

from embexplorer.core.clusters import NOISE, in_order_of_size
from embexplorer.core.report import Report, ignore
from embexplorer.core.silhouettes import silhouettes
from embexplorer.core.typing import DoubleArray, FloatArray, IntArray
from embexplorer.probes._spanning_tree import Rows, spanning_tree

Method = Literal["k-means", "hdbscan", "agglomerative"]
STARTS = 10  # of k-means, of which the best is taken
PLAIN = 5000  # rows up to which all pairs may be merged
JOINED = 15  # neighbours that join clusters where there are too many rows to compare all
JUDGED = 50_000  # rows up to which every silhouette is computed
TIES = 1e-13  # by how much of itself each edge is longer than its equals before it: they are cut as they were found
SHORTEST = 1e-12  # an edge between equal rows, which a sparse matrix must not take for none


@dataclass(frozen=True, kw_only=True)
class Clustering:
    """How rows are clustered, of the space (of unit length, for cosines) or of the map."""

    method: Method
    clusters: int
    least: int
    seed: int

    def neighbors(self, rows: int) -> int:
        """How many nearest other rows it must be given of each row; 0 for none."""
        if self.method == "hdbscan":
            return self.least - 1
        return JOINED if self.method == "agglomerative" and rows > PLAIN else 0

    def labels(self, rows: Rows, near: IntArray | None = None, report: Report = ignore) -> IntArray:
        """Each row's cluster, the largest is 0; −1 for noise, which only HDBSCAN knows."""
        match self.method:
            case "k-means":
                found = self._k_means(rows, report)
            case "hdbscan":
                found = self._hdbscan(rows, near, report)
            case _:
                found = self._agglomerative(rows, near, report)
        return in_order_of_size(np.asarray(found, np.int64))

    def note(self, rows: int) -> str:
        """What is not exact about it; empty where nothing is."""
        if self.method == "agglomerative" and rows > PLAIN:
            return f"Of more than {PLAIN:,} rows only clusters that neighbours join were merged ({JOINED} each)."
        if self.method == "k-means":
            return f"k-means finds a good clustering, not the best: the best of {STARTS} seeded starts was taken."
        return ""

    def _k_means(self, rows: Rows, report: Report) -> IntArray:
        """As scikit-learn does with `n_init`, but heard of, and stopped, between two starts."""
        from sklearn.cluster import KMeans

        chance, best, least = np.random.RandomState(self.seed), np.zeros(len(rows), np.int64), np.inf
        for start in range(STARTS):
            report(start / STARTS, f"k-means: start {start + 1} of {STARTS}")
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", "Number of distinct clusters")  # on a map where rows coincide
                model = KMeans(n_clusters=self.clusters, n_init=1, random_state=chance).fit(rows)
            if model.inertia_ < least:
                best, least = np.asarray(model.labels_, np.int64), float(model.inertia_)
        return best

    def _hdbscan(self, rows: Rows, near: IntArray | None, report: Report) -> IntArray:
        """From the spanning tree of all rows: scikit-learn's own search takes ten times as long, and says nothing."""
        from scipy.sparse import csr_array
        from sklearn.cluster import HDBSCAN

        core = np.zeros(len(rows)) if near is None else _gaps(rows, near[:, -1])
        first, second, lengths = spanning_tree(rows, core, report)
        report(1.0, "Cutting the tree into clusters")
        ranked = np.maximum(lengths, SHORTEST) * (1 + TIES * np.arange(len(lengths)))
        weights = np.concatenate([ranked, ranked])
        ends = (np.concatenate([first, second]), np.concatenate([second, first]))
        tree = csr_array((weights, ends), shape=(len(rows), len(rows)))
        model = HDBSCAN(min_cluster_size=self.least, min_samples=1, metric="precomputed", copy=True)
        found = model.fit_predict(tree)
        return np.asarray(np.where(found < 0, NOISE, found), np.int64)

    def _agglomerative(self, rows: Rows, near: IntArray | None, report: Report) -> IntArray:
        from sklearn.cluster import AgglomerativeClustering

        report(0.0, f"Merging {len(rows):,} rows, always the two nearest clusters")
        joined = None if near is None else _joined(near)
        model = AgglomerativeClustering(n_clusters=self.clusters, linkage="ward", connectivity=joined)
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "the number of connected components")  # they are joined then
            return np.asarray(model.fit_predict(rows), np.int64)


def judged(rows: FloatArray, labels: IntArray, seed: int, report: Report) -> tuple[DoubleArray, str]:
    """Each row's silhouette by Euclidean distance (Rousseeuw 1987), NaN where there is none, and what was sampled.

    A large space is judged on a seeded sample of its rows; noise has no silhouette.
    """
    values = np.full(len(labels), np.nan)
    kept, said = np.flatnonzero(labels != NOISE), ""
    if len(kept) > JUDGED:
        kept = np.sort(np.random.default_rng(seed).choice(kept, JUDGED, replace=False))
        said = f"Silhouettes: of {JUDGED:,} sampled rows among each other (seed {seed})."
    numbers, inside = np.unique(labels[kept], return_inverse=True)
    if 2 <= len(numbers) < len(kept):
        values[kept] = silhouettes(rows[kept], np.asarray(inside, np.int64), report)
    return values, said


def _gaps(rows: Rows, others: IntArray) -> DoubleArray:
    """How far each row is from its other."""
    return np.asarray(np.linalg.norm(np.asarray(rows, np.float64) - rows[others], axis=1))


def _joined(near: IntArray) -> object:
    """Which rows are neighbours of each other, as a sparse matrix."""
    from scipy.sparse import csr_array

    count, k = near.shape
    ends = np.arange(0, count * k + 1, k)
    graph = csr_array((np.ones(count * k, np.int8), near.astype(np.int32).ravel(), ends), shape=(count, count))
    return graph.maximum(graph.T)
