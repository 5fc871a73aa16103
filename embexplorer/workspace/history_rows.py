"""A change as a row of the catalogue, and back, so that undo survives the end of the program."""

import json
import sqlite3

from embexplorer.core.look import Look
from embexplorer.core.word_sets import WordSet
from embexplorer.workspace.history import Change, NamedSets
from embexplorer.workspace.rows_blob import pack, unpack

Cell = str | float | bytes | None


def row_of_change(change: Change) -> tuple[Cell, ...]:
    """id, name, space, projection, at, merge, both selections, both looks, the sets before and after."""
    selections = tuple(pack(rows) for rows in change.selections) if change.selections else (None, None)
    looks = tuple(json.dumps(look.to_json()) for look in change.looks) if change.looks else (None, None)
    sets = tuple(_sets_text(then) for then in change.sets) if change.sets else (None, None)
    about = (change.id, change.name, change.space, change.projection, change.at, int(change.merge))
    return (*about, *selections, *looks, *sets)


def change_from_row(row: sqlite3.Row) -> Change:
    """The inverse of `row_of_change`."""
    return Change(
        id=row["id"],
        name=row["name"],
        space=row["space"],
        projection=row["projection"],
        at=row["at"],
        merge=bool(row["merge"]),
        selections=(unpack(row["rows_before"]), unpack(row["rows_after"])) if row["rows_after"] is not None else None,
        looks=(_look(row["look_before"]), _look(row["look_after"])) if row["look_after"] is not None else None,
        sets=(_sets(row["sets_before"]), _sets(row["sets_after"])) if row["sets_after"] is not None else None,
    )


def _sets_text(then: NamedSets) -> str:
    return json.dumps([[name, None if words is None else words.words] for name, words in then])


def _sets(text: str) -> NamedSets:
    return tuple(
        (name, None if words is None else WordSet(name=name, words=tuple(words))) for name, words in json.loads(text)
    )


def _look(text: str) -> Look:
    return Look.from_json(json.loads(text))
