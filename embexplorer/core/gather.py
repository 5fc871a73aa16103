"""Gather the batches of a reader into one matrix and its labels: all rows, the first, or a seeded sample, never silently."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np
import pyarrow as pa

from embexplorer.core.batch import Batch, Fault, complaint
from embexplorer.core.errors import UserError
from embexplorer.core.report import Report
from embexplorer.core.typing import BoolArray, DoubleArray, FloatArray, IntArray

Take = Literal["all", "first", "sample"]
BadRows = Literal["refuse", "skip"]
MOVED_ROWS = 1 << 14


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Which rows the user wants of this file, and what is to be done about bad ones."""

    path: Path
    take: Take
    count: int
    seed: int
    bad_rows: BadRows


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """`places` are the 0-based numbers of these rows among all good rows of the file, ascending."""

    labels: pa.Array
    vectors: FloatArray
    places: IntArray
    notes: tuple[str, ...]


def gather(batches: Iterable[Batch], wish: Wish, report: Report) -> Gathered:
    """Read the batches; raises UserError for the first defect unless bad rows are to be skipped."""
    kept: Keeper = Sample(wish.count, wish.seed) if wish.take == "sample" else Growing(limit=_limit(wish))
    faults: list[Fault] = []
    notes: list[str] = []
    for batch in batches:
        _accept(batch, kept, wish, faults)
        notes += batch.notes
        report(batch.share, f"Reading {wish.path.name}: {kept.seen:,} rows")
        if kept.full:
            break
    if not kept.seen:
        raise _nothing(wish.path, faults)
    return _first_wins(kept.finished(), wish.path, [*_taken(wish, kept), *_skipped(wish.path, faults), *notes])


@dataclass
class Keeper:
    """Takes batches one by one. `seen` counts the rows that were offered, `full` says that no more are wanted."""

    seen: int = 0

    @property
    def full(self) -> bool:
        return False

    def add(self, batch: Batch) -> None:
        """Keep what is wanted of the batch."""
        raise NotImplementedError

    def finished(self) -> Gathered:
        """What was kept, without notes."""
        raise NotImplementedError


@dataclass
class Growing(Keeper):
    """Keeps the rows in one matrix that grows in place, sized by the share of the file read so far."""

    limit: int | None = None
    labels: list[pa.Array] = field(default_factory=list)
    matrix: FloatArray = field(default_factory=lambda: np.empty((0, 0), np.float32))

    @property
    def full(self) -> bool:
        return self.limit is not None and self.seen >= self.limit

    def add(self, batch: Batch) -> None:
        room = len(batch) if self.limit is None else min(len(batch), self.limit - self.seen)
        end = self.seen + room
        if end > len(self.matrix) or not self.matrix.size:
            self._make_room(end, batch)
        self.matrix[self.seen : end] = batch.values[:room]
        self.labels.append(_labels(batch, self.seen)[:room])
        self.seen = end

    def _make_room(self, needed: int, batch: Batch) -> None:
        expected = int(needed / batch.share * 1.02) + 1 if batch.share > 0 else needed
        rows = max(needed, expected if self.limit is None else min(expected, self.limit))
        if not self.matrix.size:
            self.matrix = np.empty((rows, batch.values.shape[1]), np.float32)
            return
        rows = max(rows, min(len(self.matrix) + len(self.matrix) // 4, self.limit or 1 << 62))
        self.matrix.resize((rows, self.matrix.shape[1]), refcheck=False)

    def finished(self) -> Gathered:
        places = np.arange(self.seen, dtype=np.int64)
        return Gathered(labels=_joined(self.labels), vectors=self.matrix[: self.seen], places=places, notes=())


@dataclass
class Sample(Keeper):
    """Keeps the `count` rows that drew the smallest random numbers: a uniform sample in one pass and bounded memory."""

    count: int = 0
    seed: int = 0
    labels: list[pa.Array] = field(default_factory=list)
    values: list[FloatArray] = field(default_factory=list)
    draws: list[DoubleArray] = field(default_factory=list)
    places: list[IntArray] = field(default_factory=list)

    def __init__(self, count: int, seed: int) -> None:
        super().__init__()
        self.count = count
        self.random = np.random.default_rng(seed)
        self.bound = 1.0
        self.labels, self.values, self.draws, self.places = [], [], [], []

    def add(self, batch: Batch) -> None:
        drawn = self.random.random(len(batch))
        wanted = np.flatnonzero(drawn < self.bound)
        self.labels.append(_labels(batch, self.seen).take(pa.array(wanted)))
        self.values.append(batch.values[wanted])
        self.draws.append(drawn[wanted])
        self.places.append(self.seen + wanted)
        self.seen += len(batch)
        if sum(map(len, self.draws)) > 2 * self.count:
            self._prune()

    def _prune(self) -> None:
        draws = np.concatenate(self.draws)
        if len(draws) <= self.count:
            return
        self.bound = float(np.partition(draws, self.count - 1)[self.count - 1])
        wanted = np.flatnonzero(draws <= self.bound)
        self.labels = [_joined(self.labels).take(pa.array(wanted))]
        self.values = [np.concatenate(self.values)[wanted]]
        self.draws = [draws[wanted]]
        self.places = [np.concatenate(self.places)[wanted]]

    def finished(self) -> Gathered:
        self._prune()
        vectors = np.concatenate(self.values)
        return Gathered(labels=_joined(self.labels), vectors=vectors, places=np.concatenate(self.places), notes=())


def _accept(batch: Batch, kept: Keeper, wish: Wish, faults: list[Fault]) -> None:
    """Raise for the batch's first defect, unless the rows before it are all that is wanted."""
    if batch.faults and wish.bad_rows == "refuse":
        first = batch.faults[0]
        rows_before = kept.seen + first.before
        if wish.take != "first" or rows_before < wish.count:
            raise complaint(wish.path, first, rows_before)
    kept.add(batch)
    faults.extend(batch.faults)


def _nothing(path: Path, faults: list[Fault]) -> UserError:
    if faults:
        return complaint(path, faults[0], 0)
    return UserError(f"{path.name} holds no vectors: it has no rows.", "Check that this is the file you meant.")


def _taken(wish: Wish, kept: Keeper) -> list[str]:
    if wish.take == "first" and kept.full:
        return [f"Only the first {kept.seen:,} rows of {wish.path.name} were taken; the rest was not read."]
    if wish.take == "sample" and kept.seen > wish.count:
        return [
            f"A sample of {wish.count:,} of the {kept.seen:,} rows of {wish.path.name} was taken (seed {wish.seed})."
        ]
    return []


def _skipped(path: Path, faults: list[Fault]) -> list[str]:
    if not faults:
        return []
    first = complaint(path, faults[0], 0).message
    lost = sum(fault.rows for fault in faults)
    match lost:
        case 0:
            return [f"The file is not whole. {first}"]
        case 1:
            return [f"1 bad row was left out. {first}"]
    return [f"{lost:,} bad rows were left out. The first: {first}"]


def _first_wins(found: Gathered, path: Path, notes: list[str]) -> Gathered:
    first = first_occurrences(found.labels)
    lost = len(first) - int(np.count_nonzero(first))
    if lost:
        word = found.labels[int(np.flatnonzero(~first)[0])].as_py()
        rows = "1 row was" if lost == 1 else f"{lost:,} rows were"
        notes.append(
            f"{rows} left out as duplicates of an earlier label (the first wins), such as ‘{word}’ that is there twice."
        )
        found = _only(found, np.flatnonzero(first))
    notes += oddities(found.vectors, int(np.count_nonzero(~found.vectors.any(axis=1))))
    return Gathered(labels=found.labels, vectors=found.vectors, places=found.places, notes=tuple(notes))


def first_occurrences(labels: pa.Array) -> BoolArray:
    """True where a label stands for the first time."""
    codes = labels.dictionary_encode().indices.to_numpy(zero_copy_only=False)  # numbered in order of appearance
    highest = np.maximum.accumulate(codes) if len(codes) else codes
    first = np.ones(len(codes), np.bool_)
    first[1:] = codes[1:] > highest[:-1]
    return first


def oddities(vectors: FloatArray, zero_rows: int) -> list[str]:
    """What is strange about the numbers though nothing is wrong with them."""
    if zero_rows == len(vectors):
        return ["All rows are zero."]
    notes = []
    if len(vectors) > 1 and is_constant(vectors):
        notes.append("All rows are the same vector.")
    if zero_rows:
        notes.append("1 row is all zeros." if zero_rows == 1 else f"{zero_rows:,} rows are all zeros.")
    return notes


def is_constant(vectors: FloatArray) -> bool:
    """Whether every row equals the first; seldom looks further than two."""
    return bool((vectors[1:2] == vectors[0]).all() and (vectors == vectors[0]).all())


def _only(found: Gathered, rows: IntArray) -> Gathered:
    """Move the wanted rows together inside the matrix: a copy would take its size once more."""
    for start in range(0, len(rows), MOVED_ROWS):
        wanted = rows[start : start + MOVED_ROWS]
        found.vectors[start : start + len(wanted)] = found.vectors[wanted]
    labels = found.labels.take(pa.array(rows))
    return Gathered(labels=labels, vectors=found.vectors[: len(rows)], places=found.places[rows], notes=())


def _labels(batch: Batch, seen: int) -> pa.Array:
    if batch.labels is not None:
        return batch.labels
    return pa.array(np.arange(seen, seen + len(batch))).cast(pa.large_string())


def _joined(labels: list[pa.Array]) -> pa.Array:
    return pa.concat_arrays(labels)


def _limit(wish: Wish) -> int | None:
    return wish.count if wish.take == "first" else None
