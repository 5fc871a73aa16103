"""Compiled: from which scale on each label is shown, as `core.label_ranges.extend` says it, for a million labels.

Labels that are shown stand in a tree of cells. A cell that is full is cut into four, all of them four times as wide as
high, like words; they stand beside each other in memory, with what is known of the labels in each. A label that comes
looks into the leaf around its point, then farther and farther out, but no farther than another could reach that would
keep it from being shown sooner than what it has met already.
"""

import math

import numpy as np
from numba import njit

GAP, FIRST_CHOICE, SMALLEST, LARGEST = 4.0, 1.25, 200.0, 2.0**50
STEP = np.dtype([("number", "i4"), ("deep", "i4"), ("x", "f8"), ("y", "f8")])
MORE = 1 + 1e-9  # so that nothing is left aside for the sake of rounding
NOTHING = -1  # there are no labels in this cell; from 0 on the number of a cut, from -2 downwards that of a leaf
DEEPEST = 60  # cuts, one in the other
ROOM = 24  # labels of a leaf
ROOT_X, ROOT_Y = 1.5, 0.5  # the middle of all
WIDE, HIGH = 2.0 * 0.5 ** np.arange(DEEPEST + 1), 0.5 * 0.5 ** np.arange(DEEPEST + 1)  # half a cell, so deep
LESS = 1 - 1e-6  # so that a scale is not rounded upwards
CELL = np.dtype([("inside", "i4"), ("start", "f4"), ("across", "f4"), ("down", "f4")])
SHOWN = np.dtype(
    [("x", "f8"), ("y", "f8"), ("start", "f8"), ("left", "f4"), ("top", "f4"), ("right", "f4"), ("bottom", "f4")]
)


@njit(cache=True, nogil=True, error_model="numpy")
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


@njit(cache=True, nogil=True, error_model="numpy")
def _span(apart, below, above):
    if apart == 0.0:
        if below < 0.0 and above > 0.0:
            return 0.0, np.inf
        return np.inf, 0.0
    one, other = below / apart, above / apart
    return max(min(one, other), 0.0), max(one, other)


@njit(cache=True, nogil=True, error_model="numpy")
def _until(across, down, own, left, top, right, bottom, start, end):
    """The scale up to which a label keeps from being shown; 0 if the two never overlap while the other is there."""
    low_x, high_x = _span(across, left - own[2] - GAP, right - own[0] + GAP)
    low_y, high_y = _span(down, top - own[3], bottom - own[1])
    low, high = max(low_x, low_y), min(high_x, high_y)
    if low < high and high > start and low < end:
        return min(high, end)
    return 0.0


@njit(cache=True, nogil=True, error_model="numpy")
def _may_last(apart, below, above, scale):
    """False if what is so far apart surely does not overlap at any larger scale."""
    if apart > 0.0:
        return above * MORE > apart * scale
    if apart < 0.0:
        return below * MORE < apart * scale
    return below < 0.0 < above


@njit(cache=True, nogil=True, error_model="numpy")
def _least(four):
    return min(four[0], four[1], four[2], four[3])


@njit(cache=True, nogil=True, error_model="numpy")
def _meet(x, y, far, own, leaf, from_on):
    """What the label meets of those in a leaf."""
    best = _least(from_on)
    for slot in range(ROOM):
        j = leaf[slot]
        start = j.start
        if start == np.inf:
            return
        across, down, bound = x - j.x, y - j.y, max(best, start)
        left, top, right, bottom = np.float64(j.left), np.float64(j.top), np.float64(j.right), np.float64(j.bottom)
        if not _may_last(across, left - far[0], right + far[0], bound):
            continue
        if not _may_last(down, top - far[1], bottom + far[1], bound):
            continue
        for side in range(4):
            box, bound = own[side], max(from_on[side], start)
            if not _may_last(across, left - box[2] - GAP, right - box[0] + GAP, bound):
                continue
            if not _may_last(down, top - box[3], bottom - box[1], bound):
                continue
            until = _until(across, down, box, left, top, right, bottom, start, np.inf)
            from_on[side] = max(from_on[side], until)
        best = _least(from_on)


@njit(cache=True, nogil=True, error_model="numpy")
def _descend(x, y, far, own, cuts, leaves, path, from_on):
    """Meet the labels of the leaf around the point; the answer is how many cuts lead there, which are the path."""
    middle_x, middle_y, number = ROOT_X, ROOT_Y, 0
    for deep in range(DEEPEST):
        step = path[deep]
        step.number, step.deep, step.x, step.y = number, deep, middle_x, middle_y
        k = which(x, y, middle_x, middle_y)
        number = cuts[number, k].inside
        if number < 0:
            if number != NOTHING:
                _meet(x, y, far, own, leaves[-2 - number], from_on)
            return deep + 1
        middle_x += WIDE[deep + 1] if k & 1 else -WIDE[deep + 1]
        middle_y += HIGH[deep + 1] if k & 2 else -HIGH[deep + 1]
    return DEEPEST


@njit(cache=True, nogil=True, error_model="numpy")
def _is_far(x, y, far, step, reach, best):
    """Whether labels outside of the cell in which the point lies are too far away to matter."""
    k, deep = which(x, y, step.x, step.y), step.deep + 1
    beside = abs(x - step.x - (WIDE[deep] if k & 1 else -WIDE[deep]))
    above = abs(y - step.y - (HIGH[deep] if k & 2 else -HIGH[deep]))
    return (WIDE[deep] - beside) * best > (far[0] + reach[0]) * MORE and (HIGH[deep] - above) * best > (
        far[1] + reach[1]
    ) * MORE


@njit(cache=True, nogil=True, error_model="numpy")
def _search(x, y, far, own, cuts, leaves, path, first, from_on):
    """Meet the labels of the cut at this place of the path, but for those of the cell in which the point lies itself.

    What comes behind it on the path is overwritten.
    """
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
                _meet(x, y, far, own, leaves[-2 - cell.inside], from_on)
                best = _least(from_on)
                continue
            last += 1
            step = path[last]
            step.number, step.deep, step.x, step.y = cell.inside, deep, cell_x, cell_y
        skipped = -1


@njit(cache=True, nogil=True, error_model="numpy")
def _behind_blocks(x, y, far, own, blocks, from_on):
    """What the label meets of what stands before all; the last to go come first."""
    best = _least(from_on)
    for b in range(blocks.shape[1]):
        start, end = blocks[4, b], blocks[5, b]
        if end <= best:
            return
        wide, high = blocks[2, b] / 2, blocks[3, b] / 2
        across, down, bound = x - blocks[0, b], y - blocks[1, b], max(best, start)
        if not _may_last(across, -wide - far[0], wide + far[0], bound):
            continue
        if not _may_last(down, -high - far[1], high + far[1], bound):
            continue
        for side in range(4):
            until = _until(across, down, own[side], -wide, -high, wide, high, start, end)
            from_on[side] = max(from_on[side], until)
        best = _least(from_on)


@njit(cache=True, nogil=True, error_model="numpy")
def extend(first, last, xs, ys, widths, heights, away, blocks, least, sides, cuts, leaves, used, reach):
    """Place the labels from `first` to `last`; `blocks` is 6 × n: x, y, width, height, start, end.

    The answer is the label before which it had to stop, since the tree had no room left: it needs more of what is
    `used`, cuts and leaves.
    """
    path = np.empty(4 * DEEPEST, STEP)
    shown = np.empty(1, SHOWN)
    from_on = np.zeros(4)
    for i in range(first, last):
        if used[0] + DEEPEST > len(cuts) or used[1] + 4 + DEEPEST > len(leaves):
            return i
        x, y = xs[i], ys[i]
        if not (math.isfinite(x) and math.isfinite(y)):
            continue
        w, h, a = widths[i], heights[i], away[i]
        own = (_box(0, w, h, a), _box(1, w, h, a), _box(2, w, h, a), _box(3, w, h, a))
        far = (own[0][2] + GAP, own[3][3])
        from_on[:] = 0.0
        for step in range(_descend(x, y, far, own, cuts, leaves, path, from_on) - 1, -1, -1):
            if _is_far(x, y, far, path[step], reach, _least(from_on)):
                break
            _search(x, y, far, own, cuts, leaves, path, step, from_on)
        _behind_blocks(x, y, far, own, blocks, from_on)
        side = _chosen(from_on)
        sides[i], least[i] = side, from_on[side] if from_on[side] <= LARGEST else np.inf
        if least[i] == np.inf:
            continue
        label = shown[0]
        label.x, label.y, label.start = x, y, least[i]
        label.left, label.top, label.right, label.bottom = own[side]
        reach[0], reach[1] = max(reach[0], own[0][2]), max(reach[1], own[3][3])
        keep(label, cuts, leaves, used)
    return last


@njit(cache=True, nogil=True, error_model="numpy")
def _chosen(from_on):
    """The side that shows the label first; the right one where that costs little."""
    chosen = 0
    for side in range(1, 4):
        if from_on[side] < from_on[chosen]:
            chosen = side
    return 0 if from_on[0] <= max(SMALLEST, FIRST_CHOICE * from_on[chosen]) else chosen


@njit(cache=True, nogil=True, error_model="numpy")
def which(x, y, middle_x, middle_y):
    """The cell of a cut with this middle in which a point lies: left or right, and above or below."""
    return (1 if x >= middle_x else 0) + (2 if y >= middle_y else 0)


@njit(cache=True, nogil=True, error_model="numpy")
def widen(cell, label):
    """Let a cell know that this label is in it."""
    cell.start = min(cell.start, np.float32(label.start * LESS))
    cell.across = max(cell.across, label.right, -label.left)
    cell.down = max(cell.down, label.bottom, -label.top)


@njit(cache=True, nogil=True, error_model="numpy")
def planted(cuts):
    """How many cuts and leaves are used of a tree without labels, of which this makes the first cut."""
    for k in range(4):
        clear(cuts[0, k])
    used = np.zeros(2, np.int64)
    used[0] = 1
    return used


@njit(cache=True, nogil=True, error_model="numpy")
def clear(cell):
    """An empty cell."""
    cell.inside, cell.start = NOTHING, np.inf
    cell.across, cell.down = 0.0, 0.0


@njit(cache=True, nogil=True, error_model="numpy")
def empty(leaf):
    """A label without a start ends those of a leaf."""
    for slot in range(ROOM):
        leaf[slot].start = np.inf


@njit(cache=True, nogil=True, error_model="numpy")
def put(label, leaf):
    """Let the label stand in this leaf; False if that is full."""
    for slot in range(ROOM):
        if leaf[slot].start == np.inf:
            leaf[slot] = label
            return True
    return False


@njit(cache=True, nogil=True, error_model="numpy")
def cut(cell, middle_x, middle_y, cuts, leaves, used):
    """Make four cells of a full one; the first of them that has labels goes on with its leaf."""
    free, number = -2 - cell.inside, used[0]
    full = leaves[free].copy()
    used[0] += 1
    for k in range(4):
        clear(cuts[number, k])
    for slot in range(ROOM):
        label = full[slot]
        part = cuts[number, which(label.x, label.y, middle_x, middle_y)]
        if part.inside == NOTHING:
            part.inside = -2 - free
            empty(leaves[free])
            free = used[1]
            used[1] += 1
        put(label, leaves[-2 - part.inside])
        widen(part, label)
    used[1] -= 1  # the last one was not needed
    cell.inside = number


@njit(cache=True, nogil=True, error_model="numpy")
def keep(label, cuts, leaves, used):
    """Put a label that is shown into its leaf."""
    middle_x, middle_y, number = ROOT_X, ROOT_Y, 0
    for deep in range(1, DEEPEST):
        k = which(label.x, label.y, middle_x, middle_y)
        cell = cuts[number, k]
        widen(cell, label)
        middle_x += WIDE[deep] if k & 1 else -WIDE[deep]
        middle_y += HIGH[deep] if k & 2 else -HIGH[deep]
        if cell.inside == NOTHING:
            cell.inside = -2 - used[1]
            empty(leaves[used[1]])
            used[1] += 1
        if cell.inside < 0:
            if put(label, leaves[-2 - cell.inside]):
                return
            cut(cell, middle_x, middle_y, cuts, leaves, used)
        number = cell.inside
