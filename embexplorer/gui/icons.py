"""Icons: SVG line drawings that take the palette's colour when they are painted, so that both themes share files."""

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from embexplorer.core.resources import resource
from embexplorer.gui.style import colors

STROKE = 24 / 16 * 1.3  # the drawings have a 24-unit box and are shown at 16 pixels


@cache
def icon(name: str, role: str = "text") -> QIcon:
    """The icon of `resources/icons/<name>.svg`; `role` names the token it is painted in (accent when it is on)."""
    return QIcon(SvgEngine(name, role))


class SvgEngine(QIconEngine):
    """Paints one SVG in the colour of the theme that is in use at that moment."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        color = self._color(mode, state)
        side = min(rect.width(), rect.height())
        box = QRectF(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side)
        QSvgRenderer(QByteArray(_drawing(self._name, color).encode())).render(painter, box)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        pixmap = self.pixmap(size, mode, state)
        pixmap.setDevicePixelRatio(scale)
        return pixmap

    def clone(self) -> QIconEngine:
        return SvgEngine(self._name, self._role)

    def _color(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode == QIcon.Mode.Disabled:
            return colors().disabled
        if state == QIcon.State.On:
            return colors().accent
        return str(getattr(colors(), self._role))


def tinted(name: str, color: QColor, side: int, ratio: float) -> QPixmap:
    """The drawing in one colour as a pixmap, for delegates that paint by hand."""
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(_drawing(name, color.name()).encode())).render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _drawing(name: str, color: str) -> str:
    return _source(name).replace("currentColor", color)


@cache
def _source(name: str) -> str:
    text = resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    return text.replace('stroke-width="2"', f'stroke-width="{STROKE:.2f}"')
