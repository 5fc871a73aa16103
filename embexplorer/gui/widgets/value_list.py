"""The values of a column with how many rows have each; a click, or the space bar, chooses one or lets it go."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from embexplorer.gui.style import appearance, colors, font, pixels
from embexplorer.gui.widgets.plain import shortened

ROW, BOX, BAR, COUNT = 22, 12, 56, 64  # pixels: a line, its box, its bar, its number
LINES = 8  # that are shown without scrolling
Role = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, kw_only=True)
class Value:
    """One value: `passing` of its `all` rows pass the other filters."""

    text: str
    all: int
    passing: int
    chosen: bool


class ValueList(QListWidget):
    """`turned` carries the value that was chosen, or let go."""

    turned = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: tuple[Value, ...] = ()
        self.setAccessibleName(f"Values of {name}")
        self.setItemDelegate(ValueLine(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.itemClicked.connect(self._on_clicked)
        appearance().changed.connect(self.viewport().update)

    def show_values(self, values: Sequence[Value]) -> None:
        """Show these, the current line staying where it is."""
        if tuple(values) == self._values:
            return
        here = self.currentRow()
        self._values = tuple(values)
        self.setUpdatesEnabled(False)
        while self.count() > len(values):
            self.takeItem(self.count() - 1)
        while self.count() < len(values):
            self.addItem(QListWidgetItem())
        for place, value in enumerate(self._values):
            item = self.item(place)
            item.setData(Role.UserRole, value)
            said = f"{value.text}, {value.passing:,} of {value.all:,} rows{', chosen' if value.chosen else ''}"
            item.setData(Role.AccessibleTextRole, said)
        self.setCurrentRow(min(max(here, 0), len(values) - 1))
        self.setFixedHeight(pixels(ROW) * min(max(1, len(values)), LINES))
        self.setUpdatesEnabled(True)

    def values(self) -> tuple[Value, ...]:
        """What is shown."""
        return self._values

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self._on_clicked(self.currentItem())
            return
        super().keyPressEvent(event)

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self.turned.emit(item.data(Role.UserRole).text)


class ValueLine(QStyledItemDelegate):
    """Box, value, bar and number."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, pixels(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        value: Value = index.data(Role.UserRole)
        widget = option.widget
        assert isinstance(widget, ValueList)
        area, state = QRectF(option.rect), option.state
        painter.save()
        if state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(colors().hover))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colors().accent), 1))
            painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))
        self._paint_box(painter, area, value.chosen)
        most = max(1, *(one.all for one in widget.values()))
        self._paint_count(painter, area, value, most)
        painter.setPen(QColor(colors().text if value.passing else colors().tertiary))
        painter.setFont(font("table"))
        left = area.left() + pixels(BOX) + 12
        room = area.width() - pixels(BOX + BAR + COUNT) - 20
        text = painter.fontMetrics().elidedText(
            shortened(value.text).replace("\n", " "), Qt.TextElideMode.ElideRight, int(room)
        )
        painter.drawText(QRectF(left, area.top(), room, area.height()), int(Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()

    def _paint_box(self, painter: QPainter, area: QRectF, chosen: bool) -> None:
        side = pixels(BOX)
        box = QRectF(area.left() + 2.5, round(area.center().y() - side / 2) + 0.5, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colors().accent if chosen else colors().control_line), 1))
        painter.setBrush(QColor(colors().accent if chosen else colors().base))
        painter.drawRoundedRect(box, 2, 2)
        if chosen:
            painter.setPen(QPen(QColor(colors().on_accent), 1.5))
            x, y, s = box.left(), box.top(), side
            painter.drawPolyline([_at(x + 0.22 * s, y + 0.52 * s), _at(x + 0.42 * s, y + 0.72 * s),
                                  _at(x + 0.78 * s, y + 0.3 * s)])  # fmt: skip

    def _paint_count(self, painter: QPainter, area: QRectF, value: Value, most: int) -> None:
        left, high = area.right() - pixels(BAR + COUNT), 8
        top = area.center().y() - high / 2
        for count, tone in ((value.all, colors().line), (value.passing, colors().accent)):
            if count:
                painter.fillRect(QRectF(left, top, max(1.0, pixels(BAR) * count / most), high), QColor(tone))
        painter.setFont(font("caption", tabular=True))
        painter.setPen(QColor(colors().secondary))
        place = QRectF(area.right() - pixels(COUNT), area.top(), pixels(COUNT) - 2, area.height())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(place, int(flags), f"{value.passing:,}")


def _at(x: float, y: float) -> "QPointF":
    return QPointF(x, y)
