"""How far off a point's neighbourhood is on a map: strangers that crowd in, and true neighbours that were torn away."""

import numpy as np

from embexplorer.core.neighbor_graph import NeighborGraph
from embexplorer.core.report import Report, ignore
from embexplorer.core.typing import DoubleArray, FloatArray, IndexArray, IntArray
from embexplorer.core.vectors import unit

BLOCK_NUMBERS = 1 << 22  # numbers of neighbours' vectors held at once


def crowded(vectors: FloatArray, graph: NeighborGraph, on_map: IntArray, report: Report = ignore) -> DoubleArray:
    """Of each row 1 − t / m: t the mean distance to its true nearest, m that, in truth, to its nearest on the map.

    0 where all are kept, 0.5 where the map's are twice as far away; NaN where m is 0. In the graph's own metric.
    """
    step = max(1, BLOCK_NUMBERS // (graph.k * max(1, vectors.shape[1])))
    ratios = np.empty(len(vectors))
    for start in range(0, len(vectors), step):
        report(start / len(vectors), "Measuring how far the neighbours on the map truly are")
        part = slice(start, start + step)
        there = _distances(vectors, vectors[part], on_map[part], graph.metric).mean(axis=1)
        ratios[part] = _beyond(np.asarray(graph.distances[part], np.float64).mean(axis=1), there)
    return ratios


def torn(places: DoubleArray, graph: NeighborGraph, on_map: IntArray) -> DoubleArray:
    """Of each row 1 − m / t: m the mean distance on the map to its nearest there, t that to its true nearest.

    0 where all are kept, 0.5 where the true ones lie twice as far off; NaN where t is 0.
    """
    return _beyond(_mean_reach(places, on_map), _mean_reach(places, np.asarray(graph.indices)))


def _mean_reach(places: DoubleArray, near: IndexArray | IntArray) -> DoubleArray:
    """The mean distance of each place to its k; a column at a time, since all would take k times the memory."""
    total = np.zeros(len(places))
    for column in range(near.shape[1]):
        total += np.linalg.norm(places[near[:, column]] - places, axis=1)
    return np.asarray(total / near.shape[1], np.float64)


def _distances(vectors: FloatArray, rows: FloatArray, near: IntArray, metric: str) -> DoubleArray:
    """Of m rows to k others each: m × k."""
    others = vectors[near]
    if metric == "euclidean":
        gaps = others - rows[:, None]
        return np.asarray(np.sqrt(np.einsum("mkd,mkd->mk", gaps, gaps, dtype=np.float64)), np.float64)
    shape = others.shape
    others = unit(others.reshape(-1, shape[2])).reshape(shape)
    return np.asarray(1.0 - np.einsum("mkd,md->mk", others, unit(rows)), np.float64)


def _beyond(least: DoubleArray, reached: DoubleArray) -> DoubleArray:
    """By how much is reached beyond the least that could be, as a share of what is reached; rounding stays at 0."""
    known = reached > 0
    return np.where(known, np.maximum(0.0, 1.0 - least / np.where(known, reached, 1.0)), np.nan)
