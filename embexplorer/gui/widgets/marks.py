"""Two small drawings: how a value lies among all values, and how many of a few are kept."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from embexplorer.gui.style import colors, pixels


class Sparkline(QWidget):
    """A histogram without axes, one bar a bin, with the value observed as a line in the accent colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: tuple[float, ...] = ()
        self._low = 0.0
        self._high = 1.0
        self._value: float | None = None
        self.setFixedSize(pixels(72), pixels(26))

    def show_counts(self, counts: Sequence[float], low: float, high: float) -> None:
        """Draw these bins from low to high."""
        self._counts, self._low, self._high = tuple(counts), low, high
        self.update()

    def show_value(self, value: float | None) -> None:
        """Mark this value."""
        self._value = value
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._counts:
            return
        painter = QPainter(self)
        wide, top, bottom = self.width() / len(self._counts), max(self._counts), self.height() - 1.0
        for place, count in enumerate(self._counts):
            height = bottom * count / top
            bar = QRectF(place * wide, bottom - height, max(1.0, wide - 0.75), height)
            painter.fillRect(bar, QColor(colors().control_line))
        painter.fillRect(QRectF(0, bottom, self.width(), 1), QColor(colors().control_line))
        if self._value is not None and self._high > self._low:
            at = (self._value - self._low) / (self._high - self._low) * (self.width() - 2)
            painter.fillRect(QRectF(at, 0, 1.5, bottom), QColor(colors().accent))


class KeptBar(QWidget):
    """As many segments as neighbours were asked for; the kept ones are filled. A word beside it says the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = 0
        self._total = 0
        self.setFixedHeight(pixels(8))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, kept: int, total: int) -> None:
        """Fill `kept` of `total` segments."""
        self._kept, self._total = kept, total
        self.setAccessibleName(f"{kept} of {total} neighbours kept")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(pixels(120), pixels(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._total:
            return
        painter = QPainter(self)
        wide = self.width() / self._total
        gap = 1 if wide > 3 else 0
        for place in range(self._total):
            left, right = round(place * wide), round((place + 1) * wide) - gap
            color = colors().good if place < self._kept else colors().faint
            painter.fillRect(left, 0, right - left, self.height(), QColor(color))
