"""Many analogy questions at once: the row that each is answered with, exactly, in blocks of bounded memory."""

from collections.abc import Callable
from typing import Literal

import numpy as np

from embexplorer.core.analogies import EPSILON, unit_rows
from embexplorer.core.report import Report, ignore
from embexplorer.core.typing import DoubleArray, FloatArray, IntArray
from embexplorer.core.vectors import BLOCK_NUMBERS, ROUNDING, unit

Method = Literal["3cosadd", "3cosmul"]
SHARES = {"3cosadd": 1, "3cosmul": 4}  # arrays of questions × rows that are held at once
Likeness = tuple[FloatArray, FloatArray]


def answers(
    vectors: FloatArray,
    questions: IntArray,
    spellings: IntArray | None = None,
    method: Method = "3cosadd",
    report: Report = ignore,
) -> IntArray:
    """The best row for each question: m × 3 rows a, b, c of “a is to b as c is to ?”; ties by row number.

    No row is an answer that has the spelling of a, b or c: `spellings` has the same number for rows that are equal when
    case is folded; without it every row is a spelling of its own. Products in float32 choose the candidates, scores in
    float64 decide wherever there is more than one.
    """
    rows = unit(np.asarray(vectors, np.float32))
    query, row = _left_out(questions, np.arange(len(rows)) if spellings is None else spellings)
    step = max(1, BLOCK_NUMBERS // (SHARES[method] * len(rows)))
    best = np.empty(len(questions), np.int64)
    for start in range(0, len(questions), step):
        report(start / len(questions), f"Answering question {start:,} of {len(questions):,}")
        block = questions[start : start + step]
        likeness, slack = LIKENESS[method](rows, block)
        first, last = np.searchsorted(query, [start, start + step])
        likeness[query[first:last] - start, row[first:last]] = -np.inf
        best[start : start + step] = _best(vectors, block, likeness, slack, EXACT[method])
    return best


def _left_out(questions: IntArray, spellings: IntArray) -> tuple[IntArray, IntArray]:
    """Pairs of question and row that has the spelling of a given word, by question."""
    order = np.argsort(spellings, kind="stable")
    starts = np.searchsorted(spellings[order], np.arange(int(spellings.max(initial=-1)) + 2))
    first = starts[spellings[questions]].ravel()
    counts = starts[spellings[questions] + 1].ravel() - first
    inside = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    query = np.repeat(np.repeat(np.arange(len(questions)), 3), counts)
    return query, order[np.repeat(first, counts) + inside]


def _best(
    vectors: FloatArray, questions: IntArray, likeness: FloatArray, slack: FloatArray, exact: "Exact"
) -> IntArray:
    """The row of the greatest likeness; where others come within the slack, the greatest in float64."""
    every = np.arange(len(likeness))
    best = likeness.argmax(axis=1)
    top = likeness[every, best]
    likeness[every, best] = -np.inf  # so that the second is found in one more pass, which is quicker than comparing all
    doubtful = np.flatnonzero(likeness.max(axis=1) >= top - 2 * slack)
    likeness[every, best] = top
    among, row = np.nonzero(likeness[doubtful] >= (top - 2 * slack)[doubtful, None])
    query = doubtful[among]
    if len(query):
        score = exact(vectors, questions[query], row)
        order = np.lexsort((row, -score, query))
        asked, at = np.unique(query[order], return_index=True)
        best[asked] = row[order][at]
    return np.asarray(best, np.int64)


def _added(rows: FloatArray, questions: IntArray) -> Likeness:
    """x · (b − a + c), and how far from right the numbers of each question may be."""
    a, b, c = (rows[questions[:, place]] for place in range(3))
    rounding = 4 * (rows.shape[1] + 16) * ROUNDING
    return np.asarray((b - a + c) @ rows.T, np.float32), np.full(len(questions), 3 * rounding, np.float32)


def _multiplied(rows: FloatArray, questions: IntArray) -> Likeness:
    """cos(x, b) · cos(x, c) / (cos(x, a) + ε), shifted to 0 … 1; each word's cosines are computed once."""
    words, place = np.unique(questions, return_inverse=True)
    near = (1 + rows[words] @ rows.T) / 2
    a, b, c = place.reshape(questions.shape).T
    likeness = near[b]
    likeness *= near[c]
    below = near[a] + np.float32(EPSILON)
    likeness /= below
    rounding = 4 * (rows.shape[1] + 16) * ROUNDING
    slack = rounding * (2 + likeness.max(axis=1)) / below.min(axis=1).clip(min=EPSILON / 2)
    return likeness, np.asarray(slack, np.float32)


def _cosines(vectors: FloatArray, questions: IntArray, row: IntArray) -> tuple[DoubleArray, ...]:
    there = unit_rows(vectors[row])
    return tuple(np.einsum("ij,ij->i", unit_rows(vectors[questions[:, place]]), there) for place in range(3))


def _added_exactly(vectors: FloatArray, questions: IntArray, row: IntArray) -> DoubleArray:
    a, b, c = _cosines(vectors, questions, row)
    return b - a + c


def _multiplied_exactly(vectors: FloatArray, questions: IntArray, row: IntArray) -> DoubleArray:
    a, b, c = ((1 + cosine) / 2 for cosine in _cosines(vectors, questions, row))
    return b * c / (a + EPSILON)


Exact = Callable[[FloatArray, IntArray, IntArray], DoubleArray]
LIKENESS: dict[Method, Callable[[FloatArray, IntArray], Likeness]] = {"3cosadd": _added, "3cosmul": _multiplied}
EXACT: dict[Method, Exact] = {"3cosadd": _added_exactly, "3cosmul": _multiplied_exactly}
