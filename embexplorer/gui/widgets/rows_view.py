"""The view of all rows of a space: selected with the map, by mouse and by keyboard, however many there are."""

from functools import partial

import numpy as np
from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from embexplorer.core.table_text import tsv_pieces
from embexplorer.core.typing import IntArray
from embexplorer.gui.style import colors, pixels
from embexplorer.gui.widgets.quiet_table import QuietTable
from embexplorer.gui.widgets.rows_model import SELECTED_ROLE, RowsModel
from embexplorer.gui.widgets.table_cells import TableCells
from embexplorer.gui.widgets.unhurried import Unhurried

SAMPLE, WIDEST, NARROWEST = 60, 240, 60  # lines that are measured; pixels of a column
ARROW = 20  # pixels of the arrow that says how is sorted
Keys = Qt.Key
Modifier = Qt.KeyboardModifier


class RowCells(TableCells):
    """A line is tinted because its row is selected in the space, not because the view says so."""

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, row: int) -> None:
        view = self.parent()
        chosen = view.is_chosen(row) if isinstance(view, RowsView) else False
        if chosen:
            painter.fillRect(option.rect, QColor(colors().accent_tint))
        elif row == self.row_under_pointer:
            painter.fillRect(option.rect, QColor(colors().hover))


class RowsView(QuietTable):
    """`chosen` carries rows of the space and how they change the selection; `picked` a row that is pinned.

    `copied` says how many rows are on the clipboard now; it takes a while for many.
    """

    chosen = Signal(object, str)
    picked = Signal(int)
    copied = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(RowCells(), parent)
        self._rows = RowsModel(self)
        self.setModel(self._rows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setAccessibleName("Rows of the space")
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._anchor = 0
        self._dragged: tuple[int, int] | None = None  # the lines that a drag covers now

    def rows_model(self) -> RowsModel:
        """The model of this view."""
        return self._rows

    def is_chosen(self, line: int) -> bool:
        """The row of this line is selected, or would be when the drag ends."""
        if self._dragged is not None and min(self._dragged) <= line <= max(self._dragged):
            return True
        return bool(self._rows.data(self._rows.index(line, 0), SELECTED_ROLE))

    def show_row(self, row: int) -> None:
        """Scroll to the line about this row of the space, if it is listed."""
        place = self._rows.place_of(row)
        if place is None:
            return
        self.go_to(place)

    def go_to(self, line: int) -> None:
        """Make this the current line."""
        index = self._rows.index(line, max(0, self.currentIndex().column()))
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._anchor = line
        self.scrollTo(index)

    def fit_columns(self) -> None:
        """Give every column what its head, its arrow of sorting and lines from all over need."""
        metrics, head = self.fontMetrics(), self.horizontalHeader().fontMetrics()
        last = self._rows.rowCount() - 1
        lines = np.unique(np.linspace(0, last, SAMPLE).astype(int)).tolist() if last >= 0 else []
        for place, column in enumerate(self._rows.columns):
            texts = [str(self._rows.index(line, place).data() or "") for line in lines]
            widest = max([head.horizontalAdvance(column.title) + pixels(ARROW), *map(metrics.horizontalAdvance, texts)])
            self.setColumnWidth(place, min(max(widest + pixels(16), pixels(NARROWEST)), pixels(WIDEST)))

    def copy(self) -> None:
        """Put the selected lines, or else the current one, on the clipboard as TSV with a line of names."""
        rows = self._rows.selected_listed()
        if not len(rows) and self.currentIndex().isValid():
            rows = self._rows.order[[self.currentIndex().row()]]
        pieces: list[str] = []
        written = map(pieces.append, tsv_pieces(self._rows.shown_values(), rows))
        Unhurried(written, partial(self._on_written, pieces, len(rows)), parent=self)

    def _on_written(self, pieces: list[str], rows: int) -> None:
        QGuiApplication.clipboard().setText("".join(pieces))
        self.copied.emit(rows)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        line = self.indexAt(event.position().toPoint()).row()
        if line < 0 or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        shifted = bool(event.modifiers() & Modifier.ShiftModifier)
        self._dragged = (self._anchor if shifted else line, line)
        if not shifted:
            self._anchor = line
        index = self.indexAt(event.position().toPoint())
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        line = self.indexAt(event.position().toPoint()).row()
        if self._dragged is not None and line >= 0 and line != self._dragged[1]:
            self._dragged = (self._dragged[0], line)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragged, self._dragged = self._dragged, None
        if dragged is None:
            super().mouseReleaseEvent(event)
            return
        if dragged[0] == dragged[1] and not event.modifiers():
            self.picked.emit(self._row(dragged[0]))
        self.chosen.emit(self._between(*dragged), _mode(event.modifiers(), self._is_selected(dragged)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.currentIndex().row()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.chosen.emit(np.sort(self._rows.order), "replace")
        elif event.key() == Keys.Key_Space and line >= 0:
            held = bool(self._rows.data(self._rows.index(line, 0), SELECTED_ROLE))
            self.chosen.emit(np.array([self._row(line)]), "subtract" if held else "add")
        elif event.key() in (Keys.Key_Return, Keys.Key_Enter) and line >= 0:
            self.picked.emit(self._row(line))
        else:
            self._move(event)

    def _move(self, event: QKeyEvent) -> None:
        """Arrows move the current line; with Shift the lines from where it began are selected."""
        anchor = self._anchor
        super().keyPressEvent(event)
        line = self.currentIndex().row()
        if line < 0:
            return
        if event.modifiers() & Modifier.ShiftModifier:
            self.chosen.emit(self._between(anchor, line), "replace")
        else:
            self._anchor = line

    def sizeHint(self) -> QSize:
        return QSize(pixels(240), pixels(160))

    def _row(self, line: int) -> int:
        return int(self._rows.order[line])

    def _is_selected(self, lines: tuple[int, int]) -> bool:
        """A single line that is selected already."""
        return lines[0] == lines[1] and bool(self._rows.data(self._rows.index(lines[0], 0), SELECTED_ROLE))

    def _between(self, first: int, last: int) -> IntArray:
        low, high = sorted((first, last))
        return np.sort(self._rows.order[low : high + 1])


def _mode(modifiers: Qt.KeyboardModifier, selected: bool) -> str:
    """Ctrl turns one line on or off and adds several, Alt subtracts; else they are the selection."""
    if modifiers & Modifier.AltModifier:
        return "subtract"
    if modifiers & Modifier.ControlModifier:
        return "subtract" if selected else "add"
    return "replace"
