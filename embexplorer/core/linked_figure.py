"""The figure of another map beside the shown one: the same words, colours and selection, other places."""

from dataclasses import dataclass, replace

import numpy as np

from embexplorer.core.agreement import counted, spread
from embexplorer.core.coloring import Codes, Coloring
from embexplorer.core.figure import NO_ROWS, Edge, Figure
from embexplorer.core.figure_groups import groups_for, hulls_for
from embexplorer.core.groups import Groups, classes_at
from embexplorer.core.hulls import NOTE
from embexplorer.core.look import Look
from embexplorer.core.morph import between, left_over, turned_onto
from embexplorer.core.pair_figure import complete, only_shared
from embexplorer.core.projection import Projection
from embexplorer.core.resolving import thumbnails_of
from embexplorer.core.shared_keys import Shared
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.trust_view import LAYER
from embexplorer.core.typing import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, kw_only=True, eq=False)
class Turned:
    """Places (n × 2) of a map laid onto another; `residual` (0 to 1) is what no turning could explain."""

    places: FloatArray
    residual: float

    def note(self, onto: str) -> str:
        """What is said of it."""
        return f"turned onto {onto}; residual {self.residual:.2f} (0 is equal)"


def laid_onto(projection: Projection, onto: FloatArray) -> Turned:
    """The first two components of a map of the same rows turned, scaled and moved onto the places `onto`."""
    rows = np.arange(len(onto))
    places = turned_onto(flat(projection), rows, onto, rows)
    return Turned(places=places, residual=left_over(places, onto))


def flat(projection: Projection) -> FloatArray:
    """The first two components."""
    if projection.coordinates.shape[1] == 2:
        return projection.coordinates
    return np.ascontiguousarray(projection.coordinates[:, :2], np.float32)


def of_same_space(
    figure: Figure, projection: Projection, space: str, turned: Turned | None = None, edges: tuple[Edge, ...] = ()
) -> Figure:
    """Another map of the space of `figure`: everything but the places, and what is said of them, is the same."""
    said = () if turned is None else (f"This map is {turned.note(_name(figure))}",)
    return replace(
        figure,
        title=f"{projection.name} · {space}",
        coordinates=flat(projection) if turned is None else turned.places,
        badges=(*_common(figure), *projection.notes, *_trust_of(figure), *said),
        trust="",
        edges=edges,
        axes=(projection.axes[0], projection.axes[1]) if projection.axes and turned is None else None,
        layers=_without_legend(figure),
        projection=None,
        groups=None,
        hulls=(),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class Carried:
    """What takes a pass over the rows of another space: where its points are, their colours and order of drawing."""

    places: FloatArray
    coloring: Coloring
    order: IntArray


def carried(figure: Figure, shared: Shared, projection: Projection) -> Carried:
    """The colours of `figure` on a map of another space, of which only the words that both have are somewhere."""
    coloring = spread(counted(figure.coloring, shared.rows), shared.other_rows, shared.other.rows)
    return Carried(
        places=only_shared(flat(projection), shared.other_rows),
        coloring=coloring,
        order=complete(coloring, shared.others_of(figure.order)),
    )


def of_shared_keys(
    figure: Figure, shared: Shared, projection: Projection, known: Carried | None = None, told: tuple[str, ...] = ()
) -> Figure:
    """A map of another space: the words that both have, in the colours and with the selection of `figure`.

    `known` is what was carried before for the same three, `told` are sentences about what of them is shown.
    """
    own = known or carried(figure, shared, projection)
    twin = shared.others_of(np.array([figure.pinned], np.int64)) if figure.pinned is not None else NO_ROWS
    return replace(
        figure,
        title=f"{projection.name} · {shared.other.name}",
        keys=shared.other.keys,
        coordinates=own.places,
        coloring=own.coloring,
        faded=None,
        order=own.order,
        selected=np.sort(shared.others_of(figure.selected)),
        pinned=int(twin[0]) if len(twin) else None,
        edges=(),
        arrows=(),
        badges=(f"{len(shared):,} shared of {shared.other.rows:,}", *told, *shared.other.notes, *projection.notes),
        trust="",
        axes=(projection.axes[0], projection.axes[1]) if projection.axes else None,
        unit=shared.other.unit,
        projection=None,
        thumbnails=thumbnails_of(shared.other),
        named=shared.others_of(figure.named),
        labelled=None if figure.labelled is None else shared.others_of(figure.labelled),
        shown=_shown(figure.shown, shared),
        isolated=np.sort(shared.others_of(figure.isolated)),
        sizes=_codes(figure.sizes, shared),
        shapes=_codes(figure.shapes, shared),
        layers=_without_legend(figure),
        groups=None,
        hulls=(),
    )


def with_groups(
    made: Figure, space: EmbeddingSpace, projection: Projection, look: Look, known: Figure | None
) -> Figure:
    """The figure with the names and outlines of groups as its own map has them; `known` is the one that stood there."""
    before = known.groups if known is not None else None
    groups = groups_for(space, made.coordinates, made.coloring, look, None, projection, before)
    same = known is not None and groups is before and known.shown is made.shown
    hulls = hulls_for(groups, made.coordinates, look, made.shown, known.hulls if same and known is not None else ())
    return replace(made, groups=groups, hulls=hulls)


def on_the_way(
    figure: Figure, turned: Turned, into: str, share: float, known: tuple[FloatArray, Groups | None] | None = None
) -> Figure:
    """The figure with its points at this share of their ways to where another map of the space has them.

    Who is near whom there is true of neither map, so that trust, neighbour lines, outlines, and names of regions are
    left out; those of classes come along. At the start it is the figure itself. `known` are places and groups as they
    were made before for the same share.
    """
    said = f"{100 * share:.0f} % of the way into {into}, {turned.note(_name(figure))}"
    if share == 0:
        return replace(figure, badges=(*figure.badges, said))
    places, groups = known or placed_groups(figure, turned, share)
    gone = {NOTE} if groups is not None or figure.groups is None else {NOTE, *figure.groups.notes}
    still = [badge for badge in figure.badges if badge not in gone]
    return replace(
        figure,
        coordinates=places,
        badges=(*still, *_trust_of(figure), said),
        trust="",
        edges=(),
        axes=None,
        projection=None,
        groups=groups,
        hulls=(),
    )


def placed_groups(figure: Figure, turned: Turned, share: float) -> tuple[FloatArray, Groups | None]:
    """Where the points are on their way, and the classes that have names there."""
    places, groups = between(figure.coordinates, turned.places, share), figure.groups
    by_class = groups is not None and figure.coloring.kind == "categorical"
    return places, classes_at(groups, places) if groups is not None and by_class else None


def _without_legend(figure: Figure) -> tuple[str, ...]:
    """That of the shown map explains them all."""
    return tuple(layer for layer in figure.layers if layer != "legend")


def _trust_of(figure: Figure) -> tuple[str, ...]:
    """Whose trust the colours tell, on places that are not those of its map."""
    return (f"Trust is that of {_name(figure)}",) if LAYER in figure.layers else ()


def _name(figure: Figure) -> str:
    return figure.projection.name if figure.projection is not None else figure.title


def _common(figure: Figure) -> tuple[str, ...]:
    """What is said of the space and of what is shown of it, and not of the map."""
    own = figure.projection.notes if figure.projection is not None else ()
    return tuple(badge for badge in figure.badges if badge not in own)


def _shown(shown: BoolArray | None, shared: Shared) -> BoolArray | None:
    if shown is None:
        return None
    answer = np.zeros(shared.other.rows, np.bool_)
    answer[shared.other_rows] = shown[shared.rows]
    return answer


def _codes(codes: Codes | None, shared: Shared) -> Codes | None:
    if codes is None:
        return None
    answer = np.zeros(shared.other.rows, np.uint8)
    answer[shared.other_rows] = codes[shared.rows]
    return answer
