"""Quiet lines of a name and what it is, and the small table of earlier runs."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from embexplorer.gui.style import colors, pixels
from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel
from embexplorer.gui.widgets.section import Head

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
COLUMNS = ("Run", "Epochs", "Loss", "Time")


class PairLines(QWidget):
    """Names at the left in secondary, values on the right edge; or, wrapped, words beside them."""

    def __init__(self, wrap: bool = False) -> None:
        super().__init__()
        self._wrap = wrap
        self._labels: list[tuple[PlainLabel, PlainLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(pixels(12))
        self._grid.setVerticalSpacing(pixels(4))
        self._grid.setColumnStretch(1, 1)

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Say these from now on."""
        while len(self._labels) < len(lines):
            self._append()
        for number, (name, value) in enumerate(self._labels):
            there = number < len(lines)
            name.setVisible(there)
            value.setVisible(there)
            if there:
                name.setText(lines[number][0])
                value.setText(lines[number][1])

    def _append(self) -> None:
        name = PlainLabel(role="table", tone="secondary")
        value = PlainLabel(role="table")
        value.setWordWrap(self._wrap)
        if not self._wrap:
            value.setAlignment(RIGHT)
        row = len(self._labels)
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, row, 1)
        self._labels.append((name, value))


class RunTable(QWidget):
    """Trainings on one text, the one that is followed marked."""

    def __init__(self) -> None:
        super().__init__()
        self.head = Head("Runs")
        self.head.caption.setText("same source, this session")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self._rows: list[Line] = []

    def show_runs(self, runs: Sequence[tuple[str, str, str, str]], current: int) -> None:
        """Show these, the newest last."""
        for row in self._rows:
            row.deleteLater()
        told = [_row(COLUMNS, "secondary"), *(_row(run, "text") for run in runs)] if runs else []
        self._rows = told
        for number, row in enumerate(told):
            self._column.addWidget(row)
            row.marked = number == current + 1
        self.setVisible(bool(runs))


def _row(cells: Sequence[str], tone: str) -> "Line":
    row = Line()
    grid = QGridLayout(row)
    grid.setContentsMargins(pixels(4), 0, pixels(4), 0)
    grid.setHorizontalSpacing(pixels(8))
    for column, cell in enumerate(cells):
        label = (ElidedLabel if column == 0 else PlainLabel)(cell, role="table", tone=tone)
        if column:
            label.setAlignment(RIGHT)
            grid.setColumnMinimumWidth(column, pixels(52))
        grid.addWidget(label, 0, column)
    grid.setColumnStretch(0, 1)
    row.setFixedHeight(pixels(24))
    return row


class Line(QWidget):
    """One line of the table, on a tint if it is the one that is followed."""

    marked = False

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.marked:
            QPainter(self).fillRect(self.rect(), QColor(colors().accent_tint))
