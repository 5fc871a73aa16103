"""Which two clusters a line on the map joins, from what lies at its ends: named sets, classes, the selection, words."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.figure import Figure
from embexplorer.core.typing import IntArray

Values = dict[str, object]
SELECTION = "selection"


@dataclass(frozen=True, kw_only=True)
class Group:
    """One end of a line: what it is called, and its class in the column that colours the map, or else its rows."""

    name: str
    value: str | None = None
    rows: tuple[int, ...] = ()


def group_at(figure: Figure, row: int) -> Group:
    """What a point stands for: the selection if it is one of several selected, its class, the named group of the map
    in which it lies where the colours have no classes, or itself alone.
    """
    selected = figure.selected
    if len(selected) > 1 and row in selected:
        return Group(name=f"{SELECTION} ({len(selected):,})", rows=tuple(selected.tolist()))
    coloring = figure.coloring
    value = _class_of(figure, row) if coloring.kind == "categorical" else ""
    if value and coloring.sets is not None:
        rows = next(one.rows for one in coloring.sets.sets if one.name == value)
        return Group(name=value, rows=tuple(rows))
    if value:
        return Group(name=value, value=value)
    if coloring.kind != "categorical" and (named := _named_at(figure, row)) is not None:
        return named
    return Group(name=figure.keys[row], rows=(row,))


def _named_at(figure: Figure, row: int) -> Group | None:
    """The group with a name on the map, such as a dense region, to which a row belongs."""
    groups = figure.groups
    if groups is None or groups.coordinates is not figure.coordinates or groups.codes[row] < 0:
        return None
    name = groups.names[int(groups.codes[row])]
    if not name:
        return None
    return Group(name=name, rows=tuple(np.flatnonzero(groups.codes == groups.codes[row]).tolist()))


def values_between(figure: Figure, left: Group, right: Group) -> Values:
    """The parameters of `between` for these two: classes of the column, or words."""
    if left.value is not None and right.value is not None:
        return {"left": [left.value], "right": [right.value], "column": figure.coloring.title}
    return {"left": _words(figure, left), "right": _words(figure, right)}


def nearest_shown(figure: Figure, x: float, y: float) -> int | None:
    """The row whose point lies nearest to this place on the map, among those that are drawn; None without any."""
    gaps = figure.coordinates - np.array([x, y], np.float32)
    squares = np.einsum("ij,ij->i", gaps, gaps)
    squares[~np.isfinite(squares)] = np.inf
    if figure.shown is not None:
        squares[~figure.shown] = np.inf
    row = int(squares.argmin()) if len(squares) else 0
    return row if len(squares) and np.isfinite(squares[row]) else None


def _class_of(figure: Figure, row: int) -> str:
    """The class as the column has it, and not as the user reads it (“1,234”)."""
    values = figure.coloring.values
    value = None if values is None else values[row].as_py()
    return "" if value is None else str(value)


def _words(figure: Figure, group: Group) -> list[str]:
    return figure.keys.at(_rows(figure, group))


def _rows(figure: Figure, group: Group) -> IntArray:
    if group.value is None:
        return np.array(group.rows, np.int64)
    column = figure.coloring.values
    assert column is not None
    return np.flatnonzero(pc.equal(column.cast(pa.string()), group.value).fill_null(False).to_numpy()).astype(np.int64)
