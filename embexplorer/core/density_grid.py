"""How many points lie where on a map: counts in even cells, smoothed, and the hills of what comes out."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from embexplorer.core.typing import BoolArray, DoubleArray, FloatArray, IndexArray, IntArray

NOWHERE = -1
CHANCE = 3.0  # standard errors between a top and its pass
BINS = 4096  # of the histogram that finds far outliers
FAR = 0.001  # share of the points at each end that may be far outliers
WIDE = 3.0  # times the box without them is the box of all, at most, where all count


@dataclass(frozen=True, kw_only=True, eq=False)
class CellGrid:
    """`side` × `side` equal square cells; `cells` has for each point row × side + column, NOWHERE outside of all."""

    side: int
    low: tuple[float, float]
    width: float
    cells: IndexArray

    def counts(self) -> DoubleArray:
        """How many points lie in each cell, as an image: row 0 holds the least y."""
        return np.asarray(self.counts_of(np.zeros(len(self.cells), np.int32), 1)[0])

    def counts_of(self, groups: IndexArray, count: int) -> DoubleArray:
        """The same for each of so many groups; a point of none has a negative number."""
        size = self.side * self.side
        inside = (self.cells >= 0) & (groups >= 0)
        place = groups[inside].astype(np.int64) * size + self.cells[inside]
        counted = np.bincount(place, minlength=count * size)
        return counted.reshape(count, self.side, self.side).astype(np.float64)

    def at(self, columns: DoubleArray | IntArray, rows: DoubleArray | IntArray) -> DoubleArray:
        """Map points of places on the grid, n × 2: (0, 0) is the middle of the first cell."""
        xs = self.low[0] + (np.asarray(columns, np.float64) + 0.5) * self.width
        ys = self.low[1] + (np.asarray(rows, np.float64) + 0.5) * self.width
        return np.stack([xs, ys], axis=-1)

    @cached_property
    def known(self) -> int:
        """How many points lie in cells."""
        return int(np.count_nonzero(self.cells >= 0))


def grid_of(coordinates: FloatArray, side: int, shown: BoolArray | None = None) -> CellGrid | None:
    """A grid over the box of the points; far outliers, that would leave no room for the others, may lie outside.

    None where no point is anywhere, or all are in one place.
    """
    finite = np.isfinite(coordinates[:, 0]) & np.isfinite(coordinates[:, 1])
    if shown is not None:
        finite &= shown
    points = coordinates if finite.all() else coordinates[finite]
    if not len(points):
        return None
    low_x, high_x = _ends(points[:, 0])
    low_y, high_y = _ends(points[:, 1])
    width = max(high_x - low_x, high_y - low_y) / side
    if not width > 0 or not np.isfinite(width):
        return None
    low = (low_x + high_x - side * width) / 2, (low_y + high_y - side * width) / 2
    cells = np.full(len(coordinates), NOWHERE, np.int32)
    columns, rows = (_cell(points[:, axis], low[axis], width, side) for axis in (0, 1))
    cells[finite] = np.where((columns >= 0) & (rows >= 0), rows * side + columns, NOWHERE)
    return CellGrid(side=side, low=low, width=width, cells=cells)


def _cell(values: FloatArray, low: float, width: float, side: int) -> IndexArray:
    place = (values.astype(np.float64) - low) / width
    inside = (place >= -1e-6) & (place <= side + 1e-6)
    return np.where(inside, np.clip(place, 0, side - 1), NOWHERE).astype(np.int32)


def _ends(values: FloatArray) -> tuple[float, float]:
    """Least and greatest, or where far outliers begin if they would take most of the room."""
    low, high = float(values.min()), float(values.max())
    inner = low, high
    for _ in range(
        2
    ):  # the second time within what the first has found, since one point may be a thousand times as far
        width = inner[1] - inner[0]
        if not width > 0 or not np.isfinite(width):
            return low, high
        inside = values if inner == (low, high) else values[(values >= inner[0]) & (values <= inner[1])]
        place = ((inside.astype(np.float64) - inner[0]) * ((BINS - 1) / width)).astype(np.int32)
        share = np.cumsum(np.bincount(place, minlength=BINS)) / len(values)
        first, last = np.searchsorted(share, [FAR, share[-1] - FAR])
        step = width / (BINS - 1)
        inner = inner[0] + max(0, int(first) - 1) * step, inner[0] + min(BINS, int(last) + 1) * step
        if high - low <= WIDE * (inner[1] - inner[0]):
            return low, high
    return inner


def smooth(image: DoubleArray, sigma: float) -> DoubleArray:
    """The image under a Gaussian of this width in cells; what would come from outside is nothing."""
    reach = int(np.ceil(3 * sigma))
    taps = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    taps /= taps.sum()
    for _ in (0, 1):  # along the columns, then the rows
        height, width = image.shape
        padded, blurred = np.zeros((height + 2 * reach, width)), np.zeros_like(image)
        padded[reach : reach + height] = image
        for start, tap in enumerate(taps):
            blurred += tap * padded[start : start + height]
        image = np.ascontiguousarray(blurred.T)
    return image


def cut_out(image: DoubleArray, margin: int) -> tuple[DoubleArray, int, int]:
    """The part that is not empty with so many cells around it, beyond the image too, and its first row and column."""
    rows, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
    part = image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return _framed(part, margin, 0.0), int(rows[0]) - margin, int(columns[0]) - margin


def _framed(image: DoubleArray, margin: int, value: float) -> DoubleArray:
    """With so many cells of this value around it; `np.pad` does it too, in ten times the time."""
    framed = np.full((image.shape[0] + 2 * margin, image.shape[1] + 2 * margin), value)
    framed[margin:-margin, margin:-margin] = image
    return framed


def hills(density: DoubleArray, apart: float, sigma: float = 0.0) -> IndexArray:
    """The hill on which each cell lies, 0 the highest, NOWHERE where the density is 0.

    Each cell belongs to the top that is reached by going up; two hills are one unless the lower top is at least `apart`
    times as high as the pass between them (Chazal et al. 2013, with a ratio for their difference). Of counts that were
    smoothed by `sigma` cells, the difference must also be more than chance would make of an even plain.
    """
    held = 4 * math.pi * sigma**2  # points, for each of density, from which a smoothed value comes
    tops = _tops(density)
    peaks = density.reshape(-1)
    chief = {int(top): int(top) for top in np.unique(tops[tops >= 0])}
    for height, one, other in _passes(density, tops):
        first, second = _chief(chief, one), _chief(chief, other)
        if first == second:
            continue
        high, low = (first, second) if (peaks[first], -first) >= (peaks[second], -second) else (second, first)
        chance = CHANCE * math.sqrt((peaks[low] + height) / held) if held else 0.0
        if peaks[low] < max(apart * height, height + chance):
            chief[low] = high
    roots = sorted({_chief(chief, top) for top in chief}, key=lambda top: (-peaks[top], top))
    number = {root: place for place, root in enumerate(roots)}
    names = np.full(density.size + 1, NOWHERE, np.int32)
    for top in chief:
        names[top] = number[_chief(chief, top)]
    return names[tops].reshape(density.shape)


def _chief(chief: dict[int, int], top: int) -> int:
    while chief[top] != top:
        top = chief[top]
    return top


def _tops(density: DoubleArray) -> IntArray:
    """For each cell the cell at the top that is reached by always going to the highest of the eight beside it; −1 in
    the void."""
    height, width = density.shape
    padded = _framed(density, 1, -1.0)
    best, own = density.copy(), np.arange(density.size).reshape(density.shape)
    upward = own.copy()
    for down in (-1, 0, 1):
        for across in (-1, 0, 1):
            beside = padded[1 + down : 1 + down + height, 1 + across : 1 + across + width]
            number = own + (down * width + across)
            higher = (beside > best) | ((beside == best) & (number < upward) & (beside > 0))
            np.copyto(best, beside, where=higher)
            np.copyto(upward, number, where=higher)
    flat = upward.reshape(-1)
    while not np.array_equal(flat[flat], flat):
        flat = flat[flat]
    return np.where(density.reshape(-1) > 0, flat, NOWHERE)


def _passes(density: DoubleArray, tops: IntArray) -> list[tuple[float, int, int]]:
    """The highest pass between each two hills that touch, the highest of all first."""
    whole, found = tops.reshape(density.shape), []
    for one, other in _neighbors(density.shape):
        first, second = whole[one].reshape(-1), whole[other].reshape(-1)
        touch = (first != second) & (first >= 0) & (second >= 0)
        height = np.minimum(density[one], density[other]).reshape(-1)[touch]
        pairs = np.stack([first[touch], second[touch]], axis=1)
        found.append(np.column_stack([height, pairs.min(axis=1), pairs.max(axis=1)]))
    every = np.concatenate(found)
    every = every[np.lexsort((every[:, 2], every[:, 1], -every[:, 0]))]
    _, highest = np.unique(every[:, 1] * density.size + every[:, 2], return_index=True)
    every = every[np.sort(highest)]
    return [(float(height), int(one), int(other)) for height, one, other in every]


Part = tuple[slice, slice]


def _neighbors(shape: tuple[int, ...]) -> list[tuple[Part, Part]]:
    """Views of an image against itself, moved by a cell to the right, up, and along both diagonals."""
    here, there, whole = slice(None, -1), slice(1, None), slice(None)
    return [
        ((whole, here), (whole, there)),
        ((here, whole), (there, whole)),
        ((here, here), (there, there)),
        ((here, there), (there, here)),
    ]
