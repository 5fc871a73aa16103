"""The colours of a density: of its classes, of the mean of its values, or a scale of its own."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor

from embexplorer.core.coloring import NONE, TOP
from embexplorer.core.figure import Figure
from embexplorer.gui.map.palette import interpolated, lookup
from embexplorer.gui.tokens import Tokens

Field = npt.NDArray[np.float32]

MOST_CLASSES = 24  # that are counted each in a grid of its own; the colours of more are averaged
RAMP_TO = 0.85  # of the scale: its end is as strong as text


@dataclass(frozen=True)
class Look:
    """`steepness` is how soon a density is full, `opaque` how opaque then, `solid` how much of that where points crowd.

    The densest places go `depth` of the way `toward` the colour of text; `kept` is what is left of points that crowd.
    """

    steepness: float
    opaque: float
    solid: float
    depth: float
    toward: Field
    kept: float = 0.12


def look_of(tokens: Tokens) -> Look:
    """On a light map denser is darker, on a dark one brighter."""
    text = rgb(np.array([QColor(tokens.text).rgba()], np.uint32))[0]
    if tokens.theme == "light":
        return Look(steepness=1.9, opaque=0.94, solid=0.82, depth=0.42, toward=text)
    return Look(steepness=1.7, opaque=0.92, solid=0.82, depth=0.42, toward=text)


@dataclass(frozen=True)
class Hues:
    """`slot_of` and `weights` say for each code where, and with which weights one after the other, it is counted.

    "class": a grid for each of the `slots`, whose colours are `labs`. "value": numbers and sums of codes, and `scale`
    has the colours of the codes. "mean": numbers, and sums of the colours in OKLab. "plain": nothing is counted.
    """

    kind: str
    slots: int
    slot_of: npt.NDArray[np.int16]
    weights: tuple[Field, ...]
    labs: Field
    scale: Field


def hues_of(figure: Figure, tokens: Tokens) -> Hues:
    """How the bins of this figure get their colour: as the points are painted."""
    coloring = figure.painted
    colors = rgb(lookup(coloring, tokens))
    labs, ones, none = oklab(colors), np.ones(256, np.float32), np.full(256, -1, np.int16)
    if figure.density_by == "all" or (coloring.kind == "plain" and coloring.base is None):
        return Hues("plain", 0, none, (), labs, colors)
    codes = sorted({entry.code for entry in coloring.entries} | {NONE})
    if coloring.base is not None or (coloring.kind == "categorical" and len(codes) > MOST_CLASSES):
        return Hues("mean", 1, np.zeros(256, np.int16), (ones, *np.ascontiguousarray(labs.T)), labs, colors)
    if coloring.kind == "categorical":
        slot_of = none.copy()
        slot_of[codes] = np.arange(len(codes))
        return Hues("class", len(codes), slot_of, (ones,), np.ascontiguousarray(labs[codes]), colors)
    with_value = none.copy()
    with_value[: TOP + 1] = 0
    return Hues("value", 1, with_value, (ones, np.arange(256, dtype=np.float32)), labs, colors)


def ramp(tokens: Tokens) -> Field:
    """256 × 3 colours of a density that has no hue of its own, from the faintest to the densest."""
    scale = interpolated(tokens.sequential, round(256 / RAMP_TO))
    return rgb(scale[:256])


def rgb(colors: npt.NDArray[np.uint32]) -> Field:
    """ARGB as n × 3 levels, 0 to 255."""
    return np.asarray(colors[:, None] >> np.array([16, 8, 0], np.uint32) & 255, np.float32)


def oklab(levels: Field) -> Field:
    """Levels of sRGB (0 to 255) in OKLab (Ottosson 2020)."""
    share = np.asarray(levels, np.float64) / 255
    linear = np.where(share > 0.04045, ((share + 0.055) / 1.055) ** 2.4, share / 12.92)
    return np.asarray(np.cbrt(linear @ _cones().T) @ _opponents().T, np.float32)


@lru_cache(maxsize=1)
def _cones() -> npt.NDArray[np.float64]:
    return np.array(
        [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ]
    )


@lru_cache(maxsize=1)
def _opponents() -> npt.NDArray[np.float64]:
    return np.array(
        [
            [0.2104542553, 0.7936177850, -0.0040720468],
            [1.9779984951, -2.4285922050, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.8086757660],
        ]
    )
