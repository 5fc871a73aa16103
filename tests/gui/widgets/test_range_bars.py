"""Two handles over a histogram."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from embexplorer.gui.widgets.range_bars import Bars, RangeBars, enlarged


def bars_of(low: float | None = None, high: float | None = None, passing: tuple[int, ...] = (1, 2, 3, 4)) -> Bars:
    return Bars(edges=(0, 1, 2, 3, 4), all=(4, 4, 4, 4), passing=passing, low=low, high=high, texts=("0", "4"))


@pytest.fixture
def widget(qtbot: QtBot) -> RangeBars:
    made = RangeBars("value")
    qtbot.addWidget(made)
    made.resize(212, 84)
    made.show_bars(bars_of())
    made.show()
    return made


@pytest.mark.parametrize(
    ("key", "moved"),
    [(Qt.Key.Key_Right, (1.0, None)), (Qt.Key.Key_Left, (None, None)), (Qt.Key.Key_End, (4.0, None))],
)
def test_keys_move_the_low_handle_first(
    widget: RangeBars, qtbot: QtBot, key: Qt.Key, moved: tuple[float | None, float | None]
) -> None:
    with qtbot.waitSignal(widget.moved) as signal:
        QTest.keyClick(widget, key)

    assert list(moved) == signal.args


def test_the_other_handle_gives_way(widget: RangeBars, qtbot: QtBot) -> None:
    widget.show_bars(bars_of(low=1.0, high=2.0))

    with qtbot.waitSignals([widget.moved] * 2):
        QTest.keyClick(widget, Qt.Key.Key_Right)
        widget.show_bars(bars_of(low=2.0, high=2.0))
        QTest.keyClick(widget, Qt.Key.Key_Right)

    assert (2.0, 2.0) == (widget.bars().low, widget.bars().high)  # type: ignore[union-attr]


def test_a_double_click_takes_both_to_the_ends(widget: RangeBars, qtbot: QtBot) -> None:
    widget.show_bars(bars_of(low=1.0, high=2.0))

    with qtbot.waitSignal(widget.moved, check_params_cb=lambda low, high: low is None and high is None):
        QTest.mouseDClick(widget, Qt.MouseButton.LeftButton)


def test_few_rows_are_drawn_larger_and_it_is_said_how_much() -> None:
    few = Bars(edges=(0, 1, 2), all=(1000, 900), passing=(10, 7), low=None, high=None, texts=("0", "2"))

    assert (100, 1) == (enlarged(few), enlarged(bars_of()))


def test_where_nothing_passes_nothing_is_enlarged() -> None:
    assert 1 == enlarged(bars_of(passing=(0, 0, 0, 0)))
