"""Which columns of a table are the text, the names and the labels of documents; the choice is told."""

import difflib
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.errors import UserError
from embexplorer.corpora.documents import Documents
from embexplorer.corpora.table_kind import TEXT_NAMES

SAMPLE = 1000
ID = "id"
WHOLE, DECIMAL = r"^-?(0|[1-9]\d{0,17})$", r"^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What the user asks of the columns; what is empty is chosen."""

    file: str
    column: str
    id_column: str
    label_columns: tuple[str, ...]


def documents_of_table(table: pa.Table, wish: Wish) -> Documents:
    """A document for every row; raises UserError for a column that is not there or cannot be read as text."""
    for name in (wish.column, wish.id_column, *wish.label_columns):
        if name:
            _refuse_absent(name, table, wish.file)
    text = wish.column or _chosen(table, wish.file)
    texts = _as_text(table[text], text, wish.file)
    name = wish.id_column or _plain_id(table, text)
    ids = _ids(table[name], name, wish.file) if name else ()
    others = [column for column in table.column_names if column not in (text, name)]
    labels, left_out = _labels(table, list(wish.label_columns) or others, wish)
    return Documents(texts=texts, ids=ids, columns=labels, notes=(_told(table, text, name), *left_out))


def _refuse_absent(name: str, table: pa.Table, file: str) -> None:
    if name in table.column_names:
        return
    folded = {column.casefold(): column for column in table.column_names}
    near = [folded[one] for one in difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)]
    hint = f"Did you mean ‘{near[0]}’? " if near else ""
    raise UserError(f"{file} has no column ‘{name}’.", f"{hint}It has: {', '.join(table.column_names)}.")


def _chosen(table: pa.Table, file: str) -> str:
    """The column with a name that says text; else the one with the longest texts."""
    texts: list[str] = [n for n in table.column_names if _is_text(table[n].type) and not _is_numbers(table[n])]
    folded = {name.casefold(): name for name in reversed(texts)}
    named = next((folded[name] for name in TEXT_NAMES if name in folded), None)
    if named is not None:
        return named
    if not texts:
        held = ", ".join(f"{name} ({_held(table[name])})" for name in table.column_names)
        raise UserError(f"No column of {file} holds text.", f"It has: {held}.")
    return max(texts, key=lambda name: _mean_length(table[name]))


def _mean_length(column: pa.ChunkedArray) -> float:
    return float(pc.mean(pc.utf8_length(_plain(column.slice(0, SAMPLE)))).as_py() or 0.0)


def _is_numbers(column: pa.ChunkedArray) -> bool:
    return not _is_text(_typed(column.slice(0, SAMPLE)).type)


def _held(column: pa.ChunkedArray) -> str:
    return "numbers" if _is_text(column.type) else str(column.type)


def _is_text(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    return column.cast(pa.large_string())


def _as_text(column: pa.ChunkedArray, name: str, file: str) -> pa.ChunkedArray:
    if pa.types.is_nested(column.type):
        kind = "lists" if pa.types.is_list(column.type) or pa.types.is_large_list(column.type) else "nested objects"
        raise UserError(f"The column ‘{name}’ of {file} holds {kind}, expected text.", "Choose another column.")
    if not _is_text(column.type):
        raise UserError(f"The column ‘{name}’ of {file} holds {column.type}, expected text.", "Choose another column.")
    return pc.fill_null(_plain(column), "")


def _plain_id(table: pa.Table, text: str) -> str:
    """A column called id, where it names every document differently."""
    name = next((name for name in table.column_names if name.casefold() == ID and name != text), "")
    if not name or pa.types.is_nested(table[name].type):
        return ""
    values = table[name]
    return name if not values.null_count and pc.count_distinct(values).as_py() == len(values) else ""


def _ids(column: pa.ChunkedArray, name: str, file: str) -> tuple[str, ...]:
    if pa.types.is_nested(column.type):
        raise UserError(f"The column ‘{name}’ of {file} is nested, and names no document.", "Choose another column.")
    ids = _plain(column).to_pylist()
    rows: dict[str | None, int] = {}
    for row, value in enumerate(ids, start=1):
        if not value:
            raise UserError(f"{file}, row {row:,}: the column ‘{name}’ is empty there.", "Choose another --id-column.")
        if value in rows:
            raise UserError(
                f"{file}: ‘{value}’ in the column ‘{name}’ names two documents, rows {rows[value]:,} and {row:,}.",
                "Choose another --id-column, or none.",
            )
        rows[value] = row
    return tuple(ids)


def _labels(table: pa.Table, names: list[str], wish: Wish) -> tuple[pa.Table, tuple[str, ...]]:
    unfit = [name for name in names if pa.types.is_nested(table[name].type) or _is_bytes(table[name].type)]
    if unfit and wish.label_columns:
        kind = table[unfit[0]].type
        raise UserError(f"The column ‘{unfit[0]}’ of {wish.file} holds {kind}, no labels.", "Choose other columns.")
    kept = {name: _typed(table[name]) for name in names if name not in unfit}
    if not unfit:
        return pa.table(kept), ()
    left = ", ".join(f"‘{name}’" for name in unfit)
    return pa.table(kept), (f"Columns that hold no labels were left out of the metadata: {left}.",)


def _is_bytes(kind: pa.DataType) -> bool:
    return bool(pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind))


def _typed(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Text that is numbers throughout as numbers; 007 stays as it is written."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if not _is_text(column.type):
        return column
    text = column.cast(pa.large_string())
    given = pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.large_string()), text)
    if given.null_count == len(given):
        return text
    for pattern, kind in ((WHOLE, pa.int64()), (DECIMAL, pa.float64())):
        if pc.all(pc.match_substring_regex(given, pattern)).as_py():
            return given.cast(kind)
    return text


def _told(table: pa.Table, text: str, name: str) -> str:
    named = f", names from ‘{name}’" if name else ""
    if table.num_columns == 1:
        return f"Text from the column ‘{text}’{named}."
    return f"Text from the column ‘{text}’{named} (the columns: {', '.join(table.column_names)})."
