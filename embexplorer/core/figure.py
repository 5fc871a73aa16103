"""What a map shows, as one frozen value: the same for the screen, an image file and the command line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from embexplorer.core.class_hiding import hidden_of
from embexplorer.core.coloring import NONE, Codes, Coloring
from embexplorer.core.errors import UserError
from embexplorer.core.filtering import Filtering
from embexplorer.core.keys import Keys
from embexplorer.core.look import BANDWIDTH, CONTOURS, LAYERS, DensityBy, Look
from embexplorer.core.projection import Projection
from embexplorer.core.shapes import Shaping
from embexplorer.core.shown_rows import shown_badges, shown_rows
from embexplorer.core.sizing import Sizing
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.core.trust_view import Faded, colored_by_trust, faded, trust_badge
from embexplorer.core.typing import BoolArray, FloatArray, IntArray
from embexplorer.core.wished_columns import coloring_of, shaping_of, sizing_of

THUMBNAIL = "thumbnail"  # the column of pictures
AS_WISHED = ("point_size", "label_density", "blend", "bandwidth", "density_by", "contour_levels")  # of the look
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
    `blend`, `bandwidth`, `density_by` and
    `contour_levels` are those of the Look.
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
    isolated: IntArray = field(default_factory=lambda: NO_ROWS)
    hidden: tuple[str, ...] = ()
    sizing: Sizing | None = None
    shaping: Shaping | None = None
    faded: Faded | None = None

    @property
    def painted(self) -> Coloring:
        """The colouring of the points; that of the legend, or the same faded by trust."""
        return self.faded.coloring if self.faded is not None else self.coloring

    blend: bool = False
    bandwidth: float = BANDWIDTH
    density_by: DensityBy = "class"
    contour_levels: tuple[float, ...] = CONTOURS

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

    `known` is an earlier figure of the same space: what has not changed is taken from it. `isolated` are the only rows
    that are looked at (empty: all), `filtering` the space's columns made ready for filters, where they are at hand.
    Raises UserError if the look asks for a colour or component that is not there.
    """
    look = colored_by_trust(look, trust)
    coloring = coloring_of(space, look, trust, known)
    filtering = filtering or Filtering(filterable(space, trust), space.rows)
    shown = _shown(shown_rows(space.rows, look, coloring, isolated, filtering), known)
    return Figure(
        **_places(space, projection, look, known),
        keys=space.keys,
        coloring=coloring,
        order=_order(coloring, known),
        selected=np.asarray(selection, np.int64),
        pinned=pinned,
        edges=tuple(edges),
        layers=look.layers,
        badges=(
            *shown_badges(shown, space.rows, look, coloring, isolated, filtering),
            *space.notes,
            *(projection.notes if projection else ()),
            *trust_badge(look, trust),
            *badges,
        ),
        trust=trust.caption if trust else "",
        unit=unit or space.unit,
        shown=shown,
        isolated=isolated,
        hidden=hidden_of(coloring, look),
        **_styles(space, look, trust, known),
        faded=faded(coloring, look, trust, known.faded if known else None),
    )


def _places(space: EmbeddingSpace, projection: Projection | None, look: Look, known: Figure | None) -> dict[str, Any]:
    """What depends on where the points lie."""
    return {
        "title": f"{projection.name} · {space.name}" if projection else space.name,
        "coordinates": _coordinates(space, projection, look, known),
        "axes": _axes(projection, look),
        "projection": projection,
        "components": look.axes,
        "thumbnails": thumbnails_of(space),
    }


def _styles(space: EmbeddingSpace, look: Look, trust: Table | None, known: Figure | None) -> dict[str, Any]:
    """What depends on the look alone, and on the columns that it sizes and shapes points by."""
    sizing, shaping = sizing_of(space, look, trust, known), shaping_of(space, look, trust, known)
    codes = {"sizes": sizing.codes if sizing else None, "shapes": shaping.codes if shaping else None}
    layers = {"layer_order": look.order, "opacities": dict(look.opacity)}
    numbers = {name: getattr(look, name) for name in AS_WISHED}
    return {"sizing": sizing, "shaping": shaping, **codes, **layers, **numbers}


def filterable(space: EmbeddingSpace, trust: Table | None) -> pa.Table:
    """The columns by which rows can be filtered: those of the space, then those of the trust in the shown map."""
    columns = space.columns
    if trust is None or trust.columns.num_rows != space.rows:
        return columns
    for name in trust.columns.column_names:
        if name != "row" and name not in columns.column_names:
            columns = columns.append_column(name, trust.columns[name])
    return columns


def _shown(shown: BoolArray | None, known: Figure | None) -> BoolArray | None:
    """The same array as long as the same rows are shown, so that nothing is drawn anew."""
    if known is None or known.shown is None or shown is None:
        return shown
    return known.shown if np.array_equal(known.shown, shown) else shown


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


def _order(coloring: Coloring, known: Figure | None) -> IntArray:
    own = coloring.classed
    if known is not None and np.array_equal(known.coloring.classed, own):
        return known.order
    return np.concatenate([np.flatnonzero(own), np.flatnonzero(~own)])


def _axes(projection: Projection | None, look: Look) -> tuple[str, str] | None:
    if projection is None or not projection.axes:
        return None
    return projection.axes[look.axes[0]], projection.axes[look.axes[1]]
