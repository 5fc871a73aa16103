"""Cross-domain similarity local scaling: the cosine less what both rows have with everybody (hubs fall behind).

CSLS(x, y) = 2 cos(x, y) − r(x) − r(y), where r is the mean cosine to the 10 nearest rows (Conneau et al. 2018, eq. 3),
here with both in one space; a row is no neighbour of itself.
"""

from dataclasses import dataclass

import numpy as np

from embexplorer.core.kept_array import kept_array
from embexplorer.core.neighbor_graph import NeighborGraph, Search, is_cheap, neighbor_graph
from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.core.vectors import nearest, pair_scores

AMONG = 10


@dataclass(frozen=True)
class Crowding:
    """`means` is r of every row; `said` is “exact”, or how far the search for the 10 nearest was approximate."""

    means: FloatArray
    said: str


def crowding(space: EmbeddingSpace, report: Report = ignore, search: Search = "exact") -> Crowding:
    """r of every row, once for a space; "auto" is exact up to the size at which that takes a few seconds."""
    if search == "exact" or (search == "auto" and is_cheap(space.rows, space.dimensions)):
        name = f"csls-{AMONG}-exact"
        means = kept_array(space, name, lambda: _means(neighbor_graph(space, AMONG, report=report, search="exact")))
        return Crowding(means, "exact")
    graph = neighbor_graph(space, AMONG, report=report, search=search)
    return Crowding(kept_array(space, f"csls-{AMONG}", lambda: _means(graph)), graph.caption())


def nearest_by_csls(
    space: EmbeddingSpace,
    queries: FloatArray,
    k: int,
    means: FloatArray,
    *,
    own: IntArray | None = None,
    skip: IntArray | None = None,
    lengths: FloatArray | None = None,
) -> tuple[IntArray, FloatArray]:
    """The k rows of the highest CSLS with each query: rows and scores. `own` are the queries' rows, where they are."""
    halved = np.asarray(means / 2, np.float32)
    rows, halves = nearest(queries, space.vectors, k, own=own, skip=skip, lengths=lengths, losses=halved)
    if own is not None:
        crowded = means[own]
    else:
        _, cosines = nearest(queries, space.vectors, AMONG, skip=skip, lengths=lengths)
        crowded = cosines.mean(axis=1, dtype=np.float64).astype(np.float32)
    return rows, np.asarray(2 * halves - crowded[:, None], np.float32)


def csls_of_pairs(space: EmbeddingSpace, left: IntArray, right: IntArray, means: FloatArray) -> FloatArray:
    """The score of each row on the left with the same on the right."""
    cosines = pair_scores(space.vectors[left], space.vectors[right], "cosine")
    return np.asarray(2 * cosines - means[left] - means[right], np.float32)


def _means(graph: NeighborGraph) -> FloatArray:
    return np.asarray((1 - graph.distances.astype(np.float64)).mean(axis=1), np.float32)
