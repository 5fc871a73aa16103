"""What is seen on the legend while it is used: a shade under the pointer, an outline where the keys act, a tooltip."""

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from embexplorer.gui.style import colors
from embexplorer.gui.widgets.plain import plain

SHADE = 0.07  # opacity
ROUND = 3  # pixels, of the corners
BESIDE = 32  # pixels between a tooltip and the legend


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


def tell_beside(legend: QWidget, text: str, height: int) -> None:
    """A tooltip beside the legend at this height of the screen, so that the other classes can still be seen."""
    wide = max((QFontMetricsF(QToolTip.font()).horizontalAdvance(line) for line in text.split("\n")), default=0)
    left = legend.mapToGlobal(QPoint(0, 0)).x() - round(wide) - BESIDE
    QToolTip.showText(QPoint(left, height - BESIDE), plain(text), legend)


def moved(event: QWheelEvent, by: QPointF) -> QWheelEvent:
    """The same turn of the wheel, so many pixels away."""
    return QWheelEvent(
        event.position() + by, event.globalPosition(), event.pixelDelta(), event.angleDelta(), event.buttons(),
        event.modifiers(), event.phase(), event.inverted(),
    )  # fmt: skip
