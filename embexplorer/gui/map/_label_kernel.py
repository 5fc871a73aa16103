"""Compiled: from which scale on each label is shown, as `core.label_ranges.extend` says it, for a million labels.

Labels that are shown stand in a tree of cells. A label that comes looks into the leaf around its point, then farther
and farther out, but no farther than another could reach that would keep it from being shown sooner than what it has met
already.
"""

import math

import numpy as np

from embexplorer.core.label_ranges import FIRST_CHOICE, GAP, LARGEST, SMALLEST
from embexplorer.gui.map._label_tree import (
    BOTTOM,
    DEEPEST,
    HIGH,
    LEFT,
    NOTHING,
    RIGHT,
    ROOT_X,
    ROOT_Y,
    START,
    TOP,
    WIDE,
    X,
    Y,
    compiled,
    inlined,
    is_full,
    keep,
    which,
)

STEP = np.dtype([("number", "i4"), ("deep", "i4"), ("x", "f8"), ("y", "f8")])
MORE = 1 + 1e-9  # so that nothing is left aside for the sake of rounding


@compiled
def place(first, last, labels, blocks, least, sides, tree):
    """Choose sides and scales of the labels from `first` on, one after the other; each is then in the tree.

    `labels` are their x, y, width, height and distance from the point; `blocks` is 6 × n: x, y, width, height, start
    and end, the last to end first. The answer is the label before which it had to stop, since the tree is full.
    """
    xs, ys, widths, heights, away = labels
    path, from_on = np.empty(4 * DEEPEST, STEP), np.empty(4)
    for i in range(first, last):
        if is_full(tree):
            return i
        x, y = xs[i], ys[i]
        if not (math.isfinite(x) and math.isfinite(y)):
            continue
        own, far = _edges(widths[i], heights[i], away[i])
        from_on[:] = 0.0
        _meet_all(x, y, own, far, tree, path, from_on)
        _behind_blocks(x, y, own, far, blocks, from_on)
        side = _chosen(from_on)
        sides[i], least[i] = side, from_on[side] if from_on[side] <= LARGEST else np.inf
        if least[i] < np.inf:
            keep(x, y, least[i], own[side], far, tree)
    return last


@inlined
def _edges(wide, high, away):
    """The box of a label on each of its sides, and how far they reach from its point."""
    own = (_box(0, wide, high, away), _box(1, wide, high, away), _box(2, wide, high, away), _box(3, wide, high, away))
    return own, (own[0][2] + GAP, own[3][3])


@inlined
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


@inlined
def _meet_all(x, y, own, far, tree, path, from_on):
    """What the label meets of those in the tree."""
    reach = tree[4]
    for step in range(_descend(x, y, own, far, tree, path, from_on) - 1, -1, -1):
        if _is_far(x, y, far, path[step], reach, _least(from_on)):
            return
        _search(x, y, own, far, tree, path, step, from_on)


@inlined
def _descend(x, y, own, far, tree, path, from_on):
    """Meet the labels of the leaf around the point; the answer is how many cuts lead there, which are the path."""
    cuts, places, edges, _, _ = tree
    middle_x, middle_y, number = ROOT_X, ROOT_Y, 0
    for deep in range(DEEPEST):
        step = path[deep]
        step.number, step.deep, step.x, step.y = number, deep, middle_x, middle_y
        k = which(x, y, middle_x, middle_y)
        number = cuts[number, k].inside
        if number < 0:
            if number != NOTHING:
                _meet(x, y, own, far, places[-2 - number], edges[-2 - number], from_on)
            return deep + 1
        middle_x += WIDE[deep + 1] if k & 1 else -WIDE[deep + 1]
        middle_y += HIGH[deep + 1] if k & 2 else -HIGH[deep + 1]
    return DEEPEST


@inlined
def _is_far(x, y, far, step, reach, best):
    """Whether labels outside of the cell in which the point lies are too far away to matter."""
    k, deep = which(x, y, step.x, step.y), step.deep + 1
    beside = WIDE[deep] - abs(x - step.x - (WIDE[deep] if k & 1 else -WIDE[deep]))
    above = HIGH[deep] - abs(y - step.y - (HIGH[deep] if k & 2 else -HIGH[deep]))
    return (beside * best > (far[0] + reach[0]) * MORE) & (above * best > (far[1] + reach[1]) * MORE)


@inlined
def _search(x, y, own, far, tree, path, first, from_on):
    """Meet the labels of the cut at this place of the path, but for those of the cell in which the point lies itself.

    What comes behind it on the path is overwritten.
    """
    cuts, places, edges, _, _ = tree
    last, skipped, best = first, which(x, y, path[first].x, path[first].y), _least(from_on)
    while last >= first:
        number, deep, middle_x, middle_y = path[last].number, path[last].deep + 1, path[last].x, path[last].y
        wide, high = WIDE[deep], HIGH[deep]
        last -= 1
        for k in range(4):
            cell = cuts[number, k]
            if k == skipped or cell.inside == NOTHING:
                continue
            cell_x, cell_y = middle_x + (wide if k & 1 else -wide), middle_y + (high if k & 2 else -high)
            bound = max(best, np.float64(cell.start))
            if (abs(x - cell_x) - wide) * bound > (far[0] + cell.across) * MORE:
                continue
            if (abs(y - cell_y) - high) * bound > (far[1] + cell.down) * MORE:
                continue
            if cell.inside < 0:
                _meet(x, y, own, far, places[-2 - cell.inside], edges[-2 - cell.inside], from_on)
                best = _least(from_on)
                continue
            last += 1
            step = path[last]
            step.number, step.deep, step.x, step.y = cell.inside, deep, cell_x, cell_y
        skipped = -1


@inlined
def _meet(x, y, own, far, place, edge, from_on):
    """What the label meets of those in a leaf."""
    slot, found = 0, _near(x, y, far, _least(from_on), place, edge)
    while found:
        if found & 1:
            across, down, start = x - place[X, slot], y - place[Y, slot], place[START, slot]
            left, right = np.float64(edge[LEFT, slot]), np.float64(edge[RIGHT, slot])
            top, bottom = np.float64(edge[TOP, slot]), np.float64(edge[BOTTOM, slot])
            for side in range(4):
                box, bound = own[side], max(from_on[side], start)
                touching = left - box[2] - GAP, top - box[3], right - box[0] + GAP, bottom - box[1]
                if _may_meet(across, down, *touching, bound):
                    until = _until(across, down, box, left, top, right, bottom, start, np.inf)
                    from_on[side] = max(from_on[side], until)
        found >>= 1
        slot += 1


@inlined
def _near(x, y, far, best, place, edge):
    """Which labels of a leaf may matter, a bit for each; without branches, so that many are compared at once.

    Free slots, whose points are infinitely far away, never do.
    """
    found = 0
    for slot in range(place.shape[1]):  # a number that the compiler knew would make it unroll this
        across, down = x - place[X, slot], y - place[Y, slot]
        bound = max(best, place[START, slot])
        wide = np.float64(edge[RIGHT, slot] if across > 0.0 else -edge[LEFT, slot])
        high = np.float64(edge[BOTTOM, slot] if down > 0.0 else -edge[TOP, slot])
        near = (abs(across) * bound <= (wide + far[0]) * MORE) & (abs(down) * bound <= (high + far[1]) * MORE)
        found |= int(near) << slot
    return found


@inlined
def _may_meet(across, down, left, top, right, bottom, scale):
    """False if boxes so far apart surely do not overlap at any larger scale; the edges are where they would touch."""
    beside, above = (right if across > 0.0 else -left), (bottom if down > 0.0 else -top)
    return (abs(across) * scale <= beside * MORE) & (abs(down) * scale <= above * MORE)


@inlined
def _until(across, down, own, left, top, right, bottom, start, end):
    """The scale up to which a label keeps from being shown; 0 if the two never overlap while the other is there."""
    low_x, high_x = _span(across, left - own[2] - GAP, right - own[0] + GAP)
    low_y, high_y = _span(down, top - own[3], bottom - own[1])
    low, high = max(low_x, low_y), min(high_x, high_y)
    if low < high and high > start and low < end:
        return min(high, end)
    return 0.0


@inlined
def _span(apart, below, above):
    """The scales, 0 at least, at which `apart` times the scale lies between `below` and `above`."""
    if apart == 0.0:
        if below < 0.0 and above > 0.0:
            return 0.0, np.inf
        return np.inf, 0.0
    soon, late = (below, above) if apart > 0.0 else (above, below)
    low = soon / apart if (soon > 0.0) == (apart > 0.0) else 0.0  # mostly they overlap at the smallest scales already
    return max(low, 0.0), late / apart


@inlined
def _least(four):
    return min(four[0], four[1], four[2], four[3])


@compiled
def _behind_blocks(x, y, own, far, blocks, from_on):
    """What the label meets of what stands before all."""
    best = _least(from_on)
    for b in range(blocks.shape[1]):
        start, end = blocks[4, b], blocks[5, b]
        if end <= best:
            return
        wide, high = blocks[2, b] / 2, blocks[3, b] / 2
        across, down, bound = x - blocks[0, b], y - blocks[1, b], max(best, start)
        if not _may_meet(across, down, -wide - far[0], -high - far[1], wide + far[0], high + far[1], bound):
            continue
        for side in range(4):
            until = _until(across, down, own[side], -wide, -high, wide, high, start, end)
            from_on[side] = max(from_on[side], until)
        best = _least(from_on)


@inlined
def _chosen(from_on):
    """The side that shows the label first; the right one where that costs little."""
    chosen = 0
    for side in range(1, 4):
        if from_on[side] < from_on[chosen]:
            chosen = side
    return 0 if from_on[0] <= max(SMALLEST, FIRST_CHOICE * from_on[chosen]) else chosen
