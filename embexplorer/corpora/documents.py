"""The documents of a corpus before they are cut into words: their texts, names and metadata."""

from dataclasses import dataclass, field

import pyarrow as pa

from embexplorer.core.typing import BoolArray


@dataclass(frozen=True, kw_only=True)
class Documents:
    """`texts` is an Arrow array of strings, one a document; `ids` (or nothing) and `columns` go with it row by row."""

    texts: pa.ChunkedArray
    ids: tuple[str, ...] = ()
    columns: pa.Table = field(default_factory=lambda: pa.table({}))
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.texts)


def rows_kept(documents: Documents, kept: BoolArray) -> tuple[tuple[str, ...], pa.Table]:
    """Ids and columns of these documents."""
    if kept.all():
        return documents.ids, documents.columns
    ids = tuple(name for name, keep in zip(documents.ids, kept.tolist(), strict=True) if keep) if documents.ids else ()
    columns = documents.columns
    return ids, columns.filter(pa.array(kept)) if columns.num_columns else columns
