"""Silhouettes as bars: a band for each cluster, as high as it is large, its rows sorted; a click asks for a cluster."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from embexplorer.core.axis_ticks import ticks
from embexplorer.gui.style import appearance, colors, font, pixels
from embexplorer.gui.widgets.plain import set_plain_tooltip

LEFT, RIGHT, TOP, BELOW = 28, 12, 4, 20
GAP = 2
LEAST = 1.5  # pixels of a band
LEAST_NAMED = 11
TICKS = 4
Flag = Qt.AlignmentFlag


@dataclass(frozen=True, kw_only=True)
class Band:
    """One cluster: its name, how many rows it has, and its silhouettes, the highest first, at even steps."""

    name: str
    size: int
    heights: tuple[float, ...]


class SilhouettePlot(QWidget):
    """`chosen` carries the name of the cluster that was clicked. The bands have the colours of the map's classes."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bands: tuple[Band, ...] = ()
        self._marked = ""
        self._pointed: int | None = None
        self.setMouseTracking(True)
        self.setAccessibleName("Silhouettes of the clusters")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        appearance().changed.connect(self._on_theme)

    def show_bands(self, bands: Sequence[Band]) -> None:
        """Show these, from above, in this order."""
        self._bands = tuple(bands)
        self._pointed = None
        self.setAccessibleDescription("; ".join(f"{band.name}, {band.size:,} rows" for band in self._bands))
        self.update()

    def bands(self) -> tuple[Band, ...]:
        """What is shown."""
        return self._bands

    def mark(self, name: str) -> None:
        """Draw this cluster as the chosen one; an empty name marks none."""
        self._marked = name
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(pixels(280), pixels(140))

    def minimumSizeHint(self) -> QSize:
        return QSize(pixels(200), pixels(96))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self.chosen.emit(self._bands[place].name)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self._place_at(event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(None)

    def _point(self, place: int | None) -> None:
        if place == self._pointed:
            return
        self._pointed = place
        band = None if place is None else self._bands[place]
        set_plain_tooltip(self, "" if band is None else _said(band))
        self.setCursor(Qt.CursorShape.ArrowCursor if band is None else Qt.CursorShape.PointingHandCursor)
        self.update()

    def _on_theme(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bands:
            return
        painter = QPainter(self)
        painter.setFont(font("caption", tabular=True))
        box = QRectF(self.rect()).adjusted(pixels(LEFT), pixels(TOP), -pixels(RIGHT), -pixels(BELOW))
        low, high = self._low_high()
        self._paint_grid(painter, box, low, high)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, place in enumerate(self._places(box)):
            self._paint_band(painter, number, place, low, high)

    def _low_high(self) -> tuple[float, float]:
        values = [height for band in self._bands for height in band.heights]
        return min(0.0, *values) - 0.02, max(0.1, *values) + 0.02

    def _places(self, box: QRectF) -> list[QRectF]:
        """The rectangle of each band."""
        total = sum(band.size for band in self._bands)
        room = max(1.0, box.height() - (LEAST + GAP) * len(self._bands))
        places, top = [], box.top()
        for band in self._bands:
            height = LEAST + room * band.size / total
            places.append(QRectF(box.left(), top, box.width(), height))
            top += height + GAP
        return places

    def _place_at(self, y: float) -> int | None:
        box = QRectF(self.rect()).adjusted(pixels(LEFT), pixels(TOP), -pixels(RIGHT), -pixels(BELOW))
        places = self._places(box) if self._bands else []
        return next((n for n, place in enumerate(places) if place.top() - 1 <= y < place.bottom() + 1), None)

    def _paint_grid(self, painter: QPainter, box: QRectF, low: float, high: float) -> None:
        for value in ticks(low, high, TICKS):
            x = box.left() + box.width() * (value - low) / (high - low)
            painter.setPen(QPen(QColor(colors().control_line if abs(value) < 1e-9 else colors().faint), 1))
            painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
            painter.setPen(QColor(colors().secondary))
            text = f"{value:g}".replace("-", "−")
            painter.drawText(QRectF(x - 24, box.bottom() + 3, 48, 14), int(Flag.AlignCenter), text)

    def _paint_band(self, painter: QPainter, number: int, place: QRectF, low: float, high: float) -> None:
        heights = self._bands[number].heights
        if self._bands[number].name == self._marked or number == self._pointed:
            ground = colors().accent_tint if self._bands[number].name == self._marked else colors().hover
            painter.fillRect(QRectF(0, place.top() - 1, self.width(), place.height() + 2), QColor(ground))
        zero = place.left() + place.width() * (0 - low) / (high - low)
        steps = max(1, len(heights) - 1)
        edge = [
            QPointF(
                place.left() + place.width() * (height - low) / (high - low),
                place.top() + place.height() * step / steps,
            )
            for step, height in enumerate(heights)
        ]
        if edge:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(class_color(number)))
            painter.drawPolygon(QPolygonF([QPointF(zero, place.top()), *edge, QPointF(zero, place.bottom())]))
        if place.height() >= pixels(LEAST_NAMED):
            painter.setPen(QColor(colors().secondary))
            name = QRectF(0, place.top(), place.left() - 6, place.height())
            painter.drawText(name, int(Flag.AlignRight | Flag.AlignVCenter), str(number + 1))


def class_color(number: int) -> str:
    """The colour of the class with this number, from 0, as on the map."""
    classes = colors().classes
    return classes[number] if number < len(classes) else colors().other


def _said(band: Band) -> str:
    if not band.heights:
        return f"{band.name}\n{band.size:,} rows · click selects them"
    low, high = (f"{height:.2f}".replace("-", "−") for height in (band.heights[-1], band.heights[0]))
    return f"{band.name}\nSilhouettes {low} to {high} · {band.size:,} rows · click selects them"
