"""What a map shows, as one frozen value: the same for the screen, an image file and the command line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pyarrow as pa

from embexplorer.core.coloring import NONE, Codes, Coloring
from embexplorer.core.figure_groups import Ranking
from embexplorer.core.groups import Groups
from embexplorer.core.hulls import Ring
from embexplorer.core.keys import Keys
from embexplorer.core.look import BANDWIDTH, CONTOURS, LAYERS, DensityBy
from embexplorer.core.projection import Projection
from embexplorer.core.shapes import Shaping
from embexplorer.core.shown_counts import ShownCounts
from embexplorer.core.sizing import Sizing
from embexplorer.core.trust_view import Faded
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
class Axis3:
    """One axis of a map in 3-D: how far it points to the right, up and towards the eye, −1 to 1."""

    caption: str
    right: float
    up: float
    towards: float


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Two places on the map, and what is said between them: a title and lines below it, plain text."""

    start: tuple[float, float]
    end: tuple[float, float]
    title: str
    lines: tuple[str, ...] = ()


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
    looked at, which the fitted view frames; empty: all. `label_density` goes from 0, none but marked ones, to 2, all
    that fit. `groups` have names on the map and, as rings in `hulls`, outlines; `ranking` is where `labelled` comes
    from, None for the usual order. `blend`, `bandwidth`, `density_by` and `contour_levels` are those of the Look.
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
    groups: Groups | None = None
    hulls: tuple[Ring, ...] = ()
    ranking: Ranking | None = None
    about: str = ""  # the space as captions name it, and its size
    tripod: tuple[Axis3, ...] = ()  # where the axes point, of a map in 3-D as it is seen from one side
    no_hulls: str = ""  # why that layer, which is on, draws nothing
    shown_counts: ShownCounts | None = None  # of each class, where filters or isolation leave rows out
    legend_folded: bool = False  # down to its title
    measured: Measured | None = None  # what a saved figure shows of the tool that measures; the screen draws it itself

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

    @cached_property
    def hidden_codes(self) -> frozenset[int]:
        """The colours of hidden classes, which have no names or outlines on the map."""
        hidden = {entry.code for entry in self.coloring.entries if entry.key in self.hidden}
        return frozenset(hidden - {NONE})  # which is that of groups without a colour too

    def card(self, row: int) -> tuple[str, ...]:
        """The lines of the hover card: the word, then what its colour, size and shape stand for; plain text."""
        parts = [part for part in (self.coloring, self.sizing, self.shaping) if part is not None]
        lines = [f"{part.title} {value}" for part in parts if (value := part.text(row))]
        return (self.keys[row], *dict.fromkeys(lines))

    def thumbnail(self, row: int) -> bytes:
        """The picture of a row as PNG, empty where the space has none."""
        return b"" if self.thumbnails is None else self.thumbnails[row].as_py() or b""
