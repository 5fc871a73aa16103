"""Principal components of the rows of a matrix: exact, in double precision, the same on every run."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from embexplorer.core.report import Report, ignore
from embexplorer.core.typing import DoubleArray, FloatArray

BLOCK_NUMBERS = 1 << 20  # float64 numbers held at once
NOTHING = 1e-7  # a direction relatively shorter than this is rounding


@dataclass(frozen=True)
class Principal:
    """`coordinates` n × c in descending order of variance, `explained` the share of the variance of each of the c."""

    coordinates: FloatArray
    explained: DoubleArray


def principal_components(vectors: FloatArray, count: int | None = None, report: Report = ignore) -> Principal:
    """The first `count` components (None: all min(n, d)); the largest loading of each is positive."""
    from threadpoolctl import threadpool_limits

    count = min(*vectors.shape, count or vectors.shape[1])
    with threadpool_limits(limits=1, user_api="blas"):  # the sums then have one order on every run
        mean = _mean(vectors)
        shares, axes = _axes(vectors, mean, report)
        report(0.5, "Rotating the rows")
        coordinates = np.empty((len(vectors), count), np.float32)
        for start, block in _blocks(vectors, mean):
            report(0.5 + 0.5 * start / len(vectors), "Rotating the rows")
            coordinates[start : start + len(block)] = block @ axes[:, :count]
    return Principal(coordinates, shares[:count])


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
    total = values.sum()
    return values / (total if total > 0 else 1.0), np.ascontiguousarray(axes * signs)


def _mean(vectors: FloatArray) -> DoubleArray:
    nothing = np.zeros(vectors.shape[1])
    total: DoubleArray = sum((block.sum(axis=0) for _, block in _blocks(vectors, nothing)), nothing)
    return total / len(vectors)


def _blocks(vectors: FloatArray, mean: DoubleArray) -> Iterator[tuple[int, DoubleArray]]:
    """Blocks of rows less their mean, in float64, with the row at which each begins."""
    step = max(1, BLOCK_NUMBERS // max(1, vectors.shape[1]))
    for start in range(0, len(vectors), step):
        yield start, vectors[start : start + step] - mean
