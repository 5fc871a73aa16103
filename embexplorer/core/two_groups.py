"""Two groups of rows: how near they truly are, and how far they share their neighbours, with intervals."""

from dataclasses import dataclass

import numpy as np

from embexplorer.core.change import unit_rows
from embexplorer.core.typing import DoubleArray, FloatArray, IndexArray, IntArray

BLOCK = 65_536  # rows read at once
AT_ONCE = 64  # draws that are weighed together
LOW, HIGH = 0.025, 0.975


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A number and the ends of its 95 % interval; the ends are None where a group has a single row."""

    value: float
    low: float | None = None
    high: float | None = None


def centroid_cosine(vectors: FloatArray, left: IntArray, right: IntArray, times: int, seed: int) -> Estimate:
    """The cosine of the two means, the rows of each group drawn anew with replacement (Efron 1979); 0 with a zero mean.

    A drawn group is its rows, each as often as it was drawn.
    """
    means = [vectors[rows].mean(axis=0, dtype=np.float64) for rows in (left, right)]
    value = float(_cosines(means[0][None], means[1][None])[0])
    if len(left) < 2 and len(right) < 2:
        return Estimate(value=value)
    drawn = [_drawn_means(vectors, rows, times, seed + side) for side, rows in enumerate((left, right))]
    low, high = np.quantile(_cosines(*drawn), [LOW, HIGH])
    return Estimate(value=value, low=float(low), high=float(high))


def pair_cosine(vectors: FloatArray, left: IntArray, right: IntArray | None = None) -> float | None:
    """The mean cosine of a row of one group with one of the other; of the pairs within one, where there is no other.

    None where a group of one row has no pairs.
    """
    one = _unit_sum(vectors, left)
    if right is not None:
        return float(one @ _unit_sum(vectors, right)) / (len(left) * len(right))
    if len(left) < 2:
        return None
    own = float((unit_rows(np.asarray(vectors[left], np.float64)) ** 2).sum())  # each row with itself: 1, or 0
    return (float(one @ one) - own) / (len(left) * (len(left) - 1))


def shared_neighbors(nearest: IndexArray, members: IntArray, others: IntArray, rows: int) -> DoubleArray:
    """Of each member the share of its nearest rows that are among the others."""
    inside = np.zeros(rows, np.bool_)
    inside[others] = True
    return np.asarray(inside[np.asarray(nearest[members])].mean(axis=1), np.float64)


def _unit_sum(vectors: FloatArray, rows: IntArray) -> DoubleArray:
    total = np.zeros(vectors.shape[1])
    for start in range(0, len(rows), BLOCK):
        total += unit_rows(np.asarray(vectors[rows[start : start + BLOCK]], np.float64)).sum(axis=0)
    return total


def _drawn_means(vectors: FloatArray, rows: IntArray, times: int, seed: int) -> DoubleArray:
    """times × d: the means of as many draws of the rows, in blocks of bounded memory."""
    random, means = np.random.default_rng(seed), np.zeros((times, vectors.shape[1]))
    counts = random.multinomial(len(rows), _parts(len(rows)), times)  # how many of a draw fall into each block
    for block, start in enumerate(range(0, len(rows), BLOCK)):
        part = np.asarray(vectors[rows[start : start + BLOCK]], np.float64)
        for first in range(0, times, AT_ONCE):  # one product for many draws reads the rows but once
            sizes = counts[first : first + AT_ONCE, block]
            drawn = [np.bincount(random.integers(0, len(part), size), minlength=len(part)) for size in sizes]
            means[first : first + AT_ONCE] += np.stack(drawn).astype(np.float64) @ part
    return means / len(rows)


def _parts(count: int) -> DoubleArray:
    """The share of the rows that each block holds."""
    sizes = [min(BLOCK, count - start) for start in range(0, count, BLOCK)]
    return np.asarray(sizes, np.float64) / count


def _cosines(left: DoubleArray, right: DoubleArray) -> DoubleArray:
    return np.asarray(np.einsum("ij,ij->i", unit_rows(left), unit_rows(right)), np.float64)
