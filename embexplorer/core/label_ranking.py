"""In which order rows get their labels when a column says so."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.errors import UserError
from embexplorer.core.typing import IntArray

RANKS = ("rank",)  # columns of which the least number is the highest


def ranked(name: str, column: pa.ChunkedArray, reverse: bool = False) -> IntArray:
    """All rows: the highest number, the latest date or the first word first; rows of one value by number.

    A column of ranks begins with the least. Rows without a value come last. Raises UserError for a column that has no
    order.
    """
    if pa.types.is_dictionary(column.type):
        column = pc.cast(column, column.type.value_type)
    if not is_rankable(column.type):
        raise UserError(f"The column ‘{name}’ holds {column.type}, which has no order.", "Choose another column.")
    words = _is_of_words(column.type)
    upward = (words or name in RANKS) != reverse
    if words:
        return _by_words(column, upward)
    values = _numbers(column)
    order = np.argsort(values if upward else -values, kind="stable")  # not a number is last either way
    return np.asarray(order, np.int64)


def is_rankable(kind: pa.DataType) -> bool:
    """Whether values of this type have an order."""
    if pa.types.is_dictionary(kind):
        return is_rankable(kind.value_type)
    counted = pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
    return bool(_is_of_words(kind) or counted or pa.types.is_temporal(kind) or pa.types.is_boolean(kind))


def _is_of_words(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _numbers(column: pa.ChunkedArray) -> np.ndarray:
    if pa.types.is_temporal(column.type):
        column = pc.cast(column, pa.int32() if column.type.bit_width == 32 else pa.int64())
    values = pc.fill_null(pc.cast(column, pa.float64(), safe=False), float("nan"))
    return np.asarray(values.to_numpy(), np.float64)


def _by_words(column: pa.ChunkedArray, upward: bool) -> IntArray:
    """By code points; of one word the lower number first, in both directions."""
    words = np.asarray(pc.rank(column, "ascending" if upward else "descending", tiebreaker="dense"), np.float64)
    words[np.asarray(pc.is_null(column))] = np.inf
    return np.asarray(np.argsort(words, kind="stable"), np.int64)
