"""Look through the batches of a reader without keeping them, and say what opening the file would give."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa

from embexplorer.core.batch import Batch, Fault, complaint
from embexplorer.core.gather import first_occurrences
from embexplorer.core.preview import Preview
from embexplorer.core.report import Report
from embexplorer.core.typing import FloatArray

MOST_FAULTS = 1000
SHOWN_LABELS = 8


@dataclass
class Survey:
    """What has been counted so far."""

    rows: int = 0
    dimensions: int = 0
    zero_rows: int = 0
    complete_rows: int | None = None
    constant: bool = True
    first_row: FloatArray | None = None
    faults: list[Fault] = field(default_factory=list)
    labels: list[pa.Array] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, batch: Batch) -> None:
        """Count the batch."""
        if batch.faults and self.complete_rows is None:
            self.complete_rows = self.rows + batch.faults[0].before
        self.faults += batch.faults
        self.notes += batch.notes
        self.zero_rows += batch.zero_rows
        self.rows += len(batch)
        if len(batch):
            self._compare(batch.values)
            if batch.labels is not None:
                self.labels.append(batch.labels)

    def _compare(self, values: FloatArray) -> None:
        if self.first_row is None:
            self.first_row = values[0].copy()
            self.dimensions = len(self.first_row)
        self.constant = self.constant and bool(
            (values[-1] == self.first_row).all() and (values == self.first_row).all()
        )


def survey(batches: Iterable[Batch], path: Path, kind_title: str, reader: str, report: Report) -> Preview:
    """Read everything (or stop after very many defects) and sum it up."""
    found = Survey()
    for batch in batches:
        found.add(batch)
        report(batch.share, f"Checking {path.name}: {found.rows:,} rows")
        if len(found.faults) > MOST_FAULTS:
            found.notes.append(f"Checking stopped after {MOST_FAULTS:,} bad rows.")
            break
    return _preview(found, path, kind_title, reader)


def _preview(found: Survey, path: Path, kind_title: str, reader: str) -> Preview:
    labels = (
        pa.concat_arrays(found.labels)
        if found.labels
        else pa.array([str(i) for i in range(min(found.rows, SHOWN_LABELS))])
    )
    duplicates = int(np.count_nonzero(~first_occurrences(labels)))
    error = complaint(path, found.faults[0], found.complete_rows or 0) if found.faults else _empty(path, found.rows)
    return Preview(
        path=path,
        kind_title=kind_title,
        reader=reader,
        rows=found.rows,
        dimensions=found.dimensions,
        file_bytes=path.stat().st_size,
        memory_bytes=found.rows * found.dimensions * 4 + labels.nbytes,
        nan_rows=sum(fault.not_finite for fault in found.faults),
        zero_rows=found.zero_rows,
        duplicates=duplicates,
        first_labels=tuple(labels[:SHOWN_LABELS].to_pylist()),
        notes=(*found.notes, *_oddities(found, duplicates)),
        complaint=error.message if error else "",
        hint=error.hint if error else "",
        complete_rows=found.rows if found.complete_rows is None else found.complete_rows,
    )


def _empty(path: Path, rows: int):
    return None if rows else complaint(path, Fault(where="", what="it holds no rows of vectors"), 0)


def _oddities(found: Survey, duplicates: int) -> list[str]:
    notes = []
    if duplicates:
        notes.append("1 label is a duplicate." if duplicates == 1 else f"{duplicates:,} labels are duplicates.")
    if found.rows and found.zero_rows == found.rows:
        return [*notes, "All rows are zero."]
    if found.constant and found.rows > 1:
        notes.append("All rows are the same vector.")
    if found.zero_rows:
        notes.append("1 row is all zeros." if found.zero_rows == 1 else f"{found.zero_rows:,} rows are all zeros.")
    return notes
