"""New rows on a t-SNE: begun at the median of the old points that they are near to, then moved while those are held
(Poličar, Stražar & Zupan 2021), by openTSNE."""

import os
from types import SimpleNamespace
from typing import Any

import numpy as np

from embexplorer.core.placing import made_by, nearest_old, on_equals
from embexplorer.core.projection import Projection
from embexplorer.core.report import Part, Report
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import FloatArray

PERPLEXITY, BEGIN = 5.0, 25  # as openTSNE's transform: few neighbours say where; so many say where to begin
ITERATIONS, EXAGGERATION, RATE, MOMENTUM, LONGEST = 250, 1.5, 0.1, 0.8, 0.25
TREE = 10_000  # old points up to which repulsion is summed over a tree; in three dimensions always


def placed_by_tsne(fresh: FloatArray, old: EmbeddingSpace, old_map: Projection, report: Report) -> FloatArray:
    """m × c places; the old points are held, and new ones do not see each other."""
    from openTSNE.affinity import joint_probabilities_nn
    from openTSNE.tsne import PartialTSNEEmbedding, TSNEEmbedding
    from scipy.sparse import csr_matrix

    _, asked = made_by(old_map)
    count = min(BEGIN, old.rows - 1)
    found, distances = nearest_old(fresh, old, count, asked.get("metric", "cosine"), Part(report, 0.0, 0.5))
    there = np.array(old_map.coordinates, np.float64)
    middle = (there.max(axis=0) + there.min(axis=0)) / 2  # a grid is laid around the origin
    perplexity = min(PERPLEXITY, count / 3)
    k = max(2, int(3 * perplexity))
    shares = joint_probabilities_nn(
        found[:, :k], distances[:, :k], [perplexity], symmetrize=False, normalization="point-wise",
        n_reference_samples=old.rows, n_jobs=_threads(),
    )  # fmt: skip
    near = (there - middle)[found]
    begin = on_equals(np.median(near, axis=1), distances, near)
    flat = there.shape[1] == 2
    method = "bh" if old.rows <= TREE or not flat else "fft"
    nobody = SimpleNamespace(P=csr_matrix((old.rows, old.rows)))  # the old points hold none of each other: they stay
    reference = TSNEEmbedding(there - middle, nobody, negative_gradient_method=method)
    moved = PartialTSNEEmbedding(begin, reference, shares, negative_gradient_method=method, n_jobs=_threads())
    moved.optimize(
        n_iter=ITERATIONS,
        inplace=True,
        learning_rate=RATE,
        exaggeration=EXAGGERATION,
        momentum=MOMENTUM,
        max_grad_norm=LONGEST,
        propagate_exception=True,
        callbacks=_Telling(report),
        callbacks_every_iters=10,
    )
    return np.asarray(np.array(moved) + middle, np.float32)


class _Telling:
    """Says how far openTSNE is, and lets it be stopped."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def __call__(self, iteration: int, error: float, embedding: Any) -> bool:
        self._report(0.5 + 0.5 * iteration / ITERATIONS, f"Iteration {iteration} of {ITERATIONS}")
        return False


def _threads() -> int:
    """All cores: openTSNE sums each point apart and in one order."""
    return len(os.sched_getaffinity(0))
