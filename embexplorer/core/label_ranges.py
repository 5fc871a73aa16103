"""From which zoom on each label is shown: computed once, so that panning changes nothing and zooming in only adds.

Labels keep their size in pixels while their points move apart. Two of them overlap at an interval of scales; a label is
shown from the scale on from which it overlaps none that comes before it and is shown (the active ranges of Been,
Daiches and Yap 2006, with one side of its point for every scale). Scales are pixels for the longer side of all points'
box.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from embexplorer.core.typing import BoolArray, DoubleArray, FloatArray, IndexArray, IntArray

GAP = 4.0  # pixels between two labels beside each other
FIRST_CHOICE = 1.25  # the right side is taken unless another shows the label at less than a scale so many times smaller
SMALLEST = 200.0  # scale: how soon a label would be shown on a smaller map does not choose its side
LARGEST = 2.0**50  # scale: a label that needs a larger one is never shown; places are not known as finely
RIGHT, LEFT, ABOVE, BELOW = range(4)


@dataclass(frozen=True, kw_only=True, eq=False)
class Blocks:
    """What stands before all labels, centred on its places, at scales from `starts` to `ends`: group names, dots."""

    xs: DoubleArray
    ys: DoubleArray
    widths: DoubleArray
    heights: DoubleArray
    starts: DoubleArray
    ends: DoubleArray

    @staticmethod
    def none() -> "Blocks":
        """There are none."""
        return Blocks(**{name: np.empty(0) for name in Blocks.__dataclass_fields__})

    def dotted(self, xs: DoubleArray, ys: DoubleArray, radius: float) -> "Blocks":
        """These, and dots of this radius at all scales."""
        count, wide = len(xs), 2 * (radius - GAP)  # labels keep no gap to a dot
        return Blocks(
            xs=np.concatenate([self.xs, xs]),
            ys=np.concatenate([self.ys, ys]),
            widths=np.concatenate([self.widths, np.full(count, wide)]),
            heights=np.concatenate([self.heights, np.full(count, 2 * radius)]),
            starts=np.concatenate([self.starts, np.zeros(count)]),
            ends=np.concatenate([self.ends, np.full(count, np.inf)]),
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Labels:
    """Labels in the order in which they matter: places in units of the longer side, y downwards; sizes in pixels.

    `away` is the distance between point and label. Labels that are nowhere (not finite) are never shown.
    """

    xs: DoubleArray
    ys: DoubleArray
    widths: FloatArray
    heights: FloatArray
    away: FloatArray
    blocks: Blocks = field(default_factory=Blocks.none)

    def __len__(self) -> int:
        return len(self.xs)


@dataclass(frozen=True, kw_only=True, eq=False)
class Ranges:
    """The least scale at which each label is shown (inf: never) and its side, of the `done` first labels so far."""

    least: DoubleArray
    sides: IndexArray
    done: int = 0

    @staticmethod
    def of(count: int) -> "Ranges":
        """Nothing is known yet."""
        return Ranges(least=np.full(count, np.inf), sides=np.zeros(count, np.int32))


class Placed(NamedTuple):
    """The boxes of labels in pixels around their points: arrays of equal length."""

    left: DoubleArray
    top: DoubleArray
    right: DoubleArray
    bottom: DoubleArray


def boxes(labels: Labels, numbers: IntArray, sides: IndexArray) -> Placed:
    """The box of each of these labels at its side, seen from its point."""
    wide, high, away = labels.widths[numbers], labels.heights[numbers], labels.away[numbers]
    half = np.float32(0.5)
    left = np.choose(sides, [away, -away - wide, -wide * half, -wide * half])
    top = np.choose(sides, [-high * half, -high * half, -away - high, away])
    edges = (left, top, left + wide, top + high)
    return Placed(*(np.asarray(edge, np.float64) for edge in edges))


def extend(labels: Labels, known: Ranges, last: int) -> Ranges:
    """The ranges of the first `last` labels. In plain numpy: the compiled kernel is as exact and far quicker.

    The arrays of `known` are filled further, and shared.
    """
    least, sides = known.least, known.sides
    four = np.arange(4, dtype=np.int32)
    for number in range(known.done, min(last, len(labels))):
        if not (np.isfinite(labels.xs[number]) and np.isfinite(labels.ys[number])):
            continue
        own = boxes(labels, np.full(4, number), four)
        from_on = np.zeros(4)
        shown = np.flatnonzero(np.isfinite(least[:number]))
        others = boxes(labels, shown, sides[shown])
        met = _met(labels, number, own, labels.xs[shown], labels.ys[shown], others)
        _raise(from_on, *met, least[shown], np.full(len(shown), np.inf))
        blocks = labels.blocks
        middle = Placed(-blocks.widths / 2, -blocks.heights / 2, blocks.widths / 2, blocks.heights / 2)
        met = _met(labels, number, own, blocks.xs, blocks.ys, middle)
        _raise(from_on, *met, blocks.starts, blocks.ends)
        sides[number] = _chosen(from_on)
        least[number] = from_on[sides[number]] if from_on[sides[number]] <= LARGEST else np.inf
    return Ranges(least=least, sides=sides, done=max(known.done, min(last, len(labels))))


def _met(
    labels: Labels, number: int, own: Placed, xs: DoubleArray, ys: DoubleArray, others: Placed
) -> tuple[DoubleArray, DoubleArray]:
    """Between which scales the label overlaps each of the others, a row for each of its sides; empty if not at all."""
    across, down = labels.xs[number] - xs, labels.ys[number] - ys
    low_x, high_x = _span(across, others.left - own.right[:, None] - GAP, others.right - own.left[:, None] + GAP)
    low_y, high_y = _span(down, others.top - own.bottom[:, None], others.bottom - own.top[:, None])
    return np.maximum(low_x, low_y), np.minimum(high_x, high_y)


def _span(apart: DoubleArray, below: DoubleArray, above: DoubleArray) -> tuple[DoubleArray, DoubleArray]:
    """The scales, 0 at least, at which `apart` times the scale lies between `below` and `above`."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        one, other = below / apart, above / apart
    low, high = np.minimum(one, other), np.maximum(one, other)
    same = np.broadcast_to(apart == 0, below.shape)
    inside = (below < 0) & (above > 0)
    low = np.where(same, np.where(inside, 0.0, np.inf), low)
    return np.maximum(low, 0.0), np.where(same, np.where(inside, np.inf, 0.0), high)


def _raise(from_on: DoubleArray, low: DoubleArray, high: DoubleArray, starts: DoubleArray, ends: DoubleArray) -> None:
    """Let each side begin where it overlaps none of the others any more that is shown while it does."""
    meet: BoolArray = (low < high) & (high > starts) & (low < ends)
    begins = np.where(meet, np.minimum(high, ends), 0.0)
    if begins.size:
        np.maximum(from_on, begins.max(axis=1), out=from_on)


def _chosen(from_on: DoubleArray) -> int:
    """The side that shows the label first; the right one where that costs little."""
    best = int(np.argmin(from_on))
    return RIGHT if from_on[RIGHT] <= max(SMALLEST, FIRST_CHOICE * from_on[best]) else best
