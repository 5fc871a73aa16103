"""The compiled heart of counting which words stand near each other: one word at a time, in an array of all words."""

import numpy as np
from numba import njit

from embexplorer.core.typing import BoolArray, DoubleArray, IndexArray, IntArray


@njit(nogil=True, cache=True)
def stream_of(tokens: IndexArray, starts: IntArray, rows: int) -> IndexArray:
    """The words below `rows`, one after the other, with −1 before, between and after the documents."""
    kept = 0
    for token in tokens:
        kept += token < rows
    stream = np.empty(kept + len(starts), np.int32)
    stream[0] = -1
    at = 1
    for document in range(len(starts) - 1):
        for place in range(starts[document], starts[document + 1]):
            if tokens[place] < rows:
                stream[at] = tokens[place]
                at += 1
        stream[at] = -1
        at += 1
    return stream


@njit(nogil=True, cache=True)
def places_of(stream: IndexArray, rows: int) -> tuple[IntArray, IntArray]:
    """Where each word stands: word i at `places[firsts[i]:firsts[i + 1]]`, ascending."""
    firsts = np.zeros(rows + 1, np.int64)
    for word in stream:
        if word >= 0:
            firsts[word + 1] += 1
    for word in range(rows):
        firsts[word + 1] += firsts[word]
    following = firsts[:-1].copy()
    places = np.empty(firsts[rows], np.int64)
    for place in range(len(stream)):
        word = stream[place]
        if word >= 0:
            places[following[word]] = place
            following[word] += 1
    return places, firsts


@njit(nogil=True, cache=True)
def count_rows(
    stream: IndexArray,
    places: IntArray,
    firsts: IntArray,
    start: int,
    end: int,
    weights: DoubleArray,
    both: bool,
    most: int,
) -> tuple[IntArray, IndexArray, DoubleArray]:
    """How many neighbours each of the words start … end − 1 has, which ones (ascending), and how often, weighted.

    `weights[d − 1]` is what a neighbour d words away counts; `both`: to either side, else only those before. `most` is
    a bound for the neighbours of all these words together.
    """
    rows = len(firsts) - 1
    sums = np.zeros(rows, np.float64)
    seen = np.zeros(rows, np.bool_)
    found = np.empty(rows, np.int32)
    lengths = np.zeros(end - start, np.int64)
    columns = np.empty(most, np.int32)
    values = np.empty(most, np.float64)
    filled = 0
    for word in range(start, end):
        count = 0
        for number in range(firsts[word], firsts[word + 1]):
            place = places[number]
            count = gather(stream, place, -1, weights, sums, seen, found, count)
            if both:
                count = gather(stream, place, 1, weights, sums, seen, found, count)
        if count * 16 > rows:  # looking through all words costs less than sorting these
            count = listed(seen, found)
        else:
            found[:count].sort()
        for number in range(count):
            other = found[number]
            columns[filled] = other
            values[filled] = sums[other]
            sums[other] = 0.0
            seen[other] = False
            filled += 1
        lengths[word - start] = count
    return lengths, columns[:filled].copy(), values[:filled].copy()


@njit(nogil=True, cache=True, inline="always")
def gather(
    stream: IndexArray,
    place: int,
    step: int,
    weights: DoubleArray,
    sums: DoubleArray,
    seen: BoolArray,
    found: IndexArray,
    count: int,
) -> int:
    """Add the neighbours to one side of a place, up to the end of its document; answers how many words were met."""
    at = place
    for weight in weights:
        at += step
        other = stream[at]
        if other < 0:
            break
        if not seen[other]:
            seen[other] = True
            found[count] = other
            count += 1
        sums[other] += weight
    return count


@njit(nogil=True, cache=True)
def listed(seen: BoolArray, found: IndexArray) -> int:
    """Write the words that were met into `found`, ascending."""
    count = 0
    for word in range(len(seen)):
        if seen[word]:
            found[count] = word
            count += 1
    return count
