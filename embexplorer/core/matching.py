"""Rows whose label matches a pattern, or that have the value of another row in a column."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.errors import UserError
from embexplorer.core.filter_columns import WordColumn
from embexplorer.core.filtering import Filtering
from embexplorer.core.keys import Keys
from embexplorer.core.typing import BoolArray, IntArray


def rows_matching(keys: Keys, pattern: str, regex: bool = False, shown: BoolArray | None = None) -> IntArray:
    """The shown rows whose label contains this text, or a match of this regular expression; in whatever case, sorted.

    Raises UserError for an expression that is none (RE2's: no look-around and no back references).
    """
    if not pattern:
        return np.empty(0, np.int64)
    match = pc.match_substring_regex if regex else pc.match_substring
    try:
        found = match(keys.array, pattern, ignore_case=True)
    except pa.ArrowInvalid as wrong:
        reason = str(wrong).removeprefix("Invalid regular expression: ")
        raise UserError(
            f"‘{pattern}’ is no regular expression: {reason}.", "Put it right, or seek it as text."
        ) from wrong
    mask = found.to_numpy(zero_copy_only=False)
    return np.flatnonzero(mask if shown is None else mask & shown).astype(np.int64)


def alike(filtering: Filtering, row: int, most: int = 24) -> list[tuple[str, str, int]]:
    """(column, value of this row in it, how many rows have it) of the columns of words in which it has one."""
    found = []
    for name in filtering.names():
        column = filtering.column(name) if is_of_few(filtering, name) else None
        if isinstance(column, WordColumn) and column.codes[row] >= 0:
            code = int(column.codes[row])
            found.append((name, str(column.words[code].as_py()), int(column.counts()[code])))
    return found[:most]


def is_of_few(filtering: Filtering, name: str) -> bool:
    """Whether a column may have values that several rows share: words, yes and no, whole numbers are looked at."""
    kind = filtering.table.schema.field(name).type
    return not (pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_temporal(kind))


def rows_like(filtering: Filtering, name: str, row: int, shown: BoolArray | None = None) -> IntArray:
    """The shown rows that have the value of this row in the column, sorted."""
    column = filtering.column(name)
    assert isinstance(column, WordColumn)
    mask = column.codes == column.codes[row]
    return np.flatnonzero(mask if shown is None else mask & shown).astype(np.int64)
