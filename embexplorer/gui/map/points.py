"""Draw the points: two images, grey below and classed above, and tell which row is seen at a pixel."""

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from embexplorer.core.agreement import AGREEMENT
from embexplorer.core.coloring import NONE
from embexplorer.core.figure import Figure
from embexplorer.core.typing import BoolArray, IndexArray, IntArray
from embexplorer.gui.map.kept_dots import KeptDots, Strata
from embexplorer.gui.map.palette import color_of, lookup
from embexplorer.gui.map.picking import picked
from embexplorer.gui.map.point_style import FACTORS, LEAST, PointStyle, classed_style, grey_style
from embexplorer.gui.map.raster import Raster
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.map.vector_points import VectorPoints

Pixels = npt.NDArray[np.uint32]


class Crowds(Protocol):
    """Makes points fainter where something else takes their place."""

    def asked(self, scene: Scene) -> object:
        """What that depends on; another answer means that the points are to be drawn anew."""

    def thin(self, pixels: Pixels, scene: Scene, classed: bool) -> None:
        """Change the image of the points in place."""


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
        self._dots = KeptDots(raster)
        self._key: object = None
        self._version = raster.version
        self._seen: IndexArray = np.empty((0, 0), np.int32)
        self._layers: tuple[Pixels, Pixels] = (np.empty((0, 0), np.uint32), np.empty((0, 0), np.uint32))
        self._picture: Picture | None = None
        self.crowds: Crowds | None = None

    def picture(self, scene: Scene) -> Picture:
        """The points of this scene; drawn again only if the points, the view or the colours are others."""
        strata = self._prepare(scene.figure)
        wishes = (scene.figure.point_size, opacity_of(scene.figure))
        thinned = self.crowds.asked(scene) if self.crowds else None
        key = (scene.view, scene.width, scene.height, scene.ratio, scene.tokens, wishes, thinned)
        if self._picture is None or key != self._key:
            self._picture = self._drawn(scene, strata)
            self._key = key
        return self._picture

    def are_shapes(self, scene: Scene) -> bool:
        """Whether a vector file can hold every point as a shape of its own: overlaps would add to what is faint."""
        return scene.vector and scene.figure.rows <= scene.vector_points and opacity_of(scene.figure) == 1

    def shapes(self, scene: Scene, classed: bool) -> VectorPoints:
        """The points as shapes."""
        strata, shape = self._prepare(scene.figure), (round(scene.height), round(scene.width))
        greys, above = (self._raster.count(dots, scene.view, shape) for dots in strata)
        return VectorPoints(strata[classed], _styles(scene.figure, above, greys + above)[classed])

    def _prepare(self, figure: Figure) -> Strata:
        """Make ready what is not, and everything if the raster has learnt another way of drawing."""
        known = self._dots.strata
        if self._version != self._raster.version:
            self._dots.again()
        self._version = self._raster.version
        strata = self._dots.of(figure)
        if strata[0] is not known[0] or strata[1] is not known[1]:
            self._picture = None
        return strata

    def row_at(self, scene: Scene, place: QPointF) -> int | None:
        """The row drawn at, or very near, this pixel."""
        rank = picked(self.picture(scene).seen, place.x(), place.y(), scene.ratio)
        if rank is None:
            return None
        grey, classed = self._dots.strata
        return int(grey.rows[rank] if rank < len(grey) else classed.rows[rank - len(grey)])

    def marked(self, scene: Scene, rows: IntArray) -> BoolArray:
        """Whether the point seen at each device pixel is one of these rows."""
        seen = self.picture(scene).seen
        among = np.zeros(scene.figure.rows, np.bool_)
        among[rows] = True
        by_rank = among[np.concatenate([dots.rows for dots in self._dots.strata])]
        return np.append(by_rank, np.False_)[seen]  # −1, no point, is the last

    def disc(self, scene: Scene, row: int) -> tuple[QColor, float]:
        """The colour and the radius of a row's point."""
        figure = scene.figure
        code = int(figure.coloring.codes[row])
        factor = 1.0 if figure.sizes is None else float(FACTORS[figure.sizes[row]])
        radius = self.picture(scene).styles[code != NONE].radius * factor
        return color_of(figure.coloring, code, scene.tokens), radius

    def _drawn(self, scene: Scene, strata: Strata) -> Picture:
        shape = (max(1, round(scene.height * scene.ratio)), max(1, round(scene.width * scene.ratio)))
        view = scene.view.times(scene.ratio)
        seen, layers = self._memory(shape)
        seen.fill(-1)
        greys, classed = (self._raster.count(dots, view, shape) for dots in strata)
        styles = _styles(scene.figure, classed, greys + classed)
        colors, ground = lookup(scene.figure.painted, scene.tokens), QColor(scene.tokens.map).rgba()
        drawn = zip(strata, (greys, classed), styles, layers, strict=True)
        for dots, in_view, style, pixels in drawn:
            if in_view:
                radius = max(LEAST, style.radius * scene.ratio)
                fine = replace(style, radius=radius, outline=style.outline * scene.ratio)
                self._raster.draw(dots, view, fine, colors, ground, pixels, seen)
        if greys and classed and 0 < styles[1].opacity < 1:
            self._raster.cut_out(layers[1], layers[0], styles[1].opacity)
        if self.crowds:
            for place, (pixels, in_view) in enumerate(zip(layers, (greys, classed), strict=True)):
                if in_view:
                    self.crowds.thin(pixels, scene, classed=place == 1)
        images = [
            image_of(pixels) if in_view else None for pixels, in_view in zip(layers, (greys, classed), strict=True)
        ]
        return Picture(images[0], images[1], seen, styles)

    def _memory(self, shape: tuple[int, int]) -> tuple[IndexArray, tuple[Pixels, Pixels]]:
        """The same memory for every picture of one size: fresh memory would cost as much as the drawing."""
        if self._seen.shape != shape:
            self._seen = np.empty(shape, np.int32)
            self._layers = (np.empty(shape, np.uint32), np.empty(shape, np.uint32))
        return self._seen, self._layers


def opacity_of(figure: Figure) -> float:
    """The factor that the user wishes."""
    return figure.opacities.get("points", 1.0)


def _styles(figure: Figure, classed: int, in_view: int) -> tuple[PointStyle, PointStyle]:
    """Of points without and with a class, when so many are in view."""
    wishes = (figure.point_size, opacity_of(figure))
    quiet = figure.coloring.palette == AGREEMENT
    return grey_style(in_view, *wishes), classed_style(classed, in_view, quiet, *wishes)


def image_of(pixels: Pixels) -> QImage:
    height, width = pixels.shape
    return QImage(pixels.data, width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied)


class GreyPoints:
    """The points without a class."""

    def __init__(self, points: Points) -> None:
        self._points = points

    def paint(self, painter: QPainter, scene: Scene) -> None:
        _paint(self._points, painter, scene, classed=False)


class ClassedPoints:
    """The points with a colour of their own."""

    def __init__(self, points: Points) -> None:
        self._points = points

    def paint(self, painter: QPainter, scene: Scene) -> None:
        _paint(self._points, painter, scene, classed=True)


def _paint(points: Points, painter: QPainter, scene: Scene, classed: bool) -> None:
    painter.setOpacity(1.0)  # the opacity of the layer is in the colours
    if points.are_shapes(scene):
        points.shapes(scene, classed).paint(painter, scene)
        return
    picture = points.picture(scene)
    image = picture.classed if classed else picture.grey
    if image is not None:
        painter.drawImage(scene.image_frame, image)
