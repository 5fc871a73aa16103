"""Biased walks over a graph, compiled: the next node is drawn by rejection, so that no table of pairs is needed.

The next node x after t → v has the chance w(v, x) · α, α = 1/p back to t, 1 where t leads to x too, 1/q elsewhere
(Grover & Leskovec 2016, section 3.2.2). Every walk draws from numbers of its own, so that walks can be made in any
order.
"""

import numpy as np
from numba import njit

from embexplorer.core.typing import DoubleArray, IndexArray, IntArray

TRIES = 100  # rejected draws, after which the chances are added up one by one


@njit(nogil=True, cache=True, inline="never")
def scrambled(number: np.uint64) -> np.uint64:
    """A well mixed 64-bit number from a counter (splitmix64, Steele et al. 2014)."""
    mixed = number + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


@njit(nogil=True, cache=True, inline="never")
def uniform(key: np.uint64, draw: np.uint64) -> float:
    """The draw-th number of this walk, in [0, 1)."""
    return np.float64(scrambled(key + draw * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(11)) / 9007199254740992.0


@njit(nogil=True, cache=True)
def aliases(starts: IntArray, weights: DoubleArray) -> tuple[DoubleArray, IndexArray]:
    """For every edge its share and its alias, to draw a neighbour by weight in one step (Walker 1977, Vose 1991)."""
    share = np.ones(weights.shape[0], np.float64)
    alias = np.zeros(weights.shape[0], np.int32)
    small = np.empty(weights.shape[0], np.int32)
    large = np.empty(weights.shape[0], np.int32)
    for node in range(starts.shape[0] - 1):
        first, count = starts[node], starts[node + 1] - starts[node]
        total = weights[first : first + count].sum()
        smalls, larges = 0, 0
        for i in range(count):
            share[first + i] = weights[first + i] / total * count
            alias[first + i] = i
            if share[first + i] < 1.0:
                small[smalls] = i
                smalls += 1
            else:
                large[larges] = i
                larges += 1
        while smalls and larges:
            smalls -= 1
            less, more = small[smalls], large[larges - 1]
            alias[first + less] = more
            share[first + more] -= 1.0 - share[first + less]
            if share[first + more] < 1.0:
                larges -= 1
                small[smalls] = more
                smalls += 1
        for i in range(smalls):  # what is left differs from 1 by rounding
            share[first + small[i]] = 1.0
        for i in range(larges):
            share[first + large[i]] = 1.0
    return share, alias


@njit(nogil=True, cache=True, inline="never")
def edge_to(starts: IntArray, targets: IndexArray, node: int, other: int) -> int:
    """The place of the edge from one node to the other, −1 where there is none."""
    low, high = starts[node], starts[node + 1]
    end = high
    while low < high:
        middle = (low + high) // 2
        if targets[middle] < other:
            low = middle + 1
        else:
            high = middle
    return low if low < end and targets[low] == other else -1


@njit(nogil=True, cache=True, inline="never")
def added_up(
    starts: IntArray, targets: IndexArray, weights: DoubleArray, before: int, node: int, p: float, q: float, at: float
) -> int:
    """The neighbour on which a share `at` of all chances falls, by adding them up."""
    total = 0.0
    for sums in range(2):
        least = at * total
        total = 0.0
        for edge in range(starts[node], starts[node + 1]):
            other = targets[edge]
            near = 1.0 / p if other == before else 1.0 if edge_to(starts, targets, before, other) >= 0 else 1.0 / q
            total += weights[edge] * near
            if sums == 1 and total > least:
                return int(other)
    return int(targets[starts[node + 1] - 1])


@njit(nogil=True, cache=True)
def walk(
    starts: IntArray,
    targets: IndexArray,
    weights: DoubleArray,
    totals: DoubleArray,
    share: DoubleArray,
    alias: IndexArray,
    begins: IndexArray,
    numbers: IntArray,
    p: float,
    q: float,
    seed: int,
    walks: IndexArray,
) -> None:
    """Fill `walks` (m × length): row i begins at `begins[i]` and is walk `numbers[i]`; −1 where nothing leads on.

    `totals` are the sums of the weights that leave each node.
    """
    plain = p == 1.0 and q == 1.0
    most = max(1.0, 1.0 / q)
    extra = max(0.0, 1.0 / p - most)
    start = scrambled(np.uint64(seed))
    for row in range(walks.shape[0]):
        key = scrambled(start ^ scrambled(np.uint64(numbers[row]) + np.uint64(0x5851F42D4C957F2D)))
        drawn = np.uint64(0)
        before, node = -1, begins[row]
        walks[row, 0] = node
        for step in range(1, walks.shape[1]):
            first, count = starts[node], starts[node + 1] - starts[node]
            if count == 0:
                walks[row, step:] = -1
                break
            back = -1
            if before >= 0 and not plain:
                back = edge_to(starts, targets, node, before)
            beyond = weights[back] * extra if back >= 0 else 0.0  # what 1/p is more than the bound of all others
            tries, following = 0, -1
            while following < 0:
                if beyond > 0.0:
                    drawn += np.uint64(1)
                    if uniform(key, drawn) * (totals[node] * most + beyond) < beyond:
                        following = before
                        break
                drawn += np.uint64(1)
                place = uniform(key, drawn) * count
                i = min(np.int64(place), count - 1)
                if place - i >= share[first + i]:
                    i = alias[first + i]
                other = targets[first + i]
                if plain or before < 0:
                    following = other
                    break
                if other == before:
                    near = min(1.0 / p, most)
                elif edge_to(starts, targets, before, other) >= 0:
                    near = 1.0
                else:
                    near = 1.0 / q
                drawn += np.uint64(1)
                if near >= most or uniform(key, drawn) * most < near:
                    following = other
                    break
                tries += 1
                if tries == TRIES:
                    drawn += np.uint64(1)
                    following = added_up(starts, targets, weights, before, node, p, q, uniform(key, drawn))
            walks[row, step] = following
            before, node = node, following
