"""Draw the labels: words beside their points with a halo of the map's colour, never one over another."""

import time
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from embexplorer.core.coloring import NONE
from embexplorer.core.label_placement import Box, Rank, Wanted, place
from embexplorer.gui.map import badges, legend
from embexplorer.gui.map.label_candidates import candidates
from embexplorer.gui.map.label_text import LabelText, font_of
from embexplorer.gui.map.palette import color_of, readable
from embexplorer.gui.map.scene import Scene

SLOW = 0.02  # seconds: a placement that took longer waits until the view stands still
AGAIN = 0.5  # seconds between two placements while something moves
LEADER = 0.75
DOT = 2.5  # pixels around a classed point that no other label covers


@dataclass(frozen=True)
class Label:
    """A placed word: where its box stands, seen from its point."""

    row: int
    text: str
    rank: Rank
    across: float
    down: float
    width: float
    height: float
    led: bool

    def box(self, point: QPointF) -> QRectF:
        """Its rectangle when its point lies here."""
        return QRectF(point.x() + self.across, point.y() + self.down, self.width, self.height)


class Labels:
    """While points move, labels go with them, and find new places now and then, and when everything stands still."""

    def __init__(self) -> None:
        self._text = LabelText()
        self._scene: Scene | None = None
        self._labels: list[Label] = []
        self._seconds = 0.0
        self._at = 0.0

    def paint(self, painter: QPainter, scene: Scene) -> None:
        labels = self.placed(scene)
        points = [scene.at(label.row) for label in labels]
        self._leaders(painter, scene, labels, points)
        for label, point in reversed(list(zip(labels, points, strict=True))):
            place_of = label.box(point).topLeft()
            self._text.draw(painter, place_of, label.text, label.rank, tone(scene, label), scene)

    def placed(self, scene: Scene) -> list[Label]:
        """The labels of this scene."""
        known = self._scene
        if known is not None and _same_labels(known, scene):
            return self._labels
        if known is not None and self._must_wait(known, scene):
            return self._labels
        self._scene = scene
        started = time.perf_counter()
        self._labels = placed(scene)
        self._at = time.perf_counter()
        self._seconds = self._at - started
        return self._labels

    def _must_wait(self, known: Scene, scene: Scene) -> bool:
        """Whether new places must wait: they were found just now, and are slow to find or the points are under way."""
        if scene.settled or known.figure.keys is not scene.figure.keys or time.perf_counter() - self._at > AGAIN:
            return False
        return self._seconds > SLOW or known.figure.coordinates is not scene.figure.coordinates

    def _leaders(self, painter: QPainter, scene: Scene, labels: list[Label], points: list[QPointF]) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(scene.tokens.tertiary), LEADER))
        for label, point in zip(labels, points, strict=True):
            if label.led:
                painter.drawLine(QLineF(point, _nearest(label.box(point), point)))


def _same_labels(known: Scene, scene: Scene) -> bool:
    """Whether the same labels stand at the same places; parts of a figure are kept from one to the next."""
    one, other = known.figure, scene.figure
    same_parts = (
        one.coordinates is other.coordinates and one.coloring is other.coloring and one.selected is other.selected
    )
    return same_parts and _outside(known) == _outside(scene)


def _outside(scene: Scene) -> tuple[object, ...]:
    figure = scene.figure
    marks = (figure.pinned, figure.edges, figure.layers, figure.badges, figure.trust, figure.axes, id(figure.keys))
    return (scene.view, scene.width, scene.height, scene.tokens, *marks)


def placed(scene: Scene) -> list[Label]:
    """Every label that finds a place in this scene, the most important first."""
    rows, wanted = candidates(scene)
    texts: dict[int, str] = {}
    metrics = {rank: QFontMetricsF(font_of(rank)) for rank in Rank}

    def size(index: int) -> tuple[float, float]:
        texts[index] = shown(scene.figure.keys[rows[index]])
        measure = metrics[wanted[index].rank]
        return measure.horizontalAdvance(texts[index]), measure.height()

    area = scene.area
    room = Box(area.left + 4, area.top + 4, area.left + area.width - 4, area.top + area.height - 4)
    found = place(wanted, size, room, _taken(scene, wanted), _dots(wanted))
    return [_label(rows[at.number], texts[at.number], wanted[at.number], at.box, at.led) for at in found]


def _label(row: int, text: str, asked: Wanted, box: Box, led: bool) -> Label:
    across, down = box.left - asked.x, box.top - asked.y
    return Label(row, text, asked.rank, across, down, box.right - box.left, box.bottom - box.top, led)


def shown(word: str) -> str:
    """A word as one short line: line ends would break it, and nobody reads more than forty letters of it."""
    line = " ".join(word.split()) or word
    return line if len(line) <= 40 else line[:39] + "…"


def _taken(scene: Scene, wanted: list[Wanted]) -> list[Box]:
    """What labels keep out of: legend, badges, and the marked points."""
    boxes = [legend.area(scene), *(box for box, _ in badges.boxes(scene))]
    around = {Rank.PINNED: 8, Rank.SELECTED: 5}
    marked = [(w.x, w.y, around[w.rank]) for w in wanted if w.rank in around]
    points = [Box(x - size, y - size, x + size, y + size) for x, y, size in marked]
    return [Box(b.left(), b.top(), b.right(), b.bottom()) for b in boxes if not b.isEmpty()] + points


def _dots(wanted: list[Wanted]) -> list[Box]:
    """The points with a colour of their own."""
    return [Box(w.x - DOT, w.y - DOT, w.x + DOT, w.y + DOT) for w in wanted if w.rank == Rank.CLASSED]


def _nearest(box: QRectF, point: QPointF) -> QPointF:
    x = min(max(point.x(), box.left()), box.right())
    y = min(max(point.y(), box.top()), box.bottom())
    return QPointF(x, y)


def tone(scene: Scene, label: Label) -> str:
    """The colour of a label's text."""
    tokens, coloring = scene.tokens, scene.figure.coloring
    match label.rank:
        case Rank.PINNED | Rank.SELECTED:
            return tokens.text
        case Rank.NEIGHBOR:
            return readable(tokens.accent, tokens)
    code = int(coloring.codes[label.row])
    if coloring.kind == "categorical" and code != NONE:
        return readable(color_of(coloring, code, tokens).name(), tokens)
    return tokens.map_label if coloring.kind in ("plain", "categorical") else tokens.text
