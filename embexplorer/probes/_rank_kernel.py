"""The compiled heart of the ranks: of each row the nearest in the space and on the map, and the rank of each in the
other, in one pass over the distances, without sorting them.
"""

import numpy as np
from numba import njit

from embexplorer.core.typing import DoubleArray, FloatArray, IndexArray, IntArray

PARALLEL = 1e-15  # as in the neighbour graph: a smaller cosine distance is rounding between rows of one direction


@njit(nogil=True, cache=True)
def rounded_distances(products: DoubleArray, squares: DoubleArray, own: float, angular: bool, out: FloatArray) -> None:
    """From dot products of one row to the distances that the neighbour graph has: float32, from double precision."""
    for j in range(products.shape[0]):
        if angular:
            scale = np.sqrt(own * squares[j])
            gap = 1.0 if scale == 0.0 else 1.0 - products[j] / scale
            out[j] = np.float32(gap if gap > PARALLEL else 0.0)
        else:
            out[j] = np.float32(np.sqrt(max(0.0, own + squares[j] - 2.0 * products[j])))


@njit(nogil=True, cache=True)
def map_distances(places: DoubleArray, row: int, out: DoubleArray) -> None:
    """The squared distances of one place to all."""
    for j in range(places.shape[0]):
        total = 0.0
        for c in range(places.shape[1]):
            gap = places[j, c] - places[row, c]
            total += gap * gap
        out[j] = total


@njit(nogil=True, cache=True)
def nearest_of(distances: DoubleArray, row: int, near: DoubleArray, found: IntArray) -> None:
    """The nearest others, nearest first, ties by row id."""
    k = near.shape[0]
    near[:] = np.inf
    found[:] = distances.shape[0]
    for j in range(distances.shape[0]):
        if j == row or not distances[j] < near[k - 1]:
            continue
        at = k - 1
        while at > 0 and near[at - 1] > distances[j]:
            near[at] = near[at - 1]
            found[at] = found[at - 1]
            at -= 1
        near[at] = distances[j]
        found[at] = j


@njit(nogil=True, cache=True)
def ranks_of(distances: DoubleArray, row: int, asked: IntArray, order: IntArray, ranks: IndexArray) -> None:
    """The rank, from 1, of each of the asked rows by these distances, ties by row id; `order` is room for as many."""
    k = asked.shape[0]
    for i in range(k):  # the asked ones by distance and row id
        at = i
        while at > 0:
            before = asked[order[at - 1]]
            gap = distances[before] - distances[asked[i]]
            if gap < 0.0 or (gap == 0.0 and before < asked[i]):
                break
            order[at] = order[at - 1]
            at -= 1
        order[at] = i
    counts = np.zeros(k + 1, np.int64)
    ids = asked[order]
    limits = distances[ids]
    last = limits[k - 1]
    for j in range(distances.shape[0]):
        far = distances[j]
        if far > last or j == row:
            continue
        low, high = 0, k  # the first of them that lies behind this row
        while low < high:
            middle = (low + high) >> 1
            if limits[middle] < far or (limits[middle] == far and ids[middle] <= j):
                low = middle + 1
            else:
                high = middle
        counts[low] += 1
    nearer = 0
    for i in range(k):
        nearer += counts[i]
        ranks[order[i]] = nearer + 1


@njit(nogil=True, cache=True)
def ranked(
    products: DoubleArray,
    rows: IntArray,
    squares: DoubleArray,
    places: DoubleArray,
    angular: bool,
    true_ranks: IndexArray,
    map_ranks: IndexArray,
) -> None:
    """Fill the ranks of these rows, given the products of each with all."""
    n, k = products.shape[1], true_ranks.shape[1]
    rounded, true, flat = np.empty(n, np.float32), np.empty(n, np.float64), np.empty(n, np.float64)
    near, order = np.empty(k, np.float64), np.empty(k, np.int64)
    in_space, on_map = np.empty(k, np.int64), np.empty(k, np.int64)
    for i in range(rows.shape[0]):
        row = rows[i]
        rounded_distances(products[i], squares, squares[row], angular, rounded)
        true[:] = rounded
        map_distances(places, row, flat)
        nearest_of(true, row, near, in_space)
        nearest_of(flat, row, near, on_map)
        ranks_of(true, row, on_map, order, true_ranks[i])
        ranks_of(flat, row, in_space, order, map_ranks[i])
