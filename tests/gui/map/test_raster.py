"""The picture of the points is that of brute force: the topmost symbol that covers a pixel's centre."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from embexplorer.core.typing import IndexArray
from embexplorer.gui.map import numpy_raster
from embexplorer.gui.map.dots import Dots, with_looks
from embexplorer.gui.map.kernel_raster import KernelRaster
from embexplorer.gui.map.point_style import FACTORS, PointStyle
from embexplorer.gui.map.raster import Raster
from embexplorer.gui.map.symbols import NAMES, outline
from embexplorer.gui.map.transform import MapTransform

VIEW = MapTransform(scale=1.0, left=0.0, top=48.0)
SHAPE = (48, 64)
ROUNDING = 1e-4  # pixels: the kernel compares places within a pixel in single precision
WHITE, RED, BLUE = 0xFFFFFFFF, 0xFFFF0000, 0xFF0000FF


@pytest.fixture(scope="module")
def kernel() -> KernelRaster:
    return KernelRaster()


def dots_at(
    places: np.ndarray,
    codes: list[int] | None = None,
    sizes: list[int] | None = None,
    shapes: list[int] | None = None,
) -> Dots:
    """Points from back to front, a hundred other points behind them."""
    count = len(places)
    xs, ys = np.array(places, np.float32).reshape(-1, 2).T
    return Dots(
        rows=np.arange(count, dtype=np.int32),
        xs=np.ascontiguousarray(xs),
        ys=np.ascontiguousarray(ys),
        codes=np.array(codes or [0] * count, np.uint8),
        sizes=None if sizes is None else np.array(sizes, np.uint8),
        shapes=None if shapes is None else np.array(shapes, np.uint8),
        first=100,
    )


def varied(places: np.ndarray, seed: int = 5) -> Dots:
    """Points of any size and shape."""
    random = np.random.default_rng(seed)
    sizes, shapes = random.integers(0, 256, len(places)), random.integers(0, len(NAMES), len(places))
    return dots_at(places, sizes=sizes.tolist(), shapes=shapes.tolist())


def brute_force(dots: Dots, view: MapTransform, radius: float, shape: tuple[int, int] = SHAPE) -> IndexArray:
    """Every disc against every pixel, its radius by its size."""
    down, across = np.mgrid[: shape[0], : shape[1]] + 0.5
    ids = np.full(shape, -1, np.int32)
    for i in range(len(dots)):
        x, y = float(dots.xs[i]) * view.scale + view.left, view.top - float(dots.ys[i]) * view.scale
        own = radius if dots.sizes is None else radius * FACTORS[dots.sizes[i]]
        ids[(across - x) ** 2 + (down - y) ** 2 < own**2] = i
    return ids


places = st.lists(st.tuples(st.floats(-6, 70, width=32), st.floats(-6, 54, width=32)), max_size=60)
radii = st.sampled_from([1.0, 1.5, 2.5, 4.2, 8.0])


@settings(max_examples=40, deadline=None)
@given(places, radii)
def test_numpy_finds_the_topmost_disc_of_every_pixel(points: list[tuple[float, float]], radius: float) -> None:
    dots = dots_at(np.array(points))

    found = numpy_raster.topmost(dots, VIEW, radius, SHAPE)

    smaller, larger = brute_force(dots, VIEW, radius - ROUNDING), brute_force(dots, VIEW, radius + ROUNDING)
    assert ((smaller != larger) | (smaller == found)).all()


@settings(max_examples=60, deadline=None)
@given(places, radii)
def test_the_kernel_finds_the_topmost_disc_of_every_pixel(
    kernel: KernelRaster, points: list[tuple[float, float]], radius: float
) -> None:
    dots = dots_at(np.array(points))

    found = kernel.topmost(dots, VIEW, radius, SHAPE)

    smaller, larger = brute_force(dots, VIEW, radius - ROUNDING), brute_force(dots, VIEW, radius + ROUNDING)
    assert ((smaller != larger) | (smaller == found)).all()


@settings(max_examples=40, deadline=None)
@given(places, st.sampled_from([2.0, 3.1, 5.0]), st.integers(0, 2**32 - 1))
def test_the_kernel_finds_the_topmost_disc_of_any_size(
    kernel: KernelRaster, points: list[tuple[float, float]], radius: float, seed: int
) -> None:
    sizes = np.random.default_rng(seed).integers(0, 256, len(points)).tolist()
    dots = dots_at(np.array(points), sizes=sizes)

    found = kernel.topmost(dots, VIEW, radius, SHAPE)

    smaller, larger = brute_force(dots, VIEW, radius - ROUNDING), brute_force(dots, VIEW, radius + ROUNDING)
    assert ((smaller != larger) | (smaller == found)).all()


@settings(max_examples=20, deadline=None)
@given(places, st.sampled_from([1.0, 3.0]), st.integers(0, 2**32 - 1))
def test_the_kernel_agrees_with_numpy_on_symbols_of_any_size(
    kernel: KernelRaster, points: list[tuple[float, float]], radius: float, seed: int
) -> None:
    dots = varied(np.array(points), seed)

    found = kernel.topmost(dots, VIEW, radius, SHAPE)

    smaller, larger = (numpy_raster.topmost(dots, VIEW, radius, SHAPE, wider) for wider in (-ROUNDING, ROUNDING))
    assert ((smaller != larger) | (smaller == found)).all()


@pytest.mark.parametrize("radius", [1.0, 2.5, 8.0])
def test_a_crowd_sorted_into_cells_has_the_picture_of_numpy(kernel: KernelRaster, radius: float) -> None:
    random = np.random.default_rng(1)
    dots = dots_at(random.normal(size=(20_000, 2)) * 12 + (30, 20))
    dots = replace(dots, cells=kernel._cells(dots))

    found = kernel.topmost(dots, VIEW, radius, SHAPE)

    expected = numpy_raster.topmost(dots, VIEW, radius, SHAPE)
    assert (expected >= 0).tolist() == (found >= 0).tolist()
    assert (expected == found)[expected >= 0].mean() > 0.999


@pytest.mark.parametrize("radius", [1.0, 3.0])
def test_a_crowd_of_symbols_of_any_size_has_the_picture_of_numpy(kernel: KernelRaster, radius: float) -> None:
    dots = varied(np.random.default_rng(1).normal(size=(4_000, 2)) * 12 + (30, 20))
    dots = with_looks(dots, kernel._cells(dots))

    found = kernel.topmost(dots, VIEW, radius, SHAPE)

    expected = numpy_raster.topmost(dots, VIEW, radius, SHAPE)
    assert (expected >= 0).tolist() == (found >= 0).tolist()
    assert (expected == found)[expected >= 0].mean() > 0.999


def test_a_pixel_filled_by_soft_edges_alone_does_not_hide_a_point_that_covers_its_centre(kernel: KernelRaster) -> None:
    around = np.arange(100) * 2.4  # radians, evenly all around in any stretch
    ring = np.stack([20.5 + 1.05 * np.cos(around), 20.5 + 1.05 * np.sin(around)], axis=1)
    dots = dots_at(np.concatenate([np.full((3900, 2), 20.5), ring]))
    dots = replace(dots, cells=kernel._cells(dots))

    found = kernel.topmost(dots, VIEW, 1.0, SHAPE)

    assert (numpy_raster.topmost(dots, VIEW, 1.0, SHAPE) == found).all()


def test_a_close_view_of_a_crowd_has_the_picture_of_numpy(kernel: KernelRaster) -> None:
    random = np.random.default_rng(2)
    dots = kernel.prepared(dots_at(random.normal(size=(60_000, 2))))
    close = MapTransform(scale=900.0, left=-400.0, top=300.0)

    found = kernel.topmost(dots, close, 2.5, SHAPE)

    assert (numpy_raster.topmost(dots, close, 2.5, SHAPE) == found).all()


@pytest.mark.parametrize("scale", [0.5, 4.0, 90.0, 900.0])
def test_cells_change_nothing_in_the_count_of_points_in_view(kernel: KernelRaster, scale: float) -> None:
    dots = dots_at(np.random.default_rng(2).normal(size=(60_000, 2)))
    view = MapTransform(scale=scale, left=20.0, top=30.0)

    counts = [kernel.count(one, view, SHAPE) for one in (dots, kernel.prepared(dots))]

    assert [Raster().count(dots, view, SHAPE)] * 2 == counts


@pytest.mark.parametrize("symbol", range(len(NAMES)))
def test_a_symbol_covers_the_pixels_within_its_outline(qapp: QApplication, kernel: KernelRaster, symbol: int) -> None:
    dots = dots_at(np.array([[30.3, 23.57]]), shapes=[symbol])

    found = kernel.topmost(dots, VIEW, 9.0, SHAPE)

    path = outline(symbol, QPointF(30.3, 24.43), 9.0)
    inside = [[path.contains(QPointF(x + 0.5, y + 0.5)) for x in range(SHAPE[1])] for y in range(SHAPE[0])]
    assert inside == (found >= 0).tolist()


def test_no_two_symbols_are_alike_at_a_radius_of_three_pixels() -> None:
    style = PointStyle(radius=3, opacity=1)
    drawings = [drawn(True, dots_at([[20.4, 20.7]], shapes=[symbol]), style)[0] >> 24 for symbol in range(len(NAMES))]

    filled = np.array(drawings, float).reshape(len(NAMES), -1)
    common = np.minimum(filled[:, None], filled[None]).sum(axis=2)
    alike = common / np.maximum(filled[:, None], filled[None]).sum(axis=2)
    assert (alike - np.eye(len(NAMES))).max() < 0.8


def test_the_area_of_a_point_grows_evenly_with_its_size() -> None:
    areas = FACTORS**2

    assert (0.25, 4.0) == (areas[0], pytest.approx(areas[-1]))
    np.testing.assert_allclose(np.diff(areas), np.diff(areas)[0])


def test_points_that_are_nowhere_are_not_drawn(kernel: KernelRaster) -> None:
    dots = dots_at(np.array([[np.nan, 1.0], [np.inf, 2.0], [10.0, -np.inf]]))

    assert (kernel.topmost(dots, VIEW, 2.5, SHAPE) == -1).all()
    assert 0 == kernel.count(dots, VIEW, SHAPE)


def test_a_crowd_that_is_nowhere_is_not_drawn(kernel: KernelRaster) -> None:
    dots = kernel.prepared(dots_at(np.full((60_000, 2), np.nan)))

    assert (kernel.topmost(dots, VIEW, 2.5, SHAPE) == -1).all()
    assert 0 == kernel.count(dots, VIEW, SHAPE)


@pytest.mark.parametrize("spread", [0.0, 1e-42, 1e37])
def test_a_crowd_in_any_range_is_drawn(kernel: KernelRaster, spread: float) -> None:
    places = np.random.default_rng(0).normal(size=(60_000, 2)) * spread
    dots = kernel.prepared(dots_at(places))
    view = MapTransform(scale=3 / max(spread, 1e-30), left=30.0, top=20.0)

    found = kernel.topmost(dots, view, 2.0, SHAPE)

    assert 59_999 == found.max()
    assert (numpy_raster.topmost(dots, view, 2.0, SHAPE) == found).mean() > 0.999


@pytest.mark.parametrize("loaded", [False, True])
def test_the_point_in_front_is_seen_and_has_its_colour(loaded: bool) -> None:
    pixels, rows = drawn(
        loaded, dots_at(np.array([[20.5, 27.5], [20.5, 27.5]]), [0, 1]), PointStyle(radius=3, opacity=1)
    )

    assert (101, BLUE) == (rows[20, 20], pixels[20, 20])


@pytest.mark.parametrize("count", [1, 2, 30])
@pytest.mark.parametrize("loaded", [False, True])
def test_however_many_lie_over_each_other_opacity_is_that_of_one(loaded: bool, count: int) -> None:
    pixels, _ = drawn(loaded, dots_at(np.full((count, 2), 20.5)), PointStyle(radius=3, opacity=0.5))

    assert pytest.approx(0x80, abs=1) == int(pixels[27, 20] >> 24)


def test_a_crowd_is_as_opaque_as_one_point(kernel: KernelRaster) -> None:
    dots = dots_at(np.concatenate([np.array([[10.5, 30.5]]), np.full((30, 2), 40.5)]))
    pixels, seen = np.empty(SHAPE, np.uint32), np.full(SHAPE, -1, np.int32)

    kernel._draw_crowd(dots, VIEW, PointStyle(radius=2, opacity=0.5), np.full(256, RED, np.uint32), pixels, seen)

    assert [128, 128, 0] == [int(pixels[place] >> 24) for place in ((17, 10), (7, 40), (30, 30))]


@pytest.mark.parametrize("varied_points", [False, True])
def test_a_crowd_is_drawn_as_few_are_but_where_edges_of_two_colours_meet(
    kernel: KernelRaster, varied_points: bool
) -> None:
    at = np.random.default_rng(3).uniform(0, 48, (150, 2))
    dots, style = varied(at) if varied_points else dots_at(at), PointStyle(radius=2.5, opacity=0.7)
    images = [np.zeros(SHAPE, np.uint32), np.zeros(SHAPE, np.uint32)]
    seen = [np.full(SHAPE, -1, np.int32), np.full(SHAPE, -1, np.int32)]
    colors = np.full(256, RED, np.uint32)

    kernel.draw(dots, VIEW, style, colors, 0, images[0], seen[0])
    kernel._draw_crowd(dots, VIEW, style, colors, images[1], seen[1])

    apart = np.abs(images[0].view(np.uint8).astype(int) - images[1].view(np.uint8).astype(int))
    assert (seen[0] == seen[1]).mean() > 0.999
    assert (apart > 25).mean() < 0.005


@pytest.mark.parametrize("loaded", [False, True])
def test_what_a_point_above_covers_is_taken_from_those_below(loaded: bool) -> None:
    raster = loaded_raster(loaded)
    upper = np.array([[0x80800000, 0x40400000, 0]], np.uint32)
    lower = np.full((1, 3), 0xFF0000FF, np.uint32)

    raster.cut_out(upper, lower, 0.5)

    assert [0, 128, 255] == [pytest.approx(int(pixel >> 24), abs=2) for pixel in lower[0]]


@pytest.mark.parametrize("loaded", [False, True])
def test_an_outline_stands_around_the_disc(loaded: bool) -> None:
    style = PointStyle(radius=3, opacity=1, outline=2)

    pixels, rows = drawn(loaded, dots_at(np.array([[20.5, 27.5]])), style, around=0xFF00FF00)

    assert (RED, 0xFF00FF00, 0) == (pixels[20, 20], pixels[20, 24], pixels[20, 27])
    assert (100, -1) == (rows[20, 20], rows[20, 24])


def test_an_outline_comes_without_a_jump(kernel: KernelRaster) -> None:
    dots = dots_at(np.random.default_rng(3).uniform(0, 48, (200, 2)))

    def on_white(outline: float) -> np.ndarray:
        style = PointStyle(radius=2.2, opacity=1.0, outline=outline)
        pixels, seen = np.zeros(SHAPE, np.uint32), np.full(SHAPE, -1, np.int32)
        kernel.draw(dots, VIEW, style, np.full(256, RED, np.uint32), WHITE, pixels, seen)
        channels = pixels[..., None].view(np.uint8).astype(int)
        return channels[..., :3] + 255 - channels[..., 3:]

    steps = [on_white(outline) for outline in np.linspace(0, 0.1, 41).tolist()]

    changes = [np.abs(after - before).mean() for before, after in pairwise(steps)]
    assert np.abs(steps[-1] - steps[0]).mean() > 5
    assert max(changes) < 1


def test_few_and_many_points_are_drawn_at_the_same_pixels(kernel: KernelRaster) -> None:
    random = np.random.default_rng(3)
    dots = dots_at(random.uniform(0, 48, (400, 2)))

    _, painted = drawn(True, dots, PointStyle(radius=2.5, opacity=1))

    expected = numpy_raster.topmost(dots, VIEW, 2.5, SHAPE)
    assert (np.where(expected >= 0, expected + 100, -1) == painted).mean() > 0.999


def loaded_raster(loaded: bool) -> Raster:
    raster = Raster()
    if loaded:
        raster.load()
    return raster


def drawn(loaded: bool, dots: Dots, style: PointStyle, around: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """The points, the first code red, the second blue."""
    pixels, rows = np.full(SHAPE, WHITE, np.uint32), np.full(SHAPE, -1, np.int32)
    colors = np.array([RED, BLUE] + [0] * 254, np.uint32)
    loaded_raster(loaded).draw(dots, VIEW, style, colors, around, pixels, rows)
    return pixels, rows


def on_white(pixels: np.ndarray) -> np.ndarray:
    """Blue, green and red of a premultiplied image that lies on white."""
    channels = pixels.view(np.uint8).reshape(*pixels.shape, 4).astype(int)
    return channels[..., :3] + 255 - channels[..., 3:]


@pytest.mark.parametrize("outlined", [0.0, 0.6])
def test_the_picture_hardly_changes_when_the_kernel_is_loaded(outlined: float) -> None:
    random = np.random.default_rng(4)
    at = random.uniform(0, 48, (150, 2))
    dots = dots_at(at, random.integers(0, 2, 150).tolist())
    style = PointStyle(radius=3.0, opacity=1.0, outline=outlined)

    before, after = (on_white(drawn(loaded, dots, style, around=WHITE)[0]) for loaded in (False, True))

    apart = np.abs(before - after)
    assert (apart > 64).mean() < 0.03  # where three soft edges meet, numpy mixes two


def test_a_sketch_shows_each_point_in_its_colour_and_size() -> None:
    xs = np.array([5.5, 20.5], np.float32)
    dots = Dots(
        rows=np.arange(2, dtype=np.int32),
        xs=xs,
        ys=xs,
        codes=np.array([0, 1], np.uint8),
        sizes=np.array([51, 0], np.uint8),
        first=3,
    )
    colors = np.full(256, 0xFF112233, np.uint32)
    pixels, seen = np.zeros((30, 30), np.uint32), np.full((30, 30), -1, np.int32)

    numpy_raster.sketch(
        dots,
        MapTransform(scale=1.0, left=0.0, top=30.0),
        PointStyle(radius=1.5, opacity=1.0),
        colors,
        pixels,
        seen,
    )

    assert ([3, 4], [0xFF112233] * 2) == (seen[[24, 9], [5, 20]].tolist(), pixels[[24, 9], [5, 20]].tolist())
    assert 9 + 1 == np.count_nonzero(seen >= 0)
