"""Score word vectors on a test set while they are trained, and keep the best of them where that is wished."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from embexplorer.core.analogy_questions import answers
from embexplorer.core.errors import UserError
from embexplorer.core.keys import Keys
from embexplorer.core.typing import DoubleArray, FloatArray, IntArray
from embexplorer.core.vectors import pair_cosines
from embexplorer.core.word_lookup import ABSENT, rows_of
from embexplorer.corpora.evaluation_sets import AnalogySet, SimilaritySet, evaluation_set

Scorer = Callable[[FloatArray], Mapping[str, float]]
COVERED = "covered"
ANALOGIES = "questions-words"
FIRST = 10_000  # words, the most frequent, among which the answer of an analogy is looked for


@dataclass(frozen=True, kw_only=True)
class WordPairs:
    """The pairs of a similarity set whose words are both known: m × 2 rows, and what people say, m."""

    name: str
    rows: IntArray
    gold: DoubleArray
    total: int

    def __call__(self, vectors: FloatArray) -> dict[str, float]:
        """Spearman's rank correlation of cosines with people's judgements, and how many pairs are covered."""
        if len(self.rows) < 3:
            return {}
        from scipy.stats import spearmanr

        cosines = pair_cosines(vectors[self.rows[:, 0]], vectors[self.rows[:, 1]])
        return {self.name: float(spearmanr(cosines, self.gold).statistic), COVERED: float(len(self.rows))}


@dataclass(frozen=True, kw_only=True)
class Analogies:
    """Questions "a is to b as c is to d" whose words are all known: m × 4 rows among the first `limit`."""

    name: str
    rows: IntArray
    limit: int

    def __call__(self, vectors: FloatArray) -> dict[str, float]:
        """The share whose d is nearest to b − a + c of all words but a, b and c (3CosAdd, Mikolov et al. 2013)."""
        if not len(self.rows):
            return {}
        right = answers(vectors[: self.limit], self.rows[:, :3]) == self.rows[:, 3]
        return {self.name: float(right.mean()), COVERED: float(len(self.rows))}


class Best:
    """Scores after each epoch and, where that is wished, keeps a copy of the tables of the epoch that scored best."""

    def __init__(self, score: Scorer, tables: tuple[FloatArray, ...], keeps: bool) -> None:
        self._score = score
        self._tables = tables
        self._keeps = keeps
        self._copies: tuple[FloatArray, ...] = ()
        self._best, self._name, self._at, self._epoch = -np.inf, "", 0, 0

    def __call__(self, vectors: FloatArray) -> Mapping[str, float]:
        """The scores of these vectors; called once at the end of each epoch."""
        self._epoch += 1
        numbers = self._score(vectors)
        name = next((name for name in numbers if name != COVERED), "")
        if self._keeps and name and numbers[name] > self._best:
            self._best, self._name, self._at = numbers[name], name, self._epoch
            self._copies = tuple(np.array(table) for table in self._tables)
        return numbers

    def put_back(self) -> tuple[str, ...]:
        """Make the tables what they were at the best epoch, and say which it was."""
        if not self._keeps:
            return ()
        if not self._copies:
            return ("No epoch could be scored, too few words of the test set are known: the last vectors were kept.",)
        for table, copy in zip(self._tables, self._copies, strict=True):
            np.copyto(table, copy)
        return (
            f"The vectors are those of epoch {self._at}, the best of {self._epoch}: {self._name} {self._best:.4f}.",
        )


def refuse_best_of_nothing(keep: str, evaluate: str) -> None:
    """Raise UserError where the best epoch is wished without a test set that could tell which it is."""
    if keep == "best" and evaluate == "none":
        raise UserError("--keep best needs a test set to tell which epoch is best.", "Choose one by --evaluate.")


def scorer(test_set: str, keys: Keys) -> Scorer:
    """What `TrainingWatch` asks after each epoch; "none" scores nothing. Case is folded where need be."""
    if test_set == "none":
        return lambda _: {}
    asked = evaluation_set(ANALOGIES if test_set == "analogies" else test_set)
    if isinstance(asked, AnalogySet):
        return _analogies(asked, keys)
    if not isinstance(asked, SimilaritySet):
        raise TypeError(f"{test_set} cannot be scored while vectors are trained")
    rows = rows_of(keys, [word for pair in asked.pairs for word in pair]).reshape(-1, 2)
    known = (rows != ABSENT).all(axis=1)
    return WordPairs(name=test_set, rows=rows[known], gold=asked.people[known], total=len(rows))


def _analogies(asked: AnalogySet, keys: Keys) -> Analogies:
    limit = min(FIRST, len(keys))
    rows = rows_of(keys[:limit], [word for question in asked.questions for word in question]).reshape(-1, 4)
    name = "analogies" if limit == len(keys) else f"analogies (first {limit:,} words)"
    return Analogies(name=name, rows=rows[(rows != ABSENT).all(axis=1)], limit=limit)
