"""Points made ready for drawing: gathered from back to front, and sorted into cells while they stand still."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from embexplorer.core.coloring import NONE
from embexplorer.core.figure import Figure
from embexplorer.core.typing import BoolArray, FloatArray, IndexArray, IntArray

Floats = npt.NDArray[np.float32]
Codes = npt.NDArray[np.uint8]


@dataclass(frozen=True, kw_only=True)
class Cells:
    """The same points once more, by cell of a `side` × `side` grid over their box, so that a close view reads only what
    it shows.

    There are several levels, the points in front in the first: in cell c of a level lie `starts[level, c]` to
    `starts[level, c + 1]`. `ranks` says where each stands from back to front; `sizes` and `shapes` are once more those
    of the points, for to look them up by rank takes longer than to draw.
    """

    xs: Floats
    ys: Floats
    ranks: IndexArray
    starts: IndexArray
    side: int
    low: tuple[float, float]
    per_unit: tuple[float, float]
    sizes: Codes | None = None
    shapes: Codes | None = None


@dataclass(frozen=True, kw_only=True)
class Dots:
    """Points from back to front: where they are, the rows they stand for, and their codes of colour, size and shape.

    `sizes` and `shapes` are None where all are alike. `first` is the rank of the first of them among all points of a
    picture: how many lie behind.
    """

    rows: IndexArray
    xs: Floats
    ys: Floats
    codes: Codes
    sizes: Codes | None = None
    shapes: Codes | None = None
    first: int = 0
    cells: Cells | None = None

    def __len__(self) -> int:
        return len(self.rows)


NOTHING = Dots(
    rows=np.empty(0, np.int32),
    xs=np.empty(0, np.float32),
    ys=np.empty(0, np.float32),
    codes=np.empty(0, np.uint8),
)


def strata(figure: Figure) -> tuple[Dots, Dots]:
    """The grey points and those above them; those that are not shown are in neither."""
    rows = figure.order[::-1].astype(np.int32)
    if figure.shown is not None:
        rows = rows[figure.shown[rows]]
    grey = int(np.count_nonzero(figure.coloring.codes[rows] == NONE))
    return gathered(figure, rows[:grey]), replace(gathered(figure, rows[grey:]), first=grey)


def gathered(figure: Figure, rows: IndexArray) -> Dots:
    """The points of these rows, in their order."""
    xs, ys = _columns(figure.coordinates, rows)
    sizes, shapes = _codes(figure.sizes, rows), _codes(figure.shapes, rows)
    return Dots(rows=rows, xs=xs, ys=ys, codes=figure.painted.codes[rows], sizes=sizes, shapes=shapes)


def moved(dots: Dots, coordinates: FloatArray) -> Dots:
    """The same points at other places; nothing is sorted."""
    xs, ys = _columns(coordinates, dots.rows)
    return replace(dots, xs=xs, ys=ys, cells=None)


def recoded(dots: Dots, figure: Figure) -> Dots:
    """The same points where they are, in the colours, sizes and shapes of this figure."""
    sizes, shapes = _codes(figure.sizes, dots.rows), _codes(figure.shapes, dots.rows)
    return with_looks(replace(dots, codes=figure.painted.codes[dots.rows], sizes=sizes, shapes=shapes), dots.cells)


def with_looks(dots: Dots, cells: Cells | None) -> Dots:
    """The points with these cells, which get their sizes and shapes."""
    if cells is not None:
        sizes, shapes = _codes(dots.sizes, cells.ranks), _codes(dots.shapes, cells.ranks)
        cells = replace(cells, sizes=sizes, shapes=shapes)
    return replace(dots, cells=cells)


def sifted(dots: Dots, shown: BoolArray) -> Dots:
    """Those whose rows are shown; nothing is sorted."""
    return chosen(dots, np.flatnonzero(shown[dots.rows]))


def chosen(dots: Dots, kept: IndexArray | IntArray) -> Dots:
    """The points at these ranks, without cells."""
    sizes, shapes = _codes(dots.sizes, kept), _codes(dots.shapes, kept)
    xs, ys, codes = dots.xs[kept], dots.ys[kept], dots.codes[kept]
    return replace(dots, rows=dots.rows[kept], xs=xs, ys=ys, codes=codes, sizes=sizes, shapes=shapes, cells=None)


def _codes(of: Codes | None, rows: IndexArray | IntArray) -> Codes | None:
    return None if of is None else of[rows]


def _columns(coordinates: FloatArray, rows: IndexArray) -> tuple[Floats, Floats]:
    points = coordinates[rows]
    return np.ascontiguousarray(points[:, 0], np.float32), np.ascontiguousarray(points[:, 1], np.float32)
