"""What a reader hands on while it reads: some rows in file order, and the defects found between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from embexplorer.core.errors import UserError
from embexplorer.core.typing import FloatArray


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


Batches = Iterator[Batch]


def only_faults(dimensions: int, *faults: Fault, notes: tuple[str, ...] = ()) -> Batch:
    """A batch without rows that carries what was found."""
    empty = pa.array([], pa.large_string())
    return Batch(labels=empty, values=np.empty((0, dimensions), np.float32), faults=faults, share=1.0, notes=notes)


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
