"""The map stands views of no size, hidden windows, and points that are nowhere, in one place or in absurd ranges."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QSize
from PySide6.QtGui import QImage

from embexplorer.core.coloring import plain
from embexplorer.core.figure import Figure
from embexplorer.core.keys import Keys
from embexplorer.gui.map.badges import line_of_badges
from embexplorer.gui.map.view import MapView
from tests.gui.map.conftest import FOUR, figure_of

Show = Callable[[Figure], MapView]


@pytest.mark.parametrize("size", [(0, 0), (1, 1), (3, 400), (600, 1)])
@pytest.mark.parametrize("loaded", [False, True])
def test_a_map_of_hardly_any_size_is_painted(show: Show, size: tuple[int, int], loaded: bool) -> None:
    view = show(figure_of(FOUR, color_by="kind"))
    view.setMinimumSize(0, 0)
    if loaded:
        view._raster.load()

    view.resize(*size)
    image = QImage(QSize(8, 8), QImage.Format.Format_RGB32)
    view.render(image, QPoint())
    view.zoom(1.5, QPointF(0, 0))

    assert view.row_at(QPointF(4000, 4000)) is None


def test_a_hidden_map_takes_a_figure_and_moves(show: Show) -> None:
    view = show(figure_of(FOUR))
    view.hide()

    view.show_figure(figure_of(FOUR, color_by="kind"))
    view.show_coordinates(np.array(FOUR) * 2)
    view.pan(5, 5)
    view.show()
    view.repaint()

    assert view.row_at(QPointF(*view.view().to_screen(np.array(FOUR[1]) * 2))) == 1


@pytest.mark.parametrize("places", [
    [[np.nan, 0.0], [1.0, 1.0], [2.0, 0.0]],
    [[np.inf, -np.inf], [1.0, 1.0], [2.0, 0.0]],
    [[1e-42, 0.0], [1e-43, 1e-42], [0.0, 0.0]],
    [[1e38, -1e38], [-1e38, 1e38], [0.0, 0.0]],
    [[5.0, 5.0]],
    [[np.nan, np.nan]],
])  # fmt: skip
@pytest.mark.parametrize("loaded", [False, True])
def test_points_in_odd_places_are_drawn_or_left_out(show: Show, places: list[list[float]], loaded: bool) -> None:
    view = show(figure_of(places))
    if loaded:
        view._raster.load()

    view.zoom(1.5, QPointF(200, 200))
    view.repaint()
    view.fit()
    view.repaint()

    finite = np.isfinite(places).all(axis=1)
    seen = {view.row_at(QPointF(*view.view().to_screen(np.array(place)))) for place in np.array(places)[finite]}
    assert seen <= set(np.flatnonzero(finite).tolist())
    assert None not in seen


def test_a_map_of_the_same_name_with_fewer_rows_forgets_what_was_pointed_at(show: Show) -> None:
    view = show(figure_of(FOUR))
    complaints: list[str] = []
    view.failed.connect(complaints.append)
    view.set_hovered(3)

    view.show_figure(figure_of(FOUR[:2]))
    view.repaint()

    assert view.hovered_row() is None and not complaints


@pytest.mark.parametrize("far", [0.0, -7.0, 1e9, -1e20, 3e38])
@pytest.mark.parametrize("loaded", [False, True])
def test_points_in_one_far_place_are_drawn_in_the_middle(show: Show, far: float, loaded: bool) -> None:
    view = show(figure_of([[far, -far]] * 3))
    if loaded:
        view._raster.load()

    view.repaint()

    middle = [300, 200 - line_of_badges() / 2]  # of what one line of notes leaves
    assert pytest.approx(middle, abs=2) == view.view().to_screen(np.array([far, -far])).tolist()
    assert view.row_at(QPointF(*middle)) is not None


@pytest.mark.parametrize("size", [1e-25, 1e-10, 1e10, 1e35])
@pytest.mark.parametrize("loaded", [False, True])
def test_points_at_every_size_of_map_fill_it(show: Show, size: float, loaded: bool) -> None:
    view = show(figure_of((np.array(FOUR) * size).tolist()))
    if loaded:
        view._raster.load()

    view.zoom(1e4, QPointF(1, 1))
    view.repaint()
    view.fit()
    view.repaint()

    places = view.view().to_screen(np.asarray(np.array(FOUR) * size, np.float32))
    assert np.ptp(places[:, 1]) > 300
    assert [0, 1, 2, 3] == [view.row_at(QPointF(*place)) for place in places.tolist()]


@pytest.mark.parametrize("loaded", [False, True])
def test_many_equal_points_are_one_disc(show: Show, loaded: bool) -> None:
    few = figure_of(FOUR)
    count = 200_000
    many = replace(
        few,
        keys=Keys([f"w{row}" for row in range(count)]),
        coordinates=np.full((count, 2), 3.25, np.float32),
        coloring=plain(count),
        order=np.arange(count),
        title="many",
        layers=("points",),
    )
    view = show(few)
    if loaded:
        view._raster.load()

    view.show_figure(many)
    view.repaint()

    assert 0 == view.row_at(QPointF(*view.view().to_screen(np.array([3.25, 3.25]))))
