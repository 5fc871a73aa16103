"""The batches of a training: all, or until there was enough; a stopped run ends where its recipe says."""

import time
from collections.abc import Callable, Iterator

from embexplorer.core.report import Report
from embexplorer.core.typing import FloatArray

SHARE = 0.1  # of the time, at most, goes into computing all rows for the live map


def batches(total: int, stop_after: int, report: Report) -> Iterator[int]:
    """The numbers 0, 1, … of the batches to learn from; the first one always, so that there is something to keep."""
    last = min(total, stop_after) if stop_after else total
    for batch in range(last):
        report.rest()
        yield batch
        if report.enough() and batch + 1 < last:
            report.keep(batch + 1)
            return


class LiveRows:
    """The vectors of all rows while what computes them learns: some moments old, never of a part of the rows.

    Asked for them, it computes them again when the last time is paid for, so that large inputs move less often.
    """

    def __init__(self, compute: Callable[[], FloatArray]) -> None:
        self._compute = compute
        self.vectors = compute()
        self._due = time.perf_counter()

    def now(self) -> FloatArray:
        """The vectors as they are, or were at the last time that was affordable."""
        if time.perf_counter() >= self._due:
            before = time.thread_time()
            self.vectors = self._compute()
            self._due = time.perf_counter() + (time.thread_time() - before) / SHARE
        return self.vectors
