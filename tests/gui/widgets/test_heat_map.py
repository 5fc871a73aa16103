"""Words beside words, in cells that are pointed at, clicked and walked through."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from embexplorer.core.word_matrix import WordMatrix
from embexplorer.gui.style import apply, colors
from embexplorer.gui.widgets.heat_map import HeatMap

WORDS = ("king", "queen", "<b>cat</b>", "dog")
SCORES = np.array([[1, 0.8, 0.1, 0.0], [0.8, 1, 0.2, 0.1], [0.1, 0.2, 1, 0.9], [0.0, 0.1, 0.9, 1]])
MANY = WordMatrix(
    words=tuple(f"word{n}" for n in range(400)), rows=tuple(range(400)), scores=np.eye(400) + np.arange(400) / 1000
)


@pytest.fixture
def heat(qtbot, qapp: QApplication) -> HeatMap:
    apply(qapp, "light")
    heat = HeatMap()
    qtbot.addWidget(heat)
    heat.resize(500, 240)
    heat.show_matrix(WordMatrix(words=WORDS, rows=(7, 8, -1, 9), scores=SCORES))
    heat.show()
    heat.setFocus()
    return heat


def middle(heat: HeatMap, row: int, column: int):
    return heat.seen().cell(row, column).center()


def click(qtbot, heat: HeatMap, place) -> None:
    qtbot.mouseClick(heat.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_cell_chooses_its_pair(heat, qtbot) -> None:
    with qtbot.waitSignal(heat.pair_chosen) as chosen:
        click(qtbot, heat, middle(heat, 0, 3))

    assert ["king", "dog"] == chosen.args


def test_a_label_at_the_left_pins_its_word(heat, qtbot) -> None:
    place = middle(heat, 3, 0)
    place.setX(20)

    with qtbot.waitSignal(heat.word_chosen) as chosen:
        click(qtbot, heat, place)

    assert [9] == chosen.args


def test_a_word_that_is_no_row_cannot_be_pinned(heat, qtbot) -> None:
    with qtbot.assertNotEmitted(heat.word_chosen):
        click(qtbot, heat, middle(heat, 2, 2))


def test_the_place_beside_all_cells_means_nothing(heat) -> None:
    assert heat.cell_at(QPointF(490, 200)) is None


def test_arrows_and_enter_choose_a_pair(heat, qtbot) -> None:
    with qtbot.waitSignal(heat.pair_chosen) as chosen:
        qtbot.keyClick(heat, Qt.Key.Key_Down)
        qtbot.keyClick(heat, Qt.Key.Key_End)
        qtbot.keyClick(heat, Qt.Key.Key_Return)

    assert ["queen", "dog"] == chosen.args


def test_the_focused_pair_is_read_out(heat, qtbot) -> None:
    qtbot.keyClick(heat, Qt.Key.Key_Right)

    assert heat.accessibleDescription() == "king – <b>cat</b>\ncosine 0.100"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_nearest_pair_is_darkest_in_both_themes(heat, qapp: QApplication, theme: str) -> None:
    apply(qapp, theme)

    image = heat.viewport().grab().toImage()

    corner = heat.seen().cell(2, 3).topLeft()
    assert QColor(colors().heat[1]).name() == image.pixelColor(corner.x() + 3, corner.y() + 3).name()


def test_cells_that_can_be_read_scroll(heat) -> None:
    heat.show_matrix(MANY)

    assert heat.seen().height >= 12
    assert heat.verticalScrollBar().maximum() > 4000


def test_the_cell_that_is_walked_to_is_in_view(heat, qtbot) -> None:
    heat.show_matrix(MANY)

    qtbot.keyClick(heat, Qt.Key.Key_End)

    assert heat.viewport().rect().contains(middle(heat, 0, 399))


def test_minus_shows_more_and_nought_what_fits(heat, qtbot) -> None:
    heat.show_matrix(MANY)
    fitting = heat.seen().height

    qtbot.keyClick(heat, Qt.Key.Key_Minus)
    smaller = heat.seen().height
    qtbot.keyClick(heat, Qt.Key.Key_0)

    assert smaller < fitting == heat.seen().height


def test_a_slanted_label_belongs_to_the_cell_below_its_foot(heat) -> None:
    heat.show_matrix(MANY)
    foot = heat.seen().cell(0, 5)

    assert (-1, 5) == heat.cell_at(QPointF(foot.center().x(), foot.top() - 1))
