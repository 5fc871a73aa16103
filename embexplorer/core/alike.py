"""A few words beside each other: which order shows their groups, and which of them is the odd one out."""

from dataclasses import dataclass

import numpy as np

from embexplorer.core.typing import DoubleArray, FloatArray
from embexplorer.core.vectors import unit


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


def rank_among(scores: FloatArray, row: int, own: int) -> int:
    """The rank, from 1, of a row among all but `own` when higher scores come first and ties by row."""
    better = scores > scores[row]
    equal = scores[:row] == scores[row]
    count = int(better.sum()) + int(equal.sum())
    count -= int(better[own]) + (int(equal[own]) if own < row else 0)
    return count + 1
