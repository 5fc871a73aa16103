"""Random stand-ins for words of a space that are about as frequent: what a statistic is worth without their meaning."""

import numpy as np

from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import BoolArray, IntArray

LEAST_WINDOW = 100  # neighbours in frequency that a stand-in is drawn from, at least
ROOM = 10  # times as many rows as words, or there are no stand-ins to speak of
RANK = "rank"


def has_room(space: EmbeddingSpace, words: int) -> bool:
    """Whether the space has enough other rows for stand-ins of so many words."""
    return space.rows >= ROOM * words and space.rows > LEAST_WINDOW


def stand_ins(space: EmbeddingSpace, rows: IntArray, times: int, seed: int = 0) -> IntArray:
    """times × len(rows) rows: each word's stand-in is of half to twice its frequency rank, and none of these rows.

    No row stands twice in one draw. A row of −1 (a word that is not in the space) may be stood in for by any.
    """
    order = _by_frequency(space)
    place = np.empty(space.rows, np.int64)
    place[order] = np.arange(space.rows)
    low = np.where(rows < 0, 0, place[rows] // 2)
    width = max(LEAST_WINDOW, 4 * len(rows))
    high = np.where(rows < 0, space.rows, np.minimum(space.rows, 2 * place[rows] + width))
    random = np.random.default_rng(seed)
    places = random.integers(low, high, (times, len(rows)))
    taken, draws = place[rows[rows >= 0]], np.arange(times)
    while len(draws):
        wrong, word = np.nonzero(_unfit(places[draws], taken))
        places[draws[wrong], word] = random.integers(low[word], high[word])
        draws = np.unique(draws[wrong])
    return np.asarray(order[places], np.int64)


def _by_frequency(space: EmbeddingSpace) -> IntArray:
    """The rows, the most frequent first: by their rank where they have one, else as they stand in the file."""
    if RANK not in space.columns.column_names:
        return np.arange(space.rows)
    return np.argsort(space.columns[RANK].to_numpy(), kind="stable")


def _unfit(places: IntArray, taken: IntArray) -> BoolArray:
    """True for a place that is taken by the words themselves, or that stands in its draw already."""
    order = np.argsort(places, axis=1, kind="stable")
    ordered = np.take_along_axis(places, order, axis=1)
    again = np.zeros(places.shape, bool)
    np.put_along_axis(again, order[:, 1:], ordered[:, 1:] == ordered[:, :-1], axis=1)
    return again | np.isin(places, taken)
