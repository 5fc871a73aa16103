"""Read pairs "X is Y" from a file: one a line, by the word "is", by a tab, or as two columns of a CSV."""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from embexplorer.core.errors import UserError
from embexplorer.core.report import Report, ignore
from embexplorer.core.shown import shown
from embexplorer.core.source import Source
from embexplorer.core.typing import IntArray

SENTENCE = re.compile(r"(.+?)\s+is\s+(.+)", re.IGNORECASE)
MOST_NAMED = 5  # bad lines that are named
EXPECTED = "Write one pair a line: “king is male”, two words with a tab between them, or two columns of a CSV."


@dataclass(frozen=True, kw_only=True)
class Pairs:
    """`subjects` and `attributes` in the order of their first appearance; pair i is row i of both arrays."""

    name: str
    subjects: tuple[str, ...]
    attributes: tuple[str, ...]
    subject: IntArray
    attribute: IntArray
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.subject)


def read_pairs(path: Path, header: bool = False, report: Report = ignore) -> Pairs:
    """The pairs; raises UserError for a file without any, and for lines that are none, naming them by number."""
    lines = _text(path, report).splitlines()
    numbered = [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()]
    numbered = numbered[1:] if header else numbered
    if not numbered:
        raise UserError(f"{path.name} holds no pair.", EXPECTED)
    cut = _cut(numbered[0][1])
    cells = [(number, line, cut(line)) for number, line in numbered]
    bad = [(number, line) for number, line, (subject, attribute) in cells if not (subject and attribute)]
    if bad:
        raise _refused(path, bad)
    return _numbered(path.name.split(".")[0], [pair for _, _, pair in cells])


def _cut(first: str) -> Callable[[str], tuple[str, str]]:
    """How the first line is cut, and so all others."""
    if "\t" in first:
        return lambda line: _two(line.split("\t"))
    if SENTENCE.fullmatch(first):
        return lambda line: _two(SENTENCE.fullmatch(line).groups() if SENTENCE.fullmatch(line) else ())  # type: ignore[union-attr]
    return lambda line: _two(next(csv.reader([line]), []))


def _two(cells: "list[str] | tuple[str, ...]") -> tuple[str, str]:
    if len(cells) != 2:
        return "", ""
    return cells[0].strip(), cells[1].strip()


def _refused(path: Path, bad: list[tuple[int, str]]) -> UserError:
    numbers = ", ".join(f"{number:,}" for number, _ in bad[:MOST_NAMED])
    more = f" and {len(bad) - MOST_NAMED:,} more" if len(bad) > MOST_NAMED else ""
    lines = f"Lines {numbers}{more} of {path.name} are" if len(bad) > 1 else f"Line {numbers} of {path.name} is"
    first = shown(bad[0][1])
    said = f"‘{first}’" if len(bad) == 1 else f"the first is ‘{first}’"
    return UserError(f"{lines} no pair like those before: {said}.", EXPECTED)


def _numbered(name: str, pairs: list[tuple[str, str]]) -> Pairs:
    subjects = tuple(dict.fromkeys(subject for subject, _ in pairs))
    attributes = tuple(dict.fromkeys(attribute for _, attribute in pairs))
    row, column = ({word: at for at, word in enumerate(words)} for words in (subjects, attributes))
    twice = len(pairs) - len(set(pairs))
    several = len(set(pairs)) - len(subjects)
    notes = [f"{twice:,} pairs stand there more than once and count as often."] if twice else []
    if several:
        notes.append("Some subjects have more than one attribute, so not every pair can be answered right.")
    return Pairs(
        name=name,
        subjects=subjects,
        attributes=attributes,
        subject=np.array([row[subject] for subject, _ in pairs], np.int64),
        attribute=np.array([column[attribute] for _, attribute in pairs], np.int64),
        notes=tuple(notes),
    )


def _text(path: Path, report: Report) -> str:
    pieces = []
    with Source(path) as source:
        while piece := source.read(1 << 20):
            pieces.append(piece)
            report(source.share, f"Reading {path.name}")
        if source.damage:
            raise UserError(f"{path.name} is damaged: {source.damage}.", "Restore it from a copy.")
    try:
        return b"".join(pieces).decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = b"".join(pieces)[: wrong.start].count(b"\n") + 1
        raise UserError(f"Line {line:,} of {path.name} is not UTF-8.", "Save the file as UTF-8.") from wrong
