"""Gather the batches of a reader into labels and one matrix: all rows, the first, or a sample, never silently."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.batch import Batch, Fault, complaint, zero_rows
from embexplorer.core.errors import UserError
from embexplorer.core.keeper import Growing, Keeper, Sample
from embexplorer.core.report import Report
from embexplorer.core.shown import shown
from embexplorer.core.typing import BoolArray, FloatArray, IntArray

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
    """`places` are the 0-based numbers of these rows among the rows of the file, ascending."""

    labels: pa.Array
    vectors: FloatArray
    places: IntArray
    notes: tuple[str, ...]


def gather(batches: Iterable[Batch], wish: Wish, report: Report) -> Gathered:
    """Read the batches; raises UserError for the first defect unless bad rows are to be skipped."""
    kept: Keeper = Sample(wish.count, wish.seed) if wish.take == "sample" else Growing(_limit(wish))
    faults: list[Fault] = []
    notes: list[str] = []
    for batch in batches:
        faults += _accept(batch, kept, wish)
        notes += batch.notes
        report(batch.share, f"Reading {wish.path.name}: {kept.seen:,} rows")
        if kept.full:
            break
    if not kept.seen:
        raise nothing_found(wish.path, faults)
    labels, vectors, places = kept.finished()
    found = Gathered(labels=labels, vectors=vectors, places=places, notes=())
    return _first_wins(found, [*_taken(wish, kept), *_skipped(wish.path, faults), *notes])


def nothing_found(path: Path, faults: list[Fault]) -> UserError:
    """The refusal of a file that has no good row."""
    if faults:
        return complaint(path, faults[0], 0)
    return UserError(f"{path.name} holds no vectors: it has no rows.", "Check that this is the file you meant.")


def first_occurrences(labels: pa.Array) -> BoolArray:
    """True where a label stands for the first time. By sorting: a hash table takes ten times the memory."""
    order = pc.array_sort_indices(labels)  # stable
    ordered = labels.take(order)
    again = pc.equal(ordered[1:], ordered[:-1]).to_numpy(zero_copy_only=False)
    first = np.ones(len(labels), np.bool_)
    first[order.to_numpy()[1:][again]] = False
    return first


def oddities(rows: int, zeros: int, constant: bool) -> list[str]:
    """What is strange about the numbers though nothing is wrong with them."""
    if rows and zeros == rows:
        return ["All rows are zero."]
    notes = ["All rows are the same vector."] if constant and rows > 1 else []
    if zeros:
        notes.append("1 row is all zeros." if zeros == 1 else f"{zeros:,} rows are all zeros.")
    return notes


def _accept(batch: Batch, kept: Keeper, wish: Wish) -> list[Fault]:
    """Keep the rows and answer the defects; raises for the first one that stands before the last row wanted."""
    wanted = wish.count if wish.take == "first" else None
    faults = [fault for fault in batch.faults if wanted is None or kept.seen + fault.before < wanted]
    if faults and wish.bad_rows == "refuse":
        raise complaint(wish.path, faults[0], kept.seen + faults[0].before)
    kept.add(batch)
    return faults


def _limit(wish: Wish) -> int | None:
    return wish.count if wish.take == "first" else None


def _taken(wish: Wish, kept: Keeper) -> list[str]:
    if kept.full:
        rows = "row was" if kept.seen == 1 else f"{kept.seen:,} rows were"
        return [f"Only the first {rows} taken from {wish.path.name}; the rest was not read."]
    if wish.take == "sample" and kept.seen > wish.count:
        return [
            f"A sample of {wish.count:,} of the {kept.seen:,} rows of {wish.path.name} (seed {wish.seed}) was taken."
        ]
    return []


def _skipped(path: Path, faults: list[Fault]) -> list[str]:
    if not faults:
        return []
    first = complaint(path, faults[0], 0).message
    match sum(fault.rows for fault in faults):
        case 0:
            return [f"The file is not whole: {first}"]
        case 1:
            return [f"1 bad row was left out: {first}"]
        case lost:
            return [f"{lost:,} bad rows were left out, the first: {first}"]


def _first_wins(found: Gathered, notes: list[str]) -> Gathered:
    first = first_occurrences(found.labels)
    lost = len(first) - int(np.count_nonzero(first))
    if lost:
        word = found.labels[int(np.flatnonzero(~first)[0])].as_py()
        rows = "1 duplicate was" if lost == 1 else f"{lost:,} duplicates were"
        notes.append(
            f"{rows} left out, such as the second ‘{shown(word)}’: of rows with the same label the first wins."
        )
        found = _only(found, np.flatnonzero(first))
    constant = bool((found.vectors[1:2] == found.vectors[0]).all() and (found.vectors == found.vectors[0]).all())
    notes += oddities(len(found.vectors), zero_rows(found.vectors), constant)
    return Gathered(labels=found.labels, vectors=found.vectors, places=found.places, notes=tuple(notes))


def _only(found: Gathered, rows: IntArray) -> Gathered:
    """Move the wanted rows together inside the matrix: a copy would take its size once more."""
    for start in range(0, len(rows), MOVED_ROWS):
        wanted = rows[start : start + MOVED_ROWS]
        found.vectors[start : start + len(wanted)] = found.vectors[wanted]
    labels = found.labels.take(pa.array(rows))
    return Gathered(labels=labels, vectors=found.vectors[: len(rows)], places=found.places[rows], notes=())
