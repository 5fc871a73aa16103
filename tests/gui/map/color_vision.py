"""How far colours are apart as people with each kind of colour vision see them, by colorspacious (CAM02-UCS)."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from colorspacious import cspace_convert
from PySide6.QtGui import QColor

from embexplorer.core.palettes import Palette
from embexplorer.gui.map.palette import interpolated
from embexplorer.gui.map.palette_colors import class_colors, scale_stops
from embexplorer.gui.tokens import Tokens

VISIONS = ("normal", "deuteranomaly", "protanomaly", "tritanomaly")  # at severity 100: deuteranopia and so on
STEPS = 128  # of a scale


def seen(colors: Sequence[str], vision: str) -> np.ndarray:
    """The colours ("#rrggbb") in CAM02-UCS, as seen with this vision (Machado et al. 2009)."""
    rgb = np.array([QColor(color).getRgbF()[:3] for color in colors])
    if vision != "normal":
        space = {"name": "sRGB1+CVD", "cvd_type": vision, "severity": 100}
        rgb = np.clip(cspace_convert(rgb, space, "sRGB1"), 0, 1)
    return np.asarray(cspace_convert(rgb, "sRGB1", "CAM02-UCS"))


def nearest_pair(colors: Sequence[str], vision: str) -> float:
    """ΔE of the two colours that are most alike."""
    return min(float(np.linalg.norm(one - other)) for one, other in combinations(seen(colors, vision), 2))


def nearest_to(ground: str, colors: Sequence[str], vision: str) -> float:
    """ΔE of the ground and the colour that is most like it."""
    return float(np.linalg.norm(seen(colors, vision) - seen([ground], vision), axis=1).min())


def colors_of(palette: Palette, tokens: Tokens) -> tuple[str, ...]:
    """The colours of classes, or those at even steps along a scale, as they are drawn."""
    if palette.use == "classes":
        return class_colors(palette.name, tokens)
    argb = interpolated(scale_stops(palette.name, palette.use, tokens), STEPS)
    return tuple(QColor.fromRgb(int(color)).name() for color in argb)


def unevenness(colors: Sequence[str]) -> float:
    """How much the steps along a scale differ: standard deviation over mean of their ΔE.

    The steps are so long that the rounding of colours to bytes counts for little.
    """
    steps = np.linalg.norm(np.diff(seen(colors[::8], "normal"), axis=0), axis=1)
    return float(steps.std() / steps.mean())


def turning_back(colors: Sequence[str], vision: str) -> float:
    """By how much the lightness (J′) goes back on its way from one end to the other: 0 if it is monotone."""
    lightness = seen(colors, vision)[:, 0]
    way = lightness if lightness[-1] > lightness[0] else -lightness
    return float((np.maximum.accumulate(way) - way).max())


def sides_apart(colors: Sequence[str], vision: str) -> float:
    """ΔE of the ends of a diverging scale, or of its two middles, whichever is less."""
    both = seen(colors, vision)
    last = len(both) - 1
    return min(float(np.linalg.norm(both[at] - both[last - at])) for at in (0, len(both) // 4))
