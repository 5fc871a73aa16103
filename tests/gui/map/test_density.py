"""The density counts every point once, moves with the map, and takes the place of points without a jump."""

import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from embexplorer.core.coloring import color_by, plain
from embexplorer.core.figure import Figure
from embexplorer.core.keys import Keys
from embexplorer.gui.map import density, density_colors
from embexplorer.gui.map.density import Density
from embexplorer.gui.map.density_colors import look_of, oklab, rgb
from embexplorer.gui.map.density_grid import Grid, bin_for, crowds_in, grid_over
from embexplorer.gui.map.export import painted, save_figure, scene_of
from embexplorer.gui.map.kernel_density import REACH, KernelDensity, taps
from embexplorer.gui.map.painter import INSTEAD, MapPainter
from embexplorer.gui.map.palette import lookup
from embexplorer.gui.map.scene import Scene, area_of
from embexplorer.gui.map.transform import MapTransform, bounds, fitted
from embexplorer.gui.tokens import LIGHT

ALL = np.zeros(256, np.int16)
ONE = np.ones(256, np.float32)
GRID = Grid(bin=2.0, left=0.0, top=0.0, rows=20, columns=30)
VIEW = MapTransform(scale=1.0, left=0.0, top=40.0)


@pytest.fixture(scope="module")
def kernel() -> KernelDensity:
    return KernelDensity()


def crowd(count: int = 160_000, **wishes: object) -> Figure:
    """One dense cloud, and three points far from it and from each other (the last three rows)."""
    random = np.random.default_rng(5)
    places = np.concatenate([random.normal(size=(count - 3, 2)), [[9.0, 9.0], [-9.0, 9.0], [9.0, -9.0]]])
    given = {"layers": ("points",), "blend": True, **wishes}
    return Figure(
        title="crowd",
        keys=Keys([str(row) for row in range(count)]),
        coordinates=places.astype(np.float32),
        coloring=plain(count),
        order=np.arange(count),
        **given,
    )


def scene_at(figure: Figure, zoom: float = 1.0, size: tuple[int, int] = (400, 400)) -> Scene:
    """The middle of the map enlarged so many times."""
    whole = fitted(bounds(figure.coordinates), area_of(figure, *size))  # without room for notes, in the middle
    scene = scene_of(figure, size, "light", whole)
    view = scene.view
    left, top = (size[0] / 2 + (view.left - size[0] / 2) * zoom, size[1] / 2 + (view.top - size[1] / 2) * zoom)
    return replace(scene, view=MapTransform(scale=view.scale * zoom, left=left, top=top))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(-9, 70, width=32), st.floats(-9, 50, width=32)), max_size=80))
def test_every_point_in_view_is_counted_in_its_bin(points: list[tuple[float, float]]) -> None:
    places = np.array(points, np.float32).reshape(-1, 2)
    codes = np.zeros(len(places), np.uint8)

    found = KernelDensity().counted(places, codes, ALL, ONE, None, VIEW, GRID, 1)[0]

    across, down = places[:, 0].astype(float), 40 - places[:, 1].astype(float)
    expected, _, _ = np.histogram2d(down, across, bins=(np.arange(21) * 2.0, np.arange(31) * 2.0))
    on_an_end = np.count_nonzero((across == 60) | (down == 40))  # numpy counts them in the last bin
    assert np.abs(expected - found).sum() <= on_an_end


def test_hidden_rows_rows_without_a_place_and_other_classes_are_not_counted(kernel: KernelDensity) -> None:
    places = np.array([[5, 5], [5, 5], [np.nan, 5], [5, 5]], np.float32)
    slots = np.array([0, -1, *[0] * 254], np.int16)

    found = kernel.counted(
        places, np.array([0, 0, 0, 1], np.uint8), slots, ONE, np.array([True, False, True, True]), VIEW, GRID, 1
    )

    assert 1.0 == found.sum()


def test_many_points_are_counted_side_by_side_as_one_by_one(kernel: KernelDensity) -> None:
    places = (np.random.default_rng(2).random((70_000, 2)) * (60, 40)).astype(np.float32)
    codes = np.zeros(len(places), np.uint8)

    found = kernel.counted(places, codes, ALL, ONE, None, VIEW, GRID, 1)[0]

    expected, _, _ = np.histogram2d(
        40 - places[:, 1].astype(float), places[:, 0].astype(float), bins=(np.arange(21) * 2.0, np.arange(31) * 2.0)
    )
    assert np.array_equal(expected, found)


def test_smoothing_is_a_convolution_with_a_gaussian(kernel: KernelDensity) -> None:
    counts = np.random.default_rng(3).poisson(0.4, (70, 90)).astype(np.float32)
    sigma = 2.5

    found = kernel.smoothed(counts, sigma)

    reach = int(np.ceil(REACH * sigma))
    weights = np.exp(-(np.arange(-reach, reach + 1) ** 2) / (2 * sigma**2))
    weights /= weights.sum()
    rows = np.array([np.convolve(row, weights, "same") for row in counts])
    expected = np.array([np.convolve(column, weights, "same") for column in rows.T]).T
    assert np.allclose(expected, found, atol=1e-5)


def test_smoothing_neither_makes_nor_loses_points(kernel: KernelDensity) -> None:
    counts = np.zeros((80, 80), np.float32)
    counts[30:50, 25:55] = np.random.default_rng(4).poisson(3, (20, 30))

    found = kernel.smoothed(counts, 4.0)

    assert counts.sum() == pytest.approx(found.sum(), rel=1e-5)
    assert 1.0 == pytest.approx(taps(4.0).sum(), rel=1e-6)


def test_a_crowd_is_measured_by_squares_of_the_map() -> None:
    counts = np.full((64, 64), 5.0, np.float32)

    found = crowds_in(counts, scale=2.0)

    assert [5.0, 20.0, 5.0 * 256, 4.0] == [round(found.most(side), 3) for side in (0.5, 1.0, 8.0, 0.001)]


def test_a_few_piles_do_not_decide_how_dense_a_map_is() -> None:
    counts = np.ones((100, 128), np.float32).reshape(-1)[: 64 * 64].reshape(64, 64)
    counts[0, 0] = 50.0

    found = crowds_in(counts, scale=1.0)

    assert 1.0 == found.counts[0]


def test_more_points_in_one_place_than_there_are_places_are_measured_too() -> None:
    counts = np.zeros((64, 64), np.float32)
    counts[5, 7], counts[9, 9] = 100_000.0, 300.0

    found = crowds_in(counts, scale=1.0)

    assert [100_000.0] * 4 + [100_300.0] == found.counts[:5].tolist()


@pytest.mark.parametrize(("bandwidth", "bin"), [(2.0, 2.0), (5.0, 2.5), (8.0, 3.0), (40.0, 10.0)])
def test_the_gaussian_is_at_least_as_wide_as_a_bin(bandwidth: float, bin: float) -> None:
    assert bin == bin_for(bandwidth) <= bandwidth


def test_grids_smoothed_together_are_those_smoothed_one_by_one(kernel: KernelDensity) -> None:
    counts = np.random.default_rng(3).poisson(2.0, (5, 40, 70)).astype(np.float32)

    found = kernel.smoothed_each(counts, 1.7)

    assert [kernel.smoothed(one, 1.7).tolist() for one in counts] == found.tolist()


def test_one_class_has_its_own_colour_and_two_have_one_between(kernel: KernelDensity) -> None:
    two = np.array([[0.0, 114.0, 178.0], [213.0, 94.0, 0.0]], np.float32)
    counts = np.array([[[5.0, 1.0, 0.0]], [[0.0, 1.0, 2.0]]], np.float32)

    found = kernel.mixed(counts, oklab(two))[:, 0].T

    assert np.allclose(two[0], found[0], atol=1) and np.allclose(two[1], found[2], atol=1)
    assert np.allclose(oklab(two).mean(axis=0), oklab(found[1:2])[0], atol=0.01)


def test_a_colour_comes_back_from_oklab(kernel: KernelDensity) -> None:
    levels = np.array([[0.0, 114.0, 178.0], [255.0, 255.0, 255.0], [20.0, 22.0, 24.0]], np.float32)

    found = kernel.colored(np.ascontiguousarray(oklab(levels).T[:, None, :]))

    assert np.allclose(levels, found[:, 0].T, atol=1.5)


@pytest.mark.parametrize("most", [24, 1])
def test_the_density_has_the_colours_of_its_points_however_many_classes_there_are(
    qapp, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(density_colors, "MOST_CLASSES", most)
    figure = crowd(3_000, layers=("density",))
    values = pa.array([f"c{row % 3:02}" for row in range(figure.rows)])
    scene = scene_at(replace(figure, coloring=color_by("kind", values)))

    fields = Density().fields(scene)

    codes = scene.figure.coloring.codes
    mean = rgb(lookup(scene.figure.coloring, LIGHT))[codes].mean(axis=0)
    own = fields.pixels[195:205, 195:205].view(np.uint8).reshape(-1, 4).mean(axis=0)
    assert fields.pixels[200, 200] >> 24 > 100
    assert np.abs(own[2::-1] / own[3] * 255 - mean).max() < 60


def test_points_are_thinned_as_the_shares_say(kernel: KernelDensity) -> None:
    pixels = np.full((3, 4), 0x80402010, np.uint32)
    shares = np.zeros((5, 6), np.uint8)
    shares[1, 1], shares[1, 2] = 255, 127

    kernel.thin(pixels, shares, 1, 1)

    assert [0x80402010, 0x40201008, 0] == [int(pixel) for pixel in pixels[0, :3]]


def test_panning_moves_the_density_and_changes_nothing_else(qapp) -> None:
    scene, layer = scene_at(crowd()), Density()
    moved = replace(scene, view=replace(scene.view, left=scene.view.left + 37, top=scene.view.top - 21))
    layer.fields(scene)
    layer.fields(moved)

    again, fresh = layer.fields(scene), Density().fields(scene)

    left, top = (-round(at) for at in (again.left + scene.view.left, again.top + scene.view.top))
    assert (density.PAD + 37, density.PAD - 21) == (left, top)
    inside = again.pixels[top : top + 400, left : left + 400].view(np.uint8).astype(int)
    assert np.abs(inside - fresh.pixels.view(np.uint8).astype(int)).max() <= 1
    assert again is layer.fields(moved)


@pytest.mark.parametrize("bandwidth", [8.0, 30.0])
def test_a_small_step_of_the_zoom_is_a_small_change_of_every_place(qapp, bandwidth: float) -> None:
    figure = crowd(bandwidth=bandwidth)
    zooms = 1.03 ** np.arange(0, 90, 1)

    seen = [Density().fields(scene_at(figure, zoom)) for zoom in zooms]

    shares = np.array([fields.fades[0, 190:210:4, 190:210:4] for fields in seen], float)  # places that stay
    levels = np.array(
        [fields.pixels.view(np.uint8).reshape(400, 400, 4)[190:210:4, 190:210:4] for fields in seen], float
    )
    assert shares.min() < 60 and shares.max() == 255  # from all density to none
    assert np.abs(np.diff(shares, axis=0)).max() <= 24
    assert np.abs(np.diff(levels, axis=0)).max() <= 24


def test_points_in_sparse_places_are_drawn_as_ever(qapp) -> None:
    scene = scene_at(crowd())
    alone = scene.view.to_screen(scene.figure.coordinates[-3:]).astype(int)

    fields = Density().fields(scene)

    assert [255, 255, 255] == [int(fields.fades[0, y, x]) for x, y in alone]
    assert fields.fades[0].min() < 60


def test_a_few_classed_points_do_not_give_way_to_a_crowd_of_grey_ones(qapp) -> None:
    figure = crowd()
    values = pa.array(["a" if row < 50 else None for row in range(figure.rows)])
    scene = scene_at(replace(figure, coloring=color_by("kind", values)))

    fields = Density().fields(scene)

    assert fields.fades[0].min() < 60
    assert fields.fades[1].min() > 200


def test_grey_points_do_not_come_out_where_classed_ones_above_them_go(qapp) -> None:
    figure = crowd()
    values = pa.array([None if row % 100 == 0 else "a" for row in range(figure.rows)])
    scene = scene_at(replace(figure, coloring=color_by("kind", values)))

    fields = Density().fields(scene)

    assert fields.fades[1].min() < 60
    assert (fields.fades[0] <= fields.fades[1]).all()


@pytest.mark.parametrize(
    ("rows", "layers", "blend", "says"),
    [
        (160_000, ("points",), True, (INSTEAD,)),
        (160_000, ("points",), False, ()),
        (160_000, ("labels",), True, ()),
        (3_000, ("points",), True, ()),
        (3_000, ("density", "points"), False, ()),
    ],
)
def test_the_map_says_where_density_stands_for_points(
    qapp, rows: int, layers: tuple[str, ...], blend: bool, says: tuple[str, ...]
) -> None:
    painter = MapPainter()

    told = painter._told(scene_at(crowd(rows, layers=layers, blend=blend)))

    assert says == told.figure.badges


def test_density_that_is_wanted_is_seen_everywhere_and_alone_where_there_are_no_points(qapp) -> None:
    scene = scene_at(crowd(300, layers=("density",)))

    image = painted(scene)

    middle = image.pixelColor(200, 200)
    assert middle.blue() > middle.red() and middle.red() < 235
    assert image.pixelColor(5, 200).name() == LIGHT.map.lower()


@pytest.mark.parametrize(
    "places", [[[0.0, 0.0]] * 5, [[np.nan, 0.0]] * 5, [[1e30, 0], [-1e30, 0]], [[1e-40, 0], [0, 0]]]
)
def test_odd_places_break_nothing(qapp, places: list[list[float]]) -> None:
    count = len(places)
    figure = Figure(
        title="odd",
        keys=Keys([str(row) for row in range(count)]),
        coordinates=np.array(places, np.float32),
        coloring=plain(count),
        order=np.arange(count),
        layers=("density", "contours", "points"),
    )

    image = painted(scene_of(figure, (200, 150), "dark"))

    assert (200, 150) == (image.width(), image.height())


def test_bins_stand_still_on_the_map_and_do_not_become_too_many() -> None:
    grid = grid_over(MapTransform(scale=3.0, left=10.5, top=-7.25), 2.0, 0, 0, 16_000, 16_000, beyond=20)

    assert grid.rows * grid.columns < 4_200_000
    assert 0 == pytest.approx((grid.left - 10.5) / grid.bin % 1, abs=1e-9)


def test_a_figure_at_twice_the_ratio_has_the_same_density(qapp) -> None:
    scene = scene_at(crowd(layers=("density",)))

    one, two = Density().fields(scene), Density().fields(replace(scene, ratio=2.0))

    halved = two.pixels.view(np.uint8).reshape(400, 2, 400, 2, 4).mean(axis=(1, 3))
    assert np.abs(halved - one.pixels.view(np.uint8).reshape(400, 400, 4)).max() <= 3


def test_the_colours_of_a_theme_are_plain_numbers() -> None:
    assert look_of(LIGHT).toward.shape == (3,)


def test_zooming_from_density_to_points_shows_no_jump(qapp) -> None:
    figure, painter = crowd(), MapPainter()
    painter.points._raster.load()
    scenes = [scene_at(figure, zoom, (320, 320)) for zoom in 1.04 ** np.arange(0, 80)]

    blocks = np.array([block_means(painter, scene) for scene in scenes])

    gone = [Density().fields(scene).fades[0, 160, 160] for scene in (scenes[0], scenes[-1])]
    assert gone[0] < 60 and gone[1] == 255
    assert np.abs(np.diff(blocks, axis=0)).max() <= 8  # of 255, for a step that enlarges by 4 %


def block_means(painter: MapPainter, scene: Scene) -> np.ndarray:
    """The lightness of squares of 40 pixels, above the badges."""
    image = QImage(320, 320, QImage.Format.Format_Grayscale8)
    pen = QPainter(image)
    painter.paint(pen, scene)
    pen.end()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(320, image.bytesPerLine())[:, :320]
    return pixels.reshape(8, 40, 8, 40).mean(axis=(1, 3))[:7]


def test_a_vector_file_shows_density_and_contours_as_the_screen_does(qapp, tmp_path: Path) -> None:
    figure = crowd(30_000, layers=("density", "contours", "points"), opacities={"density": 0.8, "contours": 0.5})
    screen, path = painted(scene_of(figure, (300, 240), "light")), tmp_path / "map.svg"

    save_figure(figure, path, size=(300, 240))

    drawn = QImage(300, 240, QImage.Format.Format_RGB32)
    drawn.fill(0xFFFFFFFF)
    pen = QPainter(drawn)
    QSvgRenderer(str(path)).render(pen)
    pen.end()
    one, other = (grey_levels(image) for image in (screen, drawn))
    assert (np.abs(one - other) > 24).mean() < 0.02
    assert one.min() < 180


def grey_levels(image: QImage) -> np.ndarray:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())[:, :300].astype(int)


def test_a_kernel_that_another_thread_is_importing_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "embexplorer.gui.map.kernel_density", ModuleType("begun"))

    assert not density.is_ready()
