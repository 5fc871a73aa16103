"""The labels of one figure with their ranges of zoom, found once, and which of them a view shows."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from embexplorer.core.coloring import NONE
from embexplorer.core.figure import Figure
from embexplorer.core.label_placement import Rank
from embexplorer.core.label_ranges import Blocks, Labels, Placed, boxes
from embexplorer.core.typing import BoolArray, DoubleArray, FloatArray, IndexArray, IntArray
from embexplorer.gui.map import label_sweep
from embexplorer.gui.map.label import Label
from embexplorer.gui.map.label_sweep import Sweep
from embexplorer.gui.map.label_text import font_of
from embexplorer.gui.map.label_widths import advances, widths
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.map.thread_aside import Thread, begin_aside
from embexplorer.gui.map.turns import wait_for_turn

DOT = 3.0  # pixels around a classed point that no label covers, unless they are a crowd
COMPARED = 20_000_000  # pairs of label and dot; of more, labels cover dots
CROWD = 2000  # classed words; of more, they are written as the grey ones are
AT_ONCE = 4000  # labels that are placed before the first picture; the others follow on a thread
CHUNK = 4000
PLAIN_PAYS = 600  # labels; for fewer, loading the kernel takes longer than numpy

AWAY = {Rank.SELECTED: 7.0, Rank.CLASSED: 6.0, Rank.SPARSE: 5.0}  # pixels between point and label
PLACER = "place labels"


@dataclass(frozen=True)
class Extent:
    """Where the points of a figure are: the least x, the greatest y, and the longer side of their box."""

    left: float
    top: float
    side: float

    def places(self, points: FloatArray) -> tuple[DoubleArray, DoubleArray]:
        """Where these points are in units of the longer side, y downwards."""
        wide = np.asarray(points, np.float64)
        return (wide[:, 0] - self.left) / self.side, (self.top - wide[:, 1]) / self.side

    def scale(self, scene: Scene) -> float:
        """The scale of a view as ranges of labels say it: pixels for the longer side."""
        return scene.view.scale * self.side


class LabelIndex:
    """`rows` are those that may have a label, the most important first. What was found stays as it is."""

    def __init__(
        self, figure: Figure, rows: IntArray, extent: Extent, blocks: Blocks, rank: Rank | None = None
    ) -> None:
        self.rows = np.asarray(rows, np.int64)
        self.extent = extent
        self.known: dict[int, Label] = {}  # those that have been shown
        self._figure = figure
        self._rank = rank
        self._ranks = np.zeros(len(rows), np.int8)
        self.labels = Labels(
            xs=np.zeros(len(rows)),
            ys=np.zeros(len(rows)),
            widths=np.zeros(len(rows), np.float32),
            heights=np.zeros(len(rows), np.float32),
            away=np.zeros(len(rows), np.float32),
            blocks=blocks if rank is not None else _with_dots(figure, extent, blocks),
        )
        self._sweep = Sweep(self.labels)
        self._measured = 0
        self._worker: Thread | None = None
        self._stopped = False

    @property
    def complete(self) -> bool:
        """All labels have their ranges."""
        return self._sweep.complete

    @property
    def done(self) -> int:
        """How many of them."""
        return self._sweep.ranges.done

    @property
    def is_of_any_rank(self) -> bool:
        """Each label is written as its word is; else all in one way."""
        return self._rank is None

    @property
    def least(self) -> DoubleArray:
        """The scale from which on each label is shown, as far as that is known."""
        return self._sweep.ranges.least

    def ranks(self, numbers: IntArray) -> npt.NDArray[np.int8]:
        """How these labels are written, as numbers of ranks."""
        return self._ranks[numbers]

    def rank(self, number: int) -> Rank:
        """How the label of this number is written."""
        return Rank(int(self._ranks[number]))

    def advance(self, count: int) -> None:
        """Find the ranges of so many more labels."""
        last = min(len(self.rows), self.done + count)
        self._measure(last)
        self._sweep.advance(count)

    def advance_aside(self) -> None:
        """Find all that are left on a thread of its own: the kernel needs no interpreter."""
        if self.complete or self._worker is not None or not label_sweep.is_loaded():
            return
        self._worker = begin_aside(PLACER, self._work, self.stop)

    def finish(self) -> None:
        """Find all that are left before anything else is done, or wait for the thread that does."""
        if self._worker is not None:
            self._worker.join()
        self.advance(len(self.rows))

    def stop(self) -> None:
        """It is not needed any more."""
        self._stopped = True

    def _work(self) -> None:
        while not self._stopped and not self.complete:
            wait_for_turn()
            self.advance(CHUNK)

    def _measure(self, last: int) -> None:
        """Fill in where the labels up to this one are and how large; of a million the others can wait."""
        first, self._measured = self._measured, max(self._measured, last)
        part, labels, figure = slice(first, self._measured), self.labels, self._figure
        labels.xs[part], labels.ys[part] = self.extent.places(figure.coordinates[self.rows[part]])
        self._ranks[part] = _ranks(figure, self.rows[part], first) if self._rank is None else self._rank
        for rank in np.unique(self._ranks[part]).tolist():
            numbers = first + np.flatnonzero(self._ranks[part] == rank)
            letters = advances(font_of(Rank(rank)))
            labels.widths[numbers] = widths(figure.keys, self.rows[numbers], letters)
            labels.heights[numbers] = letters.height
            labels.away[numbers] = AWAY[Rank(rank)]

    def shown(self, scene: Scene, density: float) -> IntArray:
        """The numbers of the labels whose box lies in the area of the map, the most important first.

        At a density of 2 all that fit; below, those that would fit on a map that is so much smaller (`tightness`).
        """
        ranges, scale = self._sweep.ranges, self.extent.scale(scene) * tightness(density)
        labels, view, area = self.labels, scene.view, scene.area
        known = slice(0, ranges.done)
        side = self.extent.side * view.scale
        left, top = view.left + self.extent.left * view.scale, view.top - self.extent.top * view.scale
        inside: BoolArray = ranges.least[known] <= scale
        numbers = np.flatnonzero(inside)
        xs, ys = labels.xs[numbers] * side + left, labels.ys[numbers] * side + top
        near = (xs >= area.left) & (xs <= area.left + area.width) & (ys >= area.top) & (ys <= area.top + area.height)
        return numbers[near]

    def boxes(self, numbers: IntArray) -> Placed:
        """The boxes of these labels around their points, as wide as is kept free for them."""
        return boxes(self.labels, numbers, self.sides(numbers))

    def sides(self, numbers: IntArray) -> IndexArray:
        """On which side of its point each stands."""
        return self._sweep.ranges.sides[numbers]


def tightness(density: float) -> float:
    """How much smaller the map is on which the labels of this density would fit: 1 at a density of 2, 0 at 0."""
    return math.sqrt(min(2.0, max(0.0, density)) / 2)


def extent_of(figure: Figure) -> Extent:
    """The box of all points that are somewhere; far ones too, and hidden ones, so that a filter moves no label."""
    points = figure.coordinates
    ends = [(float(np.min(axis)), float(np.max(axis))) for axis in (points[:, 0], points[:, 1])] if len(points) else []
    if not ends or not np.isfinite(ends).all():
        finite = points[np.isfinite(points).all(axis=1)]
        if not len(finite):
            return Extent(0.0, 0.0, 1.0)
        ends = [(float(finite[:, axis].min()), float(finite[:, axis].max())) for axis in (0, 1)]
    (low_x, high_x), (low_y, high_y) = ends
    side = max(high_x - low_x, high_y - low_y)
    return Extent(low_x, high_y, side if side > 0 else 1.0)


def labelled_rows(figure: Figure) -> IntArray:
    """The rows of a figure in the order in which they get labels: named ones, then as they are ranked."""
    order = figure.order if figure.labelled is None else figure.labelled
    kept = np.ones(figure.rows, bool) if figure.shown is None else np.array(figure.shown, bool)
    named = figure.named[kept[figure.named]]
    if len(named):
        kept[named] = False
    elif figure.shown is None:
        return order
    return np.concatenate([named, order[kept[order]]])


def _ranks(figure: Figure, rows: IntArray, first: int) -> npt.NDArray[np.int8]:
    """Classed words are written larger, unless they are a crowd; named ones, which come first, always."""
    ranks = np.full(len(rows), Rank.SPARSE, np.int8)
    if figure.coloring.kind == "categorical" and figure.classed <= CROWD:
        ranks[figure.coloring.codes[rows] != NONE] = Rank.CLASSED
    ranks[: max(0, len(figure.named) - first)] = Rank.CLASSED
    return ranks


def _with_dots(figure: Figure, extent: Extent, blocks: Blocks) -> Blocks:
    """No label covers a classed point, where these are few."""
    if figure.coloring.kind != "categorical" or not 0 < figure.classed <= min(CROWD, COMPARED // figure.rows):
        return blocks
    kept = figure.coloring.codes != NONE
    if figure.shown is not None:
        kept &= figure.shown
    xs, ys = extent.places(figure.coordinates[kept])
    return blocks.dotted(xs, ys, DOT)


def overlapping(one: DoubleArray, other: DoubleArray) -> BoolArray:
    """Which of the boxes (n × 4: left, top, right, bottom) overlap any of the others."""
    if not len(one) or not len(other):
        return np.zeros(len(one), bool)
    a, b = one[:, None, :], other[None, :, :]
    meet = (a[..., 0] < b[..., 2]) & (b[..., 0] < a[..., 2]) & (a[..., 1] < b[..., 3]) & (b[..., 1] < a[..., 3])
    return np.asarray(meet.any(axis=1))
