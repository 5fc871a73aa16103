"""A small bar chart of how many words keep 0, 1, … k neighbours, each bar in its colour of the map."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from embexplorer.gui.map.palette import interpolated
from embexplorer.gui.style import appearance, colors, font, pixels

HEIGHT = 96
BELOW = 20
GAP = 2
MOST_NAMED = 11


class CountBars(QWidget):
    """Shows counts by number; tall enough to be read, without an axis of counts: they stand in the description."""

    def __init__(self, says: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: tuple[int, ...] = ()
        self.setAccessibleName(says)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        appearance().changed.connect(self._on_theme)

    def show_counts(self, counts: Sequence[int]) -> None:
        """How many there are of 0, 1, 2 …"""
        self._counts = tuple(counts)
        said = ", ".join(f"{count:,} keep {number}" for number, count in enumerate(self._counts))
        self.setAccessibleDescription(said)
        self.update()

    def counts(self) -> tuple[int, ...]:
        """What is shown."""
        return self._counts

    def sizeHint(self) -> QSize:
        return QSize(pixels(240), pixels(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(pixels(160), pixels(HEIGHT))

    def _on_theme(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._counts:
            return
        painter = QPainter(self)
        painter.setFont(font("caption", tabular=True))
        floor = self.height() - pixels(BELOW)
        self._paint_bars(painter, floor)
        painter.setPen(QPen(QColor(colors().control_line), 1))
        painter.drawLine(0, floor, self.width(), floor)
        painter.end()

    def _paint_bars(self, painter: QPainter, floor: int) -> None:
        steps = len(self._counts)
        tones = interpolated(colors().agreement[::-1], steps)
        width, most = self.width() / steps, max(*self._counts, 1)
        every = max(1, -(-steps // MOST_NAMED))
        for number, count in enumerate(self._counts):
            high = (floor - 4) * count / most
            place = QRectF(number * width + GAP / 2, floor - high, max(1.0, width - GAP), high)
            painter.fillRect(place, QColor.fromRgb(int(tones[number])))
            if number % every == 0:
                painter.setPen(QColor(colors().secondary))
                under = QRectF(number * width - width, floor + 2, 3 * width, pixels(BELOW) - 2)
                painter.drawText(under, int(Qt.AlignmentFlag.AlignCenter), str(number))
