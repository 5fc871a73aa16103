"""Keys walk from point to point, and what is there is read out."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from embexplorer.core.figure import Figure
from embexplorer.core.look import Camera
from embexplorer.gui.map import walking
from embexplorer.gui.map.view import MapView
from tests.gui.map.conftest import FOUR, figure_of

Show = Callable[[Figure], MapView]


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is said to assistive tools."""
    said: list[str] = []

    class Heard:
        @staticmethod
        def updateAccessibility(event: QAccessibleEvent) -> None:
            said.append(event.message())  # type: ignore[attr-defined]

    monkeypatch.setattr(walking, "QAccessible", Heard)
    assert QAccessible is not Heard
    return said


@pytest.mark.parametrize(
    ("key", "row"), [(Qt.Key.Key_Right, 1), (Qt.Key.Key_Up, 3), (Qt.Key.Key_Left, None), (Qt.Key.Key_Down, None)]
)
def test_an_arrow_goes_from_the_pinned_point_to_the_next_one_there(show: Show, key: Qt.Key, row: int | None) -> None:
    view = show(figure_of(FOUR, pinned=0))

    QTest.keyClick(view, key)

    assert row == view.hovered_row()


def test_the_first_arrow_begins_in_the_middle(show: Show) -> None:
    view = show(figure_of([*FOUR, [5.0, 6.0]]))

    QTest.keyClick(view, Qt.Key.Key_Right)

    assert 4 == view.hovered_row()


def test_a_walk_goes_on_from_where_it_came_to(show: Show) -> None:
    view = show(figure_of(FOUR, pinned=0))

    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Up)

    assert 2 == view.hovered_row()


def test_hidden_points_are_passed_by(show: Show) -> None:
    figure = figure_of([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0]], pinned=0)
    view = show(replace(figure, shown=np.array([True, False, True])))

    QTest.keyClick(view, Qt.Key.Key_Right)

    assert 2 == view.hovered_row()


def test_enter_pins_the_point_that_was_walked_to(show: Show, qtbot: QtBot) -> None:
    view = show(figure_of(FOUR, pinned=0))
    QTest.keyClick(view, Qt.Key.Key_Right)

    with qtbot.waitSignal(view.pin_wanted) as pinned:
        QTest.keyClick(view, Qt.Key.Key_Return)

    assert [1] == pinned.args


@pytest.mark.parametrize(("selected", "mode"), [([], "add"), ([1], "subtract")])
def test_space_turns_its_selection(show: Show, qtbot: QtBot, selected: list[int], mode: str) -> None:
    view = show(figure_of(FOUR, pinned=0, selection=np.array(selected, np.int64)))
    QTest.keyClick(view, Qt.Key.Key_Right)

    with qtbot.waitSignal(view.clicked) as clicked:
        QTest.keyClick(view, Qt.Key.Key_Space)

    assert [1, mode] == clicked.args


def test_the_view_follows_a_walk_that_leaves_it(show: Show) -> None:
    view = show(figure_of(FOUR, pinned=0))
    view.set_camera(Camera(x=0.0, y=0.0, scale=100.0))

    QTest.keyClick(view, Qt.Key.Key_Right)

    x, y = view.view().to_screen(np.array([10.0, 0.0]))
    assert (0 < x < view.width(), 0 < y < view.height()) == (True, True)


def test_the_word_and_its_class_are_read_out(show: Show, announced: list[str]) -> None:
    view = show(figure_of(FOUR, ["king", "queen", "man", "woman"], color_by="kind", pinned=1))

    QTest.keyClick(view, Qt.Key.Key_Up)

    assert ["man, kind even"] == announced
    assert ("Map: man", "kind even") == (view.accessibleName(), view.accessibleDescription())


def test_it_is_read_out_that_a_point_is_selected(show: Show, announced: list[str]) -> None:
    view = show(figure_of(FOUR, pinned=0, selection=np.array([1])))

    QTest.keyClick(view, Qt.Key.Key_Right)

    assert ["w1, selected"] == announced


def test_more_is_said_after_it(show: Show, announced: list[str]) -> None:
    view = show(figure_of(FOUR, color_by="kind", pinned=3))
    QTest.keyClick(view, Qt.Key.Key_Down)

    view.walker.say("7 of 15 neighbours kept")

    assert "7 of 15 neighbours kept" == announced[-1]
    assert "kind even, 7 of 15 neighbours kept" == view.accessibleDescription()


def test_escape_clears_first_and_then_asks_for_all_rows(show: Show, qtbot: QtBot) -> None:
    figure = figure_of(FOUR, isolated=np.array([0, 1]))
    view = show(replace(figure, selected=np.array([1])))
    with qtbot.waitSignal(view.selected):
        QTest.keyClick(view, Qt.Key.Key_Escape)
    view.show_figure(figure)

    with qtbot.waitSignal(view.all_wanted):
        QTest.keyClick(view, Qt.Key.Key_Escape)


def test_isolated_rows_fill_the_view(show: Show) -> None:
    far = [*FOUR, [1000.0, 1000.0]]

    view = show(figure_of(far, isolated=np.array([0, 1, 2, 3])))

    assert view.view().scale > 30  # pixels a unit: 0.4 would show all
