"""A bar that says among which of the nearest random pairs a pair is, on a logarithmic scale."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from embexplorer.gui.style import appearance, colors, font, pixels

MARKS = (100, 10, 1, 0.1, 0.01, 0.001)  # percent
HIGH = 8
GAP = 2


class PercentileBar(QWidget):
    """The whole length is the nearest of all random pairs that were drawn; a tenth more is a fifth of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._percent: float | None = None
        self.setAccessibleName("Percentile among random pairs")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        appearance().changed.connect(self._on_theme)

    def show_percent(self, percent: float | None) -> None:
        """So many percent of random pairs are at least as near."""
        self._percent = percent
        self.setAccessibleDescription("" if percent is None else f"{percent:g} % of random pairs are at least as near")
        self.update()

    def share(self) -> float:
        """How much of the bar is filled, 0 to 1."""
        if self._percent is None:
            return 0.0
        least = MARKS[-1]
        return math.log10(100 / min(100.0, max(least, self._percent))) / math.log10(100 / least)

    def sizeHint(self) -> QSize:
        measure = QFontMetricsF(font("caption", tabular=True))
        return QSize(pixels(200), math.ceil(pixels(HIGH) + GAP + measure.height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(pixels(120), self.sizeHint().height())

    def _on_theme(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font("caption", tabular=True))
        bar = QRectF(0, 0, self.width(), pixels(HIGH))
        painter.fillRect(bar, QColor(colors().faint))
        painter.fillRect(QRectF(0, 0, self.width() * self.share(), bar.height()), QColor(colors().accent))
        self._paint_marks(painter, bar)

    def _paint_marks(self, painter: QPainter, bar: QRectF) -> None:
        step = bar.width() / (len(MARKS) - 1)
        for number, mark in enumerate(MARKS):
            x = number * step
            painter.setPen(QColor(colors().window))
            if 0 < number < len(MARKS) - 1:
                painter.drawLine(QPointF(x, bar.top()), QPointF(x, bar.bottom()))
            painter.setPen(QColor(colors().secondary))
            flags, place = _beside(number, x, step, bar.bottom() + GAP, self.height())
            painter.drawText(place, int(flags), f"{mark:g} %" if number == 0 else f"{mark:g}")


def _beside(number: int, x: float, step: float, top: float, bottom: float) -> tuple[Qt.AlignmentFlag, QRectF]:
    """Where the text of a mark stands: below it, but for both ends within the bar."""
    if number == 0:
        return Qt.AlignmentFlag.AlignLeft, QRectF(0, top, step, bottom - top)
    if number == len(MARKS) - 1:
        return Qt.AlignmentFlag.AlignRight, QRectF(x - step, top, step, bottom - top)
    return Qt.AlignmentFlag.AlignHCenter, QRectF(x - step / 2, top, step, bottom - top)
