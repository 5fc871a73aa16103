"""A placed label: its box, its colour, and what no label may lie on."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor

from embexplorer.core.agreement import AGREEMENT
from embexplorer.core.coloring import NONE
from embexplorer.core.label_placement import Box, Rank
from embexplorer.core.label_words import one_line
from embexplorer.gui.map import badges, legend
from embexplorer.gui.map.palette import darkened, lookup, readable
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.tokens import Tokens

LONGEST = 40  # letters of a word beside the pointer
IN_CROWD = 0.75  # share of the text's colour in that of a word that lies among many points of its colour
OF_NEIGHBOR = 0.35  # the same of a neighbour of the pinned word, which has the accent of its line
INNER = 4  # pixels between labels and the edge of the map


@dataclass(frozen=True)
class Label:
    """A placed word: where its box stands, seen from its point; `cut` if some of the word is left out."""

    row: int
    text: str
    rank: Rank
    across: float
    down: float
    width: float
    height: float
    led: bool
    cut: bool = False

    def box(self, point: QPointF) -> QRectF:
        """Its rectangle when its point lies here."""
        return QRectF(point.x() + self.across, point.y() + self.down, self.width, self.height)


def points_of(scene: Scene, labels: list[Label]) -> list[QPointF]:
    """The pixels of the labels' points."""
    rows = np.array([label.row for label in labels], np.int64)
    return [QPointF(x, y) for x, y in scene.view.to_screen(scene.figure.coordinates[rows]).tolist()]


def shown(word: str) -> str:
    """A word as one short line that can be seen; nobody reads more than forty letters there."""
    line = one_line(word[: 4 * LONGEST])
    return line if len(line) <= LONGEST and len(word) <= 4 * LONGEST else line[: LONGEST - 1] + "…"


def nearest(box: QRectF, point: QPointF) -> QPointF:
    """The place of the box that is nearest to the point."""
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
            return darkened(tokens.accent, OF_NEIGHBOR, tokens)
    code = int(coloring.codes[label.row])
    if (coloring.kind == "categorical" or label.rank == Rank.CLASSED) and code != NONE:
        return _of_class(int(lookup(coloring, tokens)[code]), label.rank, tokens)
    quiet = coloring.kind in ("plain", "categorical") or coloring.palette == AGREEMENT
    return tokens.map_label if quiet else tokens.text


@lru_cache(maxsize=1024)
def _of_class(argb: int, rank: Rank, tokens: Tokens) -> str:
    own = QColor.fromRgb(argb).name()
    return darkened(own, IN_CROWD, tokens) if rank == Rank.SPARSE else readable(own, tokens)


def room_of(scene: Scene) -> Box:
    area = scene.area
    return Box(area.left + INNER, area.top + INNER, area.left + area.width - INNER, area.top + area.height - INNER)


def taken_by(scene: Scene, around: Sequence[tuple[float, float, Rank]]) -> list[Box]:
    """What labels keep out of: legend, badges, and the marked points."""
    boxes = [legend.area(scene), *(box for box, _ in badges.boxes(scene))]
    reach = (8, 5)
    points = [Box(x - reach[r], y - reach[r], x + reach[r], y + reach[r]) for x, y, r in around]
    return [Box(*edges_of(b)) for b in boxes if not b.isEmpty()] + points


def edges_of(box: QRectF) -> tuple[float, float, float, float]:
    return box.left(), box.top(), box.right(), box.bottom()
