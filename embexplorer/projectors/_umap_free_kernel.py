"""UMAP's epoch in any number of dimensions, where others may be held in place, and with densMAP's term.

The kernel of flat maps in `_umap_kernel` does the same for two dimensions and nothing else, and is quicker.
"""

import numpy as np
from numba import njit

from embexplorer.core.typing import DoubleArray, FloatArray, IndexArray
from embexplorer.projectors._umap_kernel import bounded, scrambled

TINY = 1e-8  # keeps the logarithm of a radius of 0 finite, as in umap-learn


@njit(nogil=True, cache=True, fastmath={"contract", "arcp", "nsz"})
def free_epoch(
    places: FloatArray,
    others: FloatArray,
    heads: IndexArray,
    tails: IndexArray,
    pause: DoubleArray,
    due: DoubleArray,
    pause_apart: DoubleArray,
    due_apart: DoubleArray,
    a: float,
    b: float,
    rate: float,
    number: int,
    seed: int,
    held: bool,
    steer: DoubleArray,
    narrowness: DoubleArray,
    weights: FloatArray,
) -> None:
    """Move the places (n × d) through epoch `number`. `tails` are rows of `others`: the places themselves, or fixed
    ones (`held`).

    `steer` (empty without densMAP) is what a unit of growth of each row's squared radius is worth, `narrowness` one
    over that squared radius, `weights` the strengths of the edges.
    """
    dimensions = places.shape[1]
    total = np.uint64(others.shape[0])
    start = scrambled(np.uint64(seed)) ^ scrambled(np.uint64(number) + np.uint64(0x5851F42D))
    drawn = np.uint64(0)
    here, gap = np.empty(dimensions), np.empty(dimensions)
    for e in range(heads.shape[0]):
        if due[e] > number:
            continue
        head, tail = heads[e], tails[e]
        square = 0.0
        for c in range(dimensions):
            here[c] = places[head, c]
            gap[c] = here[c] - others[tail, c]
            square += gap[c] * gap[c]
        if square > 0.0:
            power = square**b
            near = 1.0 / (1.0 + a * power)
            pull = -2.0 * a * b * power / square / (a * power + 1.0)
            push = 0.0
            if steer.shape[0] > 0:
                slope = -a * b * power / square * near * near
                grown = near + square * slope
                push = steer[head] * (grown * narrowness[head] - slope)
                push += steer[tail] * (grown * narrowness[tail] - slope)
                push *= 2.0 / weights[e]
            for c in range(dimensions):
                step = (bounded(pull * gap[c]) + bounded(push * gap[c])) * rate
                here[c] += step
                if not held:
                    others[tail, c] -= step
        due[e] += pause[e]
        samples = int((number - due_apart[e]) / pause_apart[e])
        for _ in range(samples):
            drawn += np.uint64(1)
            other = np.int64(scrambled(start + drawn) % total)
            if other == head and not held:
                continue
            square = 0.0
            for c in range(dimensions):
                gap[c] = here[c] - others[other, c]
                square += gap[c] * gap[c]
            if square > 0.0:
                push = 2.0 * b / ((0.001 + square) * (a * square**b + 1.0))
                for c in range(dimensions):
                    here[c] += bounded(push * gap[c]) * rate
        for c in range(dimensions):
            places[head, c] = here[c]
        due_apart[e] += samples * pause_apart[e]


@njit(nogil=True, cache=True)
def log_radii(
    places: FloatArray, heads: IndexArray, tails: IndexArray, a: float, b: float
) -> tuple[DoubleArray, DoubleArray]:
    """The logarithm of each row's squared radius on the map, the mean of squared distances to those it holds, and the
    sum of the strengths that are its weights (Narayan et al. 2021, eq. 10)."""
    spread, strength = np.zeros(places.shape[0]), np.zeros(places.shape[0])
    for e in range(heads.shape[0]):
        square = 0.0
        for c in range(places.shape[1]):
            gap = places[heads[e], c] - places[tails[e], c]
            square += gap * gap
        near = 1.0 / (1.0 + a * square**b)
        for row in (heads[e], tails[e]):
            spread[row] += near * square
            strength[row] += near
    return np.log(TINY + spread / np.maximum(strength, TINY)), strength
