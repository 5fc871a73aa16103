"""At which pixels the points of a cloud are seen, found once for each view; a pointer moves more often."""

import numpy as np

from embexplorer.core.figure import Figure
from embexplorer.core.typing import IntArray
from embexplorer.gui.map3d.cloud import Cloud, candidates
from embexplorer.gui.map3d.orbit import Orbit, Points
from embexplorer.gui.map3d.overlay import RINGS


class Sight:
    """Keeps the last answer."""

    def __init__(self) -> None:
        self._cloud: Cloud | None = None
        self._from: tuple[Orbit, int, int] | None = None
        self._seen: tuple[Points, Points] | None = None

    def of(self, cloud: Cloud, orbit: Orbit, width: int, height: int) -> tuple[Points, Points]:
        """The pixels of all points, and how far they are from the eye."""
        if self._seen is None or self._cloud is not cloud or self._from != (orbit, width, height):
            self._cloud, self._from = cloud, (orbit, width, height)
            self._seen = orbit.to_screen(cloud.places, width, height)
        return self._seen


def marked(figure: Figure, cloud: Cloud, hovered: int | None) -> IntArray:
    """The points that something is written or drawn at."""
    ends = [row for arrow in figure.arrows for row in (arrow.start, arrow.end)]
    rows = np.array([*ends, *(edge.row for edge in figure.edges)], np.int64)
    parts = (candidates(figure, cloud, hovered), cloud.points_of(figure.selected[:RINGS]), cloud.points_of(rows))
    return np.unique(np.concatenate(parts))
