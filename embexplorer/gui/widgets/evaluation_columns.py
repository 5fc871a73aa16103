"""Which columns of an evaluation are shown, and how: shares and correlations with their intervals."""

from dataclasses import replace

from embexplorer.core.space_tables import SPACE
from embexplorer.core.table import Table
from embexplorer.gui.widgets.table_model import Column, column_of


def result_columns(table: Table) -> tuple[Column, ...]:
    """Set, measure, value with its interval, both ends, and how much of the set was covered."""
    names = [SPACE] if SPACE in table.columns.column_names else []
    shown = [column_of(table, name) for name in (*names, "set", "measure", "value", "low", "high", "covered", "total")]
    return tuple(_as_score(column) for column in shown)


def detail_columns(part: Table) -> tuple[Column, ...]:
    """All columns of a part; shares with their intervals."""
    names = [name for name in part.columns.column_names if name != "row"]
    return tuple(_as_score(column_of(part, name)) for name in names)


def _as_score(column: Column) -> Column:
    if column.name not in ("value", "low", "high"):
        return column
    return replace(column, kind="score", ends=("low", "high") if column.name == "value" else None)


def title(name: str) -> str:
    """The name of a part as a title."""
    return name.capitalize()


def missing_text(table: Table) -> str:
    """How many words were missing, and which."""
    if not table.missing:
        return "no word missing"
    count = len(table.missing)
    return f"{count:,} word{'' if count == 1 else 's'} missing: {', '.join(table.missing)}"
