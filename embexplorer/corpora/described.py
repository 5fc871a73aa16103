"""Join a table that describes things by their ids (titles of items, labels of nodes) to the ids that are known."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.errors import UserError
from embexplorer.corpora.delimited import Cells, count_of, read_cells, with_header

TITLES = ("title", "name")
CLASSES = frozenset({"label", "class", "category", "community", "group", "cluster", "split", "club"})
NAMES = frozenset({"id", "node", "item", "key", "nodeid", "itemid", "movieid", *TITLES, *CLASSES})


@dataclass(frozen=True, kw_only=True)
class Described:
    """`names` are unique, one for each id; `columns` has a row for each id, empty where the table says nothing.

    `beyond` are ids of the table that nobody else knows.
    """

    names: tuple[str, ...]
    columns: pa.Table
    beyond: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def described(path: Path | None, ids: tuple[str, ...], name_column: str, expected: str, named: bool) -> Described:
    """What the table says of these ids; its first column is the id. No table: ids are names.

    The names are those of `name_column`; without one, where `named`, those of a column called title or name, else of
    the second. Classes written as numbers (a column called label) become words, since they are no amounts.
    """
    if path is None:
        return Described(names=ids, columns=pa.table({}))
    cells = with_header(read_cells(path, expected), "auto", NAMES, enough=1)
    titles = _titles(cells)
    table = {title: [row[at] for row in cells.rows] for at, title in enumerate(titles)}
    known = pa.array(table[titles[0]], pa.large_string())
    found = pc.index_in(pa.array(ids, pa.large_string()), value_set=known)
    beyond = known.filter(pc.invert(pc.is_in(known, value_set=pa.array(ids, pa.large_string())))).unique().to_pylist()
    columns = {title: typed(title, table[title]).take(found) for title in titles[1:]}
    chosen = _name_of(titles, name_column, named, path)
    names, doubled = _unique(ids, pa.array(table[chosen]).take(found).to_pylist() if chosen else [])
    repeated = len(known) - pc.count_distinct(known).as_py()
    return Described(
        names=names,
        columns=pa.table(columns).drop_columns([chosen] if chosen else []),
        beyond=tuple(beyond),
        notes=(*cells.notes, *_notes(path, len(ids), found.null_count, doubled, repeated)),
    )


def typed(title: str, cells: list[str]) -> pa.Array:
    """Whole numbers, numbers, or text; an empty cell is missing."""
    text = pa.array(cells, pa.large_string())
    known = pc.if_else(pc.equal(text, ""), None, text)
    if title.casefold() in CLASSES or known.null_count == len(text):
        return known
    for kind in (pa.int64(), pa.float64()):
        try:
            return known.cast(kind)
        except pa.ArrowInvalid:
            continue
    return known


def _titles(cells: Cells) -> list[str]:
    """A name for every column, none twice; a line of another number of columns is refused."""
    width = len(cells.header or cells.rows[0])
    if width < 2:
        raise cells.refuse(0, count_of(cells.rows[0]), "an id and at least one column more")
    wrong = next((at for at, row in enumerate(cells.rows) if len(row) != width), None)
    if wrong is not None:
        raise cells.refuse(wrong, count_of(cells.rows[wrong]), f"{width} as in the lines before")
    titles: list[str] = []
    for at in range(width):
        wanted = (cells.header[at] if cells.header else "") or f"column {at + 1}"
        titles.append(f"{wanted} ({at + 1})" if wanted in titles else wanted)
    return titles


def _name_of(titles: list[str], name_column: str, named: bool, path: Path) -> str:
    if name_column:
        if name_column not in titles[1:]:
            raise UserError(f"{path.name} has no column ‘{name_column}’.", f"It has: {', '.join(titles)}.")
        return name_column
    if not named:
        return ""
    return next((title for title in titles[1:] if title.casefold() in TITLES), titles[1])


def _unique(ids: tuple[str, ...], given: list[str | None]) -> tuple[tuple[str, ...], int]:
    """A name for each id, its id where there is none; of equal names the later ones carry their id."""
    if not given:
        return ids, 0
    names = np.array([name or own for own, name in zip(ids, given, strict=True)], object)
    seen: set[str] = set()
    doubled = 0
    for at, own in enumerate(ids):
        doubled += names[at] in seen
        while names[at] in seen:
            names[at] = f"{names[at]} ({own})"
        seen.add(names[at])
    return tuple(names.tolist()), doubled


def _notes(path: Path, ids: int, missing: int, doubled: int, repeated: int) -> list[str]:
    notes = [f"{path.name} says nothing of {missing:,} of {ids:,} ids."] if missing else []
    notes += [f"{doubled:,} names of {path.name} occur twice and carry their id."] if doubled else []
    return notes + ([f"{repeated:,} lines of {path.name} repeat an id: the first one counts."] if repeated else [])
