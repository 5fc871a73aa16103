"""What is measured of every palette: how far its colours are apart for each kind of colour vision, on both maps.

Run `python tests/benchmarks palettes`. No times: numbers to look at when a palette is added or a colour is changed.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from embexplorer.core.palettes import PALETTES, Palette
from embexplorer.gui.tokens import DARK, LIGHT, Tokens
from tests.gui.map.color_vision import (
    VISIONS,
    colors_of,
    nearest_pair,
    nearest_to,
    sides_apart,
    turning_back,
    unevenness,
)


def run(small: bool = False) -> dict[str, float | str]:
    """One line for each palette and theme: normal, deuteranopia, protanopia, tritanopia."""
    return {
        f"{palette.use} {palette.name}{' · safe' * palette.safe}{' · uniform' * palette.uniform}, {theme.theme}": line(
            palette, theme
        )
        for palette in PALETTES
        for theme in (LIGHT, DARK)
    }


def line(palette: Palette, theme: Tokens) -> str:
    """The numbers of one palette in words."""
    colors = colors_of(palette, theme)
    ground = _four(lambda vision: nearest_to(theme.map, colors, vision))
    match palette.use:
        case "classes":
            return f"ΔE of two {_four(lambda vision: nearest_pair(colors, vision))}, of map {ground}"
        case "sequential":
            ends = _four(lambda vision: nearest_pair((colors[0], colors[-1]), vision))
            back = _four(lambda vision: turning_back(colors, vision), 2)
            return f"ends {ends}, of map {ground}, back {back}, uneven {unevenness(colors):.2f}"
    return f"sides {_four(lambda vision: sides_apart(colors, vision))}, uneven {unevenness(colors):.2f}"


def _four(measure, digits: int = 1) -> str:
    return " ".join(f"{measure(vision):.{digits}f}" for vision in VISIONS)


if __name__ == "__main__":
    for name, value in run().items():
        print(f"{name}: {value}")
