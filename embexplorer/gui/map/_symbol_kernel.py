"""The symbols of points as the compiled kernels know them: how deep inside its edge a place lies, row by row of pixels.

Depth is in pixels, negative outside; a pixel at depth d is filled by min(1, max(0, d + ½)). All symbols are alike at
their left and right, so along a row depth is min(a₁ − b₁t, a₂ − b₂t, max(a₃ − b₃t, c)), where t is the distance from
the middle, or its square for what is round. `symbols` draws the same shapes as outlines.
"""

import numpy as np
from numba import njit

from embexplorer.gui.map.symbols import (
    APEX,
    ARM,
    BASE,
    CROSS,
    DIAMOND,
    DISC,
    DOWN,
    HOLE,
    LONG,
    PLUS,
    RIM,
    RING,
    SIDE,
    SQUARE,
    TIP,
    TRIANGLE,
    WAIST,
    WIDE,
)

FAR = 1e6  # pixels: a bound that never matters
HALF = 0.5**0.5
SHARP = (TIP**-2 + WAIST**-2) ** -0.5
SLANT = (WIDE**2 + (APEX + BASE) ** 2) ** -0.5


@njit(cache=True, nogil=True, inline="always")
def row_of(symbol, below, radius):
    """What depth depends on along the row of pixels that lies so far below the middle: squared?, a, b of each, c."""
    high = abs(below)
    bend, a1, b1, a2, b2, a3, b3, c = 0.0, FAR, 0.0, FAR, 0.0, FAR, 0.0, -FAR
    if symbol == DISC:
        bend, b1 = 1.0, 0.5 / max(radius - 0.25, 0.25)
        a1 = (radius * radius - below * below) * b1
    elif symbol == SQUARE:
        a1, b1, a2 = SIDE * radius, 1.0, SIDE * radius - high
    elif symbol in (TRIANGLE, DOWN):
        lower = below if symbol == TRIANGLE else -below
        a1, a2, b2 = BASE * radius - lower, (lower + APEX * radius) * WIDE * SLANT, (APEX + BASE) * SLANT
    elif symbol == DIAMOND:
        a1, b1 = (radius - high / TIP) * SHARP, SHARP / WAIST
    elif symbol == PLUS:
        a1, b1, a2 = LONG * radius, 1.0, LONG * radius - high
        a3, b3, c = ARM * radius, 1.0, ARM * radius - high
    elif symbol == CROSS:
        a1, b1 = LONG * radius - high * HALF, HALF
        a2, b2, a3, b3 = ARM * radius + high * HALF, HALF, ARM * radius - high * HALF, -HALF
    elif symbol == RING:
        outer, inner = RIM * radius, HOLE * radius
        bend, b1, b2 = 1.0, 0.5 / max(outer - 0.25, 0.25), -0.5 / (inner + 0.25)
        a1, a2 = (outer * outer - below * below) * b1, (inner * inner - below * below) * b2
    return (
        np.float32(bend),
        np.float32(a1),
        np.float32(b1),
        np.float32(a2),
        np.float32(b2),
        np.float32(a3),
        np.float32(b3),
        np.float32(c),
    )


@njit(cache=True, nogil=True, inline="always")
def depth_in(row, beside):
    """How deep inside the symbol a pixel of the row lies, so far beside the middle."""
    bend, a1, b1, a2, b2, a3, b3, c = row
    far = abs(beside)
    t = far * (far * bend + (np.float32(1) - bend))
    return min(a1 - b1 * t, a2 - b2 * t, max(a3 - b3 * t, c))
