"""The compiled heart of the exact neighbour search: cheap products sift, distances in double precision decide.

A float32 matrix product is fast but rounds differently at the edges of its blocks. Here it only says which rows cannot
be near enough; every row that may be is measured again in float64, in one fixed order, so that the answer depends
neither on blocks nor on threads, duplicates tie exactly, and d(i, j) = d(j, i).
"""

import numpy as np
from numba import njit

from embexplorer.core.typing import DoubleArray, FloatArray, IndexArray, IntArray

CHUNK = 64
PARALLEL = 1e-15  # a smaller cosine distance is rounding between rows of one direction


@njit(nogil=True, cache=True, inline="never")
def product(a: FloatArray, b: FloatArray) -> float:
    """The dot product in float64; four running sums in a fixed order, so that it repeats to the last bit."""
    s0, s1, s2, s3 = 0.0, 0.0, 0.0, 0.0
    whole = a.shape[0] - a.shape[0] % 4
    for c in range(0, whole, 4):
        s0 += np.float64(a[c]) * np.float64(b[c])
        s1 += np.float64(a[c + 1]) * np.float64(b[c + 1])
        s2 += np.float64(a[c + 2]) * np.float64(b[c + 2])
        s3 += np.float64(a[c + 3]) * np.float64(b[c + 3])
    for c in range(whole, a.shape[0]):
        s0 += np.float64(a[c]) * np.float64(b[c])
    return (s0 + s1) + (s2 + s3)


@njit(nogil=True, cache=True, inline="never")
def squared_distance(a: FloatArray, b: FloatArray) -> float:
    """The squared Euclidean distance in float64, from differences."""
    s0, s1, s2, s3 = 0.0, 0.0, 0.0, 0.0
    whole = a.shape[0] - a.shape[0] % 4
    for c in range(0, whole, 4):
        d0 = np.float64(a[c]) - np.float64(b[c])
        d1 = np.float64(a[c + 1]) - np.float64(b[c + 1])
        d2 = np.float64(a[c + 2]) - np.float64(b[c + 2])
        d3 = np.float64(a[c + 3]) - np.float64(b[c + 3])
        s0 += d0 * d0
        s1 += d1 * d1
        s2 += d2 * d2
        s3 += d3 * d3
    for c in range(whole, a.shape[0]):
        rest = np.float64(a[c]) - np.float64(b[c])
        s0 += rest * rest
    return (s0 + s1) + (s2 + s3)


@njit(nogil=True, cache=True)
def squared_lengths(vectors: FloatArray) -> DoubleArray:
    """The squared length of every row in float64."""
    answer = np.empty(vectors.shape[0], np.float64)
    for i in range(vectors.shape[0]):
        answer[i] = product(vectors[i], vectors[i])
    return answer


@njit(nogil=True, cache=True, inline="never")
def distance(vectors: FloatArray, squares: DoubleArray, i: int, j: int, angular: bool) -> np.float32:
    """Cosine distance (1 with a zero row, 0 between rows of one direction) or Euclidean, rounded to float32."""
    if not angular:
        return np.float32(np.sqrt(squared_distance(vectors[i], vectors[j])))
    scale = np.sqrt(squares[i] * squares[j])
    if scale == 0.0:
        return np.float32(1.0)
    gap = 1.0 - product(vectors[i], vectors[j]) / scale
    return np.float32(gap if gap > PARALLEL else 0.0)


@njit(nogil=True, cache=True, inline="never")
def offer(near: FloatArray, rows: IndexArray, far: float, row: int) -> None:
    """Replace the worst of a row's max-heap, ordered by distance and then by row id, by a better neighbour."""
    k = near.shape[0]
    hole = 0
    while True:
        child = 2 * hole + 1
        if child >= k:
            break
        other = child + 1
        if other < k and (near[other] > near[child] or (near[other] == near[child] and rows[other] > rows[child])):
            child = other
        if near[child] < far or (near[child] == far and rows[child] < row):
            break
        near[hole] = near[child]
        rows[hole] = rows[child]
        hole = child
    near[hole] = far
    rows[hole] = row


@njit(nogil=True, cache=True, inline="never")
def least_product(worst: float, own: float, scale: float, slack: float, angular: bool) -> float:
    """What `product − shift` of a row must reach so that it may be nearer than `worst`; generous by the rounding."""
    if worst == np.inf:
        return -np.inf
    if angular:
        return 1.0 - worst - slack
    reach = worst / scale
    return own - 0.5 * reach * reach * (1.0 + 1e-6) - slack * own


@njit(nogil=True, cache=True)
def sift(
    products: FloatArray,
    shifts: FloatArray,
    candidates: IntArray,
    queries: IntArray,
    own: FloatArray,
    vectors: FloatArray,
    squares: DoubleArray,
    scale: float,
    slack: float,
    angular: bool,
    near: FloatArray,
    rows: IndexArray,
) -> None:
    """Take one block of products (queries × candidates) into the heaps of the queries (k wide, at first inf and n).

    `shifts` (of the candidates) and `own` (of the queries) are half the squared lengths of the sifting rows under the
    Euclidean distance, made smaller by the possible rounding; 0 under the cosine.
    """
    columns = products.shape[1]
    for q in range(products.shape[0]):
        query = queries[q]
        least = np.float32(least_product(near[q, 0], own[q], scale, slack, angular))
        for start in range(0, columns, CHUNK):
            stop = min(start + CHUNK, columns)
            hits = 0
            for c in range(start, stop):
                hits += products[q, c] - shifts[c] >= least
            if hits == 0:
                continue
            for c in range(start, stop):
                row = candidates[c]
                if products[q, c] - shifts[c] < least or row == query:
                    continue
                far = distance(vectors, squares, query, row, angular)
                if far > near[q, 0] or (far == near[q, 0] and row >= rows[q, 0]):
                    continue
                offer(near[q], rows[q], far, row)
                least = np.float32(least_product(near[q, 0], own[q], scale, slack, angular))


@njit(nogil=True, cache=True, inline="never")
def admit(
    row: int,
    query: int,
    vectors: FloatArray,
    squares: DoubleArray,
    angular: bool,
    near: FloatArray,
    rows: IndexArray,
) -> None:
    """Measure one row and take it into the query's heap when it is better than the worst there."""
    far = distance(vectors, squares, query, row, angular)
    if far < near[0] or (far == near[0] and row < rows[0]):
        offer(near, rows, far, row)


@njit(nogil=True, cache=True)
def measure(
    found: IntArray,
    queries: IntArray,
    vectors: FloatArray,
    squares: DoubleArray,
    angular: bool,
    near: FloatArray,
    rows: IndexArray,
) -> None:
    """Take found rows (queries × any number, −1 for none, each at most once) into the heaps of the queries."""
    for q in range(found.shape[0]):
        for c in range(found.shape[1]):
            row = found[q, c]
            if row >= 0 and row != queries[q]:
                admit(row, queries[q], vectors, squares, angular, near[q], rows[q])


@njit(nogil=True, cache=True)
def improve(
    known: IntArray,
    queries: IntArray,
    vectors: FloatArray,
    squares: DoubleArray,
    angular: bool,
    near: FloatArray,
    rows: IndexArray,
) -> None:
    """Offer every query the neighbours of its neighbours (Dong et al. 2011); `known` is the graph so far, all rows.

    The heaps must hold the query's own neighbours of `known` already; −1 stands for none.
    """
    seen = np.full(known.shape[0], -1, np.int64)
    for q in range(queries.shape[0]):
        query = queries[q]
        seen[query] = query
        for between in known[query]:
            if between >= 0:
                seen[between] = query
        for between in known[query]:
            for row in known[max(between, 0)]:
                if between >= 0 and row >= 0 and seen[row] != query:
                    seen[row] = query
                    admit(row, query, vectors, squares, angular, near[q], rows[q])
