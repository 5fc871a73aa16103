"""The Qt model of a table: typed columns with titles, written numbers, sorting, and the row ids behind the rows."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from embexplorer.core.selected import ROW
from embexplorer.core.table import Table
from embexplorer.core.typing import IntArray
from embexplorer.gui.widgets.numbers import Kind, kind_of, written
from embexplorer.gui.widgets.plain import plain, shortened

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
LONGEST_TITLE = 120  # letters
BAR_ROLE = Qt.ItemDataRole.UserRole + 1
TONE_ROLE = Qt.ItemDataRole.UserRole + 2
INTERVAL_ROLE = Qt.ItemDataRole.UserRole + 3
STRONG_ROLE = Qt.ItemDataRole.UserRole + 4
LOST_ROLE = Qt.ItemDataRole.UserRole + 5
TONES = {"kept": "good", "lost": "tertiary", "invented": "warn", "hidden": "tertiary",
         "✓ own side": "good", "✗ other side": "warn"}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Column:
    """How one column is shown.

    `bar` draws an 8-px bar behind the number; `end` puts words at the right edge; a `loose` one gets what room is left,
    its words cut where that is too little. `ends` names the columns of an interval around the number, which is drawn in
    place of the bar, from 0 (or the least of them, where that is less) to 1, or to what the column `top` says of each
    row (a quarter above the interval where that is nothing). A count `of` so many is written "3 of 10", its bar in the
    colour of what is lost. Words are written strong where the column named `strong` is true.
    `help` is what its tooltips say in place of the title; they end with what the column `tip` says of the row.
    """

    name: str
    title: str
    kind: Kind
    bar: bool = False
    unit: str = ""
    end: bool = False
    ends: tuple[str, str] | None = None
    top: str = ""
    of: int = 0
    strong: str = ""
    help: str = ""
    tip: str = ""
    loose: bool = False

    @property
    def number(self) -> bool:
        return self.kind != "text"


class TableModel(QAbstractTableModel):
    """A `Table` for a view. Sorting reorders rows here and nowhere else; `row_id` is the row of the space or -1."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table: Table | None = None
        self._shown = pa.table({})
        self._columns: tuple[Column, ...] = ()
        self._tops: dict[str, float] = {}
        self._order: IntArray | None = None

    def set_table(self, table: Table | None, columns: tuple[Column, ...] = ()) -> None:
        """Show a table, all its columns or only these."""
        self.beginResetModel()
        self._table = table
        self._shown = table.columns if table is not None else pa.table({})
        self._columns = () if table is None else (columns or columns_of(table))
        self._tops = {column.name: _top(self._shown[column.name]) for column in self._columns if column.bar}
        self._order = None
        self.endResetModel()

    @property
    def table(self) -> Table | None:
        return self._table

    @property
    def columns(self) -> tuple[Column, ...]:
        return self._columns

    def visible(self) -> pa.Table:
        """The shown columns by their titles, in the shown order: what is copied and exported."""
        names = [column.name for column in self._columns]
        chosen = self._shown.select(names)
        return chosen if self._order is None else chosen.take(pa.array(self._order))

    def row_id(self, row: int) -> int:
        """The row of the space that this line is about, -1 when it is about none."""
        if ROW not in self._shown.column_names:
            return -1
        value = self._shown[ROW][self._source(row)].as_py()
        return -1 if value is None else int(value)

    def row_ids(self) -> IntArray:
        """All rows of the space that the table names."""
        if ROW not in self._shown.column_names:
            return np.zeros(0, np.int64)
        return np.asarray(self._shown[ROW].drop_null().to_numpy(), np.int64)

    def value(self, row: int, name: str) -> Any:
        """The value as it is."""
        return self._shown[name][self._source(row)].as_py()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else self._shown.num_rows

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self._columns[index.column()]
        value = self.value(index.row(), column.name)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return f"{value} of {column.of}" if column.of else shortened(written(value, column.kind))
            case Qt.ItemDataRole.ToolTipRole:
                unit = f" {column.unit}" if column.unit else ""
                tip = f"\n{self.value(index.row(), column.tip)}" if column.tip else ""
                return plain(
                    f"{column.help or column.title}\n{shortened(str(value))}{unit}{self._said(column, index)}{tip}"
                )
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
        return self._own(role, column, index.row(), value)

    def _own(self, role: int, column: Column, row: int, value: Any) -> Any:
        """What only our cells ask for."""
        match role:
            case _ if role == BAR_ROLE:
                return self._share(column, value)
            case _ if role == INTERVAL_ROLE:
                return self._interval(column, row)
            case _ if role == TONE_ROLE:
                return TONES.get(value, "text") if isinstance(value, str) else "text"
            case _ if role == STRONG_ROLE:
                return bool(column.strong and self.value(row, column.strong))
            case _ if role == LOST_ROLE:
                return bool(column.of)
        return None

    def headerData(self, section: int, direction: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if direction != Qt.Orientation.Horizontal or section >= len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(column.help) or None
        return _alignment(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; -1 brings back the order of the answer."""
        if column >= len(self._columns):
            return
        self.layoutAboutToBeChanged.emit()
        self._order = None if column < 0 else _order(self._shown[self._columns[column].name], order)
        self.layoutChanged.emit()

    def _source(self, row: int) -> int:
        return row if self._order is None else int(self._order[row])

    def _share(self, column: Column, value: Any) -> float | None:
        if not column.bar or not isinstance(value, (int, float)):
            return None
        return min(1.0, max(0.0, value / (column.of or self._tops[column.name])))

    def _said(self, column: Column, index: Index) -> str:
        """The ends of the interval around a number, in words."""
        if column.ends is None:
            return ""
        low, high = (self.value(index.row(), end) for end in column.ends)
        return "" if None in (low, high) else f"\n{written(low, column.kind)} to {written(high, column.kind)}, 95 %"

    def _interval(self, column: Column, row: int) -> tuple[float, float, float] | None:
        """Low, value and high as shares of the room that there is."""
        if column.ends is None:
            return None
        low, high = (self.value(row, end) for end in column.ends)
        value = self.value(row, column.name)
        if None in (low, value, high):
            return None
        least = min(0.0, low if column.top else pc.min(self._shown[column.ends[0]]).as_py() or 0.0)
        most = (self.value(row, column.top) or 1.25 * high or 1.0) if column.top else 1.0
        return tuple(min(1.0, max(0.0, (number - least) / (most - least))) for number in (low, value, high))


def columns_of(table: Table) -> tuple[Column, ...]:
    """All columns but the row ids, titled by their names; the first score has bars when the table asks for them."""
    return tuple(column_of(table, name) for name in table.columns.column_names if name != ROW)


def column_of(table: Table, name: str, title: str = "", bar: bool = False) -> Column:
    """One column of the table, titled by its name or as said."""
    kind = table.columns.schema.field(name).type
    whole = pa.types.is_integer(kind)
    number = whole or pa.types.is_floating(kind)
    words = shortened(title or name.replace("_", " ").capitalize(), LONGEST_TITLE)
    return Column(name=name, title=words, kind=kind_of(name, whole, number), bar=bar, unit=table.units.get(name, ""))


def _top(column: pa.ChunkedArray) -> float:
    """What fills a bar: 1 for cosines, else the largest value."""
    greatest = pc.max(column).as_py() or 0.0
    return 1.0 if 0.0 < greatest <= 1.0 else max(greatest, 1e-12)


def _order(column: pa.ChunkedArray, order: Qt.SortOrder) -> IntArray:
    down = order == Qt.SortOrder.DescendingOrder
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    flat = pa.table({"value": column, "place": np.arange(len(column))})
    keys = [("value", "descending" if down else "ascending"), ("place", "ascending")]
    return np.asarray(pc.sort_indices(flat, sort_keys=keys), np.int64)


def _alignment(column: Column) -> int:
    right = column.end or (column.number and not column.bar and column.ends is None)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
