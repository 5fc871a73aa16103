"""Write the rows of a space as a table: words, columns, coordinates, colours, named sets and what is selected."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pyarrow as pa

from embexplorer.core.coloring import Coloring
from embexplorer.core.columns import free_name, readable
from embexplorer.core.coordinates import provenance
from embexplorer.core.data_file import write_data
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.look import Look
from embexplorer.core.projection import Projection
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.selected import ROW, WORD
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, Step, param
from embexplorer.core.table import Table
from embexplorer.core.typing import IntArray
from embexplorer.core.wished_columns import coloring_of
from embexplorer.core.word_lookup import ABSENT, rows_of
from embexplorer.core.word_sets import WordSet

NO_ROWS: IntArray = np.empty(0, np.int64)


@register
@dataclass(frozen=True, kw_only=True)
class ToTable(Step):
    """Write one line for each row: its word, its columns, where it lies on the map, its colour and its sets.

    CSV and TSV have what made them in a file of the name plus .recipe.json; Parquet has it in its metadata, JSON in
    `provenance`.
    """

    name: ClassVar[str] = "to-table"
    kind: ClassVar[Kind] = "writer"
    title: ClassVar[str] = "Table of rows"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    may_take: ClassVar[tuple[str, ...]] = ("projection", "rows")
    makes: ClassVar[type] = Table
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "pyarrow")
    path: Path = param(help="The file to write; its end says how: .csv (as without one), .tsv, .parquet or .json.")
    columns: bool = param(True, "Write the columns of the space too")
    mark_rows: bool = param(False, "Write all rows and say which are selected, rather than the selected rows alone")
    spreadsheet_safe: bool = param(False, "In CSV, put a ' before text that a spreadsheet would take for a formula")
    look: str = param("", "How the map is coloured, as JSON; empty writes no colours", advanced=True)
    colors: tuple[str, ...] = param((), "The colours of the codes of that look, as #rrggbb", advanced=True)
    beside: Path | None = param(None, "A folder of a table with a line for each row, such as of trust", advanced=True)
    sets: tuple[str, ...] = param((), "Named sets, each as JSON with name and words", advanced=True)

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        space, rows = inputs.the_space(), inputs.rows
        if rows is not None and not len(rows) and not self.mark_rows:
            raise UserError("No row is selected, so there is nothing to write.", "Select some rows, or write all.")
        report(0.0, f"Gather {space.rows:,} rows")
        more = Table.open(self.beside).columns if self.beside is not None else None
        table = self._table(space, inputs.projection, rows, more)
        kept = table if rows is None or self.mark_rows else table.take(pa.array(rows))
        said = self._provenance(space, inputs.projection, rows)
        recipe = write_data(self.path, kept, said, report, self.spreadsheet_safe)
        files = [str(self.path)] + ([str(recipe)] if recipe else [])
        size = f"{kept.num_rows:,} rows × {kept.num_columns:,} columns"
        caption = f"Written: {' and '.join(files)} · {size}"
        return Table(name=self.path.name, columns=pa.table({"file": files}), caption=caption)

    def _table(
        self, space: EmbeddingSpace, projection: Projection | None, rows: IntArray | None, more: pa.Table | None
    ) -> pa.Table:
        named: dict[str, Any] = {ROW: np.arange(space.rows), WORD: space.keys.array}
        for columns in filter(None, (readable(space.columns) if self.columns else None, more)):
            for name in columns.column_names:
                if columns is not more or name != ROW:  # its row numbers are the ones above
                    _add(named, name, columns[name])
        for number, name in enumerate("xyz"[: projection.coordinates.shape[1]] if projection is not None else ""):
            assert projection is not None
            _add(named, f"map {name}" if name in named else name, projection.coordinates[:, number].copy())
        if self.look:
            self._add_colors(named, space, more)
        for one in self._sets():
            _add(named, f"set: {one.name}", _mask(space.rows, _present(space, one)))
        if self.mark_rows:
            _add(named, "selected", _mask(space.rows, NO_ROWS if rows is None else rows))
        return pa.table(named)

    def _add_colors(self, named: dict[str, Any], space: EmbeddingSpace, more: pa.Table | None) -> None:
        look = Look.from_json(json.loads(self.look))
        coloring = coloring_of(space, look, None if more is None else Table(name="", columns=more))
        _add(named, "class", _classes(coloring))
        if self.colors:
            _add(named, "color", pa.array(self.colors, pa.string()).take(pa.array(coloring.codes)))

    def _sets(self) -> list[WordSet]:
        plain = [json.loads(one) for one in self.sets]
        return [WordSet(name=one["name"], words=tuple(one["words"])) for one in plain]

    def _provenance(
        self, space: EmbeddingSpace, projection: Projection | None, rows: IntArray | None
    ) -> dict[str, Any]:
        look = json.loads(self.look) if self.look else {}
        said = {
            "space": space.name,
            "rows": space.rows,
            "selected": None if rows is None else len(rows),
            "derived": list(space.derived),
            "notes": list(space.notes),
            "coloured by": (look.get("sets") or {}).get("title") or look.get("color_by"),
            "sets": {one.name: list(one.words) for one in self._sets()},
            "recipe": space.recipe.to_json(),
        }
        if projection is not None:
            axes = tuple(range(min(3, projection.coordinates.shape[1])))
            said["projection"] = provenance(space, projection, axes)
        return said


def _add(named: dict[str, Any], name: str, values: Any) -> None:
    """Under this name, or that with a number where the space has a column of the name."""
    named[free_name(name, named)] = values


def _mask(size: int, rows: IntArray) -> pa.Array:
    mask = np.zeros(size, np.bool_)
    mask[rows] = True
    return pa.array(mask)


def _present(space: EmbeddingSpace, words: WordSet) -> IntArray:
    rows = rows_of(space.keys, words.words, case="fold")
    return np.asarray(rows[rows != ABSENT], np.int64)


def _classes(coloring: Coloring) -> pa.Array:
    """What the legend calls the class of each row; null where it has none. A scale says its value."""
    if coloring.entries:
        names: list[str | None] = [None] * 256
        for entry in coloring.entries:
            if entry.code != 255:
                names[entry.code] = entry.label
        return pa.array(names, pa.string()).take(pa.array(coloring.codes))
    return pa.nulls(len(coloring.codes), pa.string()) if coloring.values is None else coloring.values
