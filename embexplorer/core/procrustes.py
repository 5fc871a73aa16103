"""Orthogonal Procrustes: the turn (and reflection) that brings rows nearest to others, and how near that is."""

from dataclasses import dataclass

import numpy as np

from embexplorer.core.change import unit_rows
from embexplorer.core.typing import DoubleArray

SPANNED = 1e-10  # of the greatest singular value: what is below it is rounding


@dataclass(frozen=True, kw_only=True)
class Rotation:
    """`matrix` is d × d orthogonal: `rows @ matrix` lies nearest to the others.

    `spanned` is how many directions the rows tell anything of; in the others the turn is arbitrary.
    """

    matrix: DoubleArray
    spanned: int


def rotation(rows: DoubleArray, others: DoubleArray) -> Rotation:
    """argmin ‖rows · R − others‖ over all orthogonal R, by a singular value decomposition (Schönemann 1966)."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1, user_api="blas"):  # the sums then have one order on every run
        left, values, right = np.linalg.svd(rows.T @ others)
    return Rotation(
        matrix=left @ right,
        spanned=int(np.count_nonzero(values > SPANNED * values[0])) if values[0] > 0 else 0,
    )


def residual(rows: DoubleArray, others: DoubleArray) -> float:
    """‖rows − others‖ / ‖others‖ (Frobenius): 0 where they are the same."""
    size = float(np.linalg.norm(others))
    return float(np.linalg.norm(rows - others)) / size if size > 0 else 0.0


def cosines(rows: DoubleArray, others: DoubleArray) -> DoubleArray:
    """The cosine of each row with its counterpart; 0 with a zero row."""
    return np.asarray(np.einsum("ij,ij->i", unit_rows(rows), unit_rows(others)), np.float64)
