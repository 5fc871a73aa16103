"""Exact vector arithmetic: unit rows, scores under a metric, and the k best rows, in blocks of bounded memory."""

from typing import Literal

import numpy as np

from embexplorer.core.errors import UserError
from embexplorer.core.typing import FloatArray, IntArray

Metric = Literal["cosine", "euclidean", "dot"]
METRICS: tuple[Metric, ...] = ("cosine", "euclidean", "dot")
BLOCK_NUMBERS = 1 << 24  # scores held at once: 64 MiB of float32


def norms(vectors: FloatArray) -> FloatArray:
    """The Euclidean length of each row, float32, summed in blocks so that a mapped file is read once."""
    return np.sqrt(np.einsum("ij,ij->i", vectors, vectors, dtype=np.float32))


def unit(vectors: FloatArray) -> FloatArray:
    """A copy with rows of length 1; a zero row stays zero."""
    lengths = norms(vectors)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1)[:, None], np.float32)


def scores(queries: FloatArray, vectors: FloatArray, metric: Metric = "cosine") -> FloatArray:
    """m × n: cosine similarity, dot product (larger is nearer) or Euclidean distance (smaller is nearer).

    The cosine with a zero row is 0.
    """
    if metric == "dot":
        return np.asarray(queries @ vectors.T, np.float32)
    if metric == "cosine":
        lengths = norms(vectors)
        return np.asarray((unit(queries) @ vectors.T) / np.where(lengths > 0, lengths, 1), np.float32)
    return _distances(queries, vectors)


def nearest(
    queries: FloatArray, vectors: FloatArray, k: int, metric: Metric = "cosine", skip: IntArray | None = None
) -> tuple[IntArray, FloatArray]:
    """The k best rows of `vectors` for each query, best first, ties by row number: indices and scores, both m × k.

    Exact. `skip` are rows that may not be answered (the query words). Fewer than k rows left: fewer columns.
    """
    left = len(vectors) - (0 if skip is None else len(np.unique(skip)))
    k = min(k, left)
    if k <= 0:
        raise UserError("No row is left to be a neighbour.", "Ask for fewer words at once.")
    sign = 1.0 if metric == "euclidean" else -1.0
    step = max(1, BLOCK_NUMBERS // max(1, len(vectors)))
    found = [_best(queries[i : i + step], vectors, k, metric, skip, sign) for i in range(0, len(queries), step)]
    return np.concatenate([rows for rows, _ in found]), np.concatenate([values for _, values in found])


def _best(
    queries: FloatArray, vectors: FloatArray, k: int, metric: Metric, skip: IntArray | None, sign: float
) -> tuple[IntArray, FloatArray]:
    cost = scores(queries, vectors, metric) * np.float32(sign)
    if skip is not None:
        cost[:, skip] = np.inf
    kept = np.argpartition(cost, k - 1, axis=1)[:, :k] if k < cost.shape[1] else np.tile(np.arange(k), (len(cost), 1))
    kth = np.take_along_axis(cost, kept, axis=1).max(axis=1)
    return _in_order(cost, kth, k, sign)


def _in_order(cost: FloatArray, kth: FloatArray, k: int, sign: float) -> tuple[IntArray, FloatArray]:
    """Rows at or below the k-th cost, by cost and then by row number, so that ties never depend on the partition."""
    rows = np.empty((len(cost), k), np.int64)
    for i, limit in enumerate(kth):
        candidates = np.flatnonzero(cost[i] <= limit)
        rows[i] = candidates[np.lexsort((candidates, cost[i][candidates]))[:k]]
    return rows, np.take_along_axis(cost, rows, axis=1) * np.float32(sign)


def _distances(queries: FloatArray, vectors: FloatArray) -> FloatArray:
    """Euclidean distances without the cancellation of |a|² + |b|² − 2ab: differences, a block of rows at a time."""
    answer = np.empty((len(queries), len(vectors)), np.float32)
    step = max(1, BLOCK_NUMBERS // max(1, vectors.shape[1]))
    for i, query in enumerate(queries):
        for start in range(0, len(vectors), step):
            difference = vectors[start : start + step] - query
            answer[i, start : start + step] = norms(difference)
    return answer
