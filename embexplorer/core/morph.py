"""Lay one map over another of the same things: turned, scaled and moved onto it, and on the way between the two."""

import numpy as np

from embexplorer.core.typing import DoubleArray, FloatArray, IntArray


def turned_onto(places: FloatArray, rows: IntArray, onto: FloatArray, onto_rows: IntArray) -> FloatArray:
    """All n × 2 places of a map, turned (or mirrored), scaled alike and moved so that `rows` come as near as can be, in
    least squares, to `onto_rows` of another (Procrustes; Schönemann & Carroll 1970). Neighbours on the map stay what
    they are. Rows that are nowhere in either do not count; where fewer than two are left, nothing is turned.
    """
    moved, fixed = np.asarray(places, np.float64), np.asarray(onto, np.float64)[onto_rows]
    mine = moved[rows]
    there = np.isfinite(mine).all(axis=1) & np.isfinite(fixed).all(axis=1)
    if np.count_nonzero(there) < 2:
        return np.asarray(places, np.float32)
    mine, fixed = mine[there], fixed[there]
    center, target = mine.mean(axis=0), fixed.mean(axis=0)
    rotation, scale = _rotation(mine - center, fixed - target)
    return np.asarray(scale * (moved - center) @ rotation + target, np.float32)


def left_over(turned: FloatArray, onto: FloatArray) -> float:
    """The share, 0 to 1, of the spread of `onto` that a map turned onto it does not explain (1 − R²)."""
    mine, fixed = np.asarray(turned, np.float64), np.asarray(onto, np.float64)
    there = np.isfinite(mine).all(axis=1) & np.isfinite(fixed).all(axis=1)
    mine, fixed = mine[there], fixed[there]
    whole = float(((fixed - fixed.mean(axis=0)) ** 2).sum()) if len(fixed) else 0.0
    return min(1.0, float(((mine - fixed) ** 2).sum()) / whole) if whole > 0 else 1.0


def _rotation(mine: DoubleArray, fixed: DoubleArray) -> tuple[DoubleArray, float]:
    left, strengths, right = np.linalg.svd(mine.T @ fixed)
    size = float((mine * mine).sum())
    scale = float(strengths.sum()) / size if size > 0 else 1.0
    return np.asarray(left @ right), scale or 1.0


def between(first: FloatArray, second: FloatArray, share: float) -> FloatArray:
    """The places at this share of the straight ways from the first map (0) to the second (1); n × 2 float32."""
    return np.asarray((1 - share) * np.asarray(first, np.float32) + share * np.asarray(second, np.float32), np.float32)
