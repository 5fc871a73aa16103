"""Compiled: from which scale on each label is shown, as `core.label_ranges.extend` says it, for a million labels.

Labels that were placed stand in cells: each in one, of the level of the scale from which it is shown on, with sides of
so many pixels at that scale. A label that comes looks into the cells around it, level by level from the finest, no
farther than another could reach that would keep it from being shown sooner than what it has met already.
"""

import math

import numpy as np
from numba import njit

COARSEST = 8.0  # the scale of level 1; level 0 holds what is shown at any smaller one
LEVELS = 27
ACROSS, DOWN = 128.0, 32.0  # pixels of a cell at the scale of its level
EMPTY = -1
GAP, FIRST_CHOICE, SMALLEST = 4.0, 1.25, 200.0


@njit(cache=True, nogil=True)
def _box(side, wide, high, away):
    """Left, top, right and bottom of the label, seen from its point."""
    half, none = np.float32(0.5), np.float32(0.0)
    if side == 0:
        left, top = away, none - high * half
    elif side == 1:
        left, top = none - away - wide, none - high * half
    elif side == 2:
        left, top = none - wide * half, none - away - high
    else:
        left, top = none - wide * half, away
    return np.float64(left), np.float64(top), np.float64(left + wide), np.float64(top + high)


@njit(cache=True, nogil=True)
def _span(apart, below, above):
    if apart == 0.0:
        if below < 0.0 and above > 0.0:
            return 0.0, np.inf
        return np.inf, 0.0
    one, other = below / apart, above / apart
    return max(min(one, other), 0.0), max(one, other)


@njit(cache=True, nogil=True)
def _until(across, down, own, left, top, right, bottom, start, end):
    """The scale up to which a label keeps from being shown; 0 if the two never overlap while the other is there."""
    low_x, high_x = _span(across, left - own[2] - GAP, right - own[0] + GAP)
    low_y, high_y = _span(down, top - own[3], bottom - own[1])
    low, high = max(low_x, low_y), min(high_x, high_y)
    if low < high and high > start and low < end:
        return min(high, end)
    return 0.0


@njit(cache=True, nogil=True)
def _level(scale):
    if scale < COARSEST:
        return 0
    return min(LEVELS - 1, 1 + int(math.log2(scale / COARSEST)))


@njit(cache=True, nogil=True)
def _slot(keys, key):
    """Where this cell stands in the table, or where it would."""
    mask = keys.size - 1
    mixed = np.uint64(key) * np.uint64(0x9E3779B97F4A7C15)
    slot = np.int64(mixed >> np.uint64(20)) & mask
    while keys[slot] != EMPTY and keys[slot] != key:
        slot = (slot + 1) & mask
    return slot


@njit(cache=True, nogil=True)
def _least(four):
    return min(four[0], four[1], four[2], four[3])


@njit(cache=True, nogil=True)
def _behind_blocks(x, y, far_x, far_y, own, blocks, from_on):
    """What the label meets of what stands before all."""
    best = 0.0
    for b in range(blocks.shape[1]):
        wide, high = blocks[2, b] / 2, blocks[3, b] / 2
        across, down = x - blocks[0, b], y - blocks[1, b]
        bound = max(best, blocks[4, b])
        if abs(across) * bound > far_x + wide or abs(down) * bound > far_y + high:
            continue
        for side in range(4):
            until = _until(across, down, own[side], -wide, -high, wide, high, blocks[4, b], blocks[5, b])
            from_on[side] = max(from_on[side], until)
        best = _least(from_on)


@njit(cache=True, nogil=True)
def _behind_cell(j, x, y, far_x, far_y, own, places, boxes, nexts, from_on):
    """What the label meets of the chain of labels that begins with `j`."""
    best = _least(from_on)
    while j != EMPTY:
        across, down, start = x - places[j, 0], y - places[j, 1], places[j, 2]
        left, top, right, bottom = boxes[j, 0], boxes[j, 1], boxes[j, 2], boxes[j, 3]
        bound = max(best, start)
        near_x = abs(across) * bound <= far_x + max(right, -left)
        if near_x and abs(down) * bound <= far_y + max(bottom, -top):
            for side in range(4):
                until = _until(across, down, own[side], left, top, right, bottom, start, np.inf)
                from_on[side] = max(from_on[side], until)
            best = _least(from_on)
        j = nexts[j]


@njit(cache=True, nogil=True)
def extend(first, last, xs, ys, widths, heights, away, blocks, least, sides, table, placed, reach):
    """Place the labels from `first` to `last`; `blocks` is 6 × n: x, y, width, height, start, end.

    `table` are the keys of cells (a power of two of them) and the first label of each; `placed` are place and scale,
    box, and the next in its cell of each label; `reach` holds for each level how far its labels are from their points.
    """
    keys, heads = table
    places, boxes, nexts = placed
    from_on = np.zeros(4)
    for i in range(first, last):
        x, y = xs[i], ys[i]
        if not (math.isfinite(x) and math.isfinite(y)):
            continue
        w, h, a = widths[i], heights[i], away[i]
        own = (_box(0, w, h, a), _box(1, w, h, a), _box(2, w, h, a), _box(3, w, h, a))
        far_x, far_y = own[0][2] + GAP, own[3][3]
        from_on[:] = 0.0
        _behind_blocks(x, y, far_x, far_y, own, blocks, from_on)
        for level in range(LEVELS - 1, -1, -1):
            if reach[level, 0] == 0.0:
                continue
            low_x, high_x, low_y, high_y = 0, 0, 0, 0
            if level:
                scale = COARSEST * 2.0 ** (level - 1)
                near = max(scale, _least(from_on))
                about_x, about_y = (far_x + reach[level, 0]) / near, (far_y + reach[level, 1]) / near
                cell_x, cell_y = scale / ACROSS, scale / DOWN
                low_x, high_x = int(max(0.0, x - about_x) * cell_x), int(min(1.0, x + about_x) * cell_x)
                low_y, high_y = int(max(0.0, y - about_y) * cell_y), int(min(1.0, y + about_y) * cell_y)
            for row in range(low_y, high_y + 1):
                for column in range(low_x, high_x + 1):
                    j = heads[_slot(keys, (level << 56) | (row << 28) | column)]
                    _behind_cell(j, x, y, far_x, far_y, own, places, boxes, nexts, from_on)
        chosen = 0
        for side in range(1, 4):
            if from_on[side] < from_on[chosen]:
                chosen = side
        if from_on[0] <= max(SMALLEST, FIRST_CHOICE * from_on[chosen]):
            chosen = 0
        sides[i], least[i] = chosen, from_on[chosen]
        if from_on[chosen] == np.inf:
            continue
        places[i, 0], places[i, 1], places[i, 2] = x, y, from_on[chosen]
        edges = own[chosen]
        for edge in range(4):
            boxes[i, edge] = edges[edge]
        level = _level(from_on[chosen])
        reach[level, 0], reach[level, 1] = max(reach[level, 0], own[0][2]), max(reach[level, 1], own[3][3])
        scale = COARSEST * 2.0 ** (level - 1)
        row, column = (int(y * (scale / DOWN)), int(x * (scale / ACROSS))) if level else (0, 0)
        slot = _slot(keys, (level << 56) | (row << 28) | column)
        keys[slot] = (level << 56) | (row << 28) | column
        nexts[i], heads[slot] = heads[slot], i
