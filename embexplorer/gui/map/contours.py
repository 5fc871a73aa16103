"""Draw lines of equal density around the densest areas that hold given shares of the points in view."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QByteArray, QDataStream, QIODevice, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from embexplorer.core.typing import DoubleArray
from embexplorer.gui.map import density
from embexplorer.gui.map.density_grid import Grid, bin_for, grid_over
from embexplorer.gui.map.scene import Scene

Field = npt.NDArray[np.float32]
Line = npt.NDArray[np.float64]

FAINTEST, STRONGEST = 0.35, 0.85  # opacity of the outermost line and of the innermost
WIDTH = 1.1
PIECE = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])  # of a path in a Qt stream


@dataclass(frozen=True)
class Lines:
    """A path for each level, from the outermost, and what they were found for; an image of them on the screen.

    (left, top) is the corner of the image as seen from the place of the map's origin.
    """

    paths: tuple[QPainterPath, ...]
    image: QImage | None
    left: float
    top: float


class Contours:
    """While the map is panned the lines go with it; when it rests they are those of the points then in view."""

    def __init__(self) -> None:
        self._held: object = None
        self._asked: object = None
        self._place: object = None
        self._lines: Lines | None = None

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """Draw them; a vector file gets them as lines."""
        lines = self.lines(scene)
        if lines is None:
            return
        left, top = lines.left + scene.view.left, lines.top + scene.view.top
        if lines.image is not None:
            ratio = scene.ratio
            painter.drawImage(QPointF(round(left * ratio) / ratio, round(top * ratio) / ratio), lines.image)
            return
        _stroke(painter, scene, lines.paths)

    def lines(self, scene: Scene) -> Lines | None:
        """Those of this scene; None where there is nothing to draw, or not yet."""
        figure = scene.figure
        if not figure.rows or not figure.contour_levels or (scene.hurry and not density.is_ready()):
            return None
        asked = (density.asked_of(scene), figure.contour_levels, scene.width, scene.height, scene.vector)
        place = (scene.view.left, scene.view.top)
        if asked == self._asked and (place == self._place or not scene.settled):
            return self._lines
        self._asked, self._place = asked, place
        self._held = (figure.coordinates, figure.painted, figure.shown)
        self._lines = _found(scene)
        return self._lines


def field_of(scene: Scene) -> tuple[Field, Field, Grid]:
    """Points in each bin, their smoothed density, and where the bins are; somewhat more than the window."""
    bandwidth = scene.figure.bandwidth
    bin = bin_for(bandwidth)
    grid = grid_over(scene.view, bin, 0, 0, scene.width, scene.height, beyond=density.PAD + 4 * bandwidth)
    counts = density.counted(scene, np.zeros(256, np.int16), grid, 1)[0]
    return counts, density.kernel().smoothed(counts, bandwidth / grid.bin), grid


def thresholds(counts: Field, smooth: Field, shares: tuple[float, ...]) -> list[float]:
    """For each share the greatest density so that the bins which have it, or more, hold at least that share of points.

    Such an area is the smallest that does (highest density regions, Hyndman 1996).
    """
    occupied = counts > 0
    dense, points = smooth[occupied], counts[occupied]
    order = np.argsort(-dense, kind="stable")
    held = np.cumsum(points[order], dtype=np.float64)
    if not held.size:
        return []
    places = np.searchsorted(held, np.array(shares) * held[-1] - 1e-6)
    return [float(dense[order[min(place, len(order) - 1)]]) for place in places]


def traced(field: Field, *levels: float) -> list[list[Line]]:
    """For each level the lines at which the field has it: points (column, row), bin centres being whole numbers."""
    from embexplorer.gui.map._contour_kernel import NONE, trace

    sides = 2 * field.size
    room = np.full((sides, 2), NONE, np.int32), np.empty(2 * sides + 4, np.int32)
    places, starts = np.empty((2 * sides + 4, 2), np.float64), np.empty(sides + 2, np.int64)
    smooth, found = np.ascontiguousarray(field, np.float32), []
    for level in levels:
        count = trace(smooth, float(level), *room, places, starts)
        found.append([places[starts[line] : starts[line + 1]].copy() for line in range(count)])
    return found


def lines_of(scene: Scene) -> list[list[Line]]:
    """For each share, the greatest first, the lines around the area that holds it, in pixels of the scene."""
    if not scene.figure.rows or not scene.figure.contour_levels:
        return []
    counts, smooth, grid = field_of(scene)
    inside = _inside(scene, grid)
    levels = thresholds(counts[inside], smooth[inside], tuple(sorted(scene.figure.contour_levels, reverse=True)))
    return [[grid.places(line) for line in lines] for lines in traced(smooth, *levels)] if levels else []


def _found(scene: Scene) -> Lines | None:
    paths = tuple(map(path_of, lines_of(scene)))
    if not paths:
        return None
    if scene.vector:
        return Lines(paths, None, 0, 0)
    return _drawn(scene, paths)


def _inside(scene: Scene, grid: Grid) -> tuple[slice, slice]:
    """The bins whose middle lies in the window."""
    first = [max(0, math.ceil((0 - start) / grid.bin - 0.5)) for start in (grid.top, grid.left)]
    ends = zip((scene.height, scene.width), (grid.top, grid.left), strict=True)
    last = [math.ceil((end - start) / grid.bin - 0.5) for end, start in ends]
    return slice(first[0], last[0]), slice(first[1], last[1])


def path_of(lines: list[Line]) -> QPainterPath:
    """All of the lines as one path, without a call for every point."""
    points = sum(map(len, lines))
    pieces = np.zeros(points, PIECE)
    if points:
        places = np.concatenate(lines)
        pieces["kind"], pieces["x"], pieces["y"] = 1, places[:, 0], places[:, 1]
        pieces["kind"][np.cumsum([0, *map(len, lines[:-1])])] = 0
    ends = np.array([0, 0], ">i4").tobytes()
    content = QByteArray(np.array([points], ">i4").tobytes() + pieces.tobytes() + ends)
    path = QPainterPath()
    if points:
        QDataStream(content, QIODevice.OpenModeFlag.ReadOnly) >> path
    return path


def _drawn(scene: Scene, paths: tuple[QPainterPath, ...]) -> Lines:
    """On the screen a picture is kept, somewhat larger than the window, which a pan moves."""
    ratio, pad = scene.ratio, density.PAD
    image = QImage(
        round((scene.width + 2 * pad) * ratio),
        round((scene.height + 2 * pad) * ratio),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    painter = QPainter(image)
    painter.translate(pad, pad)
    _stroke(painter, scene, paths)
    painter.end()
    return Lines(paths, image, -pad - scene.view.left, -pad - scene.view.top)


def _stroke(painter: QPainter, scene: Scene, paths: tuple[QPainterPath, ...]) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for path, strength in zip(paths, strengths(len(paths)), strict=True):
        color = QColor(scene.tokens.text)
        color.setAlphaF(strength)
        pen = QPen(color, WIDTH)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPath(path)


def strengths(count: int) -> DoubleArray:
    """The opacity of each of so many lines, the outermost first."""
    return np.linspace(FAINTEST, STRONGEST, count) if count > 1 else np.array([STRONGEST])
