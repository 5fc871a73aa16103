"""The compiled heart of density clusters: steps of Prim's algorithm, each one pass over the rows not yet joined."""

import numpy as np
from numba import njit

from embexplorer.core.typing import FloatArray, IntArray


@njit(nogil=True, cache=True, fastmath={"reassoc", "contract", "nsz"})
def join(
    rows: FloatArray, core: FloatArray, waiting: IntArray, best: FloatArray, via: IntArray, ends: IntArray,
    start: int, stop: int,
) -> None:  # fmt: skip
    """Edges `start` to `stop` of the tree, as pairs (from, to) in `ends`; edge −1 ends in row 0.

    `waiting` holds the rows outside the tree in ascending order, and −1 where one has been joined; `best` and `via` the
    squared length and the other end of the best edge to each. `core` are squared core distances, in the order of the
    rows. Of equal edges the one to the first row is taken.
    """
    width = rows.shape[1]
    for edge in range(start, stop):
        newest = 0 if edge == 0 else ends[edge - 1, 1]
        nearest, least = -1, np.float32(np.inf)
        own = core[newest]
        for place in range(len(waiting)):
            row = waiting[place]
            if row < 0:
                continue
            squared = np.float32(0)
            for column in range(width):
                gap = rows[row, column] - rows[newest, column]
                squared += gap * gap
            reach = max(squared, core[row], own)
            if reach < best[place]:
                best[place] = reach
                via[place] = newest
            if nearest < 0 or best[place] < least:
                least = best[place]
                nearest = place
        ends[edge, 0], ends[edge, 1] = via[nearest], waiting[nearest]
        waiting[nearest] = -1
