"""The bookmarks in the project's file: one row for each, in order of making."""

import json
import sqlite3

from embexplorer.core.arrangement import Arrangement
from embexplorer.core.bookmark import Bookmark
from embexplorer.core.look import Look
from embexplorer.workspace.rows_blob import pack, unpack

KEEP = (
    "INSERT OR REPLACE INTO bookmarks (name, space, projection, look, selected, isolated, pinned, arrangement) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


def row_of_bookmark(bookmark: Bookmark) -> tuple[str | int | bytes | None, ...]:
    """What KEEP is given."""
    look = json.dumps(bookmark.look.to_json())
    rows = pack(bookmark.selected), pack(bookmark.isolated)
    more = bookmark.pinned, json.dumps(bookmark.arrangement.to_json())
    return (bookmark.name, bookmark.space, bookmark.projection, look, *rows, *more)


def bookmark_from_row(row: sqlite3.Row) -> Bookmark:
    """The inverse of `row_of_bookmark`."""
    return Bookmark(
        name=row["name"],
        space=row["space"],
        projection=row["projection"],
        look=Look.from_json(json.loads(row["look"])),
        selected=unpack(row["selected"]),
        isolated=unpack(row["isolated"]),
        pinned=row["pinned"],
        arrangement=Arrangement.from_json(json.loads(row["arrangement"] or "{}")),
    )
