"""The film of a training frame by frame: where the points are, how far the training was, and what holds them all."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import numpy as np

from embexplorer.core.errors import UserError
from embexplorer.core.projection import Projection
from embexplorer.core.typing import FloatArray

FAR = 1  # percent of the points of a frame, at each of its sides, that need not be seen


@dataclass(frozen=True, kw_only=True)
class FilmFrame:
    """One picture of a film: n × 2 coordinates, and its moment in epochs (None where the film does not know it)."""

    number: int
    coordinates: FloatArray
    moment: float | None
    caption: str


def film_frames(projection: Projection, axes: tuple[int, int] = (0, 1)) -> Iterator[FilmFrame]:
    """The frames in their order; raises UserError for a map without a film, or without one of these components."""
    film = film_of(projection)
    if max(axes) >= film.shape[2]:
        raise UserError(f"{projection.name} has {film.shape[2]} components, not {max(axes) + 1}.", "Choose others.")
    moments = projection.moments if len(projection.moments) == len(film) else (None,) * len(film)
    for number, (frame, moment) in enumerate(zip(film, moments, strict=True)):
        coordinates = np.ascontiguousarray(frame[:, list(axes)], np.float32)
        yield FilmFrame(
            number=number, coordinates=coordinates, moment=moment, caption=_caption(number, moment, moments)
        )


def film_kind(place: str) -> Literal["gif", "folder"]:
    """What a film at this place is meant to be; raises UserError for any other file, and where there can be no GIF.

    A folder has no suffix, or ends with a slash.
    """
    suffix = Path(place).suffix.lower()
    match suffix:
        case _ if suffix != ".gif" and (not suffix or place.endswith(("/", os.sep))):
            return "folder"
        case ".gif" if find_spec("PIL") is None:
            hint = 'Install it: pip install "embexplorer[train]", or name a folder for PNG frames.'
            raise UserError("Writing a GIF needs Pillow, which is not installed.", hint)
        case ".gif":
            return "gif"
    raise UserError(
        f"A film cannot be written as ‘{Path(place).name}’: GIF and PNG frames are.",
        "End it with .gif, or with a slash: a folder for the frames.",
    )


def film_of(projection: Projection) -> FloatArray:
    """The f × n × c coordinates; raises UserError where there is no film."""
    if projection.film is None or not len(projection.film):
        raise UserError(f"{projection.name} has no film.", "Choose the map that a training has left.")
    return projection.film


def film_ends(projection: Projection, axes: tuple[int, int] = (0, 1)) -> FloatArray:
    """The least and the greatest place that a camera must show that stands still, 2 × 2.

    That is every point of the last frame, and of those before all but a hundredth at each side: one point that flies
    far for a moment must not make all the others small.
    """
    ends = [np.zeros((0, 2), np.float32)]
    for frame in film_frames(projection, axes):
        sound = frame.coordinates[np.isfinite(frame.coordinates).all(axis=1)]
        if len(sound):
            ends.append(np.percentile(sound, (FAR, 100 - FAR), axis=0).astype(np.float32))
    if len(sound):
        ends.append(sound)
    places = np.concatenate(ends)
    if not len(places):
        return np.zeros((2, 2), np.float32)
    return np.stack([places.min(axis=0), places.max(axis=0)])


def _caption(number: int, moment: float | None, moments: tuple[float | None, ...]) -> str:
    """“epoch 2.4 of 5”, or the number of the frame."""
    last = moments[-1]
    if moment is None or last is None:
        return f"frame {number + 1} of {len(moments)}"
    return f"epoch {moment:.1f} of {last:.3g}"
