"""What debiasing costs and what it leaves: similarity, analogies, and how well the bias is still recovered."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pyarrow as pa

from embexplorer.core.bias_measures import unit_rows
from embexplorer.core.debiasing import subspace_of
from embexplorer.core.errors import UserError
from embexplorer.core.gender_words import gender_words
from embexplorer.core.inputs import Inputs
from embexplorer.core.neighbor_search import exact, sieve
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.resampling import interval, resamples
from embexplorer.core.shared_keys import Shared, shared_keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, Step, param
from embexplorer.core.table import Table
from embexplorer.core.typing import BoolArray, DoubleArray, FloatArray, IntArray
from embexplorer.core.word_lookup import ABSENT, rows_of
from embexplorer.corpora.evaluation_sets import AnalogySet, SimilaritySet, evaluation_set
from embexplorer.probes._evaluate_analogies import evaluate_analogies
from embexplorer.probes._evaluate_pairs import evaluate_pairs
from embexplorer.probes._evaluated import share

FOLDS = 5
SIMILARITY = ("wordsim353", "simlex999")
ANALOGIES = "questions-words"
FREQUENT = 50_000  # rows, the most frequent, among which the most biased words are looked for (Gonen & Goldberg 2019)
TIMES = 1000
Measured = tuple[float | None, float | None, float | None]


@dataclass(frozen=True, kw_only=True)
class Biased:
    """Rows, the most biased on either side before debiasing; `side` is True for the right one; `bias` their scores."""

    rows: IntArray
    side: BoolArray
    bias: DoubleArray


@register
@dataclass(frozen=True, kw_only=True)
class DebiasCost(Step):
    """What debiasing has cost and what it has left: FILE is the space before, OTHER the same space after it.

    Similarity and analogies say what it has cost. How well a classifier, clusters and neighbours still recover on
    which side a word was says what it has left (Gonen & Goldberg 2019).
    """

    name: ClassVar[str] = "debias-cost"
    kind: ClassVar[Kind] = "probe"
    title: ClassVar[str] = "Cost of debiasing"
    takes: ClassVar[tuple[str, ...]] = ("space", "other")
    makes: ClassVar[type] = Table
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "scipy", "scikit-learn")

    left: tuple[str, ...] = param(
        (), "One side of the pairs that define the direction; none: the bundled words of gender"
    )
    right: tuple[str, ...] = param((), "The other side, in the same order")
    most: int = param(500, "How many words of either side, the most biased before", low=10, high=5000)
    k: int = param(100, "Among how many neighbours those of the same side are counted", low=1, high=1000)
    seed: int = param(0, "Chooses folds, clusters and draws", low=0, high=2**32 - 1)

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        """One row a measure, before and after, each with its 95 % interval; the part `words` lists the words."""
        shared = shared_keys(inputs.the_space(), inputs.the_other())
        report(0.0, "Finding the most biased words")
        biased = self._biased(shared)
        rows = [*self._quality(shared, Part(report, 0.0, 0.5)), *self._left(shared, biased, Part(report, 0.5, 1.0))]
        words = {
            "row": pa.array(shared.rows[biased.rows], pa.int64()),
            "word": pa.array(shared.keys.at(biased.rows), pa.string()),
            "side": pa.array(["right" if side else "left" for side in biased.side], pa.string()),
            "score_before": pa.array(biased.bias, pa.float64()),
        }
        return Table(
            name=f"Cost of debiasing {shared.space.name}",
            columns=pa.Table.from_pylist(rows, SCHEMA),
            caption=f"{shared.caption()} · exact · {len(biased.rows):,} most biased words",
            notes=(shared.note(), RECOVERED, INTERVALS),
            parts={"words": pa.table(words)},
        )

    def _biased(self, shared: Shared) -> Biased:
        """The words farthest on either side of the direction in the space before, without those that define it."""
        left, right = self._pairs()
        first, second = (rows_of(shared.keys, words) for words in (left, right))
        both = (first != ABSENT) & (second != ABSENT) & (first != second)
        if not both.any():
            raise UserError("Of no pair are both words in the two spaces.", "Give --left and --right, pair by pair.")
        units = unit_rows(np.asarray(shared.left))
        basis, _ = subspace_of(units[first[both]], units[second[both]], 1)
        if not basis.shape[1]:
            raise UserError("Both sides of every pair are the same vector.", "Give pairs that differ.")
        scores = units @ basis[:, 0]
        scores *= 1.0 if scores[second[both]].mean() >= scores[first[both]].mean() else -1.0
        free = np.ones(len(scores), bool)
        known = rows_of(shared.keys, [*left, *right, *(gender_words().specific if not self.left else ())])
        free[known[known != ABSENT]] = False
        free[FREQUENT:] = False
        candidates = np.flatnonzero(free)
        count = min(self.most, len(candidates) // 2)
        if count < FOLDS:
            raise UserError(f"Only {len(candidates):,} words are left to be judged.", "Use spaces of more words.")
        order = candidates[np.argsort(scores[candidates], kind="stable")]
        rows = np.concatenate([order[:count], order[-count:]])
        return Biased(rows=rows, side=np.arange(2 * count) >= count, bias=scores[rows])

    def _pairs(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if not self.left and not self.right:
            female, male = zip(*gender_words().pairs, strict=True)
            return female, male
        if len(self.left) != len(self.right):
            raise UserError(
                f"--left has {len(self.left)} words and --right {len(self.right)}, which make no pairs.",
                "Give as many of each.",
            )
        return self.left, self.right

    def _quality(self, shared: Shared, report: Report) -> Iterator[dict[str, Any]]:
        """Similarity and analogies on the words of either space."""
        for number, name in enumerate((*SIMILARITY, ANALOGIES)):
            report(number / 3, f"Testing on {name}")
            sides = [_tested(space, name, self.seed, report) for space in (shared.space, shared.other)]
            measure = "analogies right" if name == ANALOGIES else "Spearman"
            yield _row(f"{name}, {measure}", sides[0], sides[1], "what it has cost")

    def _left(self, shared: Shared, biased: Biased, report: Report) -> Iterator[dict[str, Any]]:
        """What still tells the sides apart."""
        spaces = [unit_rows(np.asarray(rows)) for rows in (shared.left, shared.right)]
        judged = [(rows[biased.rows], biased) for rows in spaces]
        count = f"{len(biased.rows):,} words"
        report(0.0, "Learning the sides")
        before, after = (_classified(*one, self.seed) for one in judged)
        yield _row("side recovered, classifier", before, after, f"of {count}, held out; 0.5 is chance")
        report(0.4, "Clustering the words")
        before, after = (_clustered(*one, self.seed) for one in judged)
        yield _row("side recovered, two clusters", before, after, f"k-means of {count}; 0.5 is chance")
        report(0.7, "Counting neighbours of the same side")
        before, after = (self._neighbors(*one) for one in judged)
        says = f"a word's bias before with the share of its {self.k} nearest of the right side"
        yield _row("bias and biased neighbours, Pearson", before, after, says)

    def _neighbors(self, rows: DoubleArray, biased: Biased) -> Measured:
        """Among the biased words themselves, as in Gonen & Goldberg (2019), §4."""
        k = min(self.k, len(rows) - 1)
        near, _ = exact(sieve(np.asarray(rows, np.float32), "cosine"), np.arange(len(rows)), k, ignore)
        shares = biased.side[near].mean(axis=1)
        if np.ptp(shares) == 0:
            return None, None, None
        drawn = resamples(len(rows), TIMES, self.seed)
        values = np.array([_pearson(biased.bias[one], shares[one]) for one in drawn])
        return _pearson(biased.bias, shares), *interval(values)


RECOVERED = (
    "Words that define or mean the direction are left out. A classifier that still tells the sides apart shows that "
    "the bias is hidden, not gone."
)
INTERVALS = "low and high: 95 % intervals (bootstrap over pairs or words; Wilson for shares)."
NUMBERS = ("before", "before_low", "before_high", "after", "after_low", "after_high")
SCHEMA = pa.schema([("measure", pa.string()), *((name, pa.float64()) for name in NUMBERS), ("says", pa.string())])


def _row(measure: str, before: Measured, after: Measured, says: str) -> dict[str, Any]:
    return {"measure": measure, **dict(zip(NUMBERS, (*before, *after), strict=True)), "says": says}


def _tested(space: EmbeddingSpace, name: str, seed: int, report: Report) -> Measured:
    asked = evaluation_set(name)
    if isinstance(asked, SimilaritySet):
        rows = rows_of(space.keys, [word for pair in asked.pairs for word in pair]).reshape(-1, 2)
        found = evaluate_pairs(space, asked, rows, TIMES, seed)
    else:
        assert isinstance(asked, AnalogySet)
        rows = rows_of(space.keys, [word for question in asked.questions for word in question]).reshape(-1, 4)
        found = evaluate_analogies(space, asked, rows, space.rows, "3cosadd", "fold", Part(report, 0.6, 1.0))
    score = found.scores[0]
    return score.value, score.low, score.high


def _classified(rows: DoubleArray, biased: Biased, seed: int) -> Measured:
    """The held-out accuracy of an RBF support vector machine, as in Gonen & Goldberg (2019), in five folds."""
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.svm import SVC

    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    said = cross_val_predict(SVC(), rows, biased.side, cv=folds)
    return share(int((said == biased.side).sum()), len(rows))


def _clustered(rows: DoubleArray, biased: Biased, seed: int) -> Measured:
    from sklearn.cluster import KMeans

    labels = KMeans(2, n_init=10, random_state=seed).fit_predict(rows).astype(bool)
    right = int((labels == biased.side).sum())
    return share(max(right, len(rows) - right), len(rows))


def _pearson(left: DoubleArray, right: DoubleArray | FloatArray) -> float:
    if np.ptp(left) == 0 or np.ptp(right) == 0:
        return float("nan")
    return float(np.corrcoef(left, right)[0, 1])
