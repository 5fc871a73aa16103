"""Points of a fitted map keep out of the corner of the legend, and the map stays still while notes come and go."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embexplorer.core.figure import Figure
from embexplorer.core.look import Camera
from embexplorer.core.shown_counts import counts_for
from embexplorer.core.typing import FloatArray
from embexplorer.gui.map.badges import line_of_badges, room
from embexplorer.gui.map.clearing import LEAST, cleared, corner_points
from embexplorer.gui.map.export import scene_of
from embexplorer.gui.map.fitting import fitted_camera
from embexplorer.gui.map.legend import area
from embexplorer.gui.map.transform import AIR, Area, bounds, fitted, of_camera
from embexplorer.gui.map.view import MapView
from tests.gui.map.conftest import FOUR, figure_of

AREA = Area(left=52.0, top=0.0, width=640.0, height=400.0)
SQUARE = [[x, y] for x in np.linspace(0, 10, 9) for y in np.linspace(0, 10, 9)]
number = st.floats(-1e3, 1e3, width=32)
places = st.lists(st.tuples(number, number), min_size=1, max_size=60).map(lambda rows: np.array(rows, np.float32))
Show = Callable[[Figure], MapView]


def camera_for(points: FloatArray, taken: tuple[float, float]) -> tuple[Camera, Camera]:
    """Without a legend, and with one that takes so much."""
    box = bounds(points)
    assert box is not None
    plain = fitted(box, AREA, 30)
    return plain, cleared(plain, box, corner_points(points), AREA, taken, 30)


def seen(points: FloatArray, camera: Camera) -> FloatArray:
    """In pixels of the area, from its upper left corner."""
    return of_camera(camera, AREA).to_screen(points) - (AREA.left, AREA.top)


def below_legend(pixels: FloatArray, taken: tuple[float, float]) -> int:
    return int(np.count_nonzero((pixels[:, 0] > AREA.width - taken[0]) & (pixels[:, 1] < taken[1])))


@given(places)
def test_the_corner_is_that_of_the_plain_definition(points: FloatArray) -> None:
    distinct = np.unique(points, axis=0)
    outdone = [((distinct >= one).all(axis=1) & (distinct > one).any(axis=1)).any() for one in distinct]

    assert sorted(map(tuple, distinct[~np.array(outdone)])) == sorted(map(tuple, corner_points(points)))


def test_of_very_many_at_the_edge_the_corner_is_no_smaller_and_hardly_larger() -> None:
    xs = np.random.default_rng(0).uniform(0, 1, 120_000)
    points = np.stack([xs, 1 - xs], axis=1).astype(np.float32)

    found = corner_points(points)

    assert len(found) <= 4096
    assert 1 - 1e-6 <= found.sum(axis=1).min() and found.sum(axis=1).max() <= 1 + 2 / 4096


def test_points_that_are_nowhere_are_in_no_corner() -> None:
    points = np.array([[np.nan, 9], [1, 2], [np.inf, 3], [2, 1]], np.float32)

    assert [[2, 1], [1, 2]] == corner_points(points).tolist()


@given(places, st.floats(40, 230), st.floats(30, 390))
def test_no_point_lies_below_the_legend_and_none_leaves_the_map(points: FloatArray, wide: float, high: float) -> None:
    plain, camera = camera_for(points, (wide, high))

    pixels = seen(points, camera)
    assert 0 == below_legend(pixels, (wide, high)) or LEAST * plain.scale == camera.scale
    assert LEAST * plain.scale <= camera.scale <= plain.scale
    slack = 1e-3 * camera.scale + 1e-3  # float32 coordinates
    assert AIR - slack <= pixels.min() and pixels[:, 0].max() <= AREA.width - AIR + slack
    assert pixels[:, 1].max() <= AREA.height - AIR - 30 + slack


def test_a_map_that_does_not_reach_below_the_legend_is_not_moved() -> None:
    points = np.array([[0, 10], [0, 0], [10, 0]], np.float32)

    plain, camera = camera_for(points, (120.0, 90.0))

    assert np.allclose((plain.x, plain.y, plain.scale), (camera.x, camera.y, camera.scale))


def test_a_map_with_room_at_its_side_moves_aside_without_shrinking() -> None:
    points = np.array(SQUARE, np.float32)

    plain, camera = camera_for(points, (150.0, 300.0))

    assert plain.scale == camera.scale and plain.x < camera.x
    assert 0 == below_legend(seen(points, camera), (150.0, 300.0)) < below_legend(seen(points, plain), (200.0, 300.0))


@pytest.mark.parametrize(("height", "lines"), [(300, 3), (700, 6)])
def test_of_a_high_map_many_notes_take_a_part_and_of_a_low_one_three_lines(height: int, lines: int) -> None:
    notes = tuple(f"note {n} " + "x" * 80 for n in range(6))

    assert lines * line_of_badges() == room(replace(figure_of(FOUR), badges=notes), 500, height)


@pytest.mark.parametrize("size", [(560, 540), (526, 300), (900, 600)])
def test_the_fitted_map_of_a_figure_is_clear_of_its_legend(size: tuple[int, int]) -> None:
    figure = figure_of(SQUARE, color_by="kind")

    scene = scene_of(figure, size, "light")

    pixels, taken = scene.view.to_screen(figure.coordinates), area(scene)
    assert not taken.isEmpty()
    assert not ((pixels[:, 0] > taken.left()) & (pixels[:, 1] < taken.bottom())).any()


def test_an_isolated_part_fills_an_image_as_it_fills_the_screen(show: Show) -> None:
    figure = replace(figure_of(SQUARE), isolated=np.array([0, 1, 9, 10]))
    view = show(figure)
    view.resize(600, 400)

    kept, drawn = view.scene().view, fitted_camera(replace(figure, trust="t"), 600, 400)

    assert kept.scale == drawn.scale


def test_a_note_that_comes_does_not_move_the_map(show: Show) -> None:
    figure = figure_of(FOUR)
    view = show(figure)
    before = view.view()

    notes = tuple(f"a long note about the map, number {n}, that takes much of a line" for n in range(3))
    view.show_figure(replace(figure, badges=notes, trust="k = 15: 16 % of neighbours kept"))

    assert before == view.view()


def test_home_makes_room_for_the_notes_there_are(show: Show) -> None:
    figure = figure_of(FOUR)
    view = show(figure)
    before = view.view()
    notes = tuple(f"a long note about the map, number {n}, that takes much of a line" for n in range(3))
    view.show_figure(replace(figure, badges=notes))

    view.fit()

    lowest = max(view.view().to_screen(figure.coordinates)[:, 1])
    assert view.view().scale < before.scale
    assert lowest <= view.height() - 3 * line_of_badges() - AIR + 1e-6


def test_filters_do_not_move_the_map(show: Show) -> None:
    figure = figure_of(SQUARE, color_by="kind")
    view = show(figure)
    before = view.view()

    view.show_figure(filtered(figure))

    assert before == view.view()


def test_home_makes_room_for_the_longer_counts_of_what_filters_leave(show: Show) -> None:
    figure = figure_of([[1.5 * x, y] for x, y in SQUARE], color_by="kind")
    view = show(figure)
    before = view.view()
    view.show_figure(filtered(figure))

    view.fit()

    pixels, taken = view.view().to_screen(figure.coordinates), area(view.scene())
    assert before != view.view()
    assert not ((pixels[:, 0] > taken.left()) & (pixels[:, 1] < taken.bottom())).any()


def filtered(figure: Figure) -> Figure:
    """The last thirty rows are shown, of many more, as the legend says."""
    passing = np.arange(figure.rows) > 50
    counts = counts_for(passing, figure.coloring, None)
    few = replace(counts, colors=counts.colors * 1_000_000)
    return replace(figure, shown=passing, shown_counts=few, badges=("30 of 81 shown: rank ≥ 50",))
