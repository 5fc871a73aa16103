"""How colours look to eyes that lack one kind of cone, by the matrices of Machado, Oliveira & Fernandes (2009)."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor

from embexplorer.core.typing import DoubleArray, FloatArray
from embexplorer.gui.map.color_space import levels
from embexplorer.gui.vision import Kind

Pixels = npt.NDArray[np.uint32]
Table = npt.NDArray[np.int32]

MATRICES: dict[str, tuple[tuple[float, float, float], ...]] = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)
    ),
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,  # the luminance of sRGB (IEC 61966-2-1)
}  # fmt: skip
FINE = 65_535  # steps from black to full, in light rather than in levels
BAND = 65_536  # pixels that are done together, so that they stay near the processor


def simulated(pixels: Pixels, kind: Kind) -> Pixels:
    """The pixels (ARGB, premultiplied) as seen with this vision; those that are not opaque keep their opacity."""
    if kind == "none":
        return pixels
    seen = np.empty_like(pixels)
    flat, done = pixels.reshape(-1), seen.reshape(-1)
    for start in range(0, len(flat), BAND):
        done[start : start + BAND] = _band(flat[start : start + BAND], kind)
    return seen


def simulated_rgb(colors: FloatArray, kind: Kind) -> FloatArray:
    """Colours from 0 to 1 (n × 3) as seen with this vision."""
    if kind == "none":
        return colors
    light = np.where(colors > 0.04045, ((colors + 0.055) / 1.055) ** 2.4, colors / 12.92)
    seen = np.clip(light @ np.array(MATRICES[kind]).T, 0, 1)
    return np.asarray(_encoded(seen), np.float32)


def simulated_name(color: str, kind: Kind) -> str:
    """One colour (“#rrggbb”) as seen with this vision."""
    rgb = simulated_rgb(np.array([levels(QColor(color))], np.float32), kind)[0]
    return QColor.fromRgbF(*rgb.tolist()).name()


def _band(pixels: Pixels, kind: Kind) -> Pixels:
    alpha = pixels >> np.uint32(24)
    if (alpha == 255).all():
        return np.asarray(_opaque(pixels, kind) | 0xFF000000, np.uint32)
    straight = _divided(pixels, alpha)
    return np.asarray(_multiplied(_opaque(straight, kind), alpha) | alpha << 24, np.uint32)


def _opaque(pixels: Pixels, kind: Kind) -> Pixels:
    """Each channel is a sum of three looked up shares of light, and is looked up as a level again."""
    channels = [((pixels >> shift) & 255).astype(np.uint8) for shift in (16, 8, 0)]
    made = np.zeros(len(pixels), np.uint32)
    for shares, shift in zip(_shares(kind), (16, 8, 0), strict=True):
        light = shares[0][channels[0]]
        light += shares[1][channels[1]]
        light += shares[2][channels[2]]
        np.clip(light, 0, FINE, out=light)
        made |= _levels()[light] << np.uint32(shift)
    return made


def _divided(pixels: Pixels, alpha: Pixels) -> Pixels:
    safe = np.maximum(alpha, 1)
    made = np.zeros(len(pixels), np.uint32)
    for shift in (16, 8, 0):
        level = (((pixels >> shift) & 255) * 255 + safe // 2) // safe
        made |= np.minimum(level, 255).astype(np.uint32) << np.uint32(shift)
    return made


def _multiplied(pixels: Pixels, alpha: Pixels) -> Pixels:
    made = np.zeros(len(pixels), np.uint32)
    for shift in (16, 8, 0):
        made |= ((((pixels >> shift) & 255) * alpha + 127) // 255).astype(np.uint32) << np.uint32(shift)
    return made


@lru_cache(maxsize=8)
def _shares(kind: Kind) -> tuple[tuple[Table, ...], ...]:
    """Of each channel that is seen, the light that the 256 levels of each channel bring to it."""
    level = np.arange(256) / 255
    light = np.where(level > 0.04045, ((level + 0.055) / 1.055) ** 2.4, level / 12.92)
    return tuple(tuple(np.rint(FINE * part * light).astype(np.int32) for part in row) for row in MATRICES[kind])


@lru_cache(maxsize=1)
def _levels() -> Pixels:
    """The level, 0 to 255, of each amount of light."""
    return np.rint(255 * _encoded(np.arange(FINE + 1) / FINE)).astype(np.uint32)


def _encoded(light: DoubleArray) -> DoubleArray:
    return np.where(light > 0.0031308, 1.055 * np.maximum(light, 0.0031308) ** (1 / 2.4) - 0.055, 12.92 * light)
