"""Look through the batches of a reader without keeping them, and say what opening the file would give."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pyarrow as pa

from embexplorer.core.batch import Batch, Fault, complaint
from embexplorer.core.errors import UserError
from embexplorer.core.gather import first_occurrences, nothing_found, oddities
from embexplorer.core.preview import Preview
from embexplorer.core.report import Report
from embexplorer.core.typing import FloatArray

MOST_FAULTS = 1000
SHOWN_LABELS = 8


def survey(batches: Iterable[Batch], path: Path, kind_title: str, reader: str, report: Report) -> Preview:
    """Read everything (or stop after very many defects) and sum it up."""
    found = Survey()
    for batch in batches:
        found.add(batch)
        report(batch.share, f"Checking {path.name}: {found.rows:,} rows")
        if len(found.faults) > MOST_FAULTS:
            found.notes.append(f"Checking stopped after {MOST_FAULTS:,} bad rows.")
            break
    error, labels, duplicates = found.error(path), found.shown_labels(), found.duplicates()
    return Preview(
        path=path,
        kind_title=kind_title,
        reader=reader,
        rows=found.rows,
        dimensions=found.dimensions,
        file_bytes=_bytes_of(path),
        memory_bytes=found.memory_bytes(),
        nan_rows=sum(fault.not_finite for fault in found.faults),
        zero_rows=found.zero_rows,
        duplicates=duplicates,
        first_labels=labels,
        notes=(*found.notes, *_repeated(duplicates), *oddities(found.rows, found.zero_rows, found.constant)),
        complaint=error.message if error else "",
        hint=error.hint if error else "",
        complete_rows=found.rows if found.complete_rows is None else found.complete_rows,
    )


class Survey:
    """What has been counted so far."""

    def __init__(self) -> None:
        self.rows = self.dimensions = self.zero_rows = 0
        self.complete_rows: int | None = None
        self.constant = True
        self.faults: list[Fault] = []
        self.notes: list[str] = []
        self._labels: list[pa.Array] = []
        self._first_row: FloatArray | None = None

    def add(self, batch: Batch) -> None:
        """Count the batch."""
        if batch.faults and self.complete_rows is None:
            self.complete_rows = self.rows + batch.faults[0].before
        self.faults += batch.faults
        self.notes += batch.notes
        self.zero_rows += batch.zero_rows
        self.rows += len(batch)
        if batch.labels is not None:
            self._labels.append(batch.labels)
        if len(batch):
            self._compare(batch.values)

    def _compare(self, values: FloatArray) -> None:
        if self._first_row is None:
            self._first_row = values[0].copy()
            self.dimensions = len(values[0])
        likely = self.constant and bool((values[-1] == self._first_row).all())
        self.constant = likely and bool((values == self._first_row).all())

    def error(self, path: Path) -> UserError | None:
        """What opening the file would be refused with."""
        if self.faults:
            return complaint(path, self.faults[0], self.complete_rows or 0)
        return None if self.rows else nothing_found(path, [])

    def duplicates(self) -> int:
        """How many rows have a label that an earlier row has."""
        return sum(int(np.count_nonzero(~first_occurrences(labels))) for labels in self._joined())

    def shown_labels(self) -> tuple[str, ...]:
        """The first labels, each once; rows without labels are called by their number."""
        joined = self._joined()
        if not joined:
            return tuple(map(str, range(min(self.rows, SHOWN_LABELS))))
        return tuple(dict.fromkeys(joined[0][: SHOWN_LABELS**2].to_pylist()))[:SHOWN_LABELS]

    def memory_bytes(self) -> int:
        """What vectors and labels take when they are open."""
        return self.rows * self.dimensions * 4 + sum(int(labels.nbytes) for labels in self._joined())

    def _joined(self) -> list[pa.Array]:
        self._labels = [pa.concat_arrays(self._labels)] if self._labels else []
        return self._labels


def _bytes_of(path: Path) -> int:
    files = path.iterdir() if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files)


def _repeated(duplicates: int) -> list[str]:
    if not duplicates:
        return []
    labels = "1 label is a duplicate" if duplicates == 1 else f"{duplicates:,} labels are duplicates"
    return [f"{labels} of an earlier one: the first wins."]
