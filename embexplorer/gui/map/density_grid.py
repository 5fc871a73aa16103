"""Where the bins of a density lie: fixed to the map, so that panning moves them with it, and how dense a map can be."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from embexplorer.gui.map.transform import Box, MapTransform

Field = npt.NDArray[np.float32]

MOST_BINS = 4_000_000  # more would be a picture of many thousand pixels; then bins are larger
SIDES = (512, 1024)  # bins along each side of the whole map, where it is asked how dense it is
MANY = 250_000  # points; of no more than these, so many bins would hold hardly more than one each
DENSE = 0.98  # of the points lie in places that are less dense than what counts as the densest
FEWEST = 4.0  # points in one place that could be called dense


@dataclass(frozen=True, kw_only=True)
class Grid:
    """`bin` is the side of a bin and (left, top) the corner of the first, in pixels of the map."""

    bin: float
    left: float
    top: float
    rows: int
    columns: int

    @property
    def shape(self) -> tuple[int, int]:
        return self.rows, self.columns

    def of(self, view: MapTransform) -> MapTransform:
        """From map units to bins."""
        return MapTransform(
            scale=view.scale / self.bin, left=(view.left - self.left) / self.bin, top=(view.top - self.top) / self.bin
        )

    def places(self, line: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Points in bins (column, row; the middle of a bin is a whole number) as pixels of the map."""
        return np.asarray((line + 0.5) * self.bin + np.array([self.left, self.top]))

    def steps(self, corner: tuple[float, float], ratio: float) -> tuple[float, npt.NDArray[np.float64]]:
        """For an image with its corner there: bins to a device pixel, and the bin at the centre of the first one."""
        step = 1 / (self.bin * ratio)
        first = [
            (at - start) / self.bin + step / 2 - 0.5 for at, start in zip(corner, (self.left, self.top), strict=True)
        ]
        return step, np.array(first)


def bin_for(bandwidth: float) -> float:
    """How many pixels wide the bins are: half the bandwidth, 2 at least and 3 at most, or a quarter if that is more."""
    return max(2.0, min(3.0, bandwidth / 2), bandwidth / 4)


def grid_over(
    view: MapTransform, bin: float, left: float, top: float, right: float, bottom: float, beyond: float
) -> Grid:
    """The bins that cover these pixels and so many `beyond` them; their corners stand still on the map."""
    bin = max(bin, math.sqrt(max(0.0, right - left) * max(0.0, bottom - top) / MOST_BINS))
    first_x = math.floor((left - beyond - view.left) / bin)
    first_y = math.floor((top - beyond - view.top) / bin)
    last_x = math.ceil((right + beyond - view.left) / bin)
    last_y = math.ceil((bottom + beyond - view.top) / bin)
    return Grid(
        bin=bin,
        left=view.left + first_x * bin,
        top=view.top + first_y * bin,
        rows=max(1, last_y - first_y),
        columns=max(1, last_x - first_x),
    )


@dataclass(frozen=True)
class Crowds:
    """How many points lie together at most: of squares of each side (map units), the number in the densest ones.

    A few piles do not count: 98 % of the points lie in squares with fewer.
    """

    sides: npt.NDArray[np.float64]
    counts: npt.NDArray[np.float64]

    def most(self, side: float) -> float:
        """The number of points in a square of this side; the same at every place, so that panning changes nothing."""
        known = float(np.exp(np.interp(math.log(side), np.log(self.sides), np.log(self.counts))))
        return max(FEWEST, known * min(1.0, side / self.sides[0]) ** 2)


def whole_map(box: Box, points: int) -> tuple[MapTransform, Grid]:
    """A grid over all of so many points."""
    low_x, high_x, low_y, high_y = box
    extent = max(high_x - low_x, high_y - low_y)
    side = SIDES[points > MANY]
    scale = side * 0.9999 / extent if extent > 1e-30 else 1.0
    view = MapTransform(scale=scale, left=-low_x * scale, top=high_y * scale)
    return view, Grid(bin=1.0, left=0.0, top=0.0, rows=side, columns=side)


def crowds_in(counts: Field, scale: float) -> Crowds:
    """From the counts over all points, `scale` bins to a map unit."""
    from embexplorer.gui.map import _density_kernel as kernel  # here: compiled functions take a moment to load

    sides, densest, side = [], [], 1 / scale
    level = np.asarray(counts, np.int32)
    while True:
        numbers = np.zeros(min(int(level.max(initial=0)) + 1, level.size), np.int64)
        wider = np.empty((len(level) // 2, len(level) // 2), np.int32)
        sides.append(side)
        densest.append(max(1.0, _dense_by(numbers) if kernel.halve(level, numbers, wider) else _dense(level)))
        if len(level) == 1:
            return Crowds(np.array(sides), np.array(densest))
        level, side = wider, side * 2


def _dense_by(numbers: npt.NDArray[np.int64]) -> float:
    """The least number of points in a bin so that `DENSE` of them lie in bins with no more, by how many bins hold each
    number."""
    points = np.cumsum(numbers * np.arange(numbers.size))
    return float(np.searchsorted(points, DENSE * points[-1]))


def _dense(counts: npt.NDArray[np.int32]) -> float:
    """The same where so many points lie in one bin that a list of numbers would be longer than that of bins."""
    ordered = np.sort(counts.reshape(-1)[counts.reshape(-1) > 0])
    return float(ordered[np.searchsorted(np.cumsum(ordered), DENSE * ordered.sum())]) if ordered.size else 1.0
