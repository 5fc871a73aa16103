"""Exact vector arithmetic: unit rows, scores under a metric, and the k best rows, in blocks of bounded memory."""

from typing import Literal

import numpy as np

from embexplorer.core.errors import UserError
from embexplorer.core.typing import BoolArray, DoubleArray, FloatArray, IntArray

Metric = Literal["cosine", "euclidean", "dot"]
METRICS: tuple[Metric, ...] = ("cosine", "euclidean", "dot")
BLOCK_NUMBERS = 1 << 24  # scores held at once: 64 MiB of float32
GROUP = 64  # rows that are looked at together when the best are sought
ROUNDING = 2.0**-24  # of one float32 operation, relative
SHORT, LONG = 1e-15, 1e18  # lengths between which squares and their sums are sound in float32
SHRINK = np.float32(2.0**-80)  # brings the longest rows that float32 can hold between them
LEAST = np.finfo(np.float32).min  # rows that may not be answered lie below it


def norms(vectors: FloatArray) -> FloatArray:
    """The Euclidean length of each row, float32: infinite only where the length itself is beyond float32."""
    with np.errstate(over="ignore", under="ignore"):
        lengths = np.asarray(np.sqrt(np.einsum("ij,ij->i", vectors, vectors, dtype=np.float32)), np.float32)
        odd = np.flatnonzero(_is_odd(lengths))
        if len(odd):
            lengths[odd] = _wide_norms(vectors[odd])
    return lengths


def unit(vectors: FloatArray) -> FloatArray:
    """A copy with rows of length 1; a zero row stays zero."""
    lengths = norms(vectors)
    made = np.asarray(vectors / np.where(lengths > 0, lengths, 1)[:, None], np.float32)
    odd = np.flatnonzero(_is_odd(lengths))
    if len(odd):
        long = _wide_norms(vectors[odd])
        made[odd] = np.asarray(vectors[odd], np.float64) / np.where(long > 0, long, 1)[:, None]
    return made


def _is_odd(lengths: FloatArray) -> BoolArray:
    """Rows whose squares leave the range of float32, or come near its ends."""
    return np.asarray(~((lengths > SHORT) & (lengths < LONG)), np.bool_)


def _wide_norms(vectors: FloatArray) -> DoubleArray:
    wide = np.asarray(vectors, np.float64)
    return np.asarray(np.sqrt(np.einsum("ij,ij->i", wide, wide)), np.float64)


def scores(queries: FloatArray, vectors: FloatArray, metric: Metric = "cosine") -> FloatArray:
    """m × n: cosine similarity, dot product (larger is nearer) or Euclidean distance (smaller is nearer).

    The cosine with a zero row is 0.
    """
    return np.stack([pair_scores(np.broadcast_to(query, vectors.shape), vectors, metric) for query in queries])


def pair_scores(left: FloatArray, right: FloatArray, metric: Metric) -> FloatArray:
    """The score of each row of `left` with the same row of `right`, summed in float64 and rounded to float32."""
    first, second = np.asarray(left, np.float64), np.asarray(right, np.float64)
    if metric == "euclidean":
        difference = first - second
        return np.asarray(np.sqrt(np.einsum("ij,ij->i", difference, difference)), np.float32)
    if metric == "dot":
        return np.asarray(np.einsum("ij,ij->i", first, second), np.float32)
    return np.asarray(pair_cosines(left, right), np.float32)


def pair_cosines(left: FloatArray, right: FloatArray) -> DoubleArray:
    """The cosine of each row of `left` with the same row of `right` in float64, unrounded: rounding would make ties."""
    first, second = np.asarray(left, np.float64), np.asarray(right, np.float64)
    scale = np.sqrt(np.einsum("ij,ij->i", first, first) * np.einsum("ij,ij->i", second, second))
    products: DoubleArray = np.einsum("ij,ij->i", first, second)
    return np.asarray(products / np.where(scale > 0, scale, 1), np.float64)


def nearest(
    queries: FloatArray,
    vectors: FloatArray,
    k: int,
    metric: Metric = "cosine",
    skip: IntArray | None = None,
    own: IntArray | None = None,
    lengths: FloatArray | None = None,
    losses: FloatArray | None = None,
) -> tuple[IntArray, FloatArray]:
    """The k best rows of `vectors` for each query, best first, ties by row number: rows and scores, both m × k.

    Exact: products in float32 choose the candidates, scores in float64 decide. `skip` are rows that no query may be
    answered with, `own` is one such row for each query; `lengths` are the rows' norms when they are known already.
    `losses` are taken from the rows' cosines (or dot products) before the best are chosen. Fewer than k rows left:
    fewer columns.
    """
    skipped = np.empty(0, np.int64) if skip is None else np.unique(skip)
    k = min(k, len(vectors) - len(skipped) - (own is not None))
    if k <= 0:
        raise UserError("No row is left to be a neighbour.", "Ask for fewer words at once.")
    if metric != "dot" and lengths is None:
        lengths = norms(vectors)
    step = max(1, BLOCK_NUMBERS // len(vectors))
    sifted, lengths, shrink = _fit_for_sums(vectors, lengths, metric)
    found = []
    for start in range(0, len(queries), step):
        block = np.asarray(queries[start : start + step], np.float32)
        nearness, slack = _nearness(block * shrink, sifted, metric, lengths)
        if losses is not None:
            nearness -= losses
        nearness[:, skipped] = -np.inf
        if own is not None:
            nearness[np.arange(len(block)), own[start : start + step]] = -np.inf
        found.append(_best(block, vectors, *_candidates(nearness, k, slack), k, metric, losses))
    return np.concatenate([rows for rows, _ in found]), np.concatenate([values for _, values in found])


def _fit_for_sums(
    vectors: FloatArray, lengths: FloatArray | None, metric: Metric
) -> tuple[FloatArray, FloatArray | None, np.float32]:
    """Rows and lengths whose squares float32 can hold, and by what they were multiplied: a copy for odd lengths only.

    Cosines ask for no lengths, so that those rows are made unit; else all are shrunk by a power of two.
    """
    if lengths is None or not (_is_odd(lengths) & (lengths != 0)).any():
        return vectors, lengths, np.float32(1)
    if metric == "cosine":
        units = unit(vectors)
        return units, norms(units), np.float32(1)
    shrink = SHRINK if lengths.max() > LONG else np.float32(1)
    shrunk = np.asarray(vectors * shrink, np.float32)
    return shrunk, norms(shrunk), shrink


def _nearness(
    queries: FloatArray, vectors: FloatArray, metric: Metric, lengths: FloatArray | None
) -> tuple[FloatArray, FloatArray]:
    """What grows as rows come nearer, to float32 precision, and for each query by how much it may be wrong."""
    rounding = 4 * (vectors.shape[1] + 16) * ROUNDING
    if metric == "cosine" and lengths is not None:
        nearness = _products(unit(queries), vectors)
        nearness /= lengths if lengths.all() else np.where(lengths > 0, lengths, np.float32(1))
        return nearness, np.full(len(queries), rounding, np.float32)
    nearness = _products(queries, vectors)
    longest = float(lengths.max()) if lengths is not None else float(norms(vectors).max())
    slack = np.asarray(rounding * longest * norms(queries), np.float32)
    if lengths is None:
        return nearness, slack
    nearness -= 0.5 * lengths * lengths
    return nearness, np.asarray(slack + rounding * longest * longest, np.float32)


def _products(queries: FloatArray, vectors: FloatArray) -> FloatArray:
    if len(queries) == 1:
        return np.asarray(vectors @ queries[0])[None, :]  # one vector: reads the matrix at full speed
    return np.asarray(queries @ vectors.T)


def _candidates(nearness: FloatArray, k: int, slack: FloatArray) -> tuple[IntArray, IntArray]:
    """Pairs of query and row that may be among the k best: all within `slack` of a bound that k rows reach.

    The bound is the k-th best of the groups' best, so that only as many numbers are sorted as there are groups.
    """
    count, rows = nearness.shape
    groups = rows // GROUP
    if groups <= 2 * k:
        bound = np.maximum(np.partition(nearness, rows - k, axis=1)[:, rows - k] - 2 * slack, LEAST)
        query, row = np.nonzero(nearness >= bound[:, None])
        return query, row
    whole = nearness[:, : groups * GROUP].reshape(count, groups, GROUP)
    best = whole.max(axis=2)
    bound = np.maximum(np.partition(best, groups - k, axis=1)[:, groups - k] - 2 * slack, LEAST)
    query, group = np.nonzero(best >= bound[:, None])
    inside, place = np.nonzero(whole[query, group] >= bound[query, None])
    rest, row = np.nonzero(nearness[:, groups * GROUP :] >= bound[:, None])
    return np.concatenate([query[inside], rest]), np.concatenate([group[inside] * GROUP + place, groups * GROUP + row])


def _best(
    queries: FloatArray,
    vectors: FloatArray,
    query: IntArray,
    row: IntArray,
    k: int,
    metric: Metric,
    losses: FloatArray | None,
) -> tuple[IntArray, FloatArray]:
    """The k best of the candidate pairs of each query by their scores in float64."""
    step = max(1, BLOCK_NUMBERS // (4 * max(1, vectors.shape[1])))
    parts = [slice(start, start + step) for start in range(0, len(row), step)]
    score = np.concatenate([pair_scores(queries[query[part]], vectors[row[part]], metric) for part in parts])
    if losses is not None:
        score = score - losses[row]
    order = np.lexsort((row, score if metric == "euclidean" else -score, query))
    starts = np.searchsorted(query[order], np.arange(len(queries)))
    chosen = order[starts[:, None] + np.arange(k)]
    return row[chosen], score[chosen]
