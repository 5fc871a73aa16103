"""Draw the points: two images, grey below and classed above, and tell which row is seen at a pixel."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from embexplorer.core.agreement import AGREEMENT
from embexplorer.core.coloring import NONE
from embexplorer.core.figure import Figure
from embexplorer.core.typing import BoolArray, DoubleArray, IndexArray
from embexplorer.gui.map.dots import Dots, moved, recolored, strata
from embexplorer.gui.map.palette import color_of, lookup
from embexplorer.gui.map.picking import picked
from embexplorer.gui.map.point_style import PointStyle, classed_style, grey_style
from embexplorer.gui.map.raster import Raster
from embexplorer.gui.map.scene import Scene

Pixels = npt.NDArray[np.uint32]


@dataclass(frozen=True)
class Picture:
    """The images of the points, the rank of the point seen at each device pixel (−1 where there is none), and how
    points without and with a class are drawn.

    They lie in the memory of the Points that drew them, until it draws the next.
    """

    grey: QImage | None
    classed: QImage | None
    seen: IndexArray
    styles: tuple[PointStyle, PointStyle]


class Points:
    """Keeps the points of a figure ready, and the last picture until something it depends on changes."""

    def __init__(self, raster: Raster) -> None:
        self._raster = raster
        self._figure: Figure | None = None
        self._grey: Dots | None = None
        self._classed: Dots | None = None
        self._key: object = None
        self._version = raster.version
        self._seen: IndexArray = np.empty((0, 0), np.int32)
        self._layers: tuple[Pixels, Pixels] = (np.empty((0, 0), np.uint32), np.empty((0, 0), np.uint32))
        self._picture: Picture | None = None

    def picture(self, scene: Scene) -> Picture:
        """The points of this scene; drawn again only if the points, the view or the colours are others."""
        self._prepare(scene.figure)
        self._use(self._raster.version)
        key = (scene.view, scene.width, scene.height, scene.ratio, scene.tokens)
        if self._picture is None or key != self._key:
            self._picture = self._drawn(scene)
            self._key = key
        return self._picture

    def are_circles(self, scene: Scene) -> bool:
        """Whether a vector file can hold every point as a shape of its own."""
        return scene.vector and scene.figure.rows <= scene.vector_points

    def draw_circles(self, painter: QPainter, scene: Scene, classed: bool) -> None:
        """The points as shapes, from back to front."""
        self._prepare(scene.figure)
        assert self._grey is not None and self._classed is not None
        dots = self._classed if classed else self._grey
        count = len(self._grey) + len(self._classed)
        style = classed_style(len(self._classed), count, _is_quiet(scene.figure)) if classed else grey_style(count)
        colors = lookup(scene.figure.coloring, scene.tokens)[dots.codes]
        places = scene.view.to_screen(scene.figure.coordinates[dots.rows])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(style.opacity)
        outline = QPen(QColor(scene.tokens.map), style.outline)
        painter.setPen(outline if style.outline else Qt.PenStyle.NoPen)
        radius = style.radius + style.outline / 2
        seen = _touching(places, scene, radius)
        for (x, y), color in zip(places[seen].tolist(), colors[seen].tolist(), strict=True):
            painter.setBrush(QColor.fromRgb(color))
            painter.drawEllipse(QPointF(x, y), radius, radius)

    def _prepare(self, figure: Figure) -> None:
        """Make ready what is not: a selection changes nothing here, a colouring of the same rows only their colours."""
        known, self._figure = self._figure, figure
        if known is figure:
            return
        if known is None or known.order is not figure.order or self._grey is None or self._classed is None:
            self._keep(*strata(figure))
            return
        if known.coordinates is not figure.coordinates:
            self._keep(moved(self._grey, figure.coordinates), moved(self._classed, figure.coordinates))
        if known.coloring is not figure.coloring:
            self._keep(recolored(self._grey, figure), recolored(self._classed, figure))

    def _keep(self, grey: Dots, classed: Dots) -> None:
        self._grey = self._raster.prepared(grey)
        self._classed = self._raster.prepared(classed)
        self._picture = None

    def row_at(self, scene: Scene, place: QPointF) -> int | None:
        """The row drawn at, or very near, this pixel."""
        rank = picked(self.picture(scene).seen, place.x(), place.y(), scene.ratio)
        if rank is None or self._grey is None or self._classed is None:
            return None
        behind = len(self._grey)
        return int(self._grey.rows[rank] if rank < behind else self._classed.rows[rank - behind])

    def disc(self, scene: Scene, row: int) -> tuple[QColor, float]:
        """The colour and the radius of a row's point."""
        coloring = scene.figure.coloring
        code = int(coloring.codes[row])
        return color_of(coloring, code, scene.tokens), self.picture(scene).styles[code != NONE].radius

    def _use(self, version: int) -> None:
        """The raster may have learnt another way of drawing."""
        if version != self._version and self._grey is not None and self._classed is not None:
            self._keep(self._grey, self._classed)
        self._version = version

    def _drawn(self, scene: Scene) -> Picture:
        assert self._grey is not None and self._classed is not None
        shape = (max(1, round(scene.height * scene.ratio)), max(1, round(scene.width * scene.ratio)))
        view = scene.view.times(scene.ratio)
        seen, layers = self._memory(shape)
        seen.fill(-1)
        greys = self._raster.count(self._grey, view, shape)
        classed = self._raster.count(self._classed, view, shape)
        styles = grey_style(greys + classed), classed_style(classed, greys + classed, _is_quiet(scene.figure))
        colors = lookup(scene.figure.coloring, scene.tokens)
        images: list[QImage | None] = []
        drawn = zip((self._grey, self._classed), (greys, classed), styles, layers, strict=True)
        for dots, in_view, style, pixels in drawn:
            if not in_view:
                images.append(None)
                continue
            pixels.fill(0)
            scaled = replace(style, radius=style.radius * scene.ratio, outline=style.outline * scene.ratio)
            self._raster.draw(dots, view, scaled, colors, QColor(scene.tokens.map).rgba(), pixels, seen)
            images.append(_image(pixels))
        return Picture(images[0], images[1], seen, styles)

    def _memory(self, shape: tuple[int, int]) -> tuple[IndexArray, tuple[Pixels, Pixels]]:
        """The same memory for every picture of one size: fresh memory would cost as much as the drawing."""
        if self._seen.shape != shape:
            self._seen = np.empty(shape, np.int32)
            self._layers = (np.empty(shape, np.uint32), np.empty(shape, np.uint32))
        return self._seen, self._layers


def _touching(places: DoubleArray, scene: Scene, radius: float) -> BoolArray:
    """Whose discs lie in the map at least in part; false for what is not finite."""
    area = scene.area
    low = (area.left - radius, area.top - radius)
    high = (area.left + area.width + radius, area.top + area.height + radius)
    return np.asarray(((places > low) & (places < high)).all(axis=1))


def _is_quiet(figure: Figure) -> bool:
    return figure.coloring.palette == AGREEMENT


def _image(pixels: Pixels) -> QImage:
    height, width = pixels.shape
    return QImage(pixels.data, width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied)


class GreyPoints:
    """The points without a class."""

    def __init__(self, points: Points) -> None:
        self._points = points

    def paint(self, painter: QPainter, scene: Scene) -> None:
        if self._points.are_circles(scene):
            self._points.draw_circles(painter, scene, classed=False)
            return
        image = self._points.picture(scene).grey
        if image is not None:
            painter.drawImage(scene.image_frame, image)


class ClassedPoints:
    """The points with a colour of their own."""

    def __init__(self, points: Points) -> None:
        self._points = points

    def paint(self, painter: QPainter, scene: Scene) -> None:
        if self._points.are_circles(scene):
            self._points.draw_circles(painter, scene, classed=True)
            return
        image = self._points.picture(scene).classed
        if image is not None:
            painter.drawImage(scene.image_frame, image)
