"""UMAP's compiled parts: how strongly neighbours hold each other, and one epoch of moving (McInnes et al. 2018)."""

import numpy as np
from numba import njit

from embexplorer.core.typing import DoubleArray, FloatArray, IndexArray

ROUNDS = 64
TOLERANCE = 1e-5
LEAST_WIDTH = 1e-3
GREATEST_STEP = 4.0


@njit(nogil=True, cache=True)
def widths(distances: FloatArray, neighbors: float) -> tuple[FloatArray, FloatArray]:
    """For each row its distance to the nearest other (rho) and the width (sigma) for which the strengths sum to log2 k.

    `distances` are n × (k − 1) to the others, nearest first; `neighbors` is k, the row itself counted.
    """
    rows, count = distances.shape
    sigmas = np.zeros(rows, np.float32)
    rhos = np.zeros(rows, np.float32)
    target = np.log2(neighbors)
    mean = distances.mean() * count / (count + 1)  # the row itself counts with distance 0
    for i in range(rows):
        for j in range(count):
            if distances[i, j] > 0.0:
                rhos[i] = distances[i, j]
                break
        low, high, middle = 0.0, np.inf, 1.0
        for _ in range(ROUNDS):
            total = 0.0
            for j in range(count):
                beyond = distances[i, j] - rhos[i]
                total += np.exp(-(beyond / middle)) if beyond > 0 else 1.0
            if abs(total - target) < TOLERANCE:
                break
            if total > target:
                high = middle
                middle = (low + high) / 2.0
            else:
                low = middle
                middle = middle * 2 if high == np.inf else (low + high) / 2.0
        floor = LEAST_WIDTH * (distances[i].mean() * count / (count + 1) if rhos[i] > 0 else mean)
        sigmas[i] = max(middle, floor)
    return sigmas, rhos


@njit(nogil=True, cache=True)
def strengths(distances: FloatArray, sigmas: FloatArray, rhos: FloatArray) -> FloatArray:
    """How strongly each row holds each of its neighbours, in [0, 1]."""
    answer = np.empty(distances.shape, np.float32)
    for i in range(distances.shape[0]):
        for j in range(distances.shape[1]):
            beyond = distances[i, j] - rhos[i]
            answer[i, j] = 1.0 if beyond <= 0.0 or sigmas[i] == 0.0 else np.exp(-(beyond / sigmas[i]))
    return answer


@njit(nogil=True, cache=True, inline="never")
def scrambled(number: np.uint64) -> np.uint64:
    """A well mixed 64-bit number from a counter (splitmix64, Steele et al. 2014): no state, so it always repeats."""
    mixed = number + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


@njit(nogil=True, cache=True, inline="never")
def bounded(step: float) -> float:
    """The step, at most 4 long."""
    return min(max(step, -GREATEST_STEP), GREATEST_STEP)


@njit(nogil=True, cache=True, fastmath={"contract", "arcp", "nsz"})
def epoch(
    places: FloatArray,
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
) -> None:
    """Move the places (n × 2) through epoch `number`: the ends of due edges together, random others away."""
    total = np.uint64(places.shape[0])
    start = scrambled(np.uint64(seed)) ^ scrambled(np.uint64(number) + np.uint64(0x5851F42D))
    drawn = np.uint64(0)
    for e in range(heads.shape[0]):
        if due[e] > number:
            continue
        head, tail = heads[e], tails[e]
        x, y = places[head, 0], places[head, 1]
        dx, dy = x - places[tail, 0], y - places[tail, 1]
        square = dx * dx + dy * dy
        if square > 0.0:
            power = square**b
            pull = -2.0 * a * b * power / square / (a * power + 1.0)
            step_x, step_y = bounded(pull * dx) * rate, bounded(pull * dy) * rate
            x += step_x
            y += step_y
            places[tail, 0] -= step_x
            places[tail, 1] -= step_y
        due[e] += pause[e]
        samples = int((number - due_apart[e]) / pause_apart[e])
        for _ in range(samples):
            drawn += np.uint64(1)
            other = np.int64(scrambled(start + drawn) % total)
            if other == head:
                continue
            dx, dy = x - places[other, 0], y - places[other, 1]
            square = dx * dx + dy * dy
            if square > 0.0:
                push = 2.0 * b / ((0.001 + square) * (a * square**b + 1.0))
                x += bounded(push * dx) * rate
                y += bounded(push * dy) * rate
        places[head, 0] = x
        places[head, 1] = y
        due_apart[e] += samples * pause_apart[e]
