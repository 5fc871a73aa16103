"""Compiled counting, smoothing and colouring of densities, bin by bin. `first` and `last` are a band of rows.

They release the interpreter, so that bands are done side by side. Fields are float32, bins of a grid over the map;
`spans` are the bins of each row that are asked for (int32, rows × 2: the first, and the one after the last);
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
def smooth_rows(source, taps, spans, first, last, target):
    """The bins of these spans weighed by the taps along their row (an odd number, the middle one on the bin).

    Nothing lies beyond the ends of a row.
    """
    width, reach = source.shape[1], taps.size // 2
    line = np.zeros(width + 2 * reach, np.float32)
    for y in range(first, last):
        begin, end = spans[y]
        if begin >= end:
            continue
        line[reach : reach + width] = source[y]
        sums = target[y, begin:end]
        sums[:] = 0
        for d in range(taps.size):
            weight, moved = taps[d], line[begin + d : end + d]
            for x in range(sums.size):
                sums[x] += weight * moved[x]


@njit(cache=True, nogil=True, fastmath=True)
def smooth_columns(source, taps, spans, first, last, target):
    """As `smooth_rows`, from top to bottom."""
    height, reach = source.shape[0], taps.size // 2
    for y in range(first, last):
        begin, end = spans[y]
        if begin >= end:
            continue
        sums = target[y, begin:end]
        sums[:] = 0
        for d in range(max(0, reach - y), min(taps.size, height + reach - y)):
            weight, moved = taps[d], source[y + d - reach, begin:end]
            for x in range(sums.size):
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
def mix(counts, labs, gamma, spans, first, last, hues):
    """The colour (3 × rows × columns, 0 to 255) of each bin: that of its classes, mixed in OKLab (Ottosson 2020).

    Each class weighs by the square of its share, so that the colour of the larger one stays clear. `gamma` are the
    levels of linear light in even steps.
    """
    slots = counts.shape[0]
    for y in range(first, last):
        for x in range(spans[y, 0], spans[y, 1]):
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
def color(labs, gamma, spans, first, last, hues):
    """The colour of each bin that has this one in OKLab (3 × rows × columns)."""
    for y in range(first, last):
        for x in range(spans[y, 0], spans[y, 1]):
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
def average(counts, scale, spans, first, last, hues):
    """The colour of each bin: that of the mean of its values. `counts` has numbers of points and sums of codes."""
    for y in range(first, last):
        for x in range(spans[y, 0], spans[y, 1]):
            number = counts[0, y, x]
            code = int(counts[1, y, x] / number + 0.5) if number > 1e-9 else 0
            for c in range(3):
                hues[c, y, x] = scale[min(254, max(0, code)), c]


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
