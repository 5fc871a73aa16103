"""The answers of one question by several spaces as one table, with a column that says whose each line is."""

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa

from embexplorer.core.table import Table

SPACE = "space"


def joined(names: Sequence[str], tables: Sequence[Table]) -> Table:
    """The tables below each other, parts too; spaces of one name get a number. A single table stays as it is."""
    if len(tables) == 1:
        return tables[0]
    spaces = distinct(names)
    columns = [_of_space(table.columns, space) for table, space in zip(tables, spaces, strict=True)]
    return replace(
        tables[0],
        name=f"{tables[0].name} and {len(tables) - 1} more",
        columns=pa.concat_tables(columns),
        caption="; ".join(dict.fromkeys(table.caption for table in tables)),
        missing=tuple(dict.fromkeys(word for table in tables for word in table.missing)),
        parts=joined_parts([_parts(table, space) for table, space in zip(tables, spaces, strict=True)]),
        notes=tuple(f"{space}: {note}" for table, space in zip(tables, spaces, strict=True) for note in table.notes),
    )


def distinct(names: Sequence[str]) -> list[str]:
    """The names; those that are alike get a number."""
    return [name if names.count(name) == 1 else f"{name} ({at})" for at, name in enumerate(names, start=1)]


def joined_parts(parts: Sequence[dict[str, pa.Table]]) -> dict[str, pa.Table]:
    """Parts of one name below each other."""
    names = dict.fromkeys(name for one in parts for name in one)
    return {name: pa.concat_tables([one[name] for one in parts if name in one]) for name in names}


def _parts(table: Table, space: str) -> dict[str, pa.Table]:
    return {name: _of_space(part, space) for name, part in table.parts.items()}


def _of_space(columns: pa.Table, space: str) -> pa.Table:
    return columns.append_column(SPACE, pa.array([space] * columns.num_rows, pa.string()))
