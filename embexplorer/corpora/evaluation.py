"""Score word vectors on a test set while they are trained, and keep the best of them where that is wished."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from embexplorer.core.errors import UserError
from embexplorer.core.keys import Keys
from embexplorer.core.typing import DoubleArray, FloatArray, IntArray
from embexplorer.core.vectors import unit

Scorer = Callable[[FloatArray], Mapping[str, float]]
COVERED = "covered"
FILES = {"wordsim353": "wordsim353.tsv", "simlex999": "simlex999.txt", "analogies": "questions-words.txt"}
FIRST = 10_000  # words, the most frequent, among which the answer of an analogy is looked for
BLOCK = 512  # questions at once


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

        left, right = (np.asarray(vectors[self.rows[:, side]], np.float64) for side in (0, 1))
        scale = np.linalg.norm(left, axis=1) * np.linalg.norm(right, axis=1)
        cosines = np.einsum("ij,ij->i", left, right) / np.where(scale > 0, scale, 1)
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
        rows = unit(np.asarray(vectors[: self.limit], np.float32))
        right = sum(self._right(rows, self.rows[at : at + BLOCK]) for at in range(0, len(self.rows), BLOCK))
        return {self.name: right / len(self.rows), COVERED: float(len(self.rows))}

    def _right(self, rows: FloatArray, questions: IntArray) -> int:
        likeness = (rows[questions[:, 1]] - rows[questions[:, 0]] + rows[questions[:, 2]]) @ rows.T
        np.put_along_axis(likeness, questions[:, :3], -np.inf, axis=1)
        return int((likeness.argmax(axis=1) == questions[:, 3]).sum())


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
    if test_set == "analogies":
        return _analogies(keys)
    lines = _lines(test_set)
    row_of = _row_of(keys)
    known = [[row_of(word) for word in (left, right)] for left, right, _ in lines]
    there = [number for number, rows in enumerate(known) if None not in rows]
    return WordPairs(
        name=test_set,
        rows=np.array([known[number] for number in there], np.int64).reshape(-1, 2),
        gold=np.array([lines[number][2] for number in there], np.float64),
        total=len(lines),
    )


def _analogies(keys: Keys) -> Analogies:
    limit = min(FIRST, len(keys))
    row_of = _row_of(keys[:limit])
    questions = [[row_of(word) for word in line.split()] for line in _text("analogies") if line[:1] != ":"]
    known = [rows for rows in questions if None not in rows]
    name = "analogies" if limit == len(keys) else f"analogies (first {limit:,} words)"
    return Analogies(name=name, rows=np.array(known, np.int64).reshape(-1, 4), limit=limit)


def _row_of(keys: Keys) -> Callable[[str], int | None]:
    rows = {word: row for row, word in enumerate(keys)}
    return lambda word: rows.get(word, rows.get(word.lower()))


def _lines(test_set: str) -> list[tuple[str, str, float]]:
    lines = [line.split("\t") for line in _text(test_set) if line[:1] != "#"]
    return [(left, right, float(gold)) for left, right, gold in (line[:3] for line in lines)]


def _text(test_set: str) -> list[str]:
    """The lines of the file that are not empty."""
    from gensim.test.utils import datapath

    path = Path(datapath(FILES[test_set]))
    if not path.is_file():
        raise UserError(f"The test set {test_set} is not among gensim's files.", "Install gensim with its test data.")
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line]
