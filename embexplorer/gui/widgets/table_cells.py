"""Paint the cells of a table: text and numbers on quiet rows, and bars 8 pixels high behind the scores."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from embexplorer.gui.map.palette import kept_color
from embexplorer.gui.style import colors, pixels
from embexplorer.gui.widgets.table_model import BAR_ROLE, INTERVAL_ROLE, LOST_ROLE, STRONG_ROLE, TONE_ROLE

BAR_HEIGHT = 8
INTERVAL = 3
GAP = 8
SIDE = 6


class TableCells(QStyledItemDelegate):
    """Draws a whole cell by hand: ground, number or words, bar, and the ring of the keyboard focus."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.row_under_pointer = -1

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        self._paint_ground(painter, option, index.row())
        share = index.data(BAR_ROLE)
        inside = option.rect.adjusted(pixels(SIDE), 0, -pixels(SIDE), 0)
        if (interval := index.data(INTERVAL_ROLE)) is not None:
            self._paint_interval(painter, option, inside, index, interval)
        elif share is None:
            self._paint_text(painter, option, inside, index)
        else:
            self._paint_score(painter, option, inside, index, share)
        self._paint_focus(painter, option)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, row: int) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(colors().accent_tint))
        elif row == self.row_under_pointer:
            painter.fillRect(option.rect, QColor(colors().hover))

    def _paint_text(
        self, painter: QPainter, option: QStyleOptionViewItem, place: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        text = str(index.data() or "")
        own = QFont(option.font)
        own.setWeight(QFont.Weight.DemiBold if index.data(STRONG_ROLE) else own.weight())
        shown = QFontMetrics(own).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.setFont(own)
        painter.setPen(QColor(getattr(colors(), index.data(TONE_ROLE) or "text")))
        flags = index.data(Qt.ItemDataRole.TextAlignmentRole) | Qt.TextFlag.TextSingleLine
        painter.drawText(place, int(flags), shown)

    def _paint_score(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        place: QRect,
        index: QModelIndex | QPersistentModelIndex,
        share: float,
    ) -> None:
        """The number in a column of its own, right-aligned within it, then the bar."""
        number = self._paint_number(painter, option, place, index)
        room = place.right() - number.right() - pixels(GAP)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        height = pixels(BAR_HEIGHT)
        track = QRect(number.right() + pixels(GAP), place.center().y() - height // 2 + 1, max(0, room), height)
        bar = QRect(track.topLeft(), QSize(round(room * share), height))
        if index.data(LOST_ROLE):
            painter.fillRect(track, QColor(colors().faint))
            painter.fillRect(bar, kept_color(share, colors()))
            return
        painter.fillRect(bar, QColor(colors().accent if selected else colors().bar))

    def _paint_number(
        self, painter: QPainter, option: QStyleOptionViewItem, place: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> QRect:
        text = str(index.data())
        width = max(option.fontMetrics.horizontalAdvance("0.000"), option.fontMetrics.horizontalAdvance(text))
        painter.setFont(option.font)
        painter.setPen(QColor(colors().text))
        number = QRect(place.left(), place.top(), width, place.height())
        painter.drawText(number, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
        return number

    def _paint_interval(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        place: QRect,
        index: QModelIndex | QPersistentModelIndex,
        interval: tuple[float, float, float],
    ) -> None:
        """The number, then a line from end to end with a mark at the number itself."""
        number = self._paint_number(painter, option, place, index)
        left, room = number.right() + pixels(GAP), place.right() - number.right() - pixels(GAP)
        low, value, high = (left + round(room * share) for share in interval)
        middle, thick, tall = place.center().y() + 1, pixels(INTERVAL), pixels(BAR_HEIGHT)
        painter.fillRect(QRect(left, middle, room, 1), QColor(colors().faint))
        painter.fillRect(QRect(low, middle - thick // 2, max(1, high - low), thick), QColor(colors().control_line))
        painter.fillRect(QRect(value - thick // 2, middle - tall // 2, thick, tall), QColor(colors().accent))

    def _paint_focus(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(colors().accent))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
