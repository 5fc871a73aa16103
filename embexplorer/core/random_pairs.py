"""How near two rows of a space are by chance, all rows or those of like frequency: the yardstick beside every score."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from embexplorer.core.frequency_bands import band_of_rows, frequency_bands
from embexplorer.core.kept_array import kept_array
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import DoubleArray, FloatArray, IntArray
from embexplorer.core.vectors import Metric, pair_scores

PAIRS = 100_000
PAIRS_OF_BANDS = 50_000
NUMBERS = 20_000_000  # gathered at most, so that wide spaces take no longer
SEED = 0
PairScores = Callable[[IntArray, IntArray], FloatArray]


def random_scores(space: EmbeddingSpace, metric: Metric) -> FloatArray:
    """The scores of seeded random pairs of different rows, ascending."""
    return chance_of(space, metric).of_all()


def top_percent(scores: FloatArray, chance: FloatArray, metric: str) -> DoubleArray:
    """The share of random pairs at least as near as each score, in percent; (r + 1) / (n + 1), so never 0."""
    if metric == "euclidean":
        nearer = np.searchsorted(chance, scores, side="right")
    else:
        nearer = len(chance) - np.searchsorted(chance, scores, side="left")
    return np.asarray(100.0 * (nearer + 1) / (len(chance) + 1), np.float64)


@dataclass(frozen=True)
class Chance:
    """Random pairs of a space under one measure; those of two bands are drawn when they are asked for, and kept."""

    space: EmbeddingSpace
    name: str
    score: PairScores
    bands: tuple[IntArray, ...]

    def top_percent(self, own: int | None, rows: IntArray, scores: FloatArray) -> DoubleArray:
        """Of each score between `own` and a row: among pairs of the two rows' bands, or of all without an own row."""
        if own is None or len(self.bands) == 1:
            return top_percent(scores, self.of_all(), self.name)
        numbers = band_of_rows(self.bands, self.space.rows)
        percents = np.empty(len(rows), np.float64)
        for band in np.unique(numbers[rows]):
            here = numbers[rows] == band
            pair = sorted((int(numbers[own]), int(band)))
            percents[here] = top_percent(scores[here], self.of_bands(pair[0], pair[1]), self.name)
        return percents

    def of_all(self) -> FloatArray:
        """The scores of pairs of any two rows, ascending."""
        return kept_array(self.space, f"random-{self.name}", lambda: self._drawn(PAIRS, None))

    def of_bands(self, first: int, second: int) -> FloatArray:
        """The scores of pairs of one row of each band, ascending."""
        name = f"random-{self.name}-{first}-{second}"
        return kept_array(self.space, name, lambda: self._drawn(PAIRS_OF_BANDS, (first, second)))

    def sentence(self, of_all: bool = False) -> str:
        """What is said beside the percentages; `of_all` where some are of no single word."""
        among = "words" if len(self.bands) > 1 else self.space.unit
        drawn = ", drawn from the same bands of frequency (by rank) as the two words," if len(self.bands) > 1 else ""
        rest = " For what is no single word they are drawn from all words." if of_all and drawn else ""
        return f"top_percent is the share of random pairs of {among}{drawn} that are at least as near.{rest}"

    def _drawn(self, pairs: int, bands: tuple[int, int] | None) -> FloatArray:
        random = np.random.default_rng(SEED)
        count = min(pairs, max(1000, NUMBERS // max(1, 2 * self.space.dimensions)))
        if bands is None:
            left, right = _different(random, self.space.rows, count)
            return np.sort(self.score(left, right))
        first, second = self.bands[bands[0]], self.bands[bands[1]]
        if bands[0] == bands[1]:
            left, right = _different(random, len(first), count)
            return np.sort(self.score(first[left], first[right]))
        left, right = random.integers(0, len(first), count), random.integers(0, len(second), count)
        return np.sort(self.score(first[left], second[right]))


def chance_of(space: EmbeddingSpace, name: str, score: PairScores | None = None) -> Chance:
    """Random pairs under a metric, or under a measure of one's own that is kept by this name."""
    return Chance(space, name, score or _metric_score(space, name), frequency_bands(space))


def _metric_score(space: EmbeddingSpace, metric: str) -> PairScores:
    def score(left: IntArray, right: IntArray) -> FloatArray:
        return pair_scores(space.vectors[left], space.vectors[right], metric)  # type: ignore[arg-type]

    return score


def _different(random: np.random.Generator, rows: int, count: int) -> tuple[IntArray, IntArray]:
    """Pairs of different numbers below `rows`."""
    left = random.integers(0, rows, count)
    return left, (left + random.integers(1, max(2, rows), count)) % rows
