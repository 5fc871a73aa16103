"""Words along an axis."""

from itertools import combinations

import pytest
from PySide6.QtCore import Qt

from embexplorer.gui.widgets.axis_plot import AxisPlot, Placed

WORDS = tuple(
    Placed(word=f"word{n}", row=n, score=n / 50 - 0.3, low=n / 50 - 0.4, high=n / 50 - 0.2, pole=None)
    for n in range(30)
)
BARE = Placed(word="bare", row=-1, score=0.2, low=None, high=None, pole="right")


@pytest.fixture
def plot(qtbot) -> AxisPlot:
    plot = AxisPlot()
    qtbot.addWidget(plot)
    plot.resize(500, 200)
    plot.show_words((*WORDS, BARE), "man", "woman")
    plot.show()
    return plot


@pytest.mark.parametrize("width", [300, 500, 900])
def test_no_word_covers_another(plot, width: int) -> None:
    plot.resize(width, 200)

    assert not any(one.intersects(other) for one, other in combinations(plot.boxes(), 2))


def test_all_words_stand_within_the_window(plot) -> None:
    boxes = plot.boxes()

    assert 0 <= min(box.left() for box in boxes) and max(box.right() for box in boxes) <= plot.viewport().width()


def test_a_click_picks_the_word(plot, qtbot) -> None:
    lowest = plot.boxes()[0].center().toPoint()

    with qtbot.waitSignal(plot.picked) as picked:
        qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=lowest)

    assert [0] == picked.args


def test_the_keyboard_walks_by_score(plot, qtbot) -> None:
    with qtbot.waitSignal(plot.picked) as picked:
        qtbot.keyClick(plot, Qt.Key.Key_End)
        qtbot.keyClick(plot, Qt.Key.Key_Left)
        qtbot.keyClick(plot, Qt.Key.Key_Return)

    assert [28] == picked.args


def test_a_word_says_its_interval(plot, qtbot) -> None:
    qtbot.keyClick(plot, Qt.Key.Key_Right)

    assert plot.accessibleDescription() == "word1 −0.280, 95 % −0.380 to −0.180"


def test_a_word_without_an_interval_says_its_place(plot) -> None:
    assert BARE.said() == "bare\n0.200"
