"""Pairs of words that belong together, or do not, from a file; and the triples that are drawn from them."""

import gzip
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from embexplorer.core.errors import UserError
from embexplorer.core.keys import Keys
from embexplorer.core.typing import BoolArray, IntArray
from embexplorer.trainers._labelled_rows import Triples

SHOWN = 3  # unknown words that a note names


@dataclass(frozen=True, kw_only=True)
class WordPairs:
    """m × 2 rows that belong together (`right`) and that do not (`wrong`); `notes` say what was left out."""

    right: IntArray
    wrong: IntArray
    notes: tuple[str, ...]


def read_pairs(path: Path, keys: Keys) -> WordPairs:
    """Lines of word⇥word, or word⇥word⇥1 or 0. Raises UserError for a malformed line, and where no pair is known."""
    lines = [_fields(path, number, line) for number, line in enumerate(_text(path).splitlines(), 1) if line.strip()]
    if not lines:
        raise UserError(f"{path.name} holds no pair.", "It holds word, tab, word on each line.")
    row_of = {word: keys.find(word) for word in dict.fromkeys(word for line in lines for word in line[:2])}
    unknown = [word for word, row in row_of.items() if row is None]
    known = [
        (left, right, same)
        for one, two, same in lines
        if (left := row_of[one]) is not None and (right := row_of[two]) is not None
    ]
    pairs = np.array([(left, right) for left, right, _ in known if left != right], np.int64).reshape(-1, 2)
    same = np.array([same for left, right, same in known if left != right], bool)
    if not same.any():
        hint = "Check the spelling, or choose the space that the pairs were made for."
        raise UserError(f"No pair of {path.name} that belongs together has both words in this space.", hint)
    notes = _notes(unknown, len(lines) - len(known), len(known) - len(pairs), path.name)
    return WordPairs(right=pairs[same], wrong=pairs[~same], notes=notes)


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
        return (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8-sig")
    except FileNotFoundError as missing:
        raise UserError(f"{path} does not exist.", "Choose a file of pairs.") from missing
    except (OSError, EOFError, UnicodeDecodeError) as wrong:
        raise UserError(f"{path} cannot be read: {wrong}.", "Choose a text file of pairs, as UTF-8.") from wrong


def _fields(path: Path, number: int, line: str) -> tuple[str, str, bool]:
    fields = line.split("\t")
    if len(fields) not in (2, 3) or not all(fields):
        said = f"Line {number:,} of {path.name} has {len(fields)} fields between tabs, expected 2 or 3."
        raise UserError(said, "Write word, tab, word, and if you like tab and 1 or 0.")
    if len(fields) == 3 and fields[2].strip() not in ("0", "1"):
        said = f"Line {number:,} of {path.name} ends in ‘{fields[2]}’, expected 1 or 0."
        raise UserError(said, "1: the two belong together; 0: they do not.")
    return fields[0], fields[1], len(fields) == 2 or fields[2].strip() == "1"


def _notes(unknown: list[str], left_out: int, twins: int, file: str) -> tuple[str, ...]:
    notes = []
    if unknown:
        named = ", ".join(f"‘{word}’" for word in unknown[:SHOWN]) + (" …" if len(unknown) > SHOWN else "")
        notes.append(f"Pairs of {file} with an unknown word, left out: {left_out:,} ({named}).")
    if twins:
        notes.append(f"Pairs of a word with itself, left out: {twins:,}.")
    return tuple(notes)


class PairedTriples:
    """Anchor, its partner, and a word that is no partner: one the file says so of, else any other of the file.

    A pair from whose words no other word stands apart teaches nothing; `lost` says how many those are.
    """

    def __init__(self, right: IntArray, wrong: IntArray, rows: int) -> None:
        both = np.unique(np.concatenate([right, right[:, ::-1]]), axis=0)
        self._rows = np.unique(np.concatenate([right, wrong]))
        self._total = rows
        self._known = self._code(both[:, 0], both[:, 1])
        apart = np.concatenate([wrong, wrong[:, ::-1]])
        self._apart = apart[np.argsort(apart[:, 0], kind="stable")]
        partners = np.bincount(both[:, 0], minlength=rows)[both[:, 0]]
        useful = (partners + 1 < len(self._rows)) | np.isin(both[:, 0], apart[:, 0])
        self._right = both[useful]
        self.lost = len(both) - int(useful.sum())

    def __len__(self) -> int:
        return len(self._right)

    def draw(self, random: np.random.Generator) -> Triples:
        """One triple for each pair and side, in random order."""
        anchor, positive = self._right[random.permutation(len(self._right))].T
        first = np.searchsorted(self._apart[:, 0], anchor, side="left")
        count = np.searchsorted(self._apart[:, 0], anchor, side="right") - first
        told = count > 0
        negative = np.array(anchor)
        negative[told] = self._apart[first[told] + random.integers(0, count[told]), 1]
        while (wrong := ~told & self._are_partners(anchor, negative)).any():
            negative[wrong] = random.choice(self._rows, int(wrong.sum()))
        return anchor, positive, negative

    def _are_partners(self, left: IntArray, right: IntArray) -> BoolArray:
        return np.asarray(np.isin(self._code(left, right), self._known) | (left == right), bool)

    def same(self, left: IntArray, right: IntArray) -> BoolArray:
        """m × n: whether these rows are partners, or one row."""
        partners = self._are_partners(np.repeat(left, len(right)), np.tile(right, len(left)))
        return partners.reshape(len(left), len(right))

    def _code(self, left: IntArray, right: IntArray) -> IntArray:
        return np.asarray(left * self._total + right, np.int64)
