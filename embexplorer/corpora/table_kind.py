"""Is this text a table, and of which kind? By its name where that says so, else by its content where that is sure."""

import csv
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from embexplorer.corpora.text_bytes import PARQUET

Form = Literal["plain", "parted", "json", "parquet"]
HEAD = 1 << 16
LINES = 50
TEXT_NAMES = (
    "text", "sentence", "sentences", "body", "content", "contents", "document", "gloss", "review", "comment", "message",
    "description", "abstract", "summary", "tweet", "post", "article", "question", "verse", "lyrics",
)  # fmt: skip
_NAME = re.compile(r"[^\W\d_]\w{0,29}(?:[ .:#/(-]+\w{1,30}){0,2}\)?")  # at most three words, no full stop at the end
_BY_SUFFIX: dict[str, tuple[Form, str]] = {
    ".csv": ("parted", ""),
    ".tsv": ("parted", "\t"),
    ".tab": ("parted", "\t"),
    ".jsonl": ("json", ""),
    ".ndjson": ("json", ""),
    ".json": ("json", ""),
    ".parquet": ("parquet", ""),
    ".pq": ("parquet", ""),
}
MARKS = (",", ";", "\t", "|")


@dataclass(frozen=True, kw_only=True)
class TableKind:
    """`mark` stands between the columns of a parted table; `guessed` is true where the name did not say its kind."""

    form: Form
    mark: str = ""
    guessed: bool = False


def suffix_of(path: Path) -> str:
    """The ending that says the kind: of `a.csv.gz` it is `.csv`."""
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix


def is_table_name(path: Path) -> bool:
    """Whether the name says that it is a table."""
    return suffix_of(path) in _BY_SUFFIX


def kind_by_name(path: Path, raw: bytes) -> Form:
    """The form before the encoding is known: a Parquet table is no text."""
    if raw.startswith(PARQUET) and raw.endswith(PARQUET):
        return "parquet"
    return _BY_SUFFIX.get(suffix_of(path), ("plain", ""))[0]


def kind_of_text(path: Path, text: bytes, column: str) -> TableKind:
    """The kind of text in UTF-8. A column that the user names must be in the first line of a parted table."""
    form, mark = _BY_SUFFIX.get(suffix_of(path), ("plain", ""))
    lines = _first_lines(text)
    if form == "parted":
        return TableKind(form="parted", mark=mark or _likely_mark(lines))
    if form == "json":
        return TableKind(form="json")
    if lines and (all(map(_is_object, lines)) or re.match(r"\[\s*\{", "\n".join(lines[:2]).lstrip())):
        return TableKind(form="json", guessed=True)
    found = next((mark for mark in MARKS if _is_parted(lines, mark, column)), "")
    return TableKind(form="parted", mark=found, guessed=True) if found else TableKind(form="plain")


def _first_lines(text: bytes) -> list[str]:
    """The first whole lines, without blank ones."""
    head = text[:HEAD]
    lines = head.decode("utf-8", "ignore").replace("\r\n", "\n").split("\n")
    whole = lines if len(head) == len(text) or len(lines) == 1 else lines[:-1]
    return [line for line in whole if line.strip()][:LINES]


def _is_object(line: str) -> bool:
    if not line.lstrip().startswith("{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _is_parted(lines: list[str], mark: str, column: str) -> bool:
    """All lines have the same number of columns, and the first reads like names; commas stand in any text."""
    if not lines:
        return False
    names = [name.strip().strip('"') for name in lines[0].split(mark)]
    if column and column in names:
        return True
    if len(names) < 2 or len(lines) < 2 or not all(map(_NAME.fullmatch, names)) or len(set(names)) < len(names):
        return False
    if mark == "\t":
        return all(line.count(mark) == len(names) - 1 for line in lines)
    says_so = any(name.lower() in TEXT_NAMES for name in names) and not any(" " in name for name in names)
    try:
        rows = list(csv.reader(lines, delimiter=mark))
    except csv.Error:
        return False
    whole = rows[:-1] if len(lines) == LINES else rows  # the last cell may go on beyond
    return says_so and all(len(row) == len(names) for row in whole)


def _likely_mark(lines: list[str]) -> str:
    first = lines[0] if lines else ""
    return max(MARKS, key=first.count)
