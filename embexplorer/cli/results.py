"""Deliver what a step made: a table on standard output or in a file, a space in a folder, a map in a figure."""

import argparse
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from embexplorer.cli import maps
from embexplorer.cli.frames import add_frames, check_frames, deliver_frames, has_film
from embexplorer.cli.info import checked
from embexplorer.cli.parser import Parser
from embexplorer.cli.places import refuse_place
from embexplorer.cli.progress import tell_notes
from embexplorer.cli.table_lines import table_lines
from embexplorer.cli.watched import watched_lines
from embexplorer.core.artifact import Artifact
from embexplorer.core.errors import UserError
from embexplorer.core.family import FOLDER
from embexplorer.core.folder import read_meta
from embexplorer.core.inputs import Inputs
from embexplorer.core.number_text import thousands
from embexplorer.core.preview import COLUMN, preview_from_table
from embexplorer.core.projection import Projection
from embexplorer.core.report import Report
from embexplorer.core.space import EmbeddingSpace, beside_of
from embexplorer.core.step import Step
from embexplorer.core.table import Table
from embexplorer.core.table_text import csv_pieces, tsv_pieces
from embexplorer.core.writing import new_file

MAIN_COLUMNS = ["word", "rank", "neighbor", "score"]
TABLE_KINDS = (".csv", ".tsv", ".json")


def add_output(parser: Parser, kind: type[Step]) -> None:
    """Add the flags that say where the result goes and what it looks like."""
    group = parser.add_argument_group("the result")
    if kind.kind == "writer":
        group.add_argument("-o", "--output", metavar="FILE", action="append", help="the file to write (required)")
    elif issubclass(kind.makes, Projection):
        maps.add_output(group)
    elif issubclass(kind.makes, Table):
        group.add_argument("--json", action="store_true", help="print one JSON object: columns, rows, caption, missing")
        text = f"write the whole table to a file: {', '.join(TABLE_KINDS)}"
        group.add_argument("-o", "--output", metavar="FILE", action="append", help=text)
    else:
        text = "keep the space as a folder, which opens at once and may stand for FILE"
        group.add_argument("-o", "--output", metavar="FOLDER", action="append", help=text)
    if has_film(kind):
        add_frames(parser)


def check_output(step: Step, parsed: argparse.Namespace) -> None:
    """Refuse before the work what cannot be written after it."""
    makes_folder = issubclass(step.makes, EmbeddingSpace)
    for path in map(Path, parsed.output or ()):
        refuse_place(path, makes_folder)
    check_frames(parsed)
    if issubclass(step.makes, Projection):
        maps.check_output(parsed)
    elif step.kind != "writer" and issubclass(step.makes, Table):
        for path in map(Path, parsed.output or ()):
            if path.suffix.lower() not in TABLE_KINDS:
                kinds = ", ".join(TABLE_KINDS)
                raise UserError(f"{path} does not say how to write a table.", f"Let it end in one of: {kinds}.")


def deliver(step: Step, inputs: Inputs, result: Artifact, parsed: argparse.Namespace, report: Report) -> None:
    """Write and print the result."""
    match result:
        case Projection():
            maps.deliver(inputs, result, parsed, report)
        case EmbeddingSpace():
            _deliver_space(result, parsed)
            print("".join(f"{line}\n" for line in watched_lines(step, result)), end="")
            deliver_frames(result, parsed, report)
        case Table() if step.kind == "writer":
            print(result.caption or f"Written: {parsed.output[-1]}")
        case Table() if COLUMN in result.columns.column_names:
            _deliver_table(checked(preview_from_table(result)), parsed)
        case Table():
            _deliver_table(with_words(result, inputs.space), parsed)


def with_words(table: Table, space: EmbeddingSpace | None) -> Table:
    """A table with one point for every row of the space says in its first column which row that is."""
    columns = table.columns
    if space is None or table.form != "points" or columns.num_rows != space.rows or "word" in columns.column_names:
        return table
    return replace(table, columns=columns.add_column(0, "word", space.keys.array))


def _deliver_table(table: Table, parsed: argparse.Namespace) -> None:
    for path in map(Path, parsed.output or ()):
        _write_table(table, path)
    if parsed.json:
        print(to_json(table))
        tell_notes(table.notes)
    elif parsed.output:
        print("\n".join(f"Written: {path}" for path in parsed.output))
    else:
        print("\n".join(table_lines(table)))


def _write_table(table: Table, path: Path) -> None:
    match path.suffix.lower():
        case ".csv":
            _write(path, csv_pieces(table.shown()))
        case ".tsv":
            _write(path, tsv_pieces(table.shown()))
        case _:
            _write(path, (to_json(table), "\n"))


def _write(path: Path, pieces: Iterable[str]) -> None:
    with new_file(path) as stream:
        stream.writelines(piece.encode() for piece in pieces)


def to_json(table: Table) -> str:
    """One JSON object of columns, rows, caption and missing; what is no number (NaN, infinity) is null there."""
    main = replace(table, columns=table.shown().select(MAIN_COLUMNS)) if is_of_neighbors(table) else table
    plain = main.to_json()
    for part in (plain, *plain.get("parts", {}).values()):
        part["rows"] = [[_finite(cell) for cell in row] for row in part["rows"]]
    return json.dumps(plain, ensure_ascii=False, allow_nan=False)


def is_of_neighbors(table: Table) -> bool:
    """True for the answer whose columns in JSON are promised: these and no others."""
    return set(MAIN_COLUMNS) <= set(table.columns.column_names)


def _finite(cell: Any) -> Any:
    return None if isinstance(cell, float) and (cell != cell or abs(cell) == float("inf")) else cell


def _deliver_space(space: EmbeddingSpace, parsed: argparse.Namespace) -> None:
    for path in map(Path, parsed.output or ()):
        try:
            saved = space.save(path)
        except OSError as refused:
            why = refused.strerror or refused
            raise UserError(f"{path} cannot be written: {why}.", "Choose another place for it.") from refused
        print("\n".join(_written(path, saved)))
    print(f"{space.name}: {thousands(space.rows)} rows × {space.dimensions} dimensions")
    tell_notes(space.notes)


def _written(path: Path, saved: EmbeddingSpace) -> list[str]:
    """The folder, and those in it that hold what was made together with the space."""
    beside = [f"Written: {folder} ({read_meta(folder)['name']})" for folder in beside_of(path)]
    family = [f"Written: {path / FOLDER} ({len(saved.family)} trainings)"] if saved.family is not None else []
    return [f"Written: {path}", *beside, *family]
