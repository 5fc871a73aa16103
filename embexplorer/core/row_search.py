"""Find rows by their labels or a column: by a text, a /regular expression/, or column:value."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.columns import readable
from embexplorer.core.errors import UserError
from embexplorer.core.selected import WORD, names_beside
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import IntArray


def rows_matching(space: EmbeddingSpace, query: str, case: bool) -> IntArray:
    """Rows that a query finds: those that hold the text (the closest first), match a /pattern/, or column:value.

    Raises UserError for a pattern that is none.
    """
    column, text = _column_and_text(space, query)
    values = space.keys.array if column is None else _as_text(space.columns[column])
    if len(text) > 1 and text.startswith("/") and text.endswith("/"):
        return _true_rows(_matching(values, text[1:-1], case))
    if column is not None:
        return _true_rows(_equal(values, text, case))
    return _by_closeness(values, text, case)


def _column_and_text(space: EmbeddingSpace, query: str) -> tuple[str | None, str]:
    """`category:animal` asks a column, if there is one of that name; else the whole query is the text."""
    name, colon, text = query.partition(":")
    name = names_beside(space, (WORD,)).get(name, name)
    if colon and text and name in readable(space.columns).column_names:
        return name, text
    return None, query


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    return column.cast(pa.large_string())


def _matching(values: pa.Array, pattern: str, case: bool) -> pa.Array:
    try:
        return pc.match_substring_regex(values, pattern, ignore_case=not case)
    except pa.ArrowInvalid as wrong:
        reason = str(wrong).partition(": ")[2] or str(wrong)
        raise UserError(f"/{pattern}/ is not a valid pattern: {reason}.", "Escape special letters with \\.") from wrong


def _equal(values: pa.Array, text: str, case: bool) -> pa.Array:
    return pc.equal(values, text) if case else pc.equal(pc.utf8_lower(values), text.lower())


def _by_closeness(values: pa.Array, text: str, case: bool) -> IntArray:
    """Rows that hold the text: equal ones first, then those that begin with it, then the others."""
    rows = _true_rows(pc.match_substring(values, text, ignore_case=not case))
    hits = values.take(pa.array(rows))
    begins = pc.starts_with(hits, text, ignore_case=not case)
    nearness = np.asarray(_equal(hits, text, case)).astype(np.int8) + np.asarray(begins).astype(np.int8)
    return rows[np.argsort(-nearness, kind="stable")]


def _true_rows(mask: pa.Array | pa.ChunkedArray) -> IntArray:
    plain = pc.fill_null(mask, False)
    return np.flatnonzero(np.asarray(plain)).astype(np.int64)
