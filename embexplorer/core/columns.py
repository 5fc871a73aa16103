"""The columns that every opened space gets by itself, and which of a table's columns are for reading."""

from collections.abc import Container

import numpy as np
import pyarrow as pa

from embexplorer.core.typing import DoubleArray, FloatArray, IntArray

AUTOMATIC = ("rank", "norm")  # their names
BLOCK_ROWS = 1 << 15


def automatic_columns(vectors: FloatArray, places: IntArray | None = None) -> pa.Table:
    """`rank` (1 for the file's first row; `places` are 0-based file rows when some were left out) and `norm`."""
    rank = np.arange(len(vectors)) if places is None else places
    return pa.table([np.asarray(rank, np.int64) + 1, lengths(vectors)], names=AUTOMATIC)


def readable(columns: pa.Table) -> pa.Table:
    """The columns that hold words or numbers: all but those of bytes, such as thumbnails, which are shown as images."""
    kept = [field.name for field in columns.schema if not is_of_bytes(field.type)]
    return columns if len(kept) == columns.num_columns else columns.select(kept)


def beside(columns: pa.Table, more: pa.Table) -> pa.Table:
    """The columns, and those of another table of as many rows whose names are free; row ids are left out.

    A space without columns has a table without rows.
    """
    named = {name: columns[name] for name in columns.column_names}
    for name in more.column_names:
        if name != "row":
            named.setdefault(name, more[name])
    return pa.table(named)


def free_name(name: str, taken: Container[str]) -> str:
    """The name, or with a number after it where it is taken: `word 2`."""
    number, free = 2, name
    while free in taken:
        free, number = f"{name} {number}", number + 1
    return free


def is_of_bytes(kind: pa.DataType) -> bool:
    """Whether a column of this type holds bytes, which are no text."""
    plain, large = pa.types.is_binary(kind), pa.types.is_large_binary(kind)
    return bool(plain or large or pa.types.is_fixed_size_binary(kind))


def memory_of(column: pa.ChunkedArray) -> list[tuple[int, int]]:
    """Where the values lie: two columns of the same memory are the same without looking at a million values."""
    buffers = [buffer for chunk in column.chunks for buffer in chunk.buffers() if buffer is not None]
    return [(buffer.address, buffer.size) for buffer in buffers]


def lengths(vectors: FloatArray) -> FloatArray | DoubleArray:
    """The length of each row; summed in float64 where float32 would overflow or vanish.

    As float64 where one of them is longer than float32 can say, which the numbers of a row need not be for that.
    """
    answer = np.empty(len(vectors), np.float32)
    for start in range(0, len(vectors), BLOCK_ROWS):
        block = vectors[start : start + BLOCK_ROWS]
        with np.errstate(over="ignore", under="ignore"):
            answer[start : start + BLOCK_ROWS] = np.sqrt(np.einsum("ij,ij->i", block, block))
    doubtful = np.flatnonzero(~np.isfinite(answer) | (answer < 1e-15))
    if len(doubtful):
        wide = np.asarray(vectors[doubtful], np.float64)
        exact = np.sqrt(np.einsum("ij,ij->i", wide, wide))
        if exact.max() > np.finfo(np.float32).max:
            answer = answer.astype(np.float64)
        answer[doubtful] = exact
    return answer


def in_order_of_rows(table: pa.Table, name: str) -> pa.ChunkedArray:
    """A column of an answer that has one line for each row of a space, put into the order of the space."""
    return table.select(["row", name]).sort_by("row")[name]
