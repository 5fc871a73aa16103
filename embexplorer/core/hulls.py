"""The outline of where each group of a map is dense: rings that hold a stated share of its rows."""

import math

import numpy as np

from embexplorer.core.coloring import NONE
from embexplorer.core.density_grid import NOWHERE, cut_out, grid_of, smooth
from embexplorer.core.groups import Groups, largest
from embexplorer.core.typing import BoolArray, DoubleArray, FloatArray

SHARE = 0.9  # of a group's rows lies inside its outline, at least
SIDE, SIGMA = 160, 1.8  # cells along the map, and how far many points are smoothed
MANY, SLOWER = 2_000, 0.25  # fewer are smoothed farther: by the fourth root of how many times as few they are
ROUND = 0.5  # of the highest density, at most, is that at the outline: else that of one point would be a point
NOTE = "Hulls: where each group is densest, with at least 90 % of its points"

Ring = tuple[FloatArray, int]  # n × 2 map points, closed by itself, and the code of its colour; NONE for none
Edge = tuple[int, int, int]  # row and column of a cell, and 0 for the edge to the right of it, 1 for that above


def hulls_of(groups: Groups, coordinates: FloatArray, shown: BoolArray | None = None) -> tuple[Ring, ...]:
    """The rings of every group, the largest first; one in several places has several, and a hole is a ring too.

    Only rows that are `shown` count, on the same cells as all.
    """
    grid = grid_of(coordinates, SIDE)
    if grid is None or not groups.names:
        return ()
    codes = groups.codes if shown is None else np.where(shown, groups.codes, NOWHERE)
    chosen, _ = largest(codes, grid, len(groups.names))
    slots = np.full(len(groups.names) + 1, NOWHERE, np.int32)
    slots[chosen] = np.arange(len(chosen))
    rings: list[Ring] = []
    for group, counts in zip(chosen, grid.counts_of(slots[codes], len(chosen)), strict=True):
        sigma = SIGMA * max(1.0, MANY / max(1.0, float(counts.sum()))) ** SLOWER
        part, row, column = cut_out(counts, math.ceil(3 * sigma) + 1)
        density = smooth(part, sigma)
        for ring in outlines(density, level_of(part, density)):
            places = grid.at(column + ring[:, 0], row + ring[:, 1]).astype(np.float32)
            rings.append((places, groups.colors[group] if groups.colors else NONE))
    return tuple(rings)


def level_of(counts: DoubleArray, density: DoubleArray) -> float:
    """The density that the densest SHARE of the points reaches; half the highest at most."""
    there = counts > 0
    order = np.argsort(-density[there], kind="stable")
    held = np.cumsum(counts[there][order])
    last = int(np.searchsorted(held, SHARE * held[-1] - 1e-9))
    return min(float(density[there][order][last]) * (1 - 1e-9), ROUND * float(density.max()))


def outlines(image: DoubleArray, level: float) -> list[DoubleArray]:
    """The rings (x, y in cells) around everything higher than the level; the edge of the image must be lower.

    Marching squares (Lorensen and Cline 1987, in two dimensions) with straight interpolation.
    """
    steps = _steps(image > level)
    rings = []
    while steps:
        start, edge = next(iter(steps.items()))
        ring = [start]
        del steps[start]
        while edge != start:
            ring.append(edge)
            edge = steps.pop(edge)
        rings.append(_points(image, level, ring))
    return rings


def _steps(high: BoolArray) -> dict[Edge, Edge]:
    """From each crossed edge to the next, with what is high always on the left; a saddle is cut in two."""
    kind = high[:-1, :-1] + 2 * high[:-1, 1:] + 4 * high[1:, 1:] + 8 * high[1:, :-1].astype(np.int64)
    steps: dict[Edge, Edge] = {}
    for row, column in np.argwhere((kind > 0) & (kind < 15)).tolist():
        # sides of a square: below, right, above, left
        sides = ((row, column, 0), (row, column + 1, 1), (row + 1, column, 0), (row, column, 1))
        for one, other in TURNS[int(kind[row, column])]:
            steps[sides[one]] = sides[other]
    return steps


# Which sides a line joins when these corners are high: 1 left below, 2 right below, 4 right above, 8 left above
TURNS: dict[int, tuple[tuple[int, int], ...]] = {
    1: ((0, 3),), 2: ((1, 0),), 3: ((1, 3),), 4: ((2, 1),), 5: ((0, 3), (2, 1)), 6: ((2, 0),), 7: ((2, 3),),
    8: ((3, 2),), 9: ((0, 2),), 10: ((1, 0), (3, 2)), 11: ((1, 2),), 12: ((3, 1),), 13: ((0, 1),), 14: ((3, 0),),
}  # fmt: skip


def _points(image: DoubleArray, level: float, ring: list[Edge]) -> DoubleArray:
    rows, columns, upward = np.array(ring).T
    here = image[rows, columns]
    there = image[rows + upward, columns + 1 - upward]
    share = (level - here) / (there - here)
    return np.stack([columns + share * (1 - upward), rows + share * upward], axis=1)
