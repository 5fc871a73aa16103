"""Compiled marching squares (Lorensen and Cline 1987, in the plane): where a field crosses a level, as lines."""

from numba import njit

NONE = -1


@njit(cache=True, nogil=True)
def trace(field, level, links, touched, places, starts):
    """Lines of the level: their points (column, row; bin centres are whole numbers) one after the other in `places`.

    `starts` gets where each begins, and the end; the answer is how many lines there are. A ring ends where it began.
    A field runs evenly along each side between two bins; of a saddle the mean of its four corners decides. `links`
    (two for each side, all NONE before and after) and `touched` are room to work in.
    """
    height, width = field.shape
    count = 0
    for y in range(height - 1):
        for x in range(width - 1):
            count = _link(field, level, y, x, links, touched, count)
    lines, done = 0, 0
    for t in range(2 * count):  # lines that leave the field first: what is left are rings
        side = touched[t % count]
        if links[side, 0] == NONE or (t < count and links[side, 1] != NONE):
            continue
        starts[lines] = done
        done = _walk(field, level, side, links, places, done)
        lines += 1
        starts[lines] = done
    return lines


@njit(cache=True, nogil=True, inline="always")
def _link(field, level, y, x, links, touched, count):
    """Join the sides of one square (four bins) that the level crosses, and note them."""
    one, two = field[y, x] >= level, field[y, x + 1] >= level
    three, four = field[y + 1, x] >= level, field[y + 1, x + 1] >= level
    if one == two and one == three and one == four:
        return count
    height, width = field.shape
    upper, lower = y * width + x, (y + 1) * width + x
    left, right = (height + y) * width + x, (height + y) * width + x + 1
    if one != two and one != three and one == four:
        middle = (field[y, x] + field[y, x + 1] + field[y + 1, x] + field[y + 1, x + 1]) / 4 >= level
        if middle == one:  # the first and the fourth corner are one area
            count = _join(upper, right, links, touched, count)
            return _join(left, lower, links, touched, count)
        count = _join(upper, left, links, touched, count)
        return _join(right, lower, links, touched, count)
    first = upper if one != two else (left if one != three else lower)
    last = right if two != four else (lower if three != four else left)
    return _join(first, last, links, touched, count)


@njit(cache=True, nogil=True, inline="always")
def _join(one, other, links, touched, count):
    links[one, 0 if links[one, 0] == NONE else 1] = other
    links[other, 0 if links[other, 0] == NONE else 1] = one
    touched[count], touched[count + 1] = one, other
    return count + 2


@njit(cache=True, nogil=True)
def _walk(field, level, side, links, places, done):
    """Enter the points of the line through this side, and forget its links."""
    start, before = side, NONE
    while True:
        _cross(field, level, side, places, done)
        done += 1
        following = links[side, 0] if links[side, 0] != before else links[side, 1]
        links[side, 0], links[side, 1] = NONE, NONE
        if following == NONE:
            return done
        before, side = side, following
        if side == start:
            _cross(field, level, side, places, done)
            return done + 1


@njit(cache=True, nogil=True)
def _cross(field, level, side, places, at):
    height, width = field.shape
    upright = side >= height * width
    y, x = (side // width - height if upright else side // width), side % width
    begin, end = field[y, x], field[y + 1, x] if upright else field[y, x + 1]
    share = (level - begin) / (end - begin)
    places[at, 0] = x if upright else x + share
    places[at, 1] = y + share if upright else y
