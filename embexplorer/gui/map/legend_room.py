"""How much room at the top right a fitted map leaves for its legend."""

from math import ceil

from embexplorer.core.figure import Figure
from embexplorer.gui.map.legend_layout import EDGE, laid_out
from embexplorer.gui.style import pixels

STEP = 48  # pixels: of two legends that are nearly as large, one does not move the map


def legend_room(figure: Figure, width: float, height: float, scrolls: bool = False) -> tuple[float, float] | None:
    """Width and height from the upper right corner of a map of this size, None where there is no legend."""
    area = laid_out(figure, width, height, scrolls=scrolls).area
    if area.isEmpty():
        return None
    wide, high = (STEP * ceil(size / pixels(STEP)) for size in (area.width(), area.height()))
    return min(float(pixels(wide)) + EDGE, width), min(float(pixels(high)) + EDGE, height)
