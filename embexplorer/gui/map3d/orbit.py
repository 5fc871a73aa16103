"""From where a cloud of points is looked at, and where its points are then seen; plain numbers, no OpenGL."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from embexplorer.core.typing import DoubleArray, FloatArray

Points = FloatArray | DoubleArray

FIELD = 45.0  # degrees that the width of the picture spans
AIR = 1.04  # times the distance at which everything just fits
CLOSEST, FURTHEST = 0.02, 20.0  # times that distance
STEEPEST = 89.0  # degrees of elevation: at 90 left and right would be undefined
NEAR = 1e-3  # of the distance: what is nearer is behind the eye


@dataclass(frozen=True, kw_only=True)
class Orbit:
    """An eye that circles `center` at `distance`; angles in degrees. The third axis points up."""

    azimuth: float = -60.0
    elevation: float = 25.0
    distance: float = 3.0
    center: tuple[float, float, float] = (0.0, 0.0, 0.0)

    def turned(self, around: float, up: float) -> "Orbit":
        """The eye moved by so many degrees."""
        azimuth = (self.azimuth + around + 180) % 360 - 180
        return replace(self, azimuth=azimuth, elevation=min(max(self.elevation + up, -STEEPEST), STEEPEST))

    def nearer(self, factor: float, whole: float) -> "Orbit":
        """The eye at so many times its nearness, within what makes sense beside `whole`, the distance that fits."""
        distance = min(max(self.distance / factor, CLOSEST * whole), FURTHEST * whole)
        return replace(self, distance=distance)

    def moved(self, right: float, down: float, width: float) -> "Orbit":
        """The picture moved by so many pixels: the centre goes the other way, in the plane that is looked at."""
        unit = 2 * self.distance * np.tan(np.radians(FIELD / 2)) / max(width, 1)
        across, upwards, _ = self.turn()
        center = np.asarray(self.center) - right * unit * across + down * unit * upwards
        return replace(self, center=(float(center[0]), float(center[1]), float(center[2])))

    def turn(self) -> DoubleArray:
        """3 × 3: the directions that are seen to the right, upwards and towards the eye, one a row."""
        around, up = np.radians(self.azimuth), np.radians(self.elevation)
        towards = np.array([np.cos(up) * np.cos(around), np.cos(up) * np.sin(around), np.sin(up)])
        across = np.array([-np.sin(around), np.cos(around), 0.0])
        return np.stack([across, np.cross(towards, across), towards])

    def to_screen(self, points: Points, width: float, height: float) -> tuple[Points, Points]:
        """n × 2 pixels from the top left corner, NaN for what is behind the eye, and n distances along the view."""
        turn, scale = self.turn(), width / 2 / np.tan(np.radians(FIELD / 2))
        kind: Any = points.dtype  # float32 places are within a thousandth of a pixel, and quicker
        seen: Any = turn.astype(kind) @ points.T
        seen -= (turn @ self.center).astype(kind)[:, None]
        depth = kind.type(self.distance) - seen[2]
        shrink = np.where(depth > NEAR * self.distance, depth, np.nan)
        np.divide(kind.type(scale), shrink, out=shrink)
        places = np.empty((len(points), 2), kind)
        places[:, 0] = seen[0] * shrink + kind.type(width / 2)
        places[:, 1] = kind.type(height / 2) - seen[1] * shrink
        return places, depth


def said(orbit: Orbit) -> str:
    """From where it is looked at, in words."""
    around, up = (f"{angle:.0f}".replace("-", "−") for angle in (orbit.azimuth, orbit.elevation))
    return f"Seen in 3-D from {around}° around, {up}° up"


def fitting(points: FloatArray, width: float, height: float) -> float:
    """The distance from which all (finite) points are in the picture, however they are turned."""
    return fitting_radius(radius_of(points), width, height)


def radius_of(points: FloatArray) -> float:
    """How far the furthest (finite) point is from the middle; 1 where all are there."""
    lengths = np.sqrt((np.asarray(points, np.float64) ** 2).sum(axis=1))
    return float(lengths[np.isfinite(lengths)].max(initial=0.0)) or 1.0


def fitting_radius(radius: float, width: float, height: float) -> float:
    """The distance from which a ball of this radius is in the picture."""
    across = np.radians(FIELD / 2)
    upwards = np.arctan(np.tan(across) * max(height, 1) / max(width, 1))
    return AIR * radius / float(np.sin(min(across, upwards)))


def centred(coordinates: FloatArray) -> FloatArray:
    """n × 3 float32 within the cube from −1 to 1, one scale for all axes, around the middle of what is finite.

    A row that is not finite is NaN in all three.
    """
    axes = [np.asarray(coordinates[:, axis], np.float64) for axis in range(3)]
    known = np.isfinite(axes[0]) & np.isfinite(axes[1]) & np.isfinite(axes[2])
    if not known.any():
        return np.full(coordinates.shape, np.nan, np.float32)
    ends = [(float(one[known].min()), float(one[known].max())) for one in axes]
    half = max(high / 2 - low / 2 for low, high in ends)
    places = np.empty(coordinates.shape, np.float32)
    for axis, (one, (low, high)) in enumerate(zip(axes, ends, strict=True)):
        places[:, axis] = (one - (low / 2 + high / 2)) / (half if half > 0 else 1.0)
    places[~known] = np.nan
    return places


def picked(places: Points, depths: Points, x: float, y: float, reach: float) -> int | None:
    """The point seen at a pixel: of those whose discs (of radius `reach`) cover it the one nearest to the eye.

    Where none does, the nearest within three times that; None where that is none either.
    """
    square = (places[:, 0] - x) ** 2 + (places[:, 1] - y) ** 2
    over = np.flatnonzero(square <= reach**2)
    if len(over):
        return int(over[np.argmin(depths[over])])
    near = np.flatnonzero(square <= (3 * reach) ** 2)
    return int(near[np.argmin(square[near])]) if len(near) else None
