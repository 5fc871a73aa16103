"""How large and how opaque points are drawn: the fewer there are in view, the larger, without a step anywhere."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FEW = 1_000  # points in view that are drawn as large as any
LARGEST, SMALLEST = 3.5, 1.0  # pixels
FAINTEST = 0.7
STANDS_OUT = 3.0  # pixels: a point with a class, where those are few among many
SOME, CROWD = 5_000, 40_000  # points with a class, up to which they stand out, and from which they are a crowd
OUTLINE = 0.6
LEAST = 0.75  # device pixels: a smaller disc may lie between the centres of all pixels, and be lost
PLAIN = 1.5  # device pixels: in a smaller radius no two symbols differ
SMALL, LARGE = 0.5, 2.0  # times the usual radius: the points with the lowest and the highest code of size
FACTORS: npt.NDArray[np.float64] = np.sqrt(np.linspace(SMALL**2, LARGE**2, 256))  # the area grows evenly with the code


@dataclass(frozen=True, kw_only=True)
class PointStyle:
    """Radius and outline in pixels; the outline is drawn in the map's colour around the symbol.

    `radius` is that of a point whose size is not given by a code, else it is multiplied by the factor of the code.
    """

    radius: float
    opacity: float
    outline: float = 0.0


def grey_style(in_view: int, size: float = 1.0, opacity: float = 1.0) -> PointStyle:
    """Points without a class, by how many points of all kinds are in view; `size` and `opacity` are factors."""
    return PointStyle(radius=_radius(in_view) * size, opacity=_opacity(in_view) * opacity)


def classed_style(
    classed_in_view: int, in_view: int, quiet: bool = False, size: float = 1.0, opacity: float = 1.0
) -> PointStyle:
    """Points with a colour of their own: by how many of them are in view, so that a few stand out of a large crowd.

    A `quiet` colouring gives a colour to all: they are drawn as grey points are.
    """
    if quiet:
        return grey_style(in_view, size, opacity)
    outstanding = STANDS_OUT * (SOME / max(SOME, classed_in_view)) ** (1 / 3)
    outline = OUTLINE * _between(in_view, FEW, 3 * FEW) * (1 - _between(classed_in_view, SOME, CROWD))
    return PointStyle(
        radius=max(_radius(in_view), outstanding) * size,
        opacity=_opacity(classed_in_view) * opacity,
        outline=outline,
    )


def _radius(in_view: int) -> float:
    """Half as large for sixteen times as many points: the same share of the map is covered by four times as much."""
    return max(SMALLEST, LARGEST * (FEW / max(FEW, in_view)) ** 0.25)


def _opacity(in_view: int) -> float:
    """0.1 less for ten times as many points."""
    return max(FAINTEST, 1 - 0.1 * math.log10(max(FEW, in_view) / FEW))


def _between(count: int, low: int, high: int) -> float:
    """0 up to the low count, 1 from the high one on, evenly with the logarithm."""
    return min(1.0, math.log(max(low, count) / low) / math.log(high / low))
