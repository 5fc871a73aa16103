"""What is said beside the answers of an analogy: ranks, baseline, the parallelogram, how alike the pairs are."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from embexplorer.core.analogies import BASELINE, NAMES
from embexplorer.core.errors import UserError
from embexplorer.core.number_text import number_text
from embexplorer.core.relations import Consistency, consistency
from embexplorer.core.report import Part, Report
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import DoubleArray, IntArray
from embexplorer.probes._analogy_words import AnalogyWords

NOBODY = np.empty(0, np.int64)
Parts = tuple[dict[str, pa.Table], tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Answers:
    """`scores` has one number for every row of the space under each method that was asked; `near` that of c alone."""

    space: EmbeddingSpace
    asked: AnalogyWords
    scores: dict[str, DoubleArray]
    near: DoubleArray
    k: int
    excludes: bool

    def best(self, method: str) -> IntArray:
        """The k best rows, ties by row number."""
        return best_rows(self.scores[method], self.k, self.asked.given() if self.excludes else NOBODY)

    def unrestricted(self, method: str) -> str:
        """The best word when the given ones may be answers too."""
        return self.space.keys[int(self.scores[method].argmax())]


def best_rows(score: DoubleArray, k: int, skip: IntArray) -> IntArray:
    """The k rows of highest score, ties by row number, without those to skip."""
    score = np.array(score)
    score[skip] = -np.inf
    k = min(k, len(score) - len(skip))
    if k <= 0:
        raise UserError("No row is left to be an answer.", "Open a larger space.")
    bound = np.partition(score, len(score) - k)[len(score) - k]
    rows = np.flatnonzero(score >= bound)
    return np.asarray(rows[np.argsort(-score[rows], kind="stable")][:k], np.int64)


def rank_of(score: DoubleArray, row: int, skip: IntArray) -> int | None:
    """1 + how many rows score higher; None for a row that may not be answered."""
    if row in skip:
        return None
    better = score > score[row]
    better[skip] = False
    return int(better.sum()) + 1


def parts_of(answers: Answers, shuffles: int, seed: int, report: Report) -> Parts:
    """The parts by name, and the sentences that go with them."""
    parts, notes = {"baseline": baseline(answers)}, [_baseline_note(answers), _unrestricted_note(answers)]
    if answers.asked.expects_a_row:
        parts["expected"] = ranks(answers)
    if answers.asked.has_three:
        parts["corners"] = corners(answers)
        parts["parallelogram"] = parallelogram(answers, parts["corners"]["row"][3].as_py())
        notes.append("The parallelogram is that of the vectors as they are; the methods compare unit vectors.")
    if len(answers.asked.examples) > 1:
        part, note = _relation(answers.asked, shuffles, seed, Part(report, 0.6, 1.0))
        parts["relation"] = part
        notes.append(note)
    return parts, tuple(notes)


def corners(answers: Answers) -> pa.Table:
    """a, b, c and d with their rows, where d is the expected word or else the first answer."""
    asked = answers.asked
    row = asked.the_row(asked.expected) if asked.expects_a_row else int(answers.best(next(iter(answers.scores)))[0])
    words = [*asked.words, answers.space.keys[row]]
    rows = [*(asked.row(word) for word in asked.words), row]
    return pa.table(
        {
            "corner": pa.array(list("abcd"), pa.string()),
            "word": pa.array(words, pa.string()),
            "row": pa.array(rows, pa.int64()),
        }
    )


def parallelogram(answers: Answers, d: int) -> pa.Table:
    """How far a, b, c and the row d are from a parallelogram: the angle in degrees, |b − a + c − d| and two sides."""
    a, b, c = (np.asarray(answers.asked.vector(word), np.float64) for word in answers.asked.words)
    first, second = b - a, np.asarray(answers.space.vectors[d], np.float64) - c
    numbers = {
        "angle": _angle(first, second),
        "error": float(np.linalg.norm(first - second)),
        "length_ab": float(np.linalg.norm(first)),
        "length_cd": float(np.linalg.norm(second)),
    }
    return pa.table({name: pa.array([number], pa.float64()) for name, number in numbers.items()})


def _angle(first: DoubleArray, second: DoubleArray) -> float | None:
    """In degrees; None where one of the two has no direction."""
    lengths = float(np.linalg.norm(first) * np.linalg.norm(second))
    if lengths == 0:
        return None
    return float(np.degrees(np.arccos(np.clip(first @ second / lengths, -1, 1))))


def baseline(answers: Answers) -> pa.Table:
    """The plain nearest neighbours of c."""
    rows = best_rows(answers.near, answers.k, answers.asked.given())
    return pa.table(
        {
            "rank": pa.array(range(1, len(rows) + 1), pa.int64()),
            "word": pa.array(answers.space.keys.at(rows), pa.string()),
            "score": pa.array(answers.near[rows], pa.float64()),
            "row": pa.array(rows, pa.int64()),
        }
    )


def ranks(answers: Answers) -> pa.Table:
    """The rank of the expected word under each method, among all rows without and with the given words."""
    row, given = answers.asked.the_row(answers.asked.expected), answers.asked.given()
    compared = {**answers.scores, BASELINE: answers.near}
    return pa.table(
        {
            "method": pa.array(list(compared), pa.string()),
            "word": pa.array([answers.asked.expected] * len(compared), pa.string()),
            "rank": pa.array([rank_of(score, row, given) for score in compared.values()], pa.int64()),
            "rank_among_all": pa.array([rank_of(score, row, NOBODY) for score in compared.values()], pa.int64()),
            "score": pa.array([float(score[row]) for score in compared.values()], pa.float64()),
        }
    )


def _relation(asked: AnalogyWords, shuffles: int, seed: int, report: Report) -> tuple[pa.Table, str]:
    left, right = (np.array([asked.vector(pair[side]) for pair in asked.examples]) for side in (0, 1))
    found = consistency(left, right, shuffles, seed, report)
    fields = ("pairs", "mean", "chance", "low", "high", "p", "exact", "orders", "separation")
    return pa.table({field: pa.array([getattr(found, field)]) for field in fields}), _relation_note(found)


def _relation_note(found: Consistency) -> str:
    how = f"all {found.orders:,} orders" if found.exact else f"{found.orders:,} seeded shuffles"
    return (
        f"Mean cosine of the offsets of {found.pairs} pairs: {number_text(found.mean)}, "
        f"shuffled {number_text(found.chance)} ({number_text(found.low)} to {number_text(found.high)} "
        f"in 95 % of {how}), p = {number_text(found.p)}."
    )


def _baseline_note(answers: Answers) -> str:
    row = int(best_rows(answers.near, 1, answers.asked.given())[0])
    near, right = answers.space.keys[row], ""
    if answers.asked.expects_a_row:
        right = ", which is right" if row == answers.asked.row(answers.asked.expected) else ", which is not expected"
    return (
        f"Baseline: the plain nearest neighbour of ‘{answers.asked.c}’, other than the given words, is ‘{near}’ "
        f"(cosine {number_text(answers.near[row])}){right}."
    )


def _unrestricted_note(answers: Answers) -> str:
    said = [f"{NAMES[method]} ‘{answers.unrestricted(method)}’" for method in answers.scores]
    return "Were the given words answers too, the first would be: " + ", ".join(said) + "."
