"""Holm's correction: p-values of several tests, so that one in twenty batteries at most finds what is not there."""

import numpy as np

from embexplorer.core.typing import DoubleArray


def holm(p: DoubleArray) -> DoubleArray:
    """The adjusted p-values, in the order given: the k-th least of m times m − k + 1, never falling, at most 1.

    (Holm 1979)
    """
    order = np.argsort(p, kind="stable")
    raised = np.maximum.accumulate(np.asarray(p, np.float64)[order] * np.arange(len(p), 0, -1))
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum(raised, 1)
    return adjusted
