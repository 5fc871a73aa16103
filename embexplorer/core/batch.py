"""What a reader hands on while it reads: some rows in file order, and the defects found between them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from embexplorer.core.errors import UserError
from embexplorer.core.typing import FloatArray, IntArray


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A defect. `where` is “line 4” or “byte 88”, `what` says what was found and what was expected.

    `before` is the number of good rows of the batch that stand before it. `rows` is how many rows it costs.
    """

    where: str
    what: str
    before: int = 0
    hint: str = ""
    not_finite: bool = False
    rows: int = 1


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Some good rows: labels (None: they are called by their number) and as many float32 rows. `share` is progress."""

    labels: pa.Array | None
    values: FloatArray
    faults: tuple[Fault, ...] = ()
    zero_rows: int = 0
    share: float = 0.0
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.values)

    @property
    def file_rows(self) -> int:
        """How many rows of the file this batch covers, the bad ones counted."""
        return len(self.values) + sum(fault.rows for fault in self.faults)

    def places(self, start: int) -> IntArray:
        """The 0-based file row of each good row, when the batch begins at file row `start`."""
        places = np.arange(start, start + len(self.values), dtype=np.int64)
        for fault in self.faults:
            places[fault.before :] += fault.rows
        return places


Batches = Iterator[Batch]


def checked_batch(
    labels: pa.Array | None,
    values: FloatArray,
    place: Callable[[int], str],
    share: float,
    bad: dict[int, str] | None = None,
    given: NDArray[Any] | None = None,
) -> Batch:
    """A batch of these rows without the `bad` ones (row: reason) and those that hold NaN or infinity.

    They become faults at `place(row)`. `given` are the numbers as they stand in the file, for the message, when they
    were converted to float32.
    """
    batch = Batch(labels=labels, values=values, zero_rows=zero_rows(values), share=share)
    numbers = values if given is None else given
    faults = {row: Fault(where=place(row), what=what) for row, what in (bad or {}).items()}
    for row in _not_finite_rows(values):
        faults[row] = Fault(where=place(row), what=not_finite(values[row], numbers[row]), not_finite=True)
    return without_rows(batch, faults)


def without_rows(batch: Batch, faults: dict[int, Fault]) -> Batch:
    """The batch without these rows; their faults stand among those it has, in file order."""
    if not faults:
        return batch
    rows = np.array(sorted(faults), np.int64)
    moved = [
        (fault.before, 0, replace(fault, before=fault.before - _below(rows, fault.before))) for fault in batch.faults
    ]
    added = [(row, 1, replace(fault, before=row - _below(rows, row))) for row, fault in faults.items()]
    good = np.setdiff1d(np.arange(len(batch)), rows)
    values = batch.values[good]
    labels = None if batch.labels is None else batch.labels.take(pa.array(good))
    ordered = tuple(fault for _, _, fault in sorted([*moved, *added], key=lambda item: item[:2]))
    return replace(batch, labels=labels, values=values, faults=ordered, zero_rows=zero_rows(values))


def _below(rows: IntArray, row: int) -> int:
    return int(np.searchsorted(rows, row))


def _not_finite_rows(values: FloatArray) -> list[int]:
    with np.errstate(invalid="ignore", over="ignore"):
        if np.isfinite(np.einsum("ij->", values)):  # one pass, and nothing to allocate
            return []
    rows: list[int] = np.flatnonzero(~np.isfinite(values).all(axis=1)).tolist()
    return rows


def not_finite(values: FloatArray, given: NDArray[Any]) -> str:
    """What is wrong with a row that is not finite as float32, `given` as it stands in the file."""
    column = int(np.flatnonzero(~np.isfinite(values))[0])
    number = given[column]
    if np.isfinite(number):
        return f"{number} in column {column + 1} is too large for a 32-bit number"
    return f"{'NaN' if np.isnan(number) else 'infinity'} in column {column + 1}, expected a finite number"


def with_note(batches: Batches, note: str) -> Batches:
    """The same batches, the first with a note more."""
    for at, batch in enumerate(batches):
        yield batch if at else replace(batch, notes=(*batch.notes, note))


def zero_rows(values: FloatArray) -> int:
    """How many rows hold nothing but zeros; only rows whose first number is zero are looked at in full."""
    suspects = np.flatnonzero(values[:, 0] == 0) if values.size else np.empty(0, np.int64)
    return int(np.count_nonzero(~values[suspects].any(axis=1)))


def only_faults(dimensions: int, *faults: Fault, notes: tuple[str, ...] = ()) -> Batch:
    """A batch without rows that carries what was found."""
    return Batch(labels=None, values=np.empty((0, dimensions), np.float32), faults=faults, share=1.0, notes=notes)


def complaint(path: Path, fault: Fault, complete_rows: int) -> UserError:
    """The sentence that refuses the file because of this defect, with what the user can do."""
    place = f"{path.name}, {fault.where}" if fault.where else path.name
    return UserError(f"{place}: {fault.what}.", fault.hint or _way_out(complete_rows))


def _way_out(complete_rows: int) -> str:
    if not complete_rows:
        return "Check that this is the file you meant, mend it, or skip bad rows (--bad-rows skip)."
    rows = "1 complete row" if complete_rows == 1 else f"{complete_rows:,} complete rows"
    return (
        f"The file may be cut off or damaged: {rows} before it can be loaded"
        f" (--take first --count {complete_rows}), or skip bad rows (--bad-rows skip)."
    )
