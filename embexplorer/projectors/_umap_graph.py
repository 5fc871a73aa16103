"""UMAP's fuzzy graph from known neighbours, and the curve that turns distances on the map into strengths."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from embexplorer.core.class_labels import ClassLabels
from embexplorer.core.neighbor_graph import NeighborGraph
from embexplorer.core.typing import DoubleArray, FloatArray, IndexArray

CURVE_POINTS = 300


@dataclass(frozen=True)
class FuzzyGraph:
    """Every edge from both of its ends, ordered by head and then tail; `weights` are strengths in (0, 1]."""

    heads: IndexArray
    tails: IndexArray
    weights: FloatArray


def fuzzy_graph(graph: NeighborGraph) -> FuzzyGraph:
    """The fuzzy union a + b − ab of what each row holds of the other, as umap-learn's `fuzzy_simplicial_set`."""
    from scipy.sparse import csr_array

    from embexplorer.projectors._umap_kernel import strengths, widths

    distances = np.ascontiguousarray(graph.distances)
    sigmas, rhos = widths(distances, float(graph.k + 1))
    held = strengths(distances, sigmas, rhos)
    starts = np.arange(0, graph.indices.size + 1, graph.k)
    one_way = csr_array((held.ravel(), graph.indices.ravel(), starts), shape=(graph.rows, graph.rows))
    return _united(one_way)


def supervised(graph: FuzzyGraph, rows: int, labels: ClassLabels, weight: float) -> FuzzyGraph:
    """The graph with edges between classes weakened, then each row's strongest edge made 1 again and both directions
    united, as umap-learn's `categorical_simplicial_set_intersection`."""
    from scipy.sparse import coo_array, diags_array

    held = graph.weights * labels.closeness(graph.heads, graph.tails, weight)
    known = held > 0
    one_way = coo_array((held[known], (graph.heads[known], graph.tails[known])), shape=(rows, rows)).tocsr()
    strongest = np.asarray(one_way.max(axis=1).todense()).ravel()
    one_way = diags_array(1 / np.where(strongest > 0, strongest, 1)) @ one_way
    return _united(one_way)


def without_weak(graph: FuzzyGraph, epochs: int) -> FuzzyGraph:
    """The edges strong enough to be sampled at least once in so many epochs."""
    strong = graph.weights >= graph.weights.max() / np.float32(epochs)
    return FuzzyGraph(graph.heads[strong], graph.tails[strong], graph.weights[strong])


def pauses(graph: FuzzyGraph) -> DoubleArray:
    """Epochs between two samples of each edge: 1 for the strongest."""
    return np.asarray(graph.weights.max() / graph.weights.astype(np.float64))


def _united(one_way: Any) -> FuzzyGraph:
    other_way = one_way.T.tocsr()
    union = (one_way + other_way - one_way.multiply(other_way)).tocsr()
    union.eliminate_zeros()
    union.sort_indices()
    edges = union.tocoo()
    return FuzzyGraph(edges.row.astype(np.int32), edges.col.astype(np.int32), edges.data.astype(np.float32))


def curve(spread: float, min_dist: float) -> tuple[float, float]:
    """a and b of 1 / (1 + a d^2b), fitted to 1 up to `min_dist` and then an exponential fall of this spread."""
    from scipy.optimize import curve_fit

    distances = np.linspace(0, spread * 3, CURVE_POINTS)
    wanted = np.where(distances < min_dist, 1.0, np.exp(-(distances - min_dist) / spread))
    (a, b), _ = curve_fit(lambda d, a, b: 1 / (1 + a * d ** (2 * b)), distances, wanted)
    return float(a), float(b)
