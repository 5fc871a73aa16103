"""Of a figure: in which order rows get labels, and the groups that have names and outlines, as the look wishes."""

from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa

from embexplorer.core.coloring import Coloring
from embexplorer.core.columns import memory_of
from embexplorer.core.groups import NO_GROUPS, Groups, groups_of, waiting
from embexplorer.core.hulls import NOTE, Ring, hulls_of
from embexplorer.core.label_ranking import ranked
from embexplorer.core.look import Look
from embexplorer.core.projection import Projection
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.core.typing import BoolArray, FloatArray, IntArray

GROUPED = ("labels", "hulls")  # the layers that show groups


@dataclass(frozen=True, kw_only=True, eq=False)
class Ranking:
    """All rows, the first to get a label first, and the column that says so."""

    order: IntArray
    column: pa.ChunkedArray
    name: str
    reverse: bool


def ranking_for(space: EmbeddingSpace, look: Look, trust: Table | None, known: Ranking | None) -> Ranking | None:
    """The ranking by the column that the look names; None for the usual order, also where there is no such column."""
    column = _column(space, look.label_by, trust)
    if column is None or look.label_by is None:
        return None
    if known is not None and known.reverse == look.label_reverse and _is_same(known.column, column):
        return known
    order = ranked(look.label_by, column, look.label_reverse)
    return Ranking(order=order, column=column, name=look.label_by, reverse=look.label_reverse)


def groups_for(
    space: EmbeddingSpace,
    coordinates: FloatArray,
    coloring: Coloring,
    look: Look,
    ranking: Ranking | None,
    projection: Projection | None,
    known: Groups | None,
    later: bool = False,
    go_on: Callable[[], bool] = lambda: True,
) -> Groups | None:
    """The groups of the map, where a layer shows them; if they are not known and may come `later`, those that wait.

    `go_on` is asked now and then while they are looked for; what is found after it has said no is not whole.
    """
    if projection is None or look.group_by == NO_GROUPS or not set(GROUPED) & set(look.layers):
        return None
    column = _column(space, look.group_by, None)
    by_regions = column is None and coloring.kind != "categorical"
    of = (ranking,) if by_regions else (coloring, column)
    same_map = known is not None and known.coordinates is coordinates
    if known is not None and same_map and _all_same(known.of, of):
        return known
    order, name = (ranking.order, ranking.name) if ranking else (None, "")
    grid = known.grid if known is not None and same_map else None
    if later:
        return waiting(coordinates, grid)
    return groups_of(space.keys, coordinates, coloring, column, order, name, space.unit, of=of, grid=grid, go_on=go_on)


def hulls_for(
    groups: Groups | None, coordinates: FloatArray, look: Look, shown: BoolArray | None, known: tuple[Ring, ...]
) -> tuple[Ring, ...]:
    """The outlines of the rows of each group that are shown, where that layer is on; those that are known, if any."""
    if groups is None or groups.waits or "hulls" not in look.layers:
        return ()
    return known or hulls_of(groups, coordinates, shown)


def notes_of(
    space: EmbeddingSpace, look: Look, ranking: Ranking | None, groups: Groups | None, hulls: tuple[Ring, ...]
) -> tuple[str, ...]:
    """What must be said of names, outlines and wishes that could not be met."""
    said = []
    if look.label_by is not None and ranking is None and "labels" in look.layers:
        said.append(f"Labels in the usual order: there is no column ‘{look.label_by}’ here")
    if look.group_by and look.group_by not in space.columns.column_names:
        said.append(f"No names: there is no column ‘{look.group_by}’ here")
    if groups is not None:
        said.extend(groups.notes)
    if hulls:
        said.append(NOTE)
    return tuple(said)


def _column(space: EmbeddingSpace, name: str | None, trust: Table | None) -> pa.ChunkedArray | None:
    if name in space.columns.column_names:
        return space.columns[name]
    if trust is not None and name in trust.columns.column_names and trust.columns.num_rows == space.rows:
        return trust.columns[name]
    return None


def _all_same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return len(one) == len(other) and all(
        a is b or (isinstance(a, pa.ChunkedArray) and isinstance(b, pa.ChunkedArray) and _is_same(a, b))
        for a, b in zip(one, other, strict=True)
    )


def _is_same(one: pa.ChunkedArray, other: pa.ChunkedArray) -> bool:
    """Whether they lie in the same memory."""
    return bool(one.type == other.type) and memory_of(one) == memory_of(other)
