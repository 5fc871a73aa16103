"""Hard debiasing (Bolukbasi et al. 2016, §6): neutralise words on a subspace, and equalise sets of words about it.

All vectors are of length 1 before and after; `basis` is d × c with orthonormal columns.
"""

import numpy as np

from embexplorer.core.bias_measures import unit_rows
from embexplorer.core.typing import DoubleArray

NOTHING = 1e-9


def subspace_of(left: DoubleArray, right: DoubleArray, components: int) -> tuple[DoubleArray, DoubleArray]:
    """The first components of the pairs, each centred on its own mean, and the share of their variance that each has.

    `left` and `right` are p × d, pair by pair. d × c, and c shares; fewer where pairs differ in fewer directions.
    """
    halves = (right - left) / 2
    _, sizes, axes = np.linalg.svd(halves, full_matrices=False)
    kept = int((sizes > NOTHING).sum())
    shares = sizes**2 / max(float((sizes**2).sum()), NOTHING)
    count = min(components, kept)
    return np.asarray(axes[:count].T, np.float64), np.asarray(shares[:count], np.float64)


def neutralised(rows: DoubleArray, basis: DoubleArray) -> DoubleArray:
    """The rows without their part in the subspace, at length 1; a row that lies in it becomes zero."""
    rest = rows - (rows @ basis) @ basis.T
    lengths = np.linalg.norm(rest, axis=1)
    return np.asarray(np.where(lengths[:, None] > NOTHING, rest / np.maximum(lengths, NOTHING)[:, None], 0.0))


def equalised(rows: DoubleArray, basis: DoubleArray) -> DoubleArray:
    """The rows of one set, alike outside the subspace and as far on either side within it (§6, step 2b).

    Rows that do not differ within the subspace have no side and become alike.
    """
    mean = rows.mean(axis=0)
    inside = (mean @ basis) @ basis.T
    common = mean - inside
    offsets = (rows @ basis) @ basis.T - inside
    lengths = np.linalg.norm(offsets, axis=1)
    reach = np.sqrt(max(0.0, 1.0 - float(common @ common)))
    sides = np.where(lengths[:, None] > NOTHING, offsets / np.maximum(lengths, NOTHING)[:, None], 0.0)
    return unit_rows(common + reach * sides)
