"""Bands of words that are about as frequent: what is near by chance depends on how often words were seen."""

import numpy as np
import pyarrow as pa

from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import IntArray

RANK = "rank"
MOST = 6
FEWEST = 200  # words in a band, so that its pairs are not all of a few words


def frequency_bands(space: EmbeddingSpace) -> tuple[IntArray, ...]:
    """The rows of each band, the most frequent first: the last band is the rarer half, that before it half of the rest.

    One band of all rows where the space has no ranks, is no space of words, or is small.
    """
    if not _has_ranks(space):
        return (np.arange(space.rows),)
    order = np.argsort(space.columns[RANK].to_numpy(), kind="stable").astype(np.int64)
    ends = [space.rows]
    while len(ends) < MOST and ends[0] // 2 >= FEWEST:
        ends.insert(0, ends[0] // 2)
    return tuple(np.sort(rows) for rows in np.split(order, ends[:-1]))


def band_of_rows(bands: tuple[IntArray, ...], rows: int) -> IntArray:
    """The number of each row's band."""
    numbers = np.empty(rows, np.int64)
    for number, band in enumerate(bands):
        numbers[band] = number
    return numbers


def _has_ranks(space: EmbeddingSpace) -> bool:
    if space.unit != "words" or RANK not in space.columns.column_names:
        return False
    column = space.columns[RANK]
    return bool(pa.types.is_integer(column.type)) and not column.null_count
