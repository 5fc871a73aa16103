"""The measures of bias as functions of four sets of vectors, each with its interval and its caveat."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from embexplorer.core.bias_measures import (
    coherence,
    direct_bias,
    divergence_from_even,
    indirect_bias,
    inner_product_association,
    mean_cosine_distance,
    pair_direction,
    relative_norm_distance,
)
from embexplorer.core.typing import DoubleArray

FOLDS = 5
SETS = ("X", "Y", "A", "B")
Vectors = dict[str, DoubleArray]


@dataclass(frozen=True, kw_only=True)
class Measure:
    """`even` is its value where there is no bias that it could see; `paired` needs X and Y of one length, in order."""

    name: str
    of: Callable[[Vectors], float]
    even: float
    says: str
    caveat: str
    paired: bool = False


def effect_size(sets: Vectors) -> float:
    """WEAT's d with the population's standard deviation; NaN where all scores are equal."""
    units = {name: _unit(rows) for name, rows in sets.items()}
    axis = units["A"].mean(axis=0) - units["B"].mean(axis=0)
    x, y = units["X"] @ axis, units["Y"] @ axis
    spread = float(np.concatenate([x, y]).std())
    return float(x.mean() - y.mean()) / spread if spread > 1e-12 else float("nan")


def rank_correlation(sets: Vectors) -> float:
    """ECT over the words of A and B."""
    from scipy.stats import spearmanr

    near_x, near_y = coherence(_unit(sets["X"]), _unit(sets["Y"]), np.concatenate([sets["A"], sets["B"]]))
    if np.ptp(near_x) == 0 or np.ptp(near_y) == 0:
        return float("nan")
    return float(spearmanr(near_x, near_y).statistic)


def classified(sets: Vectors) -> float:
    """RNSB: how unevenly a classifier of A against B judges the words of X and Y."""
    return divergence_from_even(probabilities(sets))


def probabilities(sets: Vectors) -> DoubleArray:
    """The probability of B for each word of X and Y, by logistic regression on unit rows of A and B."""
    from sklearn.linear_model import LogisticRegression

    rows = np.concatenate([_unit(sets["A"]), _unit(sets["B"])])
    sides = np.repeat([0, 1], [len(sets["A"]), len(sets["B"])])
    model = LogisticRegression(max_iter=1000).fit(rows, sides)
    return np.asarray(model.predict_proba(np.concatenate([_unit(sets["X"]), _unit(sets["Y"])]))[:, 1], np.float64)


def told_apart(sets: Vectors, seed: int) -> float:
    """The cross-validated accuracy of that classifier on A and B: what it says means little where this is low."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_score

    folds = min(FOLDS, len(sets["A"]), len(sets["B"]))
    if folds < 2:
        return float("nan")
    rows = np.concatenate([_unit(sets["A"]), _unit(sets["B"])])
    sides = np.repeat([0, 1], [len(sets["A"]), len(sets["B"])])
    parts = StratifiedKFold(folds, shuffle=True, random_state=seed)
    return float(cross_val_score(LogisticRegression(max_iter=1000), rows, sides, cv=parts).mean())


def _distance(name: str) -> Callable[[Vectors], float]:
    return lambda sets: float(relative_norm_distance(_unit(sets["X"]), _unit(sets["Y"]), _unit(sets[name])).mean())


def _between(name: str) -> Callable[[Vectors], float]:
    return lambda sets: float(inner_product_association(sets["X"] - sets["Y"], sets[name]).mean())


def _direct(sets: Vectors) -> float:
    direction = pair_direction(_unit(sets["X"]) - _unit(sets["Y"]))
    return float(direct_bias(np.concatenate([sets["A"], sets["B"]]), direction).mean())


def _indirect(sets: Vectors) -> float:
    direction = pair_direction(_unit(sets["X"]) - _unit(sets["Y"]))
    values = np.concatenate([indirect_pairs(sets[name], direction) for name in ("A", "B")])
    return float(np.nanmean(np.abs(values))) if np.isfinite(values).any() else float("nan")


def indirect_pairs(rows: DoubleArray, direction: DoubleArray) -> DoubleArray:
    """β of each pair of the rows; NaN where they have no inner product."""
    pairs = np.array(list(combinations(range(len(rows)), 2)), np.int64).reshape(-1, 2)
    return indirect_bias(rows[pairs[:, 0]], rows[pairs[:, 1]], direction)


def _unit(rows: DoubleArray) -> DoubleArray:
    lengths = np.linalg.norm(rows, axis=1)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1)[:, None], np.float64)


MEASURES = (
    Measure(name="WEAT d", of=effect_size, even=0.0,
            says="X nearer to A and Y nearer to B than the reverse, in standard deviations",
            caveat="Grows when all scores lie close together; its test says whether it is chance."),
    Measure(name="RND of A", of=_distance("A"), even=0.0,
            says="mean of ‖a − mean X‖ − ‖a − mean Y‖, unit vectors; above 0: A is nearer to Y",
            caveat="Compares with the means of X and Y only: their spread does not count."),
    Measure(name="RND of B", of=_distance("B"), even=0.0,
            says="the same for B",
            caveat="Compares with the means of X and Y only: their spread does not count."),
    Measure(name="RNSB", of=classified, even=0.0,
            says="divergence, in nats, of a classifier's judgements of X and Y from even ones",
            caveat="Depends on a classifier of few words; read it with its accuracy. Has no sign."),
    Measure(name="MAC", of=lambda sets: mean_cosine_distance(np.concatenate([sets["X"], sets["Y"]]),
                                                             [sets["A"], sets["B"]]), even=1.0,
            says="mean of 1 − cosine of targets with attributes; 1: unrelated",
            caveat="Does not compare X with Y: a space in which all words are alike is near 0 without any bias."),
    Measure(name="ECT", of=rank_correlation, even=1.0,
            says="Spearman of the attributes' nearness to mean X and to mean Y; 1: both see them in one order",
            caveat="1 for groups whose means are alike, whatever both are associated with."),
    Measure(name="RIPA of A", of=_between("A"), even=0.0, paired=True,
            says="mean inner product of A with the direction from Y to X, vectors as they are",
            caveat="Depends on lengths, and so on frequency; needs pairs."),
    Measure(name="RIPA of B", of=_between("B"), even=0.0, paired=True,
            says="the same for B",
            caveat="Depends on lengths, and so on frequency; needs pairs."),
    Measure(name="direct bias", of=_direct, even=0.0, paired=True,
            says="mean |cosine| of A and B with the direction from Y to X",
            caveat="Never 0 by chance: compare it with that of random words; gendered words of A and B count too."),
    Measure(name="indirect bias", of=_indirect, even=0.0, paired=True,
            says="mean |β|: the share of the likeness of two words of A, or of B, that the direction makes up",
            caveat="β of two words that are hardly alike can be of any size."),
)  # fmt: skip
