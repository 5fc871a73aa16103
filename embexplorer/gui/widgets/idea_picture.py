"""A trainer's idea as a picture of one line: which words it sees, which of them predicts, and what is predicted."""

import re

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from embexplorer.gui.style import appearance, colors, font, pixels

HEIGHT = 32
CHIP = 20
INSIDE = 6
BETWEEN = 4
PART = re.compile(r"\[[^\]]*\]|→|←|[^\s\[\]→←]+")


class IdeaPicture(QWidget):
    """Draws "the [king] rules → the, rules": words in brackets are framed in the accent, arrows are arrows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        appearance().changed.connect(self._on_theme)

    def show_idea(self, idea: str) -> None:
        """Draw this; nothing for an empty text."""
        self._parts = PART.findall(idea)
        self.setVisible(bool(self._parts))
        self.setAccessibleName(f"The idea: {idea}" if idea else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(pixels(240), pixels(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, pixels(HEIGHT))

    def _on_theme(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("table"))
        measure = QFontMetricsF(painter.font())
        left = 0.5
        for part in self._parts:
            left = self._paint_part(painter, measure, part, left) + pixels(BETWEEN)

    def _paint_part(self, painter: QPainter, measure: QFontMetricsF, part: str, left: float) -> float:
        middle = self.height() / 2
        if part in "→←":
            return _arrow(painter, left, middle, part == "→")
        word = part.strip("[]")
        told = part.startswith("[")
        word = word.strip(",")
        width = measure.horizontalAdvance(word) + 2 * pixels(INSIDE)
        box = QRectF(left, middle - pixels(CHIP) / 2, width, pixels(CHIP))
        if told or word.isalnum():
            painter.setPen(QPen(QColor(colors().accent if told else colors().control_line), 1.5 if told else 1))
            painter.setBrush(QColor(colors().accent_tint if told else colors().base))
            painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QColor(colors().text if told else colors().secondary))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), word)
        return left + width


def _arrow(painter: QPainter, left: float, middle: float, right_way: bool) -> float:
    long = pixels(22)
    painter.setPen(QPen(QColor(colors().secondary), 1.3))
    begin, end = QPointF(left + 2, middle), QPointF(left + long - 2, middle)
    painter.drawLine(begin, end)
    tip, back = (end, -4) if right_way else (begin, 4)
    painter.drawLine(tip, QPointF(tip.x() + back, middle - 4))
    painter.drawLine(tip, QPointF(tip.x() + back, middle + 4))
    return left + long
