"""Rows of a form in as many columns as there is room for, each read from top to bottom."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from embexplorer.gui.style import pixels

COLUMN = 400  # pixels: label, field and reset arrow beside each other
BETWEEN = 24


class RowColumns(QWidget):
    """Holds the rows in their order; the keyboard goes through them in it however they are arranged."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[QWidget] = []
        self._columns = 1
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(pixels(BETWEEN))
        self._grid.setVerticalSpacing(0)

    def add(self, row: QWidget) -> None:
        """One row more, below the others."""
        self._rows.append(row)
        self._arrange()

    def columns(self) -> int:
        """How many stand beside each other now."""
        return self._columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        each = pixels(COLUMN + BETWEEN)
        wanted = max(1, min((self.width() + pixels(BETWEEN)) // each, len(self._rows)))
        self._grid.setContentsMargins(0, 0, max(0, self.width() - wanted * each), 0)  # columns stand at the left
        if wanted != self._columns:
            self._columns = wanted
            self._arrange()

    def _arrange(self) -> None:
        deep = -(-len(self._rows) // self._columns)
        for place, row in enumerate(self._rows):
            self._grid.addWidget(row, place % deep, place // deep)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, int(column < self._columns))
