"""The symbols of points as the compiled kernels know them: how deep inside its edge a place lies, row by row of pixels.

Depth is in pixels, negative outside; a pixel at depth d is filled by min(1, max(0, d + ½)). All symbols are alike at
their left and right, so along a row depth is min(a₁ − b₁t, a₂ − b₂t, max(a₃ − b₃t, c)), where t is the distance from
the middle, or its square for what is round; and a₁, a₂, a₃, c depend on how far the row lies below the middle. What of
that is the same for all rows of a symbol stands in a table. `symbols` draws the same shapes as outlines.
"""

import numpy as np
import numpy.typing as npt
from numba import njit

from embexplorer.gui.map.symbols import (
    APEX,
    ARM,
    BASE,
    EXTENT,
    HOLE,
    LONG,
    RIM,
    SIDE,
    TIP,
    WAIST,
    WIDE,
)

FAR = 1e6  # pixels: a bound that never matters
HALF = 0.5**0.5
SHARP = (TIP**-2 + WAIST**-2) ** -0.5
SLANT = (WIDE**2 + (APEX + BASE) ** 2) ** -0.5

BEND, B1, B2, B3, A1, A1_BELOW, A1_HIGH, A1_SQUARE, A2, A2_BELOW, A2_HIGH, A2_SQUARE, A3, A3_HIGH, C, C_HIGH = range(16)
ABOVE, BELOW = 16, 17  # how far the symbol reaches
WIDTH = 18
Values = dict[int, float | npt.NDArray[np.float64]]
Terms = npt.NDArray[np.float32]


def terms(radii: npt.NDArray[np.float64]) -> Terms:
    """For each radius and symbol, `BEND` to `BELOW`."""
    table = np.zeros((len(radii), 8, WIDTH), np.float32)
    table[..., (A1, A2, A3, C)] = FAR, FAR, FAR, -FAR
    table[..., (ABOVE, BELOW)] = EXTENT * radii[:, None, None]
    for symbol in range(8):
        for place, values in _terms(symbol, radii).items():
            table[:, symbol, place] = values
    return table


def _terms(symbol: int, r: npt.NDArray[np.float64]) -> Values:
    """Those of one symbol that are not the usual ones."""
    steep, outer, inner = 0.5 / np.maximum(r - 0.25, 0.25), RIM * r, HOLE * r
    rim, hole = 0.5 / np.maximum(outer - 0.25, 0.25), 0.5 / (inner + 0.25)
    triangle: Values = {B2: (APEX + BASE) * SLANT, A1: BASE * r, A2: APEX * r * WIDE * SLANT}
    match symbol:
        case 0:  # DISC
            return {BEND: 1, B1: steep, A1: r * r * steep, A1_SQUARE: -steep, ABOVE: r, BELOW: r}
        case 1:  # SQUARE
            return {A1: SIDE * r, B1: 1, A2: SIDE * r, A2_HIGH: -1, ABOVE: SIDE * r, BELOW: SIDE * r}
        case 2:  # TRIANGLE
            return triangle | {A1_BELOW: -1, A2_BELOW: WIDE * SLANT, ABOVE: APEX * r, BELOW: BASE * r}
        case 7:  # DOWN
            return triangle | {A1_BELOW: 1, A2_BELOW: -WIDE * SLANT, ABOVE: BASE * r, BELOW: APEX * r}
        case 3:  # DIAMOND
            return {A1: r * SHARP, A1_HIGH: -SHARP / TIP, B1: SHARP / WAIST, ABOVE: TIP * r, BELOW: TIP * r}
        case 4:  # PLUS
            bars: Values = {A1: LONG * r, B1: 1, A2: LONG * r, A2_HIGH: -1, A3: ARM * r, B3: 1, C: ARM * r, C_HIGH: -1}
            return bars | {ABOVE: LONG * r, BELOW: LONG * r}
        case 5:  # CROSS
            one: Values = {A1: LONG * r, A1_HIGH: -HALF, B1: HALF, A2: ARM * r, A2_HIGH: HALF, B2: HALF}
            return one | {A3: ARM * r, A3_HIGH: -HALF, B3: -HALF}
        case _:  # RING
            ring: Values = {BEND: 1, B1: rim, A1: outer * outer * rim, A1_SQUARE: -rim, ABOVE: outer, BELOW: outer}
            return ring | {B2: -hole, A2: -inner * inner * hole, A2_SQUARE: hole}


@njit(cache=True, nogil=True, inline="always")
def bounds_of(terms, own, below):
    """a of each and c along the row of pixels that lies so far below the middle of the symbol whose terms begin at
    `own` of the table, which is one line here."""
    high, square = abs(below), below * below
    a1 = terms[own + A1] + terms[own + A1_BELOW] * below
    a1 += terms[own + A1_HIGH] * high + terms[own + A1_SQUARE] * square
    a2 = terms[own + A2] + terms[own + A2_BELOW] * below
    a2 += terms[own + A2_HIGH] * high + terms[own + A2_SQUARE] * square
    return a1, a2, terms[own + A3] + terms[own + A3_HIGH] * high, terms[own + C] + terms[own + C_HIGH] * high


@njit(cache=True, nogil=True, inline="always")
def depth_in(terms, own, below, beside):
    """How deep inside that symbol a pixel lies, so far beside the middle."""
    a1, a2, a3, c = bounds_of(terms, own, below)
    far = abs(beside)
    t = far * (far * terms[own + BEND] + (np.float32(1) - terms[own + BEND]))
    return min(a1 - terms[own + B1] * t, a2 - terms[own + B2] * t, max(a3 - terms[own + B3] * t, c))
