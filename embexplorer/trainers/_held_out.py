"""How well vectors serve for what was not learned from: classes told by neighbours, pairs told from other pairs."""

import numpy as np

from embexplorer.core.typing import BoolArray, DoubleArray, FloatArray, IntArray
from embexplorer.core.vectors import nearest, pair_scores

K = 5
MOST_ASKED, MOST_KNOWN = 2000, 20_000  # rows, at most, that are classified, and among which neighbours are sought


def knn_accuracy(known: FloatArray, codes: IntArray, asked: FloatArray, truth: IntArray) -> float:
    """The share of asked rows whose class most of their 5 nearest known rows have (cosine); ties: the nearer ones."""
    k = min(K, len(known))
    near = codes[nearest(asked, known, k)[0]]
    weight = 1 + 0.01 * np.arange(k, 0, -1) / k**2  # all tie-breakers together are less than one vote
    votes = np.zeros((len(asked), int(max(codes.max(), truth.max())) + 1))
    np.add.at(votes, (np.arange(len(asked))[:, None], near), np.broadcast_to(weight, near.shape))
    return float((votes.argmax(axis=1) == truth).mean())


def spread(rows: IntArray, most: int) -> IntArray:
    """At most so many of the rows, evenly spread."""
    return rows[:: max(1, -(-len(rows) // most))]


def pair_auc(vectors: FloatArray, right: IntArray, wrong: IntArray) -> float:
    """The chance that a right pair has a higher cosine than a wrong one (Mann–Whitney; ties count half)."""
    pairs = np.concatenate([right, wrong])
    cosines = pair_scores(vectors[pairs[:, 0]], vectors[pairs[:, 1]], "cosine")
    is_right: BoolArray = np.arange(len(cosines)) < len(right)
    ranks = _mean_ranks(cosines)
    return float((ranks[is_right].sum() - len(right) * (len(right) + 1) / 2) / (len(right) * len(wrong)))


def _mean_ranks(values: FloatArray) -> DoubleArray:
    """Ranks from 1, equal values sharing the mean of theirs."""
    ordered = np.sort(values)
    below, upto = (np.searchsorted(ordered, values, side=side) for side in ("left", "right"))
    return np.asarray((below + upto + 1) / 2, np.float64)
