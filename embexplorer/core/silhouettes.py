"""How well each row lies in its cluster: silhouettes, exact, in blocks of rows."""

import numpy as np

from embexplorer.core.report import Report, ignore
from embexplorer.core.typing import DoubleArray, FloatArray, IntArray

AT_ONCE = 256  # rows whose distances to all others are held at once


def silhouettes(rows: FloatArray, labels: IntArray, report: Report = ignore) -> DoubleArray:
    """(b − a) / max(a, b) for each row, −1 to 1 (Rousseeuw 1987): a is the mean Euclidean distance to the other rows of
    its cluster, b to those of the nearest other cluster. 0 for a row alone in its cluster.

    `labels` are numbers from 0, each of which occurs, of two clusters or more.
    """
    order = np.argsort(labels, kind="stable")
    sizes = np.bincount(labels)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    points, own = np.ascontiguousarray(rows[order]), labels[order]
    squares = np.einsum("ij,ij->i", points, points)
    values = np.zeros(len(labels))
    for start in range(0, len(points), AT_ONCE):
        report(start / len(points), f"Judging how clusters hold together: {start:,} of {len(points):,} rows")
        block = slice(start, start + AT_ONCE)
        sums = np.add.reduceat(_distances(points, squares, block), starts, axis=1, dtype=np.float64)
        values[order[block]] = _judged(sums, own[block], sizes)
    return values


def _distances(points: FloatArray, squares: FloatArray, block: slice) -> FloatArray:
    gaps = (-2 * points[block]) @ points.T
    gaps += squares
    gaps += squares[block, None]
    np.maximum(gaps, 0, out=gaps)
    here = np.arange(len(gaps))
    gaps[here, block.start + here] = 0
    np.sqrt(gaps, out=gaps)
    return gaps


def _judged(sums: DoubleArray, own: IntArray, sizes: IntArray) -> DoubleArray:
    """From the summed distances to each cluster (rows × clusters)."""
    here = np.arange(len(sums))
    inside = sums[here, own] / np.maximum(sizes[own] - 1, 1)
    means = sums / sizes
    means[here, own] = np.inf
    nearest = means.min(axis=1)
    greater = np.maximum(inside, nearest)
    alone = (sizes[own] == 1) | (greater == 0)
    return np.where(alone, 0.0, (nearest - inside) / np.where(greater > 0, greater, 1))
