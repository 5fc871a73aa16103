"""Where the labels of a scene stand: marked words, names of groups, then all others by their ranges of zoom."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from embexplorer.core.agreement import AGREEMENT
from embexplorer.core.coloring import NONE
from embexplorer.core.figure import Figure
from embexplorer.core.label_placement import Box, Held, Rank, Wanted, place, standing
from embexplorer.core.label_ranges import LEFT, RIGHT, Blocks
from embexplorer.core.label_words import one_line
from embexplorer.core.typing import BoolArray, DoubleArray, IntArray
from embexplorer.gui.map import badges, label_sweep, legend
from embexplorer.gui.map.group_names import GroupName, blocks_of, names_of
from embexplorer.gui.map.label_candidates import LED, candidates, marked
from embexplorer.gui.map.label_index import (
    AT_ONCE,
    PLAIN_PAYS,
    LabelIndex,
    extent_of,
    labelled_rows,
    overlapping,
)
from embexplorer.gui.map.label_words import Words, metrics
from embexplorer.gui.map.palette import color_of, darkened, readable
from embexplorer.gui.map.scene import Scene

LONGEST = 40  # letters of a word beside the pointer
DOT = 2.5  # pixels around a classed point that no other label covers, while points move
IN_CROWD = 0.5  # share of the text's colour in that of a word that lies among many points of its colour
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


@dataclass(frozen=True)
class Name:
    """The name of a group in a scene: where it stands, and how much of it there is."""

    group: GroupName
    box: QRectF
    opacity: float

    def lines(self) -> Iterator[tuple[str, QPointF]]:
        """Each line with its top left corner, in the middle of the box."""
        measure = metrics(self.group.size)
        for number, line in enumerate(self.group.lines):
            left = self.box.center().x() - measure.horizontalAdvance(line) / 2
            yield line, QPointF(left, self.box.top() + number * measure.height())


class LabelLayout:
    """Keeps the ranges of the labels of one figure, and of its selected words if they are many."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._index: LabelIndex | None = None
        self._names: list[GroupName] = []
        self._chosen_key: tuple[object, ...] = ()
        self._chosen: LabelIndex | None = None
        self._words: Words | None = None
        self._seen = 0  # labels that had their ranges when the last scene was laid out
        self.growing = False

    def knows(self, scene: Scene) -> bool:
        """Whether the ranges are those of where the points are now."""
        return bool(self._key) and self._key[0] is scene.figure.coordinates

    def is_whole(self, scene: Scene) -> bool:
        """Whether nothing more is known than when this scene was laid out last."""
        return self.knows(scene) and self._index is not None and self._index.done == self._seen and not self.growing

    def placed(self, scene: Scene, held: Mapping[int, Held] | None = None) -> tuple[list[Label], list[Name]]:
        """The labels, the most important first, and the names. Marked words try first where they are `held`."""
        index = self._prepared(scene)
        first = self._marked(scene, held)
        around = _boxes_of(scene, first)
        taken = _array(_taken(scene, _places(scene, first)))
        names = self._named(scene, np.concatenate([around, taken]))
        numbers = index.shown(scene, scene.figure.label_density)
        rows = [np.array([label.row for label in first], np.int64)]
        if len(scene.figure.selected) > LED:  # their own ranges say when they are shown
            rows.append(scene.figure.selected)
        numbers = numbers[~np.isin(index.rows[numbers], np.concatenate(rows))]
        others = self._free(scene, index, numbers, np.concatenate([around, taken]))
        return [*first, *others], names

    def _prepared(self, scene: Scene) -> LabelIndex:
        """The index of this figure, as far as it is known by now; the whole of it unless there is a hurry."""
        figure = scene.figure
        key = (
            figure.coordinates,
            figure.keys,
            figure.labelled,
            figure.order,
            figure.shown,
            figure.groups,
            figure.named,
        )
        style = (figure.coloring.kind == "categorical", figure.classed)
        if self._index is None or len(self._key) != len(key) + 1 or not _same(self._key, (*key, style)):
            self._begin(figure, (*key, style))
        assert self._index is not None
        self._extend(self._index, scene.hurry)
        self._seen = self._index.done
        self.growing = scene.hurry and not self._index.complete
        return self._index

    def _begin(self, figure: Figure, key: tuple[object, ...]) -> None:
        if self._index is not None:
            self._index.stop()
        if self._words is None or self._words.keys is not figure.keys:
            self._words = Words(figure.keys)
        extent = extent_of(figure)
        self._names = names_of(figure, extent)
        self._index = LabelIndex(figure, labelled_rows(figure), extent, blocks_of(self._names))
        self._key = key

    def _extend(self, index: LabelIndex, hurry: bool) -> None:
        if index.complete:
            return
        if not hurry:
            if len(index.rows) > PLAIN_PAYS:
                label_sweep.load()
            index.advance(len(index.rows))
            return
        if label_sweep.is_loaded() and index.done < AT_ONCE:
            index.advance(AT_ONCE - index.done)
            index.advance_aside()
        elif not index.done:
            index.advance(label_sweep.PLAIN)

    def _marked(self, scene: Scene, held: Mapping[int, Held] | None) -> list[Label]:
        rows, wanted = marked(scene, held)
        first = _greedy(scene, rows, wanted, self._known_words(scene))
        if len(scene.figure.selected) <= LED:
            return first
        return [*first, *self._selected(scene, first)]

    def _selected(self, scene: Scene, first: list[Label]) -> list[Label]:
        """Of many selected words those that their own ranges of zoom show."""
        figure = scene.figure
        key = (figure.coordinates, figure.keys, figure.selected, figure.shown)
        if self._chosen is None or not _same(self._chosen_key, key):
            rows = figure.selected if figure.shown is None else figure.selected[figure.shown[figure.selected]]
            self._chosen = LabelIndex(figure, rows, extent_of(figure), Blocks.none(), Rank.SELECTED)
            self._chosen_key = key
        self._extend(self._chosen, scene.hurry)
        numbers = self._chosen.shown(scene, 2.0)
        rows = np.array([label.row for label in first], np.int64)
        numbers = numbers[~np.isin(self._chosen.rows[numbers], rows)]
        taken = _array(_taken(scene, _places(scene, first)))
        return self._free(scene, self._chosen, numbers, np.concatenate([_boxes_of(scene, first), taken]))

    def _named(self, scene: Scene, taken: DoubleArray) -> list[Name]:
        """The names there are at this zoom, inside the area; what is marked, legend and badges come before them."""
        assert self._index is not None
        scale, room = self._index.extent.scale(scene), _room(scene)
        inside = QRectF(room.left, room.top, room.right - room.left, room.bottom - room.top)
        found = [Name(name, name.box(scene), name.opacity(scale)) for name in self._names]
        found = [name for name in found if name.opacity > 0 and inside.contains(name.box)]
        boxes = np.array([_edges(name.box) for name in found], np.float64).reshape(-1, 4)
        return [name for name, meets in zip(found, overlapping(boxes, taken), strict=True) if not meets]

    def _free(self, scene: Scene, index: LabelIndex, numbers: IntArray, taken: DoubleArray) -> list[Label]:
        """Those of these labels that lie wholly inside the area and outside of everything taken."""
        points = scene.view.to_screen(scene.figure.coordinates[index.rows[numbers]])
        around = np.stack(index.boxes(numbers), axis=1)
        boxes = around + np.tile(points, 2)
        room = _room(scene)
        inside: BoolArray = (boxes[:, 0] >= room.left) & (boxes[:, 1] >= room.top)
        inside &= (boxes[:, 2] <= room.right) & (boxes[:, 3] <= room.bottom)
        inside &= ~overlapping(boxes, taken)
        kept = np.flatnonzero(inside)
        sides = index.sides(numbers[kept]).tolist()
        words, rows = self._known_words(scene), index.rows[numbers[kept]].tolist()
        labels = []
        for row, number, side, (left, top, right, bottom) in zip(
            rows, numbers[kept].tolist(), sides, around[kept].tolist(), strict=True
        ):
            rank = index.rank(number)
            text, width, cut = words.of(row, rank, right - left)
            spare = right - left - width
            across = left + (0 if side == RIGHT else spare if side == LEFT else spare / 2)
            labels.append(Label(row, text, rank, across, top, width, bottom - top, led=False, cut=cut))
        return labels

    def _known_words(self, scene: Scene) -> Words:
        if self._words is None or self._words.keys is not scene.figure.keys:
            self._words = Words(scene.figure.keys)
        return self._words


def placed(scene: Scene, held: Mapping[int, Held] | None = None) -> list[Label]:
    """Every label that finds a place in this scene while points move, the most important first; those `held` try where
    they stand."""
    rows, wanted = candidates(scene, held)
    return _greedy(scene, rows, wanted, Words(scene.figure.keys))


def _greedy(scene: Scene, rows: Sequence[int], wanted: Sequence[Wanted], words: Words) -> list[Label]:
    def size(number: int) -> tuple[float, float]:
        rank = wanted[number].rank
        return words.of(rows[number], rank).width, metrics(rank).height()

    around = [(w.x, w.y, w.rank) for w in wanted if w.rank <= Rank.SELECTED]
    found = place(wanted, size, _room(scene), _taken(scene, around), _dots(wanted))
    labels = []
    for at in found:
        row, asked = rows[at.number], wanted[at.number]
        text, width, cut = words.of(row, asked.rank)
        across, down = at.box.left - asked.x, at.box.top - asked.y
        labels.append(Label(row, text, asked.rank, across, down, width, at.box.bottom - at.box.top, at.led, cut))
    return labels


def carried(scene: Scene, labels: list[Label]) -> list[Label]:
    """Those of the labels that can go with their points: cheap enough for every frame."""
    points = points_of(scene, labels)
    boxes = [label.box(point) for label, point in zip(labels, points, strict=True)]
    around = [(p.x(), p.y(), label.rank) for label, p in zip(labels, points, strict=True) if label.rank == Rank.PINNED]
    asked = [Box(*_edges(box)) for box in boxes]
    return [labels[number] for number in standing(asked, _room(scene), _taken(scene, around))]


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
            return readable(tokens.accent, tokens)
    code = int(coloring.codes[label.row])
    if (coloring.kind == "categorical" or label.rank == Rank.CLASSED) and code != NONE:
        own = color_of(coloring, code, tokens).name()
        return darkened(own, IN_CROWD, tokens) if label.rank == Rank.SPARSE else readable(own, tokens)
    quiet = coloring.kind in ("plain", "categorical") or coloring.palette == AGREEMENT
    return tokens.map_label if quiet else tokens.text


def _room(scene: Scene) -> Box:
    area = scene.area
    return Box(area.left + INNER, area.top + INNER, area.left + area.width - INNER, area.top + area.height - INNER)


def _places(scene: Scene, labels: list[Label]) -> list[tuple[float, float, Rank]]:
    """The points of pinned and selected words."""
    points = points_of(scene, labels)
    return [(p.x(), p.y(), at.rank) for at, p in zip(labels, points, strict=True) if at.rank <= Rank.SELECTED]


def _boxes_of(scene: Scene, labels: list[Label]) -> DoubleArray:
    points = points_of(scene, labels)
    return np.array([_edges(at.box(p)) for at, p in zip(labels, points, strict=True)], np.float64).reshape(-1, 4)


def _taken(scene: Scene, around: Sequence[tuple[float, float, Rank]]) -> list[Box]:
    """What labels keep out of: legend, badges, and the marked points."""
    boxes = [legend.area(scene), *(box for box, _ in badges.boxes(scene))]
    reach = (8, 5)
    points = [Box(x - reach[r], y - reach[r], x + reach[r], y + reach[r]) for x, y, r in around]
    return [Box(*_edges(b)) for b in boxes if not b.isEmpty()] + points


def _array(boxes: Sequence[Box]) -> DoubleArray:
    return np.array(boxes, np.float64).reshape(-1, 4)


def _edges(box: QRectF) -> tuple[float, float, float, float]:
    return box.left(), box.top(), box.right(), box.bottom()


def _dots(wanted: Sequence[Wanted]) -> list[Box]:
    """The points with a colour of their own."""
    return [Box(w.x - DOT, w.y - DOT, w.x + DOT, w.y + DOT) for w in wanted if w.rank == Rank.CLASSED]


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Whether all parts are the very same, or equal if they are plain."""
    return len(one) == len(other) and all(
        a is b or (isinstance(a, tuple) and a == b) for a, b in zip(one, other, strict=True)
    )
