"""Analogy sets: how many questions are answered with the expected word, section by section."""

from collections import Counter

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.analogy_questions import Method, answers
from embexplorer.core.keys import Keys
from embexplorer.core.report import Report
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import BoolArray, FloatArray, IntArray
from embexplorer.core.vectors import nearest
from embexplorer.core.word_lookup import ABSENT, Case
from embexplorer.corpora.evaluation_sets import AnalogySet
from embexplorer.probes._evaluated import Evaluated, Score, share

Sections = npt.NDArray[np.str_]


def evaluate_analogies(
    space: EmbeddingSpace, asked: AnalogySet, rows: IntArray, limit: int, method: Method, case: Case, report: Report
) -> Evaluated:
    """The share of right answers among the first `limit` rows; `rows` has four for each question, −1 where absent."""
    known = (rows != ABSENT).all(axis=1)
    questions, sections = rows[known], np.array(asked.sections)[known]
    spellings = spellings_of(space.keys[:limit], case)
    vectors = space.vectors[:limit]
    found = answers(vectors, questions[:, :3], spellings, method, report)
    right = spellings[found] == spellings[questions[:, 3]]
    plain = baseline(vectors, questions, spellings)
    scores = (
        _score(asked.name, "accuracy", right, len(rows)),
        _score(asked.name, "baseline", plain, len(rows)),
    )
    parts = {
        "sections": _sections(asked, sections, right),
        "failures": _failures(space, asked.name, sections[~right], questions[~right], found[~right]),
    }
    note = f"{asked.name}: baseline is how often the plain nearest neighbour of c, without a and b, is the answer."
    return Evaluated(scores=scores, parts=parts, notes=(note, *_left_out(asked, int(known.sum()), limit, space)))


def spellings_of(keys: Keys, case: Case) -> IntArray:
    """A number for each row, the same for rows that are equal when case is folded."""
    labels = pc.utf8_lower(keys.array) if case == "fold" else keys.array
    return np.asarray(labels.dictionary_encode().indices.to_numpy(zero_copy_only=False), np.int64)


def baseline(vectors: FloatArray, questions: IntArray, spellings: IntArray) -> BoolArray:
    """Whether the nearest neighbour of c, of another spelling than a, b and c, is d (Linzen 2016)."""
    if not len(questions):
        return np.zeros(0, bool)
    words, place = np.unique(questions[:, 2], return_inverse=True)
    most = int(np.bincount(spellings).max())  # rows of one spelling
    near = nearest(vectors[words], vectors, min(3 * most + 1, len(vectors)), "cosine")[0][place]
    given = spellings[questions[:, :3]]
    free = (spellings[near][:, :, None] != given[:, None, :]).all(axis=2)
    first = near[np.arange(len(near)), free.argmax(axis=1)]
    return np.asarray((spellings[first] == spellings[questions[:, 3]]) & free.any(axis=1), bool)


def _score(name: str, measure: str, right: BoolArray, total: int) -> Score:
    value, low, high = share(int(right.sum()), len(right))
    return Score(set=name, measure=measure, value=value, low=low, high=high, covered=len(right), total=total)


def _sections(asked: AnalogySet, sections: Sections, right: BoolArray) -> pa.Table:
    totals = Counter(asked.sections)
    scores = [_score(name, "accuracy", right[sections == name], total) for name, total in totals.items()]
    fields = ("value", "low", "high")
    return pa.table(
        {
            "set": pa.array([asked.name] * len(totals), pa.string()),
            "section": pa.array(list(totals), pa.string()),
            **{field: pa.array([getattr(score, field) for score in scores], pa.float64()) for field in fields},
            "covered": pa.array([score.covered for score in scores], pa.int64()),
            "total": pa.array(list(totals.values()), pa.int64()),
        }
    )


def _failures(space: EmbeddingSpace, name: str, sections: Sections, questions: IntArray, found: IntArray) -> pa.Table:
    """The questions whose answer is another; a click shows the answer, and the words of the question beside it."""
    words = {column: space.keys.at(questions[:, place]) for place, column in enumerate(("a", "b", "c", "expected"))}
    return pa.table(
        {
            "set": pa.array([name] * len(found), pa.string()),
            "section": pa.array(sections.tolist(), pa.string()),
            **{column: pa.array(labels, pa.string()) for column, labels in words.items()},
            "answer": pa.array(space.keys.at(found), pa.string()),
            "row": pa.array(found, pa.int64()),
        }
    )


def _left_out(asked: AnalogySet, known: int, limit: int, space: EmbeddingSpace) -> tuple[str, ...]:
    lost = len(asked.questions) - known
    where = f"the first {limit:,} rows" if limit < space.rows else "the space"
    return (f"{asked.name}: {lost:,} questions left out, of which a word is not in {where}.",) if lost else ()
