"""A small chart of curves: no frame, faint grid, few ticks, each curve named at its end."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from embexplorer.core.axis_ticks import ticks
from embexplorer.gui.style import appearance, colors, font, pixels

HEIGHT = 150
TICKS = 5
LEFT, RIGHT, TOP, BOTTOM = 34, 8, 8, 20
GAP = 4
Flag = Qt.AlignmentFlag


@dataclass(frozen=True, kw_only=True)
class Curve:
    """One curve: its name at the end, its places, and its colour as a token or `#rrggbb`."""

    name: str
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    color: str = "accent"


class LineChart(QWidget):
    """Shows curves over 0 … `end`; what is said at a curve's end never covers another's.

    One curve alone is told by the value at its end, unless the chart is `named`. `pointed` carries the place under the
    pointer, None when it has left.
    """

    pointed = Signal(object)

    def __init__(self, says: str, parent: QWidget | None = None, *, named: bool = False) -> None:
        super().__init__(parent)
        self._named = named
        self._curves: tuple[Curve, ...] = ()
        self._end = 1.0
        self._limits: tuple[float, float] | None = None
        self._moment: float | None = None
        self._names_width = self._numbers_width = 0.0
        self.setMouseTracking(True)
        self.setAccessibleName(says)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        appearance().changed.connect(self._on_theme)

    def show_curves(self, curves: Sequence[Curve], end: float, limits: tuple[float, float] | None = None) -> None:
        """Show these from now on, between these values or those that are there."""
        self._curves = tuple(curve for curve in curves if curve.ys)
        self._end = max(end, 1e-9)
        self._limits = limits
        said = "; ".join(f"{curve.name} {curve.ys[-1]:.3f}" for curve in self._curves)
        self.setAccessibleDescription(said or "nothing measured yet")
        self.update()

    def show_moment(self, moment: float | None) -> None:
        """Mark this place with an upright line; None takes it away."""
        if moment != self._moment:
            self._moment = moment
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        box = self._box(QFontMetricsF(font("caption", tabular=True)))
        share = (event.position().x() - box.left()) / max(1.0, box.width())
        self.pointed.emit(min(1.0, max(0.0, share)) * self._end)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit(None)

    def sizeHint(self) -> QSize:
        return QSize(pixels(280), pixels(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(pixels(160), pixels(HEIGHT))

    def _on_theme(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font("caption", tabular=True))
        measure = QFontMetricsF(painter.font())
        low, high = self._low_high()
        box = self._box(measure)
        self._paint_grid(painter, box, low, high)
        self._paint_moment(painter, box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ends = [self._paint_curve(painter, curve, box, low, high) for curve in self._curves]
        self._paint_names(painter, measure, ends, box)

    def _box(self, measure: QFontMetricsF) -> QRectF:
        right = RIGHT + max(self._names_width, self._widest(measure))
        room = self.rect().toRectF()
        return room.adjusted(max(pixels(LEFT), self._numbers_width), pixels(TOP), -right, -pixels(BOTTOM))

    def _widest(self, measure: QFontMetricsF) -> float:
        names = [measure.horizontalAdvance(self._said(curve)) for curve in self._curves]
        return max(names) + 10 if names else 0.0

    def _widest_number(self, measure: QFontMetricsF) -> float:
        values = ticks(*self._low_high(), TICKS)
        return max((measure.horizontalAdvance(f"{value:g}") for value in values), default=0) + 10

    def _low_high(self) -> tuple[float, float]:
        return self._limits or _range([y for curve in self._curves for y in curve.ys])

    def _said(self, curve: Curve) -> str:
        """Its name, or where it ends if there is but one and the chart says what it is."""
        return curve.name if self._named or len(self._curves) > 1 else f"{curve.ys[-1]:.3g}"

    def _paint_grid(self, painter: QPainter, box: QRectF, low: float, high: float) -> None:
        for value in ticks(low, high, TICKS):
            y = _across(value, low, high, box.bottom(), box.top())
            painter.setPen(QPen(QColor(colors().faint), 1))
            painter.drawLine(QPointF(box.left(), y), QPointF(self.width(), y))
            painter.setPen(QColor(colors().secondary))
            painter.drawText(
                QRectF(0, y - 8, box.left() - 8, 16), int(Flag.AlignRight | Flag.AlignVCenter), f"{value:g}"
            )
        for value in ticks(0, self._end, TICKS):
            x = _across(value, 0, self._end, box.left(), box.right())
            painter.setPen(QColor(colors().secondary))
            painter.drawText(QRectF(x - 24, box.bottom() + 2, 48, 16), int(Flag.AlignCenter), f"{value:g}")

    def _paint_moment(self, painter: QPainter, box: QRectF) -> None:
        if self._moment is None:
            return
        x = round(_across(min(self._moment, self._end), 0, self._end, box.left(), box.right())) + 0.5
        painter.setPen(QPen(QColor(colors().tertiary), 1))
        painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))

    def _paint_curve(self, painter: QPainter, curve: Curve, box: QRectF, low: float, high: float) -> QPointF:
        points = [
            QPointF(_across(x, 0, self._end, box.left(), box.right()), _across(y, low, high, box.bottom(), box.top()))
            for x, y in zip(curve.xs, curve.ys, strict=True)
        ]
        color = color_of(curve)
        painter.setPen(QPen(color, 1.5))
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(points[-1], 2.5, 2.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        return points[-1]

    def _paint_names(self, painter: QPainter, measure: QFontMetricsF, ends: list[QPointF], box: QRectF) -> None:
        height = measure.height()
        order = sorted(range(len(ends)), key=lambda n: ends[n].y())
        at = box.top() - height
        bottom = box.bottom() + GAP if len(ends) * height <= box.height() else self.height()  # above the ticks' numbers
        for left, n in zip(range(len(order), 0, -1), order, strict=True):
            lowest = bottom - left * height  # room for those below
            at = min(max(at + height, ends[n].y() - height / 2), lowest)
            painter.setPen(color_of(self._curves[n]))
            painter.drawText(QPointF(ends[n].x() + 6, at + measure.ascent()), self._said(self._curves[n]))


def align(charts: Sequence[LineChart]) -> None:
    """Give the charts axes of one length, so that a moment stands at one place in all of them."""
    measure = QFontMetricsF(font("caption", tabular=True))
    names = max(chart._widest(measure) for chart in charts)
    numbers = max(chart._widest_number(measure) for chart in charts)
    for chart in charts:
        chart._names_width, chart._numbers_width = names, numbers
        chart.update()


def color_of(curve: Curve) -> QColor:
    """The curve's colour in the theme that is shown."""
    return QColor(curve.color if curve.color.startswith("#") else getattr(colors(), curve.color))


def _range(values: list[float]) -> tuple[float, float]:
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    air = (high - low) * 0.08 or abs(high) * 0.05 or 1.0
    return low - air, high + air


def _across(value: float, low: float, high: float, first: float, last: float) -> float:
    return first + (last - first) * (value - low) / (high - low)
