"""Which rows lie near a selection in the space itself: within a radius of any of its rows, or so many hops away."""

from dataclasses import dataclass

import numpy as np

from embexplorer.core.report import Report
from embexplorer.core.typing import BoolArray, DoubleArray, FloatArray, IndexArray, IntArray
from embexplorer.core.vectors import Metric, norms, pair_cosines, unit

CANDIDATES = 2048  # rows that are compared at once
CHOSEN = 4096  # with so many of the selection
PAIRS = 1 << 14  # that are decided in float64 at once
ROUNDING = 2.0**-24  # of one float32 operation, relative


@dataclass(frozen=True)
class Grown:
    """The rows that came to a selection, sorted, each with its nearest row of the selection and their score."""

    rows: IntArray
    nearest: IntArray
    scores: FloatArray


def within(vectors: FloatArray, chosen: IntArray, metric: Metric, limit: float, report: Report) -> Grown:
    """All other rows whose cosine with any of the chosen is at least `limit`, or whose distance is at most that.

    Exact: products in float32 sift, sums in float64 decide. Reports, and so may be stopped, after each block.
    """
    others = np.ones(len(vectors), np.bool_)
    others[chosen] = False
    asked = np.flatnonzero(others)
    reach = _Reach(vectors, chosen, metric, limit)
    found = []
    for start in range(0, len(asked), CANDIDATES):
        found.append(reach.of(asked[start : start + CANDIDATES]))
        report(min(1.0, (start + CANDIDATES) / len(asked)), "Comparing all rows with the selection")
    if not found:
        return Grown(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32))
    return Grown(*(np.concatenate([getattr(one, part) for one in found]) for part in ("rows", "nearest", "scores")))


class _Reach:
    """What all blocks of candidates have in common."""

    def __init__(self, vectors: FloatArray, chosen: IntArray, metric: Metric, limit: float) -> None:
        self._vectors = vectors
        self._angular = metric == "cosine"
        self._floor = limit if self._angular else -limit  # of a score in float64
        self._bar = limit if self._angular else -limit * abs(limit)  # of nearness: squared distance below zero
        self._parts = [chosen[start : start + CHOSEN] for start in range(0, len(chosen), CHOSEN)]
        self._rounding = 4 * (vectors.shape[1] + 16) * ROUNDING

    def of(self, rows: IntArray) -> Grown:
        """Those of the rows that are within reach."""
        block = np.asarray(self._vectors[rows], np.float32)
        best, nearest = np.full(len(rows), -np.inf), np.full(len(rows), -1, np.int64)
        for part in self._parts:
            self._compare(rows, block, part, best, nearest)
        kept = np.flatnonzero(best >= self._floor)
        scores = best[kept] if self._angular else -best[kept]
        return Grown(rows[kept], nearest[kept], scores.astype(np.float32))

    def _compare(self, rows: IntArray, block: FloatArray, part: IntArray, best: DoubleArray, nearest: IntArray) -> None:
        """Take up what this part of the selection brings nearer: `best` is the cosine, or the distance below zero."""
        nearness, slack = self._sifted(block, np.asarray(self._vectors[part], np.float32))
        most = nearness.argmax(axis=1)
        bar = self._bar - slack
        maybe = np.flatnonzero(np.take_along_axis(nearness, most[:, None], axis=1)[:, 0] >= bar)
        found = part[most[maybe]]
        scores = self._scores(rows[maybe], found)
        for place in np.flatnonzero(scores < self._floor).tolist():  # the largest product is not the nearest row
            among = part[nearness[maybe[place]] >= bar[maybe[place]]]
            scores[place], found[place] = self._decided(int(rows[maybe[place]]), among)
        nearer = scores > best[maybe]
        best[maybe[nearer]], nearest[maybe[nearer]] = scores[nearer], found[nearer]

    def _sifted(self, block: FloatArray, part: FloatArray) -> tuple[FloatArray, DoubleArray]:
        """What grows as rows come nearer, and by how much it may be wrong in each row of the block."""
        with np.errstate(over="ignore", invalid="ignore"):  # a row that is not finite is within no reach
            if self._angular:
                nearness, slack = unit(block) @ unit(part).T, np.full(len(block), self._rounding)
            else:
                long, far = norms(block).astype(np.float64), norms(part).astype(np.float64)
                nearness = 2 * (block @ part.T) - np.square(norms(part)) - np.square(norms(block))[:, None]
                slack = 4 * self._rounding * np.square(long + far.max(initial=0))
        return np.where(np.isnan(nearness), -np.inf, nearness).astype(np.float32), slack

    def _decided(self, row: int, among: IntArray) -> tuple[float, int]:
        """The nearest of these rows in float64, the first of equals."""
        best, nearest = -np.inf, -1
        for start in range(0, len(among), PAIRS):
            part = among[start : start + PAIRS]
            scores = self._scores(np.full(len(part), row), part)
            place = int(scores.argmax())
            if scores[place] > best:
                best, nearest = float(scores[place]), int(part[place])
        return best, nearest

    def _scores(self, left: IntArray, right: IntArray) -> DoubleArray:
        """Of pairs of rows in float64: the cosine, or the distance below zero."""
        if self._angular:
            return pair_cosines(self._vectors[left], self._vectors[right])
        difference = self._vectors[left].astype(np.float64) - self._vectors[right]
        return np.asarray(-np.sqrt(np.einsum("ij,ij->i", difference, difference)))


def hops_from(indices: IndexArray, chosen: IntArray, hops: int) -> tuple[IntArray, IndexArray]:
    """The rows that are reached from the chosen by going to a neighbour so many times at most, and after how many."""
    reached = np.zeros(len(indices), np.bool_)
    reached[chosen] = True
    distance = np.zeros(len(indices), np.int32)
    front = chosen
    for hop in range(1, hops + 1):
        next_rows = np.zeros(len(indices), np.bool_)
        next_rows[np.asarray(indices[front]).ravel()] = True
        front = np.flatnonzero(next_rows & ~reached)
        reached[front], distance[front] = True, hop
    rows = np.flatnonzero(distance)
    return rows, distance[rows]


def edge_of(indices: IndexArray, chosen: IntArray, hops: int) -> tuple[IntArray, IndexArray]:
    """The chosen rows that are lost when those with a neighbour outside are taken off so many times, and at which."""
    inside: BoolArray = np.zeros(len(indices), np.bool_)
    inside[chosen] = True
    lost = np.zeros(len(indices), np.int32)
    for hop in range(1, hops + 1):
        rows = np.flatnonzero(inside)
        gone = rows[~inside[np.asarray(indices[rows])].all(axis=1)]
        inside[gone], lost[gone] = False, hop
    rows = np.flatnonzero(lost)
    return rows, lost[rows]
