"""What each of two maps side by side shows: the shared words alone, each in one colour on both sides."""

from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa

from embexplorer.core.agreement import agreement, changed_first, counted, picked, spread
from embexplorer.core.coloring import Coloring, plain
from embexplorer.core.figure import NO_ROWS, Edge, Figure
from embexplorer.core.morph import between, turned_onto
from embexplorer.core.pair_parts import WHOLE, Parts
from embexplorer.core.projection import Projection
from embexplorer.core.shared_keys import Shared
from embexplorer.core.shown_counts import counts_for
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import FloatArray, IntArray

NAMED = 30  # of the most changed words get their labels first
AXES = (0, 1)
LAYERS = ("points", "edges", "arrows", "labels", "legend")
UNEXPLAINED = ("points", "labels", "edges")  # the tab below explains the colours
TURNED = "Turned onto the left map"


@dataclass(frozen=True, kw_only=True, eq=False)
class Side:
    """One of the two maps: its space, the rows of the shared words in one order for both sides, where all its points
    are, and what must be said of the map."""

    space: EmbeddingSpace
    rows: IntArray
    places: FloatArray
    title: str
    notes: tuple[str, ...] = ()
    axes: tuple[str, str] | None = None

    def badges(self) -> tuple[str, ...]:
        """The first counts what is drawn."""
        said = f"{len(self.rows):,} shared of {self.space.rows:,}"
        return (said, *self.space.notes, *self.notes)


@dataclass(frozen=True, kw_only=True, eq=False)
class Colors:
    """The colours of both sides, and the order of drawing and of labels, by row of each."""

    colorings: tuple[Coloring, Coloring]
    orders: tuple[IntArray, IntArray]
    named: tuple[IntArray, IntArray]
    layers: tuple[str, ...] = LAYERS


@dataclass(frozen=True, kw_only=True, eq=False)
class Marked:
    """What is selected, pinned and joined to the pinned word on one side, by its own rows."""

    selected: IntArray = field(default_factory=lambda: NO_ROWS)
    pinned: int | None = None
    joined: IntArray = field(default_factory=lambda: NO_ROWS)


def sides(shared: Shared, left: Projection, right: Projection, components: tuple[int, int]) -> tuple[Side, Side]:
    """Both maps; the right one is turned onto the left, since beside another its directions mean nothing."""
    places = _shown(left, components), _shown(right, AXES)
    axes = (left.axes[components[0]], left.axes[components[1]]) if left.axes else None
    first = Side(
        space=shared.space, rows=shared.rows, places=places[0], title=_title(left, shared.space),
        notes=left.notes, axes=axes,
    )  # fmt: skip
    second = Side(
        space=shared.other, rows=shared.other_rows, title=_title(right, shared.other), notes=(*right.notes, TURNED),
        places=turned_onto(places[1], shared.other_rows, places[0], shared.rows),
    )  # fmt: skip
    return first, second


def colors(shared: Shared, words: pa.Table | None, own: Coloring | None = None) -> Colors:
    """In the colours that the left space has on its one map, if they are given, with a legend that counts shared words.

    Else in those of the neighbours shared, grey until `words` are there.
    """
    count = shared.space.rows
    if own is not None:
        left = spread(counted(own, shared.rows), shared.rows, count)
        return _both(shared, left, shared.rows, NO_ROWS, LAYERS)
    if words is None:
        return _both(shared, plain(count), shared.rows, NO_ROWS, UNEXPLAINED)
    left, order = agreement(words, count), changed_first(words)
    return _both(shared, left, order, order[:NAMED], UNEXPLAINED)


def figure(side: Side, place: int, colors: Colors, marked: Marked, parts: Parts = WHOLE) -> Figure:
    """The figure of one side (0: left, 1: right)."""
    part, coloring = parts.sides[place], colors.colorings[place]
    said, *notes = side.badges()
    return Figure(
        title=side.title,
        keys=side.space.keys,
        coordinates=only_shared(side.places, side.rows),
        coloring=coloring,
        order=colors.orders[place],
        selected=marked.selected,
        pinned=marked.pinned,
        edges=tuple(Edge(row=int(row), kept=True) for row in marked.joined),
        layers=tuple(layer for layer in colors.layers if parts.layers is None or layer in parts.layers),
        badges=(said, *parts.badges, *notes),
        axes=side.axes,
        unit=side.space.unit,
        named=colors.named[place],
        labelled=side.rows,
        shown=part.shown,
        shown_counts=counts_for(part.passing, coloring, None),
        isolated=part.isolated,
        hidden=tuple(key for key in parts.hidden if any(entry.key == key for entry in coloring.entries)),
        **parts.wished,
    )


def morphed(left: Side, right: Side, share: float) -> Side:
    """The right side on its way from where its words are at the left (0) to where they are at the right (1)."""
    if share >= 1:
        return right
    places = np.array(right.places, np.float32)
    places[right.rows] = between(left.places[left.rows], right.places[right.rows], share)
    said = f"{100 * share:.0f} % of the way from the left map"
    return replace(right, places=places, notes=(*right.notes, said))


def shown_places(side: Side) -> FloatArray:
    """Where the points of a side are drawn; those of words that only it has are nowhere."""
    return only_shared(side.places, side.rows)


def only_shared(places: FloatArray, rows: IntArray) -> FloatArray:
    """The places of these rows; the others are nowhere."""
    shown = np.full((len(places), 2), np.nan, np.float32)
    shown[rows] = places[rows]
    return shown


def _both(shared: Shared, left: Coloring, order: IntArray, named: IntArray, layers: tuple[str, ...]) -> Colors:
    right = spread(picked(left, shared.rows), shared.other_rows, shared.other.rows)
    orders = complete(left, order), complete(right, shared.others_of(order))
    return Colors(colorings=(left, right), orders=orders, named=(named, shared.others_of(named)), layers=layers)


def complete(coloring: Coloring, front: IntArray) -> IntArray:
    """All rows from front to back: those with a colour in the given order, then the rest."""
    own = coloring.classed
    first = front[own[front]]
    behind = np.flatnonzero(~own)
    missing = np.setdiff1d(np.flatnonzero(own), first, assume_unique=True)
    return np.concatenate([first, missing, behind])


def _shown(projection: Projection, components: tuple[int, int]) -> FloatArray:
    chosen = components if max(components) < projection.coordinates.shape[1] else AXES
    return np.ascontiguousarray(projection.coordinates[:, list(chosen)], np.float32)


def _title(projection: Projection, space: EmbeddingSpace) -> str:
    return f"{projection.name} · {space.name}"
