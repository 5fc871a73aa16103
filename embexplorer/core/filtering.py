"""Which rows filters by column let through, and what each column's histogram counts under all the others."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from embexplorer.core.columns import beside, memory_of, readable
from embexplorer.core.filter_columns import Column, NumberColumn, can_filter, column_of
from embexplorer.core.look import ColumnFilter
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.core.typing import BoolArray, IntArray

KEPT = 32  # filters whose rows are remembered: more than are looked at together


@dataclass(frozen=True, kw_only=True, eq=False)
class Counted:
    """One column's counts, bin by bin or word by word: of `all` rows, and of those `passing` all other filters.

    `missing` are the rows without a value: of all, and of those that pass the others.
    """

    all: IntArray
    passing: IntArray
    missing: tuple[int, int]


class Filtering:
    """The columns of one table, each made ready when a filter first asks for it; what was computed last is kept."""

    def __init__(self, columns: pa.Table, rows: int) -> None:
        self.table = columns
        self.rows = rows
        self._columns: dict[str, Column] = {}
        self._passed: dict[ColumnFilter, BoolArray] = {}
        self._last: tuple[tuple[ColumnFilter, ...], BoolArray | None] = ((), None)

    def take_over(self, known: "Filtering") -> None:
        """Have ready what was made ready of the same values before, such as when the trust of another map has come."""
        for name, column in known._columns.items():
            here = name in self.table.column_names and known.rows == self.rows
            if here and memory_of(self.table[name]) == memory_of(known.table[name]):
                self._columns[name] = column
        self._passed |= {wish: mask for wish, mask in known._passed.items() if wish.column in self._columns}

    def names(self) -> list[str]:
        """The columns that can be filtered by."""
        return [field.name for field in readable(self.table).schema if can_filter(field.type)]

    def column(self, name: str) -> Column:
        """A column, ready for filters."""
        if name not in self._columns:
            self._columns[name] = column_of(name, self.table[name])
        return self._columns[name]

    def known(self, filters: Sequence[ColumnFilter]) -> tuple[ColumnFilter, ...]:
        """Those of the filters whose column is here."""
        there = set(self.names()) if filters else set()
        return tuple(wish for wish in filters if wish.column in there)

    def mask(self, filters: Sequence[ColumnFilter]) -> BoolArray | None:
        """The rows that pass all filters, None where there are none; of columns that are not here nothing is asked."""
        wanted = self.known(filters)
        if self._last[0] != wanted:
            masks = [self.passed(wish) for wish in wanted]
            self._last = (wanted, np.logical_and.reduce(masks) if masks else None)
        return self._last[1]

    def passed(self, wish: ColumnFilter) -> BoolArray:
        """The rows that this one filter lets through."""
        if wish not in self._passed:
            if len(self._passed) >= KEPT:
                del self._passed[next(iter(self._passed))]  # the oldest
            self._passed[wish] = self.column(wish.column).passing(wish)
        return self._passed[wish]

    def others(self, name: str, filters: Sequence[ColumnFilter]) -> BoolArray | None:
        """The rows that pass all filters but those of this column; None where there are no others."""
        masks = [self.passed(wish) for wish in self.known(filters) if wish.column != name]
        return np.asarray(np.logical_and.reduce(masks)) if masks else None

    def counted(self, name: str, filters: Sequence[ColumnFilter], logarithmic: bool = False) -> Counted:
        """The counts of a column under all filters but its own."""
        column, rows = self.column(name), self.others(name, filters)
        counter = column.binned(logarithmic) if isinstance(column, NumberColumn) else column
        everything = counter.counts()
        passing = everything if rows is None else counter.counts(rows)
        left = column.missing if rows is None else int(np.count_nonzero(rows)) - int(passing.sum())
        return Counted(all=everything, passing=passing, missing=(column.missing, left))


def filtering_of(space: EmbeddingSpace, trust: Table | None) -> Filtering:
    """The columns by which rows can be filtered: those of the space, then those of the trust in the shown map."""
    if trust is None or trust.columns.num_rows != space.rows:
        return Filtering(space.columns, space.rows)
    return Filtering(beside(space.columns, trust.columns), space.rows)
