"""The two handles at the bar of a scale: between which values its colours run."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from embexplorer.core.color_codes import Bar
from embexplorer.core.figure import Figure
from embexplorer.gui.style import colors, pixels

LEAST = 0.01  # of the bar between the handles
STEPS = {
    Qt.Key.Key_Left: -0.01, Qt.Key.Key_Right: 0.01, Qt.Key.Key_PageDown: -0.1, Qt.Key.Key_PageUp: 0.1,
}  # of the bar  # fmt: skip
LOW, HIGH = "\0low", "\0high"  # what no class is called
SIZE = 5  # pixels of a handle


class ScaleHandles:
    """`held` is the handle that is dragged, empty if none."""

    def __init__(self) -> None:
        self.held = ""
        self._place = QRectF()  # the bar when it was taken: it may move while it is dragged

    def hold(self, figure: Figure, place: QRectF, x: float) -> str:
        """Take the nearer handle; of two at one place the one on whose side the pointer is."""
        low, high = _shares(bar_of(figure))
        at = (x - place.left()) / place.width()
        self._place = place
        self.held = LOW if at < (low + high) / 2 else HIGH
        return self.held

    def dragged(self, figure: Figure, x: float) -> tuple[float, float]:
        """The span when the held handle is at this pixel."""
        return _span(bar_of(figure), self.held, (x - self._place.left()) / self._place.width())

    @staticmethod
    def pressed(figure: Figure, handle: str, key: Qt.Key) -> tuple[float, float] | None:
        """The span when this key has moved the handle, None for a key that moves nothing."""
        bar = bar_of(figure)
        share = _shares(bar)[handle == HIGH]
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return _span(bar, handle, 0.0 if key == Qt.Key.Key_Home else 1.0)
        return _span(bar, handle, share + STEPS[key]) if key in STEPS else None

    @staticmethod
    def said(figure: Figure, handle: str = "") -> str:
        """The range in words, and which of its ends is meant."""
        bar = bar_of(figure)
        low, high = (bar.text(value) for value in bar.span)
        ends = {LOW: f", lower end {low}", HIGH: f", upper end {high}"}
        return f"{figure.coloring.title}, colours from {low} to {high}{ends.get(handle, '')}"

    @staticmethod
    def paint(painter: QPainter, figure: Figure, place: QRectF, focused: str = "") -> None:
        """Two small marks below the bar, pointing up at it."""
        size = pixels(SIZE)
        painter.setPen(QPen(QColor(colors().map), 1))
        for handle, share in zip((LOW, HIGH), _shares(bar_of(figure)), strict=True):
            painter.setBrush(QColor(colors().accent if handle == focused else colors().secondary))
            x, y = place.left() + share * place.width(), place.bottom()
            tip = [QPointF(x, y - size), QPointF(x + size, y + size * 0.6), QPointF(x - size, y + size * 0.6)]
            painter.drawPolygon(QPolygonF(tip))


def has_handles(figure: Figure | None) -> bool:
    """Whether a scale is shown, and more than one value on it."""
    bar = figure.coloring.bar if figure is not None and not figure.legend_folded else None
    return bar is not None and bar.low < bar.high


def handles_of(figure: Figure | None) -> list[str]:
    """The names of the handles; none where classes have taken the place of the scale."""
    return [LOW, HIGH] * has_handles(figure)


def _span(bar: Bar, handle: str, share: float) -> tuple[float, float]:
    """The span with one end at this share of the bar; of a centred scale both ends move."""
    low, high = _shares(bar)
    share = min(max(share, 0.0), 1.0)
    if bar.centred:
        reach = bar.value(max(0.5 + LEAST, 1 - share if handle == LOW else share))
        return -reach, reach
    if handle == LOW:
        return bar.value(min(share, high - LEAST)), bar.span[1]
    return bar.span[0], bar.value(max(share, low + LEAST))


def _shares(bar: Bar) -> tuple[float, float]:
    return bar.share(bar.span[0]), bar.share(bar.span[1])


def bar_of(figure: Figure) -> Bar:
    """The bar of a scale that has handles."""
    bar = figure.coloring.bar
    assert bar is not None
    return bar
