"""The gradient of t-SNE in three dimensions by all pairs, in the form in which openTSNE's optimiser asks for it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Self

import numpy as np

from embexplorer.core.typing import DoubleArray
from embexplorer.projectors._tsne_forces import THREADS
from embexplorer.projectors._tsne_pairs_kernel import attract_deep, repel


class PairForces:
    """Called with the layout and the affinities, answers (0, gradient): exact but for rounding to float32.

    A context: its threads end with it. Every sum has one order, whatever the number of threads.
    """

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(THREADS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()

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

    def _in_parts(self, total: int, work: Callable[[int, int], None]) -> None:
        """Do the points in as many parts as there are threads; the parts write to different rows."""
        edges = np.linspace(0, total, THREADS + 1).astype(int).tolist()
        list(self._pool.map(work, edges[:-1], edges[1:]))
