"""Seeded bootstrap: how far a number would move, had other rows been drawn."""

import numpy as np

from embexplorer.core.typing import DoubleArray, IntArray

LEVEL = 0.95
TIMES = 2000


def resamples(count: int, times: int = TIMES, seed: int = 0) -> IntArray:
    """times × count numbers of rows, each row of them drawn with replacement from `count` (Efron 1979)."""
    return np.random.default_rng(seed).integers(0, count, (times, count))


def interval(values: DoubleArray, level: float = LEVEL) -> tuple[float, float]:
    """The percentile interval that holds `level` of these numbers; those that are not finite are left out."""
    finite = values[np.isfinite(values)]
    if not len(finite):
        raise ValueError("no finite number to make an interval of")
    low, high = np.quantile(finite, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
