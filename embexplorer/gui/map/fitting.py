"""The camera that shows a whole figure, or only what is looked at alone, and leaves room for legend and notes."""

from collections.abc import Sequence
from dataclasses import replace

from embexplorer.core.figure import Figure
from embexplorer.core.look import Camera
from embexplorer.core.typing import DoubleArray, FloatArray, IntArray
from embexplorer.gui.map.badges import line_of_badges, room
from embexplorer.gui.map.clearing import cleared, corner_points
from embexplorer.gui.map.legend_room import legend_room
from embexplorer.gui.map.scene import area_of
from embexplorer.gui.map.transform import Box, bounds, fitted
from embexplorer.gui.style import pixels

SMALL = 200  # pixels high, as one of several pictures
TRUST = "k = 15: 16 % of neighbours kept; a random layout keeps 0.05 %"  # as long as the sentence that will come
Taken = tuple[float, float] | None  # by the legend: width and height


class Fitting:
    """Keeps the box of the points and those at its corner, which take a pass over all of them; and for which legend
    and how many notes it left room, so that the map stays still while filters move and notes come.
    """

    def __init__(self) -> None:
        self._of: tuple[FloatArray, IntArray] | None = None
        self._box: Box | None = None
        self._corner: DoubleArray | None = None
        self._left_of: Sequence[object] = ()
        self._left: tuple[float, Taken] = (0.0, None)
        self._known: tuple[tuple[object, ...], Camera] | None = None

    def camera(self, figure: Figure | None, width: float, height: float) -> Camera:
        """The camera for a picture of this size; rows that are isolated fill it."""
        if figure is None:
            return fitted(None, area_of(figure, width, height))
        seen = (figure, width, height, pixels(100))
        if self._known is None or self._known[0][0] is not figure or self._known[0][1:] != seen[1:]:
            self._look_at(figure)
            self._known = (seen, self._fitted(figure, width, height))
        return self._known[1]

    def forget(self) -> None:
        """Leave room for the legend and the notes there are now, next time."""
        self._left_of, self._known = (), None

    def _look_at(self, figure: Figure) -> None:
        known = self._of or (None, None)
        if known[0] is not figure.coordinates or known[1] is not figure.isolated:
            self._of = (figure.coordinates, figure.isolated)
            self._box, self._corner = bounds(_framed(figure)), None

    def _room(self, figure: Figure, width: float, height: float) -> tuple[float, Taken]:
        """How much was left below, and for the legend, when this map was first seen at this size and in this colour."""
        of = (figure.title, width, height, *_explained(figure))
        if of != self._left_of:
            taken = legend_room(figure, width, area_of(figure, width, height).height, scrolls=True)
            self._left_of, self._left = of, (_below(figure, width, height), taken)
        return self._left

    def _fitted(self, figure: Figure, width: float, height: float) -> Camera:
        area, (below, taken) = area_of(figure, width, height), self._room(figure, width, height)
        camera = fitted(self._box, area, below)
        if taken is None or self._box is None:
            return camera
        if self._corner is None:
            self._corner = corner_points(_framed(figure))
        return cleared(camera, self._box, self._corner, area, taken, below)


def fitted_camera(
    figure: Figure, width: float, height: float, ends: FloatArray | None = None, notes: bool = True
) -> Camera:
    """The camera for a picture that stays as it is: with `notes` that of the screen when the map is first shown there.

    `ends` are what it is to show where that is not its points.
    """
    area = area_of(figure, width, height)
    points = _framed(figure) if ends is None else ends
    box, below = bounds(points), _below(figure, width, height) if notes else 0.0
    camera, taken = fitted(box, area, below), legend_room(figure, width, area.height)
    return camera if taken is None or box is None else cleared(camera, box, corner_points(points), area, taken, below)


def _explained(figure: Figure) -> tuple[object, ...]:
    """What the legend is of, whatever it counts."""
    parts = (figure.coloring, figure.sizing, figure.shaping)
    titles = tuple(part.title if part is not None else None for part in parts)
    return (
        "legend" in figure.layers,
        figure.legend_folded,
        figure.coloring.kind,
        len(figure.coloring.entries),
        *titles,
    )


def _framed(figure: Figure) -> FloatArray:
    return figure.coordinates[figure.isolated] if len(figure.isolated) else figure.coordinates


def _below(figure: Figure, width: float, height: float) -> float:
    """Room for the notes there are, for the sentence of trust, which may come later, and for one line at least.

    In a small picture that would be much of it: only what is there has room.
    """
    area = area_of(figure, width, height)
    if area.height < pixels(SMALL):
        return room(figure, area.width, area.height)
    expected = figure if figure.trust or figure.projection is None else replace(figure, trust=TRUST)
    return max(room(expected, area.width, area.height), line_of_badges())


def is_another(known: Figure | None, figure: Figure | None) -> bool:
    """Whether another map comes, of which neither the camera nor a row under the pointer can be kept."""
    return known is None or figure is None or (known.title, known.rows) != (figure.title, figure.rows)
