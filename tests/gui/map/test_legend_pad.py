"""The legend under the pointer and under the keys: what it asks for."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from embexplorer.core.figure import Figure
from embexplorer.gui.map.legend_pad import LegendPad
from embexplorer.gui.map.view import MapView
from tests.gui.map.test_legend import figure_of, many

Show = Callable[[Figure], MapView]
LEFT, PLAIN, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def pad_of(show: Show, qtbot: QtBot) -> Iterator[Callable[[Figure], LegendPad]]:
    """The pad over the legend of a shown figure."""

    def made(figure: Figure) -> LegendPad:
        pad = LegendPad(show(figure))
        pad.follow()
        return pad

    return made


def classes(**wishes: object) -> Figure:
    return figure_of({"kind": ["a", "a", "b", "c"]}, color_by="kind", **wishes)


def numbers(**wishes: object) -> Figure:
    return figure_of({"value": np.linspace(0, 10, 11)}, color_by="value", **wishes)


def at(pad: LegendPad, key: str) -> QPoint:
    """The middle of a class, in the pad's own pixels."""
    return (pad.placed().row_of(key).rect.center() - QPointF(pad.pos())).toPoint()


def on_bar(pad: LegendPad, share: float) -> QPoint:
    bar = pad.placed().bar.translated(-QPointF(pad.pos()))
    return QPoint(round(bar.left() + share * bar.width()), round(bar.center().y()))


def test_it_lies_over_the_legend_and_nowhere_else(pad_of) -> None:
    pad = pad_of(classes())

    assert pad.placed().area.toAlignedRect() == pad.geometry() and pad.isVisible()


def test_without_a_legend_it_is_away(pad_of) -> None:
    assert pad_of(figure_of({"kind": ["a"]})).isHidden()


def test_a_click_asks_for_that_class_alone(pad_of, qtbot) -> None:
    pad = pad_of(classes())

    with qtbot.waitSignal(pad.isolated) as asked:
        QTest.mouseClick(pad, LEFT, PLAIN, at(pad, "b"))

    assert ["b"] == asked.args


def test_a_click_with_ctrl_asks_to_hide_it(pad_of, qtbot) -> None:
    pad = pad_of(classes())

    with qtbot.waitSignal(pad.toggled) as asked:
        QTest.mouseClick(pad, LEFT, CTRL, at(pad, "c"))

    assert ["c"] == asked.args


def test_a_press_that_is_released_elsewhere_asks_for_nothing(pad_of, qtbot) -> None:
    pad = pad_of(classes())

    with qtbot.assertNotEmitted(pad.isolated):
        QTest.mousePress(pad, LEFT, PLAIN, at(pad, "a"))
        QTest.mouseRelease(pad, LEFT, PLAIN, at(pad, "c"))


def on_title(pad: LegendPad) -> QPoint:
    return (pad.placed().fold.center() - QPointF(pad.pos())).toPoint()


@pytest.mark.parametrize("folded", [False, True])
def test_a_click_on_the_title_asks_to_fold_or_unfold(pad_of, qtbot, folded: bool) -> None:
    pad, asked = pad_of(classes(legend_folded=folded)), []
    pad.folded.connect(asked.append)

    qtbot.mouseClick(pad, LEFT, PLAIN, on_title(pad))

    assert [not folded] == asked


def test_a_double_click_on_the_title_is_two_clicks(pad_of, qtbot) -> None:
    pad, asked = pad_of(classes()), []
    pad.folded.connect(asked.append)

    qtbot.mouseClick(pad, LEFT, PLAIN, on_title(pad))
    qtbot.mouseDClick(pad, LEFT, PLAIN, on_title(pad))
    qtbot.mouseRelease(pad, LEFT, PLAIN, on_title(pad))

    assert 2 == len(asked)


def test_the_keys_fold_and_unfold(pad_of, qtbot) -> None:
    pad, asked = pad_of(classes()), []
    pad.folded.connect(asked.append)

    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        qtbot.keyClick(pad, key)

    assert [True, False] == asked


def test_of_a_folded_scale_the_keys_move_no_end(pad_of, qtbot) -> None:
    pad, moved, folded = pad_of(numbers(legend_folded=True)), [], []
    pad.span_moved.connect(lambda *span: moved.append(span))
    pad.folded.connect(folded.append)

    focus(pad, qtbot)
    qtbot.keyClick(pad, Qt.Key.Key_Right)

    assert ([], [False]) == (moved, folded)


def test_a_folded_legend_says_so_to_those_who_hear_it(pad_of) -> None:
    assert "Legend: kind, folded" == pad_of(classes(legend_folded=True)).accessibleName()


def test_a_double_click_asks_for_a_colour(pad_of, qtbot) -> None:
    pad = pad_of(classes())

    with qtbot.waitSignal(pad.color_asked) as asked:
        QTest.mouseDClick(pad, LEFT, PLAIN, at(pad, "a"))

    assert ["a"] == asked.args


def test_a_class_that_the_pointer_rests_on_is_previewed(pad_of, qtbot) -> None:
    pad = pad_of(classes())

    with qtbot.waitSignal(pad.previewed) as asked:
        QTest.mouseMove(pad, at(pad, "b"))

    assert ["b"] == asked.args


def test_the_keys_go_from_class_to_class_and_isolate_and_hide(pad_of, qtbot) -> None:
    pad = pad_of(classes())
    focus(pad, qtbot)
    QTest.keyClick(pad, Qt.Key.Key_Down)

    with qtbot.waitSignal(pad.isolated) as alone:
        QTest.keyClick(pad, Qt.Key.Key_Space)
    with qtbot.waitSignal(pad.toggled) as hidden:
        QTest.keyClick(pad, Qt.Key.Key_Return)

    assert (["b"], ["b"]) == (alone.args, hidden.args)
    assert "Legend: b, 1 words, shown, 2 of 3" == pad.accessibleName()


def test_the_keys_stop_at_the_ends(pad_of, qtbot) -> None:
    pad = pad_of(classes())
    focus(pad, qtbot)

    QTest.keyClick(pad, Qt.Key.Key_Up)

    assert "Legend: a, 2 words, shown, 1 of 3" == pad.accessibleName()


def test_the_keys_scroll_to_classes_that_are_out_of_sight(pad_of, qtbot) -> None:
    pad = pad_of(many(198))
    focus(pad, qtbot)
    last = pad.placed().most

    QTest.keyClick(pad, Qt.Key.Key_Up)
    [QTest.keyClick(pad, Qt.Key.Key_Down) for _ in range(last)]

    assert 1 == pad.placed().first


def test_the_wheel_scrolls_a_long_legend(pad_of) -> None:
    pad = pad_of(many(198))

    turn_wheel(pad, -120)

    assert 3 == pad.placed().first


def test_the_wheel_over_a_short_legend_zooms_the_map(pad_of) -> None:
    pad = pad_of(classes())
    before = pad.parentWidget().view().scale

    turn_wheel(pad, 120)

    assert pad.parentWidget().view().scale > before


def test_a_handle_that_is_dragged_tells_the_span(pad_of, qtbot) -> None:
    pad = pad_of(numbers())
    QTest.mousePress(pad, LEFT, PLAIN, on_bar(pad, 0.1))

    with qtbot.waitSignal(pad.span_moved) as moved:
        QTest.mouseMove(pad, on_bar(pad, 0.3))

    low, high = moved.args
    assert (pytest.approx(3, abs=0.1), 10) == (low, high)


def test_of_a_scale_around_zero_both_ends_move(pad_of, qtbot) -> None:
    pad = pad_of(figure_of({"value": [-4.0, 1.0]}, color_by="value"))
    QTest.mousePress(pad, LEFT, PLAIN, on_bar(pad, 0.9))

    with qtbot.waitSignal(pad.span_moved) as moved:
        QTest.mouseMove(pad, on_bar(pad, 0.75))

    low, high = moved.args
    assert (-high, pytest.approx(2, abs=0.1)) == (low, high)


def test_the_keys_move_the_ends(pad_of, qtbot) -> None:
    pad = pad_of(numbers())
    focus(pad, qtbot)
    QTest.keyClick(pad, Qt.Key.Key_Down)

    with qtbot.waitSignal(pad.span_moved) as moved:
        QTest.keyClick(pad, Qt.Key.Key_PageDown)

    assert [0, pytest.approx(9)] == moved.args


def test_a_double_click_on_the_bar_asks_for_the_whole_range(pad_of, qtbot) -> None:
    pad = pad_of(numbers(colored_range=(2.0, 3.0)))

    with qtbot.waitSignal(pad.span_reset):
        QTest.mouseDClick(pad, LEFT, PLAIN, on_bar(pad, 0.5))


def test_the_ends_do_not_pass_one_another(pad_of, qtbot) -> None:
    pad = pad_of(numbers(colored_range=(2.0, 3.0)))
    QTest.mousePress(pad, LEFT, PLAIN, on_bar(pad, 0.2))

    with qtbot.waitSignal(pad.span_moved) as moved:
        QTest.mouseMove(pad, on_bar(pad, 0.9))

    assert moved.args[0] < moved.args[1] == 3


def focus(pad: LegendPad, qtbot: QtBot) -> None:
    pad.window().activateWindow()
    pad.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(pad.hasFocus)


def turn_wheel(pad: LegendPad, angle: int) -> None:
    middle = QPointF(pad.width() / 2, pad.height() / 2)
    turned = QWheelEvent(
        middle, QPointF(pad.mapToGlobal(middle)), QPoint(0, 0), QPoint(0, angle), Qt.MouseButton.NoButton, PLAIN,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(pad, turned)


def test_the_keys_that_moved_an_end_do_nothing_once_classes_have_taken_the_place_of_the_scale(pad_of, qtbot) -> None:
    pad = pad_of(numbers())
    focus(pad, qtbot)
    pad._view.show_figure(classes())

    with qtbot.assertNotEmitted(pad.span_moved):
        QTest.keyClick(pad, Qt.Key.Key_PageDown)


def test_an_end_that_is_held_lets_go_when_classes_take_the_place_of_the_scale(pad_of, qtbot) -> None:
    pad = pad_of(numbers())
    QTest.mousePress(pad, LEFT, PLAIN, on_bar(pad, 0.1))
    pad._view.show_figure(classes())

    with qtbot.assertNotEmitted(pad.span_moved):
        QTest.mouseMove(pad, QPoint(20, 20))
