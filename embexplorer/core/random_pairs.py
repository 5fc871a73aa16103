"""How near two rows of a space are by chance: the yardstick beside every score."""

import numpy as np

from embexplorer.core.kept_array import kept_array
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import DoubleArray, FloatArray
from embexplorer.core.vectors import Metric, pair_scores

PAIRS = 100_000
NUMBERS = 20_000_000  # gathered at most, so that wide spaces take no longer
SEED = 0


def random_scores(space: EmbeddingSpace, metric: Metric) -> FloatArray:
    """The scores of seeded random pairs of different rows, ascending."""
    return kept_array(space, f"random-{metric}", lambda: _scores(space, metric))


def top_percent(scores: FloatArray, chance: FloatArray, metric: Metric) -> DoubleArray:
    """The share of random pairs at least as near as each score, in percent; (r + 1) / (n + 1), so never 0."""
    if metric == "euclidean":
        nearer = np.searchsorted(chance, scores, side="right")
    else:
        nearer = len(chance) - np.searchsorted(chance, scores, side="left")
    return np.asarray(100.0 * (nearer + 1) / (len(chance) + 1), np.float64)


def _scores(space: EmbeddingSpace, metric: Metric) -> FloatArray:
    random = np.random.default_rng(SEED)
    count = min(PAIRS, max(1000, NUMBERS // max(1, 2 * space.dimensions)))
    left = random.integers(0, space.rows, count)
    right = (left + random.integers(1, max(2, space.rows), count)) % space.rows
    return np.sort(pair_scores(space.vectors[left], space.vectors[right], metric))
