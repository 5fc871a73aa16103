"""Find the words that hold a text or match a pattern, in the labels or in any column."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.columns import readable
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.selected import rows_table
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Step, param
from embexplorer.core.table import Table


@register
@dataclass(frozen=True, kw_only=True)
class Search(Step):
    """Find words by a text, a /pattern/, or column:value.

    Hits come with their columns, in row order, except that equal labels come first and those that begin with the text
    second.
    """

    name = "search"
    kind = "probe"
    title = "Search"
    takes = ("space",)
    makes = Table
    libraries = ("numpy", "pyarrow")
    quick = True

    query: str = param(help="A text, a /regular expression/, or column:value")
    case: bool = param(False, "Tell capital letters from small ones")
    most: int = param(0, "Keep only the first hits; 0 keeps all", low=0, advanced=True)

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        space = inputs.the_space()
        report(0.0, f"Search {space.name}")
        hits = _rows(space, self.query, self.case)
        kept = hits[: self.most] if self.most else hits
        report(1.0, f"{len(hits):,} found")
        return Table(
            name=f"Search · {self.query}",
            columns=rows_table(space, kept).columns,
            caption=f"{len(hits):,} of {space.rows:,} words · {space.name}",
            facts={"found": float(len(hits))},
        )


def _rows(space: EmbeddingSpace, query: str, case: bool) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    if not query:
        raise UserError("There is nothing to search for.", "Type a word, a part of one, or a /pattern/.")
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


def _by_closeness(values: pa.Array, text: str, case: bool) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Rows that hold the text: equal ones first, then those that begin with it, then the others."""
    rows = _true_rows(pc.match_substring(values, text, ignore_case=not case))
    hits = values.take(pa.array(rows))
    begins = pc.starts_with(hits, text, ignore_case=not case)
    nearness = np.asarray(_equal(hits, text, case)).astype(np.int8) + np.asarray(begins).astype(np.int8)
    return rows[np.argsort(-nearness, kind="stable")]


def _true_rows(mask: pa.Array | pa.ChunkedArray) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    plain = pc.fill_null(mask, False)
    return np.flatnonzero(np.asarray(plain)).astype(np.int64)
