"""List the rows of a space with their columns: sorted by any of them, and only those that a query finds."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.row_search import rows_matching
from embexplorer.core.selected import WORD, names_beside, rows_table
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Step, param
from embexplorer.core.table import Table
from embexplorer.core.typing import IntArray


@register
@dataclass(frozen=True, kw_only=True)
class Rows(Step):
    """List rows with their columns, all or those that hold a text, in the order of the file or of a column.

    Equal values keep the order of the file; rows without a value come last, whichever way round.
    """

    name = "rows"
    kind = "probe"
    title = "Rows"
    takes = ("space",)
    may_take = ("rows",)
    makes = Table
    libraries = ("numpy", "pyarrow")
    quick = True

    query: str = param("", "Only rows that hold this: a text, a /regular expression/, or column:value")
    case: bool = param(False, "Tell capital letters from small ones in what is looked for")
    sort_by: str = param("", "The column that sorts the rows, or ‘word’; empty keeps the order of the file")
    descending: bool = param(False, "The greatest first")
    numbers_only: bool = param(False, "Answer row numbers alone, without words and columns", advanced=True)

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        space = inputs.the_space()
        report(0.0, f"Look through {space.name}")
        rows = self._found(space, inputs.rows)
        if self.sort_by:
            report(0.3, f"Sort {len(rows):,} {space.unit}")
            rows = rows[order_of(_values(space, self.sort_by).take(pa.array(rows)), self.descending)]
        answer = rows_table(space, rows) if not self.numbers_only else None
        columns = answer.columns if answer is not None else pa.table({"row": rows})
        report(1.0, f"{len(rows):,} found")
        return Table(name=f"Rows · {space.name}", columns=columns, caption=self._caption(space, len(rows)))

    def _found(self, space: EmbeddingSpace, given: IntArray | None) -> IntArray:
        rows = np.arange(space.rows) if given is None else np.asarray(given, np.int64)
        if not self.query:
            return rows
        found = np.zeros(space.rows, np.bool_)
        found[rows_matching(space, self.query, self.case)] = True
        return rows[found[rows]]

    def _caption(self, space: EmbeddingSpace, found: int) -> str:
        held = f" that hold ‘{self.query}’" if self.query else ""
        way = "greatest first" if self.descending else "smallest first"
        by = f" · by {self.sort_by}, {way}" if self.sort_by else ""
        return f"{found:,} of {space.rows:,} {space.unit}{held} · {space.name}{by}"


def order_of(values: pa.ChunkedArray | pa.Array, descending: bool) -> IntArray:
    """The places of the values in order, stable both ways; capital letters count as small, what is missing is last."""
    if pa.types.is_dictionary(values.type):
        values = values.cast(values.type.value_type)
    if pa.types.is_nested(values.type):
        raise UserError(f"A column of {values.type} has no order.", "Sort by another column.")
    if pa.types.is_string(values.type) or pa.types.is_large_string(values.type):
        values = pc.utf8_lower(values)
    order = "descending" if descending else "ascending"
    places = pc.array_sort_indices(values, order=order, null_placement="at_end")
    return np.asarray(places.to_numpy(), np.int64)


def _values(space: EmbeddingSpace, column: str) -> pa.ChunkedArray | pa.Array:
    if column == WORD:
        return space.keys.array
    named = names_beside(space, (WORD,))
    if column not in named:
        raise UserError(f"{space.name} has no column ‘{column}’.", f"Sort by one of: {', '.join([WORD, *named])}.")
    return space.columns[named[column]]
