"""t-SNE's forces in three dimensions: repulsion of all pairs, each summed, and attraction along edges."""

import numpy as np
from numba import njit

from embexplorer.core.typing import DoubleArray, FloatArray, IndexArray

BLOCK = 4096  # points whose forces are summed in float32, before the sum is added up in float64


@njit(nogil=True, cache=True)
def repel(
    xs: FloatArray, ys: FloatArray, zs: FloatArray, first: int, last: int, forces: DoubleArray, near: DoubleArray
) -> None:
    """Σ (y_i − y_j) / (1 + d²)² and Σ 1 / (1 + d²) over all j but i, for the points first … last."""
    sums = np.empty(4)
    for i in range(first, last):
        sums[:] = 0.0
        _add(xs, ys, zs, i, 0, i, sums)  # without itself: its own 1 would drown what far points add
        _add(xs, ys, zs, i, i + 1, xs.shape[0], sums)
        near[i] = sums[0]
        forces[i] = sums[1:]


@njit(nogil=True, cache=True)
def _add(xs: FloatArray, ys: FloatArray, zs: FloatArray, i: int, begin: int, end: int, sums: DoubleArray) -> None:
    for start in range(begin, end, BLOCK):
        stop = min(start + BLOCK, end)
        total, across, up, deep = _summed(xs[i], ys[i], zs[i], xs[start:stop], ys[start:stop], zs[start:stop])
        sums[0] += total
        sums[1] += across
        sums[2] += up
        sums[3] += deep


@njit(nogil=True, cache=True, fastmath=True, error_model="numpy")  # both are needed for sums in several lanes
def _summed(
    x: np.float32, y: np.float32, z: np.float32, xs: FloatArray, ys: FloatArray, zs: FloatArray
) -> tuple[np.float32, np.float32, np.float32, np.float32]:
    one, total, across, up, deep = np.float32(1), np.float32(0), np.float32(0), np.float32(0), np.float32(0)
    for j in range(xs.shape[0]):
        dx, dy, dz = x - xs[j], y - ys[j], z - zs[j]
        close = one / (one + dx * dx + dy * dy + dz * dz)
        squared = close * close
        total += close
        across += squared * dx
        up += squared * dy
        deep += squared * dz
    return total, across, up, deep


@njit(nogil=True, cache=True)
def attract_deep(
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
        for e in range(starts[i], starts[i + 1]):
            j = others[e]
            dx, dy, dz = places[i, 0] - places[j, 0], places[i, 1] - places[j, 1], places[i, 2] - places[j, 2]
            strength = shares[e] / (1.0 + dx * dx + dy * dy + dz * dz)
            gradient[i, 0] += strength * dx
            gradient[i, 1] += strength * dy
            gradient[i, 2] += strength * dz
