"""What is written over the points of the 3-D view: labels, rings, the three axes, legend and badges."""

from dataclasses import dataclass, field, replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from embexplorer.core.coloring import NONE
from embexplorer.core.figure import Figure
from embexplorer.core.label_placement import Rank
from embexplorer.gui.map.badges import Badges
from embexplorer.gui.map.label_text import LabelText, font_of
from embexplorer.gui.map.labels import shown
from embexplorer.gui.map.legend import Legend
from embexplorer.gui.map.palette import color_of, readable
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.map.transform import MapTransform
from embexplorer.gui.map3d.cloud import Cloud, candidates, free_of_each_other
from embexplorer.gui.map3d.orbit import Orbit, Points
from embexplorer.gui.style import font, pixels
from embexplorer.gui.tokens import Tokens

RING, PINNED_RING = 4.5, 7.5  # pixels
RINGS = 2_000  # selected points that get a ring; more are only dotted
GAP = 8  # pixels between a point and its label
TRIPOD = 34  # pixels of an axis of the hint that points straight across


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


@dataclass(frozen=True, eq=False)
class Pens:
    """What draws a part of it and keeps what it has drawn."""

    legend: Legend = field(default_factory=Legend)
    badges: Badges = field(default_factory=Badges)
    texts: LabelText = field(default_factory=LabelText)


def paint(painter: QPainter, seen: Seen, pens: Pens) -> None:
    """Everything but the points."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    figure = replace(seen.figure, axes=None, trust="", badges=(*seen.figure.badges, *_judged(seen.figure)))
    scene = Scene(figure=figure, view=MapTransform(scale=1, left=0, top=0), width=seen.width, height=seen.height,
                  tokens=seen.tokens, ratio=seen.ratio)  # fmt: skip
    _paint_selection(painter, seen)
    _paint_one(painter, seen, seen.figure.pinned, PINNED_RING, seen.tokens.accent, filled=True)
    _paint_one(painter, seen, seen.hovered, RING + 1, seen.tokens.text)
    _paint_labels(painter, seen, scene, pens.texts)
    _paint_axes(painter, seen)
    if "legend" in figure.layers:
        pens.legend.paint(painter, scene)
    pens.badges.paint(painter, scene)


def _judged(figure: Figure) -> tuple[str, ...]:
    """What a map keeps is judged among two components, also where three are seen."""
    one, two = figure.components
    return (f"What the map keeps is judged on components {one + 1} and {two + 1} alone",) if figure.trust else ()


def _paint_selection(painter: QPainter, seen: Seen) -> None:
    points = seen.cloud.points_of(seen.figure.selected)
    places = seen.places[points]
    places = places[np.isfinite(places).all(axis=1)]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if len(places) > RINGS:
        painter.setPen(QPen(QColor(seen.tokens.text), 3))
        painter.drawPoints(QPolygonF([QPointF(x, y) for x, y in places.tolist()]))
        return
    painter.setPen(QPen(QColor(seen.tokens.text), 1.25))
    for x, y in places.tolist():
        painter.drawEllipse(QPointF(x, y), RING, RING)


def _paint_one(painter: QPainter, seen: Seen, row: int | None, radius: float, tone: str, filled: bool = False) -> None:
    point = seen.cloud.point_of(row)
    if point is None or not np.isfinite(seen.places[point]).all():
        return
    center = QPointF(*seen.places[point].tolist())
    painter.setPen(QPen(QColor(tone), 1.25))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(center, radius, radius)
    if filled:
        painter.setPen(QPen(QColor(seen.tokens.map), 1.5))
        painter.setBrush(QColor(tone))
        painter.drawEllipse(center, RING, RING)


def _paint_labels(painter: QPainter, seen: Seen, scene: Scene, texts: LabelText) -> None:
    points = candidates(seen.figure, seen.cloud, seen.hovered)
    points = points[np.isfinite(seen.places[points]).all(axis=1)]
    rows = seen.cloud.rows[points].tolist()
    chosen = np.isin(rows, seen.figure.selected).tolist()
    ranks = [_rank(seen, row, strong) for row, strong in zip(rows, chosen, strict=True)]
    words = [shown(word) for word in seen.figure.keys.at(np.array(rows, np.int64))]
    measures = [QFontMetricsF(font_of(rank)) for rank in ranks]
    widths = [measure.horizontalAdvance(word) for word, measure in zip(words, measures, strict=True)]
    corners = seen.places[points] + (GAP, 0)
    for number in free_of_each_other(corners, widths, seen.width, seen.height):
        x, y = corners[number].tolist()
        corner = QPointF(x, y - measures[number].ascent() + measures[number].capHeight() / 2)
        texts.draw(painter, corner, words[number], ranks[number], _tone(seen, rows[number], ranks[number]), scene)


def _rank(seen: Seen, row: int, selected: bool) -> Rank:
    if row == seen.figure.pinned:
        return Rank.PINNED
    if selected or row == seen.hovered:
        return Rank.SELECTED
    return Rank.CLASSED if seen.figure.coloring.codes[row] != NONE else Rank.SPARSE


def _tone(seen: Seen, row: int, rank: Rank) -> str:
    if rank == Rank.CLASSED:
        coloring = seen.figure.coloring
        return readable(color_of(coloring, int(coloring.codes[row]), seen.tokens).name(), seen.tokens)
    return seen.tokens.map_label if rank == Rank.SPARSE else seen.tokens.text


def _paint_axes(painter: QPainter, seen: Seen) -> None:
    """Where the three axes point, at the bottom right; those that point away are drawn first."""
    middle = QPointF(seen.width - pixels(78), seen.height - pixels(56))
    turn = seen.orbit.turn()
    painter.setFont(font("caption"))
    for axis in np.argsort(turn[2]).tolist():
        way = QPointF(float(turn[0, axis]), -float(turn[1, axis]))
        tip = middle + way * pixels(TRIPOD)
        painter.setPen(QPen(QColor(seen.tokens.secondary if turn[2, axis] >= 0 else seen.tokens.control_line), 1.5))
        painter.drawLine(middle, tip)
        painter.setPen(QColor(seen.tokens.secondary))
        away = middle + way * pixels(TRIPOD + 14)
        box = QRectF(away.x() - pixels(40), away.y() - pixels(8), pixels(80), pixels(16))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, seen.captions[axis])
