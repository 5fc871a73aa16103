"""How fast density and contours of a crowd are, beside datashader's counts in the same run, and what they cost a pan.

Datashader counts points into pixels and shades the counts (`Canvas.points`, `tf.shade`), for all points and by class;
it smooths nothing. Frames of a pan are compared with pyqtgraph's scatter plot, as in `bench_map`.
"""

import os
import statistics
import sys
from collections.abc import Callable
from dataclasses import replace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import datashader
import datashader.transfer_functions as shading
import numpy as np
import pandas as pd
from map_peers import scatter_plot
from map_scene import RADIUS, SIZE, clouds, milliseconds, until_painted
from PySide6.QtWidgets import QApplication

from embexplorer.core.figure import Figure
from embexplorer.gui.map import density
from embexplorer.gui.map.contours import field_of, thresholds, traced
from embexplorer.gui.map.density import Density
from embexplorer.gui.map.export import scene_of
from embexplorer.gui.map.view import MapView

LEVELS = (0.25, 0.5, 0.75, 0.95)


def run(small: bool) -> dict[str, float | str]:
    """All of it; `small` is a smoke test whose numbers mean nothing."""
    rows, frames = (30_000, 3) if small else (1_000_000, 15)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    figure = clouds(rows)
    density.kernel()
    found: dict[str, float | str] = {"rows": rows}
    found |= pictures(figure, 3 if small else 9)
    found |= pans(app, figure, frames)
    return found


def pictures(figure: Figure, times: int) -> dict[str, float | str]:
    """One picture of the whole map, ours and datashader's in turns."""
    layers = ("density",)
    plain = scene_of(replace(figure, layers=layers, density_by="all"), SIZE, "light")
    classes = scene_of(replace(figure, layers=layers), SIZE, "light")
    blended = scene_of(replace(figure, blend=True), SIZE, "light")
    layer = Density()
    table = pd.DataFrame({"x": figure.coordinates[:, 0], "y": figure.coordinates[:, 1]})
    table["class"] = pd.Categorical(np.minimum(figure.coloring.codes, 9))

    def ours(scene: object) -> Callable[[int], object]:
        return lambda _: layer._counted(scene, 0, None)

    def contours(_: int) -> None:
        counts, smooth, _grid = field_of(plain)
        traced(smooth, *thresholds(counts, smooth, LEVELS))

    def counted(_: int) -> None:
        shading.shade(datashader.Canvas(*SIZE).points(table, "x", "y"), how="log")

    def by_class(_: int) -> None:
        shading.shade(datashader.Canvas(*SIZE).points(table, "x", "y", datashader.count_cat("class")), how="log")

    acts = {
        "density ms": ours(plain),
        "datashader, counts, ms": counted,
        "density by class ms": ours(classes),
        "datashader, counts by class, ms": by_class,
        "density in place of points ms": ours(blended),
        "contours at 4 levels ms": contours,
    }
    for act in acts.values():
        act(0)
    rounds = [{name: milliseconds(act, 3) for name, act in acts.items()} for _ in range(times)]
    return {name: statistics.median(one[name] for one in rounds) for name in acts}


def pans(app: QApplication, figure: Figure, frames: int) -> dict[str, float | str]:
    """Frames of a pan without and with density in place of points, with contours too, and of ScatterPlotItem."""
    view = MapView()
    view.resize(*SIZE)
    view.show_figure(figure)
    view._raster.load()
    view.show()
    plot, item = scatter_plot(figure, RADIUS, SIZE)
    app.processEvents()

    def ours(step: int) -> None:
        view.pan(5, 2 if step % 2 else -2)
        until_painted(app, view)

    def theirs(step: int) -> None:
        plot.getViewBox().translateBy(x=0.1 if step % 2 else -0.1, y=0)
        until_painted(app, plot.viewport())

    kinds = {
        "pan frame, points only, ms": figure,
        "pan frame with density ms": replace(figure, blend=True),
        "pan frame with density and contours ms": replace(figure, blend=True, layers=("points", "contours")),
    }
    spent: dict[str, list[float]] = {name: [] for name in (*kinds, "ScatterPlotItem ms")}
    for _ in range(1 if frames < 5 else 3):
        for name, shown in kinds.items():
            view.show_figure(shown)
            view.fit()
            until_painted(app, view)
            spent[name].append(milliseconds(ours, frames))
        spent["ScatterPlotItem ms"].append(milliseconds(theirs, frames))
    del item
    for widget in (view, plot):
        widget.close()
        widget.deleteLater()
    found: dict[str, float | str] = {name: statistics.median(values) for name, values in spent.items()}
    found["ratio with density"] = found["ScatterPlotItem ms"] / found["pan frame with density ms"]
    return found


if __name__ == "__main__":
    for name, value in run("--small" in sys.argv).items():
        print(f"{name:44} {value:.4g}" if isinstance(value, float) else f"{name:44} {value}")
