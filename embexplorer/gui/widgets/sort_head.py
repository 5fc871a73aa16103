"""The head of a table whose mark of sorting stands beside the name, not upon it."""

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

from embexplorer.gui.style import colors, pixels

WIDE, HIGH, EDGE = 7, 4, 3  # pixels of the mark, and between it and the edge of its column at least
PAD, GAP = 6, 5  # pixels between name and edge, as the style sheet says, and between name and mark


class SortHead(QHeaderView):
    """Numbers stand at the right of their column, so their mark stands at the left; it points to the greater end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)

    def mark(self, section: QRect, right: bool, name: str = "") -> QRect:
        """Where the mark stands in a section whose name stands at the right, or at the left: close to it."""
        wide, high, edge = pixels(WIDE), pixels(HIGH), pixels(EDGE)
        past = PAD + self.fontMetrics().horizontalAdvance(name) + pixels(GAP)
        if right:
            left = max(section.left() + edge, section.right() + 1 - past - wide)
        else:
            left = min(section.right() - edge - wide, section.left() + past)
        return QRect(left, section.center().y() - high // 2, wide, high)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex:
            painter.save()
            self._paint_mark(painter, rect, logicalIndex)
            painter.restore()

    def _paint_mark(self, painter: QPainter, rect: QRect, section: int) -> None:
        side = self.model().headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole) or 0
        name = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        place = self.mark(rect, bool(int(side) & int(Qt.AlignmentFlag.AlignRight)), name)
        up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        foot, tip = (place.bottom() + 1, place.top()) if up else (place.top(), place.bottom() + 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors().secondary))
        middle = place.left() + place.width() / 2
        corners = [QPointF(place.left(), foot), QPointF(place.left() + place.width(), foot), QPointF(middle, tip)]
        painter.drawPolygon(QPolygonF(corners))
