"""The gradient of t-SNE in three dimensions by all pairs, in the form in which openTSNE's optimiser asks for it."""

from typing import Any

import numpy as np

from embexplorer.core.typing import DoubleArray
from embexplorer.projectors._tsne_forces import Forces
from embexplorer.projectors._tsne_pairs_kernel import attract_deep, repel


class PairForces(Forces):
    """Called with the layout and the affinities, answers (0, gradient): exact but for rounding to float32.

    Every sum has one order, whatever the number of threads.
    """

    def __call__(self, embedding: Any, affinities: Any, **_: Any) -> tuple[float, DoubleArray]:
        """The gradient without its factor 4, as openTSNE's own; the error is not evaluated."""
        places = np.ascontiguousarray(embedding, np.float64)
        axes = [np.ascontiguousarray(places[:, axis], np.float32) for axis in range(3)]
        forces, near = np.empty_like(places), np.empty(len(places))
        self._in_parts(len(places), lambda a, b: repel(*axes, a, b, forces, near))
        gradient = forces / -max(float(near.sum()), np.finfo(np.float64).tiny)
        starts, others, shares = affinities.indptr, affinities.indices, affinities.data
        self._in_parts(len(places), lambda a, b: attract_deep(places, starts, others, shares, a, b, gradient))
        return 0.0, gradient
