"""Read JSON objects, one on a line or in a list, as columns; a broken line is named with what was found."""

import json
from typing import Any

import pyarrow as pa

from embexplorer.core.errors import UserError
from embexplorer.core.report import Report

EVERY = 2000
SHOWN = 40
HINT = "Mend that line, or take it out."


def json_table(text: bytes, name: str, report: Report) -> pa.Table:
    """One row an object; names of columns in the order of their first appearance."""
    objects = _list(text, name) if text.lstrip()[:1] == b"[" else _lines(text, name, report)
    if not objects:
        raise UserError(f"{name} holds no JSON object.", "Choose a file with an object on each line.")
    names = list(dict.fromkeys(key for item in objects for key in item))
    return pa.table({key: _column([item.get(key) for item in objects]) for key in names})


def _lines(text: bytes, name: str, report: Report) -> list[dict[str, Any]]:
    lines = text.split(b"\n")
    objects = []
    for number, line in enumerate(lines, start=1):
        if number % EVERY == 1:
            report(number / len(lines), f"Reading {name}: {number:,} lines")
        if line.strip():
            objects.append(_object(line, f"{name}, line {number:,}"))
    return objects


def _object(line: bytes, place: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as wrong:
        why = f"{wrong.msg}: column {wrong.colno}" if isinstance(wrong, json.JSONDecodeError) else str(wrong)
        raise UserError(f"{place}: found ‘{_shown(line)}’, expected a JSON object ({why}).", HINT) from wrong
    return _checked(found, place, line)


def _list(text: bytes, name: str) -> list[dict[str, Any]]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as wrong:
        line = wrong.lineno if isinstance(wrong, json.JSONDecodeError) else 1
        why = wrong.msg if isinstance(wrong, json.JSONDecodeError) else str(wrong)
        raise UserError(f"{name}, line {line:,}: {why}; expected a list of JSON objects.", HINT) from wrong
    return [_checked(item, f"{name}, item {number:,}", b"") for number, item in enumerate(found, start=1)]


def _checked(found: Any, place: str, line: bytes) -> dict[str, Any]:
    if isinstance(found, dict):
        return found
    shown = _shown(line) if line else _shown(json.dumps(found, ensure_ascii=False).encode())
    raise UserError(f'{place}: found ‘{shown}’, expected a JSON object such as {{"text": "…"}}.', HINT)


def _shown(line: bytes) -> str:
    text = line.strip().decode("utf-8", "replace")
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _column(values: list[Any]) -> pa.Array:
    """Numbers, truths and nested values keep their type where all have it; else everything is text."""
    try:
        column = pa.array(values)
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
        column = pa.array([_text(value) for value in values], pa.large_string())
    return column.cast(pa.large_string()) if pa.types.is_string(column.type) else column


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
