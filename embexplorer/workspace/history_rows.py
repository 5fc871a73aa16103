"""A change as a row of the catalogue, and back, so that undo survives the end of the program."""

import json
import sqlite3

from embexplorer.core.look import Look
from embexplorer.core.typing import IntArray
from embexplorer.core.word_sets import WordSet
from embexplorer.workspace.history import Change, NamedSets
from embexplorer.workspace.rows_blob import pack, unpack

Cell = str | float | bytes | None


COLUMNS = (
    "id, name, space, projection, at, merge, rows_before, rows_after, look_before, look_after, "
    "isolated_before, isolated_after, sets_before, sets_after, pins"
)


def row_of_change(change: Change) -> tuple[Cell, ...]:
    """What the COLUMNS hold."""
    selections = _packed(change.selections)
    looks = tuple(json.dumps(look.to_json()) for look in change.looks) if change.looks else (None, None)
    facts = (change.id, change.name, change.space, change.projection, change.at, int(change.merge))
    sets = tuple(_sets_text(then) for then in change.sets) if change.sets else (None, None)
    pins = json.dumps(change.pins) if change.pins is not None else None
    return (*facts, *selections, *looks, *_packed(change.isolations), *sets, pins)


def change_from_row(row: sqlite3.Row) -> Change:
    """The inverse of `row_of_change`."""
    return Change(
        id=row["id"],
        name=row["name"],
        space=row["space"],
        projection=row["projection"],
        at=row["at"],
        merge=bool(row["merge"]),
        selections=_unpacked(row["rows_before"], row["rows_after"]),
        looks=(_look(row["look_before"]), _look(row["look_after"])) if row["look_after"] is not None else None,
        sets=(_sets(row["sets_before"]), _sets(row["sets_after"])) if row["sets_after"] is not None else None,
        isolations=_unpacked(row["isolated_before"], row["isolated_after"]),
        pins=_pins(row["pins"]),
    )


def _sets_text(then: NamedSets) -> str:
    return json.dumps([[name, None if words is None else words.words] for name, words in then])


def _sets(text: str) -> NamedSets:
    return tuple(
        (name, None if words is None else WordSet(name=name, words=tuple(words))) for name, words in json.loads(text)
    )


def _packed(pair: tuple[IntArray, IntArray] | None) -> tuple[bytes | None, bytes | None]:
    return (pack(pair[0]), pack(pair[1])) if pair else (None, None)


def _unpacked(before: bytes | None, after: bytes | None) -> tuple[IntArray, IntArray] | None:
    return (unpack(before), unpack(after)) if before is not None and after is not None else None


def _pins(text: str | None) -> tuple[int | None, int | None] | None:
    if text is None:
        return None
    before, after = json.loads(text)
    return before, after


def _look(text: str) -> Look:
    return Look.from_json(json.loads(text))
