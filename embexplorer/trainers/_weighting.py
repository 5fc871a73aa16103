"""How counts become weights: TF-IDF and positive pointwise mutual information, the same for rows that come later."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from embexplorer.core.typing import DoubleArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Kind = Literal["counts", "tf-idf", "ppmi"]


@dataclass(frozen=True, kw_only=True)
class Weighting:
    """`column` holds what is known of each column: its inverse document frequency, or its chance as a context."""

    kind: Kind
    sublinear: bool
    shift: float
    column: DoubleArray

    def of(self, counts: "csr_matrix") -> "csr_matrix":
        """The weights of a matrix of counts; a row depends on nothing but itself and what is known of the columns."""
        match self.kind:
            case "tf-idf":
                return tf_idf(counts, self.column, self.sublinear)
            case "ppmi":
                return positive_information(counts, self.column, self.shift)
            case _:
                return counts

    def settings(self) -> dict[str, Any]:
        """A plain object, for the settings of a model."""
        return {"kind": self.kind, "sublinear": self.sublinear, "shift": self.shift}


def weighting_of(counts: "csr_matrix", kind: Kind, *, sublinear: bool, smoothing: float, shift: float) -> Weighting:
    """Learn from the counts what the weights need to know of each column."""
    return Weighting(kind=kind, sublinear=sublinear, shift=shift, column=_columns(counts, kind, smoothing))


def _columns(counts: "csr_matrix", kind: Kind, smoothing: float) -> DoubleArray:
    match kind:
        case "tf-idf":
            return inverse_document_frequency(counts)
        case "ppmi":
            return context_chance(counts, smoothing)
        case _:
            return np.empty(0)


def weighting_from(settings: Mapping[str, Any], column: DoubleArray) -> Weighting:
    """The inverse of `settings`."""
    return Weighting(column=column, **settings)


def inverse_document_frequency(counts: "csr_matrix") -> DoubleArray:
    """ln((1 + n) / (1 + rows that have it)) + 1, as scikit-learn smooths it."""
    having = np.bincount(counts.indices[counts.data > 0], minlength=counts.shape[1])
    return np.asarray(np.log((1 + counts.shape[0]) / (1 + having)) + 1, np.float64)


def tf_idf(counts: "csr_matrix", idf: DoubleArray, sublinear: bool) -> "csr_matrix":
    """Counts (or 1 + ln count) times idf, each row brought to length 1."""
    weights = counts.astype(np.float64)
    if sublinear:
        weights.data = np.log(weights.data) + 1
    weights.data *= idf[weights.indices]
    lengths = np.sqrt(_row_sums(weights, weights.data**2))
    weights.data /= np.repeat(np.where(lengths > 0, lengths, 1), np.diff(weights.indptr))
    return weights


def context_chance(counts: "csr_matrix", smoothing: float) -> DoubleArray:
    """How likely each column is as a context, its count raised to this power (Levy, Goldberg & Dagan 2015, §3.1)."""
    smooth = np.asarray(counts.sum(axis=0), np.float64).ravel() ** smoothing
    smooth[np.asarray(counts.getnnz(axis=0)) == 0] = 0  # 0 to the power 0 would be 1
    chance: DoubleArray = smooth / max(smooth.sum(), np.finfo(np.float64).tiny)
    return chance


def positive_information(counts: "csr_matrix", chance: DoubleArray, shift: float) -> "csr_matrix":
    """max(0, ln(p(column | row) / p(column)) − ln shift), with only what is positive stored (Levy et al. 2015, §3.2).

    A column that was never seen as a context says nothing.
    """
    known = counts.multiply(chance > 0).tocsr()
    rows = np.repeat(_row_sums(known, known.data), np.diff(known.indptr))
    weights = known.astype(np.float64)
    weights.data = np.maximum(np.log(known.data / rows / chance[known.indices]) - np.log(shift), 0)
    weights.eliminate_zeros()
    return weights


def _row_sums(matrix: "csr_matrix", values: DoubleArray) -> DoubleArray:
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    return np.asarray(np.bincount(row, weights=values, minlength=matrix.shape[0]), np.float64)
