"""A line to type in that can underline its text with a wave, where what was typed is wrong."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLineEdit, QWidget

from embexplorer.gui.style import colors

WAVE = 2.0  # half a period, and the height, in pixels


class Line(QLineEdit):
    """A line edit; `set_wrong(True)` draws the wave below its text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wrong = False

    @property
    def wrong(self) -> bool:
        return self._wrong

    def set_wrong(self, wrong: bool) -> None:
        """Draw the wave from now on, or take it away."""
        if wrong != self._wrong:
            self._wrong = wrong
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._wrong:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colors().error), 1))
        painter.drawPolyline(self._wave())

    def _wave(self) -> QPolygonF:
        left = self.textMargins().left() + (8.0 if self.hasFrame() else 2.0)
        end = min(self.width() - 6.0, left + max(12, self.fontMetrics().horizontalAdvance(self.text())))
        below = self.height() / 2 + self.fontMetrics().ascent() / 2 + 2
        steps = int((end - left) / WAVE)
        return QPolygonF([QPointF(left + i * WAVE, below + (WAVE if i % 2 else 0)) for i in range(steps + 1)])
