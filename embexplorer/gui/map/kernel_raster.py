"""Draw points by the compiled kernel: bands of the image side by side, each on a thread of its own."""

import math
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from embexplorer.core.typing import IndexArray
from embexplorer.gui.map import _raster_kernel as kernel
from embexplorer.gui.map.dots import Cells, Dots
from embexplorer.gui.map.point_style import PointStyle
from embexplorer.gui.map.transform import MapTransform

Pixels = npt.NDArray[np.uint32]
Run = npt.NDArray[np.int64]
Points = tuple[npt.NDArray[np.float32], npt.NDArray[np.float32], IndexArray]  # x, y, rank

SIDE = 256  # cells along each side of the points' box
SORTED_FROM = 50_000  # points; fewer are read faster than sorted
PAINTED = 6_000_000  # pixels touched by discs; beyond that each pixel is drawn once
BANDS = 4  # for each thread: small enough for the cache
ALONE = 1_500_000  # pixels touched; fewer are drawn sooner here than other threads wake up on a busy machine


class Room:
    """Memory for one band of the image: fresh memory for every frame would cost as much as the drawing."""

    def __init__(self) -> None:
        self._images: tuple[IndexArray, npt.NDArray[np.float32]] | None = None
        self._ids = np.empty((0, 0), np.int32)
        self._pixels = np.empty(0, np.int32)

    def images(self, height: int, width: int, radius: float) -> tuple[IndexArray, npt.NDArray[np.float32]]:
        """Two images of whole numbers and two of fractions, as far beyond the band as a disc reaches."""
        reach = kernel.reach_of(radius)
        size = (2, height + 2 * reach, width + 2 * reach)
        if self._images is None or self._images[0].shape != size:
            self._images = (np.empty(size, np.int32), np.empty(size, np.float32))
        return self._images

    def ids(self, height: int, width: int) -> IndexArray:
        """One image of the band."""
        if self._ids.shape != (height, width):
            self._ids = np.empty((height, width), np.int32)
        return self._ids

    def pixels(self, runs: Run) -> IndexArray:
        """One number for each point of the runs."""
        count = int((runs[:, 1] - runs[:, 0]).sum())
        if len(self._pixels) < count:
            self._pixels = np.empty(count, np.int32)
        return self._pixels[:count]


class KernelRaster:
    """Keeps the threads and the room to work in from one frame to the next."""

    def __init__(self) -> None:
        self._threads = max(1, min(8, os.cpu_count() or 1))
        self._pool = ThreadPoolExecutor(self._threads, "raster")
        self._rooms = [Room() for _ in range(self._threads * BANDS)]

    def prepared(self, dots: Dots) -> Dots:
        """The points with their cells, if they are many."""
        if len(dots) < SORTED_FROM or dots.cells is not None:
            return dots
        return replace(dots, cells=_cells(dots))

    def count(self, dots: Dots, view: MapTransform, shape: tuple[int, int]) -> int:
        """How many of the points lie in the image."""
        height, width = shape
        return int(kernel.count_in_view(dots.xs, dots.ys, *_numbers(view), width, height))

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
        """Lay the points over `pixels` and enter the ranks seen; see `Raster.draw`."""
        shape = (pixels.shape[0], pixels.shape[1])
        touched = self.count(dots, view, shape) * (2 * (style.radius + style.outline) + 2) ** 2
        if touched <= PAINTED or style.outline:
            self._paint(dots, view, style, colors, around, pixels, seen, alone=touched <= ALONE)
        else:
            self._draw_crowd(dots, view, style, colors, pixels, seen)

    def topmost(self, dots: Dots, view: MapTransform, radius: float, shape: tuple[int, int]) -> IndexArray:
        """As `numpy_raster.topmost`, and equal to it."""
        ids = np.empty(shape, np.int32)
        points = _places(dots)

        def draw(band: int, first: int, last: int) -> None:
            self._topmost(band, dots, points, view, float(radius), first, ids[first:last])

        self._in_bands(draw, shape[0], BANDS)
        return ids

    def _topmost(
        self, band: int, dots: Dots, points: Points, view: MapTransform, radius: float, first: int, ids: IndexArray
    ) -> IndexArray:
        """Fills `ids`; the answer is the pixel of every point that was looked at."""
        height, width = ids.shape
        runs = _runs(dots, view, radius, first, first + height, width)
        room = self._rooms[band]
        pixels, images = room.pixels(runs), room.images(height, width, radius)
        kernel.topmost(*points, runs, *_numbers(view), radius, first, pixels, *images, ids)
        return pixels

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
        look = (float(style.radius), float(style.outline), float(style.opacity))

        def draw(_: int, first: int, last: int) -> None:
            points = (dots.xs, dots.ys, dots.first, dots.codes, colors, np.uint32(around))
            kernel.paint(*points, *_numbers(view), *look, first, last, pixels, seen)

        if alone:
            draw(0, 0, pixels.shape[0])
        else:
            self._in_bands(draw, pixels.shape[0], 1)

    def _draw_crowd(
        self, dots: Dots, view: MapTransform, style: PointStyle, colors: Pixels, pixels: Pixels, seen: IndexArray
    ) -> None:
        points, radius, width = _places(dots), float(style.radius), pixels.shape[1]
        reach = kernel.reach_of(radius)
        shares = _shares(style, reach)

        def draw(band: int, first: int, last: int) -> None:
            ids = self._rooms[band].ids(last - first, width)
            places = self._topmost(band, dots, points, view, radius, first, ids)
            image = (dots.first, dots.codes, colors, pixels[first:last], seen[first:last])
            if style.opacity >= 1:
                kernel.shade(ids, *image)
                return
            counts = self._rooms[band].images(last - first, width, radius)[0][0]
            kernel.crowd(places, counts.reshape(-1))
            kernel.shade_crowd(ids, counts, reach, shares, *image)

        self._in_bands(draw, pixels.shape[0], BANDS)

    def _in_bands(self, draw: Callable[[int, int, int], None], height: int, per_thread: int) -> None:
        count = max(1, min(self._threads * per_thread, height // 16))
        edges = [height * i // count for i in range(count + 1)]
        list(self._pool.map(draw, range(count), edges[:-1], edges[1:]))


def _cells(dots: Dots) -> Cells:
    low_x, high_x, low_y, high_y = _box(dots)
    per_x, per_y = (SIDE * 0.99999 / max(high - low, 1e-30) for low, high in ((low_x, high_x), (low_y, high_y)))
    order, starts = kernel.sort_into_cells(dots.xs, dots.ys, low_x, low_y, per_x, per_y, SIDE)
    return Cells(
        xs=dots.xs[order],
        ys=dots.ys[order],
        ranks=order,
        starts=starts,
        side=SIDE,
        low=(low_x, low_y),
        per_unit=(per_x, per_y),
    )


def _box(dots: Dots) -> tuple[float, float, float, float]:
    """Least and greatest x and y of the points that are somewhere."""
    known = np.isfinite(dots.xs) & np.isfinite(dots.ys)
    if not known.any():
        return 0.0, 1.0, 0.0, 1.0
    xs, ys = (dots.xs, dots.ys) if known.all() else (dots.xs[known], dots.ys[known])
    return float(xs.min()), float(xs.max()), float(ys.min()), float(ys.max())


def _places(dots: Dots) -> Points:
    if dots.cells is None:
        return dots.xs, dots.ys, np.arange(len(dots), dtype=np.int32)
    return dots.cells.xs, dots.cells.ys, dots.cells.ranks


def _runs(dots: Dots, view: MapTransform, radius: float, first: int, last: int, width: int) -> Run:
    """The pieces of the arrays that hold every point which may touch this band, as starts and ends."""
    cells = dots.cells
    if cells is None:
        return np.array([[0, len(dots)]], np.int64)
    left, low = view.to_map(-radius - 1, last + radius + 1)
    right, high = view.to_map(width + radius + 1, first - radius - 1)
    columns = [_cell(x, cells.low[0], cells.per_unit[0]) for x in (left, right)]
    lines = np.arange(_cell(low, cells.low[1], cells.per_unit[1]), _cell(high, cells.low[1], cells.per_unit[1]) + 1)
    starts = cells.starts[lines * cells.side + columns[0]]
    ends = cells.starts[lines * cells.side + columns[1] + 1]
    return np.stack([starts, ends], axis=1)


def _cell(value: float, low: float, per_unit: float) -> int:
    return int(min(max((value - low) * per_unit, 0), SIDE - 1))


def _numbers(view: MapTransform) -> tuple[float, float, float]:
    return float(view.scale), float(view.left), float(view.top)  # of another type they would be compiled for anew


def _shares(style: PointStyle, reach: int) -> npt.NDArray[np.uint32]:
    """How opaque (of 256) a pixel is when this many points lie in the square around it: as if laid over each other."""
    covering = np.maximum(1.0, np.arange(256) * math.pi * style.radius**2 / (2 * reach + 1) ** 2)
    return np.asarray(256 * (1 - (1 - style.opacity) ** covering) + 0.5, np.uint32)
