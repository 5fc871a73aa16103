"""The colours of a palette on a map of this theme, its own or from the library `cmap`, adapted so that all are seen."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from PySide6.QtGui import QColor

from embexplorer.core.palettes import AUTO, Palette, Use, is_reversed, palette_of
from embexplorer.gui.map.color_space import contrast, mixed
from embexplorer.gui.tokens import DARK, LIGHT, Tokens

STANDS_OUT = 1.7  # least contrast of a class with the map; paler ones are mixed with the text colour
MANY = 20  # classes; of longer palettes those are left out that do not stand out on both maps
SEEN = 1.25  # least contrast of the ends of a sequential scale; it begins or ends where it is reached
STOPS = 65  # of a scale from the library


@lru_cache(maxsize=128)
def class_colors(name: str, tokens: Tokens) -> tuple[str, ...]:
    """The colours of a palette's classes, in their order."""
    palette = palette_of(name, "classes")
    chosen = tokens.classes if palette.name == AUTO else _of_library(palette, tokens)
    return tuple(reversed(chosen)) if is_reversed(name) else chosen


@lru_cache(maxsize=128)
def scale_stops(name: str, use: Use, tokens: Tokens) -> tuple[str, ...]:
    """Colours at even steps along a scale, from low to high."""
    palette = palette_of(name, use)
    own = {"cividis": tokens.cividis, "batlow": tokens.batlow}
    usual = tokens.diverging if use == "diverging" else tokens.sequential
    stops = own.get(palette.name, usual) if not palette.key else _sampled(palette.key)
    if use == "sequential" and palette.name != AUTO:
        stops = _seen(stops, tokens)
    return tuple(reversed(stops)) if is_reversed(name) else tuple(stops)


def _of_library(palette: Palette, tokens: Tokens) -> tuple[str, ...]:
    from cmap import Colormap

    colors = [str(stop.color.hex) for stop in Colormap(palette.key).color_stops]
    if palette.colors > MANY:
        return tuple(color for color in colors if _stands_out(color, LIGHT) and _stands_out(color, DARK))
    return tuple(_fitted(color, tokens) for color in colors[: palette.colors])


def _stands_out(color: str, tokens: Tokens) -> bool:
    return contrast(QColor(color), QColor(tokens.map)) >= 1.5


def _fitted(color: str, tokens: Tokens) -> str:
    """The colour mixed with the text colour, in steps of 5 %, until it stands out from the map."""
    own, text, ground = QColor(color), QColor(tokens.text), QColor(tokens.map)
    steps = (mixed(own, text, step / 20) for step in range(21))
    return next((one.name() for one in steps if contrast(one, ground) >= STANDS_OUT), tokens.text)


def _sampled(key: str) -> tuple[str, ...]:
    from cmap import Colormap

    return tuple(QColor.fromRgbF(*color[:3].tolist()).name() for color in Colormap(key)(np.linspace(0, 1, STOPS)))


def _seen(stops: Sequence[str], tokens: Tokens) -> tuple[str, ...]:
    """Without the ends that the map swallows."""
    ground = QColor(tokens.map)
    seen = [place for place, stop in enumerate(stops) if contrast(QColor(stop), ground) >= SEEN]
    return tuple(stops[seen[0] : seen[-1] + 1])
