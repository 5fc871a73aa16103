"""What is not shown is nowhere on the map; sizes, shapes and opacity are what the figure says."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage

from embexplorer.core.figure import Figure
from embexplorer.core.typing import IntArray
from embexplorer.gui.map import lasso
from embexplorer.gui.map.dots import strata
from embexplorer.gui.map.export import painted, scene_of
from embexplorer.gui.map.view import MapView
from embexplorer.gui.tokens import tokens
from tests.gui.map.conftest import FOUR, figure_of

Show = Callable[[Figure], MapView]
AROUND = np.array([[-1.0, -1], [11, -1], [11, 11], [-1, 11]])
WITHOUT_TWO = np.array([True, True, False, True])
SIZE = (600, 400)


def place(view: MapView, row: int) -> QPointF:
    return QPointF(*view.view().to_screen(np.array(FOUR[row])))


def test_a_row_that_is_not_shown_is_not_pointed_at(show: Show) -> None:
    view = show(replace(figure_of(FOUR), shown=WITHOUT_TWO))

    assert [0, 1, None, 3] == [view.row_at(place(view, row)) for row in range(4)]


def test_a_row_comes_back_when_it_is_shown_again(show: Show) -> None:
    figure = figure_of(FOUR)
    view = show(replace(figure, shown=WITHOUT_TWO))

    view.show_figure(figure)

    assert [0, 1, 2, 3] == [view.row_at(place(view, row)) for row in range(4)]


def test_a_row_that_is_not_shown_is_neither_drawn_nor_counted() -> None:
    figure = replace(figure_of(FOUR, color_by="kind"), shown=WITHOUT_TWO)

    grey, classed = strata(figure)

    assert ([3, 1], [0], 2) == (grey.rows.tolist(), classed.rows.tolist(), classed.first)


@pytest.mark.parametrize("enclosed", [
    lambda figure: lasso.rows_in_outline(figure.coordinates, AROUND, figure.shown),
    lambda figure: lasso.rows_in_box(figure.coordinates, (-1, -1), (11, 11), figure.shown),
])  # fmt: skip
def test_a_row_that_is_not_shown_is_not_enclosed(qapp: object, enclosed: Callable[[Figure], IntArray]) -> None:
    assert [0, 1, 3] == enclosed(replace(figure_of(FOUR), shown=WITHOUT_TWO)).tolist()


def test_a_selected_row_that_is_not_shown_has_no_ring(show: Show) -> None:
    figure = replace(figure_of(FOUR, selection=[0, 2]), shown=WITHOUT_TWO, layers=("points",))
    scene = scene_of(figure, SIZE, "light")

    image = painted(scene)

    assert [True, False] == [_is_dark_around(image, scene.at(row)) for row in (0, 2)]


def _is_dark_around(image: QImage, middle: QPointF) -> bool:
    """Whether the text colour of a light map is somewhere within five pixels."""
    around = image.copy(int(middle.x()) - 5, int(middle.y()) - 5, 11, 11).convertedTo(QImage.Format.Format_Grayscale8)
    return int(np.frombuffer(around.constBits(), np.uint8).reshape(11, -1)[:, :11].min()) < 90


def pixels_drawn(figure: Figure) -> int:
    """How many pixels are not those of the map."""
    image = painted(scene_of(figure, SIZE, "light"))
    values = np.frombuffer(image.constBits(), np.uint32).reshape(SIZE[1], -1) & 0xFFFFFF
    return int(np.count_nonzero(values != 0xFFFFFF))


def test_points_have_the_size_of_their_code(qapp: object) -> None:
    figure = replace(figure_of(FOUR), layers=("points",))

    small, large = (pixels_drawn(replace(figure, sizes=np.full(4, code, np.uint8))) for code in (0, 255))

    assert large > 3 * small


def test_points_have_the_symbol_of_their_code(qapp: object) -> None:
    figure = replace(figure_of(FOUR), layers=("points",), point_size=3.0)

    discs, rings, squares = (pixels_drawn(replace(figure, shapes=np.full(4, symbol, np.uint8))) for symbol in (0, 6, 1))

    assert rings < discs < squares


def test_the_size_of_points_is_a_factor_of_the_user(qapp: object) -> None:
    figure = replace(figure_of(FOUR), layers=("points",))

    small, large = pixels_drawn(figure), pixels_drawn(replace(figure, point_size=2.0))

    assert 3 * small < large < 5 * small


@pytest.mark.parametrize("vector", [False, True])
def test_overlapping_points_are_mixed_once_with_the_map(qapp: object, vector: bool) -> None:
    figure = replace(figure_of([[0.0, 0.0]] * 6), layers=("points",), opacities={"points": 0.5})
    scene = replace(scene_of(figure, SIZE, "light"), vector=vector)

    color = painted(scene).pixelColor(scene.at(0).toPoint())

    own = int(tokens("light").point[1:3], 16)
    assert pytest.approx((own + 255) / 2, abs=2) == color.red()


def test_a_classed_point_over_a_grey_one_is_mixed_once_with_the_map(qapp: object) -> None:
    figure = figure_of([[0.0, 0.0]] * 2, color_by="kind")
    scene = scene_of(replace(figure, layers=("points",), opacities={"points": 0.5}), SIZE, "light")

    color = painted(scene).pixelColor(scene.at(0).toPoint())

    own = int(tokens("light").classes[0][1:3], 16)
    assert pytest.approx((own + 255) / 2, abs=2) == color.red()
