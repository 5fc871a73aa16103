"""Draw the selection: a ring around every point, or one outline around all where there are too many for rings."""

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from embexplorer.core.figure import Figure
from embexplorer.core.typing import DoubleArray, IntArray
from embexplorer.gui.map.dots import Dots, gathered
from embexplorer.gui.map.palette import lookup
from embexplorer.gui.map.point_style import PointStyle
from embexplorer.gui.map.raster import Raster
from embexplorer.gui.map.scene import Scene

RING, LINE = 4.0, 1.25
RINGS = 1500  # points in view; more are outlined together
DRAWN = ("selected", "shown", "coordinates", "coloring", "sizes", "shapes")  # of a figure


class Selection:
    """Every point keeps its own colour."""

    def __init__(self, raster: Raster) -> None:
        self._raster = raster
        self._figure: Figure | None = None
        self._version = 0
        self._dots: Dots | None = None

    def paint(self, painter: QPainter, scene: Scene) -> None:
        rows = _shown(scene.figure)
        if not len(rows):
            return
        places = scene.view.to_screen(scene.figure.coordinates[rows])
        inside = (places > -RING).all(axis=1) & (places < (scene.width + RING, scene.height + RING)).all(axis=1)
        if np.count_nonzero(inside) > RINGS:
            self._outline(painter, scene)
        else:
            _rings(painter, scene, places[inside])

    def _outline(self, painter: QPainter, scene: Scene) -> None:
        """Discs in the text colour, and above them all the points in their own."""
        shape = (round(scene.height * scene.ratio), round(scene.width * scene.ratio))
        pixels, seen = np.empty(shape, np.uint32), np.empty(shape, np.int32)
        text = np.full(256, QColor(scene.tokens.text).rgba(), np.uint32)
        own = lookup(scene.figure.painted, scene.tokens)
        dots, view = self._gathered(scene), scene.view.times(scene.ratio)
        for wider, colors in ((LINE, text), (0.0, own)):
            style = PointStyle(radius=(1.5 + wider) * scene.ratio, opacity=1.0)
            self._raster.draw(dots, view, style, colors, 0, pixels, seen)
            height, width = shape
            image = QImage(pixels.data, width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied)
            painter.drawImage(scene.frame, image)

    def _gathered(self, scene: Scene) -> Dots:
        figure = scene.figure
        if self._dots is None or not self._is_known(figure) or self._version != self._raster.version:
            self._dots = self._raster.prepared(gathered(figure, _shown(figure).astype(np.int32)))
            self._figure, self._version = figure, self._raster.version
        return self._dots

    def _is_known(self, figure: Figure) -> bool:
        known = self._figure
        return known is not None and all(getattr(known, name) is getattr(figure, name) for name in DRAWN)


def _shown(figure: Figure) -> IntArray:
    return figure.selected if figure.shown is None else figure.selected[figure.shown[figure.selected]]


def _rings(painter: QPainter, scene: Scene, places: DoubleArray) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(scene.tokens.text), LINE))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for x, y in places.tolist():
        painter.drawEllipse(QPointF(x, y), RING, RING)
