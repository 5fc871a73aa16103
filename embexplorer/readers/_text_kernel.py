"""The compiled loop that turns lines of “label number number …” into float32 rows, many times faster than Python.

It does the plain lines only. It stops at the first line it is not sure of, and Python, which is exact and can say what
is wrong, does that one line. So nothing here has to explain, and nothing here may guess.
"""

from typing import Any

import numpy as np
from numba import njit
from numba.extending import register_jitable

SPACE, TAB, LINE_FEED, RETURN, PLUS, MINUS, POINT, ZERO = 32, 9, 10, 13, 43, 45, 46, 48
LOW, HIGH = -90, 60
POWERS = np.array([float(f"1e{exponent}") for exponent in range(LOW, HIGH + 1)])
BELOW, ABOVE = 1 - 1e-15, 1 + 1e-15  # a hair: more than the roundings of mantissa, power and product together
LARGEST = float(np.finfo(np.float32).max)
MOST_DIGITS = 19  # as many as always fit into 64 bits

_SIGNATURE = (
    "UniTuple(int64, 3)(Array(uint8, 1, 'C', readonly=True), int64, uint8, Array(float64, 1, 'C', readonly=True),"
    " float32[:, ::1], int64, uint8[::1], int64, int64[::1])"
)


def _digits(text: Any, at: int, number: Any) -> Any:
    """Append the digits from `at` on to the number; returns where they end, and the number."""
    digit = np.uint8(text[at] - np.uint8(ZERO))
    while digit <= 9:
        number = number * np.uint64(10) + np.uint64(digit)
        at += 1
        digit = np.uint8(text[at] - np.uint8(ZERO))
    return at, number


def _exponent(text: Any, at: int) -> Any:
    """Where the exponent that begins with an e at `at` ends (-1: it is none) and its value."""
    at += 1
    down = text[at] == MINUS
    if down or text[at] == PLUS:
        at += 1
    end, value = digits(text, at, np.uint64(0))
    if end == at or end - at > 4:
        return -1, 0
    return end, -np.int64(value) if down else np.int64(value)


def _number(text: Any, at: int, powers: Any) -> Any:
    """Where the decimal number at `at` ends, and the float32 nearest to it; -1 if it is none, or not surely exact.

    Mantissa and power of ten are multiplied in float64, which may be off by a hair. If a number a hair smaller and one
    a hair larger round to the same float32, so does the exact one.
    """
    negative = text[at] == MINUS
    if negative or text[at] == PLUS:
        at += 1
    point, mantissa = digits(text, at, np.uint64(0))
    count = point - at
    end = point
    power = 0
    if text[point] == POINT:
        first = point + 1
        if mantissa == 0:
            while text[first] == ZERO:
                first += 1
            count = np.int64(count + first - point > 1)  # zeros before the first digit do not fill the mantissa
        end, mantissa = digits(text, first, mantissa)
        count += end - first
        power = point + 1 - end
    if count == 0 or count > MOST_DIGITS:
        return -1, np.float32(0)
    if text[end] | 32 == 101:
        end, exponent = exponent_at(text, end)
        power += exponent
    if mantissa == 0:
        power = 0
    if power < LOW or power > HIGH:
        return -1, np.float32(0)
    value = np.float64(mantissa) * powers[power - LOW]
    number = np.float32(value * BELOW)
    if number != np.float32(value * ABOVE) or number > LARGEST:
        return -1, np.float32(0)
    return end, -number if negative else number


def _parse_lines(
    text: Any, at: int, separator: int, powers: Any, values: Any, row: int, labels: Any, label_end: int, ends: Any
) -> Any:
    """Fill `values` from `row` on with the lines of text[at:], which must end in a line feed.

    A label ends at the separator; 0 says that lines have no labels. Labels go to `labels`, their ends to `ends`.
    Returns where the first line begins that was left (the end of the text if none was), the next row, and the end of
    the labels.
    """
    while at < len(text) and row < len(values):
        p = at
        stop = label_end
        if separator != 0:
            while text[p] != separator and text[p] != LINE_FEED:
                labels[stop] = text[p]
                stop += 1
                p += 1
            if p == at:
                break
        for column in range(values.shape[1]):
            first = p
            while text[p] == SPACE or text[p] == TAB:
                p += 1
            if p == first and (column > 0 or separator != 0):
                return at, row, label_end
            p, number = number_at(text, p, powers)
            if p < 0:
                return at, row, label_end
            values[row, column] = number
        while text[p] == SPACE or text[p] == TAB or text[p] == RETURN:
            p += 1
        if text[p] != LINE_FEED:
            break
        label_end = stop
        ends[row] = stop
        row += 1
        at = p + 1
    return at, row, label_end


def _compiled(kernel: Any) -> Any:
    options = {"nogil": True, "error_model": "numpy", "boundscheck": False}
    try:
        return njit(_SIGNATURE, cache=True, **options)(kernel)
    except RuntimeError:  # no folder may be written for the cache: compile again in every process
        return njit(_SIGNATURE, **options)(kernel)


digits = register_jitable(_digits)
exponent_at = register_jitable(_exponent)
number_at = register_jitable(_number)
parse_lines = _compiled(_parse_lines)
