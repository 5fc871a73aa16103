"""A small histogram: a title, bars on one line, the ends of some bins below, and what is under the pointer."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from embexplorer.gui.style import appearance, colors, font, pixels
from embexplorer.gui.widgets.plain import set_plain_tooltip

TITLE, BELOW, SIDE = 20, 18, 4
Flag = Qt.AlignmentFlag


@dataclass(frozen=True, kw_only=True)
class Bin:
    """One bar: what it is of ("3–4"), what stands below it where there is room, and how many rows it has."""

    name: str
    below: str
    rows: int


class BinBars(QWidget):
    """Shows bins; `unit` is what a bin's name counts ("lists", read as “lists 3–4”)."""

    def __init__(self, title: str, unit: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._unit = title, unit
        self._bins: tuple[Bin, ...] = ()
        self._pointed: int | None = None
        self.setMouseTracking(True)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        appearance().changed.connect(self._on_theme)

    def show_bins(self, bins: Sequence[Bin]) -> None:
        """Show these from left to right."""
        self._bins, self._pointed = tuple(bins), None
        self.setAccessibleDescription("; ".join(self._said(one) for one in self._bins))
        self.update()

    def bins(self) -> tuple[Bin, ...]:
        """What is shown."""
        return self._bins

    def sizeHint(self) -> QSize:
        return QSize(pixels(240), pixels(88))

    def minimumSizeHint(self) -> QSize:
        return QSize(pixels(180), pixels(68))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        wide = self._wide()
        place = int((event.position().x() - SIDE) / wide) if wide else -1
        self._point(place if 0 <= place < len(self._bins) else None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(None)

    def _point(self, place: int | None) -> None:
        if place != self._pointed:
            self._pointed = place
            set_plain_tooltip(self, "" if place is None else self._said(self._bins[place]))
            self.update()

    def _said(self, one: Bin) -> str:
        return f"{self._unit} {one.name} · {one.rows:,} {'row' if one.rows == 1 else 'rows'}"

    def _wide(self) -> float:
        return (self.width() - 2 * SIDE) / len(self._bins) if self._bins else 0.0

    def _on_theme(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bins:
            return
        painter = QPainter(self)
        painter.setFont(font("caption", tabular=True))
        painter.setPen(QColor(colors().secondary))
        painter.drawText(QRectF(SIDE, 0, self.width(), pixels(TITLE)), int(Flag.AlignVCenter), self._title)
        floor = self.height() - pixels(BELOW)
        self._paint_bars(painter, floor)
        painter.fillRect(QRectF(SIDE, floor, self.width() - 2 * SIDE, 1), QColor(colors().control_line))
        self._paint_ends(painter, QFontMetricsF(painter.font()), floor)

    def _paint_bars(self, painter: QPainter, floor: int) -> None:
        most, wide = max(one.rows for one in self._bins), self._wide()
        room = floor - pixels(TITLE) - 2
        for place, one in enumerate(self._bins):
            height = room * one.rows / max(1, most)
            if one.rows:
                height = max(1.0, height)
            tone = colors().accent if place == self._pointed else colors().control_line
            gap = 2 if wide > 10 else 0.75
            painter.fillRect(QRectF(SIDE + place * wide, floor - height, max(1.0, wide - gap), height), QColor(tone))

    def _paint_ends(self, painter: QPainter, measure: QFontMetricsF, floor: int) -> None:
        """As many as find room without touching."""
        painter.setPen(QColor(colors().secondary))
        wide, free = self._wide(), 0.0
        for place, one in enumerate(self._bins):
            needed = measure.horizontalAdvance(one.below)
            middle = SIDE + (place + 0.5) * wide
            left = min(max(SIDE, middle - needed / 2), self.width() - needed)
            if one.below and left >= free:
                painter.drawText(QRectF(left, floor + 2, needed + 2, pixels(BELOW) - 2), int(Flag.AlignLeft), one.below)
                free = left + needed + 8
