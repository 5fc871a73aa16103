"""What is written over the points of the 3-D view: edges, rings, labels, the three axes, legend and badges."""

import logging
import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from embexplorer.core.coloring import NONE
from embexplorer.core.figure import Figure
from embexplorer.core.keys import Keys
from embexplorer.core.label_placement import Rank
from embexplorer.gui.map import tripod
from embexplorer.gui.map.badges import Badges, boxes
from embexplorer.gui.map.label_text import LabelText, font_of
from embexplorer.gui.map.label_words import Words
from embexplorer.gui.map.layers import Arrows, opacity_of
from embexplorer.gui.map.legend import Legend, area
from embexplorer.gui.map.marks import Edges, Pinned
from embexplorer.gui.map.palette import color_of, readable
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.map.seeing import Seeing
from embexplorer.gui.map.transform import MapTransform
from embexplorer.gui.map.tripod import Tripod
from embexplorer.gui.map3d.cloud import Cloud, candidates, free_of_each_other
from embexplorer.gui.map3d.flattened import notes
from embexplorer.gui.map3d.flattened import tripod as tripod_of
from embexplorer.gui.map3d.orbit import Orbit, Points
from embexplorer.gui.style import appearance
from embexplorer.gui.tokens import Tokens

if TYPE_CHECKING:
    from embexplorer.gui.map3d.room import Room

log = logging.getLogger(__name__)

RING = 4.5  # pixels
RINGS = 1_500  # selected points that get a ring; more are outlined by OpenGL
GAP = 8  # pixels between a point and its label


@dataclass(frozen=True, kw_only=True, eq=False)
class Seen:
    """A cloud as it is seen now: `places` are the pixels of its points, `captions` say what the axes mean."""

    figure: Figure
    cloud: Cloud
    places: Points
    orbit: Orbit
    captions: tuple[str, str, str]
    hovered: int | None
    width: float
    height: float
    tokens: Tokens
    ratio: float
    few: int = 0  # points that are drawn while it moves, where not all are

    def scene(self) -> "SeenScene":
        """For the layers of the flat map that ask no more than where a row is."""
        figure = replace(
            self.figure,
            axes=None,
            trust="",
            tripod=tripod_of(self.orbit, self.captions),
            badges=(*self.figure.badges, *notes(self.figure), *self._few()),
        )
        return SeenScene(figure=figure, view=MapTransform(scale=1, left=0, top=0), width=self.width, seen=self,
                         height=self.height, tokens=self.tokens, ratio=self.ratio, hovered=self.hovered,
                         scrolls=True)  # fmt: skip

    def _few(self) -> tuple[str, ...]:
        rows = len(self.cloud.rows)
        return (f"While it moves, {self.few:,} of {rows:,} points are drawn",) if self.few else ()


@dataclass(frozen=True, kw_only=True)
class SeenScene(Scene):
    """Rows are where the eye sees them."""

    seen: Seen

    def at(self, row: int) -> QPointF:
        point = self.seen.cloud.point_of(row)
        if point is None:
            return QPointF(math.nan, math.nan)
        x, y = self.seen.places[point].tolist()
        return QPointF(x, y)


@dataclass(frozen=True, eq=False)
class Pens:
    """What draws a part of it and keeps what it has drawn; `written` are the labels of the last painting."""

    legend: Legend = field(default_factory=Legend)
    badges: Badges = field(default_factory=Badges)
    texts: LabelText = field(default_factory=LabelText)
    written: list[tuple[QRectF, int]] = field(default_factory=list)
    _words: list[Words] = field(default_factory=list)

    def words(self, keys: Keys) -> Words:
        """What knows the words of this space as they are written."""
        if not self._words or self._words[0].keys is not keys:
            self._words[:] = [Words(keys)]
        return self._words[0]

    def row_at(self, place: QPointF) -> int | None:
        """The row whose label is at this pixel."""
        return next((row for box, row in self.written if box.contains(place)), None)


class Overlay(QWidget):
    """Lies over the points and lets the mouse through."""

    def __init__(self, room: "Room") -> None:
        super().__init__(room)
        self._room = room
        self.pens = Pens()
        self.seeing = Seeing(self)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.seeing.canvas())
        try:
            seen = self._room.seen()
            if seen is not None:
                paint(painter, seen, self.pens)
            self._room.hand.paint(painter, appearance().tokens)
        except Exception:  # one that leaves a paint event would end the program
            log.exception("What is written over the 3-D view could not be drawn")
        finally:
            painter.end()
        self.seeing.show()


def paint(painter: QPainter, seen: Seen, pens: Pens) -> None:
    """Everything but the points."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scene = seen.scene()
    layers = (("edges", Edges()), ("arrows", Arrows()))
    for name, layer in layers:
        if name in scene.figure.layers:
            painter.setOpacity(opacity_of(name, scene.figure))
            layer.paint(painter, scene)
    painter.setOpacity(1.0)
    _paint_selection(painter, seen)
    Pinned().paint(painter, scene)
    _paint_hovered(painter, scene)
    _paint_labels(painter, seen, scene, pens)
    Tripod().paint(painter, scene)
    if "legend" in scene.figure.layers:
        pens.legend.paint(painter, scene)
    pens.badges.paint(painter, scene)


def _paint_selection(painter: QPainter, seen: Seen) -> None:
    points = seen.cloud.points_of(seen.figure.selected)
    if len(points) > RINGS:
        return
    places = seen.places[points]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(seen.tokens.text), 1.25))
    for x, y in places[np.isfinite(places).all(axis=1)].tolist():
        painter.drawEllipse(QPointF(x, y), RING, RING)


def _paint_hovered(painter: QPainter, scene: "SeenScene") -> None:
    if scene.hovered is None or not math.isfinite((place := scene.at(scene.hovered)).x()):
        return
    figure = scene.figure
    painter.setPen(QPen(QColor(scene.tokens.text), 1))
    painter.setBrush(color_of(figure.painted, int(figure.painted.codes[scene.hovered]), scene.tokens))
    painter.drawEllipse(place, RING, RING)


def _paint_labels(painter: QPainter, seen: Seen, scene: Scene, pens: Pens) -> None:
    points = candidates(seen.figure, seen.cloud, seen.hovered)
    points = points[np.isfinite(seen.places[points]).all(axis=1)]
    rows = seen.cloud.rows[points].tolist()
    chosen = np.isin(rows, seen.figure.selected).tolist()
    ranks = [_rank(seen, row, strong) for row, strong in zip(rows, chosen, strict=True)]
    words = pens.words(seen.figure.keys)
    texts = [words.of(row, rank) for row, rank in zip(rows, ranks, strict=True)]
    widths = [text.width for text in texts]
    measures = {rank: QFontMetricsF(font_of(rank)) for rank in set(ranks)}
    corners = seen.places[points] + (GAP, 0)
    clear = [area(scene), tripod.area(scene), *(box for box, _ in boxes(scene))]
    pens.written.clear()
    for number in free_of_each_other(corners, widths, seen.width, seen.height, clear):
        (x, y), measure = corners[number].tolist(), measures[ranks[number]]
        corner = QPointF(x, y - measure.ascent() + measure.capHeight() / 2)
        pens.texts.draw(
            painter, corner, texts[number].text, ranks[number], _tone(seen, rows[number], ranks[number]), scene
        )
        pens.written.append((QRectF(corner.x(), corner.y(), widths[number], measure.height()), rows[number]))


def _rank(seen: Seen, row: int, selected: bool) -> Rank:
    if row == seen.figure.pinned:
        return Rank.PINNED
    if selected or row == seen.hovered:
        return Rank.SELECTED
    if any(edge.row == row for edge in seen.figure.edges):
        return Rank.NEIGHBOR
    return Rank.CLASSED if seen.figure.coloring.codes[row] != NONE else Rank.SPARSE


def _tone(seen: Seen, row: int, rank: Rank) -> str:
    if rank == Rank.NEIGHBOR:
        return readable(seen.tokens.accent, seen.tokens)
    if rank == Rank.CLASSED:
        coloring = seen.figure.coloring
        return readable(color_of(coloring, int(coloring.codes[row]), seen.tokens).name(), seen.tokens)
    return seen.tokens.map_label if rank == Rank.SPARSE else seen.tokens.text
