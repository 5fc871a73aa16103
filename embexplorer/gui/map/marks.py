"""Draw what is marked: edges to true neighbours, the pinned word, the point under the pointer."""

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from embexplorer.gui.map.points import Points
from embexplorer.gui.map.scene import Scene

PINNED, PINNED_RING = 4.5, 7.5
GROWN = 1.0  # pixels by which a point under the pointer is larger


class Edges:
    """From the pinned word to its true neighbours: solid if the map keeps them, dashed if it loses them."""

    def paint(self, painter: QPainter, scene: Scene) -> None:
        if scene.figure.pinned is None or not scene.figure.edges:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        solid = QPen(QColor(scene.tokens.accent), 1)
        dashed = QPen(solid)
        dashed.setDashPattern([4, 3])
        start = scene.at(scene.figure.pinned)
        for edge in scene.figure.edges:
            end = scene.at(edge.row)
            if _is_somewhere(start) and _is_somewhere(end):
                painter.setPen(solid if edge.kept else dashed)
                painter.drawLine(start, end)


class Pinned:
    """The pinned word: a disc and a ring in the accent colour."""

    def paint(self, painter: QPainter, scene: Scene) -> None:
        if scene.figure.pinned is None:
            return
        place = scene.at(scene.figure.pinned)
        if not _is_somewhere(place):
            return
        accent = QColor(scene.tokens.accent)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(accent, 1.25))
        painter.drawEllipse(place, PINNED_RING, PINNED_RING)
        painter.setPen(QPen(QColor(scene.tokens.map), 1.5))
        painter.setBrush(accent)
        painter.drawEllipse(place, PINNED + 0.75, PINNED + 0.75)


class Hovered:
    """The point under the pointer, one pixel larger, in a ring."""

    def __init__(self, points: Points) -> None:
        self._points = points

    def paint(self, painter: QPainter, scene: Scene) -> None:
        if scene.hovered is None or "points" not in scene.figure.layers:
            return
        place = scene.at(scene.hovered)
        if not _is_somewhere(place):
            return
        color, radius = self._points.disc(scene, scene.hovered)
        if scene.hovered == scene.figure.pinned:
            color, radius = QColor(scene.tokens.accent), PINNED
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(scene.tokens.text), 1))
        painter.setBrush(color)
        painter.drawEllipse(place, radius + GROWN + 0.5, radius + GROWN + 0.5)


def _is_somewhere(place: QPointF) -> bool:
    return bool(np.isfinite(place.x()) and np.isfinite(place.y()))
