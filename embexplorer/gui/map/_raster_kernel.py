"""Compiled drawing of discs: a painter for thousands of them, and the topmost disc at each pixel for millions.

Every function draws one band of the image and releases the interpreter, so that bands are drawn side by side. Points
come as `runs` of indices into their arrays; `ranks` says where each stands from back to front. Pixel (i, j) has its
centre at (i + ½, j + ½); a disc covers a pixel if it covers its centre, to a hundred-thousandth of a pixel.
"""

import math

import numpy as np
from numba import njit

EMPTY = -1
HIGHEST = np.iinfo(np.int32).max


@njit(cache=True, nogil=True)
def count_in_view(xs, ys, scale, left, top, width, height):
    """How many points lie in the image."""
    found = 0
    for i in range(xs.size):
        across = xs[i] * scale + left
        down = top - ys[i] * scale
        found += (across >= 0) & (across < width) & (down >= 0) & (down < height)
    return found


@njit(cache=True, nogil=True)
def sort_into_cells(xs, ys, low_x, low_y, per_x, per_y, side):
    """Points by cell, row of cells by row of cells: their order, and where each cell starts."""
    starts = np.zeros(side * side + 2, np.int64)
    cells = np.empty(xs.size, np.int32)
    for i in range(xs.size):
        column = min(side - 1, max(0, int((xs[i] - low_x) * per_x)))
        row = min(side - 1, max(0, int((ys[i] - low_y) * per_y)))
        cells[i] = row * side + column
        starts[cells[i] + 2] += 1
    for c in range(2, starts.size):
        starts[c] += starts[c - 1]
    order = np.empty(xs.size, np.int32)
    for i in range(xs.size):
        order[starts[cells[i] + 1]] = i
        starts[cells[i] + 1] += 1
    return order, starts[:-1]


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
    xs, ys, first_rank, codes, colors, around, scale, left, top, radius, outline, opacity, first, last, pixels, seen
):
    """Lay the discs over each other from back to front, edges softened, on the image rows `first` to `last`.

    `seen` receives the rank of the topmost disc at each pixel, `first_rank` being that of the first.
    """
    width = pixels.shape[1]
    reach = radius + outline + 0.5
    for i in range(xs.size):
        across = xs[i] * scale + left
        down = top - ys[i] * scale
        if across > -reach and across < width + reach and down > first - reach and down < last + reach:
            own = colors[codes[i]]
            _soft_disc(across, down, first_rank + i, own, around, radius, outline, opacity, first, last, pixels, seen)


@njit(cache=True, nogil=True, inline="always")
def _soft_disc(across, down, rank, own, around, radius, outline, opacity, first, last, pixels, seen):
    reach = radius + outline + 0.5
    soft = radius + 0.5
    for y in range(max(first, math.floor(down - reach)), min(last, math.floor(down + reach) + 1)):
        for x in range(max(0, math.floor(across - reach)), min(pixels.shape[1], math.floor(across + reach) + 1)):
            square = (x + 0.5 - across) ** 2 + (y + 0.5 - down) ** 2
            if square >= reach * reach:
                continue
            distance = math.sqrt(square)
            if outline > 0 and distance > radius - 0.5:
                pixels[y, x] = _mixed(around, pixels[y, x], int(min(1.0, reach - distance) * 256))
            if distance < soft:
                share = opacity * min(1.0, soft - distance)
                pixels[y, x] = _mixed(own, pixels[y, x], int(share * 256 + 0.5))
                if square < radius * radius:
                    seen[y, x] = rank


@njit(cache=True, nogil=True)
def _locate(xs, ys, runs, scale, left, top, height, width, pixels):
    """The pixel of each point of the runs, one run after the other, counted along the rows; −1 outside."""
    done = 0
    for r in range(runs.shape[0]):
        first = runs[r, 0]
        for i in range(runs[r, 1] - first):
            across = xs[first + i] * scale + left
            down = top - ys[first + i] * scale
            inside = (across >= 0) & (across < width) & (down >= 0) & (down < height)
            pixels[done + i] = int(down) * width + int(across) if inside else EMPTY
        done += runs[r, 1] - first


@njit(cache=True, nogil=True)
def _scatter(ranks, runs, pixels, tops, owners):
    """The highest rank among the points in each pixel, and the number of that point."""
    tops[:] = EMPTY
    done = 0
    for r in range(runs.shape[0]):
        first = runs[r, 0]
        for i in range(runs[r, 1] - first):
            pixel = pixels[done + i]
            if pixel >= 0 and ranks[first + i] > tops[pixel]:
                tops[pixel] = ranks[first + i]
                owners[pixel] = first + i
        done += runs[r, 1] - first


@njit(cache=True, nogil=True)
def _within(xs, ys, scale, left, top, tops, owners, beside, below):
    """Where in its pixel the point with the highest rank lies (0 to 1)."""
    height, width = tops.shape
    for y in range(height):
        for x in range(width):
            if tops[y, x] >= 0:
                beside[y, x] = xs[owners[y, x]] * scale + left - x
                below[y, x] = top - ys[owners[y, x]] * scale - y


@njit(cache=True, nogil=True, fastmath=True)
def _gather(tops, beside, below, reach, radius, ids):
    """The highest rank at each pixel among the discs of those points: each neighbouring pixel offers one."""
    height, width = ids.shape
    limit = np.float32(radius * radius)
    for y in range(height):
        target = ids[y]
        target[:] = EMPTY
        for dy in range(-reach, reach + 1):
            for dx in range(-reach, reach + 1):
                ranks = tops[y + reach + dy, reach + dx : reach + dx + width]
                right = beside[y + reach + dy, reach + dx : reach + dx + width]
                lower = below[y + reach + dy, reach + dx : reach + dx + width]
                step_x, step_y = np.float32(dx - 0.5), np.float32(dy - 0.5)
                for x in range(width):
                    across, down = right[x] + step_x, lower[x] + step_y
                    covers = across * across + down * down < limit
                    offered = ranks[x] if covers else np.int32(EMPTY)
                    target[x] = max(target[x], offered)


@njit(cache=True, nogil=True)
def _bound(ids, reach, bound):
    """For a point in each pixel: the lowest rank seen at any pixel that its disc may touch; below it, it is hidden."""
    height, width = ids.shape
    line = np.empty((height, width + 2 * reach), np.int32)
    wide = np.full(width + 4 * reach, HIGHEST, np.int32)
    for y in range(height):
        wide[2 * reach : 2 * reach + width] = ids[y]
        target = line[y]
        target[:] = wide[: width + 2 * reach]
        for d in range(1, 2 * reach + 1):
            source = wide[d : d + width + 2 * reach]
            for x in range(width + 2 * reach):
                target[x] = min(target[x], source[x])
    for y in range(height + 2 * reach):
        target = bound[y]
        target[:] = HIGHEST
        for inner in range(max(0, y - 2 * reach), min(height, y + 1)):
            source = line[inner]
            for x in range(width + 2 * reach):
                target[x] = min(target[x], source[x])


@njit(cache=True, nogil=True)
def _refine(xs, ys, ranks, runs, pixels, scale, left, top, radius, tops, bound, ids):
    """Draw every disc that was not offered by its pixel and may still be seen."""
    done = 0
    for r in range(runs.shape[0]):
        first = runs[r, 0]
        for i in range(runs[r, 1] - first):
            pixel = pixels[done + i]
            rank = ranks[first + i]
            if pixel >= 0 and rank > bound[pixel] and rank != tops[pixel]:
                _disc(xs[first + i] * scale + left, top - ys[first + i] * scale, rank, radius, ids)
        done += runs[r, 1] - first


@njit(cache=True, nogil=True)
def _disc(across, down, rank, radius, ids):
    height, width = ids.shape
    for y in range(max(0, int(down - radius - 0.5)), min(height, int(down + radius + 0.5) + 1)):
        room = radius * radius - (y + 0.5 - down) ** 2
        for x in range(max(0, int(across - radius - 0.5)), min(width, int(across + radius + 0.5) + 1)):
            if (x + 0.5 - across) ** 2 < room and rank > ids[y, x]:
                ids[y, x] = rank


@njit(cache=True, nogil=True)
def topmost(xs, ys, ranks, runs, scale, left, top, radius, first, pixels, whole, part, ids):
    """The highest rank whose disc covers each pixel of the band that begins at image row `first`, or −1, exactly.

    Most points of a crowd are hidden. Each pixel first offers its own highest point to its neighbours; the lowest rank
    then seen around a pixel bounds what else in that pixel can still be seen, and only points above it are drawn.
    `pixels` (one for every point of the runs), `whole` and `part` are room to work in: the latter two images each,
    `reach` pixels larger than the band on every side.
    """
    reach = reach_of(radius)
    tops, owners, bound = whole[0], whole[1], whole[1]
    height, width = tops.shape
    out_x, out_y = left + reach, top + reach - first
    _locate(xs, ys, runs, scale, out_x, out_y, height, width, pixels)
    _scatter(ranks, runs, pixels, tops.reshape(-1), owners.reshape(-1))
    _within(xs, ys, scale, out_x, out_y, tops, owners, part[0], part[1])
    _gather(tops, part[0], part[1], reach, radius, ids)
    _bound(ids, reach, bound)
    _refine(xs, ys, ranks, runs, pixels, scale, left, top - first, radius, tops.reshape(-1), bound.reshape(-1), ids)


@njit(cache=True, nogil=True)
def reach_of(radius):
    """How many pixels away from its own a disc may cover the centre of one."""
    return math.ceil(radius + 0.5) - 1


@njit(cache=True, nogil=True)
def crowd(pixels, counts):
    """How many points lie in each pixel, from the pixels that `topmost` has found."""
    counts[:] = 0
    for pixel in pixels:
        if pixel >= 0:
            counts[pixel] += 1


@njit(cache=True, nogil=True)
def shade(ids, first_rank, codes, colors, pixels, seen):
    """Give each pixel the colour of its topmost disc, and enter the rank that is seen."""
    for y in range(ids.shape[0]):
        for x in range(ids.shape[1]):
            rank = ids[y, x]
            if rank >= 0:
                pixels[y, x] = colors[codes[rank]]
                seen[y, x] = rank + first_rank


@njit(cache=True, nogil=True)
def shade_crowd(ids, counts, reach, shares, first_rank, codes, colors, pixels, seen):
    """As `shade`, but the more points lie around a pixel, the more opaque: `shares` (of 256) by their number."""
    most = shares.size - 1
    for y in range(ids.shape[0]):
        for x in range(ids.shape[1]):
            rank = ids[y, x]
            if rank < 0:
                continue
            around = 0
            for dy in range(2 * reach + 1):
                for dx in range(2 * reach + 1):
                    around += counts[y + dy, x + dx]
            pixels[y, x] = _mixed(colors[codes[rank]], pixels[y, x], shares[min(most, around)])
            seen[y, x] = rank + first_rank
