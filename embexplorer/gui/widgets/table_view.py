"""A quiet table: no grid, rows of 22, bars in cells, sorting, copy as TSV, export as CSV, a word picked by its row."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from embexplorer.core.table import Table
from embexplorer.core.table_text import tsv_pieces, writing_csv
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.quiet_table import QuietTable
from embexplorer.gui.widgets.table_cells import TableCells
from embexplorer.gui.widgets.table_model import Column, TableModel
from embexplorer.gui.widgets.unhurried import Done, Failed, Unhurried, nothing, raised

LONGEST_BAR = 240
SHORTEST_BAR = 32  # may be given up in a narrow dock
LEAST_WORDS, YIELDS = 60, 114  # pixels: how narrow the first words become, and by how much at most
LEAST_LOOSE = 48
FEW = 4  # so many columns, or more, stand together at the left
STRONGER = 1.12  # times as wide as a plain word a strong one is, at most


class TableView(QuietTable):
    """Shows one `core.Table`.

    `picked` carries the row of the space when a line is clicked or entered; `asked_for_csv`, `asked_for_command` and
    `asked_for_set` say that the user wants the table as a file, the command that makes it, or its words as a set.
    """

    picked = Signal(int)
    asked_for_csv = Signal()
    asked_for_command = Signal()
    asked_for_set = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(TableCells(), parent)
        self.longest_bar = LONGEST_BAR
        self._model = TableModel(self)
        self.setModel(self._model)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.clicked.connect(self._on_clicked)
        self.activated.connect(self._on_clicked)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)

    def show_table(self, table: Table | None, columns: tuple[Column, ...] = ()) -> None:
        """Show a table (all columns or these), in its own order, from the top."""
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._model.set_table(table, columns)
        self._fit_columns()
        self.scrollToTop()

    def model_of_table(self) -> TableModel:
        """The model, for its rows and columns."""
        return self._model

    def table(self) -> Table | None:
        """The table that is shown."""
        return self._model.table

    def mark_row(self, row_id: int) -> None:
        """Select the line about this row of the space, if there is one, without picking it."""
        places = np.flatnonzero(self._model.row_ids() == row_id)
        shown = [place for place in places[:1] if self._model.row_id(int(place)) == row_id]
        self.selectionModel().clearSelection()
        for place in shown:
            self.selectRow(int(place))

    def copy(self) -> None:
        """Put the selected lines, or all, on the clipboard as TSV with a line of names."""
        chosen = sorted({index.row() for index in self.selectionModel().selectedRows()})
        rows = np.asarray(chosen, np.int64) if len(chosen) > 1 else None
        pieces: list[str] = []
        Unhurried(
            map(pieces.append, tsv_pieces(self._model.visible(), rows)), partial(_to_clipboard, pieces), parent=self
        )

    def save_csv(self, path: Path, spreadsheet_safe: bool, done: Done = nothing, failed: Failed = raised) -> None:
        """Write all lines in their shown order as CSV; a long table in pieces, while the window goes on."""
        Unhurried(writing_csv(path, self._model.visible(), None, spreadsheet_safe), done, failed, self)

    def height_of_lines(self, lines: int) -> int:
        """How high the view must be to show its head and so many lines."""
        return self.horizontalHeader().height() + lines * self.verticalHeader().defaultSectionSize() + 2

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(pixels(240), self.height_of_lines(4))

    def _on_clicked(self, index: QModelIndex) -> None:
        row = self._model.row_id(index.row())
        if row >= 0:
            self.picked.emit(row)

    def _on_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu)
        menu.popup(self.viewport().mapToGlobal(place))

    def fill_menu(self, menu: QMenu) -> None:
        """Add what can be done with every table: copy, save as CSV, copy as command, name its words as a set."""
        menu.addAction("Copy", self.copy)
        menu.addAction("Save as CSV…", self.asked_for_csv.emit)
        menu.addAction("Copy as command", self.asked_for_command.emit)
        for action in menu.actions():
            action.setEnabled(self._model.table is not None)
        named = menu.addAction("Name the words as a set…", self.asked_for_set.emit)
        named.setEnabled(len(self._model.row_ids()) > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Give every column what it needs, and what is left to the bars, or else to the first words.

        Where a little is missing the first words are elided rather than that the table scrolls.
        """
        columns = self._model.columns
        if not columns:
            return
        needed = [self._needed(place, column) for place, column in enumerate(columns)]
        left = self.viewport().width() - sum(needed)
        bar = next((i for i, column in enumerate(columns) if column.bar or column.ends), None)
        loose = next((i for i, column in enumerate(columns) if column.loose), None)
        if loose is not None:
            needed[loose] = max(pixels(LEAST_LOOSE), needed[loose] + left)
        elif bar is None:
            needed[0] += max(0, left) if len(columns) < FEW else 0
        else:
            needed[bar] += min(max(left, -pixels(SHORTEST_BAR)), pixels(self.longest_bar))
        over = sum(needed) - self.viewport().width()
        if 0 < over <= min(needed[0] - pixels(LEAST_WORDS), pixels(YIELDS)):
            needed[0] -= over
        for place, width in enumerate(needed):
            self.setColumnWidth(place, width)

    def _needed(self, place: int, column: Column) -> int:
        metrics, head = self.fontMetrics(), self.horizontalHeader().fontMetrics()
        lines = range(min(30, self._model.rowCount()))
        texts = [str(self._model.index(line, place).data() or "") for line in lines]
        widest = max([metrics.horizontalAdvance(text) for text in texts], default=0)
        widest = round(widest * STRONGER) if column.strong else widest
        bar = pixels(SHORTEST_BAR + SHORTEST_BAR // 2) if column.bar or column.ends else 0
        return max(min(widest, pixels(160)) + bar, head.horizontalAdvance(column.title)) + pixels(14)


def _to_clipboard(pieces: list[str]) -> None:
    QGuiApplication.clipboard().setText("".join(pieces))


def rows_selected(view: TableView) -> Iterable[int]:
    """The rows of the space behind the selected lines."""
    return [view.model_of_table().row_id(index.row()) for index in view.selectionModel().selectedRows()]


def select_lines(view: TableView, lines: Iterable[int]) -> None:
    """Select these lines of the view."""
    selection = QItemSelection()
    model = view.model_of_table()
    for line in lines:
        selection.select(model.index(line, 0), model.index(line, model.columnCount() - 1))
    view.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
