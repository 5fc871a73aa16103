"""The Qt model of all rows of a space: any number of them, in any order, with those that are selected on the map."""

from typing import Any

import numpy as np
import pyarrow as pa
from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from embexplorer.core.columns import AUTOMATIC
from embexplorer.core.selected import WORD, names_beside
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.core.typing import BoolArray, IntArray
from embexplorer.gui.widgets.numbers import written
from embexplorer.gui.widgets.plain import plain, shortened
from embexplorer.gui.widgets.table_model import NO_PARENT, STRONG_ROLE, TONE_ROLE, Column, Index, column_of

SELECTED_ROLE = Qt.ItemDataRole.UserRole + 20
NO_ROWS: IntArray = np.empty(0, np.int64)


class RowsModel(QAbstractTableModel):
    """Line i is about the row `order[i]` of the space. Nothing is copied: cells are read as they come into view."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._values = pa.table({})
        self._columns: tuple[Column, ...] = ()
        self._order: IntArray = NO_ROWS
        self._places: IntArray | None = None
        self._selected: BoolArray = np.empty(0, np.bool_)
        self._pinned: int | None = None

    def set_space(self, space: EmbeddingSpace | None) -> None:
        """Show the words and readable columns of a space, in the file's order."""
        self.beginResetModel()
        self._values = _values(space) if space is not None else pa.table({})
        self._columns = _columns(space, self._values) if space is not None else ()
        self._selected = np.zeros(self._values.num_rows, np.bool_)
        self._pinned = None
        self._set_order(np.arange(self._values.num_rows))
        self.endResetModel()

    def set_order(self, rows: IntArray) -> None:
        """Show these rows of the space, in this order."""
        self.beginResetModel()
        self._set_order(rows)
        self.endResetModel()

    def _set_order(self, rows: IntArray) -> None:
        self._order, self._places = rows, None

    @property
    def columns(self) -> tuple[Column, ...]:
        return self._columns

    @property
    def order(self) -> IntArray:
        """The rows of the space, line by line; not to be written into."""
        return self._order

    def place_of(self, row: int) -> int | None:
        """The line about this row of the space, None if it is not listed."""
        if self._places is None:
            self._places = np.full(self._values.num_rows, -1, np.int64)
            self._places[self._order] = np.arange(len(self._order))
        place = int(self._places[row]) if 0 <= row < len(self._places) else -1
        return place if place >= 0 else None

    def set_selection(self, rows: IntArray) -> None:
        """These rows of the space are selected on the map."""
        self._selected[:] = False
        self._selected[rows[rows < len(self._selected)]] = True

    def set_pinned(self, row: int | None) -> None:
        """This row of the space is pinned."""
        self._pinned = row

    def selected_listed(self) -> IntArray:
        """The selected rows that are listed, in the order of the list."""
        return self._order[self._selected[self._order]]

    def shown_values(self) -> pa.Table:
        """The shown columns of all rows of the space: what is copied from."""
        return self._values.select([column.name for column in self._columns])

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column, row = self._columns[index.column()], int(self._order[index.row()])
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self._text(row, column)}{', selected' if self._selected[row] else ''}"
            case Qt.ItemDataRole.ToolTipRole:
                return plain(f"{column.title}\n{self._text(row, column)}")
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case _ if role == SELECTED_ROLE:
                return bool(self._selected[row])
            case _ if role == STRONG_ROLE:
                return row == self._pinned and column.name == WORD
            case _ if role == TONE_ROLE:
                return None
        return None

    def headerData(self, section: int, side: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if side == Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        column = self._columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.title
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case Qt.ItemDataRole.ToolTipRole:
                return plain(f"{column.title}\nClick to sort: smallest first, greatest first, as in the file")
        return None

    def _text(self, row: int, column: Column) -> str:
        value = self._values[column.name][row].as_py()
        text = written(value if not isinstance(value, list) else ", ".join(map(str, value)), column.kind)
        return shortened(text)


def _values(space: EmbeddingSpace) -> pa.Table:
    named = names_beside(space, (WORD,))
    return pa.table({WORD: space.keys.array, **{free: space.columns[name] for free, name in named.items()}})


def _columns(space: EmbeddingSpace, values: pa.Table) -> tuple[Column, ...]:
    """The first is titled by what the rows are; those that every space has read as words, all others as they are."""
    titles = {WORD: space.unit.removesuffix("s").capitalize(), **{name: name.capitalize() for name in AUTOMATIC}}
    table = Table(name="", columns=values)
    return tuple(column_of(table, name, titles.get(name, name)) for name in values.column_names)


def _alignment(column: Column) -> int:
    side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
