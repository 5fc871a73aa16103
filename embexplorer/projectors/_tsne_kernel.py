"""t-SNE's forces: repulsion of all pairs by interpolation on a grid (Linderman et al. 2019), attraction along edges.

Instead of moments of every point, the force itself is convolved: one transform of the points' density and three back,
in float32, with cubic interpolation. Every sum has one order, so the forces repeat to the last bit on any number of
threads.
"""

import numpy as np
from numba import njit

from embexplorer.core.typing import DoubleArray, FloatArray, IndexArray

TAPS = 4  # grid nodes on each axis that share a point


@njit(nogil=True, cache=True, inline="never")
def cubic(t: float, weights: DoubleArray) -> None:
    """Lagrange weights of the nodes −1, 0, 1, 2 at t in [0, 1)."""
    weights[0] = -t * (t - 1.0) * (t - 2.0) / 6.0
    weights[1] = (t + 1.0) * (t - 1.0) * (t - 2.0) / 2.0
    weights[2] = -(t + 1.0) * t * (t - 2.0) / 2.0
    weights[3] = (t + 1.0) * t * (t - 1.0) / 6.0


@njit(nogil=True, cache=True)
def spread(places: DoubleArray, low: DoubleArray, spacing: float, density: FloatArray) -> None:
    """Share every point out to the 4 × 4 nodes around it; the node (1, 1) lies at `low`."""
    across, down = np.empty(TAPS), np.empty(TAPS)
    for i in range(places.shape[0]):
        x, y = (places[i, 0] - low[0]) / spacing, (places[i, 1] - low[1]) / spacing
        left, top = int(x), int(y)
        cubic(x - left, across)
        cubic(y - top, down)
        for r in range(TAPS):
            for c in range(TAPS):
                density[left + r, top + c] += across[r] * down[c]


@njit(nogil=True, cache=True)
def gather(
    places: DoubleArray,
    low: DoubleArray,
    spacing: float,
    nearness: FloatArray,
    force_x: FloatArray,
    force_y: FloatArray,
    first: int,
    last: int,
    forces: DoubleArray,
    near: DoubleArray,
) -> None:
    """Read the three fields at the points first … last."""
    across, down = np.empty(TAPS), np.empty(TAPS)
    for i in range(first, last):
        x, y = (places[i, 0] - low[0]) / spacing, (places[i, 1] - low[1]) / spacing
        left, top = int(x), int(y)
        cubic(x - left, across)
        cubic(y - top, down)
        total, pushed_x, pushed_y = 0.0, 0.0, 0.0
        for r in range(TAPS):
            for c in range(TAPS):
                weight = across[r] * down[c]
                total += weight * nearness[left + r, top + c]
                pushed_x += weight * force_x[left + r, top + c]
                pushed_y += weight * force_y[left + r, top + c]
        near[i] = total
        forces[i, 0] = pushed_x
        forces[i, 1] = pushed_y


@njit(nogil=True, cache=True)
def attract(
    places: DoubleArray,
    starts: IndexArray,
    others: IndexArray,
    shares: DoubleArray,
    first: int,
    last: int,
    gradient: DoubleArray,
) -> None:
    """Add p(ij) q(ij) Z (y_i − y_j) for the edges of the points first … last."""
    for i in range(first, last):
        x, y = places[i, 0], places[i, 1]
        pulled_x, pulled_y = 0.0, 0.0
        for e in range(starts[i], starts[i + 1]):
            dx, dy = x - places[others[e], 0], y - places[others[e], 1]
            strength = shares[e] / (1.0 + dx * dx + dy * dy)
            pulled_x += strength * dx
            pulled_y += strength * dy
        gradient[i, 0] += pulled_x
        gradient[i, 1] += pulled_y
