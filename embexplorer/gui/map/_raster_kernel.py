"""Compiled drawing of points: over each other for thousands, and the topmost symbol at each pixel for millions.

Every function releases the interpreter, so that bands of the image are drawn side by side. Pixel (i, j) has its centre
at (i + ½, j + ½); a symbol covers a pixel if it covers its centre.
"""

import math

import numpy as np
from numba import njit

from embexplorer.gui.map._lanes import COUNT, counting, higher, lower, minus, multiply_at, plus, raise_at, spread, times
from embexplorer.gui.map._symbol_kernel import ABOVE, B1, B2, B3, BELOW, BEND, WIDTH, bounds_of, depth_in
from embexplorer.gui.map.symbols import EXTENT

SHAPES = 4  # raised with every change of the symbols, see there
EMPTY = -1
SLACK = np.float32(1e-5)  # pixels: places in single precision are not more exact; no pixel is left blank for that
PAYS = 16  # pixels for each point behind: with more of those, it pays to find out what cannot be seen
FILLED = 0.05  # share of a pixel that may be left clear in one that hides what lies behind


@njit(cache=True, nogil=True, inline="always")
def _own(i, radii, plain, sizes, shapes):
    """The size and the symbol of the point at rank i; symbols too small to be told apart are discs."""
    size = sizes[i] if sizes.size else np.uint8(0)
    symbol = shapes[i] if shapes.size and radii[size] >= plain else np.uint8(0)
    return size, symbol


@njit(cache=True, nogil=True, inline="always")
def _mixed(above, below, share):
    """`above` laid over `below` at `share` of 256, both premultiplied ARGB."""
    rest = np.uint32(256 - share)
    part = np.uint32(share)
    odd = ((above & np.uint32(0xFF00FF)) * part + (below & np.uint32(0xFF00FF)) * rest) >> np.uint32(8)
    even = ((above >> np.uint32(8)) & np.uint32(0xFF00FF)) * part + (
        (below >> np.uint32(8)) & np.uint32(0xFF00FF)
    ) * rest
    return (odd & np.uint32(0xFF00FF)) | (even & np.uint32(0xFF00FF00))


@njit(cache=True, nogil=True)
def paint(
    xs, ys, own_codes, looks, colors, around, scale, left, top, style, opacity, first_rank, first, last, pixels, seen
):  # fmt: skip
    """Lay the symbols over each other from back to front, edges softened, on the image rows `first` to `last`, and let
    what came of it through at `opacity`: the topmost is mixed once with what lies below the image.

    `looks` are sizes, shapes, the radius of each size and the terms of its symbols; `style` is the radius below which
    all are discs, outline, and which share of it is drawn. `seen` receives the rank of the topmost symbol at each
    pixel.
    """
    sizes, shapes, radii, terms, reach, _ = looks
    plain, outline, share = style
    width = pixels.shape[1]
    pixels[first:last] = 0
    far = reach + outline
    for i in range(xs.size):
        across = xs[i] * scale + left
        down = top - ys[i] * scale
        if across > -far and across < width + far and down > first - far and down < last + far:
            size, symbol = _own(i, radii, plain, sizes, shapes)
            own, color = (np.int64(size) * 8 + symbol) * WIDTH, colors[own_codes[i]]
            wide = radii[size] * (EXTENT if symbol else 1.0)
            ring = (outline, share)
            _lay(across, down, first_rank + i, terms, own, wide, color, around, ring, first, last, pixels, seen)
    if opacity < 1:
        _fade(pixels[first:last], opacity)


@njit(cache=True, nogil=True, inline="always")
def _lay(across, down, rank, terms, own, reach, color, around, ring, first, last, pixels, seen):
    outline, share = ring
    reach += outline + 0.5
    for y in range(max(first, math.floor(down - reach)), min(last, math.floor(down + reach) + 1)):
        below = np.float32(y + 0.5 - down)
        for x in range(max(0, math.floor(across - reach)), min(pixels.shape[1], math.floor(across + reach) + 1)):
            depth = depth_in(terms, own, below, np.float32(x + 0.5 - across))
            if depth + outline <= -0.5:
                continue
            if outline > 0 and depth < 0.5:
                pixels[y, x] = _mixed(around, pixels[y, x], int(min(1.0, depth + outline + 0.5) * share * 256))
            if depth > -0.5:
                pixels[y, x] = _mixed(color, pixels[y, x], int(min(1.0, depth + 0.5) * 256))
                if depth > 0:
                    seen[y, x] = rank


@njit(cache=True, nogil=True)
def _fade(pixels, opacity):
    share = int(opacity * 256 + 0.5)
    for y in range(pixels.shape[0]):
        for x in range(pixels.shape[1]):
            if pixels[y, x]:
                pixels[y, x] = _mixed(pixels[y, x], np.uint32(0), share)


@njit(cache=True, nogil=True)
def cut_out(upper, lower, opacity, first, last):
    """Take away from the lower image what the upper one, drawn at `opacity`, covers."""
    for y in range(first, last):
        for x in range(upper.shape[1]):
            alpha = upper[y, x] >> np.uint32(24)
            if alpha and lower[y, x]:
                share = min(256, int(alpha / opacity * (256 / 255) + 0.5))
                lower[y, x] = _mixed(np.uint32(0), lower[y, x], share)


@njit(cache=True, nogil=True, fastmath={"contract"})
def topmost(
    xs, ys, ranks, starts, box, side, looks, scale, left, top, plain, first, ids, clear, filled
):  # fmt: skip
    """The highest rank whose symbol covers each pixel of the band that begins at image row `first`, or −1, exactly; and
    the share of each pixel that no symbol fills.

    Points come in levels, those in front first. Once a level is drawn, a point behind it whose whole surroundings are
    filled cannot be seen and is left: of a crowd that is nearly all. `box` are the first and last column and row of
    cells. `ids` and `clear` have some pixels more at their left and right; `filled` is room to work in, 2 · reach
    pixels larger than the band on every side.
    """
    sizes, shapes, radii, terms, reach, window = looks
    ids[:] = EMPTY
    clear[:] = 1.0
    high, wide = ids.shape[0] + 2 * reach, filled.shape[1] - 2 * reach
    beside = (ids.shape[1] - wide) // 2
    out_x, out_y = left + reach, top - first + reach
    images = ids.reshape(-1), clear.reshape(-1), ids.shape[1], ids.shape[0]
    limits, steeps = _slopes(radii)
    known = False
    for level in range(starts.shape[0]):
        if level and _held(starts[level], box, side) * PAYS > ids.size:
            _fill(ids, clear, reach, window, filled)
            known = True
        for row in range(box[2], box[3] + 1):
            for i in range(starts[level, row * side + box[0]], starts[level, row * side + box[1] + 1]):
                across, down = xs[i] * scale + out_x, out_y - ys[i] * scale
                if not (across >= 0 and across < wide and down >= 0 and down < high):
                    continue
                if known and filled[int(down), int(across)]:
                    continue
                rank = ranks[i]
                size, symbol = _own(i, radii, plain, sizes, shapes)
                if symbol:
                    far, own = radii[size] * EXTENT, (np.int64(size) * 8 + symbol) * WIDTH
                    _enter(across + beside, down - reach, rank, far, terms, own, images)
                else:
                    slope = limits[size], steeps[size]
                    _enter_disc(across + beside, down - reach, rank, radii[size] + 0.5, slope, images)


@njit(cache=True, nogil=True)
def _held(starts, box, side):
    """How many points these cells hold."""
    held = 0
    for row in range(box[2], box[3] + 1):
        held += starts[row * side + box[1] + 1] - starts[row * side + box[0]]
    return held


@njit(cache=True, nogil=True)
def _slopes(radii):
    """Of discs: the square of the radius, and what makes the depth of a pixel of how far that lies above its square."""
    limits, steeps = np.empty(radii.size, np.float32), np.empty(radii.size, np.float32)
    for i in range(radii.size):
        limits[i] = radii[i] * radii[i]
        steeps[i] = 0.5 / max(radii[i] - 0.25, 0.25)
    return limits, steeps


@njit(cache=True, nogil=True, inline="always")
def _enter(across, down, rank, wide, terms, own, images):
    """Enter one symbol, some pixels of a row together and without a branch: what lies beside it stays as it is.

    `images` are ids and clear, each as one row, and how wide and high they are; `across` lies far enough inside.
    """
    ids, clear, width, height = images
    begin, end = int(across - wide - 0.5), int(across + wide + 0.5) + 1
    first = max(0, int(down - terms[own + ABOVE] - 0.5))
    last = min(height, int(down + terms[own + BELOW] + 0.5) + 1)
    none, half, whole = spread(np.float32(0)), spread(np.float32(0.5)), spread(np.float32(1))
    bend, b1 = spread(terms[own + BEND]), spread(terms[own + B1])
    b2, b3 = spread(terms[own + B2]), spread(terms[own + B3])
    for lane in range(begin, end, COUNT):
        beside = plus(spread(np.float32(lane + 0.5 - across)), counting())
        far = higher(beside, minus(none, beside))
        t = times(far, plus(times(far, bend), minus(whole, bend)))
        t1, t2, t3 = times(t, b1), times(t, b2), times(t, b3)
        below, place = np.float32(first + 0.5 - down), np.uint64(first * width + lane)
        for _ in range(first, last):
            a1, a2, a3, c = bounds_of(terms, own, below)
            inner = higher(minus(spread(a3), t3), spread(c))
            depth = lower(lower(minus(spread(a1), t1), minus(spread(a2), t2)), inner)
            raise_at(ids, place, rank, depth, -SLACK)
            multiply_at(clear, place, lower(higher(minus(half, depth), none), whole))
            below += np.float32(1)
            place += np.uint64(width)


@njit(cache=True, nogil=True, inline="always")
def _enter_disc(across, down, rank, far, slope, images):
    """The same for a disc, which reaches so `far`, in half the time."""
    ids, clear, width, height = images
    limit, steep = slope
    begin, end = int(across - far), int(across + far) + 1
    first, last = max(0, int(down - far)), min(height, int(down + far) + 1)
    none, half, whole = spread(np.float32(0)), spread(np.float32(0.5)), spread(np.float32(1))
    for lane in range(begin, end, COUNT):
        beside = plus(spread(np.float32(lane + 0.5 - across)), counting())
        away = times(times(beside, beside), spread(steep))
        below, place = np.float32(first + 0.5 - down), np.uint64(first * width + lane)
        for _ in range(first, last):
            depth = minus(spread((limit - below * below) * steep), away)
            raise_at(ids, place, rank, depth, -SLACK)
            multiply_at(clear, place, lower(higher(minus(half, depth), none), whole))
            below += np.float32(1)
            place += np.uint64(width)


@njit(cache=True, nogil=True)
def _fill(ids, clear, reach, window, filled):
    """For a point in each pixel, and as far around as one may reach in: 1 if all pixels that it may touch are filled.

    The least of every square of 2 · window + 1 pixels, along the rows and then the columns, by doubling; what lies
    outside of the band counts as filled.
    """
    high, wide = filled.shape
    height, width = clear.shape[0], wide - 4 * reach
    beside, margin = (clear.shape[1] - width) // 2, reach + window
    spare = np.empty(wide, np.uint8)
    filled[:] = 1
    for y in range(height):
        row, own, rank = filled[y + margin], clear[y, beside : beside + width], ids[y, beside : beside + width]
        inner = row[margin : margin + width]
        for x in range(width):
            inner[x] = (own[x] < FILLED) & (rank[x] >= 0)  # many soft edges fill a pixel without covering its centre
        done = 1
        while done <= 2 * window:
            step = min(done, 2 * window + 1 - done)
            spare[: wide - step] = row[step:]
            for x in range(wide - step):
                row[x] &= spare[x]
            done += step
    done = 1
    while done <= 2 * window:
        step = min(done, 2 * window + 1 - done)
        for y in range(high - step):
            above, under = filled[y], filled[y + step]
            for x in range(wide):
                above[x] &= under[x]
        done += step


@njit(cache=True, nogil=True)
def shade(ids, clear, first_rank, codes, colors, pixels, seen):
    """Give each pixel the colour of its topmost symbol, as far as it is filled, and enter the rank that is seen.

    `ids` and `clear` have one row more above and below. A pixel at whose centre there is no symbol, but which some one
    touches, has the colour of the highest beside it.
    """
    beside = (ids.shape[1] - pixels.shape[1]) // 2
    for y in range(pixels.shape[0]):
        for x in range(pixels.shape[1]):
            column = x + beside
            share = int((1 - clear[y + 1, column]) * 256 + 0.5)
            rank = ids[y + 1, column]
            if rank >= 0:
                seen[y, x] = rank + first_rank
            elif share:
                for row in range(y, y + 3):
                    rank = max(rank, ids[row, column - 1], ids[row, column], ids[row, column + 1])
            if rank < 0:
                pixels[y, x] = 0
            elif share == 256:
                pixels[y, x] = colors[codes[rank]]
            else:
                pixels[y, x] = _mixed(colors[codes[rank]], np.uint32(0), share)
