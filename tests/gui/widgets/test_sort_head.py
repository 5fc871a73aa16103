"""The mark of sorting stands beside the name of its column."""

import pytest
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from embexplorer.gui.widgets.sort_head import SortHead


@pytest.mark.parametrize(("right", "half"), [(True, QRect(100, 0, 20, 24)), (False, QRect(180, 0, 20, 24))])
def test_the_mark_stands_where_the_name_does_not(qtbot: QtBot, right: bool, half: QRect) -> None:
    head = SortHead()
    qtbot.addWidget(head)

    assert half.contains(head.mark(QRect(100, 0, 100, 24), right))
