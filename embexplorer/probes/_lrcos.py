"""What LRCos learns: which words are such as those on the right of the pairs (Drozd et al. 2016)."""

import numpy as np

from embexplorer.core.analogies import unit_rows
from embexplorer.core.typing import DoubleArray, FloatArray, IntArray

STRANGERS = 10  # random words for each pair, which are no such words either


def learned_class(
    left: DoubleArray, right: DoubleArray, vectors: FloatArray, given: IntArray, seed: int
) -> tuple[DoubleArray, float]:
    """Weights and bias of a logistic regression on unit vectors: right words against left and seeded random ones.

    Both classes weigh the same; `given` are rows that are not drawn.
    """
    from sklearn.linear_model import LogisticRegression

    others = unit_rows(vectors[strangers(len(vectors), STRANGERS * len(left), given, seed)])
    examples = np.concatenate([right, left, others])
    labels = np.arange(len(examples)) < len(right)
    model = LogisticRegression(class_weight="balanced", max_iter=1000).fit(examples, labels)
    return np.asarray(model.coef_[0], np.float64), float(model.intercept_[0])


def strangers(rows: int, count: int, given: IntArray, seed: int) -> IntArray:
    """So many seeded rows (or all there are) that are none of the given ones."""
    free = np.setdiff1d(np.arange(rows), given)
    return np.random.default_rng(seed).choice(free, min(count, len(free)), replace=False)
