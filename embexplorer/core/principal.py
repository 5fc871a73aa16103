"""Principal components of the rows of a matrix: exact, in double precision, the same on every run."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from embexplorer.core.report import Report, ignore
from embexplorer.core.typing import DoubleArray, FloatArray

BLOCK_NUMBERS = 1 << 20  # float64 numbers held at once
NOTHING = 1e-7  # a direction relatively shorter than this is rounding
ROUNDING = 1e-10  # of the greatest variance: what float32 rows have along a direction in which they do not differ
EQUAL = 1e-22  # of the squared length of the mean: the variance of equal rows, by the rounding of their mean


@dataclass(frozen=True)
class Principal:
    """`coordinates` n × c in descending order of variance, `explained` the share of the variance of each of the c."""

    coordinates: FloatArray
    explained: DoubleArray


@dataclass(frozen=True)
class PrincipalAxes:
    """`mean` of the rows (d), `axes` (d × min(n, d), orthonormal columns, the largest loading of each positive).

    `variances` of the rows along each, in descending order, with n − 1 below the line as scikit-learn has them.
    """

    mean: DoubleArray
    axes: DoubleArray
    variances: DoubleArray

    @property
    def rank(self) -> int:
        """Along how many of the axes the rows differ by more than rounding."""
        least = max(ROUNDING * float(self.variances[0]), EQUAL * float(self.mean @ self.mean))
        return int(np.count_nonzero(self.variances > least))

    def share(self, count: int) -> float:
        """The share of the variance that the first axes hold, in [0, 1]."""
        total = float(self.variances.sum())
        return float(self.variances[:count].sum()) / total if total > 0 else 0.0


def principal_axes(vectors: FloatArray, report: Report = ignore) -> PrincipalAxes:
    """All axes of the rows' variance, exact and the same on every run."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1, user_api="blas"):  # the sums then have one order on every run
        mean = mean_of(vectors)
        values, axes = _axes(vectors, mean, report)
    return PrincipalAxes(mean, axes, values / max(1, len(vectors) - 1))


def principal_components(vectors: FloatArray, count: int | None = None, report: Report = ignore) -> Principal:
    """The first `count` components (None: all min(n, d)); the largest loading of each is positive."""
    from threadpoolctl import threadpool_limits

    count = min(*vectors.shape, count or vectors.shape[1])
    with threadpool_limits(limits=1, user_api="blas"):  # the sums then have one order on every run
        mean = mean_of(vectors)
        values, axes = _axes(vectors, mean, report)
        total = values.sum()
        report(0.5, "Rotating the rows")
        coordinates = np.empty((len(vectors), count), np.float32)
        for start, block in _blocks(vectors, mean):
            report(0.5 + 0.5 * start / len(vectors), "Rotating the rows")
            coordinates[start : start + len(block)] = block @ axes[:, :count]
    return Principal(coordinates, values[:count] / (total if total > 0 else 1.0))


def _axes(vectors: FloatArray, mean: DoubleArray, report: Report) -> tuple[DoubleArray, DoubleArray]:
    if vectors.shape[0] < vectors.shape[1]:
        return _axes_of_few_rows(vectors, mean)
    covariance = np.zeros((vectors.shape[1], vectors.shape[1]))
    for start, block in _blocks(vectors, mean):
        report(0.4 * start / len(vectors), "Summing the covariance")
        covariance += block.T @ block
    report(0.4, "Finding the components")
    values, axes = np.linalg.eigh(covariance)
    return _in_order(values, axes)


def _axes_of_few_rows(vectors: FloatArray, mean: DoubleArray) -> tuple[DoubleArray, DoubleArray]:
    """The same axes from the n × n products of the rows, cheaper when there are fewer rows than dimensions."""
    centred = vectors - mean
    values, weights = np.linalg.eigh(centred @ centred.T)
    axes = centred.T @ weights
    lengths = np.linalg.norm(axes, axis=0)
    return _in_order(values, axes / np.where(lengths > NOTHING * lengths.max(), lengths, np.inf))


def _in_order(values: DoubleArray, axes: DoubleArray) -> tuple[DoubleArray, DoubleArray]:
    values = np.clip(values[::-1], 0, None)
    axes = axes[:, ::-1]
    largest = np.abs(axes).argmax(axis=0)
    signs = np.where(axes[largest, np.arange(axes.shape[1])] < 0, -1.0, 1.0)
    return values, np.ascontiguousarray(axes * signs)


def mean_of(vectors: FloatArray) -> DoubleArray:
    """The mean of the rows, summed in float64."""
    nothing = np.zeros(vectors.shape[1])
    total: DoubleArray = sum((block.sum(axis=0) for _, block in _blocks(vectors, nothing)), nothing)
    return total / len(vectors)


def _blocks(vectors: FloatArray, mean: DoubleArray) -> Iterator[tuple[int, DoubleArray]]:
    """Blocks of rows less their mean, in float64, with the row at which each begins."""
    step = max(1, BLOCK_NUMBERS // max(1, vectors.shape[1]))
    for start in range(0, len(vectors), step):
        yield start, vectors[start : start + step] - mean
