"""A palette as a strip of its colours."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QLinearGradient, QPainter

from embexplorer.core.palettes import Palette
from embexplorer.gui.map.palette_colors import class_colors, scale_stops
from embexplorer.gui.tokens import Tokens

MOST = 24  # classes that are shown of a palette


def paint_swatch(painter: QPainter, box: QRectF, palette: Palette, turned: str, tokens: Tokens) -> None:
    """Squares for classes, a band for a scale; `turned` is its name as it is wished for, perhaps reversed."""
    if palette.use == "classes":
        _squares(painter, box, class_colors(turned, tokens)[:MOST])
        return
    stops = scale_stops(turned, palette.use, tokens)
    band = QLinearGradient(box.topLeft(), box.topRight())
    for place, stop in enumerate(stops):
        band.setColorAt(place / (len(stops) - 1), QColor(stop))
    painter.fillRect(box, band)


def _squares(painter: QPainter, box: QRectF, colors: tuple[str, ...]) -> None:
    width = box.width() / len(colors)
    for place, color in enumerate(colors):
        painter.fillRect(QRectF(box.left() + place * width, box.top(), width, box.height()), QColor(color))
