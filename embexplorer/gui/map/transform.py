"""From map units to pixels and back: one scale for both axes, y upwards on the map and downwards on the screen."""

import math
from dataclasses import dataclass

import numpy as np

from embexplorer.core.look import Camera
from embexplorer.core.typing import DoubleArray, FloatArray

Box = tuple[float, float, float, float]  # least and greatest x, least and greatest y
MOST_BELOW = 0.3  # of the height of a map that is left free under it
CLOSEST = 1e30  # pixels per map unit: ten thousand times as much is a number that float32 can hold
FARTHEST = 1e5  # pixels from the map's origin to points in one place: float32 then still tells pixels apart
AIR = 18  # pixels left free around a fitted map


@dataclass(frozen=True, kw_only=True)
class MapTransform:
    """`scale` is pixels per map unit; the map point (0, 0) lies at pixel (left, top)."""

    scale: float
    left: float
    top: float

    def to_screen(self, points: FloatArray | DoubleArray) -> DoubleArray:
        """n × 2 map points as n × 2 pixels, float64."""
        pixels = np.asarray(points, np.float64) * np.array([self.scale, -self.scale])
        return np.asarray(pixels + np.array([self.left, self.top]))

    def to_map(self, x: float, y: float) -> tuple[float, float]:
        """The map point under a pixel."""
        return (x - self.left) / self.scale, (self.top - y) / self.scale

    def times(self, ratio: float) -> "MapTransform":
        """The same view in device pixels, `ratio` of them to one pixel."""
        return MapTransform(scale=self.scale * ratio, left=self.left * ratio, top=self.top * ratio)


@dataclass(frozen=True, kw_only=True)
class Area:
    """The part of the window in which the map is fitted, in pixels; the axes lie outside of it."""

    left: float
    top: float
    width: float
    height: float


def of_camera(camera: Camera, area: Area) -> MapTransform:
    """The view that has the camera's point in the middle of the area."""
    left = area.left + area.width / 2 - camera.x * camera.scale
    top = area.top + area.height / 2 + camera.y * camera.scale
    return MapTransform(scale=camera.scale, left=left, top=top)


def camera_of(view: MapTransform, area: Area) -> Camera:
    """The inverse of `of_camera`."""
    x, y = view.to_map(area.left + area.width / 2, area.top + area.height / 2)
    return Camera(x=x, y=y, scale=view.scale)


def bounds(coordinates: FloatArray) -> Box | None:
    """The box of the points that are somewhere; None if there is none."""
    box = _ends(coordinates)
    if all(map(math.isfinite, box)):
        return box
    finite = coordinates[np.isfinite(coordinates).all(axis=1)]
    return _ends(finite) if len(finite) else None


def _ends(points: FloatArray) -> Box:
    xs, ys = points[:, 0], points[:, 1]  # numpy takes thirty times as long for both at once
    return float(xs.min()), float(xs.max()), float(ys.min()), float(ys.max())


def fitted(box: Box | None, area: Area, below: float = 0) -> Camera:
    """The camera that shows the whole box with air around it, and `below` more pixels under it, as far as they go."""
    if box is None:
        return Camera(x=0.0, y=0.0, scale=1.0)
    low_x, high_x, low_y, high_y = box
    below = min(below, MOST_BELOW * area.height)
    across = max(40.0, area.width - 2 * AIR) / max(high_x - low_x, 1 / CLOSEST)
    up = max(40.0, area.height - 2 * AIR - below) / max(high_y - low_y, 1 / CLOSEST)
    scale = min(across, up, CLOSEST)
    if low_x == high_x and low_y == high_y:  # one point, or all in one place
        scale = min(1.0, FARTHEST / max(*map(abs, box), FARTHEST))
    middle = (low_y + high_y) / 2 - below / 2 / scale
    return Camera(x=(low_x + high_x) / 2, y=middle, scale=scale)
