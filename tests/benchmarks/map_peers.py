"""What the map is measured beside: pyqtgraph's ScatterPlotItem, datashader, and brute force as the true picture."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pyqtgraph
from PySide6.QtGui import QColor

from embexplorer.core.figure import Figure
from embexplorer.gui.map.dots import Dots
from embexplorer.gui.map.palette import lookup
from embexplorer.gui.map.point_style import FACTORS
from embexplorer.gui.map.transform import MapTransform
from embexplorer.gui.style import colors as colors_in_use

SYMBOLS = np.array(["o", "s", "t1", "d", "+", "x", "h", "t"], object)  # ours in pyqtgraph's words; it has no ring


def scatter_plot(figure: Figure, radius: float, size: tuple[int, int]) -> tuple[Any, Any]:
    """pyqtgraph's scatter plot with its fastest options, without antialiasing."""
    plot = pyqtgraph.PlotWidget(background="w")
    plot.resize(*size)
    colors = lookup(figure.coloring, colors_in_use())
    brushes = np.array([pyqtgraph.mkBrush(QColor.fromRgb(int(color))) for color in colors], object)
    item = pyqtgraph.ScatterPlotItem(
        x=figure.coordinates[:, 0],
        y=figure.coordinates[:, 1],
        brush=brushes[figure.coloring.codes],
        pen=None,
        size=2 * radius * (1.0 if figure.sizes is None else FACTORS[figure.sizes]),
        symbol="o" if figure.shapes is None else SYMBOLS[figure.shapes],
        pxMode=True,
        useCache=True,
        antialias=False,
    )
    plot.addItem(item)
    plot.getViewBox().setAspectLocked(True)
    plot.show()
    return plot, item


def datashaded(figure: Figure, radius: float, size: tuple[int, int], colored: bool) -> Callable[[int], object]:
    """A frame of datashader: aggregate, shade and spread to discs of about this radius, moved a little each time.

    `colored` by eight classes; else counts alone, which is the fastest it has.
    """
    import datashader
    from datashader import transfer_functions

    classes = pd.Categorical.from_codes(figure.coloring.codes % 8, categories=list("abcdefgh"))
    table = pd.DataFrame({"x": figure.coordinates[:, 0], "y": figure.coordinates[:, 1], "class": classes})
    low, high = figure.coordinates.min(axis=0), figure.coordinates.max(axis=0)
    reduction = datashader.count_cat("class") if colored else datashader.count()

    def frame(step: int) -> object:
        shift = 0.1 if step % 2 else 0.0
        canvas = datashader.Canvas(
            *size, x_range=(low[0] + shift, high[0] + shift), y_range=(low[1] + shift, high[1] + shift)
        )
        image = transfer_functions.shade(canvas.points(table, "x", "y", reduction))
        return transfer_functions.spread(image, px=round(radius - 0.5)).to_pil()

    return frame


def reference(dots: Dots, seen: MapTransform, radius: float, size: tuple[int, int]) -> np.ndarray:
    """Brute force: every symbol in turn, every pixel in its box."""
    from numba import njit

    sizes = np.full(len(dots), radius) if dots.sizes is None else radius * FACTORS[dots.sizes]
    shapes = np.zeros(len(dots), np.uint8) if dots.shapes is None else dots.shapes
    compiled = {name: njit(function) for name, function in (("inside", inside), ("bar", bar))}
    inside.__globals__["_bar"], painted.__globals__["_inside"] = compiled["bar"], compiled["inside"]
    ids = np.full((size[1], size[0]), -1, np.int32)
    njit(painted)(dots.xs, dots.ys, sizes, shapes, seen.scale, seen.left, seen.top, ids)
    return ids


def painted(xs, ys, sizes, shapes, scale, left, top, ids) -> None:  # type: ignore[no-untyped-def]
    """Paint the numbers of all points, one over the other."""
    for i in range(xs.size):
        across, down, far = xs[i] * scale + left, top - ys[i] * scale, sizes[i] * 1.5 + 1
        for y in range(max(0, int(down - far)), min(ids.shape[0], int(down + far + 1))):
            for x in range(max(0, int(across - far)), min(ids.shape[1], int(across + far + 1))):
                if _inside(shapes[i], (x + 0.5 - across) / sizes[i], (y + 0.5 - down) / sizes[i]):  # noqa: F821
                    ids[y, x] = i


def inside(shape, x, y) -> bool:  # type: ignore[no-untyped-def]
    """Whether a place, in radii from the middle, lies in the symbol of this number."""
    if shape == 1:
        return max(abs(x), abs(y)) < 1
    if shape == 2:
        return y < 0.85 and abs(x) < (y + 1.25) * 1.2 / 2.1
    if shape == 7:
        return y > -0.85 and abs(x) < (1.25 - y) * 1.2 / 2.1
    if shape == 3:
        return abs(x) / 0.9 + abs(y) / 1.25 < 1
    if shape == 4:
        return _bar(x, y) or _bar(y, x)  # noqa: F821
    if shape == 5:
        return _bar((x + y) / 2**0.5, (x - y) / 2**0.5) or _bar((x - y) / 2**0.5, (x + y) / 2**0.5)  # noqa: F821
    square = x * x + y * y
    return 0.6**2 < square < 1.1**2 if shape == 6 else square < 1


def bar(along, across) -> bool:  # type: ignore[no-untyped-def]
    """One of the two bars of plus and cross."""
    return abs(along) < 1.2 and abs(across) < 0.4
