"""The stack of what is drawn on the map, from back to front; probes add layers of their own by name."""

import logging
from dataclasses import dataclass
from math import hypot, isfinite

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from embexplorer.core.typing import FloatArray
from embexplorer.gui.map.scene import Layer, Scene

log = logging.getLogger(__name__)

AXES = "axes"
STAND_OFF, SHORTEST = 7, 12  # pixels between the head and the point, and below which there is no arrow


@dataclass
class Shelf:
    """One layer in the stack: its name, and the layer of the Look that switches it on, if any."""

    name: str
    layer: Layer
    switch: str


class LayerStack:
    """Layers from back to front."""

    def __init__(self) -> None:
        self._shelves: list[Shelf] = []

    def add(self, name: str, layer: Layer, switch: str = "", before: str = "") -> None:
        """Put a layer on top, or just below the one named `before`; one of the same name is replaced."""
        names = self.names()
        shelf = Shelf(name, layer, switch)
        if name in names:
            self._shelves[names.index(name)] = shelf
            return
        self._shelves.insert(names.index(before) if before in names else len(names), shelf)

    def remove(self, name: str) -> None:
        """Take a layer away; nothing happens if there is none of this name."""
        self._shelves = [shelf for shelf in self._shelves if shelf.name != name]

    def names(self) -> list[str]:
        """From back to front."""
        return [shelf.name for shelf in self._shelves]

    def paint(self, painter: QPainter, scene: Scene) -> str:
        """Draw all that are switched on. A layer that fails is left out and logged; the answer says which one.

        An exception that leaves a paint event ends the whole program.
        """
        complaint = ""
        for shelf in self._shelves:
            if shelf.switch and shelf.switch not in scene.figure.layers:
                continue
            painter.save()
            if scene.clear and shelf.name != AXES:  # which has no ground to cover with what lies outside of the map
                painter.setClipRect(_inside(scene))
            try:
                shelf.layer.paint(painter, scene)
            except Exception:
                log.exception("The layer ‘%s’ could not be drawn", shelf.name)
                complaint = f"The layer ‘{shelf.name}’ could not be drawn; see the log."
            painter.restore()
        return complaint


class Arrows:
    """Arrows between rows of the figure, in the accent colour, with the heads short of the points."""

    def paint(self, painter: QPainter, scene: Scene) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for arrow in scene.figure.arrows:
            start, end = scene.at(arrow.start), scene.at(arrow.end)
            if _is_somewhere(start) and _is_somewhere(end):
                _draw(painter, QColor(scene.tokens.accent), start, end, arrow.dashed)


class HullLayer:
    """Outlined areas of the map, each a ring of map points, in a colour of the classes."""

    def __init__(self, hulls: tuple[tuple[FloatArray, int], ...]) -> None:
        self._hulls = hulls

    def paint(self, painter: QPainter, scene: Scene) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for ring, code in self._hulls:
            color = QColor(scene.tokens.classes[code % len(scene.tokens.classes)])
            painter.setPen(QPen(color, 1))
            color.setAlphaF(0.1)
            painter.setBrush(QBrush(color))
            painter.drawPolygon(QPolygonF([QPointF(*point) for point in scene.view.to_screen(ring).tolist()]))


def _inside(scene: Scene) -> QRectF:
    area = scene.area
    return QRectF(area.left, area.top, area.width, area.height)


def _draw(painter: QPainter, color: QColor, start: QPointF, end: QPointF, dashed: bool) -> None:
    along = end - start
    length = hypot(along.x(), along.y())
    if length <= SHORTEST:
        return
    tip = end - along / length * STAND_OFF
    pen = QPen(color, 1.5)
    if dashed:
        pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.drawLine(start, tip)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(_head(start, tip))


def _is_somewhere(place: QPointF) -> bool:
    return isfinite(place.x()) and isfinite(place.y())


def _head(start: QPointF, end: QPointF) -> QPolygonF:
    along = end - start
    length = max(1e-9, (along.x() ** 2 + along.y() ** 2) ** 0.5)
    unit = along / length
    across = QPointF(-unit.y(), unit.x())
    back = end - unit * 9
    return QPolygonF([end, back + across * 4, back - across * 4])
