"""Rows of a form stand beside each other where there is room."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.row_columns import RowColumns


@pytest.mark.parametrize(("width", "columns"), [(300, 1), (840, 2), (5000, 3)])
def test_there_are_as_many_columns_as_fit_and_no_more_than_rows(qtbot: QtBot, width: int, columns: int) -> None:
    rows = RowColumns()
    qtbot.addWidget(rows)
    [rows.add(QLabel(text)) for text in ("a", "b", "c")]

    rows.resize(pixels(width), 200)
    rows.show()

    assert columns == rows.columns()


def test_a_column_is_read_downwards(qtbot: QtBot) -> None:
    rows = RowColumns()
    qtbot.addWidget(rows)
    labels = [QLabel(text) for text in "abcd"]
    [rows.add(label) for label in labels]

    rows.resize(pixels(840), 200)
    rows.show()
    rows.layout().activate()

    assert labels[0].x() == labels[1].x() < labels[2].x()
    assert labels[0].y() == labels[2].y() < labels[1].y()
