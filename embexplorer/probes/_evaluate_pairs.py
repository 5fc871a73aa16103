"""Similarity sets: how well cosines agree with what people say of pairs of words."""

import numpy as np
import pyarrow as pa

from embexplorer.core.resampling import interval, resamples
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import DoubleArray, IntArray
from embexplorer.core.vectors import pair_cosines
from embexplorer.core.word_lookup import ABSENT
from embexplorer.corpora.evaluation_sets import SimilaritySet
from embexplorer.probes._evaluated import FEWEST, Evaluated, Score

Measured = tuple[float | None, float | None, float | None]
NOTHING: Measured = (None, None, None)


def evaluate_pairs(space: EmbeddingSpace, asked: SimilaritySet, rows: IntArray, times: int, seed: int) -> Evaluated:
    """Spearman's and Pearson's correlation with the pairs whose words are known; `rows` has two for each pair."""
    known = (rows != ABSENT).all(axis=1)
    left, right = rows[known].T
    cosines = pair_cosines(space.vectors[left], space.vectors[right])
    people = asked.people[known]
    measured = {"spearman": spearman(cosines, people, times, seed), "pearson": pearson(cosines, people, times, seed)}
    scores = tuple(
        Score(set=asked.name, measure=name, value=value, low=low, high=high, covered=len(people), total=len(rows))
        for name, (value, low, high) in measured.items()
    )
    notes = (f"{asked.name}: no correlation of {len(people)} pairs.",) if measured["spearman"] == NOTHING else ()
    parts = {"pairs": _pairs(space, asked, left, right, cosines, people)} if len(people) else {}
    return Evaluated(scores=scores, parts=parts, notes=notes)


def spearman(cosines: DoubleArray, people: DoubleArray, times: int, seed: int) -> Measured:
    """The correlation of ranks, ties in the middle, and its bootstrap interval over pairs."""
    from scipy.stats import rankdata

    if not _varies(cosines, people):
        return NOTHING
    chosen = resamples(len(people), times, seed)
    value = _correlation(rankdata(cosines)[None], rankdata(people)[None])[0]
    drawn = _correlation(rankdata(cosines[chosen], axis=1), rankdata(people[chosen], axis=1))
    return float(value), *interval(drawn)


def pearson(cosines: DoubleArray, people: DoubleArray, times: int, seed: int) -> Measured:
    """The correlation of the numbers themselves, and its bootstrap interval over pairs."""
    if not _varies(cosines, people):
        return NOTHING
    chosen = resamples(len(people), times, seed)
    value = _correlation(cosines[None], people[None])[0]
    return float(value), *interval(_correlation(cosines[chosen], people[chosen]))


def _varies(cosines: DoubleArray, people: DoubleArray) -> bool:
    return bool(len(people) >= FEWEST and np.ptp(cosines) > 0 and np.ptp(people) > 0)


def _correlation(left: DoubleArray, right: DoubleArray) -> DoubleArray:
    """Row by row; NaN where a resample is the same number all along."""
    first = left - left.mean(axis=1, keepdims=True)
    second = right - right.mean(axis=1, keepdims=True)
    scale = np.sqrt((first**2).sum(axis=1) * (second**2).sum(axis=1))
    products = (first * second).sum(axis=1)
    return np.asarray(np.divide(products, scale, out=np.full(len(left), np.nan), where=scale > 0), np.float64)


def _pairs(
    space: EmbeddingSpace,
    asked: SimilaritySet,
    left: IntArray,
    right: IntArray,
    cosines: DoubleArray,
    people: DoubleArray,
) -> pa.Table:
    """The pairs, those first that are placed most differently by people and by cosines."""
    from scipy.stats import rankdata

    places = [rankdata(-values, method="average") for values in (people, cosines)]
    order = np.argsort(-np.abs(places[0] - places[1]), kind="stable")
    return pa.table(
        {
            "set": pa.array([asked.name] * len(order), pa.string()),
            "first": pa.array(space.keys.at(left[order]), pa.string()),
            "second": pa.array(space.keys.at(right[order]), pa.string()),
            "people": pa.array(people[order], pa.float64()),
            "cosine": pa.array(cosines[order], pa.float64()),
            "place_of_people": pa.array(places[0][order], pa.float64()),
            "place_of_cosine": pa.array(places[1][order], pa.float64()),
            "row": pa.array(left[order], pa.int64()),
        }
    )
