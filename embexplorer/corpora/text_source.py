"""The documents that a text step asks for, whatever it reads: a folder, a table or plain text."""

from pathlib import Path

import pyarrow as pa

from embexplorer.core.errors import UserError
from embexplorer.core.report import Part, Report
from embexplorer.core.source import is_folder
from embexplorer.corpora.documents import Documents
from embexplorer.corpora.encoding import as_utf8
from embexplorer.corpora.json_table import json_table
from embexplorer.corpora.parquet_table import parquet_table
from embexplorer.corpora.parted_table import SPOKEN, numbered_names, parted_table
from embexplorer.corpora.plain_text import documents_in
from embexplorer.corpora.table_columns import Wish, documents_of_table
from embexplorer.corpora.table_kind import TableKind, kind_by_name, kind_of_text
from embexplorer.corpora.text_bytes import CHOOSE, file_bytes, refuse_binary
from embexplorer.corpora.text_folder import documents_of_folder
from embexplorer.corpora.text_step import TextStep

READ = 0.7  # of the progress goes to reading the bytes


def documents_of(step: TextStep, report: Report) -> Documents:
    """Read all documents; raises UserError for what cannot be read, and for a column that is not there."""
    path = step.path
    if is_folder(path):
        if step.column:
            raise UserError(f"{path} is a folder of texts, which has no column ‘{step.column}’.", "Choose a table.")
        return documents_of_folder(path, step.documents, step.encoding, report)
    raw = file_bytes(path, Part(report, 0.0, READ))
    if kind_by_name(path, raw) == "parquet":
        return documents_of_table(parquet_table(raw, path.name), _wish(step))
    if not step.encoding:
        refuse_binary(raw, path.name)
    text, notes = as_utf8(raw, path.name, step.encoding)
    if not text.strip():
        raise UserError(f"{path.name} holds only white space.", CHOOSE)
    report(READ, f"Reading {path.name}")
    found = _documents_in(text, step, Part(report, READ, 1.0))
    return Documents(texts=found.texts, ids=found.ids, columns=found.columns, notes=(*notes, *found.notes))


def _documents_in(text: bytes, step: TextStep, report: Report) -> Documents:
    name = step.path.name
    kind = kind_of_text(step.path, text, step.column)
    if kind.form == "plain" or (kind.guessed and step.documents != "lines" and not step.column):
        return _plain(text, step)
    table = json_table(text, name, report) if kind.form == "json" else parted_table(text, name, kind.mark)
    found = documents_of_table(table, _wish(step))
    nameless = table.column_names == numbered_names(table.num_columns)
    first = ["The first line holds no names of columns, and was read as a row."] if nameless else []
    notes = (*_guessed(kind), *first, *found.notes, *_unused(step))
    return Documents(texts=found.texts, ids=found.ids, columns=found.columns, notes=notes)


def _plain(text: bytes, step: TextStep) -> Documents:
    for wanted in (step.column, step.id_column, *step.label_columns):
        if wanted:
            raise UserError(
                f"{step.path.name} is plain text, which has no column ‘{wanted}’.",
                "Name no column, or choose a CSV, TSV, JSONL or Parquet table.",
            )
    texts, _ = documents_in(text, step.documents)
    return Documents(texts=pa.chunked_array([texts]), notes=_web_page(text))


def _wish(step: TextStep) -> Wish:
    return Wish(file=step.path.name, column=step.column, id_column=step.id_column, label_columns=step.label_columns)


def _guessed(kind: TableKind) -> list[str]:
    if not kind.guessed:
        return []
    how = "JSON objects" if kind.form == "json" else f"a table parted by {SPOKEN[kind.mark]}, by its first lines"
    return [f"Read as {how}."]


def _unused(step: TextStep) -> list[str]:
    return [] if step.documents == "lines" else ["Each row of the table is a document, whatever --documents says."]


def _web_page(text: bytes) -> tuple[str, ...]:
    start = text[:1024].lstrip().lower()
    is_page = start.startswith((b"<!doctype html", b"<html"))
    return ("It looks like a web page (HTML): its tags were read as words.",) if is_page else ()


def name_of(path: Path) -> str:
    """What the corpus is called: the file without its endings."""
    return path.name.split(".")[0] or path.name or path.resolve().name
