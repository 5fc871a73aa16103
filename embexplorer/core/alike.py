"""A few words beside each other: which order shows their groups, and which of them is the odd one out."""

from dataclasses import dataclass

import numpy as np

from embexplorer.core.report import Report, ignore
from embexplorer.core.typing import DoubleArray, FloatArray, IntArray
from embexplorer.core.vectors import ROUNDING, norms, pair_scores, unit

BLOCK = 1 << 15  # rows that are compared at once


def cosines_of(vectors: FloatArray) -> DoubleArray:
    """m × m cosines in float64, between −1 and 1, with a diagonal of 1; those with a row of zeros are 0."""
    wide = np.asarray(vectors, np.float64)
    lengths = np.linalg.norm(wide, axis=1)
    rows = wide / np.where(lengths > 0, lengths, 1)[:, None]
    found = np.clip(rows @ rows.T, -1.0, 1.0)
    np.fill_diagonal(found, 1.0)
    return np.asarray((found + found.T) / 2, np.float64)


@dataclass(frozen=True)
class Odd:
    """`nearness` is each word's cosine with the mean of all unit rows; the odd one's is the least, by `gap`."""

    nearness: DoubleArray
    number: int
    gap: float


def odd_one_out(vectors: FloatArray) -> Odd:
    """The word farthest from the mean of all, as gensim's `doesnt_match` finds it; ties by order. Needs three words."""
    rows = np.asarray(unit(np.asarray(vectors)), np.float64)
    mean = rows.mean(axis=0)
    length = float(np.linalg.norm(mean))
    nearness = rows @ (mean / length if length > 0 else mean)
    order = np.argsort(nearness, kind="stable")
    return Odd(nearness, int(order[0]), float(nearness[order[1]] - nearness[order[0]]))


def held_out_nearness(cosines: DoubleArray) -> DoubleArray:
    """The mean cosine of each word with all the others."""
    count = len(cosines)
    return np.asarray((cosines.sum(axis=1) - 1.0) / max(1, count - 1), np.float64)


def ranks_among(vectors: FloatArray, rows: IntArray, report: Report = ignore) -> IntArray:
    """m × m: the rank, from 1, of each of these rows among the neighbours of each, by cosine; 0 for itself.

    Higher cosines come first, ties by row. Products in float32 count the rows that are clearly nearer; those within
    their rounding are compared exactly.
    """
    own = np.asarray(vectors[rows], np.float32)
    targets = np.stack([pair_scores(np.broadcast_to(row, own.shape), own, "cosine") for row in own])
    slack = np.float32(4 * (vectors.shape[1] + 16) * ROUNDING)
    ranks = np.ones(targets.shape, np.int64)
    for start in range(0, len(vectors), BLOCK):
        report(start / len(vectors), "Counting ranks")
        block = np.asarray(vectors[start : start + BLOCK])
        lengths = norms(block)
        near = (unit(own) @ block.T) / np.where(lengths > 0, lengths, 1)
        for number, row in enumerate(rows.tolist()):
            inside = row - start
            if 0 <= inside < len(block):
                near[number, inside] = -np.inf  # it is no neighbour of its own
            ranks[number] += _ahead(near[number], own[number], block, targets[number], rows - start, slack)
    np.fill_diagonal(ranks, 0)
    return ranks


def _ahead(
    near: FloatArray, own: FloatArray, block: FloatArray, targets: FloatArray, places: IntArray, slack: np.float32
) -> IntArray:
    """How many rows of the block stand before each target: higher scores first, ties by row."""
    counts = np.empty(len(targets), np.int64)
    for number, (target, place) in enumerate(zip(targets, places.tolist(), strict=True)):
        counts[number] = np.count_nonzero(near > target + slack)
        close = np.flatnonzero(np.abs(near - target) <= slack)
        exact = pair_scores(np.broadcast_to(own, (len(close), len(own))), block[close], "cosine")
        counts[number] += np.count_nonzero(exact > target) + np.count_nonzero((exact == target) & (close < place))
    return counts
