"""The mark of sorting stands beside the name of its column."""

import pytest
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.sort_head import EDGE, GAP, PAD, WIDE, SortHead

SECTION = QRect(100, 0, 100, 24)


@pytest.fixture
def head(qtbot: QtBot) -> SortHead:
    head = SortHead()
    qtbot.addWidget(head)
    return head


@pytest.mark.parametrize("right", [True, False])
def test_the_mark_stands_close_to_the_name_and_not_upon_it(head: SortHead, right: bool) -> None:
    wide = PAD + head.fontMetrics().horizontalAdvance("Norm")

    mark = head.mark(SECTION, right, "Norm")

    gap = SECTION.right() + 1 - wide - (mark.right() + 1) if right else mark.left() - SECTION.left() - wide
    assert pixels(GAP) == gap


def test_beside_a_name_that_fills_its_column_the_mark_stands_at_the_edge(head: SortHead) -> None:
    at_left, at_right = (head.mark(SECTION, right, "N" * 40).left() for right in (True, False))

    assert (100 + pixels(EDGE), 199 - pixels(EDGE) - pixels(WIDE)) == (at_left, at_right)
