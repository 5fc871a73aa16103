"""Orthogonal Procrustes: the turn (and reflection) that brings rows nearest to others, and how near that is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from embexplorer.core.change import BLOCK_NUMBERS, unit_rows
from embexplorer.core.typing import DoubleArray, FloatArray

SPANNED = 1e-10  # of the greatest singular value: what is below it is rounding
Pairs = Iterable[tuple[DoubleArray, DoubleArray]]


@dataclass(frozen=True, kw_only=True)
class Rotation:
    """`matrix` is d × d orthogonal: `rows @ matrix` lies nearest to the others.

    `spanned` is how many directions the rows tell anything of; in the others the turn is arbitrary.
    """

    matrix: DoubleArray
    spanned: int


def rotation(pairs: Pairs) -> Rotation:
    """argmin ‖rows · R − others‖ over all orthogonal R, by a singular value decomposition (Schönemann 1966).

    The rows and others come in blocks of as many rows each.
    """
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1, user_api="blas"):  # the sums then have one order on every run
        products: DoubleArray = sum((rows.T @ others for rows, others in pairs), np.zeros(()))
        left, values, right = np.linalg.svd(products)
    spanned = int(np.count_nonzero(values > SPANNED * values[0])) if values[0] > 0 else 0
    return Rotation(matrix=left @ right, spanned=spanned)


def in_blocks(rows: FloatArray, others: FloatArray) -> Iterator[tuple[DoubleArray, DoubleArray]]:
    """Both in float64, some rows at a time."""
    step = max(1, BLOCK_NUMBERS // max(1, rows.shape[1]))
    for start in range(0, len(rows), step):
        part = slice(start, start + step)
        yield np.asarray(rows[part], np.float64), np.asarray(others[part], np.float64)


def turned(pairs: Pairs, fit: Rotation) -> Iterator[tuple[DoubleArray, DoubleArray]]:
    """The same pairs with their rows turned."""
    for rows, others in pairs:
        yield rows @ fit.matrix, others


def residual(pairs: Pairs) -> float:
    """‖rows − others‖ / ‖others‖ (Frobenius): 0 where they are the same."""
    sums = [(np.vdot(rows - others, rows - others), np.vdot(others, others)) for rows, others in pairs]
    left, size = float(sum(one for one, _ in sums)), float(sum(one for _, one in sums))
    return float(np.sqrt(left / size)) if size > 0 else 0.0


def cosines(pairs: Pairs) -> DoubleArray:
    """The cosine of each row with its counterpart; 0 with a zero row."""
    return np.concatenate([np.einsum("ij,ij->i", unit_rows(rows), unit_rows(others)) for rows, others in pairs])
