"""The keys of a space: unique row ids with display labels, found exactly, and near spellings of what is absent."""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.errors import UserError
from embexplorer.core.typing import IntArray


class Keys(Sequence[str]):
    """The labels in row order, unchanged from the file; row i is its own id. Unique. Backed by one Arrow array."""

    def __init__(self, labels: pa.Array | pa.ChunkedArray | Iterable[str]) -> None:
        self._labels = _as_array(labels)
        self._lower: pa.Array | None = None

    def __len__(self) -> int:
        return len(self._labels)

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> "Keys": ...
    def __getitem__(self, row: int | slice) -> "str | Keys":
        if isinstance(row, slice):
            return Keys(self._labels.take(pa.array(range(*row.indices(len(self))), pa.int64())))
        label: str = self._labels[row].as_py()
        return label

    def __iter__(self) -> Iterator[str]:
        return iter(self._labels.to_pylist())

    @property
    def array(self) -> pa.Array:
        """The labels as one Arrow string array."""
        return self._labels

    def at(self, rows: IntArray) -> list[str]:
        """The labels of these rows, in their order."""
        labels: list[str] = self._labels.take(pa.array(np.asarray(rows, np.int64))).to_pylist()
        return labels

    def find(self, word: str) -> int | None:
        """The row of this exact label, or None."""
        row: int = pc.index(self._labels, pa.scalar(word, self._labels.type)).as_py()
        return None if row < 0 else row

    def row_of(self, word: str) -> int:
        """The row of this exact label; raises UserError with near spellings when it is absent."""
        row = self.find(word)
        if row is None:
            raise UserError(f"‘{word}’ is not in this space.", self._suggestion(word))
        return row

    def rows_of(self, words: Iterable[str]) -> IntArray:
        """The rows of these exact labels, in their order; raises UserError for the first that is absent."""
        wanted = list(words)
        found = pc.index_in(pa.array(wanted, self._labels.type), value_set=self._labels)
        if found.null_count:
            self.row_of(wanted[pc.index(pc.is_null(found), True).as_py()])
        return np.asarray(found.to_numpy(zero_copy_only=False), np.int64)

    @property
    def lower(self) -> pa.Array:
        """The labels in small letters, made once."""
        if self._lower is None:
            self._lower = pc.utf8_lower(self._labels)
        return self._lower

    def complete(self, prefix: str, most: int = 12) -> list[str]:
        """The first labels, in row order, that begin with this in whatever case; fast enough for every key typed."""
        begins = pc.starts_with(self.lower, pattern=prefix.lower())
        rows = pc.indices_nonzero(begins)[:most]
        labels: list[str] = self._labels.take(rows).to_pylist()
        return labels

    def near(self, word: str, most: int = 3) -> list[str]:
        """Labels spelt like this one: other case first, then close spellings among those of the same first letters."""
        folded = self.lower
        same = self._labels.filter(pc.equal(folded, word.casefold())).to_pylist()
        stem = pc.starts_with(folded, word[:1].casefold())
        like = pc.and_(stem, pc.less_equal(pc.abs(pc.subtract(pc.utf8_length(folded), len(word))), 2))
        candidates = self._labels.filter(like).to_pylist()
        close = difflib.get_close_matches(word, candidates[:20_000], n=most, cutoff=0.7)
        return list(dict.fromkeys(same + close))[:most]

    def _suggestion(self, word: str) -> str:
        near = self.near(word)
        if not near:
            return "Check the spelling, or search for a part of it."
        return "Did you mean " + " or ".join(f"‘{label}’" for label in near) + "?"


def _as_array(labels: pa.Array | pa.ChunkedArray | Iterable[str]) -> pa.Array:
    if isinstance(labels, pa.ChunkedArray):
        return labels.chunk(0) if labels.num_chunks == 1 else labels.combine_chunks()
    if isinstance(labels, pa.Array):
        return labels
    return pa.array(list(labels), pa.large_string())
