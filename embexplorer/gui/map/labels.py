"""Draw the labels: words beside their points with a halo of the map's colour, never one over another."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from embexplorer.core.agreement import AGREEMENT
from embexplorer.core.coloring import NONE
from embexplorer.core.label_placement import Box, Held, Rank, Wanted, place, standing
from embexplorer.gui.map import badges, legend
from embexplorer.gui.map.label_candidates import candidates
from embexplorer.gui.map.label_text import LabelText, font_of
from embexplorer.gui.map.palette import color_of, readable
from embexplorer.gui.map.scene import Scene

AGAIN = 0.3  # seconds between two placements while something moves
SHARE = 10  # of the time, one part at most goes into placements while something moves
NEW = 16  # words that are drawn for the first time in one frame
LEADER = 0.75
LONGEST = 40  # letters of a word
PICTURES = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n\r\v\f"}  # ␀ for a control sign
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
    """While something moves, labels go with their points: those that would meet another vanish, and now and then new
    ones come, after those that are there. When everything stands still, all are placed anew.
    """

    def __init__(self) -> None:
        self._text = LabelText()
        self._scene: Scene | None = None
        self._labels: list[Label] = []
        self._seconds = 0.0
        self._at = 0.0
        self._met: object = None  # the keys whose points have been painted
        self.unfinished = False  # whether there are labels that wait for the next frame

    def paint(self, painter: QPainter, scene: Scene) -> None:
        if self._is_first(scene):
            return
        labels = self._at_hand(scene, self.placed(scene))
        points = _points(scene, labels)
        self._leaders(painter, scene, labels, points)
        for label, point in reversed(list(zip(labels, points, strict=True))):
            place_of = label.box(point).topLeft()
            self._text.draw(painter, place_of, label.text, label.rank, tone(scene, label), scene)

    def _is_first(self, scene: Scene) -> bool:
        """In a hurry, the first picture of other words is their points; labels follow with the next frame."""
        met, self._met = self._met, scene.figure.keys
        self.unfinished = scene.hurry and met is not self._met
        return self.unfinished

    def _at_hand(self, scene: Scene, labels: list[Label]) -> list[Label]:
        """In a hurry, as many as can be drawn now; the others are drawn with the next frame."""
        self.unfinished = False
        if not scene.hurry:
            return labels
        new = [n for n, at in enumerate(labels) if not self._text.is_known(at.text, at.rank, tone(scene, at), scene)]
        later = set(new[NEW:])
        self.unfinished = bool(later)
        return [label for n, label in enumerate(labels) if n not in later]

    def placed(self, scene: Scene) -> list[Label]:
        """The labels of this scene."""
        known, self._scene = self._scene, scene
        if known is None or known.figure.keys is not scene.figure.keys:
            self._place(scene, {})
        elif _same_labels(known, scene) and (known.settled or not scene.settled):
            return self._labels
        elif scene.settled:
            self._place(scene, None)
        elif _words(known) != _words(scene) or time.perf_counter() - self._at > max(AGAIN, SHARE * self._seconds):
            self._place(scene, {label.row: Held(label.across, label.down, label.led) for label in self._labels})
        else:
            self._labels = carried(scene, self._labels)
        return self._labels

    def _place(self, scene: Scene, held: Mapping[int, Held] | None) -> None:
        started = time.perf_counter()
        self._labels = placed(scene, None if scene.settled else held)
        self._at = time.perf_counter()
        self._seconds = self._at - started

    def _leaders(self, painter: QPainter, scene: Scene, labels: list[Label], points: list[QPointF]) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(scene.tokens.tertiary), LEADER))
        for label, point in zip(labels, points, strict=True):
            if label.led:
                painter.drawLine(QLineF(point, _nearest(label.box(point), point)))


def _words(scene: Scene) -> tuple[object, ...]:
    """What decides which words ask for a label; another of it does not wait."""
    figure = scene.figure
    return id(figure.coloring), id(figure.selected), id(figure.shown), figure.pinned, figure.edges


def _same_labels(known: Scene, scene: Scene) -> bool:
    """Whether the same labels stand at the same places; parts of a figure are kept from one to the next."""
    one, other = known.figure, scene.figure
    same_parts = (
        one.coordinates is other.coordinates and one.coloring is other.coloring and one.selected is other.selected
    )
    return same_parts and one.shown is other.shown and _outside(known) == _outside(scene)


def _outside(scene: Scene) -> tuple[object, ...]:
    figure = scene.figure
    marks = (figure.pinned, figure.edges, figure.layers, figure.badges, figure.trust, figure.axes, id(figure.keys))
    return (scene.view, scene.width, scene.height, scene.tokens, *marks)


def placed(scene: Scene, held: Mapping[int, Held] | None = None) -> list[Label]:
    """Every label that finds a place in this scene, the most important first; those `held` try where they stand."""
    rows, wanted = candidates(scene, held)
    texts: dict[int, str] = {}
    metrics = [QFontMetricsF(font_of(rank)) for rank in Rank]

    def size(index: int) -> tuple[float, float]:
        texts[index] = shown(scene.figure.keys[rows[index]])
        measure = metrics[wanted[index].rank]
        return measure.horizontalAdvance(texts[index]), measure.height()

    marked = [(w.x, w.y, w.rank) for w in wanted if w.rank <= Rank.SELECTED]
    found = place(wanted, size, _room(scene), _taken(scene, marked), _dots(wanted))
    return [_label(rows[at.number], texts[at.number], wanted[at.number], at.box, at.led) for at in found]


def carried(scene: Scene, labels: list[Label]) -> list[Label]:
    """Those of the labels that can go with their points: cheap enough for every frame."""
    points = _points(scene, labels)
    boxes = [label.box(point) for label, point in zip(labels, points, strict=True)]
    marked = [(p.x(), p.y(), label.rank) for label, p in zip(labels, points, strict=True) if label.rank == Rank.PINNED]
    asked = [Box(box.left(), box.top(), box.right(), box.bottom()) for box in boxes]
    return [labels[number] for number in standing(asked, _room(scene), _taken(scene, marked))]


def _points(scene: Scene, labels: list[Label]) -> list[QPointF]:
    rows = np.array([label.row for label in labels], np.int64)
    return [QPointF(x, y) for x, y in scene.view.to_screen(scene.figure.coordinates[rows]).tolist()]


def _room(scene: Scene) -> Box:
    area = scene.area
    return Box(area.left + 4, area.top + 4, area.left + area.width - 4, area.top + area.height - 4)


def _label(row: int, text: str, asked: Wanted, box: Box, led: bool) -> Label:
    across, down = box.left - asked.x, box.top - asked.y
    return Label(row, text, asked.rank, across, down, box.right - box.left, box.bottom - box.top, led)


def shown(word: str) -> str:
    """A word as one short line that can be seen; nobody reads more than forty letters there."""
    begin = word[: 4 * LONGEST]
    if not begin.isprintable():
        begin = begin.translate(PICTURES)
    line = " ".join(begin.split()) or begin
    return line if len(line) <= LONGEST and len(word) == len(begin) else line[: LONGEST - 1] + "…"


def _taken(scene: Scene, marked: Sequence[tuple[float, float, Rank]]) -> list[Box]:
    """What labels keep out of: legend, badges, and the marked points."""
    boxes = [legend.area(scene), *(box for box, _ in badges.boxes(scene))]
    around = (8, 5)
    points = [Box(x - around[r], y - around[r], x + around[r], y + around[r]) for x, y, r in marked]
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
    if (coloring.kind == "categorical" or label.rank == Rank.CLASSED) and code != NONE:
        return readable(color_of(coloring, code, tokens).name(), tokens)
    quiet = coloring.kind in ("plain", "categorical") or coloring.palette == AGREEMENT
    return tokens.map_label if quiet else tokens.text
