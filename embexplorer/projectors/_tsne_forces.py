"""The gradient of t-SNE by a grid, in the form in which openTSNE's optimiser asks for it."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Self

import numpy as np
from scipy import fft

from embexplorer.core.typing import DoubleArray, FloatArray
from embexplorer.projectors._tsne_kernel import TAPS, attract, gather, spread

SPACING = 1 / 3  # of the grid, against a kernel of width 1 (Linderman et al. 2019)
FEWEST, MOST = 96, 2048  # nodes on a side
STEP = 16  # nodes by which the grid grows, so that the kernel's transform can be kept
THREADS = len(os.sched_getaffinity(0))


class Forces:
    """A context with threads that end with it, and what is done on them."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(THREADS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()

    def _in_parts(self, total: int, work: Callable[[int, int], None]) -> None:
        """Do the points in as many parts as there are threads; the parts write to different rows."""
        edges = np.linspace(0, total, THREADS + 1).astype(int).tolist()
        list(self._pool.map(work, edges[:-1], edges[1:]))


class GridForces(Forces):
    """Called with the layout and the affinities, answers (0, gradient); keeps the kernel's transform between calls."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: tuple[tuple[int, float], list[Any]] | None = None

    def __call__(self, embedding: Any, affinities: Any, **_: Any) -> tuple[float, DoubleArray]:
        """The gradient without its factor 4, as openTSNE's own; the error is not evaluated."""
        places = np.ascontiguousarray(embedding, np.float64)
        forces, normalisation = self._repulsion(places)
        gradient = forces / -normalisation
        starts, others, shares = affinities.indptr, affinities.indices, affinities.data
        self._in_parts(len(places), lambda a, b: attract(places, starts, others, shares, a, b, gradient))
        return 0.0, gradient

    def _repulsion(self, places: DoubleArray) -> tuple[DoubleArray, float]:
        """Σ (y_i − y_j) / (1 + d²)² for each point, and Z = Σ 1 / (1 + d²) over all pairs."""
        low = places.min(axis=0)
        extent = max(float(np.ptp(places, axis=0).max()), 1e-12)
        wanted = min(max(extent / SPACING, FEWEST), MOST)
        nodes = STEP * int(np.ceil(wanted / STEP))
        spacing = SPACING if FEWEST < extent / SPACING <= MOST else extent / nodes
        size = fft.next_fast_len(2 * (nodes + TAPS), real=True)
        density = np.zeros((nodes + TAPS, nodes + TAPS), np.float32)
        spread(places, low, spacing, density)
        transform = fft.rfft2(density, s=(size, size), workers=THREADS)
        fields = [
            fft.irfft2(transform * kernel, s=(size, size), workers=THREADS) for kernel in self._kernels(size, spacing)
        ]
        forces, near = np.empty_like(places), np.empty(len(places))
        self._in_parts(len(places), lambda a, b: gather(places, low, spacing, *fields, a, b, forces, near))
        return forces, float(near.sum()) - len(places)

    def _kernels(self, size: int, spacing: float) -> list[Any]:
        """The transforms of 1 / (1 + d²) and of both components of d / (1 + d²)² on a torus of this many nodes."""
        if self._kept is None or self._kept[0] != (size, spacing):
            self._kept = ((size, spacing), [fft.rfft2(k, workers=THREADS) for k in _kernels_at(size, spacing)])
        return self._kept[1]


def _kernels_at(size: int, spacing: float) -> tuple[FloatArray, FloatArray, FloatArray]:
    offset = fft.fftfreq(size, 1 / size) * spacing
    near = 1 / (1 + offset[:, None] ** 2 + offset[None, :] ** 2)
    squared = near * near
    force_x, force_y = offset[:, None] * squared, offset[None, :] * squared
    return near.astype(np.float32), force_x.astype(np.float32), force_y.astype(np.float32)
