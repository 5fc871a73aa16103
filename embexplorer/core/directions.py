"""The nearest point in a direction, so that a map can be walked by keys."""

import numpy as np

from embexplorer.core.typing import BoolArray, FloatArray

WAYS: dict[str, tuple[int, int]] = {"left": (-1, 0), "right": (1, 0), "up": (0, 1), "down": (0, -1)}


def nearest_towards(
    coordinates: FloatArray, start: tuple[float, float], way: tuple[int, int], shown: BoolArray | None = None
) -> int | None:
    """The row nearest to `start` within 45° of this way (an axis of the map, y upwards), ties by row; None if none is.

    A point at `start` itself lies in no direction; of rows that are not shown or not finite nothing is known.
    """
    forward, aside = _from(coordinates, start)
    if way[1]:
        forward, aside = aside, forward
    if sum(way) < 0:
        np.negative(forward, out=forward)
    ahead = (forward > 0) & (np.abs(aside) <= forward)  # a comparison with NaN is never true
    return _nearest(forward, aside, ahead if shown is None else ahead & shown)


def nearest_to(coordinates: FloatArray, place: tuple[float, float], shown: BoolArray | None = None) -> int | None:
    """The row nearest to a place of the map, ties by row; None where none is shown."""
    across, up = _from(coordinates, place)
    there = np.isfinite(across) & np.isfinite(up)
    return _nearest(across, up, there if shown is None else there & shown)


def _from(coordinates: FloatArray, place: tuple[float, float]) -> tuple[FloatArray, FloatArray]:
    """How far each point lies to the right of a place and above it; infinite where it is farther than can be told."""
    with np.errstate(over="ignore", invalid="ignore"):
        x, y = np.float32(place[0]), np.float32(place[1])
        return np.subtract(coordinates[:, 0], x), np.subtract(coordinates[:, 1], y)


def _nearest(across: FloatArray, up: FloatArray, among: BoolArray) -> int | None:
    """Squares in float64: those of far points would overflow, those of near ones vanish."""
    rows = np.flatnonzero(among)
    if not len(rows):
        return None
    x, y = across[rows].astype(np.float64), up[rows].astype(np.float64)
    return int(rows[(x * x + y * y).argmin()])
