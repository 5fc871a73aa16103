"""Compiled: the tree in which labels that are shown stand by their places, for `_label_kernel`.

A leaf that is full is cut into four cells, all of them four times as wide as high, like words; they stand beside each
other in memory, with what is known of the labels in each. `Tree` of `label_sweep` says what a tree is made of.
"""

import numpy as np
from numba import njit

CELL = np.dtype([("inside", "i4"), ("start", "f4"), ("across", "f4"), ("down", "f4")])
NOTHING = -1  # there are no labels in this cell; from 0 on the number of a cut, from -2 downwards that of a leaf
ROOM = 48  # labels of a leaf: they are looked at in one go
X, Y, START = range(3)  # rows of the places of a leaf
LEFT, TOP, RIGHT, BOTTOM = range(4)  # rows of its edges, seen from the points
DEEPEST = 60  # cuts, one in the other
ROOT_X, ROOT_Y = 1.5, 0.5  # the middle of all
WIDE, HIGH = 2.0 * 0.5 ** np.arange(DEEPEST + 1), 0.5 * 0.5 ** np.arange(DEEPEST + 1)  # half a cell, so deep
LESS = 1 - 1e-6  # so that a scale is not rounded upwards

compiled = njit(cache=True, nogil=True, error_model="numpy")
inlined = njit(  # a call would cost as much as its work
    cache=True, nogil=True, error_model="numpy", forceinline=True, no_cpython_wrapper=True, no_cfunc_wrapper=True
)


@inlined
def which(x, y, middle_x, middle_y):
    """The cell of a cut with this middle in which a point lies: left or right, and above or below."""
    return (1 if x >= middle_x else 0) + (2 if y >= middle_y else 0)


@compiled
def is_full(tree):
    """Whether one more label might find no room; the tree must be made longer first."""
    cuts, places, _, used, _ = tree
    return used[0] + DEEPEST > len(cuts) or used[1] + DEEPEST > len(places)


@compiled
def keep(x, y, start, box, far, tree):
    """Put a label that is shown from this scale on into its leaf."""
    cuts, places, edges, used, reach = tree
    reach[0], reach[1] = max(reach[0], far[0]), max(reach[1], far[1])
    middle_x, middle_y, number = ROOT_X, ROOT_Y, 0
    for deep in range(1, DEEPEST):
        k = which(x, y, middle_x, middle_y)
        cell = cuts[number, k]
        _widen(cell, start, box)
        middle_x += WIDE[deep] if k & 1 else -WIDE[deep]
        middle_y += HIGH[deep] if k & 2 else -HIGH[deep]
        if cell.inside == NOTHING:
            cell.inside = -2 - _planted(places, used)
        if cell.inside < 0:
            leaf = -2 - cell.inside
            slot = _free(places[leaf])
            if slot < ROOM:
                _write(places[leaf], edges[leaf], slot, x, y, start, box)
                return
            _cut(cell, middle_x, middle_y, cuts, places, edges, used)
        number = cell.inside


@compiled
def _cut(cell, middle_x, middle_y, cuts, places, edges, used):
    """Make four cells of a full one; the first of them that has labels goes on with its leaf."""
    free, number = -2 - cell.inside, used[0]
    full, around = places[free].copy(), edges[free].copy()
    used[0] += 1
    clear(cuts[number])
    _empty(places[free])
    for slot in range(ROOM):
        x, y, start = full[X, slot], full[Y, slot], full[START, slot]
        part = cuts[number, which(x, y, middle_x, middle_y)]
        if part.inside == NOTHING:
            part.inside = -2 - (free if free >= 0 else _planted(places, used))
            free = -1
        box = around[LEFT, slot], around[TOP, slot], around[RIGHT, slot], around[BOTTOM, slot]
        leaf = -2 - part.inside
        _write(places[leaf], edges[leaf], _free(places[leaf]), x, y, start, box)
        _widen(part, start, box)
    cell.inside = number


@compiled
def _planted(places, used):
    """The number of a new leaf."""
    number = used[1]
    used[1] += 1
    _empty(places[number])
    return number


@compiled
def _widen(cell, start, box):
    """Let a cell know that there is such a label in it."""
    left, top, right, bottom = box
    cell.start = min(cell.start, np.float32(start * LESS))
    cell.across = max(cell.across, np.float32(max(right, -left)))
    cell.down = max(cell.down, np.float32(max(bottom, -top)))


@compiled
def _write(place, edge, slot, x, y, start, box):
    place[X, slot], place[Y, slot], place[START, slot] = x, y, start
    edge[LEFT, slot], edge[TOP, slot], edge[RIGHT, slot], edge[BOTTOM, slot] = box


@compiled
def clear(four):
    """The cells of a cut without labels."""
    for k in range(4):
        cell = four[k]
        cell.inside, cell.start = NOTHING, np.inf
        cell.across, cell.down = 0.0, 0.0


@compiled
def _empty(place):
    """Labels that are never shown and stand at no point are none."""
    place[X, :], place[START, :] = np.inf, np.inf


@compiled
def _free(place):
    """The first free slot."""
    for slot in range(ROOM):
        if place[START, slot] == np.inf:
            return slot
    return ROOM
