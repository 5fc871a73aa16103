"""The project's SQLite file: what is in the library, selected, shown and undone; each change is one transaction."""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from embexplorer.core.bookmark import Bookmark
from embexplorer.core.errors import UserError
from embexplorer.core.registry import step_named
from embexplorer.core.step import Step, build, to_json
from embexplorer.core.typing import IntArray
from embexplorer.core.word_sets import WordSet
from embexplorer.workspace.bookmarks import KEEP, bookmark_from_row, row_of_bookmark
from embexplorer.workspace.history import History
from embexplorer.workspace.history_rows import COLUMNS, change_from_row, row_of_change
from embexplorer.workspace.item import Item
from embexplorer.workspace.migrations import migrate
from embexplorer.workspace.rows_blob import pack, unpack

TRUST = "trust"  # the role of a table that belongs to a projection and is not in the library


@dataclass(frozen=True, kw_only=True)
class Unfinished:
    """A job as the catalogue remembers it: `result` is the name of the folder it would have made."""

    job: str
    step: Step
    space: str | None
    projection: str | None
    result: str


class Catalogue:
    """Reads and writes one file; only the window that holds the project's lock may have it open."""

    def __init__(self, file: Path) -> None:
        self.file = file
        with _as_sentence(file):
            self._connection = sqlite3.connect(file, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")  # a power cut may lose the last clicks, no more
            migrate(self._connection, file)
        self._sets = self._read_sets()  # at hand, since word fields ask for them at every key

    def close(self) -> None:
        """Write everything into the one file and let go of it."""
        with _as_sentence(self.file):
            self._connection.close()

    def copy(self, file: Path) -> None:
        """A whole copy as it is now."""
        with _as_sentence(file):
            target = sqlite3.connect(file)
            self._connection.backup(target)
            target.close()

    # -- items

    def items(self, role: str = "") -> list[Item]:
        """What is in the library, in order of making; with a role, what belongs to something else."""
        wanted = (
            "SELECT * FROM items WHERE removed IS NULL AND role = ? ORDER BY rowid"  # the clock may have been set back
        )
        return [self._item(row) for row in self._rows(wanted, role)]

    def add_item(self, item: Item, recipe: list[dict[str, Any]], role: str = "") -> None:
        """Note something that was made."""
        plain = json.dumps(item.parameters), json.dumps(recipe)
        values = (item.id, item.kind, role, item.name, item.parent, item.folder.name, item.created)
        self._write("INSERT INTO items VALUES (?,?,?,?,?,?,?,?,?,?,?,?,NULL)",
                    *values, item.step, plain[0], item.rows, item.detail, plain[1])  # fmt: skip

    def rename_item(self, item: str, name: str) -> None:
        """Give it another name."""
        self._write("UPDATE items SET name = ? WHERE id = ?", name, item)

    def remove_items(self, items: list[str]) -> None:
        """Take them out of the library; their folders stay until the project is closed."""
        with self._change() as connection:
            connection.executemany("UPDATE items SET removed = ? WHERE id = ?", [(time.time(), item) for item in items])

    def put_back_items(self, items: list[str]) -> None:
        """Undo `remove_items`."""
        with self._change() as connection:
            connection.executemany("UPDATE items SET removed = NULL WHERE id = ?", [(item,) for item in items])

    def forget_removed(self) -> list[Item]:
        """Drop removed items for good; answers them, so that their folders can go."""
        gone = [self._item(row) for row in self._rows("SELECT * FROM items WHERE removed IS NOT NULL")]
        if gone:
            self._write("DELETE FROM items WHERE removed IS NOT NULL")
        return gone

    # -- state

    def get(self, name: str, default: Any = None) -> Any:  # Any: whatever JSON can hold
        """A small value by name."""
        rows = self._rows("SELECT value FROM state WHERE name = ?", name)
        return json.loads(rows[0]["value"]) if rows else default

    def put(self, **values: Any) -> None:
        """Keep small JSON values by name, all at once."""
        with self._change() as connection:
            plain = [(name, json.dumps(value)) for name, value in values.items()]
            connection.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", plain)

    def selection(self, space: str) -> IntArray:
        """The selected rows of a space."""
        rows = self._rows("SELECT rows FROM selections WHERE space = ?", space)
        return unpack(rows[0]["rows"]) if rows else unpack(b"L")

    def isolated(self, space: str) -> IntArray:
        """The rows of a space that are looked at alone; none: all are."""
        rows = self._rows("SELECT rows FROM isolations WHERE space = ?", space)
        return unpack(rows[0]["rows"]) if rows else unpack(b"L")

    def look(self, target: str) -> dict[str, Any] | None:
        """How a space or a projection was last looked at."""
        rows = self._rows("SELECT look FROM looks WHERE target = ?", target)
        return json.loads(rows[0]["look"]) if rows else None

    # -- named sets of words

    def sets(self) -> list[WordSet]:
        """The named sets, in order of making."""
        return list(self._sets)

    def keep_set(self, words: WordSet) -> None:
        """Keep a set; one of the same name is replaced, in its place."""
        statement = "INSERT INTO sets VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET words = excluded.words"
        self._write(statement, words.name, json.dumps(words.words))
        self._sets = self._read_sets()

    def remove_set(self, name: str) -> None:
        """Forget a set."""
        self._write("DELETE FROM sets WHERE name = ?", name)
        self._sets = self._read_sets()

    def _read_sets(self) -> list[WordSet]:
        rows = self._rows("SELECT * FROM sets ORDER BY rowid")
        return [WordSet(name=row["name"], words=tuple(json.loads(row["words"]))) for row in rows]

    # -- bookmarks

    def bookmarks(self) -> list[Bookmark]:
        """The kept views, in order of making."""
        return [bookmark_from_row(row) for row in self._rows("SELECT * FROM bookmarks ORDER BY rowid")]

    def keep_bookmark(self, bookmark: Bookmark) -> None:
        """Keep a view; one of the same name is replaced."""
        self._write(KEEP, *row_of_bookmark(bookmark))

    def remove_bookmark(self, name: str) -> None:
        """Forget a view."""
        self._write("DELETE FROM bookmarks WHERE name = ?", name)

    # -- jobs

    def begin_job(self, unfinished: Unfinished) -> None:
        """Note a job whose frames are worth keeping, should the window die."""
        told = json.dumps(to_json(unfinished.step))
        values = (unfinished.job, told, unfinished.space, unfinished.projection, unfinished.result)
        self._write("INSERT OR REPLACE INTO jobs VALUES (?,?,?,?,?)", *values)

    def end_job(self, job: str) -> None:
        """The job has ended, whichever way."""
        self._write("DELETE FROM jobs WHERE id = ?", job)

    def unfinished(self) -> list[Unfinished]:
        """Jobs that were running when the last window ended, as far as their steps are known."""
        return [known for row in self._rows("SELECT * FROM jobs") for known in _unfinished(row)]

    # -- changes

    def keep_selection(self, space: str, rows: IntArray) -> None:
        """The selected rows of a space."""
        self._write("INSERT OR REPLACE INTO selections VALUES (?, ?)", space, pack(rows))

    def keep_isolated(self, space: str, rows: IntArray) -> None:
        """The rows of a space that are looked at alone."""
        self._write("INSERT OR REPLACE INTO isolations VALUES (?, ?)", space, pack(rows))

    def keep_looks(self, looks: dict[str, dict[str, Any]]) -> None:
        """How spaces and projections are looked at."""
        with self._change() as connection:
            plain = [(target, json.dumps(look)) for target, look in looks.items()]
            connection.executemany("INSERT OR REPLACE INTO looks VALUES (?, ?)", plain)

    def history(self) -> History:
        """What can be undone and redone."""
        changes = tuple(change_from_row(row) for row in self._rows("SELECT * FROM history ORDER BY id"))
        last = self.get("last_done", 0)
        return History(changes=changes, done=sum(change.id <= last for change in changes))

    def keep_history(self, before: History, after: History) -> None:
        """Write only what differs between two histories."""
        known = {id(change) for change in before.changes}  # changes are values that are never copied on the way
        gone = {change.id for change in before.changes} - {change.id for change in after.changes}
        new = [row_of_change(change) for change in after.changes if id(change) not in known]
        last = json.dumps(after.last.id if after.last else 0)
        with self._change() as connection:
            connection.executemany("DELETE FROM history WHERE id = ?", [(change,) for change in gone])
            marks = ",".join("?" * len(COLUMNS.split(",")))
            connection.executemany(f"INSERT OR REPLACE INTO history ({COLUMNS}) VALUES ({marks})", new)
            connection.execute("INSERT OR REPLACE INTO state VALUES ('last_done', ?)", (last,))

    def _item(self, row: sqlite3.Row) -> Item:
        room = {"space": "spaces", "projection": "projections", "table": "tables"}[row["kind"]]
        return Item(
            id=row["id"],
            kind=row["kind"],
            name=row["name"],
            parent=row["parent"],
            folder=self.file.parent / room / row["folder"],
            created=row["created"],
            step=row["step"],
            parameters=json.loads(row["parameters"]),
            rows=row["rows"],
            detail=row["detail"],
        )

    def _rows(self, query: str, *values: Any) -> list[sqlite3.Row]:
        with _as_sentence(self.file):
            cursor = self._connection.cursor()
            cursor.row_factory = sqlite3.Row
            return cursor.execute(query, values).fetchall()

    def _write(self, statement: str, *values: Any) -> None:
        with self._change() as connection:
            connection.execute(statement, values)

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        with _as_sentence(self.file):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise


def _unfinished(row: sqlite3.Row) -> list[Unfinished]:
    told = json.loads(row["step"])
    try:
        step = build(step_named(told["step"]), told["parameters"])
    except UserError:  # a plug-in that is no longer here
        return []
    return [
        Unfinished(job=row["id"], step=step, space=row["space"], projection=row["projection"], result=row["result"])
    ]


@contextmanager
def _as_sentence(file: Path) -> Iterator[None]:
    """A full disk, a folder that may not be written and a damaged file are the user's to put right."""
    try:
        yield
    except sqlite3.DatabaseError as failure:
        match getattr(failure, "sqlite_errorname", ""):
            case "SQLITE_FULL":
                raise UserError(f"The disk that holds {file.parent} is full.", "Free some space.") from failure
            case name if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_IOERR")):
                hint = "Check its permissions and its disk, or save the project elsewhere."
                raise UserError(f"{file} cannot be written ({failure}).", hint) from failure
            case "SQLITE_NOTADB" | "SQLITE_CORRUPT":
                raise UserError(f"{file} is damaged ({failure}).", "Open a copy of the project.") from failure
        raise
