"""densMAP: how wide each row's neighbourhood is in the space, and what that asks of the map (Narayan et al. 2021)."""

from dataclasses import dataclass

import numpy as np

from embexplorer.core.neighbor_graph import NeighborGraph
from embexplorer.core.typing import DoubleArray, FloatArray
from embexplorer.projectors._umap_free_kernel import TINY, log_radii
from embexplorer.projectors._umap_graph import FuzzyGraph

LAST = 0.3  # the share of the epochs, the last ones, in which densities count
SHIFT = 0.1  # added to the variance of the map's radii, so that equal ones do not divide by 0


@dataclass(frozen=True, kw_only=True)
class Densities:
    """`radii` are the logarithms of the rows' squared radii in the space, `edges` those of the map, `weight` is λ."""

    radii: DoubleArray
    edges: FuzzyGraph
    weight: float

    def counts(self, number: int, total: int) -> bool:
        """Whether densities count in this epoch."""
        return self.weight > 0 and (number + 1) / total > 1 - LAST

    def pressed(self, places: FloatArray, a: float, b: float) -> tuple[DoubleArray, DoubleArray]:
        """What a unit of growth of each row's squared radius is worth, and one over that squared radius, as the map
        is now: the gradient of the correlation of the logarithms, times λ and the sum of all strengths.
        """
        now, strength = log_radii(places, self.edges.heads, self.edges.tails, a, b)
        rows = len(now)
        wanted = (self.radii - self.radii.mean()) / (self.radii.std() or 1.0)
        deviation = float(np.sqrt(now.var() + SHIFT))
        together = float(now @ wanted) / (rows - 1)
        worth = wanted - together * (now - now.mean()) / deviation**2
        whole = self.weight * float(self.edges.weights.sum()) / (deviation * rows)
        return worth * whole / np.maximum(strength, TINY), np.exp(-now)

    def correlation(self, places: FloatArray, a: float, b: float) -> float:
        """Pearson's correlation of the log radii of space and map, −1 to 1; 0 where either are all equal."""
        now, _ = log_radii(places, self.edges.heads, self.edges.tails, a, b)
        if now.std() == 0 or self.radii.std() == 0:
            return 0.0
        return float(np.corrcoef(now, self.radii)[0, 1])


def densities(graph: NeighborGraph, edges: FuzzyGraph, weight: float) -> Densities:
    """The radii in the space: for each row the mean squared distance to those it holds, weighed by the edges."""
    square = _distances(graph, edges) ** 2
    spread, strength = np.zeros(graph.rows), np.zeros(graph.rows)
    for ends in (edges.heads, edges.tails):
        spread += np.bincount(ends, edges.weights * square, graph.rows)
        strength += np.bincount(ends, edges.weights, graph.rows)
    return Densities(radii=np.log(TINY + spread / np.maximum(strength, TINY)), edges=edges, weight=weight)


def _distances(graph: NeighborGraph, edges: FuzzyGraph) -> DoubleArray:
    """How far apart the ends of each edge are; one end at least has the other among its neighbours."""
    from scipy.sparse import csr_array

    starts = np.arange(0, graph.indices.size + 1, graph.k)
    one_way = csr_array((graph.distances.ravel(), graph.indices.ravel(), starts), shape=(graph.rows, graph.rows))
    either_way = one_way.maximum(one_way.T).tocsr()
    return np.asarray(either_way[edges.heads, edges.tails], np.float64).ravel()
