"""Where the labels of a scene stand: marked words, names of groups, then all others by their ranges of zoom."""

import weakref
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from embexplorer.core.figure import Figure
from embexplorer.core.label_placement import Held, Rank
from embexplorer.core.label_ranges import LEFT, RIGHT, Blocks
from embexplorer.core.typing import BoolArray, DoubleArray, IntArray
from embexplorer.gui.map import label_sweep
from embexplorer.gui.map.group_names import GroupName, blocks_of, names_of, pushed_into
from embexplorer.gui.map.label import Label, edges_of, points_of, room_of, taken_by
from embexplorer.gui.map.label_candidates import LED, marked
from embexplorer.gui.map.label_index import (
    AT_ONCE,
    PLAIN_PAYS,
    LabelIndex,
    extent_of,
    labelled_rows,
    overlapping,
)
from embexplorer.gui.map.label_words import Words, metrics
from embexplorer.gui.map.moving_labels import greedy
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.map.shown_islands import ShownIslands

A_WHILE = 100_000  # labels; to place as many takes longer than a moment
SPARE = 3.0  # pixels of the gap between labels that a word may take which is wider than its letters were alone


@dataclass(frozen=True)
class Name:
    """The name of a group in a scene: where it stands, and how much of it there is."""

    group: GroupName
    box: QRectF
    opacity: float
    pushed: bool = False  # from where labels of words make room for it

    def lines(self) -> Iterator[tuple[str, QPointF]]:
        """Each line with its top left corner, in the middle of the box."""
        measure = metrics(self.group.size)
        for number, line in enumerate(self.group.lines):
            left = self.box.center().x() - measure.horizontalAdvance(line) / 2
            yield line, QPointF(left, self.box.top() + number * measure.height())


def without_meetings(names: list[Name]) -> list[Name]:
    """The names without those that were pushed over another; where they belong they never meet."""
    kept = [name for name in names if not name.pushed]
    for name in names:
        if name.pushed and not any(name.box.intersects(other.box) for other in kept):
            kept.append(name)
    return kept


class LabelLayout:
    """Keeps the ranges of the labels of one figure, and of its selected words if they are many."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._index: LabelIndex | None = None
        self._names: list[GroupName] = []
        self._chosen_key: tuple[object, ...] = ()
        self._chosen: LabelIndex | None = None
        self._words: Words | None = None
        self._islands = ShownIslands()
        self._seen = 0  # labels that had their ranges when the last scene was laid out
        self.growing = False

    def knows(self, scene: Scene) -> bool:
        """Whether the ranges are those of where the points are now."""
        return bool(self._key) and self._key[0] is scene.figure.coordinates

    def is_of(self, scene: Scene) -> bool:
        """Whether the ranges are those of this figure, as it is coloured and filtered, and of what is selected."""
        chosen = len(scene.figure.selected) <= LED or is_same(self._chosen_key, _chosen_key_of(scene.figure))
        return self._index is not None and self._is_kept(scene.figure) and chosen

    def ready(self, scene: Scene) -> bool:
        """Whether all is known that takes a while; if it is not, it is looked for from now on."""
        return self._islands.ready(scene.figure)

    def is_whole(self, scene: Scene) -> bool:
        """Whether nothing more is known than when this scene was laid out last."""
        return self.knows(scene) and self._index is not None and self._index.done == self._seen and not self.growing

    def so_far(self) -> str:
        """What must be said while so many labels are placed that it takes a while; else nothing."""
        if not self.growing or self._index is None or len(self._index.rows) < A_WHILE:
            return ""
        return f"labels of the first {self._seen:,} of {len(self._index.rows):,} so far"

    def placed(self, scene: Scene, held: Mapping[int, Held] | None = None) -> tuple[list[Label], list[Name]]:
        """The labels, the most important first, and the names. Marked words try first where they are `held`."""
        index = self._prepared(scene)
        first = self._marked(scene, held)
        around = _boxes_of(scene, first)
        taken = _array(taken_by(scene, _places(scene, first)))
        names = self._named(scene, np.concatenate([around, taken]))
        pushed = _array([edges_of(name.box) for name in names if name.pushed])
        numbers = index.shown(scene, scene.figure.label_density)
        placed = np.zeros(scene.figure.rows, np.bool_)  # a pass over all rows, but many selected ones cost no more
        placed[[label.row for label in first]] = True
        if len(scene.figure.selected) > LED:  # their own ranges say when they are shown
            placed[scene.figure.selected] = True
        numbers = numbers[~placed[index.rows[numbers]]]
        others = self._free(scene, index, numbers, np.concatenate([around, taken, pushed]))
        return [*first, *others], names

    def indices(self, scene: Scene) -> list[tuple[LabelIndex, float]]:
        """The ranges of a scene that was laid out, of selected words first, and how dense the labels of each stand."""
        assert self._index is not None
        chosen = [(self._chosen, 2.0)] if self._chosen is not None and len(scene.figure.selected) > LED else []
        return [*chosen, (self._index, scene.figure.label_density)]

    def group_names(self) -> list[GroupName]:
        """The names of groups with theirs."""
        return self._names

    def _prepared(self, scene: Scene) -> LabelIndex:
        """The index of this figure, as far as it is known by now; the whole of it unless there is a hurry."""
        if self._index is None or not self._is_kept(scene.figure):
            self._begin(scene.figure, _key_of(scene.figure))
        assert self._index is not None
        self._extend(self._index, scene.hurry)
        self._seen = self._index.done
        self.growing = scene.hurry and not self._index.complete
        return self._index

    def _is_kept(self, figure: Figure) -> bool:
        return bool(self._key) and is_same(self._key, _key_of(figure))

    def _begin(self, figure: Figure, key: tuple[object, ...]) -> None:
        if self._index is not None:
            self._index.stop()
        if self._words is None or self._words.keys is not figure.keys:
            self._words = Words(figure.keys)
        extent = extent_of(figure)
        self._names = names_of(figure, extent, self._islands.of(figure))
        self._index = LabelIndex(figure, labelled_rows(figure), extent, blocks_of(self._names))
        weakref.finalize(self, self._index.stop)  # a thread of its own goes on placing labels
        self._key = key

    def _extend(self, index: LabelIndex, hurry: bool) -> None:
        if index.complete:
            return
        if not hurry:
            if len(index.rows) > PLAIN_PAYS:
                label_sweep.load()
            index.finish()
            return
        if label_sweep.is_loaded() and index.done < AT_ONCE:
            index.advance(AT_ONCE - index.done)
            index.advance_aside()
        elif not index.done:
            index.advance(label_sweep.PLAIN)

    def _marked(self, scene: Scene, held: Mapping[int, Held] | None) -> list[Label]:
        rows, wanted = marked(scene, held)
        first = greedy(scene, rows, wanted, self._known_words(scene))
        if len(scene.figure.selected) <= LED:
            return first
        return [*first, *self._selected(scene, first)]

    def _selected(self, scene: Scene, first: list[Label]) -> list[Label]:
        """Of many selected words those that their own ranges of zoom show."""
        figure = scene.figure
        key = _chosen_key_of(figure)
        if self._chosen is None or not is_same(self._chosen_key, key):
            if self._chosen is not None:
                self._chosen.stop()
            rows = figure.selected if figure.shown is None else figure.selected[figure.shown[figure.selected]]
            self._chosen = LabelIndex(figure, rows, extent_of(figure), Blocks.none(), Rank.SELECTED)
            self._chosen_key = key
        self._extend(self._chosen, scene.hurry)
        numbers = self._chosen.shown(scene, 2.0)
        rows = np.array([label.row for label in first], np.int64)
        numbers = numbers[~np.isin(self._chosen.rows[numbers], rows)]
        taken = _array(taken_by(scene, _places(scene, first)))
        return self._free(scene, self._chosen, numbers, np.concatenate([_boxes_of(scene, first), taken]))

    def _named(self, scene: Scene, taken: DoubleArray) -> list[Name]:
        """The names there are at this zoom; what is marked, legend and badges come before them.

        One whose place is in the area, but near its edge, is pushed in.
        """
        assert self._index is not None
        scale, room = self._index.extent.scale(scene), room_of(scene)
        inside = QRectF(room.left, room.top, room.right - room.left, room.bottom - room.top)
        wanted = [(name, name.box(scene), name.opacity(scale)) for name in self._names]
        places = [(name, box, pushed_into(inside, box), opacity) for name, box, opacity in wanted if opacity > 0]
        found = [Name(name, at, opacity, at != box) for name, box, at, opacity in places if at is not None]
        found = without_meetings(found)
        boxes = _array([edges_of(name.box) for name in found])
        return [name for name, meets in zip(found, overlapping(boxes, taken), strict=True) if not meets]

    def _free(self, scene: Scene, index: LabelIndex, numbers: IntArray, taken: DoubleArray) -> list[Label]:
        """Those of these labels that lie wholly inside the area and outside of everything taken."""
        points = scene.view.to_screen(scene.figure.coordinates[index.rows[numbers]])
        around = np.stack(index.boxes(numbers), axis=1)
        boxes = around + np.tile(points, 2)
        room = room_of(scene)
        inside: BoolArray = (boxes[:, 0] >= room.left) & (boxes[:, 1] >= room.top)
        inside &= (boxes[:, 2] <= room.right) & (boxes[:, 3] <= room.bottom)
        inside &= ~overlapping(boxes, taken)
        kept, words = numbers[inside], self._known_words(scene)
        parts = zip(kept.tolist(), index.sides(kept).tolist(), around[inside].tolist(), strict=True)
        return [index.known.get(number) or _label(index, words, number, side, box) for number, side, box in parts]

    def _known_words(self, scene: Scene) -> Words:
        if self._words is None or self._words.keys is not scene.figure.keys:
            self._words = Words(scene.figure.keys)
        return self._words


def _label(index: LabelIndex, words: Words, number: int, side: int, box: Sequence[float]) -> Label:
    """The label of this number, which is made once."""
    left, top, right, bottom = box
    row, rank = int(index.rows[number]), index.rank(number)
    text, width, cut = words.of(row, rank, right - left + SPARE)
    spare = max(0.0, right - left - width)
    across = left + (0 if side == RIGHT else spare if side == LEFT else spare / 2)
    label = index.known[number] = Label(row, text, rank, across, top, width, bottom - top, led=False, cut=cut)
    return label


def _key_of(figure: Figure) -> tuple[object, ...]:
    """What the ranges depend on; arrays are compared by identity."""
    parts = ("coordinates", "keys", "labelled", "order", "shown", "groups", "named")
    style = (figure.coloring.kind == "categorical", figure.classed)
    return (*(getattr(figure, part) for part in parts), style)


def _chosen_key_of(figure: Figure) -> tuple[object, ...]:
    """What the ranges of selected words depend on."""
    return figure.coordinates, figure.keys, figure.selected, figure.shown


def is_same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Whether all parts are the very same, or equal if they are plain."""
    return len(one) == len(other) and all(
        a is b or (isinstance(a, tuple) and a == b) for a, b in zip(one, other, strict=True)
    )


def _places(scene: Scene, labels: list[Label]) -> list[tuple[float, float, Rank]]:
    """The points of pinned and selected words."""
    points = points_of(scene, labels)
    return [(p.x(), p.y(), at.rank) for at, p in zip(labels, points, strict=True) if at.rank <= Rank.SELECTED]


def _boxes_of(scene: Scene, labels: list[Label]) -> DoubleArray:
    points = points_of(scene, labels)
    return np.array([edges_of(at.box(p)) for at, p in zip(labels, points, strict=True)], np.float64).reshape(-1, 4)


def _array(boxes: Sequence[tuple[float, float, float, float]]) -> DoubleArray:
    return np.array(boxes, np.float64).reshape(-1, 4)
