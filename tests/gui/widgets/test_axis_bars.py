"""Words on an axis as ranked bars."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.axis_bars import HEAD, LINE, AxisBars
from embexplorer.gui.widgets.axis_plot import Placed


def bars(qtbot: QtBot, scores: dict[str, float]) -> AxisBars:
    """Words with these scores, row numbers in this order."""
    widget = AxisBars()
    qtbot.addWidget(widget)
    widget.resize(500, 160)
    placed = [Placed(word=word, row=row, score=score, low=score - 0.1, high=score + 0.1, pole=None)
              for row, (word, score) in enumerate(scores.items())]  # fmt: skip
    widget.show_words(placed, "he", "she")
    widget.show()
    return widget


def test_words_are_ranked_from_the_right_pole_to_the_left(qtbot: QtBot) -> None:
    assert ("b", "c", "a") == bars(qtbot, {"a": -0.5, "b": 0.4, "c": 0.0}).words()


def test_bars_begin_at_0_and_are_as_long_as_their_scores(qtbot: QtBot) -> None:
    widget = bars(qtbot, {"a": -0.4, "b": 0.2})

    right, left = widget.bar(0), widget.bar(1)

    assert abs(right.left() - left.right()) < 1e-6
    assert abs(2 * right.width() - left.width()) < 1e-6


def test_a_click_picks_the_word(qtbot: QtBot) -> None:
    widget = bars(qtbot, {"a": -0.5, "b": 0.4})
    at = QPointF(20, pixels(HEAD) + 1.5 * pixels(LINE))

    with qtbot.waitSignal(widget.picked) as told:
        event = QMouseEvent(QEvent.Type.MouseButtonRelease, at, at, Qt.MouseButton.LeftButton,
                            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier)  # fmt: skip
        QApplication.sendEvent(widget.viewport(), event)

    assert [0] == told.args


def test_keys_walk_the_list_and_bring_the_word_into_view(qtbot: QtBot) -> None:
    widget = bars(qtbot, {f"w{n}": n / 40 for n in range(40)})

    for _ in range(30):
        QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier))

    assert widget.verticalScrollBar().value() > 0
    assert widget.accessibleDescription().startswith("w9\n")


def test_without_words_it_draws_nothing_and_does_not_fail(qtbot: QtBot) -> None:
    widget = bars(qtbot, {})

    assert widget.grab().width() == 500
