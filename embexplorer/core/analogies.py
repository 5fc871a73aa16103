"""Analogies: a is to b as c is to what? How near every row is to being the answer, under each published method."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from embexplorer.core.typing import DoubleArray, FloatArray

EPSILON = 0.001  # what keeps 3CosMul from dividing by nothing (Levy & Goldberg 2014)
BLOCK_ROWS = 1 << 12
BASELINE = "baseline"
NAMES = {
    "3cosadd": "3CosAdd",
    "3cosmul": "3CosMul",
    "pairdirection": "PairDirection",
    "3cosavg": "3CosAvg",
    "lrcos": "LRCos",
    BASELINE: "nearest to c",
}


@dataclass(frozen=True, kw_only=True)
class Question:
    """The vectors of a question, all of length 1: `left` and `right` are m × d, the words of the example pairs.

    `a` and `b` are None where the relation is given by several pairs alone. `belongs` is what LRCos has learned of
    the words on the right: weights and bias of a logistic regression.
    """

    a: DoubleArray | None
    b: DoubleArray | None
    c: DoubleArray
    left: DoubleArray
    right: DoubleArray
    epsilon: float = EPSILON
    belongs: tuple[DoubleArray, float] | None = None

    @property
    def three(self) -> tuple[DoubleArray, DoubleArray, DoubleArray]:
        """a, b and c."""
        if self.a is None or self.b is None:
            raise ValueError("a question of several pairs has no single a and b")
        return self.a, self.b, self.c


def unit_rows(vectors: FloatArray | DoubleArray) -> DoubleArray:
    """A copy in float64 with rows of length 1; a zero row stays zero."""
    rows = np.asarray(vectors, np.float64)
    lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    return np.asarray(rows / np.where(lengths > 0, lengths, 1)[:, None], np.float64)


def scores(methods: tuple[str, ...], vectors: FloatArray, question: Question) -> dict[str, DoubleArray]:
    """The score of every row under each of these methods; larger is nearer to the answer."""
    found = {method: np.empty(len(vectors)) for method in methods}
    for start in range(0, len(vectors), BLOCK_ROWS):
        rows = unit_rows(vectors[start : start + BLOCK_ROWS])
        for method in methods:
            found[method][start : start + BLOCK_ROWS] = SCORES[method](rows, question)
    return found


def three_cos_add(rows: DoubleArray, question: Question) -> DoubleArray:
    """The cosine with b − a + c (Mikolov et al. 2013)."""
    a, b, c = question.three
    return np.asarray(rows @ _direction(b - a + c), np.float64)


def three_cos_mul(rows: DoubleArray, question: Question) -> DoubleArray:
    """cos(x, b) · cos(x, c) / (cos(x, a) + ε), cosines shifted to 0 … 1 (Levy & Goldberg 2014, eq. 4)."""
    a, b, c = ((1 + rows @ word) / 2 for word in question.three)
    return np.asarray(b * c / (a + question.epsilon), np.float64)


def pair_direction(rows: DoubleArray, question: Question) -> DoubleArray:
    """The cosine of x − c with b − a, so that only the direction counts (Levy & Goldberg 2014, eq. 2); 0 for c."""
    a, b, c = question.three
    return np.asarray(unit_rows(rows - c) @ _direction(b - a), np.float64)


def three_cos_avg(rows: DoubleArray, question: Question) -> DoubleArray:
    """The cosine with c plus the mean offset of the example pairs (Drozd et al. 2016)."""
    offset = (question.right - question.left).mean(axis=0)
    return np.asarray(rows @ _direction(offset + question.c), np.float64)


def lr_cos(rows: DoubleArray, question: Question) -> DoubleArray:
    """The probability of being such a word as those on the right, times the cosine with c (Drozd et al. 2016)."""
    if question.belongs is None:
        raise ValueError("LRCos needs what a logistic regression has learned")
    weights, bias = question.belongs
    return np.asarray((rows @ question.c) / (1 + np.exp(-(rows @ weights + bias))), np.float64)


def near_c(rows: DoubleArray, question: Question) -> DoubleArray:
    """The cosine with c alone: what any method has to better (Linzen 2016)."""
    return np.asarray(rows @ question.c, np.float64)


SCORES: Mapping[str, Callable[[DoubleArray, Question], DoubleArray]] = {
    "3cosadd": three_cos_add,
    "3cosmul": three_cos_mul,
    "pairdirection": pair_direction,
    "3cosavg": three_cos_avg,
    "lrcos": lr_cos,
    BASELINE: near_c,
}


def _direction(vector: DoubleArray) -> DoubleArray:
    length = float(np.sqrt(vector @ vector))
    return np.asarray(vector / (length if length > 0 else 1), np.float64)
