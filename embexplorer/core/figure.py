"""What a map shows, as one frozen value: the same for the screen, an image file and the command line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pyarrow as pa

from embexplorer.core.class_hiding import focused, hidden_of, own_colors
from embexplorer.core.coloring import NONE, Codes, Coloring, Wish, color_by_sets, colored, plain
from embexplorer.core.columns import memory_of, readable
from embexplorer.core.errors import UserError
from embexplorer.core.filtering import Filtering, filtering_of
from embexplorer.core.keys import Keys
from embexplorer.core.look import LAYERS, Look
from embexplorer.core.projection import Projection
from embexplorer.core.shapes import Shaping, shape_by
from embexplorer.core.shown_rows import shown_badges, shown_rows
from embexplorer.core.sizing import Sizing, size_by
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.core.typing import BoolArray, FloatArray, IntArray

THUMBNAIL = "thumbnail"  # the column of pictures
NO_ROWS: IntArray = np.empty(0, np.int64)


@dataclass(frozen=True, kw_only=True)
class Edge:
    """A line from the pinned word to one of its true neighbours: `kept` if the map keeps them together."""

    row: int
    kept: bool


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """An arrow from one row to another; `dashed` where it is not a fact but a guess."""

    start: int
    end: int
    dashed: bool = False


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """What a probe draws on the map of the space it asked, and the sentence that goes with it."""

    space: str
    arrows: tuple[Arrow, ...]
    caption: str = ""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """`coordinates` is n × 2 float32; a row that is not finite is not drawn. The colours belong to whoever paints.

    `order` has every row, front to back: those with a colour of their own by row number (the most frequent word
    first), then the grey ones. Labels are given in this order too, after pinned, selected and neighbours.
    `named` are rows whose labels come, in their colour, before those of the others; `labelled` is the order in which
    those come where it is not that of drawing. Rows that are not `shown` (all where it is None) are not drawn, pointed
    at or enclosed. `sizes` (0 smallest to 255) and `shapes` (number of the symbol) are codes for every row, or None;
    `sizing` and `shaping` are what they mean. `hidden` are the classes that the legend shows as hidden.
    `layer_order` is from back to front; a layer without an entry in `opacities` is opaque. `projection` and
    `components` are where the coordinates come from, None if from elsewhere. `isolated` are the only rows that are
    looked at, which the fitted view frames; empty: all.
    """

    title: str
    keys: Keys
    coordinates: FloatArray
    coloring: Coloring
    order: IntArray
    selected: IntArray = field(default_factory=lambda: NO_ROWS)
    pinned: int | None = None
    edges: tuple[Edge, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    layers: tuple[str, ...] = ()
    badges: tuple[str, ...] = ()
    trust: str = ""
    axes: tuple[str, str] | None = None
    unit: str = "rows"
    projection: Projection | None = None
    components: tuple[int, int] = (0, 1)
    thumbnails: pa.ChunkedArray | None = None
    named: IntArray = field(default_factory=lambda: NO_ROWS)
    labelled: IntArray | None = None
    shown: BoolArray | None = None
    sizes: Codes | None = None
    shapes: Codes | None = None
    point_size: float = 1.0
    label_density: float = 1.0
    layer_order: tuple[str, ...] = LAYERS
    opacities: Mapping[str, float] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    sizing: Sizing | None = None
    shaping: Shaping | None = None
    isolated: IntArray = field(default_factory=lambda: NO_ROWS)

    @property
    def rows(self) -> int:
        return len(self.coordinates)

    def is_shown(self, row: int) -> bool:
        """Whether this row is drawn, pointed at and enclosed."""
        return self.shown is None or bool(self.shown[row])

    def shown_of(self, rows: IntArray) -> IntArray:
        """Those of the rows that are shown, in their order."""
        return rows if self.shown is None else rows[self.shown[rows]]

    @cached_property
    def classed(self) -> int:
        """How many of `order` come before the grey ones."""
        return int(np.count_nonzero(self.coloring.codes != NONE))

    def card(self, row: int) -> tuple[str, ...]:
        """The lines of the hover card: the word, then what its colour, size and shape stand for; plain text."""
        parts = [part for part in (self.coloring, self.sizing, self.shaping) if part is not None]
        lines = [f"{part.title} {value}" for part in parts if (value := part.text(row))]
        return (self.keys[row], *dict.fromkeys(lines))

    def thumbnail(self, row: int) -> bytes:
        """The picture of a row as PNG, empty where the space has none."""
        return b"" if self.thumbnails is None else self.thumbnails[row].as_py() or b""


def resolve(
    space: EmbeddingSpace,
    projection: Projection | None,
    look: Look,
    selection: IntArray = NO_ROWS,
    pinned: int | None = None,
    trust: Table | None = None,
    edges: Sequence[Edge] = (),
    badges: Sequence[str] = (),
    unit: str = "",
    known: Figure | None = None,
    isolated: IntArray = NO_ROWS,
    filtering: Filtering | None = None,
) -> Figure:
    """Bring data and wishes together. Without a projection there is nothing to draw yet, only what will be.

    `known` is an earlier figure of the same space: what has not changed is taken from it. `isolated` as in a Figure,
    `filtering` the columns where they are at hand. Raises UserError for a colour or component that is not there.
    """
    coloring = coloring_of(space, look, trust, known)
    shown, told = _shown(look, coloring, isolated, filtering or filtering_of(space, trust), known)
    figure = Figure(
        title=f"{projection.name} · {space.name}" if projection else space.name,
        keys=space.keys,
        coordinates=_coordinates(space, projection, look, known),
        coloring=coloring,
        order=_order(coloring, known),
        selected=np.asarray(selection, np.int64),
        pinned=pinned,
        edges=tuple(edges),
        badges=(*told, *space.notes, *(projection.notes if projection else ()), *badges),
        trust=trust.caption if trust else "",
        axes=_axes(projection, look),
        unit=unit or space.unit,
        projection=projection,
        thumbnails=thumbnails_of(space),
        shown=shown,
        isolated=isolated,
    )
    return _styled(figure, look, _sizing(space, look, trust, known), _shaping(space, look, trust, known))


def _styled(figure: Figure, look: Look, sizing: Sizing | None, shaping: Shaping | None) -> Figure:
    """With what the look says of layers, points and labels."""
    return replace(
        figure,
        components=look.axes,
        layers=look.layers,
        layer_order=look.order,
        opacities=dict(look.opacity),
        point_size=look.point_size,
        label_density=look.label_density,
        hidden=hidden_of(figure.coloring, look),
        sizing=sizing,
        shaping=shaping,
        sizes=sizing.codes if sizing else None,
        shapes=shaping.codes if shaping else None,
    )


def _shown(
    look: Look, coloring: Coloring, isolated: IntArray, filtering: Filtering, known: Figure | None
) -> tuple[BoolArray | None, tuple[str, ...]]:
    """Which rows are shown, and why no more: the same array as long as they are the same, lest all is drawn anew."""
    shown = shown_rows(filtering.rows, look, coloring, isolated, filtering)
    told = shown_badges(shown, filtering.rows, look, coloring, isolated, filtering)
    before = known.shown if known is not None else None
    return before if before is not None and shown is not None and np.array_equal(before, shown) else shown, told


def focused_on(figure: Figure, key: str) -> Figure:
    """The same figure with the colours of one class alone, above all others; the legend stays as it is."""
    coloring = focused(figure.coloring, key)
    return replace(figure, coloring=coloring, order=_order(coloring, figure))


def thumbnails_of(space: EmbeddingSpace) -> pa.ChunkedArray | None:
    """Small pictures of the rows as PNG, None where the space has none."""
    there = THUMBNAIL in space.columns.column_names and pa.types.is_large_binary(space.columns[THUMBNAIL].type)
    there = there or (THUMBNAIL in space.columns.column_names and pa.types.is_binary(space.columns[THUMBNAIL].type))
    return space.columns[THUMBNAIL] if there else None


def _coordinates(space: EmbeddingSpace, projection: Projection | None, look: Look, known: Figure | None) -> FloatArray:
    if known is not None and known.projection is projection and known.components == look.axes and projection:
        return known.coordinates
    if projection is None:
        return np.full((space.rows, 2), np.nan, np.float32)
    components = projection.coordinates.shape[1]
    if max(look.axes) >= components:
        raise UserError(
            f"{projection.name} has {components} components, not {max(look.axes) + 1}.", "Choose a smaller number."
        )
    if look.axes == (0, 1) and components == 2:
        return projection.coordinates
    return np.ascontiguousarray(projection.coordinates[:, list(look.axes)], np.float32)


def coloring_of(space: EmbeddingSpace, look: Look, trust: Table | None = None, known: Figure | None = None) -> Coloring:
    """How the look colours the rows; what has not changed is taken from an earlier figure.

    Raises UserError for a column that is not there.
    """
    before = known.coloring if known is not None and known.rows == space.rows else None
    coloring = _by_codes(space, look, trust, before)
    own = own_colors(coloring, look.colors)
    return coloring if own == coloring.own else replace(coloring, own=own)


def _by_codes(space: EmbeddingSpace, look: Look, trust: Table | None, before: Coloring | None) -> Coloring:
    wish = Wish.of(look)
    if look.sets is not None:
        kept = before is not None and before.sets == look.sets and before.asked == wish
        return before if before is not None and kept else color_by_sets(look.sets, space.rows, wish)
    if look.color_by is None:
        return before if before is not None and before.kind == "plain" else plain(space.rows)
    column = _column(space, look.color_by, trust)
    if before is not None and before.asked == wish and _is_of(before, look.color_by, column):
        return before
    return colored(look.color_by, column, wish)


def _is_of(known: Coloring | Sizing | Shaping, name: str, column: pa.ChunkedArray) -> bool:
    """Whether that is of the same column, and the same values in it."""
    of_sets = isinstance(known, Coloring) and known.sets is not None
    same = not of_sets and known.title == name and known.values is not None
    return same and known.values is not None and memory_of(known.values) == memory_of(column)


def _sizing(space: EmbeddingSpace, look: Look, trust: Table | None, known: Figure | None) -> Sizing | None:
    if look.size_by is None:
        return None
    column, before = _column(space, look.size_by, trust), known.sizing if known is not None else None
    return before if before is not None and _is_of(before, look.size_by, column) else size_by(look.size_by, column)


def _shaping(space: EmbeddingSpace, look: Look, trust: Table | None, known: Figure | None) -> Shaping | None:
    if look.shape_by is None:
        return None
    column, before = _column(space, look.shape_by, trust), known.shaping if known is not None else None
    return before if before is not None and _is_of(before, look.shape_by, column) else shape_by(look.shape_by, column)


def _column(space: EmbeddingSpace, name: str, trust: Table | None) -> pa.ChunkedArray:
    if name in space.columns.column_names:
        return space.columns[name]
    if trust is not None and name in trust.columns.column_names and trust.columns.num_rows == space.rows:
        return trust.columns[name]
    raise UserError(
        f"{space.name} has no column ‘{name}’.", f"It has: {', '.join(readable(space.columns).column_names)}."
    )


def _order(coloring: Coloring, known: Figure | None) -> IntArray:
    own = coloring.classed
    if known is not None and np.array_equal(known.coloring.classed, own):
        return known.order
    return np.concatenate([np.flatnonzero(own), np.flatnonzero(~own)])


def _axes(projection: Projection | None, look: Look) -> tuple[str, str] | None:
    if projection is None or not projection.axes:
        return None
    return projection.axes[look.axes[0]], projection.axes[look.axes[1]]
