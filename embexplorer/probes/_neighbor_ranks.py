"""The ranks of neighbours in a space and on its map: every row against all, in blocks, on all cores."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from embexplorer.core.map_quality import Ranks
from embexplorer.core.report import Report
from embexplorer.core.typing import DoubleArray, FloatArray, IntArray

BLOCK_NUMBERS = 1 << 22  # products held by one thread: 32 MiB
LEAST_BLOCK = 16  # a wide space is read once for each block


def ranks_between(
    vectors: FloatArray, places: DoubleArray, rows: IntArray, most: int, metric: str, report: Report
) -> Ranks:
    """The ranks of the `most` nearest of these rows among all, by distances as the neighbour graph has them."""
    from threadpoolctl import threadpool_limits

    from embexplorer.core._knn_kernel import squared_lengths

    exactly = np.asarray(vectors, np.float64)
    if metric == "euclidean":
        exactly = exactly - exactly.mean(axis=0)  # distances stay, and fewer digits are lost
    squares = squared_lengths(exactly)
    true_ranks = np.empty((len(rows), most), np.int32)
    map_ranks = np.empty((len(rows), most), np.int32)

    def filled(part: slice) -> None:
        from embexplorer.probes._rank_kernel import ranked

        products = exactly[rows[part]] @ exactly.T
        ranked(products, rows[part], squares, places, metric == "cosine", true_ranks[part], map_ranks[part])

    threads = len(os.sched_getaffinity(0))
    with threadpool_limits(limits=1, user_api="blas"), ThreadPoolExecutor(threads) as pool:
        for group in _groups(len(rows), len(vectors), threads):
            report(group[0].start / len(rows), f"Ranking the neighbours of {group[0].start:,} of {len(rows):,} rows")
            list(pool.map(filled, group))
    return Ranks(true_ranks=true_ranks, map_ranks=map_ranks, rows=len(vectors))


def _groups(count: int, width: int, threads: int) -> Iterator[list[slice]]:
    """As many blocks at a time as there are threads."""
    size = max(LEAST_BLOCK, BLOCK_NUMBERS // max(1, width))
    blocks = [slice(start, min(count, start + size)) for start in range(0, count, size)]
    for first in range(0, len(blocks), threads):
        yield blocks[first : first + threads]
