"""What a map shows, as one frozen value: the same for the screen, an image file and the command line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pyarrow as pa

from embexplorer.core.coloring import NONE, Codes, Coloring, color_by, color_by_sets, plain
from embexplorer.core.columns import readable
from embexplorer.core.described import captioned
from embexplorer.core.errors import UserError
from embexplorer.core.keys import Keys
from embexplorer.core.look import LAYERS, Look
from embexplorer.core.number_text import thousands
from embexplorer.core.projection import Projection
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
    at or enclosed. `sizes` (0 smallest to 255) and `shapes` (number of the symbol) are codes for every row, or None.
    `layer_order` is from back to front; a layer without an entry in `opacities` is opaque. `projection` and
    `components` are where the coordinates come from, None if from elsewhere.
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
    about: str = ""  # the space as captions name it, and its size

    @property
    def rows(self) -> int:
        return len(self.coordinates)

    @cached_property
    def classed(self) -> int:
        """How many of `order` come before the grey ones."""
        return int(np.count_nonzero(self.coloring.codes != NONE))

    def card(self, row: int) -> tuple[str, ...]:
        """The lines of the hover card: the word, then its class or value; plain text."""
        value = self.coloring.text(row)
        return (self.keys[row], f"{self.coloring.title} {value}") if value else (self.keys[row],)

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
) -> Figure:
    """Bring data and wishes together. Without a projection there is nothing to draw yet, only what will be.

    `known` is an earlier figure of the same space: what has not changed is taken from it. Raises UserError if the
    look asks for a column or component that is not there.
    """
    coloring = coloring_of(space, look, trust, known)
    return Figure(
        title=f"{projection.name} · {space.name}" if projection else space.name,
        keys=space.keys,
        coordinates=_coordinates(space, projection, look, known),
        coloring=coloring,
        order=_order(coloring, known),
        selected=np.asarray(selection, np.int64),
        pinned=pinned,
        edges=tuple(edges),
        layers=look.layers,
        badges=(*space.notes, *(projection.notes if projection else ()), *badges),
        trust=trust.caption if trust else "",
        axes=_axes(projection, look),
        unit=unit or space.unit,
        projection=projection,
        components=look.axes,
        thumbnails=thumbnails_of(space),
        point_size=look.point_size,
        label_density=look.label_density,
        layer_order=look.order,
        opacities=dict(look.opacity),
        about=f"{captioned(space)}, {thousands(space.rows)} × {thousands(space.dimensions)}",
    )


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
    """The colours that a look asks for; of `known`, an earlier figure, where nothing has changed.

    Raises UserError for a column that is not there.
    """
    if look.sets is not None:
        kept = known is not None and known.coloring.sets == look.sets and known.rows == space.rows
        return known.coloring if known is not None and kept else color_by_sets(look.sets, space.rows)
    if look.color_by is None:
        same = known is not None and known.coloring.kind == "plain" and known.rows == space.rows
        return known.coloring if known is not None and same else plain(space.rows)
    column = _column(space, look.color_by, trust)
    if known is not None and _is_same(known.coloring, column, look):
        return known.coloring
    return color_by(look.color_by, column, look.scale, look.palette)


def _is_same(coloring: Coloring, column: pa.ChunkedArray, look: Look) -> bool:
    same_wish = (
        coloring.sets is None and coloring.title == look.color_by and coloring.asked == (look.scale, look.palette)
    )
    return same_wish and coloring.values is not None and _memory(coloring.values) == _memory(column)


def _memory(column: pa.ChunkedArray) -> list[tuple[int, int]]:
    """Where the values lie: two columns of the same memory are the same without looking at a million values."""
    buffers = [buffer for chunk in column.chunks for buffer in chunk.buffers() if buffer is not None]
    return [(buffer.address, buffer.size) for buffer in buffers]


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
