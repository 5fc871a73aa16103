"""What is drawn on the legend while it is used: a shade under the pointer, an outline where the keys act."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from embexplorer.gui.style import colors

SHADE = 0.07  # opacity
ROUND = 3  # pixels, of the corners


def shade(painter: QPainter, around: QRectF) -> None:
    """What the pointer is on."""
    ground = QColor(colors().text)
    ground.setAlphaF(SHADE)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(around, ROUND, ROUND)


def outline(painter: QPainter, around: QRectF) -> None:
    """What the keys act on."""
    painter.setPen(QPen(QColor(colors().accent), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(around.adjusted(1, 1, -1, -1), ROUND, ROUND)
