"""Compiled drawing of densities: from bins to the pixels of an image. `first` and `last` are a band of rows.

All release the interpreter, so that bands are done side by side.
"""

import math

import numpy as np
from numba import njit


@njit(cache=True, nogil=True, fastmath=True)
def shade(density, hues, ramp, peak, steepness, toward, depth, spans, first, last, colors):
    """Tone (0 to 1), red, green and blue (0 to 255) of the bins of these spans (rows × 2: the first, and the one after
    the last); `peak` is the density whose tone is nearly full.

    The colour is that of `hues` (bins twice as wide), deeper where it is dense, or of `ramp` where there are none.
    """
    width = density.shape[1]
    line = np.empty(hues.shape[2], np.float32)
    lefts, shares = _columns(width, -0.25, 0.5, hues.shape[2])
    per, steep, deepest = np.float32(1 / peak), np.float32(steepness), np.float32(depth)
    none, whole, levels = np.float32(0), np.float32(1), np.float32(255)
    for y in range(first, last):
        begin, end = spans[y]
        tones, dense = colors[0, y, begin:end], density[y, begin:end]
        for x in range(tones.size):
            share = dense[x] * per
            tones[x] = whole - math.exp(-steep * math.sqrt(share)) if share > none else none
        for c in range(3):
            own, goal = colors[c + 1, y, begin:end], np.float32(toward[c])
            if hues.shape[1] == 0:
                for x in range(tones.size):
                    own[x] = ramp[int(tones[x] * levels), c] if tones[x] > none else none
                continue
            _between(hues[c], (y + 0.5) / 2 - 0.5, line)
            _stretch(line, lefts[begin:end], shares[begin:end], own)
            for x in range(tones.size):
                deep = own[x] + (goal - own[x]) * deepest * tones[x] * tones[x]
                own[x] = deep if tones[x] > none else none


@njit(cache=True, nogil=True)
def _columns(width, at, step, count):
    """For each of `width` columns, `step` bins apart from `at` on: the bin left of it, of `count`, and how far it lies
    on the way to the next."""
    lefts, shares = np.empty(width, np.int32), np.empty(width, np.float32)
    for x in range(width):
        u = min(max(at + x * step, 0.0), max(count - 1.0, 0.0))
        lefts[x] = int(u)
        shares[x] = u - int(u)
    return lefts, shares


@njit(cache=True, nogil=True, fastmath=True)
def _between(field, at, line):
    """The row of a field at this height, between its rows."""
    at = min(max(at, 0.0), field.shape[0] - 1.0)
    upper = int(at)
    lower, share = min(upper + 1, field.shape[0] - 1), np.float32(at - upper)
    _mixed(field[upper], field[lower], share, line)


@njit(cache=True, nogil=True, fastmath=True)
def _mixed(above, below, share, target):
    """Each value of one line so far on the way to that of another."""
    for x in range(target.size):
        target[x] = above[x] + (below[x] - above[x]) * share


@njit(cache=True, nogil=True, fastmath=True)
def _stretch(line, lefts, shares, target):
    """The values of a line at these columns, between its bins."""
    last = line.size - 1
    for x in range(lefts.size):
        left = line[lefts[x]]
        target[x] = left + (line[min(lefts[x] + 1, last)] - left) * shares[x]


@njit(cache=True, nogil=True, fastmath=True)
def enlarge(
    colors, color_step, color_at, crowds, crowd_step, crowd_at, near, look, everywhere, first, last, pixels, fades
):  # fmt: skip
    """From bins to device pixels: the density as premultiplied ARGB and, of 255, how much is left of the points.

    The centre of pixel (x, y) lies at bin (at + step · pixel). `crowds` are those of grey and of classed points; where
    one is crowded the density is as opaque as points that lie over each other, elsewhere as its tone says, or not seen
    unless it is `everywhere`. It comes before points go, so that nothing looks hollow in between. `near` are spans
    outside of which nothing is crowded, for colours in the same bins; without rows it may be anywhere.
    `look` is the greatest opacity, the least of a crowd, and what is kept of the points.
    """
    opaque, solid = np.float32(look[0]), np.float32(look[1])
    lost, beside = np.float32(255 * (1 - look[2])), np.float32(everywhere)
    whole, width = np.float32(1), pixels.shape[1]
    crowd_columns = _columns(width, crowd_at[0], crowd_step, crowds.shape[2])
    color_columns = _columns(width, color_at[0], color_step, colors.shape[2])
    crowd_rows, color_rows = _rows_of(crowds, width), _rows_of(colors, width)
    place = (near, crowd_at[0], crowd_step, width)
    part, tone = np.empty((2, width), np.float32), np.empty((4, width), np.float32)
    for y in range(first, last):
        upper = int(min(max(crowd_at[1] + y * crowd_step, 0.0), crowds.shape[1] - 1.0))
        begin, end = _pixels(upper, upper + 1, place)
        pixels[y, :begin], pixels[y, end:], fades[:, y, :begin], fades[:, y, end:] = 0, 0, 255, 255
        if begin >= end:
            continue
        _at_height(crowds, crowd_at[1] + y * crowd_step, crowd_columns, place, crowd_rows, part[:, begin:end], begin)
        grey, classed = part[0, begin:end], part[1, begin:end]
        if not everywhere and _sum(grey) + _sum(classed) <= 0:
            pixels[y, begin:end], fades[:, y, begin:end] = 0, 255
            continue
        _at_height(colors, color_at[1] + y * color_step, color_columns, place, color_rows, tone[:, begin:end], begin)
        for x in range(grey.size):
            grey[x] = max(grey[x], classed[x])  # grey points must not come out where those above them go
        _leave(grey, lost, fades[0, y, begin:end])
        _leave(classed, lost, fades[1, y, begin:end])
        opacity = tone[0, begin:end]
        for x in range(opacity.size):
            share = grey[x] * (whole + whole - grey[x])
            crowded = share * (solid + (whole - solid) * opacity[x])
            opacity[x] = opaque * (crowded + beside * (whole - share) * opacity[x])
        _pack(tone[:, begin:end], pixels[y, begin:end])


@njit(cache=True, nogil=True)
def _pixels(upper, lower, place):
    """The first column of pixels, and the one after the last, between the bins of these rows of spans."""
    near, at, step, width = place
    if near.shape[0] == 0:
        return 0, width
    low, high = 2**30, -1
    for row in range(max(0, upper), min(near.shape[0] - 1, lower) + 1):
        if near[row, 0] < near[row, 1]:
            low, high = min(low, near[row, 0]), max(high, near[row, 1])
    if high < 0:
        return width, width
    return max(0, math.ceil((low - at) / step)), min(width, math.floor((high - 1 - at) / step) + 1)


@njit(cache=True, nogil=True)
def _rows_of(fields, width):
    """Room for two rows of each field (even ones and odd ones) as wide as the image, and which they are: none yet."""
    return np.empty((2, fields.shape[0], width), np.float32), np.full(2, -1)


@njit(cache=True, nogil=True, fastmath=True)
def _at_height(fields, at, columns, place, rows, target, begin):
    """The values of each field at this height between its rows, at the columns of the target, which begin there.

    A row is stretched only once, as far as it and those beside it need.
    """
    stretched, numbers = rows
    at = min(max(at, 0.0), fields.shape[1] - 1.0)
    upper, end = int(at), begin + target.shape[1]
    lower, share = min(upper + 1, fields.shape[1] - 1), np.float32(at - upper)
    for row in (upper, lower):
        if numbers[row & 1] != row:
            numbers[row & 1] = row
            left, right = _pixels(row - 1, row + 1, place)
            for c in range(fields.shape[0]):
                own = stretched[row & 1, c, left:right]
                _stretch(fields[c, row], columns[0][left:right], columns[1][left:right], own)
    for c in range(fields.shape[0]):
        _mixed(stretched[upper & 1, c, begin:end], stretched[lower & 1, c, begin:end], share, target[c])


@njit(cache=True, nogil=True, fastmath=True)
def _sum(line):
    total = np.float32(0)
    for x in range(line.size):
        total += line[x]
    return total


@njit(cache=True, nogil=True, fastmath=True)
def _leave(crowded, lost, fades):
    """How much of 255 is left of points where they crowd so far, 0 to 1, when `lost` goes of those that do."""
    full = np.float32(255.5)
    for x in range(fades.size):
        fades[x] = np.int32(full - lost * crowded[x] * crowded[x])


@njit(cache=True, nogil=True, fastmath=True)
def _pack(levels, pixels):
    """Opacity (0 to 1), red, green and blue (0 to 255), premultiplied and side by side."""
    half, full = np.float32(0.5), np.float32(255)
    for x in range(pixels.size):
        alpha = levels[0, x]
        packed = np.uint32(np.int32(full * alpha + half)) << np.uint32(24)
        packed |= np.uint32(np.int32(levels[1, x] * alpha + half)) << np.uint32(16)
        packed |= np.uint32(np.int32(levels[2, x] * alpha + half)) << np.uint32(8)
        pixels[x] = packed | np.uint32(np.int32(levels[3, x] * alpha + half))


@njit(cache=True, nogil=True)
def thin(pixels, fades, left, top, first, last):
    """Make points (premultiplied ARGB) as faint as `fades` (of 255) says, where the image begins at (left, top)."""
    width = pixels.shape[1]
    for y in range(first, last):
        line, shares = pixels[y], fades[y + top, left : left + width]
        for x in range(width):  # without a branch, so that many pixels are done at once; 255 leaves one as it is
            own, part = line[x], np.uint32(shares[x]) + np.uint32(1)
            odd = ((own & np.uint32(0xFF00FF)) * part) >> np.uint32(8)
            even = ((own >> np.uint32(8)) & np.uint32(0xFF00FF)) * part
            line[x] = (odd & np.uint32(0xFF00FF)) | (even & np.uint32(0xFF00FF00))
