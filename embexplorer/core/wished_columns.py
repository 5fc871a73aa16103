"""What a look makes of columns: the colour, the size and the shape of each point, kept while nothing has changed."""

from dataclasses import replace
from typing import Any, Protocol

import pyarrow as pa

from embexplorer.core.class_hiding import own_colors
from embexplorer.core.coloring import Coloring, Wish, color_by_sets, colored, plain
from embexplorer.core.columns import memory_of, readable
from embexplorer.core.errors import UserError
from embexplorer.core.look import Look
from embexplorer.core.shapes import Shaping, shape_by
from embexplorer.core.sizing import Sizing, size_by
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table


class Known(Protocol):
    """An earlier figure."""

    @property
    def rows(self) -> int: ...
    @property
    def coloring(self) -> Coloring: ...
    @property
    def sizing(self) -> Sizing | None: ...
    @property
    def shaping(self) -> Shaping | None: ...


def coloring_of(space: EmbeddingSpace, look: Look, trust: Table | None = None, known: Known | None = None) -> Coloring:
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


def sizing_of(space: EmbeddingSpace, look: Look, trust: Table | None, known: Known | None) -> Sizing | None:
    """How large the look wishes each point, None where all are of one size."""
    if look.size_by is None:
        return None
    column, before = _column(space, look.size_by, trust), known.sizing if known is not None else None
    return before if before is not None and _is_of(before, look.size_by, column) else size_by(look.size_by, column)


def shaping_of(space: EmbeddingSpace, look: Look, trust: Table | None, known: Known | None) -> Shaping | None:
    """Which symbol the look wishes for each point, None where all are discs."""
    if look.shape_by is None:
        return None
    column, before = _column(space, look.shape_by, trust), known.shaping if known is not None else None
    order = dict(look.class_order).get(look.shape_by, ())
    same = before is not None and before.asked == order and _is_of(before, look.shape_by, column)
    return before if same else shape_by(look.shape_by, column, order)


def without_lacking(look: Look, space: EmbeddingSpace, trust: Table | None) -> tuple[Look, tuple[str, ...]]:
    """The look with no colour, size or shape by columns that are not there, and the names of these columns.

    What one map knows of its points, such as how they wobble, another does not.
    """
    known = {*space.columns.column_names, *(trust.columns.column_names if trust is not None else ())}
    asked = {wish: getattr(look, wish) for wish in ("color_by", "size_by", "shape_by")}
    if look.sets is not None:
        del asked["color_by"]
    lacking = {wish: name for wish, name in asked.items() if name is not None and name not in known}
    none: dict[str, Any] = dict.fromkeys(lacking)
    return replace(look, **none), tuple(dict.fromkeys(lacking.values()))


def lacking_badges(names: tuple[str, ...]) -> tuple[str, ...]:
    """What a map says that was asked for columns which it does not have."""
    return tuple(f"Not drawn: this map knows no ‘{name}’" for name in names)


def _column(space: EmbeddingSpace, name: str, trust: Table | None) -> pa.ChunkedArray:
    if name in space.columns.column_names:
        return space.columns[name]
    if trust is not None and name in trust.columns.column_names and trust.columns.num_rows == space.rows:
        return trust.columns[name]
    raise UserError(
        f"{space.name} has no column ‘{name}’.", f"It has: {', '.join(readable(space.columns).column_names)}."
    )
