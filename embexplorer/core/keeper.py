"""Keep rows while a file is read: all or the first in one growing matrix, or a seeded sample in bounded memory."""

from typing import Protocol

import numpy as np
import pyarrow as pa

from embexplorer.core.batch import Batch
from embexplorer.core.typing import DoubleArray, FloatArray, IntArray


class Keeper(Protocol):
    """Takes batches one by one. `seen` counts the good rows that were offered; `full` says that no more are wanted."""

    seen: int

    @property
    def full(self) -> bool:
        """Whether reading may stop."""

    def add(self, batch: Batch) -> None:
        """Keep what is wanted of the batch."""

    def finished(self) -> tuple[pa.Array, FloatArray, IntArray]:
        """Labels, vectors, and the 0-based file row of each, ascending."""


class Growing:
    """Keeps rows in one matrix that is sized by the share of the file read so far, and grows in place."""

    def __init__(self, limit: int | None = None) -> None:
        self.seen = 0
        self._limit = limit
        self._file_rows = 0
        self._matrix: FloatArray | None = None
        self._labels: list[pa.Array] = []
        self._places: list[IntArray] = []

    @property
    def full(self) -> bool:
        return self._limit is not None and self.seen >= self._limit

    def add(self, batch: Batch) -> None:
        room = len(batch) if self._limit is None else min(len(batch), self._limit - self.seen)
        end = self.seen + room
        self._with_room_for(end, batch)[self.seen : end] = batch.values[:room]
        places = batch.places(self._file_rows)[:room]
        self._places.append(places)
        self._labels.append(labels_of(batch, places)[:room])
        self.seen = end
        self._file_rows += batch.file_rows

    def _with_room_for(self, rows: int, batch: Batch) -> FloatArray:
        """Memory that is not yet written costs nothing, so the first guess may be generous; growing moves no rows."""
        if self._matrix is None:
            self._matrix = np.empty((self._guess(rows, batch.share), batch.values.shape[1]), np.float32)
        if rows > len(self._matrix):
            wanted = max(self._guess(rows, batch.share), len(self._matrix) + len(self._matrix) // 4)
            self._matrix.resize((wanted, self._matrix.shape[1]), refcheck=False)
        return self._matrix

    def _guess(self, rows: int, share: float) -> int:
        expected = int(rows / share * 1.02) + 1 if share > 0 else rows
        return max(rows, expected if self._limit is None else min(expected, self._limit))

    def finished(self) -> tuple[pa.Array, FloatArray, IntArray]:
        matrix = np.empty((0, 0), np.float32) if self._matrix is None else self._matrix[: self.seen]
        return pa.concat_arrays(self._labels), matrix, np.concatenate(self._places)


class Sample:
    """Keeps the `count` rows that drew the smallest random numbers: a uniform sample in one pass."""

    full = False

    def __init__(self, count: int, seed: int) -> None:
        self.seen = 0
        self._count = count
        self._random = np.random.default_rng(seed)
        self._bound = 1.0
        self._file_rows = 0
        self._labels: list[pa.Array] = []
        self._values: list[FloatArray] = []
        self._draws: list[DoubleArray] = []
        self._places: list[IntArray] = []

    def add(self, batch: Batch) -> None:
        drawn = self._random.random(len(batch))
        wanted = np.flatnonzero(drawn < self._bound)
        places = batch.places(self._file_rows)
        self._labels.append(labels_of(batch, places).take(pa.array(wanted)))
        self._values.append(batch.values[wanted])
        self._draws.append(drawn[wanted])
        self._places.append(places[wanted])
        self.seen += len(batch)
        self._file_rows += batch.file_rows
        if sum(map(len, self._draws)) > 2 * self._count:
            self._prune()

    def _prune(self) -> None:
        draws = np.concatenate(self._draws)
        if len(draws) <= self._count:
            return
        self._bound = float(np.partition(draws, self._count - 1)[self._count - 1])
        wanted = np.flatnonzero(draws <= self._bound)
        self._labels = [pa.concat_arrays(self._labels).take(pa.array(wanted))]
        self._values = [np.concatenate(self._values)[wanted]]
        self._draws = [draws[wanted]]
        self._places = [np.concatenate(self._places)[wanted]]

    def finished(self) -> tuple[pa.Array, FloatArray, IntArray]:
        self._prune()
        return pa.concat_arrays(self._labels), np.concatenate(self._values), np.concatenate(self._places)


def labels_of(batch: Batch, places: IntArray) -> pa.Array:
    """The labels, or the file rows as text where the file has none."""
    return batch.labels if batch.labels is not None else pa.array(places).cast(pa.large_string())
