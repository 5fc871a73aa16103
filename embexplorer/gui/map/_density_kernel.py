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


@njit(cache=True, nogil=True)
def shade(density, hues, ramp, peak, steepness, toward, depth, first, last, colors):
    """Tone (0 to 1), red, green and blue (0 to 255) of each bin; `peak` is the density whose tone is nearly full.

    The colour is that of `hues` (bins twice as wide), deeper where it is dense, or of `ramp` where there are none.
    """
    width = density.shape[1]
    for y in range(first, last):
        v = min(max((y + 0.5) / 2 - 0.5, 0.0), hues.shape[1] - 1.0)
        upper = int(v)
        lower, g = min(upper + 1, hues.shape[1] - 1), v - upper
        for x in range(width):
            if density[y, x] <= 0:
                colors[:, y, x] = 0
                continue
            tone = 1 - math.exp(-steepness * math.sqrt(density[y, x] / peak))
            colors[0, y, x] = tone
            if hues.shape[1] == 0:
                for c in range(3):
                    colors[c + 1, y, x] = ramp[int(tone * 255), c]
                continue
            u = min(max((x + 0.5) / 2 - 0.5, 0.0), hues.shape[2] - 1.0)
            left = int(u)
            right, f = min(left + 1, hues.shape[2] - 1), u - left
            deep = depth * tone * tone
            for c in range(3):
                above = hues[c, upper, left] * (1 - f) + hues[c, upper, right] * f
                below = hues[c, lower, left] * (1 - f) + hues[c, lower, right] * f
                hue = above * (1 - g) + below * g
                colors[c + 1, y, x] = hue + (toward[c] - hue) * deep


@njit(cache=True, nogil=True)
def _between(field, at, line):
    """The row of a field at this height, between its rows."""
    at = min(max(at, 0.0), field.shape[0] - 1.0)
    upper = int(at)
    lower, share = min(upper + 1, field.shape[0] - 1), np.float32(at - upper)
    above, below = field[upper], field[lower]
    for x in range(field.shape[1]):
        line[x] = above[x] + (below[x] - above[x]) * share


@njit(cache=True, nogil=True)
def enlarge(colors, color_step, color_at, crowds, crowd_step, crowd_at, look, everywhere, first, last, pixels, fades):
    """From bins to device pixels: the density as premultiplied ARGB and, of 255, how much is left of the points.

    The centre of pixel (x, y) lies at bin (at + step · pixel). `crowds` are those of grey and of classed points; where
    one is crowded the density is as opaque as points that lie over each other, elsewhere as its tone says, or not seen
    unless it is `everywhere`. It comes before points go, so that nothing looks hollow in between.
    `look` is the greatest opacity, the least of a crowd, and what is kept of the points.
    """
    opaque, solid, keep = look
    width = pixels.shape[1]
    lines = np.empty((4, colors.shape[2]), np.float32)
    crowd = np.empty((2, crowds.shape[2]), np.float32)
    for y in range(first, last):
        for c in range(2):
            _between(crowds[c], crowd_at[1] + y * crowd_step, crowd[c])
        for c in range(4):
            _between(colors[c], color_at[1] + y * color_step, lines[c])
        for x in range(width):
            u = min(max(crowd_at[0] + x * crowd_step, 0.0), crowd.shape[1] - 1.0)
            left = int(u)
            right, share = min(left + 1, crowd.shape[1] - 1), np.float32(u - left)
            grey = crowd[0, left] + (crowd[0, right] - crowd[0, left]) * share
            classed = crowd[1, left] + (crowd[1, right] - crowd[1, left]) * share
            part = max(grey, classed)  # grey points must not come out where those above them go
            fades[0, y, x] = int(255.5 - 255 * (1 - keep) * part * part)
            fades[1, y, x] = int(255.5 - 255 * (1 - keep) * classed * classed)
            part *= 2 - part
            if part <= 0 and not everywhere:
                pixels[y, x] = 0
                continue
            u = min(max(color_at[0] + x * color_step, 0.0), lines.shape[1] - 1.0)
            left = int(u)
            right, share = min(left + 1, lines.shape[1] - 1), np.float32(u - left)
            tone = lines[0, left] + (lines[0, right] - lines[0, left]) * share
            alpha = opaque * part * (solid + (1 - solid) * tone)
            if everywhere:
                alpha += opaque * (1 - part) * tone
            packed = np.uint32(255 * alpha + 0.5)
            for c in range(1, 4):
                level = lines[c, left] + (lines[c, right] - lines[c, left]) * share
                packed = (packed << np.uint32(8)) | np.uint32(level * alpha + 0.5)
            pixels[y, x] = packed


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
