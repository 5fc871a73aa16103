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
from embexplorer.readers._text_layout import Layout, layout_of
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
        if head.folder or b"\0" in head.start or _layout(head) is None:
            return 0
        return 90 if metadata_beside(head.path) or not _first_are_whole(head) else 40

    def batches(self, head: Head) -> Batches:
        layout = _layout(head)
        if layout is None:
            raise UserError(f"{head.name}, line 1: no row of numbers parted by tabs.", "Open the file of the vectors.")
        rows = text_batches(head, layout)
        path = self._metadata_path()
        if path is None:
            note = f"No metadata was found beside {head.name}: rows are called by their number, from 0."
            return with_note(rows, note)
        return _labelled(rows, read_metadata(path), head)

    def columns(self, places: IntArray) -> pa.Table:
        path = self._metadata_path()
        if path is None:
            return pa.table({})
        return read_metadata(path).columns.take(pa.array(places))

    def source_files(self) -> tuple[Path, ...]:
        path = self._metadata_path()
        return (self.path,) if path is None else (self.path, path)

    @classmethod
    def warm(cls) -> None:
        import embexplorer.readers._text_kernel  # noqa: F401

    def _metadata_path(self) -> Path | None:
        return self.metadata or metadata_beside(self.path)


def _layout(head: Head) -> Layout | None:
    """The layout when every one of the first lines is numbers parted by tabs, or a single number."""
    layout = layout_of(head, labelled=False)
    first = [line for line in head.lines[:20] if line.strip()]
    whole = layout is not None and all(len(line.split()) >= layout.dimensions for line in first[:1])
    return layout if whole and all(b"\t" in line for line in first) else None


def _first_are_whole(head: Head) -> bool:
    return all(line.split(b"\t")[0].strip().isdigit() for line in head.lines[:20] if line.strip())


def _labelled(rows: Batches, metadata: Metadata, head: Head) -> Iterator[Batch]:
    """Give each row its label; files of different lengths are refused."""
    at = 0
    for batch in rows:
        if at + batch.file_rows <= metadata.rows:
            yield _with_labels(batch, batch.places(at), metadata)
        at += batch.file_rows
    if at != metadata.rows:
        found = f"{metadata.path.name} has {metadata.rows:,} labels, expected {at:,}: one for each row of {head.name}."
        raise UserError(found, "Choose the metadata that belongs to these vectors (--metadata FILE).")
    yield only_faults(batch.values.shape[1], notes=metadata.notes)


def _with_labels(batch: Batch, places: IntArray, metadata: Metadata) -> Batch:
    if metadata.labels is None:
        return batch
    labelled = replace(batch, labels=metadata.labels.take(pa.array(places)))
    bad = [row for row, place in enumerate(places.tolist()) if place in metadata.bad] if metadata.bad else []
    return without_rows(labelled, {row: _bad_label(int(places[row]), metadata) for row in bad})


def _bad_label(place: int, metadata: Metadata) -> Fault:
    return Fault(where=f"row {place + 1}", what=f"{metadata.bad[place]} ({metadata.path.name})")
