"""Draw points by the compiled kernel: bands of the image side by side, each on a thread of its own."""

import math
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from embexplorer.core.typing import BoolArray, IndexArray, IntArray
from embexplorer.gui.map import _cells_kernel
from embexplorer.gui.map import _raster_kernel as kernel
from embexplorer.gui.map._lanes import COUNT
from embexplorer.gui.map._symbol_kernel import Terms, terms
from embexplorer.gui.map.dots import Cells, Codes, Dots, Floats, chosen, with_looks
from embexplorer.gui.map.numpy_raster import faded
from embexplorer.gui.map.point_style import FACTORS, LEAST, PLAIN, PointStyle
from embexplorer.gui.map.side_by_side import side_by_side
from embexplorer.gui.map.symbols import EXTENT
from embexplorer.gui.map.transform import MapTransform

Kind = TypeVar("Kind", bound=np.generic)
Pixels = npt.NDArray[np.uint32]
Box = tuple[int, int, int, int]  # first and last column, first and last row of cells
Looks = tuple[Codes, Codes, npt.NDArray[np.float64], Terms, int, int]  # sizes, shapes, radii, terms, two reaches

NO_CODES: Codes = np.empty(0, np.uint8)
SIDE = 256  # cells along each side of the points' box
LEVELS = (64, 20, 7, 3)  # the first level of cells holds the foremost part in so many of the points, and so on
UNEVEN = 0.85  # of the points left in one level: then levels are made anew
SORTED_FROM = 20_000  # points; fewer are read faster than sorted
PAINTED = 800_000  # pixels touched by points; beyond that each pixel is drawn once, which is sooner done
SPOTS, SMALL = 300_000, 2.0  # the same of points with a smaller radius: nobody sees how soft one ends above another
WHOLE = 0.06  # pixels: of a thinner outline a part is drawn, so that outlines come and go without a jump
BANDS = 4  # for each thread: small enough for the cache
ALONE = 400_000  # pixels touched; fewer are drawn sooner here than other threads wake up on a busy machine


class Room:
    """Memory for one band of the image: fresh memory for every frame would cost as much as the drawing."""

    def __init__(self) -> None:
        self._ids = np.empty(0, np.int32)
        self._clear = np.empty(0, np.float32)
        self._filled = np.empty(0, np.uint8)

    def images(self, height: int, width: int, reach: int) -> tuple[IndexArray, Floats, Codes]:
        """Ids, what is clear, and what is filled, as far beyond the band as symbols and lanes reach."""
        wide, around = (height, width + 4 * reach + 2 * COUNT), (height + 4 * reach, width + 4 * reach)
        if self._ids.size < math.prod(wide) or self._filled.size < math.prod(around):
            self._ids, self._clear = np.empty(math.prod(wide), np.int32), np.empty(math.prod(wide), np.float32)
            self._filled = np.empty(math.prod(around), np.uint8)
        return _cut(self._ids, wide), _cut(self._clear, wide), _cut(self._filled, around)


def _cut(room: npt.NDArray[Kind], shape: tuple[int, int]) -> npt.NDArray[Kind]:
    return room[: math.prod(shape)].reshape(shape)


class KernelRaster:
    """Keeps the threads and the room to work in from one frame to the next."""

    def __init__(self) -> None:
        self._threads = max(1, min(8, os.cpu_count() or 1))
        self._pool = ThreadPoolExecutor(self._threads, "raster")
        self._rooms: list[Room] = []

    def prepared(self, dots: Dots) -> Dots:
        """The points with their cells, if they are many."""
        if len(dots) < SORTED_FROM or dots.cells is not None:
            return dots
        return with_looks(dots, self._cells(dots))

    def sifted(self, dots: Dots, shown: BoolArray) -> Dots:
        """Those whose rows are shown; cells keep the order they have, which takes less time than to sort again."""
        numbers = np.empty(len(dots), np.int32)
        kept = np.empty(_cells_kernel.number(dots.rows, _sealed(shown), numbers), np.int32)
        _cells_kernel.numbered(numbers, kept)
        few = chosen(dots, kept)
        if dots.cells is None or len(kept) < SORTED_FROM or _largest_level(dots.cells, kept) > UNEVEN * len(kept):
            return self.prepared(few)
        return with_looks(few, self._sifted_cells(dots.cells, kept, numbers))

    def count(self, dots: Dots, view: MapTransform, shape: tuple[int, int]) -> int:
        """How many of the points lie in the image."""
        xs, ys, _, starts = _places(dots)
        height, width = shape
        box, side = _box(dots, view, (0, width), (0, height)), dots.cells.side if dots.cells else 1
        return int(_cells_kernel.count_in_view(xs, ys, starts, box, side, *_numbers(view), width, height))

    def draw(
        self,
        dots: Dots,
        view: MapTransform,
        style: PointStyle,
        colors: Pixels,
        around: int,
        pixels: Pixels,
        seen: IndexArray,
    ) -> None:
        """Draw the points as `pixels` and enter the ranks seen; see `Raster.draw`."""
        shape = (pixels.shape[0], pixels.shape[1])
        touched = self.count(dots, view, shape) * (2 * (style.radius + style.outline) + 2) ** 2
        if touched <= (SPOTS if style.radius < SMALL else PAINTED) or style.outline:
            self._paint(dots, view, style, colors, around, pixels, seen, alone=touched <= ALONE)
        else:
            self._draw_crowd(dots, view, style, colors, pixels, seen)

    def cut_out(self, upper: Pixels, lower: Pixels, opacity: float) -> None:
        """Take away from the lower image what the upper one, drawn at `opacity`, covers."""

        def cut(_: int, first: int, last: int) -> None:
            kernel.cut_out(upper, lower, float(opacity), first, last)

        self._in_bands(cut, upper.shape[0], 1)

    def topmost(self, dots: Dots, view: MapTransform, radius: float, shape: tuple[int, int]) -> IndexArray:
        """As `numpy_raster.topmost`, and equal to it."""
        ids = np.empty(shape, np.int32)
        looks = _looks(dots.cells or dots, radius)

        def draw(_: int, first: int, last: int) -> None:
            with self._room() as room:
                found = _topmost(room, dots, view, radius, looks, (first, last), shape[1])[0]
                beside = (found.shape[1] - shape[1]) // 2
                ids[first:last] = found[1:-1, beside : beside + shape[1]]

        self._in_bands(draw, shape[0], BANDS)
        return ids

    def _paint(
        self,
        dots: Dots,
        view: MapTransform,
        style: PointStyle,
        colors: Pixels,
        around: int,
        pixels: Pixels,
        seen: IndexArray,
        alone: bool,
    ) -> None:
        numbers = ((PLAIN, float(style.outline), min(1.0, style.outline / WHOLE)), float(style.opacity))
        looks = _looks(dots, style.radius)

        def draw(_: int, first: int, last: int) -> None:
            points = (dots.xs, dots.ys, dots.codes, looks, colors, np.uint32(around))
            kernel.paint(*points, *_numbers(view), *numbers, dots.first, first, last, pixels, seen)

        if alone:
            draw(0, 0, pixels.shape[0])
        else:
            self._in_bands(draw, pixels.shape[0], 1)

    def _draw_crowd(
        self, dots: Dots, view: MapTransform, style: PointStyle, colors: Pixels, pixels: Pixels, seen: IndexArray
    ) -> None:
        looks, thin = _looks(dots.cells or dots, style.radius), faded(colors, style.opacity)

        def draw(_: int, first: int, last: int) -> None:
            with self._room() as room:
                images = _topmost(room, dots, view, style.radius, looks, (first, last), pixels.shape[1])
                kernel.shade(*images, dots.first, dots.codes, thin, pixels[first:last], seen[first:last])

        self._in_bands(draw, pixels.shape[0], BANDS)

    @contextmanager
    def _room(self) -> Iterator[Room]:
        """Room for one thread: what the last band has left is still in its cache."""
        room = self._rooms.pop() if self._rooms else Room()
        yield room
        self._rooms.append(room)

    def _in_bands(self, draw: Callable[[int, int, int], None], height: int, per_thread: int) -> None:
        count = max(1, min(self._threads * per_thread, height // 16))
        edges = [height * i // count for i in range(count + 1)]
        self._side_by_side(draw, range(count), edges[:-1], edges[1:])

    def _side_by_side(self, work: Callable[..., object], *arguments: Sequence[int]) -> None:
        side_by_side(self._pool, self._threads - 1, work, *arguments)

    def _cells(self, dots: Dots) -> Cells:
        """Sorted level by level, each on a thread."""
        low_x, high_x, low_y, high_y = _extent(dots)
        per_x, per_y = (SIDE * 0.99999 / max(high - low, 1e-30) for low, high in ((low_x, high_x), (low_y, high_y)))
        count, levels = len(dots), len(LEVELS) + 1
        edges = [count, *(count - count // part for part in LEVELS), 0]
        xs, ys, ranks = np.empty(count, np.float32), np.empty(count, np.float32), np.empty(count, np.int32)
        starts = np.empty((levels, SIDE * SIDE + 1), np.int32)

        def sort(level: int) -> None:
            part = (dots.xs, dots.ys, edges[level + 1], edges[level])
            _cells_kernel.sort_into_cells(*part, low_x, low_y, per_x, per_y, SIDE, xs, ys, ranks, starts[level])

        self._side_by_side(sort, range(levels)[::-1])
        low, per_unit = (low_x, low_y), (per_x, per_y)
        return Cells(xs=xs, ys=ys, ranks=ranks, starts=starts, side=SIDE, low=low, per_unit=per_unit)

    def _sifted_cells(self, cells: Cells, kept: IndexArray, numbers: IndexArray) -> Cells:
        """Of the same levels, each on a thread."""
        count = len(kept)
        xs, ys, ranks = np.empty(count, np.float32), np.empty(count, np.float32), np.empty(count, np.int32)
        starts = np.empty_like(cells.starts)
        begins, ends = _begins(cells, kept)[-2::-1], _begins(cells, kept)[:0:-1]

        def sift(level: int) -> None:
            given = (cells.xs, cells.ys, cells.ranks, cells.starts[level], numbers, begins[level], ends[level])
            _cells_kernel.sift_cells(*given, xs, ys, ranks, starts[level])

        self._side_by_side(sift, range(len(starts))[::-1])
        return replace(cells, xs=xs, ys=ys, ranks=ranks, starts=starts)


def _topmost(
    room: Room, dots: Dots, view: MapTransform, radius: float, looks: Looks, rows: tuple[int, int], width: int
) -> tuple[IndexArray, Floats]:
    """Ranks and what is clear, with one row more above and below."""
    first, last, reach = rows[0] - 1, rows[1] + 1, looks[4]
    images = room.images(last - first, width, reach)
    box = _box(dots, view, (-reach, width + reach), (first - reach, last + reach))
    side = dots.cells.side if dots.cells else 1
    kernel.topmost(*_places(dots), box, side, looks, *_numbers(view), PLAIN, first, *images)
    return images[0], images[1]


def _looks(dots: Dots | Cells, radius: float) -> Looks:
    """Codes in the order of drawing, radii, terms, and how many pixels away a symbol may touch one, and cover the
    centre of one."""
    sizes, shapes = (NO_CODES if codes is None else codes for codes in (dots.sizes, dots.shapes))
    radii = np.maximum(LEAST, radius * FACTORS) if len(sizes) else np.array([radius], np.float64)
    largest = max(LEAST, float(radii[-1])) * (EXTENT if len(shapes) else 1.0)
    return sizes, shapes, radii, terms(radii).reshape(-1), math.ceil(largest + 1) - 1, math.ceil(largest + 0.5) - 1


def _extent(dots: Dots) -> tuple[float, float, float, float]:
    """Least and greatest x and y of the points that are somewhere."""
    known = np.isfinite(dots.xs) & np.isfinite(dots.ys)
    if not known.any():
        return 0.0, 1.0, 0.0, 1.0
    xs, ys = (dots.xs, dots.ys) if known.all() else (dots.xs[known], dots.ys[known])
    return float(xs.min()), float(xs.max()), float(ys.min()), float(ys.max())


def _begins(cells: Cells, kept: IndexArray) -> IntArray:
    """How many of the ranks kept lie below each level, and how many there are; the last level comes first."""
    return np.append(np.searchsorted(kept, cells.starts[::-1, 0]), len(kept))


def _largest_level(cells: Cells, kept: IndexArray) -> int:
    return int(np.diff(_begins(cells, kept)).max())


def _sealed(array: BoolArray) -> BoolArray:
    """For reading only: what may be written and what may not are two types to the compiler."""
    view = array.view()
    view.flags.writeable = False
    return view


def _places(dots: Dots) -> tuple[Floats, Floats, IndexArray, IndexArray]:
    """Points, their ranks, and where cells start; unsorted points are one cell."""
    if dots.cells is None:
        count = len(dots)
        return dots.xs, dots.ys, np.arange(count, dtype=np.int32), np.array([[0, count]], np.int32)
    return dots.cells.xs, dots.cells.ys, dots.cells.ranks, dots.cells.starts


def _box(dots: Dots, view: MapTransform, across: tuple[float, float], down: tuple[float, float]) -> Box:
    """The cells that lie in these columns and rows of pixels, wholly or in part."""
    cells = dots.cells
    if cells is None:
        return 0, 0, 0, 0
    left, low = view.to_map(across[0], down[1])
    right, high = view.to_map(across[1], down[0])
    (low_x, low_y), (per_x, per_y) = cells.low, cells.per_unit
    return _cell(left, low_x, per_x), _cell(right, low_x, per_x), _cell(low, low_y, per_y), _cell(high, low_y, per_y)


def _cell(place: float, low: float, per_unit: float) -> int:
    return int(min(max((place - low) * per_unit, 0), SIDE - 1))


def _numbers(view: MapTransform) -> tuple[float, float, float]:
    return float(view.scale), float(view.left), float(view.top)  # of another type they would be compiled for anew
