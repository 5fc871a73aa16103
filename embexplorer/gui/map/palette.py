"""From the codes of a colouring to the colours of a theme, and label colours that can be read on the map."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor

from embexplorer.core.agreement import AGREEMENT
from embexplorer.core.coloring import NONE, OTHER, TOP, Coloring
from embexplorer.gui.map.color_space import contrast, lab_of, levels, mixed, rgb_of
from embexplorer.gui.map.fading import faded_colors
from embexplorer.gui.map.palette_colors import class_colors, scale_stops
from embexplorer.gui.tokens import Tokens

__all__ = ["READABLE", "color_of", "contrast", "interpolated", "kept_color", "lookup", "readable"]

READABLE = 4.5  # contrast of a label with the map (WCAG AA)


def lookup(coloring: Coloring, tokens: Tokens) -> npt.NDArray[np.uint32]:
    """The opaque ARGB colour of each of the 256 codes."""
    if coloring.base is not None:
        return faded_colors(coloring.base, lookup(coloring.base, tokens), tokens)
    colors = _lookup(coloring.kind, coloring.palette, tokens, coloring.own)
    if coloring.lit is None:
        return colors
    others = np.arange(256) != coloring.lit
    return np.where(others, colors[NONE], colors).astype(np.uint32)


@lru_cache(maxsize=32)
def _lookup(kind: str, palette: str, tokens: Tokens, own: tuple[tuple[int, str], ...] = ()) -> npt.NDArray[np.uint32]:
    colors = np.full(256, _argb(tokens.point), np.uint32)
    if kind == "categorical":
        classes = class_colors(palette, tokens)[:OTHER]
        colors[: len(classes)] = [_argb(color) for color in classes]
        colors[OTHER] = _argb(tokens.other)
    elif kind != "plain":
        colors[: TOP + 1] = interpolated(_stops(kind, palette, tokens), TOP + 1)
    colors[NONE] = _argb(tokens.point)
    for code, color in own:
        colors[code] = _argb(color)
    return colors


def _stops(kind: str, palette: str, tokens: Tokens) -> Sequence[str]:
    if palette == AGREEMENT:
        return tokens.agreement[::-1]
    return scale_stops(palette, "diverging" if kind == "diverging" else "sequential", tokens)


def color_of(coloring: Coloring, code: int, tokens: Tokens) -> QColor:
    """The colour of one code."""
    return QColor.fromRgb(int(lookup(coloring, tokens)[code]))


def kept_color(share: float, tokens: Tokens) -> QColor:
    """The colour of what keeps this share of its neighbours, as on the map."""
    return QColor.fromRgb(int(_lookup("sequential", AGREEMENT, tokens)[round(share * TOP)]))


def interpolated(stops: Sequence[str], count: int) -> npt.NDArray[np.uint32]:
    """`count` colours at even steps along the stops, interpolated in CIE Lab."""
    lab = lab_of(np.array([levels(QColor(stop)) for stop in stops]))
    at = np.linspace(0, len(stops) - 1, count)
    between = np.stack([np.interp(at, np.arange(len(stops)), lab[:, i]) for i in range(3)], axis=1)
    rgb = (np.clip(rgb_of(between), 0, 1) * 255 + 0.5).astype(np.uint32)
    return np.asarray(0xFF000000 | rgb[:, 0] << 16 | rgb[:, 1] << 8 | rgb[:, 2], np.uint32)


@lru_cache(maxsize=1024)
def readable(color: str, tokens: Tokens) -> str:
    """The colour mixed with the text colour in steps of 5 % until it can be read on the map."""
    own, text = QColor(color), QColor(tokens.text)
    for step in range(21):
        one = mixed(own, text, step / 20)
        if contrast(one, QColor(tokens.map)) >= READABLE:
            return one.name()
    return tokens.text


@lru_cache(maxsize=1024)
def darkened(color: str, share: float, tokens: Tokens) -> str:
    """The colour with this share of the text's colour in it, so that it stands out from points of that colour."""
    return readable(mixed(QColor(color), QColor(tokens.text), share).name(), tokens)


def _argb(color: str) -> int:
    return int(QColor(color).rgba())
