"""Compiled sorting of points into cells of a grid, and counting what a view holds by them."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def sort_into_cells(xs, ys, first, last, low_x, low_y, per_x, per_y, side, out_x, out_y, ranks, starts):
    """Points `first` to `last` by cell, row of cells by row of cells, into the same part of the outputs.

    `starts` receives where each cell starts, and where the last one ends.
    """
    cells = np.empty(last - first, np.int32)
    ends = np.zeros(side * side + 1, np.int64)
    for i in range(first, last):
        column = _clamped((xs[i] - low_x) * per_x, side)
        cells[i - first] = _clamped((ys[i] - low_y) * per_y, side) * side + column
        ends[cells[i - first] + 1] += 1
    ends[0] = first
    for c in range(side * side):
        ends[c + 1] += ends[c]
    for c in range(side * side + 1):
        starts[c] = ends[c]
    for i in range(first, last):
        place = ends[cells[i - first]]
        ends[cells[i - first]] = place + 1
        out_x[place], out_y[place], ranks[place] = xs[i], ys[i], i


@njit(cache=True, nogil=True)
def number(rows, shown, numbers):
    """Number the points whose rows are shown from 0 on; −1 for the others. Returns how many there are."""
    found = 0
    for i in range(rows.size):
        numbers[i] = found if shown[rows[i]] else -1
        found += shown[rows[i]]
    return found


@njit(cache=True, nogil=True)
def numbered(numbers, kept):
    """Which points have a number, in their order."""
    place = 0
    for i in range(numbers.size):
        if place < kept.size:  # nearly always: whether a point is kept cannot be foreseen, and would cost more
            kept[place] = i
        place += numbers[i] >= 0


@njit(cache=True, nogil=True)
def sift_cells(xs, ys, ranks, starts, numbers, begin, end, out_x, out_y, out_ranks, out_starts):
    """Those points of one level that have a number, in the order they have, from `begin` to `end` of the outputs."""
    place = begin
    for c in range(starts.size - 1):
        out_starts[c] = place
        for i in range(starts[c], starts[c + 1]):
            own = numbers[ranks[i]]
            if place < end:  # see above
                out_x[place], out_y[place], out_ranks[place] = xs[i], ys[i], own
            place += own >= 0
    out_starts[starts.size - 1] = place


@njit(cache=True, nogil=True, inline="always")
def _clamped(place, side):
    """The cell of this place along one side; the first for what is not a number."""
    if place >= side:
        return side - 1
    return int(place) if place > 0 else 0


@njit(cache=True, nogil=True)
def count_in_view(xs, ys, starts, box, side, scale, left, top, width, height):
    """How many points lie in the image; `box` are the first and last column and row of cells that may hold some.

    What lies in the cells within it needs no look.
    """
    found = 0
    for level in range(starts.shape[0]):
        for row in range(box[2], box[3] + 1):
            begin, end = starts[level, row * side + box[0]], starts[level, row * side + box[1] + 1]
            within, beyond = end, end
            if box[2] < row < box[3] and box[0] + 1 < box[1]:
                within, beyond = starts[level, row * side + box[0] + 1], starts[level, row * side + box[1]]
            found += beyond - within
            found += _count(xs, ys, begin, within, scale, left, top, width, height)
            found += _count(xs, ys, beyond, end, scale, left, top, width, height)
    return found


@njit(cache=True, nogil=True, inline="always")
def _count(xs, ys, begin, end, scale, left, top, width, height):
    found = 0
    for i in range(begin, end):
        across, down = xs[i] * scale + left, top - ys[i] * scale
        found += (across >= 0) & (across < width) & (down >= 0) & (down < height)
    return found
