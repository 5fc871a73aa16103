"""Rings and rays behind a map whose places are read as angle and radius, as of word axes in the polar form."""

import math

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from embexplorer.core.axis_ticks import tick_text, ticks
from embexplorer.core.figure import Figure
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.style import font, pixels

RAYS = 12  # one every 30 degrees
APART = 70  # pixels between two rings, at least
LARGEST = 50_000  # pixels: a ring larger than that is as good as straight, and slow to draw
POLAR = "polar"  # the fact of a projection that asks for it


class PolarGrid:
    """Faint circles about the origin with their radius, and rays with their angle; nothing on other maps."""

    def paint(self, painter: QPainter, scene: Scene) -> None:
        if not is_polar(scene.figure):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("caption", tabular=True))
        middle = QPointF(scene.view.left, scene.view.top)
        near, far = _reach(scene, middle)
        self._rays(painter, scene, middle, far)
        self._rings(painter, scene, middle, near, far)

    def _rays(self, painter: QPainter, scene: Scene, middle: QPointF, reach: float) -> None:
        painter.setPen(QPen(QColor(scene.tokens.faint), 1))
        for number in range(RAYS):
            angle = 2 * math.pi * number / RAYS
            end = middle + QPointF(math.cos(angle), -math.sin(angle)) * reach
            painter.drawLine(QLineF(middle, end))

    def _rings(self, painter: QPainter, scene: Scene, middle: QPointF, near: float, far: float) -> None:
        scale = scene.view.scale
        found = ticks(near / scale, min(far, LARGEST) / scale, max(2, int((far - near) / APART)))
        step = found[1] - found[0] if len(found) > 1 else 1.0
        for radius in filter(None, found):
            size = radius * scale
            painter.setPen(QPen(QColor(scene.tokens.faint), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, size, size)
            painter.setPen(QColor(scene.tokens.tertiary))
            place = QRectF(middle.x() + size * math.cos(math.pi / 4) + 3, 0, pixels(48), pixels(14))
            place.moveBottom(middle.y() - size * math.sin(math.pi / 4))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft), tick_text(radius, step))


def is_polar(figure: Figure) -> bool:
    """Whether the places of a map are read as angle and radius."""
    return figure.projection is not None and bool(figure.projection.facts.get(POLAR))


def _reach(scene: Scene, middle: QPointF) -> tuple[float, float]:
    """How far the nearest and the farthest place of the window are from the origin, in pixels."""
    corners = [QPointF(x, y) for x in (0, scene.width) for y in (0, scene.height)]
    across = max(-middle.x(), middle.x() - scene.width, 0.0)
    up = max(-middle.y(), middle.y() - scene.height, 0.0)
    return math.hypot(across, up), max(QLineF(middle, corner).length() for corner in corners)
