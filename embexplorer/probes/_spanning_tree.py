"""The minimum spanning tree of all rows under the mutual reachability distance, from which density clusters follow."""

import numpy as np

from embexplorer.core.report import Report, ignore
from embexplorer.core.typing import DoubleArray, FloatArray, IntArray

AT_ONCE = 128  # rows that are joined between two reports
Rows = FloatArray | DoubleArray


def spanning_tree(rows: Rows, core: DoubleArray, report: Report = ignore) -> tuple[IntArray, IntArray, DoubleArray]:
    """The n − 1 edges (from, to, length) of the tree that Prim's algorithm grows from row 0.

    The length of an edge is max(core of a, core of b, Euclidean distance), the mutual reachability distance of Campello
    et al. (2013, def. 3). All pairs are looked at, in n passes over the rows that are not yet joined, and no n × n
    matrix is held. Distances are compared in float32; the lengths are float64.
    """
    from embexplorer.probes._spanning_kernel import join

    count = len(rows)
    points, squared = np.ascontiguousarray(rows, np.float32), np.asarray(core * core, np.float32)
    waiting, best = np.arange(1, count), np.full(count - 1, np.inf, np.float32)
    via, ends = np.zeros(count - 1, np.int64), np.zeros((count - 1, 2), np.int64)
    for start in range(0, count - 1, AT_ONCE):
        report(1 - (1 - start / count) ** 2, f"Joining rows by density: {start:,} of {count:,}")
        left = waiting >= 0
        waiting, best, via = waiting[left], best[left], via[left]
        join(points, squared, waiting, best, via, ends, start, min(start + AT_ONCE, count - 1))
    first, second = ends[:, 0], ends[:, 1]
    gaps = np.linalg.norm(np.asarray(rows[first], np.float64) - rows[second], axis=1)
    return first, second, np.maximum(gaps, np.maximum(core[first], core[second]))
