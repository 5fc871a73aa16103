"""How many rows of each class filters and isolation leave, for a legend that says "12 of 345"."""

from dataclasses import dataclass

import numpy as np

from embexplorer.core.color_codes import Coloring
from embexplorer.core.filtering import Filtering
from embexplorer.core.look import Look
from embexplorer.core.shapes import Shaping
from embexplorer.core.shown_rows import passing_rows
from embexplorer.core.typing import BoolArray, IntArray


@dataclass(frozen=True, kw_only=True, eq=False)
class ShownCounts:
    """By code, 0 to 255: the `passing` rows of each colour and of each symbol. A class that the legend hides counts as
    if it were shown: that is what a click would bring back.
    """

    passing: BoolArray
    colors: IntArray
    shapes: IntArray
    of: tuple[object, object]  # what was counted


def counts_for(
    passing: BoolArray | None, coloring: Coloring, shaping: Shaping | None, known: ShownCounts | None = None
) -> ShownCounts | None:
    """The counts of these rows (None: all pass, and legends need no second number); those that are known, if any."""
    if passing is None or passing.all():
        return None
    of = (coloring.codes, shaping.codes if shaping is not None else None)
    if known is not None and _are(known.of, of) and np.array_equal(known.passing, passing):
        return known
    colors, shapes = (_counted(codes, passing) for codes in of)
    return ShownCounts(passing=passing, colors=colors, shapes=shapes, of=of)


def shown_counts(
    rows: int,
    look: Look,
    coloring: Coloring,
    shaping: Shaping | None,
    isolated: IntArray,
    filtering: Filtering,
    known: ShownCounts | None,
) -> ShownCounts | None:
    """The counts of what filters and isolation leave of so many rows."""
    return counts_for(passing_rows(rows, look, isolated, filtering), coloring, shaping, known)


def _are(one: tuple[object, object], other: tuple[object, object]) -> bool:
    return one[0] is other[0] and one[1] is other[1]


def _counted(codes: np.ndarray | None, passing: BoolArray) -> IntArray:
    few = np.empty(0, np.uint8) if codes is None else codes[passing]
    return np.bincount(few, minlength=256)
