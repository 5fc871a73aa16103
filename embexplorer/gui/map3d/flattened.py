"""A figure in 3-D as it is seen from one side, flat: for what is enclosed on the screen, and for files."""

from dataclasses import replace

import numpy as np

from embexplorer.core.coloring import NONE
from embexplorer.core.figure import NO_ROWS, Axis3, Figure
from embexplorer.core.look import Camera
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.gui.map3d.cloud import Cloud
from embexplorer.gui.map3d.orbit import Orbit, Points, said

FLAT_ONLY = ("density", "contours", "hulls")  # layers that there are of two components alone


def flat_coordinates(rows: int, cloud: Cloud, places: Points) -> FloatArray:
    """rows × 2: the pixels of the points, y upwards; NaN for rows that are not drawn or behind the eye."""
    flat = np.full((rows, 2), np.nan, np.float32)
    flat[cloud.rows] = places
    flat[:, 1] *= -1
    return flat


def flattened(
    figure: Figure, cloud: Cloud, seen: tuple[Points, Points], orbit: Orbit, captions: tuple[str, str, str]
) -> Figure:
    """The figure with its points where `seen` (pixels, distances) has them, the nearest to the eye in front.

    A place on it means nothing for the layers of the flat map, which are left out with a note, nor for its axes.
    """
    places, depths = seen
    return replace(
        figure,
        coordinates=flat_coordinates(figure.rows, cloud, places),
        order=_nearest_first(figure, cloud, depths),
        labelled=figure.order if figure.labelled is None else figure.labelled,
        axes=None,
        trust="",
        layers=tuple(layer for layer in figure.layers if layer not in FLAT_ONLY),
        blend=False,
        groups=None,
        hulls=(),
        isolated=NO_ROWS,
        badges=(*figure.badges, said(orbit), *notes(figure)),
        tripod=tripod(orbit, captions),
    )


def notes(figure: Figure) -> tuple[str, ...]:
    """What a view in 3-D leaves out of the figure."""
    one, two = figure.components
    judged = f"What the map keeps is judged on components {one + 1} and {two + 1} alone" if figure.trust else ""
    flat = [layer for layer in figure.layers if layer in FLAT_ONLY]
    left_out = f"Not in 3-D: {', '.join(flat)}" if flat else ""
    return tuple(note for note in (judged, left_out) if note)


def tripod(orbit: Orbit, captions: tuple[str, str, str]) -> tuple[Axis3, ...]:
    """Where the three axes point."""
    ways = orbit.turn().T.tolist()
    return tuple(
        Axis3(caption=caption, right=right, up=up, towards=towards)
        for caption, (right, up, towards) in zip(captions, ways, strict=True)
    )


def camera_of(width: float, height: float) -> Camera:
    """The camera that shows a flattened figure as the room does."""
    return Camera(x=width / 2, y=-height / 2, scale=1.0)


def _nearest_first(figure: Figure, cloud: Cloud, depths: Points) -> IntArray:
    """All rows: those with a class, then the grey ones, the nearest to the eye first; last those that are not drawn."""
    near = np.argsort(depths, kind="stable")
    drawn = np.zeros(figure.rows, np.bool_)
    drawn[cloud.rows] = True
    classed, left = cloud.classed[near], figure.order[~drawn[figure.order]]
    left_classed = figure.coloring.codes[left] != NONE
    parts = (cloud.rows[near[classed]], left[left_classed], cloud.rows[near[~classed]], left[~left_classed])
    return np.concatenate(parts).astype(figure.order.dtype)
