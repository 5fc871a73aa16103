"""What the Compare layout draws on a map besides: the word pointed at on the other one, and lines to neighbours."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from embexplorer.core.label_placement import Rank
from embexplorer.gui.map.label import shown
from embexplorer.gui.map.label_text import HALO, font_of
from embexplorer.gui.map.scene import Scene

DOT = 2.5
AWAY = 9  # pixels between point and word


class JoinedLines:
    """From the pinned word to the neighbours that it has on this side only; above the points, which are many."""

    def paint(self, painter: QPainter, scene: Scene) -> None:
        if scene.figure.pinned is None or "edges" not in scene.figure.layers:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        start, accent = scene.at(scene.figure.pinned), QColor(scene.tokens.accent)
        ends = [scene.at(edge.row) for edge in scene.figure.edges]
        for end in ends:
            if _is_somewhere(start) and _is_somewhere(end):
                painter.setPen(QPen(accent, 1))
                painter.drawLine(start, end)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(accent)
                painter.drawEllipse(end, DOT, DOT)


class TwinWord:
    """A layer of a map; `row` is the row that is pointed at, None for none."""

    def __init__(self) -> None:
        self.row: int | None = None

    def paint(self, painter: QPainter, scene: Scene) -> None:
        if self.row is None or self.row != scene.hovered:
            return
        place = scene.at(self.row)
        text, face = shown(scene.figure.keys[self.row]), font_of(Rank.SELECTED)
        measure = QFontMetricsF(face)
        width = measure.horizontalAdvance(text)
        left = place.x() + AWAY if place.x() + AWAY + width < scene.width else place.x() - AWAY - width
        path = QPainterPath()
        path.addText(QPointF(left, place.y() + measure.capHeight() / 2), face, text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(scene.tokens.map)
        painter.fillRect(QRectF(left - 2, place.y() - measure.height() / 2, width + 4, measure.height()), ground)
        painter.strokePath(path, QPen(ground, HALO))
        painter.fillPath(path, QColor(scene.tokens.text))


def _is_somewhere(place: QPointF) -> bool:
    return math.isfinite(place.x()) and math.isfinite(place.y())
