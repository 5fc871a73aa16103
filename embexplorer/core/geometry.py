"""The shape of a cloud of vectors: anisotropy, spread over components, hubs, and how many dimensions it fills."""

from dataclasses import dataclass

import numpy as np

from embexplorer.core.typing import DoubleArray, FloatArray, IndexArray, IntArray


@dataclass(frozen=True)
class Cloud:
    """Sums over n rows: of the rows, of their products, of their unit rows, and of their squared lengths.

    Clouds of parts can be added and taken away, so that every measure can be had without a part of the rows.
    """

    count: int
    nonzero: int
    total: DoubleArray
    products: DoubleArray
    units: DoubleArray
    lengths: DoubleArray  # the sums of the lengths and of their squares

    @staticmethod
    def of(vectors: FloatArray) -> "Cloud":
        """Of n × d numbers, in float64."""
        rows = np.asarray(vectors, np.float64)
        lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))
        units = rows / np.where(lengths > 0, lengths, 1)[:, None]
        sums = np.array([lengths.sum(), (lengths * lengths).sum()])
        nonzero = int((lengths > 0).sum())
        return Cloud(len(rows), nonzero, rows.sum(axis=0), rows.T @ rows, units.sum(axis=0), sums)

    def __add__(self, other: "Cloud") -> "Cloud":
        return self._with(other, 1)

    def __sub__(self, other: "Cloud") -> "Cloud":
        return self._with(other, -1)

    def _with(self, other: "Cloud", sign: int) -> "Cloud":
        return Cloud(
            self.count + sign * other.count,
            self.nonzero + sign * other.nonzero,
            self.total + sign * other.total,
            self.products + sign * other.products,
            self.units + sign * other.units,
            self.lengths + sign * other.lengths,
        )

    def variances(self) -> DoubleArray:
        """The variance along each principal component, descending, of the n rows (divided by n)."""
        mean = self.total / self.count
        values = np.linalg.eigvalsh(self.products / self.count - np.outer(mean, mean))
        return np.asarray(np.maximum(values[::-1], 0.0))


def mean_length(cloud: Cloud) -> float:
    """The mean length of a row."""
    return float(cloud.lengths[0] / cloud.count)


def spread_of_lengths(cloud: Cloud) -> float:
    """The standard deviation of the lengths (divided by n)."""
    mean = cloud.lengths[0] / cloud.count
    return float(np.sqrt(max(0.0, cloud.lengths[1] / cloud.count - mean * mean)))


def anisotropy(cloud: Cloud) -> float:
    """The mean cosine of two different rows, over all pairs of rows that are not zero (Ethayarajh 2019, eq. 3)."""
    n = cloud.nonzero
    return float((cloud.units @ cloud.units - n) / (n * (n - 1))) if n > 1 else 0.0


def share_of_mean(cloud: Cloud) -> float:
    """The share of the mean squared length that the common mean makes up, 0 to 1."""
    mean = cloud.total / cloud.count
    squared = float(cloud.lengths[1] / cloud.count)
    return float(mean @ mean) / squared if squared > 0 else 0.0


def share_of_first(cloud: Cloud, components: int) -> float:
    """The share of the variance along the first principal components, 0 to 1."""
    variances = cloud.variances()
    total = float(variances.sum())
    return float(variances[:components].sum()) / total if total > 0 else 0.0


def participation_ratio(cloud: Cloud) -> float:
    """(Σλ)² / Σλ² of the variances λ: how many components would carry as much, were all equal; 1 to d."""
    variances = cloud.variances()
    squares = float((variances * variances).sum())
    return float(variances.sum()) ** 2 / squares if squares > 0 else 0.0


def occurrences(neighbors: IndexArray) -> IntArray:
    """N_k: in how many lists of neighbours (n × k row numbers) each row stands."""
    return np.asarray(np.bincount(neighbors.ravel(), minlength=len(neighbors)), np.int64)


def counted_in_doubling_bins(counts: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """How many rows have 0, 1, 2, 3–4, 5–8 … : the first and last number of each bin, and its rows."""
    most = int(counts.max(initial=0))
    high = np.array([0, *(2**power for power in range(max(1, most).bit_length() + 1))], np.int64)
    high = high[: int(np.searchsorted(high, most)) + 1]
    low = np.concatenate([[0], high[:-1] + 1])
    rows = np.bincount(np.searchsorted(high, counts), minlength=len(high))
    return low, high, rows.astype(np.int64)


def skewness(counts: IntArray) -> float:
    """The third standardised moment, as hubness is measured by that of N_k (Radovanović et al. 2010); 0 if constant."""
    centred = counts - counts.mean()
    spread = float(np.sqrt((centred**2).mean()))
    return float((centred**3).mean()) / spread**3 if spread > 0 else 0.0


def two_nn(distances: DoubleArray) -> tuple[float, float, int]:
    """Intrinsic dimension from the distances to the two nearest rows, its standard error, and how many rows counted.

    The maximum likelihood estimate (n − 1) / Σ ln(r₂ / r₁) (Facco et al. 2017); rows with a twin do not count.
    """
    good = (distances[:, 0] > 0) & (distances[:, 1] > 0)
    logarithms = np.log(distances[good, 1] / distances[good, 0])
    count, total = len(logarithms), float(logarithms.sum())
    if count < 3 or total <= 0:
        return 0.0, 0.0, count
    dimension = (count - 1) / total
    return dimension, dimension / float(np.sqrt(count - 2)), count


def likelihood_dimension(distances: DoubleArray) -> tuple[float, float]:
    """Intrinsic dimension by the likelihood of the distances to the k nearest rows (n × k, Levina & Bickel 2004), and
    its standard error, with the inverses averaged over the rows (MacKay & Ghahramani 2005); twins do not count."""
    good = distances[distances[:, 0] > 0]
    if good.shape[1] < 2 or len(good) < 2:
        return 0.0, 0.0
    inverse = np.log(good[:, -1:] / good[:, :-1]).sum(axis=1) / (good.shape[1] - 1)
    mean = float(inverse.mean())
    if mean <= 0:
        return 0.0, 0.0
    return 1.0 / mean, float(inverse.std(ddof=1)) / float(np.sqrt(len(good))) / mean**2
