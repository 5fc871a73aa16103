"""The shape of the catalogue, version by version: an older project is brought to the newest when it is opened."""

import sqlite3
from pathlib import Path

from embexplorer.core.errors import UserError

APPLICATION = 0x656D6265  # "embe": marks the file as ours

VERSIONS = (
    """
    CREATE TABLE items (id TEXT PRIMARY KEY, kind TEXT NOT NULL, role TEXT NOT NULL, name TEXT NOT NULL, parent TEXT,
        folder TEXT NOT NULL, created REAL NOT NULL, step TEXT NOT NULL, parameters TEXT NOT NULL,
        rows INTEGER NOT NULL, detail TEXT NOT NULL, recipe TEXT NOT NULL, removed REAL);
    CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL);
    CREATE TABLE selections (space TEXT PRIMARY KEY, rows BLOB NOT NULL);
    CREATE TABLE looks (target TEXT PRIMARY KEY, look TEXT NOT NULL);
    CREATE TABLE jobs (id TEXT PRIMARY KEY, step TEXT NOT NULL, space TEXT, projection TEXT, result TEXT NOT NULL);
    CREATE TABLE history (id INTEGER PRIMARY KEY, name TEXT NOT NULL, space TEXT NOT NULL, projection TEXT,
        at REAL NOT NULL, merge INTEGER NOT NULL, rows_before BLOB, rows_after BLOB, look_before TEXT, look_after TEXT);
    """,
    """
    CREATE TABLE sets (name TEXT PRIMARY KEY, words TEXT NOT NULL);
    """,
    """
    ALTER TABLE history ADD COLUMN sets_before TEXT;
    ALTER TABLE history ADD COLUMN sets_after TEXT;
    """,
    """
    CREATE TABLE isolations (space TEXT PRIMARY KEY, rows BLOB NOT NULL);
    ALTER TABLE history ADD COLUMN isolated_before BLOB;
    ALTER TABLE history ADD COLUMN isolated_after BLOB;
    """,
    """
    CREATE TABLE bookmarks (name TEXT PRIMARY KEY, space TEXT NOT NULL, projection TEXT, look TEXT NOT NULL,
        selected BLOB NOT NULL, isolated BLOB NOT NULL);
    """,
    """
    ALTER TABLE bookmarks ADD COLUMN pinned INTEGER;
    ALTER TABLE bookmarks ADD COLUMN arrangement TEXT;
    ALTER TABLE history ADD COLUMN pins TEXT;
    """,
)


def migrate(connection: sqlite3.Connection, file: Path) -> None:
    """Bring the file to the newest version, each step one transaction; refuses one that is newer than this program."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(VERSIONS):
        raise UserError(f"{file.parent} was written by a newer embexplorer.", "Update the program to open it.")
    for number, script in enumerate(VERSIONS[version:], version + 1):
        connection.executescript(f"BEGIN; {script} PRAGMA user_version = {number}; COMMIT;")
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
