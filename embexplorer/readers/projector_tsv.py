"""Read the Embedding Projector's pair of files: vectors.tsv with numbers alone, and metadata.tsv with labels."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

import pyarrow as pa

from embexplorer.core.batch import Batch, Batches, Fault, only_faults, with_note, without_rows
from embexplorer.core.errors import UserError
from embexplorer.core.reader import FileReader
from embexplorer.core.reading import Head
from embexplorer.core.registry import register
from embexplorer.core.step import param
from embexplorer.core.typing import IntArray
from embexplorer.readers._metadata import Metadata, metadata_beside, read_metadata
from embexplorer.readers._text_layout import Layout, is_number, layout_of
from embexplorer.readers._text_rows import text_batches


@register
@dataclass(frozen=True, kw_only=True)
class ProjectorTsv(FileReader):
    """Read the Embedding Projector's vectors.tsv, with labels and columns from its metadata.tsv."""

    name: ClassVar[str] = "projector-tsv"
    title: ClassVar[str] = "Embedding Projector (vectors.tsv + metadata.tsv)"
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "pyarrow", "numba")
    metadata: Path | None = param(None, "Labels and columns; empty: the metadata beside the vectors, if there is any.")

    @classmethod
    def claims(cls, head: Head) -> int:
        """Lines of numbers alone, parted by tabs; whole numbers in front are labels unless metadata lies beside."""
        layout = None if head.folder or b"\0" in head.start else _layout(head)
        if layout is None:
            return 0
        if metadata_beside(head.path):
            return 90
        return 0 if not layout.tabbed else 40 if _first_are_whole(head) else 90

    def batches(self, head: Head) -> Batches:
        layout = _layout(head)
        if layout is None:
            raise UserError(f"{head.name}, line 1: no row of numbers parted by tabs.", "Open the file of the vectors.")
        rows = text_batches(head, layout)
        path = self._metadata_path()
        if path is None:
            note = f"No metadata was found beside {head.name}: rows are called by their number, from 0."
            return with_note(rows, note)
        return _labelled(rows, read_metadata(path, head.name), head)

    def columns(self, places: IntArray) -> pa.Table:
        path = self._metadata_path()
        if path is None:
            return pa.table({})
        return read_metadata(path, self.path.name).columns.take(pa.array(places))

    def source_files(self) -> tuple[Path, ...]:
        path = self._metadata_path()
        return (self.path,) if path is None else (self.path, path)

    @classmethod
    def warm(cls) -> None:
        import embexplorer.readers._text_kernel  # noqa: F401

    def _metadata_path(self) -> Path | None:
        return self.metadata or metadata_beside(self.path)


def _layout(head: Head) -> Layout | None:
    """The layout when most of the first lines are numbers parted by tabs and nothing else, or single numbers."""
    layout = layout_of(head, labelled=False)
    if layout is None or not (layout.tabbed or layout.dimensions == 1):
        return None
    first = [line.split() for line in head.lines[:20] if line.strip()]
    alone = sum(len(fields) == layout.dimensions and is_number(fields[0]) for fields in first)
    return layout if alone * 2 > len(first) else None


def _first_are_whole(head: Head) -> bool:
    return all(line.split(b"\t")[0].strip().isdigit() for line in head.lines[:20] if line.strip())


def _labelled(rows: Batches, metadata: Metadata, head: Head) -> Iterator[Batch]:
    """Give each row its label; files of different lengths are refused."""
    at = 0
    for batch in rows:
        if at + batch.file_rows <= metadata.rows:
            yield _with_labels(batch, batch.places(at), metadata)
        elif batch.faults:
            yield only_faults(batch.values.shape[1], *batch.faults)
        at += batch.file_rows
    if at != metadata.rows:
        raise _mismatch(metadata, at, head)
    yield only_faults(batch.values.shape[1], notes=metadata.notes)


def _mismatch(metadata: Metadata, rows: int, head: Head) -> UserError:
    labels = "1 label" if metadata.rows == 1 else f"{metadata.rows:,} labels"
    found = f"{metadata.path.name} has {labels}, expected {rows:,}: one for each row of {head.name}."
    choose = "Choose the metadata that belongs to these vectors (--metadata FILE)."
    if metadata.rows == rows + 1 and not metadata.headed:
        choose = f"A single column has no heading: leave out line 1 if it is one. {choose}"
    if metadata.rows == rows - 1 and metadata.headed:
        choose = f"Several columns need a heading in line 1: put one there if it is missing. {choose}"
    return UserError(found, choose)


def _with_labels(batch: Batch, places: IntArray, metadata: Metadata) -> Batch:
    if metadata.labels is None:
        return batch
    labelled = replace(batch, labels=metadata.labels.take(pa.array(places)))
    bad = [row for row, place in enumerate(places.tolist()) if place in metadata.bad] if metadata.bad else []
    return without_rows(labelled, {row: _bad_label(int(places[row]), metadata) for row in bad})


def _bad_label(place: int, metadata: Metadata) -> Fault:
    return Fault(where=f"row {place + 1}", what=f"{metadata.bad[place]} ({metadata.path.name})")
