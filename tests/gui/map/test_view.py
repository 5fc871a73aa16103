"""The map answers the pointer and the keys, and stays where the user has put it."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from embexplorer.core.figure import Figure
from embexplorer.core.look import Camera
from embexplorer.gui.map.badges import boxes
from embexplorer.gui.map.pointer import plain_tooltip
from embexplorer.gui.map.view import MapView
from tests.gui.map.conftest import FOUR, figure_of

Show = Callable[[Figure], MapView]
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
PLAIN = Qt.KeyboardModifier.NoModifier


def at(view: MapView, row: int, across: int = 0, down: int = 0) -> QPoint:
    """The pixel of a row's point, and some away from it."""
    figure = view.figure()
    assert figure is not None
    x, y = view.view().to_screen(figure.coordinates[row])
    return QPoint(int(x) + across, int(y) + down)


def drag(
    view: MapView, path: list[QPoint], modifiers: Qt.KeyboardModifier = PLAIN, button: Qt.MouseButton = LEFT
) -> None:
    """Press at the first place, go along all, release at the last."""
    QTest.mousePress(view, button, modifiers, path[0])
    drag_on(view, path[1:], modifiers, button)


def drag_on(
    view: MapView, path: list[QPoint], modifiers: Qt.KeyboardModifier = PLAIN, button: Qt.MouseButton = LEFT
) -> None:
    """Go along all places with the button down, release at the last."""
    for place in path:
        moved = QMouseEvent(
            QMouseEvent.Type.MouseMove, QPointF(place), view.mapToGlobal(QPointF(place)), button, button, modifiers
        )
        QApplication.sendEvent(view, moved)
    QTest.mouseRelease(view, button, modifiers, path[-1])


def wheel(view: MapView, place: QPointF, angle: int) -> None:
    """Turn the wheel over this pixel."""
    event = QWheelEvent(
        place,
        view.mapToGlobal(place),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        PLAIN,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


@pytest.mark.parametrize(
    ("modifiers", "mode"), [(PLAIN, "replace"), (CTRL, "add"), (ALT, "subtract"), (CTRL | ALT, "intersect")]
)
def test_a_click_on_a_point_names_its_row_and_how(
    show: Show, qtbot: QtBot, modifiers: Qt.KeyboardModifier, mode: str
) -> None:
    view = show(figure_of(FOUR))

    with qtbot.waitSignal(view.clicked) as clicked:
        QTest.mouseClick(view, LEFT, modifiers, at(view, 2))

    assert [2, mode] == clicked.args


def test_a_click_on_nothing_is_no_click(show: Show, qtbot: QtBot) -> None:
    view = show(figure_of(FOUR))

    with qtbot.assertNotEmitted(view.clicked):
        QTest.mouseClick(view, LEFT, PLAIN, QPoint(300, 200))


def test_a_double_click_on_nothing_clears_the_selection(show: Show, qtbot: QtBot) -> None:
    view = show(figure_of(FOUR))

    with qtbot.waitSignal(view.selected) as selected:
        QTest.mouseDClick(view, LEFT, PLAIN, QPoint(300, 200))

    assert ([], "replace", "clear") == (list(selected.args[0]), *selected.args[1:])


def test_a_drag_with_shift_selects_what_lies_in_the_box(show: Show, qtbot: QtBot) -> None:
    view = show(figure_of(FOUR))
    path = [at(view, 3, -15, -15), QPoint(300, 100), at(view, 2, 15, 15)]

    with qtbot.waitSignal(view.selected) as selected:
        drag(view, path, SHIFT | CTRL)

    assert ([2, 3], "add", "box") == (selected.args[0].tolist(), *selected.args[1:])


def test_a_lasso_selects_what_lies_inside(show: Show, qtbot: QtBot) -> None:
    view = show(figure_of(FOUR))
    view.set_tool("lasso")
    path = [at(view, 0, *away) for away in ((-15, -15), (15, -15), (15, 15), (-15, 15))]

    with qtbot.waitSignal(view.selected) as selected:
        drag(view, path)

    assert ([0], "replace", "lasso") == (selected.args[0].tolist(), *selected.args[1:])


@pytest.mark.parametrize(("held", "mode"), [(PLAIN, "subtract"), (CTRL, "intersect")])
@pytest.mark.parametrize(("tool", "gesture"), [("pan", "box"), ("box", "box"), ("lasso", "lasso"), ("measure", "box")])
def test_a_drag_with_the_right_button_takes_away_where_alt_belongs_to_the_window_manager(
    show: Show, qtbot: QtBot, tool: str, gesture: str, held: Qt.KeyboardModifier, mode: str
) -> None:
    view = show(figure_of(FOUR))
    view.set_tool(tool)
    path = [at(view, 3, -15, -15), at(view, 3, 15, -15), at(view, 3, -15, 15), at(view, 3, 15, 15)]

    with qtbot.waitSignal(view.selected) as selected:
        drag(view, path, held, RIGHT)

    assert (mode, gesture) == tuple(selected.args[1:])


def test_a_click_with_the_right_button_takes_the_point_away(show: Show, qtbot: QtBot) -> None:
    view = show(figure_of(FOUR))

    with qtbot.waitSignal(view.clicked) as clicked:
        QTest.mouseClick(view, RIGHT, PLAIN, at(view, 2))

    assert [2, "subtract"] == clicked.args


def test_another_button_that_comes_in_between_does_not_end_a_drag(show: Show, qtbot: QtBot) -> None:
    view = show(figure_of(FOUR))
    view.set_tool("box")
    QTest.mousePress(view, LEFT, PLAIN, at(view, 3, -15, -15))
    QTest.mouseClick(view, RIGHT, PLAIN, at(view, 3))

    with qtbot.waitSignal(view.selected) as selected:
        drag_on(view, [QPoint(300, 100), at(view, 2, 15, 15)])

    assert ([2, 3], "replace", "box") == (selected.args[0].tolist(), *selected.args[1:])


def test_a_plain_drag_pans_by_the_way_of_the_pointer(show: Show) -> None:
    view = show(figure_of(FOUR))
    before = at(view, 0)

    drag(view, [QPoint(300, 200), QPoint(320, 205), QPoint(340, 190)])

    assert QPoint(40, -10) == at(view, 0) - before


def test_the_wheel_zooms_around_the_pointer(show: Show) -> None:
    view = show(figure_of(FOUR))
    place, scale = at(view, 2), view.view().scale

    wheel(view, QPointF(place), 120)

    assert (place - at(view, 2)).manhattanLength() <= 1
    assert view.view().scale > scale


def test_home_shows_everything_again(show: Show, qtbot: QtBot) -> None:
    view = show(figure_of(FOUR))
    view.zoom(8, QPointF(10, 10))

    with qtbot.waitSignal(view.camera_changed) as changed:
        QTest.keyClick(view, Qt.Key.Key_Home)

    assert [None] == changed.args
    assert all(view.rect().contains(at(view, row)) for row in range(4))


@pytest.mark.parametrize(
    ("key", "way"),
    [(Qt.Key.Key_Left, (1, 0)), (Qt.Key.Key_Right, (-1, 0)), (Qt.Key.Key_Up, (0, 1)), (Qt.Key.Key_Down, (0, -1))],
)
def test_arrow_keys_with_shift_pan(show: Show, key: Qt.Key, way: tuple[int, int]) -> None:
    view = show(figure_of(FOUR))
    before = at(view, 0)

    QTest.keyClick(view, key, SHIFT)

    moved = at(view, 0) - before
    assert way == (np.sign(moved.x()), np.sign(moved.y()))


def test_plus_and_minus_zoom(show: Show) -> None:
    view = show(figure_of(FOUR))
    scale = view.view().scale

    QTest.keyClick(view, Qt.Key.Key_Plus)
    larger = view.view().scale
    QTest.keyClick(view, Qt.Key.Key_Minus)

    assert larger > scale
    assert scale == pytest.approx(view.view().scale)


def test_escape_clears_the_selection(show: Show, qtbot: QtBot) -> None:
    view = show(figure_of(FOUR))

    with qtbot.waitSignal(view.selected) as selected:
        QTest.keyClick(view, Qt.Key.Key_Escape)

    assert "clear" == selected.args[2]


def test_escape_during_a_drag_only_ends_the_drag(show: Show, qtbot: QtBot) -> None:
    view = show(figure_of(FOUR))
    QTest.mousePress(view, LEFT, SHIFT, QPoint(10, 10))

    with qtbot.assertNotEmitted(view.selected):
        QTest.keyClick(view, Qt.Key.Key_Escape)
        QTest.mouseRelease(view, LEFT, SHIFT, QPoint(500, 300))


def test_the_lasso_key_pressed_chooses_the_lasso_for_good(show: Show) -> None:
    view = show(figure_of(FOUR))

    QTest.keyClick(view, Qt.Key.Key_L)

    assert "lasso" == view.tool()


def test_the_lasso_key_held_during_a_lasso_chooses_it_only_for_that_one(show: Show) -> None:
    view = show(figure_of(FOUR))
    QTest.keyPress(view, Qt.Key.Key_L)

    drag(view, [QPoint(10, 10), QPoint(60, 10), QPoint(60, 60)])
    QTest.keyRelease(view, Qt.Key.Key_L)

    assert "pan" == view.tool()


def test_the_point_under_the_pointer_is_named(show: Show, qtbot: QtBot) -> None:
    view = show(figure_of(FOUR))

    with qtbot.waitSignal(view.hovered) as hovered:
        QTest.mouseMove(view, at(view, 1))

    assert [1] == hovered.args


def test_a_long_note_is_told_in_full_where_the_pointer_rests_and_no_point_below_it(show: Show, qtbot: QtBot) -> None:
    note = "a note on this map " * 12
    figure = replace(figure_of(FOUR), badges=(note,))
    view = show(figure)
    box, _ = boxes(view.scene())[0]
    place = box.center().toPoint()

    QTest.mouseMove(view, place)
    qtbot.waitUntil(lambda: QToolTip.text() == plain_tooltip(note))
    assert view.row_at(QPointF(place)) is None
    QToolTip.hideText()


def test_the_card_shows_a_word_that_looks_like_markup_as_it_is(show: Show, qtbot: QtBot) -> None:
    view = show(figure_of(FOUR, ["<b>x</b>", "b", "c", "d"]))

    QTest.mouseMove(view, at(view, 0))

    qtbot.waitUntil(lambda: QToolTip.text() == plain_tooltip("<b>x</b>"))
    QToolTip.hideText()


def test_the_view_stays_when_the_same_map_is_shown_in_other_colours(show: Show) -> None:
    view = show(figure_of(FOUR))
    camera = Camera(x=5.0, y=5.0, scale=100.0)
    view.set_camera(camera)

    view.show_figure(figure_of(FOUR, color_by="kind"))

    assert camera == view.camera()


def test_moving_points_stay_in_view_until_the_user_has_moved_it(show: Show) -> None:
    view = show(figure_of(FOUR))

    view.show_coordinates(np.array(FOUR) * 100 + 7)

    assert all(view.rect().contains(at(view, row)) for row in range(4))


def test_moving_points_do_not_move_the_view_of_the_user(show: Show) -> None:
    view = show(figure_of(FOUR))
    view.pan(3, 0)
    before = view.view()

    view.show_coordinates(np.array(FOUR) * 100 + 7)

    assert before == view.view()


def test_coordinates_of_another_space_are_ignored(show: Show) -> None:
    view = show(figure_of(FOUR))

    view.show_coordinates(np.zeros((9, 2)))

    assert figure_of(FOUR).coordinates.tolist() == view.figure().coordinates.tolist()


def test_the_map_has_a_name_for_screen_readers(show: Show) -> None:
    view = show(figure_of(FOUR))

    assert ("Map", "map · few") == (view.accessibleName(), view.accessibleDescription())


def test_a_press_that_is_held_begins_a_lasso(show: Show, qtbot: QtBot) -> None:
    view = show(figure_of(FOUR))
    path = [at(view, 0, *away) for away in ((15, -15), (15, 15), (-15, 15))]
    QTest.mousePress(view, LEFT, PLAIN, at(view, 0, -15, -15))
    qtbot.waitUntil(lambda: view.cursor().shape() == Qt.CursorShape.CrossCursor)

    with qtbot.waitSignal(view.selected) as selected:
        drag_on(view, path)

    assert ([0], "replace", "lasso") == (selected.args[0].tolist(), *selected.args[1:])
    assert "pan" == view.tool()


def test_a_press_that_is_held_and_goes_nowhere_is_a_click(show: Show, qtbot: QtBot) -> None:
    view = show(figure_of(FOUR))
    QTest.mousePress(view, LEFT, PLAIN, at(view, 2))
    qtbot.waitUntil(lambda: view.cursor().shape() == Qt.CursorShape.CrossCursor)

    with qtbot.waitSignal(view.clicked) as clicked:
        QTest.mouseRelease(view, LEFT, PLAIN, at(view, 2))

    assert [2, "replace"] == clicked.args
