"""The brush: a disc that selects every point it is drawn over, in one stroke from press to release."""

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from embexplorer.core.figure import Figure
from embexplorer.core.typing import BoolArray, FloatArray, IntArray
from embexplorer.gui.map.gestures import Drag
from embexplorer.gui.map.lasso import rows_in_box
from embexplorer.gui.map.transform import MapTransform
from embexplorer.gui.tokens import Tokens

USUAL, LEAST, MOST = 24.0, 4.0, 240.0  # pixels of the radius
FACTOR = 1.25  # by which a key or a notch of the wheel changes it


@dataclass
class Stroke(Drag):
    """One drag of the brush over a figure that stands still; `painted` are the rows it has met so far."""

    figure: Figure | None = None
    view: MapTransform = field(default_factory=lambda: MapTransform(scale=1, left=0, top=0))
    radius: float = USUAL
    painted: BoolArray = field(default_factory=lambda: np.empty(0, np.bool_))

    def to(self, place: QPointF) -> None:
        before = self.end
        super().to(place)
        if self.figure is not None:
            self.painted[rows_under(self.figure.coordinates, self.view, before, place, self.radius)] = True

    def rows(self) -> IntArray:
        """The rows it has met, sorted."""
        return np.flatnonzero(self.painted).astype(np.int64)

    def met(self) -> int:
        """How many shown rows it has met."""
        shown = self.figure.shown if self.figure is not None else None
        return int(np.count_nonzero(self.painted if shown is None else self.painted & shown))

    def paint(self, painter: QPainter, tokens: Tokens) -> None:
        """Where it has been, at 15 %, and the disc."""
        trail = QColor(tokens.accent)
        trail.setAlphaF(0.15)
        round_ = (Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(trail, 2 * self.radius, *round_))
        painter.drawPolyline(QPolygonF([self.start, *self.path, self.end]))
        paint_disc(painter, tokens, self.end, self.radius)


class Brush:
    """How large the disc is; it begins strokes."""

    def __init__(self) -> None:
        self.radius = USUAL

    def resize(self, steps: float) -> None:
        """Larger by so many notches, or smaller."""
        self.radius = min(max(self.radius * FACTOR**steps, LEAST), MOST)

    def begin(self, figure: Figure | None, view: MapTransform, place: QPointF) -> Stroke:
        """Press the brush down here: one press is a disc, a drag a stroke."""
        painted = np.zeros(figure.rows if figure is not None else 0, np.bool_)
        stroke = Stroke("brush", place, place, True, [], figure, view, self.radius, painted)
        stroke.to(place)
        return stroke


def paint_disc(painter: QPainter, tokens: Tokens, place: QPointF, radius: float) -> None:
    """The outline of the brush."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens.accent), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(place, radius, radius)


def rows_under(coordinates: FloatArray, view: MapTransform, start: QPointF, end: QPointF, radius: float) -> IntArray:
    """The rows whose point lies within `radius` pixels of the line between two pixels, its edge included; sorted."""
    left, right = sorted((start.x(), end.x()))
    top, bottom = sorted((start.y(), end.y()))
    low, high = view.to_map(left - radius, bottom + radius), view.to_map(right + radius, top - radius)
    rows = rows_in_box(coordinates, low, high)
    places = view.to_screen(coordinates[rows]) - (start.x(), start.y())
    along = np.array([end.x() - start.x(), end.y() - start.y()])
    length = float(along @ along)
    share = np.clip(places @ along / length, 0, 1) if length else np.zeros(len(places))
    off = places - share[:, None] * along
    return rows[np.einsum("ij,ij->i", off, off) <= radius * radius]
