"""Count, smooth and colour the density of points by compiled code, in bands side by side on a few threads."""

import math
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from embexplorer.core.typing import BoolArray, FloatArray
from embexplorer.gui.map import _density_image_kernel as image_kernel
from embexplorer.gui.map import _density_kernel as kernel
from embexplorer.gui.map.contours import traced
from embexplorer.gui.map.density_colors import Look, look_of
from embexplorer.gui.map.density_grid import Grid, crowds_in
from embexplorer.gui.map.density_spans import Spans, around, whole
from embexplorer.gui.map.side_by_side import side_by_side
from embexplorer.gui.map.transform import MapTransform
from embexplorer.gui.tokens import LIGHT

Field = npt.NDArray[np.float32]
Pixels = npt.NDArray[np.uint32]
Shares = npt.NDArray[np.uint8]
Codes = npt.NDArray[np.uint8]
Slots = npt.NDArray[np.int16]

REACH = 3.5  # standard deviations beyond which the Gaussian is cut: less than 0.05 % of it on each side
ALONE = 20_000  # bins or points; fewer are done sooner here than other threads wake up
SPARSE = 4  # bins for a point; with more of them, to add up what threads have counted takes longer than to count
EVERY: BoolArray = np.empty(0, np.bool_)
NOWHERE: Spans = np.empty((0, 2), np.int32)


class KernelDensity:
    """Keeps its threads from one frame to the next."""

    def __init__(self) -> None:
        self._threads = max(1, min(4, os.cpu_count() or 1))
        self._pool = ThreadPoolExecutor(self._threads, "density")

    def counted(
        self,
        points: FloatArray,
        codes: Codes,
        slot_of: Slots,
        weight_of: Field,
        shown: BoolArray | None,
        view: MapTransform,
        grid: Grid,
        slots: int,
    ) -> Field:
        """Points in each bin (slots × rows × columns), by the slot and weight of their codes."""
        given = (_sealed(points), _sealed(codes), slot_of, weight_of, _sealed(EVERY if shown is None else shown))
        place = grid.of(view)
        parts = self._threads if len(points) > max(ALONE, slots * grid.rows * grid.columns // SPARSE) else 1
        counts = np.zeros((parts, slots, *grid.shape), np.float32)

        def work(first: int, last: int) -> None:
            part = first * parts // max(1, len(points)) if first else 0
            kernel.count(*given, place.scale, place.left, place.top, first, last, counts[part])

        self._in_parts(work, len(points), parts)
        for part in counts[1:]:
            counts[0] += part
        return np.asarray(counts[0])

    def smoothed(self, counts: Field, sigma: float, spans: Spans | None = None) -> Field:
        """Weighed by a Gaussian of this standard deviation in bins, cut at `REACH` of them: nothing is lost but what
        leaves the grid. Bins outside of the spans, if any, stay 0.
        """
        weights, across, target = taps(sigma), np.empty_like(counts), _empty(counts.shape, spans)
        inside = whole(*counts.shape) if spans is None else spans
        beside = inside if spans is None else around(inside, len(weights) // 2)
        self._rows(counts.shape[0], lambda a, b: kernel.smooth_rows(counts, weights, beside, a, b, across))
        self._rows(counts.shape[0], lambda a, b: kernel.smooth_columns(across, weights, inside, a, b, target))
        return target

    def smoothed_each(self, counts: Field, sigma: float, spans: Spans | None = None) -> Field:
        """The same for several of one size, each on a thread."""
        weights, target, height = taps(sigma), _empty(counts.shape, spans), counts.shape[1]
        inside = whole(*counts.shape[1:]) if spans is None else spans
        beside = inside if spans is None else around(inside, len(weights) // 2)

        def work(first: int, last: int) -> None:
            across = np.empty_like(counts[0])
            for one in range(first, last):
                kernel.smooth_rows(counts[one], weights, beside, 0, height, across)
                kernel.smooth_columns(across, weights, inside, 0, height, target[one])

        self._in_parts(work, len(counts), min(self._threads, len(counts)))
        return target

    def crowding(self, smoothed: Field, begins: float, whole: float, most: float) -> Field:
        """How far the density takes the place of the points, 0 to `most`, by how many lie around each bin."""
        target = np.empty_like(smoothed)
        self._rows(len(target), lambda a, b: kernel.crowding(smoothed, begins, whole, most, a, b, target))
        return target

    def mixed(self, counts: Field, labs: Field, spans: Spans | None = None) -> Field:
        """The colour of each bin by the shares of its classes, 3 × rows × columns; `labs` are theirs in OKLab."""
        hues, inside = _hues(counts, spans)
        self._rows(counts.shape[1], lambda a, b: kernel.mix(counts, labs, gamma(), inside, a, b, hues))
        return hues

    def colored(self, labs: Field, spans: Spans | None = None) -> Field:
        """The colour of each bin, 3 × rows × columns, from that in OKLab."""
        hues, inside = _hues(labs, spans)
        self._rows(labs.shape[1], lambda a, b: kernel.color(labs, gamma(), inside, a, b, hues))
        return hues

    def averaged(self, counts: Field, scale: Field, spans: Spans | None = None) -> Field:
        """The colour of each bin by the mean of its values; `scale` has that of each code, 0 to 254."""
        hues, inside = _hues(counts, spans)
        self._rows(counts.shape[1], lambda a, b: kernel.average(counts, scale, inside, a, b, hues))
        return hues

    def shaded(
        self, density: Field, hues: Field, ramp: Field, peak: float, look: Look, spans: Spans | None = None
    ) -> Field:
        """Tone, red, green and blue of each bin: `ramp` (256 × 3) where there are no hues."""
        colors = _empty((4, *density.shape), spans)
        inside = whole(*density.shape) if spans is None else spans
        given = (hues, ramp, peak, look.steepness, look.toward, look.depth, inside)
        self._rows(len(density), lambda a, b: image_kernel.shade(density, *given, a, b, colors))
        return colors

    def enlarged(
        self,
        colors: Field,
        of_colors: Grid,
        crowds: Field,
        of_crowds: Grid,
        corner: tuple[float, float],
        ratio: float,
        shape: tuple[int, int],
        look: Look,
        everywhere: bool,
        room: tuple[Pixels, Shares] | None = None,
        near: Spans | None = None,
    ) -> tuple[Pixels, Shares]:
        """The image of the density in device pixels, its corner at this place of the map; what is left of points.

        They lie in the memory of `room`, if it fits: fresh memory would cost as much as they do. Outside of the spans
        `near` nothing is crowded; then both grids are one.
        """
        fits = room is not None and room[0].shape == shape and room[0].flags.writeable
        pixels, fades = room if room and fits else (np.empty(shape, np.uint32), np.empty((2, *shape), np.uint8))
        seen_from = (*of_colors.steps(corner, ratio), crowds, *of_crowds.steps(corner, ratio))
        given = (*seen_from, NOWHERE if near is None else near, (look.opaque, look.solid, look.kept), everywhere)
        self._rows(shape[0], lambda a, b: image_kernel.enlarge(colors, *given, a, b, pixels, fades))
        return pixels, fades

    def thin(self, pixels: Pixels, fades: Shares, left: int, top: int) -> None:
        """Make the points of an image fainter, in place."""
        self._rows(len(pixels), lambda a, b: image_kernel.thin(pixels, fades, left, top, a, b))

    def _rows(self, work_on: int, work: Callable[[int, int], object]) -> None:
        self._in_parts(work, work_on, self._threads if work_on > 64 else 1)

    def _in_parts(self, work: Callable[[int, int], object], count: int, parts: int) -> None:
        if parts == 1:
            work(0, count)
            return
        edges = [-(-count * i // parts) for i in range(parts + 1)]
        side_by_side(self._pool, self._threads - 1, work, edges[:-1], edges[1:])


@lru_cache(maxsize=16)
def taps(sigma: float) -> Field:
    """The weights of a Gaussian at whole bins, which are 1 together."""
    reach = max(1, math.ceil(REACH * sigma))
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / max(sigma, 1e-3)) ** 2)
    return np.asarray(weights / weights.sum(), np.float32)


@cache
def gamma() -> Field:
    """Levels (0 to 255) of 4096 even steps of linear light."""
    linear = np.linspace(0, 1, 4096)
    levels = np.where(linear > 0.0031308, 1.055 * linear ** (1 / 2.4) - 0.055, 12.92 * linear)
    return np.asarray(255 * levels, np.float32)


def _empty(shape: tuple[int, ...], spans: Spans | None) -> Field:
    """Bins that are all filled in, or only those of some spans."""
    return np.empty(shape, np.float32) if spans is None else np.zeros(shape, np.float32)


def _hues(bins: Field, spans: Spans | None) -> tuple[Field, Spans]:
    """Room for the colours of as many bins, and the spans that are filled in."""
    return _empty((3, *bins.shape[1:]), spans), whole(*bins.shape[1:]) if spans is None else spans


def _sealed(array: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
    """For reading only: what is mapped from a file and what is not are one type to the compiler."""
    view = np.ascontiguousarray(array).view()
    view.flags.writeable = False
    return view


@cache
def kernel_density() -> KernelDensity:
    """The one of the program; everything in it has been compiled and tried out."""
    made = KernelDensity()
    points, codes = np.linspace(0, 8, 256, dtype=np.float32).reshape(-1, 2), np.zeros(128, np.uint8)
    view = MapTransform(scale=1.0, left=0.0, top=8.0)
    grid = Grid(bin=1.0, left=0.0, top=0.0, rows=8, columns=8)
    counts = made.counted(points, codes, np.zeros(256, np.int16), np.ones(256, np.float32), None, view, grid, 2)
    smooth = made.smoothed(counts[0], 1.0)
    crowds_in(counts[0], 1.0)
    crowds = np.stack([made.crowding(smooth, 1.0, 8.0, 1.0)] * 2)
    hues, scale = made.mixed(counts, np.zeros((2, 3), np.float32)), np.zeros((256, 3), np.float32)
    made.averaged(counts, scale)
    made.colored(np.zeros((3, 2, 2), np.float32))
    look = look_of(LIGHT)
    colors = made.shaded(smooth, hues, scale, 1.0, look)
    pixels, fades = made.enlarged(colors, grid, crowds, grid, (0.0, 0.0), 1.0, (8, 8), look, everywhere=False)
    made.thin(pixels, fades[0], 0, 0)
    traced(smooth, float(smooth.max()) / 2)
    return made
