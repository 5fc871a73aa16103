"""Bring data and wishes together: the figure that a look makes of a space and its projection."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from embexplorer.core.class_hiding import hidden_of
from embexplorer.core.coloring import Coloring
from embexplorer.core.described import captioned
from embexplorer.core.errors import UserError
from embexplorer.core.figure import NO_ROWS, THUMBNAIL, Edge, Figure
from embexplorer.core.figure_groups import groups_for, hulls_for, notes_of, ranking_for
from embexplorer.core.filtering import Filtering, filtering_of
from embexplorer.core.layer_badges import layer_badges
from embexplorer.core.look import Look
from embexplorer.core.no_hulls import why_no_hulls
from embexplorer.core.number_text import thousands
from embexplorer.core.projection import Projection
from embexplorer.core.shapes import Shaping
from embexplorer.core.shown_counts import ShownCounts, shown_counts
from embexplorer.core.shown_rows import shown_badges, shown_rows
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.core.trust_view import colored_by_trust, faded, trust_badge
from embexplorer.core.typing import BoolArray, FloatArray, IntArray
from embexplorer.core.wished_columns import coloring_of, shaping_of, sizing_of

AS_WISHED = (  # of the look
    "point_size", "label_density", "blend", "bandwidth", "density_by", "contour_levels", "legend_folded",
)  # fmt: skip


def resolve(
    space: EmbeddingSpace,
    projection: Projection | None,
    look: Look,
    selection: IntArray = NO_ROWS,
    pinned: int | None = None,
    trust: Table | None = None,
    edges: Sequence[Edge] = (),
    badges: Sequence[str] = (),
    known: Figure | None = None,
    isolated: IntArray = NO_ROWS,
    filtering: Filtering | None = None,
    later: bool = False,
) -> Figure:
    """Bring data and wishes together. Without a projection there is nothing to draw yet, only what will be.

    `known` is an earlier figure of the same space: what has not changed is taken from it. `isolated` are the only rows
    that are looked at (empty: all), `filtering` the space's columns made ready for filters, where they are at hand;
    groups that are not known may come `later`: of many rows they take longer than the colours. Raises UserError if the
    look asks for a colour or component that is not there.
    """
    wished = Wished(space, projection, colored_by_trust(look, trust), trust, known, later)
    coloring = coloring_of(space, wished.look, trust, known)
    filtering = filtering or filtering_of(space, trust)
    shown, why = wished.shown(coloring, isolated, filtering)
    labels, told = wished.labelled(coloring, shown)
    styles = wished.styles(coloring)
    return Figure(
        **wished.places(),
        **styles,
        **labels,
        selected=np.asarray(selection, np.int64),
        pinned=pinned,
        edges=tuple(edges),
        badges=(*why, *wished.notes(coloring), *badges, *told, *layer_badges(look)),
        shown=shown,
        isolated=isolated,
        shown_counts=wished.counted(coloring, styles["shaping"], isolated, filtering),
    )


@dataclass(frozen=True)
class Wished:
    """What is there, how it is to be looked at, and the figure that was shown before."""

    space: EmbeddingSpace
    projection: Projection | None
    look: Look
    trust: Table | None
    known: Figure | None
    later: bool = False

    def places(self) -> dict[str, Any]:
        """What the points are, where they lie, and how much of that is true."""
        space, name = self.space, self.projection.name if self.projection else ""
        return {
            "title": f"{name} · {space.name}" if name else space.name,
            "about": f"{captioned(space)}, {thousands(space.rows)} × {thousands(space.dimensions)}",
            "keys": space.keys,
            "unit": space.unit,
            "trust": self.trust.caption if self.trust else "",
            "coordinates": self._coordinates,
            "axes": self._axes(),
            "projection": self.projection,
            "components": self.look.axes,
            "thumbnails": thumbnails_of(space),
        }

    def labelled(self, coloring: Coloring, shown: BoolArray | None) -> tuple[dict[str, Any], tuple[str, ...]]:
        """The order of labels, the groups with their names and the hulls of what is shown; the sentences about them."""
        space, look, known = self.space, self.look, self.known
        ranking = ranking_for(space, look, self.trust, known.ranking if known else None)
        before, hulls_before = (known.groups, known.hulls) if known else (None, ())
        places = self._coordinates
        groups = groups_for(space, places, coloring, look, ranking, self.projection, before, self.later)
        same = known is not None and known.shown is shown and groups is before
        hulls = hulls_for(groups, places, look, shown, hulls_before if same else ())
        order = ranking.order if ranking else None
        missing = "" if groups is not None and groups.waits else why_no_hulls(look, coloring, groups, hulls)
        named = {"labelled": order, "groups": groups, "hulls": hulls, "ranking": ranking, "no_hulls": missing}
        return named, notes_of(space, look, ranking, groups, hulls) + ((f"No hulls: {missing}",) if missing else ())

    def styles(self, coloring: Coloring) -> dict[str, Any]:
        """Colour, size and shape of the points, and the layers."""
        look, known = self.look, self.known
        sizing = sizing_of(self.space, look, self.trust, known)
        shaping = shaping_of(self.space, look, self.trust, known)
        return {
            "coloring": coloring,
            "faded": faded(coloring, look, self.trust, known.faded if known else None),
            "hidden": hidden_of(coloring, look),
            "order": _order(coloring, known),
            "sizing": sizing,
            "shaping": shaping,
            "sizes": sizing.codes if sizing else None,
            "shapes": shaping.codes if shaping else None,
            "layers": look.layers,
            "layer_order": look.order,
            "opacities": dict(look.opacity),
            **{name: getattr(look, name) for name in AS_WISHED},
        }

    def shown(
        self, coloring: Coloring, isolated: IntArray, filtering: Filtering
    ) -> tuple[BoolArray | None, tuple[str, ...]]:
        """The rows that are drawn, and the sentences that say why no more."""
        rows, look = self.space.rows, self.look
        shown = _same(shown_rows(rows, look, coloring, isolated, filtering), self.known)
        return shown, shown_badges(shown, rows, look, coloring, isolated, filtering)

    def counted(
        self, coloring: Coloring, shaping: Shaping | None, isolated: IntArray, filtering: Filtering
    ) -> ShownCounts | None:
        """How many rows of each class are left, where some are left out."""
        before = self.known.shown_counts if self.known else None
        return shown_counts(self.space.rows, self.look, coloring, shaping, isolated, filtering, before)

    def notes(self, coloring: Coloring) -> tuple[str, ...]:
        """What must be known of the space, of the map, and of what trust does to it."""
        of_map = self.projection.notes if self.projection else ()
        return (*self.space.notes, *of_map, *trust_badge(self.look, self.trust, coloring))

    @cached_property
    def _coordinates(self) -> FloatArray:
        """One array for all that asks where the points lie: names of groups go only with the very points they name."""
        projection, look, known = self.projection, self.look, self.known
        if projection is None:
            return np.full((self.space.rows, 2), np.nan, np.float32)
        if known is not None and known.projection is projection and known.components == look.axes:
            return known.coordinates
        components = projection.coordinates.shape[1]
        if max(look.axes) >= components:
            raise UserError(
                f"{projection.name} has {components} components, not {max(look.axes) + 1}.", "Choose a smaller number."
            )
        if look.axes == (0, 1) and components == 2:
            return projection.coordinates
        return np.ascontiguousarray(projection.coordinates[:, list(look.axes)], np.float32)

    def _axes(self) -> tuple[str, str] | None:
        if self.projection is None or not self.projection.axes:
            return None
        return self.projection.axes[self.look.axes[0]], self.projection.axes[self.look.axes[1]]


def _same(shown: BoolArray | None, known: Figure | None) -> BoolArray | None:
    """The same array as long as the same rows are shown, so that nothing is drawn anew."""
    if known is None or known.shown is None or shown is None:
        return shown
    return known.shown if np.array_equal(known.shown, shown) else shown


def thumbnails_of(space: EmbeddingSpace) -> pa.ChunkedArray | None:
    """Small pictures of the rows as PNG, None where the space has none."""
    there = THUMBNAIL in space.columns.column_names and pa.types.is_large_binary(space.columns[THUMBNAIL].type)
    there = there or (THUMBNAIL in space.columns.column_names and pa.types.is_binary(space.columns[THUMBNAIL].type))
    return space.columns[THUMBNAIL] if there else None


def _order(coloring: Coloring, known: Figure | None) -> IntArray:
    own = coloring.classed
    if known is not None and np.array_equal(known.coloring.classed, own):
        return known.order
    return np.concatenate([np.flatnonzero(own), np.flatnonzero(~own)])
