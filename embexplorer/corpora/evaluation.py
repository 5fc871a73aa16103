"""Score word vectors on a test set while they are trained, and keep the best of them where that is wished."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from embexplorer.core.errors import UserError
from embexplorer.core.keys import Keys
from embexplorer.core.typing import DoubleArray, FloatArray, IntArray

Scorer = Callable[[FloatArray], Mapping[str, float]]
COVERED = "covered"
FILES = {"wordsim353": "wordsim353.tsv", "simlex999": "simlex999.txt"}


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


def scorer(test_set: str, keys: Keys) -> Scorer:
    """What `TrainingWatch` asks after each epoch; "none" scores nothing. Case is folded where need be."""
    if test_set == "none":
        return lambda _: {}
    lines = _lines(test_set)
    known = [[_row(word, keys) for word in (left, right)] for left, right, _ in lines]
    there = [number for number, rows in enumerate(known) if None not in rows]
    return WordPairs(
        name=test_set,
        rows=np.array([known[number] for number in there], np.int64).reshape(-1, 2),
        gold=np.array([lines[number][2] for number in there], np.float64),
        total=len(lines),
    )


def _row(word: str, keys: Keys) -> int | None:
    row = keys.find(word)
    return keys.find(word.lower()) if row is None else row


def _lines(test_set: str) -> list[tuple[str, str, float]]:
    from gensim.test.utils import datapath

    path = Path(datapath(FILES[test_set]))
    if not path.is_file():
        raise UserError(f"The test set {test_set} is not among gensim's files.", "Install gensim with its test data.")
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[:1] not in ("#", "")]
    return [(left, right, float(gold)) for left, right, gold in (line[:3] for line in lines)]
