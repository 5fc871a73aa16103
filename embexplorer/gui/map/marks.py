"""Draw what is marked: edges to true neighbours, the pinned word, the point under the pointer."""

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from embexplorer.gui.map.scene import Scene

PINNED, PINNED_RING, HOVER = 4.5, 7.5, 5.0


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
    """A ring around the point under the pointer."""

    def paint(self, painter: QPainter, scene: Scene) -> None:
        if scene.hovered is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(scene.tokens.text), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(scene.at(scene.hovered), HOVER, HOVER)


def _is_somewhere(place: QPointF) -> bool:
    return bool(np.isfinite(place.x()) and np.isfinite(place.y()))
