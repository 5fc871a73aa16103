"""Points made ready for drawing: gathered from back to front, and sorted into cells while they stand still."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from embexplorer.core.figure import Figure
from embexplorer.core.typing import FloatArray, IndexArray

Floats = npt.NDArray[np.float32]
Codes = npt.NDArray[np.uint8]


@dataclass(frozen=True, kw_only=True)
class Cells:
    """The same points once more, by cell of a `side` × `side` grid over their box, so that a close view reads only what
    it shows.

    `ranks` says where each stands from back to front; cell c holds `starts[c]` to `starts[c + 1]`.
    """

    xs: Floats
    ys: Floats
    ranks: IndexArray
    starts: npt.NDArray[np.int64]
    side: int
    low: tuple[float, float]
    per_unit: tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Dots:
    """Points from back to front: where they are, the rows they stand for, and their colour codes.

    `first` is the rank of the first of them among all points of a picture: how many lie behind.
    """

    rows: IndexArray
    xs: Floats
    ys: Floats
    codes: Codes
    first: int = 0
    cells: Cells | None = None

    def __len__(self) -> int:
        return len(self.rows)


def strata(figure: Figure) -> tuple[Dots, Dots]:
    """The grey points and those above them."""
    back_to_front = figure.order[::-1].astype(np.int32)
    grey = figure.rows - figure.classed
    return gathered(figure, back_to_front[:grey]), replace(gathered(figure, back_to_front[grey:]), first=grey)


def gathered(figure: Figure, rows: IndexArray) -> Dots:
    """The points of these rows, in their order."""
    xs, ys = _columns(figure.coordinates, rows)
    return Dots(rows=rows, xs=xs, ys=ys, codes=figure.painted.codes[rows])


def moved(dots: Dots, coordinates: FloatArray) -> Dots:
    """The same points at other places; nothing is sorted."""
    xs, ys = _columns(coordinates, dots.rows)
    return replace(dots, xs=xs, ys=ys, cells=None)


def recolored(dots: Dots, figure: Figure) -> Dots:
    """The same points where they are, in the colours of this figure."""
    return replace(dots, codes=figure.painted.codes[dots.rows])


def _columns(coordinates: FloatArray, rows: IndexArray) -> tuple[Floats, Floats]:
    points = coordinates[rows]
    return np.ascontiguousarray(points[:, 0], np.float32), np.ascontiguousarray(points[:, 1], np.float32)
