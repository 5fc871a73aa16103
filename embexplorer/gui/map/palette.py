"""From the codes of a colouring to the colours of a theme, and label colours that can be read on the map."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor

from embexplorer.core.agreement import AGREEMENT
from embexplorer.core.coloring import NONE, OTHER, TOP, Coloring
from embexplorer.core.typing import DoubleArray
from embexplorer.gui.tokens import Tokens

SCALES = ("auto", "cividis", "batlow")
READABLE = 4.5  # contrast of a label with the map (WCAG AA)

_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)  # linear sRGB to CIE XYZ, D65
_WHITE = np.array([0.95047, 1.0, 1.08883])


def lookup(coloring: Coloring, tokens: Tokens) -> npt.NDArray[np.uint32]:
    """The opaque ARGB colour of each of the 256 codes."""
    return _lookup(coloring.kind, coloring.palette, tokens)


@lru_cache(maxsize=32)
def _lookup(kind: str, palette: str, tokens: Tokens) -> npt.NDArray[np.uint32]:
    colors = np.full(256, _argb(tokens.point), np.uint32)
    if kind == "categorical":
        colors[: len(tokens.classes)] = [_argb(color) for color in tokens.classes]
        colors[OTHER] = _argb(tokens.other)
    elif kind != "plain":
        colors[: TOP + 1] = interpolated(_stops(kind, palette, tokens), TOP + 1)
    colors[NONE] = _argb(tokens.point)
    return colors


def _stops(kind: str, palette: str, tokens: Tokens) -> Sequence[str]:
    named = {"cividis": tokens.cividis, "batlow": tokens.batlow, AGREEMENT: tokens.agreement[::-1]}
    return named.get(palette, tokens.diverging if kind == "diverging" else tokens.sequential)


def color_of(coloring: Coloring, code: int, tokens: Tokens) -> QColor:
    """The colour of one code."""
    return QColor.fromRgb(int(lookup(coloring, tokens)[code]))


def kept_color(share: float, tokens: Tokens) -> QColor:
    """The colour of what keeps this share of its neighbours, as on the map."""
    return QColor.fromRgb(int(_lookup("sequential", AGREEMENT, tokens)[round(share * TOP)]))


def interpolated(stops: Sequence[str], count: int) -> npt.NDArray[np.uint32]:
    """`count` colours at even steps along the stops, interpolated in CIE Lab."""
    lab = _lab(np.array([_red_green_blue(QColor(stop)) for stop in stops]))
    at = np.linspace(0, len(stops) - 1, count)
    between = np.stack([np.interp(at, np.arange(len(stops)), lab[:, i]) for i in range(3)], axis=1)
    levels = (np.clip(_rgb(between), 0, 1) * 255 + 0.5).astype(np.uint32)
    return np.asarray(0xFF000000 | levels[:, 0] << 16 | levels[:, 1] << 8 | levels[:, 2], np.uint32)


def _lab(rgb: DoubleArray) -> DoubleArray:
    linear = np.where(rgb > 0.04045, ((rgb + 0.055) / 1.055) ** 2.4, rgb / 12.92)
    ratio = linear @ _TO_XYZ.T / _WHITE
    f = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], axis=1)


def _rgb(lab: DoubleArray) -> DoubleArray:
    f_y = (lab[:, 0] + 16) / 116
    f = np.stack([f_y + lab[:, 1] / 500, f_y, f_y - lab[:, 2] / 200], axis=1)
    ratio = np.where(f**3 > 216 / 24389, f**3, (116 * f - 16) * 27 / 24389)
    linear = np.clip(ratio * _WHITE @ np.linalg.inv(_TO_XYZ).T, 0, 1)
    return np.where(linear > 0.0031308, 1.055 * linear ** (1 / 2.4) - 0.055, 12.92 * linear)


@lru_cache(maxsize=1024)
def readable(color: str, tokens: Tokens) -> str:
    """The colour mixed with the text colour in steps of 5 % until it can be read on the map."""
    own, text = QColor(color), QColor(tokens.text)
    for step in range(21):
        mixed = _mixed(own, text, step / 20)
        if contrast(mixed, QColor(tokens.map)) >= READABLE:
            return mixed.name()
    return tokens.text


@lru_cache(maxsize=1024)
def darkened(color: str, share: float, tokens: Tokens) -> str:
    """The colour with this share of the text's colour in it, so that it stands out from points of that colour."""
    return readable(_mixed(QColor(color), QColor(tokens.text), share).name(), tokens)


def _mixed(own: QColor, text: QColor, share: float) -> QColor:
    pairs = zip(_red_green_blue(own), _red_green_blue(text), strict=True)
    return QColor.fromRgbF(*(a + (b - a) * share for a, b in pairs))


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: QColor) -> float:
    rgb = np.array(_red_green_blue(color))
    linear = np.where(rgb > 0.04045, ((rgb + 0.055) / 1.055) ** 2.4, rgb / 12.92)
    return float(linear @ _TO_XYZ[1])


def _red_green_blue(color: QColor) -> tuple[float, float, float]:
    return color.redF(), color.greenF(), color.blueF()


def _argb(color: str) -> int:
    return int(QColor(color).rgba())
