"""The map stands figures that are empty or in one place, layers that fail, and layers of others."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter
from pytestqt.qtbot import QtBot

from embexplorer.core.figure import Figure
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.map.view import MapView
from tests.gui.map.conftest import FOUR, figure_of

Show = Callable[[Figure], MapView]


class Broken:
    """A layer with a bug."""

    def paint(self, painter: QPainter, scene: Scene) -> None:
        raise ZeroDivisionError


def test_an_empty_map_can_be_painted_and_zoomed(show: Show) -> None:
    view = show(figure_of(FOUR))

    view.show_figure(None)
    view.zoom(2.0, QPointF(5, 5))
    view.repaint()

    assert view.row_at(QPointF(5, 5)) is None


def test_points_that_are_all_at_one_place_can_be_shown(show: Show) -> None:
    view = show(figure_of([[3.0, 3.0]] * 4))

    assert view.row_at(QPointF(300, 200)) is not None


def test_a_layer_that_fails_is_left_out_and_named(show: Show, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    view = show(figure_of(FOUR))
    view.add_layer("broken", Broken())

    with qtbot.waitSignal(view.failed) as failed:
        view.repaint()

    assert ["The layer ‘broken’ could not be drawn; see the log."] == failed.args
    assert "ZeroDivisionError" in caplog.text


def test_a_layer_of_a_probe_lies_below_the_selection(show: Show) -> None:
    view = show(figure_of(FOUR))

    view.add_layer("mine", Broken())

    assert view.layers().index("mine") < view.layers().index("selection")
