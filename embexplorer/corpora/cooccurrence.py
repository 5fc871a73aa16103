"""Count which words of a corpus stand near each other, as a sparse matrix: words × the words around them."""

import math
import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from embexplorer.core.corpus import Corpus
from embexplorer.core.report import Report, ignore
from embexplorer.core.typing import DoubleArray, IndexArray, IntArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

BLOCK = 100_000  # occurrences of words that are counted between two reports
Counted = tuple[IntArray, IndexArray, DoubleArray]


def cooccurrences(
    corpus: Corpus,
    rows: int,
    window: int,
    *,
    distance_weighted: bool = False,
    symmetric: bool = True,
    report: Report = ignore,
) -> "csr_matrix":
    """Row i, column j: how often word j stands at most `window` words before or after word i, in the same document.

    Rows and columns are the first `rows` of `corpus.words`; all rarer words are left out before the window is laid, so
    that what is left moves together. `distance_weighted`: a word d places away counts 1/d. Not `symmetric`: only words
    before. The counts do not depend on the number of threads.
    """
    from embexplorer.corpora._cooccurrence_kernel import places_of, stream_of

    report(0.0, "Counting neighbours")
    stream = stream_of(corpus.tokens, corpus.starts, rows)
    places, firsts = places_of(stream, rows)
    distances = np.arange(1, window + 1, dtype=np.float64)
    weights = 1 / distances if distance_weighted else np.ones(window)
    counting = _Counting(stream=stream, places=places, firsts=firsts, weights=weights, both=symmetric)
    counted: list[Counted] = []
    for end, block in counting.blocks():
        counted.append(block)
        done = int(firsts[end])
        report(done / max(1, len(places)), f"Counting neighbours: {done:,} of {len(places):,} words")
    return _matrix(counted, rows)


def _matrix(counted: list[Counted], rows: int) -> "csr_matrix":
    from scipy.sparse import csr_matrix

    lengths, columns, values = ([block[part] for block in counted] for part in range(3))
    ends = np.concatenate([[0], *lengths]).cumsum()
    kind = np.int64 if ends[-1] > np.iinfo(np.int32).max else np.int32  # scipy wants one type for both
    indices = np.concatenate([np.empty(0, np.int32), *columns]).astype(kind, copy=False)
    return csr_matrix((np.concatenate([np.empty(0), *values]), indices, ends.astype(kind)), (rows, rows))


@dataclass(frozen=True, kw_only=True)
class _Counting:
    stream: IndexArray
    places: IntArray
    firsts: IntArray
    weights: DoubleArray
    both: bool

    def blocks(self) -> Iterator[tuple[int, Counted]]:
        """The counted words in their order, each block with where it ends; a few are counted ahead."""
        threads = min(8, os.cpu_count() or 1)
        waiting: list[tuple[int, Future[Counted]]] = []
        with ThreadPoolExecutor(threads) as pool:
            try:
                for start, end in self._cuts():
                    waiting.append((end, pool.submit(self._count, start, end)))
                    if len(waiting) > threads:
                        yield _first(waiting)
                while waiting:
                    yield _first(waiting)
            finally:
                pool.shutdown(cancel_futures=True)

    def _cuts(self) -> Iterator[tuple[int, int]]:
        """Ranges of words that occur about BLOCK times together, at least one word each."""
        rows = len(self.firsts) - 1
        start = 0
        while start < rows:
            end = int(np.searchsorted(self.firsts, self.firsts[start] + BLOCK, side="right")) - 1
            end = min(rows, max(start + 1, end))
            yield start, end
            start = end

    def _count(self, start: int, end: int) -> Counted:
        from embexplorer.corpora._cooccurrence_kernel import count_rows

        occurrences = np.diff(self.firsts[start : end + 1])
        sides = 2 if self.both else 1
        most = int(np.minimum(occurrences * len(self.weights) * sides, len(self.firsts) - 1).sum())
        counted: Counted = count_rows(self.stream, self.places, self.firsts, start, end, self.weights, self.both, most)
        return counted


def _first(waiting: list[tuple[int, "Future[Counted]"]]) -> tuple[int, Counted]:
    end, counted = waiting.pop(0)
    return end, counted.result()


def different_pairs(pairs: float, words: int) -> float:
    """About how many different pairs there are among so many that are met, of a vocabulary of so many words.

    Measured on the Bible, on addresses and on news, with windows of 5 and 10: within a third.
    """
    return min(pairs, math.pow(words, 2), 0.06 * math.pow(pairs, 0.4) * math.pow(words, 1.2))
