"""The picture of the points is that of brute force: the topmost disc that covers a pixel's centre."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embexplorer.core.typing import IndexArray
from embexplorer.gui.map import numpy_raster
from embexplorer.gui.map.dots import Dots
from embexplorer.gui.map.kernel_raster import KernelRaster
from embexplorer.gui.map.point_style import PointStyle
from embexplorer.gui.map.raster import Raster
from embexplorer.gui.map.transform import MapTransform

VIEW = MapTransform(scale=1.0, left=0.0, top=48.0)
SHAPE = (48, 64)
ROUNDING = 1e-5  # pixels: the kernel compares places within a pixel in single precision
WHITE, RED, BLUE = 0xFFFFFFFF, 0xFFFF0000, 0xFF0000FF


@pytest.fixture(scope="module")
def kernel() -> KernelRaster:
    return KernelRaster()


def dots_at(places: np.ndarray, codes: list[int] | None = None) -> Dots:
    """Points from back to front, a hundred other points behind them."""
    count = len(places)
    xs, ys = np.array(places, np.float32).reshape(-1, 2).T
    rows = np.arange(count, dtype=np.int32)
    return Dots(
        rows=rows,
        xs=np.ascontiguousarray(xs),
        ys=np.ascontiguousarray(ys),
        codes=np.array(codes or [0] * count, np.uint8),
        first=100,
    )


def brute_force(dots: Dots, view: MapTransform, radius: float) -> IndexArray:
    """Every disc against every pixel."""
    down, across = np.mgrid[: SHAPE[0], : SHAPE[1]] + 0.5
    ids = np.full(SHAPE, -1, np.int32)
    for i in range(len(dots)):
        x, y = float(dots.xs[i]) * view.scale + view.left, view.top - float(dots.ys[i]) * view.scale
        ids[(across - x) ** 2 + (down - y) ** 2 < radius**2] = i
    return ids


places = st.lists(st.tuples(st.floats(-6, 70, width=32), st.floats(-6, 54, width=32)), max_size=60)


@settings(max_examples=40, deadline=None)
@given(places, st.sampled_from([0.4, 1.0, 1.5, 2.5, 4.2]))
def test_numpy_finds_the_topmost_disc_of_every_pixel(points: list[tuple[float, float]], radius: float) -> None:
    dots = dots_at(np.array(points))

    found = numpy_raster.topmost(dots.xs, dots.ys, VIEW, radius, SHAPE)

    assert (brute_force(dots, VIEW, radius) == found).all()


@settings(max_examples=60, deadline=None)
@given(places, st.sampled_from([0.4, 1.0, 1.5, 2.5, 4.2]))
def test_the_kernel_finds_the_topmost_disc_of_every_pixel(
    kernel: KernelRaster, points: list[tuple[float, float]], radius: float
) -> None:
    dots = dots_at(np.array(points))

    found = kernel.topmost(dots, VIEW, radius, SHAPE)

    smaller, larger = brute_force(dots, VIEW, radius - ROUNDING), brute_force(dots, VIEW, radius + ROUNDING)
    assert ((smaller != larger) | (smaller == found)).all()


@pytest.mark.parametrize("radius", [1.0, 1.5, 2.5, 5.0])
def test_a_crowd_sorted_into_cells_has_the_picture_of_numpy(kernel: KernelRaster, radius: float) -> None:
    random = np.random.default_rng(1)
    dots = kernel.prepared(dots_at(random.normal(size=(60_000, 2)) * 12 + (30, 20)))

    found = kernel.topmost(dots, VIEW, radius, SHAPE)

    assert dots.cells is not None
    assert (numpy_raster.topmost(dots.xs, dots.ys, VIEW, radius, SHAPE) == found).all()


def test_a_close_view_of_a_crowd_has_the_picture_of_numpy(kernel: KernelRaster) -> None:
    random = np.random.default_rng(2)
    dots = kernel.prepared(dots_at(random.normal(size=(60_000, 2))))
    close = MapTransform(scale=900.0, left=-400.0, top=300.0)

    found = kernel.topmost(dots, close, 2.5, SHAPE)

    assert (numpy_raster.topmost(dots.xs, dots.ys, close, 2.5, SHAPE) == found).all()


def test_points_that_are_nowhere_are_not_drawn(kernel: KernelRaster) -> None:
    dots = dots_at(np.array([[np.nan, 1.0], [np.inf, 2.0], [10.0, -np.inf]]))

    assert (kernel.topmost(dots, VIEW, 2.5, SHAPE) == -1).all()
    assert 0 == kernel.count(dots, VIEW, SHAPE)


def test_a_crowd_that_is_nowhere_is_not_drawn(kernel: KernelRaster) -> None:
    dots = kernel.prepared(dots_at(np.full((60_000, 2), np.nan)))

    assert (kernel.topmost(dots, VIEW, 2.5, SHAPE) == -1).all()


@pytest.mark.parametrize("loaded", [False, True])
def test_the_point_in_front_is_seen_and_has_its_colour(loaded: bool) -> None:
    pixels, rows = drawn(
        loaded, dots_at(np.array([[20.5, 27.5], [20.5, 27.5]]), [0, 1]), PointStyle(radius=3, opacity=1)
    )

    assert (101, BLUE) == (rows[20, 20], pixels[20, 20])


@pytest.mark.parametrize("loaded", [False, True])
def test_half_opaque_points_let_half_of_the_ground_through(loaded: bool) -> None:
    pixels, _ = drawn(loaded, dots_at(np.array([[20.5, 27.5]])), PointStyle(radius=3, opacity=0.5))

    assert 127 == pytest.approx(int(pixels[20, 20] & 255), abs=2)


@pytest.mark.parametrize("loaded", [False, True])
def test_an_outline_stands_around_the_disc(loaded: bool) -> None:
    style = PointStyle(radius=3, opacity=1, outline=2)

    pixels, rows = drawn(loaded, dots_at(np.array([[20.5, 27.5]])), style, around=0xFF00FF00)

    assert (RED, 0xFF00FF00, WHITE) == (pixels[20, 20], pixels[20, 24], pixels[20, 27])
    assert (100, -1) == (rows[20, 20], rows[20, 24])


def test_few_and_many_points_are_drawn_at_the_same_pixels(kernel: KernelRaster) -> None:
    random = np.random.default_rng(3)
    dots = dots_at(random.uniform(0, 48, (400, 2)))

    _, painted = drawn(True, dots, PointStyle(radius=2.5, opacity=1))

    expected = numpy_raster.topmost(dots.xs, dots.ys, VIEW, 2.5, SHAPE)
    assert (np.where(expected >= 0, expected + 100, -1) == painted).all()


def test_the_more_points_lie_over_each_other_the_more_opaque_a_crowd_is(kernel: KernelRaster) -> None:
    alone, crowd = np.array([[10.5, 30.5]]), np.full((30, 2), 40.5)
    dots = dots_at(np.concatenate([alone, crowd]))
    pixels, rows = np.full(SHAPE, WHITE, np.uint32), np.full(SHAPE, -1, np.int32)
    colors = np.full(256, 0xFF000000, np.uint32)

    kernel._draw_crowd(dots, VIEW, PointStyle(radius=1, opacity=0.5), colors, pixels, rows)

    assert (128, 0) == (pytest.approx(int(pixels[17, 10] & 255), abs=2), int(pixels[7, 40] & 255))


def drawn(loaded: bool, dots: Dots, style: PointStyle, around: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """The points on white, the first code red, the second blue."""
    raster = Raster()
    if loaded:
        raster.load()
    pixels, rows = np.full(SHAPE, WHITE, np.uint32), np.full(SHAPE, -1, np.int32)
    colors = np.array([RED, BLUE] + [0] * 254, np.uint32)
    raster.draw(dots, VIEW, style, colors, around, pixels, rows)
    return pixels, rows


@pytest.mark.parametrize("outline", [0.0, 0.6])
def test_the_picture_hardly_changes_when_the_kernel_is_loaded(outline: float) -> None:
    random = np.random.default_rng(4)
    places = random.uniform(0, 48, (150, 2))
    dots = dots_at(places, random.integers(0, 2, 150).tolist())
    style = PointStyle(radius=3.0, opacity=1.0, outline=outline)

    before, after = (drawn(loaded, dots, style, around=WHITE)[0] for loaded in (False, True))

    apart = np.abs(before.view(np.uint8).astype(int) - after.view(np.uint8).astype(int))
    assert (apart > 64).mean() < 0.03  # where three soft edges meet, numpy mixes two


def test_a_sketch_shows_each_point_in_its_colour() -> None:
    xs = np.array([5.5, 20.5], np.float32)
    dots = Dots(rows=np.arange(2, dtype=np.int32), xs=xs, ys=xs, codes=np.array([0, 1], np.uint8), first=3)
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
    assert 18 == np.count_nonzero(seen >= 0)
