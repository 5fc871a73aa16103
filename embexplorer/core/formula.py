"""A formula of words, such as king − man + woman, and the vector it stands for."""

import re
from dataclasses import dataclass

import numpy as np

from embexplorer.core.errors import UserError
from embexplorer.core.keys import Keys
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.core.vectors import unit

SIGN = re.compile(r"\s([+\-−])(?=\s)")


@dataclass(frozen=True)
class Formula:
    """`rows` of the words in their order and the `signs` (1 or −1) before them; `text` is how it is shown."""

    text: str
    rows: IntArray
    signs: FloatArray

    def vector(self, vectors: FloatArray, unit_rows: bool) -> FloatArray:
        """The mean of the signed unit rows (for the cosine, as gensim does), or the plain signed sum of the rows."""
        rows = unit(vectors[self.rows]) if unit_rows else vectors[self.rows]
        signed = self.signs[:, None] * rows
        return np.asarray(signed.mean(axis=0) if unit_rows else signed.sum(axis=0), np.float32)


def read_formula(text: str, keys: Keys) -> Formula:
    """Read words and signs; a sign stands between spaces, so words may hold hyphens and spaces.

    Raises UserError when it does not read, or for the first word that is not among the keys.
    """
    terms = _terms(text)
    for _, word in terms:
        if keys.find(word) is None and re.search(r"[+−]|\S-\S", word):
            raise UserError(f"‘{word}’ is not in this space.", "Put spaces around + and -: king - man + woman.")
    rows = keys.rows_of([word for _, word in terms])
    shown = "".join((" + " if sign > 0 else " − ") + word for sign, word in terms)
    first = shown.removeprefix(" + ").lstrip()
    return Formula(first, rows, np.array([sign for sign, _ in terms], np.float32))


def _terms(text: str) -> list[tuple[int, str]]:
    parts = SIGN.split(f" {text.strip()} ")
    signs, words = ["+", *parts[1::2]], [part.strip() for part in parts[0::2]]
    if len(words) > 1 and not words[0]:
        signs, words = signs[1:], words[1:]  # the formula begins with a sign
    if not all(words):
        raise UserError(f"The formula ‘{text}’ lacks a word beside a sign.", "Write it like king - man + woman.")
    return [(1 if sign == "+" else -1, word) for sign, word in zip(signs, words, strict=True)]
