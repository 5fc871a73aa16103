"""What the 3-D view draws of a figure: places, colours, sizes and symbols of the points, and which words get labels."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from embexplorer.core.agreement import AGREEMENT
from embexplorer.core.coloring import NONE
from embexplorer.core.figure import Figure
from embexplorer.core.projection import Projection
from embexplorer.core.typing import BoolArray, FloatArray, IndexArray, IntArray
from embexplorer.gui.map.palette import lookup
from embexplorer.gui.map.point_style import FACTORS, classed_style, grey_style
from embexplorer.gui.map.points import opacity_of
from embexplorer.gui.map3d.orbit import Points, fitting_radius, radius_of
from embexplorer.gui.tokens import Tokens

SELECTED, FREQUENT = 60, 240  # of the selected and of the most frequent words so many are candidates for a label
ROOM, APART = 18, 6  # pixels: height of a label with its air, and air at its sides


@dataclass(frozen=True, kw_only=True, eq=False)
class Cloud:
    """Point i is the row `rows[i]` of the space. `colors` are n × 3 from 0 to 1, `radii` in pixels.

    The colours are mixed with that of the map by their opacity: overlaps add nothing, as on the flat map. `classed` are
    the points with a colour of their own, `outline` is how many pixels of the map's colour lie around each of those.
    """

    rows: IntArray
    places: FloatArray
    colors: FloatArray
    radii: FloatArray
    shapes: FloatArray
    classed: BoolArray
    outline: float = 0.0

    def point_of(self, row: int | None) -> int | None:
        """Which point a row is, None where it has none."""
        if row is None or not 0 <= row < len(self._points):
            return None
        point = int(self._points[row])
        return None if point < 0 else point

    def points_of(self, rows: IntArray) -> IntArray:
        """Which points these rows are, in their order; those without are left out."""
        found = self._points[rows[rows < len(self._points)]]
        return np.asarray(found[found >= 0], np.int64)

    @cached_property
    def _points(self) -> IndexArray:
        """The point of each row, −1 where it has none."""
        points = np.full(int(self.rows.max(initial=-1)) + 1, -1, np.int32)
        points[self.rows] = np.arange(len(self.rows), dtype=np.int32)
        return points

    def fitting(self, width: float, height: float) -> float:
        """The distance from which all points are in the picture, however they are turned."""
        return fitting_radius(self.radius, width, height)

    @cached_property
    def radius(self) -> float:
        """How far the furthest point is from the middle."""
        return radius_of(self.places)

    def part(self, chosen: IntArray | BoolArray) -> "Cloud":
        """Some of the points."""
        names = ("rows", "places", "colors", "radii", "shapes", "classed")
        return replace(self, **{name: getattr(self, name)[chosen] for name in names})


def third_component(projection: Projection, shown: tuple[int, int]) -> int | None:
    """The component that comes to the two shown ones: the first that is not among them; None where there is none."""
    count = projection.coordinates.shape[1]
    return next((number for number in range(count) if number not in shown), None) if count > 2 else None


def deep_coordinates(projection: Projection, shown: tuple[int, int]) -> FloatArray | None:
    """n × 3, the shown components first; None for a map that has only two."""
    third = third_component(projection, shown)
    if third is None or max(shown) >= projection.coordinates.shape[1]:
        return None
    return np.asarray(projection.coordinates[:, [*shown, third]], np.float32)


def deep_captions(projection: Projection, shown: tuple[int, int]) -> tuple[str, str, str]:
    """What the three axes are called: “PC1” of “PC1 · 5.2 %”, or numbers where the axes have no captions."""
    third = third_component(projection, shown)
    if third is None or not projection.axes:
        return ("1", "2", "3")
    first, second, deep = (projection.axes[number].partition(" ·")[0] for number in (*shown, third))
    return first, second, deep


def cloud_of(figure: Figure, places: FloatArray, tokens: Tokens) -> Cloud:
    """The points that are drawn: those shown and with a place, in the colours, sizes and symbols of the flat map.

    `places` are `centred`, n × 3.
    """
    drawn = np.isfinite(places[:, 0])
    if figure.shown is not None:
        drawn &= figure.shown
    rows = np.flatnonzero(drawn)
    classed = figure.coloring.codes[rows] != NONE
    count, wishes = len(rows), (figure.point_size, opacity_of(figure))
    grey = grey_style(count, *wishes)
    own = classed_style(int(np.count_nonzero(classed)), count, figure.coloring.palette == AGREEMENT, *wishes)
    radii = np.where(classed, own.radius, grey.radius)
    shapes = np.zeros(count) if figure.shapes is None else figure.shapes[rows]
    return Cloud(
        rows=rows,
        places=np.ascontiguousarray(places[rows]),
        colors=_colors(figure, rows, np.where(classed, own.opacity, grey.opacity).astype(np.float32), tokens),
        radii=np.asarray(radii if figure.sizes is None else radii * FACTORS[figure.sizes[rows]], np.float32),
        shapes=np.asarray(shapes, np.float32),
        classed=classed,
        outline=own.outline,
    )


def _colors(figure: Figure, rows: IntArray, opacity: FloatArray, tokens: Tokens) -> FloatArray:
    coloring = figure.painted
    argb = lookup(coloring, tokens)[coloring.codes[rows]]
    own = np.stack([(argb >> shift) & 255 for shift in (16, 8, 0)], axis=1).astype(np.float32) / 255
    tone = QColor(tokens.map)
    ground = np.array([tone.redF(), tone.greenF(), tone.blueF()], np.float32)
    return np.asarray(ground + (own - ground) * opacity[:, None], np.float32)


def thinned(cloud: Cloud, most: int) -> Cloud:
    """So many of the points, drawn by lot but always the same: what is drawn while a slow machine turns them."""
    if len(cloud.rows) <= most:
        return cloud
    return cloud.part(np.sort(np.random.default_rng(0).choice(len(cloud.rows), most, replace=False)))


def candidates(figure: Figure, cloud: Cloud, hovered: int | None) -> IntArray:
    """Points that may get a label, the most wanted first.

    That is the pinned one and that pointed at, the selected, the neighbours of the pinned one, then the most frequent.
    """
    first = [point for row in (figure.pinned, hovered) if (point := cloud.point_of(row)) is not None]
    if "labels" not in figure.layers:
        return np.array(first, np.int64)
    order = figure.order if figure.labelled is None else figure.labelled
    points = cloud.points_of(order[: round(FREQUENT * figure.label_density)]).tolist()
    near = [point for edge in figure.edges if (point := cloud.point_of(edge.row)) is not None]
    wanted = [*first, *cloud.points_of(figure.selected)[:SELECTED].tolist(), *near, *points]
    return np.array(list(dict.fromkeys(wanted)), np.int64)


def free_of_each_other(
    places: Points, widths: Sequence[float], width: float, height: float, clear: Sequence[QRectF] = ()
) -> list[int]:
    """Which labels are written (numbers into `places`): in this order, each where no earlier one is in its way.

    A label stands to the right of its point; one that would leave the picture, or reach into what is kept `clear`, is
    not written.
    """
    taken: list[tuple[float, float, float]] = []
    written = []
    for number, ((x, y), wide) in enumerate(zip(places.tolist(), widths, strict=True)):
        if not (0 <= x and x + wide + APART <= width and ROOM / 2 <= y <= height - ROOM / 2):
            continue
        if any(x < right and left < x + wide + APART and abs(y - line) < ROOM for left, right, line in taken):
            continue
        if any(area.intersects(QRectF(x, y - ROOM / 2, wide, ROOM)) for area in clear):
            continue
        taken.append((x, x + wide + APART, y))
        written.append(number)
    return written
