"""The matrix of words beside each other, taken from the long form in which a table holds it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.typing import DoubleArray
from embexplorer.core.word_lookup import ABSENT


@dataclass(frozen=True, kw_only=True)
class WordMatrix:
    """`scores` is m × m, in the order of the words; `rows` are rows of the space, −1 for a word that is none."""

    words: tuple[str, ...]
    rows: tuple[int, ...]
    scores: DoubleArray

    @cached_property
    def ends(self) -> tuple[float, float]:
        """The least and the greatest score of two different words, outwards to one decimal.

        Where some are above 0 it is not below 0: what is not alike at all needs no shades.
        """
        others = self.scores[~np.eye(len(self.words), dtype=bool)]
        low, high = np.floor(others.min() * 10 + 1e-9) / 10, np.ceil(others.max() * 10 - 1e-9) / 10
        low = max(0.0, low) if high > 0 else low
        return float(low), float(high if high > low else low + 0.1)

    @property
    def is_cut(self) -> bool:
        """Whether some scores lie below the lower end."""
        return bool(self.scores.min() < self.ends[0])

    @cached_property
    def codes(self) -> DoubleArray:
        """m × m: where each score lies between the ends, 0 to 1."""
        low, high = self.ends
        return np.asarray(np.clip((self.scores - low) / (high - low), 0.0, 1.0), np.float64)


def word_matrix(part: pa.Table) -> WordMatrix:
    """From lines `row`, `word`, `other`, `score`: m lines for the first word, then m for the second …"""
    count = round(part.num_rows**0.5)
    each = pa.array(np.arange(count) * count)
    return WordMatrix(
        words=tuple(part["word"].take(each).to_pylist()),
        rows=tuple(pc.fill_null(part["row"].take(each), ABSENT).to_pylist()),
        scores=np.asarray(part["score"].to_numpy(), np.float64).reshape(count, count),
    )


def pair_line(pairs: pa.Table, one: str, other: str) -> dict[str, Any] | None:
    """The line about these two words in either order; None where there is none."""
    this_way = pc.and_(pc.equal(pairs["word"], one), pc.equal(pairs["other"], other))
    that_way = pc.and_(pc.equal(pairs["word"], other), pc.equal(pairs["other"], one))
    found = pairs.filter(pc.or_(this_way, that_way)).slice(0, 1).to_pylist()
    return found[0] if found else None
