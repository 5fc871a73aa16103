"""What one painting of the map needs to know: the figure, from where it is seen, how large, and in which colours."""

import math
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from embexplorer.core.figure import Figure
from embexplorer.core.figure_file import VECTOR_POINTS
from embexplorer.gui.map.transform import Area, MapTransform
from embexplorer.gui.tokens import Tokens


@dataclass(frozen=True, kw_only=True)
class Scene:
    """`width` and `height` in pixels, `ratio` device pixels to one of them. `vector` painting keeps text as text.

    `settled` is False while the points or the view are moving: what is costly then waits. In a `hurry`, as on the
    screen, labels that have never been drawn may come a frame later. `vector_points` is up to how many points a vector
    painting holds each as a shape. A `clear` scene has nothing behind it. Where a legend `scrolls` it
    need not show all at once.
    """

    figure: Figure
    view: MapTransform
    width: float
    height: float
    tokens: Tokens
    ratio: float = 1.0
    hovered: int | None = None
    vector: bool = False
    settled: bool = True
    hurry: bool = False
    vector_points: int = VECTOR_POINTS
    clear: bool = False
    scrolls: bool = False

    def at(self, row: int) -> QPointF:
        """The pixel of this row's point; nowhere (not a number) where the row is not shown."""
        if not self.figure.is_shown(row):
            return QPointF(math.nan, math.nan)
        point = self.view.to_screen(self.figure.coordinates[row])
        return QPointF(float(point[0]), float(point[1]))

    @property
    def area(self) -> Area:
        """Where the map lies; the axes are outside of it."""
        return area_of(self.figure, self.width, self.height)

    @property
    def hairline(self) -> float:
        """The thinnest line: one device pixel on a screen, and no thinner than half a pixel where those are finer."""
        return max(1 / self.ratio, 0.5)

    @property
    def image_frame(self) -> QRectF:
        """Where an image of all device pixels is drawn. In a vector file it is a hundredth of a dot smaller: readers
        (Poppler) would take one that ends at a whole dot for a dot larger, and blur all of it.
        """
        less = INSET / self.ratio if self.vector else 0.0
        return self.frame.adjusted(less, less, -less, -less)

    @property
    def frame(self) -> QRectF:
        """The whole area that is painted."""
        return QRectF(0, 0, self.width, self.height)


INSET = 0.01  # device pixels
AXIS_LEFT, AXIS_BOTTOM = 52, 40  # room for ticks and captions, where the axes mean something


def area_of(figure: Figure | None, width: float, height: float) -> Area:
    """Where the map lies in a window of this size."""
    left, bottom = (AXIS_LEFT, AXIS_BOTTOM) if figure is not None and figure.axes else (0, 0)
    return Area(left=left, top=0, width=max(1.0, width - left), height=max(1.0, height - bottom))


class Layer(Protocol):
    """Something that draws on the map. It may keep caches; it must not change the painter's state for the next."""

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """Draw in pixels, the top left corner of the map being (0, 0)."""
