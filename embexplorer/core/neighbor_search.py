"""The search for the nearest rows of every row: exact in blocks, or approximate through inverted lists."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal

import numpy as np

from embexplorer.core.report import Part, Report
from embexplorer.core.typing import DoubleArray, FloatArray, IndexArray, IntArray

GraphMetric = Literal["cosine", "euclidean"]
Found = tuple[IndexArray, FloatArray]
QUERIES = 512  # rows answered at once by one thread
CANDIDATES = 4096  # rows they are compared with at once: 8 MiB of products stay in the cache
ROUNDING = 2.0**-24  # of one float32 operation, relative
LISTS = 4  # times the square root of the rows
PROBES = 24  # lists searched for each row
SEARCHED = 4096
SEED = 0


@dataclass(frozen=True)
class Sieve:
    """The rows as they are sifted, of unit length (cosine) or centred and scaled (Euclidean); bounds on rounding."""

    vectors: FloatArray
    squares: DoubleArray
    rows: FloatArray
    shifts: FloatArray
    scale: float
    slack: float
    angular: bool


def sieve(vectors: FloatArray, metric: GraphMetric) -> Sieve:
    """Prepare all rows for `exact`; costs one copy of the matrix."""
    from embexplorer.core._knn_kernel import squared_lengths

    vectors = np.ascontiguousarray(vectors, np.float32)
    squares = squared_lengths(vectors)
    slack = (vectors.shape[1] + 64) * ROUNDING
    if metric == "cosine":
        lengths = np.sqrt(squares)
        rows = np.asarray(vectors / np.where(lengths > 0, lengths, 1)[:, None], np.float32)
        return Sieve(vectors, squares, rows, np.zeros(len(rows), np.float32), 1.0, 2 * slack, True)
    centred = vectors - vectors.mean(axis=0, dtype=np.float64).astype(np.float32)
    scale = float(2.0 ** np.ceil(np.log2(max(float(np.abs(centred).max()), 1e-30))))
    rows = np.asarray(centred / np.float32(scale), np.float32)
    shifts = np.asarray(0.5 * (1 - 4 * slack) * squared_lengths(rows), np.float32)
    return Sieve(vectors, squares, rows, shifts, scale, 4 * slack, False)


def exact(prepared: Sieve, queries: IntArray, k: int, report: Report) -> Found:
    """The k nearest other rows of each query row, ties by row id: rows and distances, both queries × k."""
    from threadpoolctl import threadpool_limits

    def block(start: int) -> Found:
        return _exact_block(prepared, queries[start : start + QUERIES], k)

    with threadpool_limits(limits=1, user_api="blas"):  # our own threads each multiply a block of their own
        return _gather(_in_threads(block, range(0, len(queries), QUERIES), report, "Comparing all rows"))


def approximate(prepared: Sieve, k: int, report: Report) -> Found:
    """Near rows of every row, most of them the nearest: inverted lists by faiss, then neighbours of neighbours."""
    lists = _inverted_lists(prepared, k, Part(report, 0.0, 0.6))
    known, _ = _measured(prepared, lists, k, Part(report, 0.6, 0.7))
    known_or_none = np.where(known == len(known), -1, known).astype(np.int64)
    return _improved(prepared, known_or_none, k, Part(report, 0.7, 1.0))


def _exact_block(prepared: Sieve, queries: IntArray, k: int) -> Found:
    from embexplorer.core._knn_kernel import sift

    near, rows = _heaps(len(queries), k, len(prepared.rows))
    wanted = prepared.rows[queries]
    for start in range(0, len(prepared.rows), CANDIDATES):
        stop = min(start + CANDIDATES, len(prepared.rows))
        products = wanted @ prepared.rows[start:stop].T
        sift(
            products,
            prepared.shifts[start:stop],
            np.arange(start, stop),
            queries,
            prepared.shifts[queries],
            prepared.vectors,
            prepared.squares,
            prepared.scale,
            prepared.slack,
            prepared.angular,
            near,
            rows,
        )
    return _sorted(near, rows)


def _inverted_lists(prepared: Sieve, k: int, report: Report) -> IntArray:
    """The row itself and k candidates from the lists nearest to it, −1 where there are fewer; repeats with its seed."""
    import faiss

    total, dimensions = prepared.rows.shape
    count = int(LISTS * np.sqrt(total))
    index = faiss.IndexIVFFlat(faiss.IndexFlatL2(dimensions), dimensions, count, faiss.METRIC_L2)
    index.cp.seed = SEED + 1
    index.cp.niter = 8
    index.cp.max_points_per_centroid = 64
    index.cp.min_points_per_centroid = 1
    report(0.0, f"Grouping the rows into {count:,} lists")
    index.train(prepared.rows)
    index.add(prepared.rows)
    index.nprobe = PROBES
    answer = np.empty((total, k + 1), np.int64)
    for start in range(0, total, SEARCHED):
        report(0.3 + 0.7 * start / total, "Searching the lists")
        answer[start : start + SEARCHED] = index.search(prepared.rows[start : start + SEARCHED], k + 1)[1]
    return answer


def _measured(prepared: Sieve, lists: IntArray, k: int, report: Report) -> Found:
    from embexplorer.core._knn_kernel import measure

    def block(start: int) -> Found:
        queries = np.arange(start, min(start + QUERIES, len(lists)))
        near, rows = _heaps(len(queries), k, len(lists))
        measure(lists[queries], queries, prepared.vectors, prepared.squares, prepared.angular, near, rows)
        return _sorted(near, rows)

    return _gather(_in_threads(block, range(0, len(lists), QUERIES), report, "Measuring distances"))


def _improved(prepared: Sieve, known: IntArray, k: int, report: Report) -> Found:
    from embexplorer.core._knn_kernel import improve, measure

    def block(start: int) -> Found:
        queries = np.arange(start, min(start + QUERIES, len(known)))
        near, rows = _heaps(len(queries), k, len(known))
        measure(known[queries], queries, prepared.vectors, prepared.squares, prepared.angular, near, rows)
        improve(known, queries, prepared.vectors, prepared.squares, prepared.angular, near, rows)
        return _sorted(near, rows)

    return _gather(_in_threads(block, range(0, len(known), QUERIES), report, "Visiting neighbours of neighbours"))


def _heaps(queries: int, k: int, none: int) -> tuple[FloatArray, IndexArray]:
    return np.full((queries, k), np.inf, np.float32), np.full((queries, k), none, np.int32)


def _sorted(near: FloatArray, rows: IndexArray) -> Found:
    order = np.lexsort((rows, near), axis=1)
    return np.take_along_axis(rows, order, axis=1), np.take_along_axis(near, order, axis=1)


def _in_threads(block: Callable[[int], Found], starts: range, report: Report, text: str) -> Iterator[Found]:
    """The blocks' answers in their order, computed on all cores; reports, and so may be stopped, after each block."""
    pool = ThreadPoolExecutor(max_workers=len(os.sched_getaffinity(0)))
    try:
        for number, found in enumerate(pool.map(block, starts)):
            report((number + 1) / len(starts), text)
            yield found
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _gather(blocks: Iterator[Found]) -> Found:
    answers = list(blocks)
    return np.concatenate([rows for rows, _ in answers]), np.concatenate([near for _, near in answers])
