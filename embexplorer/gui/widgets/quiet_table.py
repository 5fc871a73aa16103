"""How every table of the program looks: no grid, rows of 22, a small head, the line under the pointer tinted."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from embexplorer.gui.style import font, pixels
from embexplorer.gui.widgets.sort_head import SortHead
from embexplorer.gui.widgets.table_cells import TableCells

ROW_HEIGHT = 22
HEADER_HEIGHT = 24


class QuietTable(QTableView):
    """A view without a model yet; `cells` paints it."""

    def __init__(self, cells: TableCells, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells = cells
        cells.setParent(self)
        self.setItemDelegate(cells)
        self._dress()
        self._dress_header()

    def _dress(self) -> None:
        self.setFont(font("table", tabular=True))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(pixels(20))
        self.verticalHeader().setDefaultSectionSize(pixels(ROW_HEIGHT))

    def _dress_header(self) -> None:
        header = SortHead(self)
        self.setHorizontalHeader(header)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setFont(font("caption", 500))
        header.setFixedHeight(pixels(HEADER_HEIGHT))
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(pixels(24))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point_at(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at(-1)

    def _point_at(self, row: int) -> None:
        if row != self._cells.row_under_pointer:
            self._cells.row_under_pointer = row
            self.viewport().update()
