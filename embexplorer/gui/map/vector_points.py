"""Draw the points of a map as shapes of their own, for a file that keeps them as such."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from embexplorer.core.typing import BoolArray, DoubleArray
from embexplorer.gui.map.dots import Dots
from embexplorer.gui.map.palette import lookup
from embexplorer.gui.map.point_style import FACTORS, PLAIN, PointStyle
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.map.symbols import DISC, EXTENT, outline


@dataclass(frozen=True)
class VectorPoints:
    """Points, and how they are drawn: radius and outline in pixels of the map."""

    dots: Dots
    style: PointStyle

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """From back to front. Their colours are mixed with that of the map beforehand: overlaps add nothing."""
        style, dots = self.style, self.dots
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, wider = QColor(scene.tokens.map), style.outline
        edge = QPen(ground, wider)
        edge.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        radii = style.radius * (np.ones(len(dots)) if dots.sizes is None else FACTORS[dots.sizes])
        shapes = np.zeros(len(dots), np.uint8) if dots.shapes is None else dots.shapes
        symbols = np.where(radii * scene.ratio >= PLAIN, shapes, np.uint8(DISC))
        places = scene.view.to_screen(scene.figure.coordinates[dots.rows])
        seen = _touching(places, scene, (radii.max(initial=0.0) + style.outline) * EXTENT)
        colors = _mixed(lookup(scene.figure.painted, scene.tokens)[dots.codes[seen]], scene, style.opacity)
        drawn = zip(places[seen].tolist(), colors, radii[seen].tolist(), symbols[seen].tolist(), strict=True)
        for (x, y), color, radius, symbol in drawn:
            if symbol == DISC:
                _disc(painter, color, ground, QPointF(x, y), radius, wider)
                continue
            painter.setBrush(color)
            painter.setPen(edge if wider else Qt.PenStyle.NoPen)
            painter.drawPath(outline(symbol, QPointF(x, y), radius + wider / 2))


def _disc(painter: QPainter, color: QColor, ground: QColor, place: QPointF, radius: float, wider: float) -> None:
    """Its outline is a larger disc below: readers draw a pen that is thinner than a dot as wide as one."""
    painter.setPen(Qt.PenStyle.NoPen)
    if wider:
        painter.setBrush(ground)
        painter.drawEllipse(place, radius + wider, radius + wider)
    painter.setBrush(color)
    painter.drawEllipse(place, radius, radius)


def _touching(places: DoubleArray, scene: Scene, reach: float) -> BoolArray:
    """Which lie in the picture at least in part; false for what is not finite."""
    return np.asarray(((places > -reach) & (places < (scene.width + reach, scene.height + reach))).all(axis=1))


def _mixed(colors: np.ndarray, scene: Scene, opacity: float) -> list[QColor]:
    """Each with that of the map."""
    ground = QColor(scene.tokens.map).rgba()
    shifts = np.array([16, 8, 0], np.uint32)
    own, below = colors[:, None] >> shifts & 255, np.uint32(ground) >> shifts & 255
    mixed = (own * opacity + below * (1 - opacity) + 0.5).astype(int)
    return [QColor(red, green, blue) for red, green, blue in mixed.tolist()]
