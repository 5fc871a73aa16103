"""How far a number would move, had other rows been drawn: the seeded bootstrap, and the interval of a share."""

import numpy as np

from embexplorer.core.typing import DoubleArray, IntArray

LEVEL = 0.95
TIMES = 2000
AT_ONCE = 1 << 20  # draws held at once
NORMAL = 1.959963984540054  # standard deviations that hold 95 % of a normal distribution


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


def interval_of_means(values: DoubleArray, times: int = TIMES, seed: int = 0) -> tuple[DoubleArray, DoubleArray]:
    """The 95 % interval of the mean of each column, the rows (m × c) drawn anew; low and high, c each."""
    random, count = np.random.default_rng(seed), len(values)
    means = np.empty((times, values.shape[1]))
    step = max(1, AT_ONCE // max(1, count))
    for start in range(0, times, step):  # a million draws at a time: all of them would not fit the memory
        drawn = random.integers(0, count, (min(step, times - start), count))
        for place, chosen in enumerate(drawn):
            weights = np.bincount(chosen, minlength=count)
            means[start + place] = weights @ values / count
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    return np.asarray(low, np.float64), np.asarray(high, np.float64)


def wilson(right: int, total: int) -> tuple[float, float]:
    """The 95 % interval of the share `right` of `total` (Wilson 1927); it stays within 0 and 1 and holds the share."""
    share, slack = right / total, NORMAL * NORMAL / total
    middle = share + slack / 2
    half = NORMAL * float(np.sqrt(share * (1 - share) / total + slack / (4 * total)))
    return min((middle - half) / (1 + slack), share), max((middle + half) / (1 + slack), share)
