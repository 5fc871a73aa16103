"""A formula of words, such as king − man + woman or avg(paris, rome) − italy, and the vector it stands for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from embexplorer.core.errors import UserError
from embexplorer.core.keys import Keys
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.core.vectors import unit
from embexplorer.core.word_lookup import ABSENT

SIGN = re.compile(r'\s([+\-−])(?=\s)(?=(?:[^"]*"[^"]*")*[^"]*$)')  # not within quotes
WEIGHTED = re.compile(r"(\d+(?:\.\d+)?)\s*[*×]\s*(.+)")
AVERAGE = re.compile(r"avg\((.*)\)")
HOW = "Write it like king - man + woman, or avg(paris, rome) - italy."


@dataclass(frozen=True)
class Term:
    """Words whose mean is added `factor` times (taken away below 0); `text` is how it is shown, without its sign."""

    words: tuple[str, ...]
    factor: float
    text: str


@dataclass(frozen=True)
class Formula:
    """A weighted sum: the `rows` of its words, each with its weight; `text` is how it is shown.

    A row is −1 where a word is in no row; then `made` (m × d) holds the vectors of all words.
    """

    text: str
    rows: IntArray
    weights: FloatArray
    made: FloatArray | None = None

    @property
    def known_rows(self) -> IntArray:
        """The rows of its words that have one."""
        return np.asarray(self.rows[self.rows != ABSENT], np.int64)

    def vector(self, vectors: FloatArray, unit_rows: bool) -> FloatArray:
        """The weighted mean of the unit rows (for the cosine, as gensim does), or the plain weighted sum of the rows.

        `vectors` are those of the space or, for words that all have rows, of another training of it.
        """
        own = vectors[self.rows] if self.made is None else self.made
        weighted = self.weights[:, None] * (unit(own) if unit_rows else own)
        total = np.abs(self.weights).sum() if unit_rows else np.float32(1)
        return np.asarray(weighted.sum(axis=0) / total, np.float32)


def read_formula(text: str, keys: Keys) -> Formula:
    """Read a formula whose words are exact keys; raises UserError as `terms_of`, or for the first word that is absent.

    A sign stands between spaces, so that words may hold hyphens and spaces.
    """
    terms = terms_of(text, keys)
    words = [word for term in terms for word in term.words]
    refuse_run_together([word for word in words if keys.find(word) is None])
    return formula_of(terms, keys.rows_of(words))


def terms_of(text: str, keys: Keys) -> tuple[Term, ...]:
    """The parts between the signs; a label that looks like one (`2 * x`) is that label.

    Raises UserError where it does not read.
    """
    parts = SIGN.split(f" {text.strip()} ")
    signs, bodies = ["+", *parts[1::2]], [part.strip() for part in parts[0::2]]
    if len(bodies) > 1 and not bodies[0]:
        signs, bodies = signs[1:], bodies[1:]  # the formula begins with a sign
    if not all(bodies):
        raise UserError(f"The formula ‘{text}’ lacks a word beside a sign.", HOW)
    return tuple(_term(body, 1.0 if sign == "+" else -1.0, keys) for sign, body in zip(signs, bodies, strict=True))


def formula_of(terms: Sequence[Term], rows: IntArray, vectors: FloatArray | None = None) -> Formula:
    """The formula of these terms whose words lie in these rows; `vectors` where some of them lie in none."""
    weights = [term.factor / len(term.words) for term in terms for _ in term.words]
    shown = "".join((" + " if term.factor > 0 else " − ") + term.text for term in terms)
    first = shown.removeprefix(" + ").lstrip()
    made = vectors if (rows == ABSENT).any() else None
    return Formula(first, rows, np.array(weights, np.float32), made)


def refuse_run_together(missing: Sequence[str]) -> None:
    """Raise UserError for a word that is in no space, and that looks like several without spaces between."""
    for word in missing:
        if re.search(r"[+−(]|\S-\S", word):
            raise UserError(f"‘{word}’ is not in this space.", f"Put spaces around + and -. {HOW}")


def _term(body: str, sign: float, keys: Keys) -> Term:
    weighted = None if keys.find(body) is not None else WEIGHTED.fullmatch(body)
    if weighted is None:
        words, text = _words(body, keys)
        return Term(words, sign, text)
    words, text = _words(weighted[2], keys)
    return Term(words, sign * float(weighted[1]), f"{weighted[1]} × {text}")


def _words(body: str, keys: Keys) -> tuple[tuple[str, ...], str]:
    """The words of a term, and how it is shown."""
    average = None if keys.find(body) is not None else AVERAGE.fullmatch(body)
    if average is None:
        word = _unquoted(body)
        return (word,), word
    words = tuple(word for part in re.split(r",\s+", average[1]) for word in _apart(part, keys))
    if not words or not all(words):
        raise UserError(f"‘{body}’ holds no words to average.", HOW)
    return words, f"avg({', '.join(words)})"


def _apart(part: str, keys: Keys) -> list[str]:
    """A word with commas is one where the space has it (1,000), else several."""
    word = _unquoted(part)
    return [word] if keys.find(word) is not None else [piece.strip() for piece in word.split(",")]


def _unquoted(word: str) -> str:
    word = word.strip()
    return word[1:-1] if len(word) > 2 and word[0] == word[-1] == '"' else word
