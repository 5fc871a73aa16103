"""What the 3-D view draws of a figure: places, colours and sizes of the points, and which words get labels."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from embexplorer.core.coloring import NONE
from embexplorer.core.figure import Figure
from embexplorer.core.projection import Projection
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.gui.map.palette import lookup
from embexplorer.gui.map.point_style import classed_style, grey_style
from embexplorer.gui.map3d.orbit import Points, centred
from embexplorer.gui.tokens import Tokens

SELECTED, FREQUENT = 60, 240  # of the selected and of the most frequent words so many are candidates for a label
ROOM, APART = 18, 6  # pixels: height of a label with its air, and air at its sides
LARGEST = 2.0  # times the usual size has the row of the greatest code, and the smallest half of it


@dataclass(frozen=True, kw_only=True, eq=False)
class Cloud:
    """Point i is the row `rows[i]` of the space. `colors` are n × 4 from 0 to 1, `sizes` diameters in pixels."""

    rows: IntArray
    places: FloatArray
    colors: FloatArray
    sizes: FloatArray

    def point_of(self, row: int | None) -> int | None:
        """Which point a row is, None where it has none."""
        if row is None:
            return None
        place = int(np.searchsorted(self.rows, row))
        return place if place < len(self.rows) and self.rows[place] == row else None

    def points_of(self, rows: IntArray) -> IntArray:
        """Which points these sorted rows are; those without are left out."""
        places = np.searchsorted(self.rows, rows)
        there = places < len(self.rows)
        there[there] = self.rows[places[there]] == rows[there]
        return np.asarray(places[there], np.int64)


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


def cloud_of(figure: Figure, coordinates: FloatArray, tokens: Tokens) -> Cloud:
    """The points that are drawn: those shown and with a place; larger where the figure has sizes."""
    places = centred(coordinates)
    drawn = np.isfinite(places).all(axis=1)
    if figure.shown is not None:
        drawn &= figure.shown
    rows = np.flatnonzero(drawn)
    codes = figure.coloring.codes[rows]
    count, classed = len(rows), int(np.count_nonzero(codes != NONE))
    grey, own = grey_style(count), classed_style(classed, count)
    argb = lookup(figure.coloring, tokens)[codes]
    colors = np.stack([(argb >> shift) & 255 for shift in (16, 8, 0)], axis=1).astype(np.float32) / 255
    opacity = np.where(codes == NONE, grey.opacity, own.opacity).astype(np.float32)
    sizes = 2 * np.where(codes == NONE, grey.radius, own.radius) * figure.point_size
    if figure.sizes is not None:
        sizes = sizes * LARGEST ** (2 * figure.sizes[rows].astype(np.float64) / 255 - 1)
    return Cloud(
        rows=rows,
        places=np.ascontiguousarray(places[rows]),
        colors=np.column_stack([colors, opacity]),
        sizes=np.asarray(sizes, np.float32),
    )


def candidates(figure: Figure, cloud: Cloud, hovered: int | None) -> IntArray:
    """Points that may get a label, the most wanted first: pinned and pointed at, selected, then the most frequent."""
    first = [point for row in (figure.pinned, hovered) if (point := cloud.point_of(row)) is not None]
    if "labels" not in figure.layers:
        return np.array(first, np.int64)
    order = figure.order if figure.labelled is None else figure.labelled
    frequent = np.sort(order[:FREQUENT]) if len(order) else order
    rank = {int(row): place for place, row in enumerate(order[:FREQUENT])}
    points = sorted(cloud.points_of(frequent).tolist(), key=lambda point: rank[int(cloud.rows[point])])
    wanted = [*first, *cloud.points_of(figure.selected)[:SELECTED].tolist(), *points]
    return np.array(list(dict.fromkeys(wanted)), np.int64)


def free_of_each_other(places: Points, widths: Sequence[float], width: float, height: float) -> list[int]:
    """Which labels are written (numbers into `places`): in this order, each where no earlier one is in its way.

    A label stands to the right of its point; one that would leave the picture is not written.
    """
    taken: list[tuple[float, float, float]] = []
    written = []
    for number, ((x, y), wide) in enumerate(zip(places.tolist(), widths, strict=True)):
        if not (0 <= x and x + wide + APART <= width and ROOM / 2 <= y <= height - ROOM / 2):
            continue
        if any(x < right and left < x + wide + APART and abs(y - line) < ROOM for left, right, line in taken):
            continue
        taken.append((x, x + wide + APART, y))
        written.append(number)
    return written
