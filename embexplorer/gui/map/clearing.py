"""Make room on a fitted map: points move aside, and shrink as far as is decent, so that none lies below the legend."""

import numpy as np

from embexplorer.core.look import Camera
from embexplorer.core.typing import DoubleArray, FloatArray
from embexplorer.gui.map.transform import AIR, Area, Box

GAP = 8  # pixels between a point and the legend
LEAST = 0.6  # of the scale without a legend; where that is not enough, some points lie below it
MANY, STRIPS = 50_000, 4096  # points that would be too long to sort, and how finely they are then looked at
WEIGHTS = (0.5, 0.25, 0.75, 0.1, 0.9)  # of "right" against "above", to find points that lie far out


def corner_points(coordinates: FloatArray) -> DoubleArray:
    """The points (m × 2) that have no other both to the right of and above them, from right to left: if these keep out
    of the upper right corner, all do. Points that are nowhere do not count.
    """
    xs, ys = coordinates[:, 0], coordinates[:, 1]
    finite = np.isfinite(xs) & np.isfinite(ys)
    if not finite.all():
        xs, ys = xs[finite], ys[finite]
    for weight in WEIGHTS:  # most lie below and to the left of one that is far out, which leaves few to sort
        count = len(xs)
        xs, ys = _farther(xs, ys, weight)
        if len(xs) > max(MANY, count / 2):
            xs, ys = _of_strips(xs, ys)
    order = np.lexsort((-ys, -xs.astype(np.float64)))
    xs, ys = xs[order], ys[order]
    before = np.maximum.accumulate(np.concatenate([[-np.inf], ys[:-1]])) if len(ys) else ys
    higher = ys > before
    return np.stack([xs[higher], ys[higher]], axis=1).astype(np.float64)


def _of_strips(xs: FloatArray, ys: FloatArray) -> tuple[FloatArray, FloatArray]:
    """One for each of many strips from left to right: as far to the right and as high as any point in it."""
    low, high = float(xs.min()), float(xs.max())
    wide = max(high - low, 1e-30) / STRIPS
    strips = np.minimum((xs.astype(np.float64) - low) / wide, STRIPS - 1).astype(np.int64)
    highest = np.full(STRIPS, -np.inf, np.float32)
    np.maximum.at(highest, strips, ys)
    right = np.minimum(low + wide * np.arange(1, STRIPS + 1), high).astype(np.float32)
    there = np.isfinite(highest)
    return right[there], highest[there]


def _farther(xs: FloatArray, ys: FloatArray, weight: float) -> tuple[FloatArray, FloatArray]:
    """Without the points that one far out has both below and to the left of it."""
    if not len(xs):
        return xs, ys
    wide, high = (max(float(ends.max()) - float(ends.min()), 1e-30) for ends in (xs, ys))
    with np.errstate(all="ignore"):  # of huge or tiny numbers it may take any, which leaves more to sort
        at = int(np.argmax(xs * np.float32(weight / wide) + ys * np.float32((1 - weight) / high)))
    kept = (xs > xs[at]) | (ys > ys[at])
    kept[at] = True
    return xs[kept], ys[kept]


def cleared(
    camera: Camera, box: Box, corner: DoubleArray, area: Area, taken: tuple[float, float], below: float
) -> Camera:
    """The camera, which shows the whole box with `below` pixels free under it, moved and scaled so that the points of
    the `corner` keep out of what is `taken` at the top right: width and height, in pixels of the area.
    """
    room = (area.width - 2 * AIR, area.height - 2 * AIR - below)
    free = (area.width - AIR - taken[0] - GAP, area.height - AIR - below - taken[1] - GAP)
    places = np.maximum(corner - (box[0], box[2]), 0.0)
    most = _largest(places, np.array(free))
    if min(room) <= 0 or most <= 0:
        return camera  # nowhere is room
    scale = max(min(camera.scale, most), LEAST * camera.scale)
    slack = np.maximum(np.array(room) - scale * np.array([box[1] - box[0], box[3] - box[2]]), 1e-9) / 2
    share = min(max(float(np.max((np.array(free) - scale * places) / slack, axis=1).min()), 0.0), 1.0)
    across, up = share * slack  # pixels between the box and the left and lower edges; half of the slack is the middle
    return Camera(
        x=box[0] + (area.width / 2 - AIR - float(across)) / scale,
        y=box[2] + (area.height / 2 - AIR - below - float(up)) / scale,
        scale=scale,
    )


def _largest(places: DoubleArray, free: DoubleArray) -> float:
    """The largest scale at which each of these, from the lower left corner, is free to the right or upwards."""
    with np.errstate(divide="ignore", invalid="ignore"):
        most = free / places
    most[np.isnan(most)] = np.inf  # of a point at the edge where that is all that is free
    return float(most.max(axis=1).min(initial=np.inf))
