"""The brush selects every point it is drawn over, in one stroke."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from embexplorer.core.figure import Figure
from embexplorer.gui.map.brush import LEAST, MOST, Brush, rows_under
from embexplorer.gui.map.transform import MapTransform
from embexplorer.gui.map.view import MapView
from tests.gui.map.conftest import FOUR, figure_of
from tests.gui.map.test_view import ALT, CTRL, LEFT, PLAIN, at, drag

Show = Callable[[Figure], MapView]
AS_DRAWN = MapTransform(scale=2.0, left=10.0, top=90.0)
numbers = st.floats(-50, 50, width=32)


def brushing(view: MapView) -> MapView:
    view.set_tool("brush")
    return view


def test_a_stroke_selects_what_it_was_drawn_over_and_nothing_else(show: Show, qtbot: QtBot) -> None:
    view = brushing(show(figure_of([*FOUR, [5.0, 5.0]])))

    with qtbot.waitSignal(view.selected) as selected:
        drag(view, [at(view, 0, -10), at(view, 0, 5), at(view, 1)])

    assert ([0, 1], "replace", "brush") == (selected.args[0].tolist(), *selected.args[1:])


def test_a_press_without_a_drag_selects_what_lies_under_the_disc(show: Show, qtbot: QtBot) -> None:
    view = brushing(show(figure_of(FOUR)))

    with qtbot.waitSignal(view.selected) as selected:
        QTest.mouseClick(view, LEFT, PLAIN, at(view, 2, 15))

    assert [2] == selected.args[0].tolist()


@pytest.mark.parametrize(("held", "mode"), [(CTRL, "add"), (ALT, "subtract"), (CTRL | ALT, "intersect")])
def test_the_keys_say_what_a_stroke_does(show: Show, qtbot: QtBot, held: Qt.KeyboardModifier, mode: str) -> None:
    view = brushing(show(figure_of(FOUR)))

    with qtbot.waitSignal(view.selected) as selected:
        drag(view, [at(view, 0), at(view, 1)], held)

    assert mode == selected.args[1]


def test_a_hidden_row_is_not_brushed(show: Show, qtbot: QtBot) -> None:
    figure = replace(figure_of(FOUR), shown=np.array([True, False, True, True]))
    view = brushing(show(figure))

    with qtbot.waitSignal(view.selected) as selected:
        drag(view, [at(view, 0), at(view, 1)])

    assert [0] == selected.args[0].tolist()


def test_brackets_change_the_size_of_the_brush(show: Show) -> None:
    view = brushing(show(figure_of(FOUR)))
    before = view._pointer.brush.radius

    QTest.keyClick(view, Qt.Key.Key_BracketRight)
    larger = view._pointer.brush.radius
    QTest.keyClick(view, Qt.Key.Key_BracketLeft)

    assert larger > before == pytest.approx(view._pointer.brush.radius)


def test_the_wheel_with_ctrl_changes_the_size_and_not_the_view(show: Show) -> None:
    view = brushing(show(figure_of(FOUR)))
    before, camera = view._pointer.brush.radius, view.view()
    place = QPointF(100, 100)
    event = QWheelEvent(place, view.mapToGlobal(place), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, CTRL,
                        Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip

    QApplication.sendEvent(view, event)

    assert (True, camera) == (view._pointer.brush.radius > before, view.view())


def test_escape_ends_the_stroke_without_a_selection(show: Show, qtbot: QtBot) -> None:
    view = brushing(show(figure_of(FOUR)))
    QTest.mousePress(view, LEFT, PLAIN, at(view, 0))

    with qtbot.assertNotEmitted(view.selected):
        QTest.keyClick(view, Qt.Key.Key_Escape)
        QTest.mouseRelease(view, LEFT, PLAIN, at(view, 0))

    assert "brush" == view.tool()


def test_the_brush_says_how_many_points_it_has_met(show: Show) -> None:
    view = brushing(show(figure_of(FOUR)))

    QTest.mousePress(view, LEFT, PLAIN, at(view, 0))

    drag_now = view._pointer._drag
    assert drag_now is not None
    assert "1 point" == view._pointer._said(drag_now)
    QTest.mouseRelease(view, LEFT, PLAIN, at(view, 0))


def test_the_size_has_ends() -> None:
    brush = Brush()

    brush.resize(1000)
    most = brush.radius
    brush.resize(-1000)

    assert (MOST, LEAST) == (most, brush.radius)


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=40), numbers, numbers, numbers, numbers)
def test_a_step_meets_the_points_that_are_near_its_line(
    points: list[tuple[float, float]], x: float, y: float, to_x: float, to_y: float
) -> None:
    places = AS_DRAWN.to_screen(np.array(points, np.float32))
    line = np.linspace(0, 1, 2001)[:, None]
    steps = np.array([x, y]) + line * (np.array([to_x, to_y]) - np.array([x, y]))
    gaps = np.sqrt(((places[:, None] - steps[None]) ** 2).sum(axis=2)).min(axis=1)

    met = rows_under(np.array(points, np.float32), AS_DRAWN, QPointF(x, y), QPointF(to_x, to_y), 20.0)

    assert set(np.flatnonzero(gaps < 19.9)) <= set(met.tolist()) <= set(np.flatnonzero(gaps < 20.1))
