"""How far each point moves from one layout of a space to another: several maps laid over each other."""

import numpy as np

from embexplorer.core.kept_neighbors import agreement
from embexplorer.core.map_neighbors import all_nearest_on_map
from embexplorer.core.typing import DoubleArray, FloatArray

ROUNDS = 100
SETTLED = 1e-9  # change of the mean map, as a share of its spread, below which the maps lie over each other


def laid_over(layouts: list[FloatArray]) -> DoubleArray:
    """r × n × 2: the layouts moved to one centre, brought to one spread, and turned or mirrored onto their mean.

    Generalised Procrustes analysis (Gower 1975): the mean of all is the target, until it changes no more. The root
    mean square distance of the points of each from its centre is 1, so that no map can shrink to fit.
    """
    maps = np.stack([_of_unit_spread(np.asarray(layout[:, :2], np.float64)) for layout in layouts])
    mean = maps[0]
    for _ in range(ROUNDS):
        maps = np.stack([one @ _turn(one, mean) for one in maps])
        before, mean = mean, maps.mean(axis=0)
        mean = _of_unit_spread(mean)
        if np.sqrt(((mean - before) ** 2).sum(axis=1).mean()) < SETTLED:
            break
    return maps


def wobble(maps: DoubleArray) -> DoubleArray:
    """Of each point the mean distance of its places to their middle, in units of the spread of a map (its root mean
    square radius): 0 for what never moves, about 1 for what is anywhere.
    """
    middle = maps.mean(axis=0)
    return np.asarray(np.linalg.norm(maps - middle, axis=2).mean(axis=0), np.float64)


def steady_neighbors(layouts: list[FloatArray], k: int) -> DoubleArray:
    """Of each point the share of its k nearest on one map that are among its k nearest on another, over all pairs.

    No turning is needed for it: a cluster that moves as a whole keeps its neighbours.
    """
    near = [all_nearest_on_map(np.asarray(layout[:, :2], np.float64), k) for layout in layouts]
    pairs = [(one, other) for place, one in enumerate(near) for other in near[place + 1 :]]
    shares = [agreement(one, other).kept / one.shape[1] for one, other in pairs]
    return np.asarray(np.mean(shares, axis=0), np.float64)


def _of_unit_spread(places: DoubleArray) -> DoubleArray:
    centred = places - places.mean(axis=0)
    spread = np.sqrt((centred**2).sum(axis=1).mean())
    return np.asarray(centred / (spread or 1.0), np.float64)


def _turn(places: DoubleArray, onto: DoubleArray) -> DoubleArray:
    """The 2 × 2 turn, or mirroring, that brings the places nearest to others (Schönemann 1966)."""
    left, _, right = np.linalg.svd(places.T @ onto)
    return np.asarray(left @ right, np.float64)
