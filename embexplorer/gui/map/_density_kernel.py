"""Compiled counting, smoothing and colouring of densities. Functions that get `first` and `last` do one band of rows.

They release the interpreter, so that bands are done side by side. Fields are float32, bins of a grid over the map;
`left`, `top` and `scale` go from map units to bins.
"""

import math

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def count(points, codes, slot_of, weight_of, shown, scale, left, top, first, last, counts):
    """Add the points `first` to `last` to `counts` (slots × rows × columns), each with the weight of its code.

    A code whose slot is negative is left out, and so is what is not `shown` (everything is where that is empty).
    """
    height, width = counts.shape[1:]
    for i in range(first, last):
        slot = slot_of[codes[i]]
        if slot < 0 or (shown.size > 0 and not shown[i]):
            continue
        across = points[i, 0] * scale + left
        down = top - points[i, 1] * scale
        if across >= 0 and across < width and down >= 0 and down < height:
            counts[slot, int(down), int(across)] += weight_of[codes[i]]


@njit(cache=True, nogil=True, fastmath=True)
def smooth_rows(source, taps, first, last, target):
    """Each row weighed by the taps (an odd number, the middle one on the bin); nothing lies beyond the ends."""
    width, reach = source.shape[1], taps.size // 2
    line = np.zeros(width + 2 * reach, np.float32)
    for y in range(first, last):
        line[reach : reach + width] = source[y]
        sums = target[y]
        sums[:] = 0
        for d in range(taps.size):
            weight, moved = taps[d], line[d : d + width]
            for x in range(width):
                sums[x] += weight * moved[x]


@njit(cache=True, nogil=True, fastmath=True)
def smooth_columns(source, taps, first, last, target):
    """As `smooth_rows`, from top to bottom."""
    height, width = source.shape
    reach = taps.size // 2
    for y in range(first, last):
        sums = target[y]
        sums[:] = 0
        for d in range(max(0, reach - y), min(taps.size, height + reach - y)):
            weight, moved = taps[d], source[y + d - reach]
            for x in range(width):
                sums[x] += weight * moved[x]


@njit(cache=True, nogil=True)
def crowding(smoothed, begins, whole, most, first, last, target):
    """0 where no more than `begins` points lie around a bin, `most` from `whole` on, evenly between on a log scale."""
    steps = math.log2(whole / begins)
    for y in range(first, last):
        for x in range(smoothed.shape[1]):
            around = smoothed[y, x]
            if around <= begins:
                target[y, x] = 0
                continue
            share = min(1.0, math.log2(around / begins) / steps)
            target[y, x] = most * share * share * (3 - 2 * share)


@njit(cache=True, nogil=True)
def mix(counts, labs, gamma, first, last, hues):
    """The colour (3 × rows × columns, 0 to 255) of each bin: that of its classes, mixed in OKLab (Ottosson 2020).

    Each class weighs by the square of its share, so that the colour of the larger one stays clear. `gamma` are the
    levels of linear light in even steps.
    """
    slots, width = counts.shape[0], counts.shape[2]
    for y in range(first, last):
        for x in range(width):
            weights, light, a, b = 0.0, 0.0, 0.0, 0.0
            for s in range(slots):
                weight = counts[s, y, x] * counts[s, y, x]
                weights += weight
                light += weight * labs[s, 0]
                a += weight * labs[s, 1]
                b += weight * labs[s, 2]
            if weights <= 0:
                hues[:, y, x] = 0
                continue
            _enter(light / weights, a / weights, b / weights, gamma, hues, y, x)


@njit(cache=True, nogil=True)
def color(labs, gamma, first, last, hues):
    """The colour of each bin that has this one in OKLab (3 × rows × columns)."""
    for y in range(first, last):
        for x in range(labs.shape[2]):
            _enter(labs[0, y, x], labs[1, y, x], labs[2, y, x], gamma, hues, y, x)


@njit(cache=True, nogil=True, inline="always")
def _enter(light, a, b, gamma, hues, y, x):
    """From OKLab to levels of sRGB."""
    top = gamma.size - 1
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    hues[0, y, x] = gamma[int(min(1.0, max(0.0, red)) * top + 0.5)]
    hues[1, y, x] = gamma[int(min(1.0, max(0.0, green)) * top + 0.5)]
    hues[2, y, x] = gamma[int(min(1.0, max(0.0, blue)) * top + 0.5)]


@njit(cache=True, nogil=True)
def average(counts, scale, first, last, hues):
    """The colour of each bin: that of the mean of its values. `counts` has numbers of points and sums of codes."""
    for y in range(first, last):
        for x in range(counts.shape[2]):
            number = counts[0, y, x]
            code = int(counts[1, y, x] / number + 0.5) if number > 1e-9 else 0
            for c in range(3):
                hues[c, y, x] = scale[min(254, max(0, code)), c]


@njit(cache=True, nogil=True, fastmath=True)
def shade(density, hues, ramp, peak, steepness, toward, depth, first, last, colors):
    """Tone (0 to 1), red, green and blue (0 to 255) of each bin; `peak` is the density whose tone is nearly full.

    The colour is that of `hues` (bins twice as wide), deeper where it is dense, or of `ramp` where there are none.
    """
    width = density.shape[1]
    line = np.empty(hues.shape[2] + 1, np.float32)
    lefts, shares = _columns(width, -0.25, 0.5, hues.shape[2])
    per, steep, deepest = np.float32(1 / peak), np.float32(steepness), np.float32(depth)
    none, whole, levels = np.float32(0), np.float32(1), np.float32(255)
    for y in range(first, last):
        tones = colors[0, y]
        for x in range(width):
            share = density[y, x] * per
            tones[x] = whole - math.exp(-steep * math.sqrt(share)) if share > none else none
        for c in range(3):
            own, goal = colors[c + 1, y], np.float32(toward[c])
            if hues.shape[1] == 0:
                for x in range(width):
                    own[x] = ramp[int(tones[x] * levels), c] if tones[x] > none else none
                continue
            _between(hues[c], (y + 0.5) / 2 - 0.5, line)
            _stretch(line, lefts, shares, own)
            for x in range(width):
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


@njit(cache=True, nogil=True)
def _between(field, at, line):
    """The row of a field at this height, between its rows, and its last bin once more; the greatest value there."""
    at = min(max(at, 0.0), field.shape[0] - 1.0)
    upper = int(at)
    lower, share = min(upper + 1, field.shape[0] - 1), np.float32(at - upper)
    above, below, most = field[upper], field[lower], np.float32(0)
    for x in range(field.shape[1]):
        line[x] = above[x] + (below[x] - above[x]) * share
        most = max(most, line[x])
    line[field.shape[1]] = line[field.shape[1] - 1]
    return most


@njit(cache=True, nogil=True, fastmath=True)
def _stretch(line, lefts, shares, target):
    """The values of a line at these columns, between its bins."""
    for x in range(lefts.size):
        left = line[lefts[x]]
        target[x] = left + (line[lefts[x] + 1] - left) * shares[x]


@njit(cache=True, nogil=True, fastmath=True)
def enlarge(colors, color_step, color_at, crowds, crowd_step, crowd_at, look, everywhere, first, last, pixels, fades):
    """From bins to device pixels: the density as premultiplied ARGB and, of 255, how much is left of the points.

    The centre of pixel (x, y) lies at bin (at + step · pixel). `crowds` are those of grey and of classed points; where
    one is crowded the density is as opaque as points that lie over each other, elsewhere as its tone says, or not seen
    unless it is `everywhere`. It comes before points go, so that nothing looks hollow in between.
    `look` is the greatest opacity, the least of a crowd, and what is kept of the points.
    """
    opaque, solid = np.float32(look[0]), np.float32(look[1])
    lost, beside = np.float32(255 * (1 - look[2])), np.float32(everywhere)
    whole, full = np.float32(1), np.float32(255.5)
    width = pixels.shape[1]
    line, crowd = np.empty(colors.shape[2] + 1, np.float32), np.empty((2, crowds.shape[2] + 1), np.float32)
    crowd_lefts, crowd_shares = _columns(width, crowd_at[0], crowd_step, crowds.shape[2])
    color_lefts, color_shares = _columns(width, color_at[0], color_step, colors.shape[2])
    grey, classed, tone = np.empty(width, np.float32), np.empty(width, np.float32), np.empty((4, width), np.float32)
    for y in range(first, last):
        most = _between(crowds[0], crowd_at[1] + y * crowd_step, crowd[0])
        most = max(most, _between(crowds[1], crowd_at[1] + y * crowd_step, crowd[1]))
        if most <= 0 and not everywhere:
            pixels[y], fades[:, y] = 0, 255
            continue
        _stretch(crowd[0], crowd_lefts, crowd_shares, grey)
        _stretch(crowd[1], crowd_lefts, crowd_shares, classed)
        for c in range(4):
            _between(colors[c], color_at[1] + y * color_step, line)
            _stretch(line, color_lefts, color_shares, tone[c])
        above, below = fades[0, y], fades[1, y]
        for x in range(width):
            part = max(grey[x], classed[x])  # grey points must not come out where those above them go
            above[x] = np.int32(full - lost * part * part)
            below[x] = np.int32(full - lost * classed[x] * classed[x])
            part *= whole + whole - part
            crowded = part * (solid + (whole - solid) * tone[0, x])
            tone[0, x] = opaque * (crowded + beside * (whole - part) * tone[0, x])
        _pack(tone, pixels[y])


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
def halve(counts, numbers, wider):
    """Enter how many bins of a square hold each number of points, and add up bins twice as wide. False if one holds
    more points than `numbers` has room for."""
    for y in range(counts.shape[0]):
        for x in range(counts.shape[1]):
            if counts[y, x] < numbers.size:
                numbers[counts[y, x]] += 1
    for y in range(wider.shape[0]):
        for x in range(wider.shape[1]):
            above = counts[2 * y, 2 * x] + counts[2 * y, 2 * x + 1]
            wider[y, x] = above + counts[2 * y + 1, 2 * x] + counts[2 * y + 1, 2 * x + 1]
    return numbers.sum() == counts.size


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
