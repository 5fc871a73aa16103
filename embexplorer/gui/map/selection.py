"""Draw the selection: a ring around every point, or one outline around all where there are too many for rings."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from embexplorer.core.figure import Figure
from embexplorer.core.typing import BoolArray, DoubleArray, IndexArray, IntArray
from embexplorer.gui.map.dots import Dots, gathered
from embexplorer.gui.map.palette import lookup
from embexplorer.gui.map.point_style import PointStyle
from embexplorer.gui.map.points import Pixels, Points, image_of
from embexplorer.gui.map.raster import Raster
from embexplorer.gui.map.scene import Scene

RING, LINE = 4.0, 1.25
RINGS = 1500  # points in view; more are outlined together
PHASES = 4  # places of a ring in a device pixel, along each side
ROOM = 900.0  # pixels of the view for each ring; in less they would cover each other and what they mark
USUAL = 1.5  # pixels: the radius of outlined points where none is known
LARGEST = float(np.finfo(np.float32).max)
MANY = 100_000  # points selected; of more, those that are seen are outlined
DRAWN = ("selected", "shown", "coordinates", "coloring", "sizes", "shapes")  # of a figure


@dataclass(frozen=True)
class _Outlined:
    """The picture of an outline, and of what it is one: `of` are compared by identity."""

    of: tuple[object, ...]
    place: object
    image: QImage


class Selection:
    """Every point keeps its own colour. Of very many, those that are seen are outlined where they are."""

    def __init__(self, raster: Raster, points: Points | None = None) -> None:
        self._raster = raster
        self._points = points
        self._figure: Figure | None = None
        self._version = 0
        self._dots: Dots | None = None
        self._outlined: _Outlined | None = None
        self._room: tuple[Pixels, Pixels, IndexArray] | None = None

    def paint(self, painter: QPainter, scene: Scene) -> None:
        rows = scene.figure.shown_of(scene.figure.selected)
        if not len(rows):
            return
        if len(rows) > MANY and self._points is not None and "points" in scene.figure.layers:
            self._around(painter, scene, self._points, rows)
            return
        view, shape = scene.view.times(scene.ratio), _shape(scene)
        rings = min(RINGS, scene.width * scene.height / ROOM)
        if len(rows) > rings and self._raster.count(self._gathered(scene), view, shape) > rings:
            self._outline(painter, scene)
        else:
            _rings(painter, scene, _in_view(scene, rows))

    def _around(self, painter: QPainter, scene: Scene, points: Points, rows: IntArray) -> None:
        """A line around those that are seen."""
        of = points.picture(scene), scene.figure.selected, scene.figure.shown
        image = self._kept(of, scene.tokens, lambda: _line(scene, points.marked(scene, rows)))
        painter.drawImage(scene.image_frame, image)

    def _outline(self, painter: QPainter, scene: Scene) -> None:
        """Discs in the text colour, and above them all the points in their own."""
        dots = self._gathered(scene)
        styles = self._points.picture(scene).styles if self._points is not None else ()
        radius = max((style.radius for style in styles), default=USUAL)
        place = (scene.view, scene.width, scene.height, scene.ratio, scene.tokens, radius)
        image = self._kept((dots, scene.figure.painted), place, lambda: self._discs(scene, dots, radius))
        painter.drawImage(scene.image_frame, image)

    def _kept(self, of: tuple[object, ...], place: object, draw: Callable[[], QImage]) -> QImage:
        """The picture, drawn again if it is one of something else."""
        known = self._outlined
        same = known is not None and known.place == place and len(known.of) == len(of)
        if known is None or not same or any(one is not other for one, other in zip(known.of, of, strict=True)):
            known = self._outlined = _Outlined(of, place, draw())
        return known.image

    def _discs(self, scene: Scene, dots: Dots, radius: float) -> QImage:
        text = np.full(256, QColor(scene.tokens.text).rgba(), np.uint32)
        own, view = lookup(scene.figure.painted, scene.tokens), scene.view.times(scene.ratio)
        below, above, seen = self._memory(_shape(scene))
        for pixels, wider, colors in ((below, LINE, text), (above, 0.0, own)):
            style = PointStyle(radius=(radius + wider) * scene.ratio, opacity=1.0)
            self._raster.draw(dots, view, style, colors, 0, pixels, seen)
        image = image_of(below)
        painter = QPainter(image)
        painter.drawImage(0, 0, image_of(above))
        painter.end()
        return image

    def _memory(self, shape: tuple[int, int]) -> tuple[Pixels, Pixels, IndexArray]:
        """The same for every picture of one size: fresh memory would cost half as much as the drawing."""
        if self._room is None or self._room[0].shape != shape:
            self._room = (np.empty(shape, np.uint32), np.empty(shape, np.uint32), np.empty(shape, np.int32))
        return self._room

    def _gathered(self, scene: Scene) -> Dots:
        figure = scene.figure
        if self._dots is None or not self._is_known(figure) or self._version != self._raster.version:
            self._dots = self._raster.prepared(gathered(figure, figure.shown_of(figure.selected).astype(np.int32)))
            self._figure, self._version = figure, self._raster.version
        return self._dots

    def _is_known(self, figure: Figure) -> bool:
        known = self._figure
        return known is not None and all(getattr(known, name) is getattr(figure, name) for name in DRAWN)


def _shape(scene: Scene) -> tuple[int, int]:
    """Height and width of the picture in device pixels."""
    return max(1, round(scene.height * scene.ratio)), max(1, round(scene.width * scene.ratio))


def _in_view(scene: Scene, rows: IntArray) -> DoubleArray:
    """The pixels of those of the rows whose ring may be seen."""
    low, high = scene.view.to_map(-RING, scene.height + RING), scene.view.to_map(scene.width + RING, -RING)
    points = scene.figure.coordinates[rows]
    least, most = np.clip((low, high), -LARGEST, LARGEST)  # no float32 lies beyond, and none is compared with more
    inside = (points >= least.astype(np.float32)).all(axis=1) & (points <= most.astype(np.float32)).all(axis=1)
    return scene.view.to_screen(points[inside])


def _line(scene: Scene, marked: BoolArray) -> QImage:
    """A line around the pixels of marked points: as quick for a million as for none."""
    grown = marked.copy()
    for _ in range(max(1, round(LINE * scene.ratio))):
        before = grown.copy()
        grown[1:] |= before[:-1]
        grown[:-1] |= before[1:]
        grown[:, 1:] |= before[:, :-1]
        grown[:, :-1] |= before[:, 1:]
    text = np.uint32(QColor(scene.tokens.text).rgba())
    return image_of(np.where(grown & ~marked, text, np.uint32(0))).copy()


def _rings(painter: QPainter, scene: Scene, places: DoubleArray) -> None:
    if not scene.vector:
        _stamped(painter, scene, places)
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(scene.tokens.text), LINE))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for x, y in places.tolist():
        painter.drawEllipse(QPointF(x, y), RING, RING)


def _stamped(painter: QPainter, scene: Scene, places: DoubleArray) -> None:
    """From images of a ring, which takes a fifth of the time; each at most an eighth of a device pixel off."""
    steps = np.rint((places - RING - LINE) * (scene.ratio * PHASES)).astype(np.int64)
    corners, phases = np.divmod(steps, PHASES)
    for (x, y), (right, down) in zip((corners / scene.ratio).tolist(), phases.tolist(), strict=True):
        painter.drawImage(QPointF(x, y), _ring(scene.tokens.text, scene.ratio, right, down))


@lru_cache(maxsize=64)
def _ring(color: str, ratio: float, right: int, down: int) -> QImage:
    """A ring so many parts of a device pixel right of and below the corner of the image, and its own line away."""
    side = math.ceil(2 * (RING + LINE) * ratio) + 1
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(color), LINE))
    middle = [RING + LINE + part / (PHASES * ratio) for part in (right, down)]
    painter.drawEllipse(QPointF(*middle), RING, RING)
    painter.end()
    return image
