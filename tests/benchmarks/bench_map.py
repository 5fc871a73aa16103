"""How fast the map is beside pyqtgraph's own scatter plot in the same run, and how true its picture is.

Frame: change the view, then process events until the paint is done. Picture: the share of pixels whose point is that of
a brute-force reference (the topmost disc that covers the pixel's centre).
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import pyarrow as pa
import pyqtgraph
from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtWidgets import QApplication, QWidget

from embexplorer.core.coloring import color_by
from embexplorer.core.figure import Figure, resolve
from embexplorer.core.keys import Keys
from embexplorer.core.look import Look
from embexplorer.core.projection import Projection
from embexplorer.core.space import EmbeddingSpace
from embexplorer.gui.map import dots as map_dots
from embexplorer.gui.map import labels, lasso, points
from embexplorer.gui.map.palette import lookup
from embexplorer.gui.map.point_style import PointStyle
from embexplorer.gui.map.transform import MapTransform
from embexplorer.gui.map.view import MapView
from embexplorer.gui.style import colors as colors_in_use

SIZE = (1280, 900)
RADIUS = 2.5


def run(small: bool) -> dict[str, float | str]:
    """All of it; `small` is a smoke test whose numbers mean nothing."""
    rows = 5_000 if small else 1_000_000
    frames = 3 if small else 12
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    figure = clouds(rows)
    view = MapView()
    view.resize(*SIZE)
    view.show_figure(figure)
    view._raster.load()
    view.show()
    found: dict[str, float | str] = {"rows": rows}
    usual, points.classed_style = points.classed_style, lambda *_: PointStyle(radius=RADIUS, opacity=1.0)
    try:
        found |= compared_frames(app, view, figure, frames)
    finally:
        points.classed_style = usual
    found |= fidelity(view, figure)
    found |= answers(app, view, figure, frames)
    view.close()
    view.deleteLater()
    return found


def clouds(rows: int) -> Figure:
    """Forty Gaussian clouds, each a class: the cloud of the measured prototypes."""
    random = np.random.default_rng(0)
    middle, cloud = random.normal(size=(40, 2)) * 4, random.integers(0, 40, rows)
    spread = random.uniform(0.2, 1.2, (40, 1))
    places = (middle[cloud] + random.normal(size=(rows, 2)) * spread[cloud]).astype(np.float32)
    columns = pa.table({"cloud": pa.array([f"c{c}" for c in cloud.tolist()]), "x": places[:, 0]})
    space = EmbeddingSpace(
        name="clouds",
        keys=Keys([f"w{i}" for i in range(rows)]),
        vectors=np.zeros((rows, 1), np.float32),
        columns=columns,
    )
    return resolve(space, Projection(name="clouds", coordinates=places), Look(color_by="cloud", layers=("points",)))


def compared_frames(app: QApplication, view: MapView, figure: Figure, frames: int) -> dict[str, float | str]:
    """Pan frames of the map and of ScatterPlotItem in turns, discs of the same size, one colour for each point."""
    plot, item = scatter_plot(figure)
    app.processEvents()

    def ours(step: int) -> None:
        view.pan(7 if step % 2 else -7, 3 if step % 2 else -3)
        until_painted(app, view)

    def theirs(step: int) -> None:
        shift = 0.1 if step % 2 else -0.1
        plot.getViewBox().translateBy(x=shift, y=shift)
        until_painted(app, plot.viewport())

    ours(0), theirs(0)
    rounds = [(milliseconds(ours, frames), milliseconds(theirs, frames)) for _ in range(1 if frames < 5 else 3)]
    del item
    plot.close()
    plot.deleteLater()
    mine, other = statistics.median(r[0] for r in rounds), statistics.median(r[1] for r in rounds)
    return {"pan frame ms": mine, "ScatterPlotItem ms": other, "ratio": other / mine}


def until_painted(app: QApplication, widget: QWidget) -> None:
    """Process events until the widget has been painted once."""
    painted = Painted(widget)
    while not painted.seen:
        app.processEvents()
    widget.removeEventFilter(painted)


class Painted(QObject):
    """Sees the paint event of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.seen = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


def scatter_plot(figure: Figure) -> tuple[Any, Any]:
    """pyqtgraph's scatter plot with its fastest options, without antialiasing."""
    plot = pyqtgraph.PlotWidget(background="w")
    plot.resize(*SIZE)
    colors = lookup(figure.coloring, colors_in_use())
    brushes = np.array([pyqtgraph.mkBrush(int(c >> 16 & 255), int(c >> 8 & 255), int(c & 255)) for c in colors], object)
    item = pyqtgraph.ScatterPlotItem(
        x=figure.coordinates[:, 0],
        y=figure.coordinates[:, 1],
        brush=brushes[figure.coloring.codes],
        pen=None,
        size=2 * RADIUS,
        pxMode=True,
        useCache=True,
        antialias=False,
    )
    plot.addItem(item)
    plot.getViewBox().setAspectLocked(True)
    plot.show()
    return plot, item


def fidelity(view: MapView, figure: Figure) -> dict[str, float | str]:
    """The picture's rows against the reference, at the sizes of the table and at the one measured above."""
    raster = view._raster._kernel
    assert raster is not None
    _, classed = map_dots.strata(figure)
    dots = raster.prepared(classed)
    seen = MapTransform(scale=SIZE[0] / 22, left=SIZE[0] / 2, top=SIZE[1] / 2)
    found: dict[str, float | str] = {}
    for radius in (1.0, 1.5, RADIUS, 5.0):
        expected = reference(classed.xs, classed.ys, seen, radius)
        actual = raster.topmost(dots, seen, radius, (SIZE[1], SIZE[0]))
        covered = expected >= 0
        found[f"agreement r {radius}"] = float((actual[covered] == expected[covered]).mean())
        found[f"blank r {radius}"] = float((actual[covered] < 0).mean())
    return found


def reference(xs: np.ndarray, ys: np.ndarray, seen: MapTransform, radius: float) -> np.ndarray:
    """Brute force: every disc in turn, every pixel in its box."""
    from numba import njit

    @njit
    def painted(xs, ys, scale, left, top, radius, ids):  # type: ignore[no-untyped-def]
        for i in range(xs.size):
            across, down = xs[i] * scale + left, top - ys[i] * scale
            for y in range(max(0, int(down - radius - 1)), min(ids.shape[0], int(down + radius + 2))):
                for x in range(max(0, int(across - radius - 1)), min(ids.shape[1], int(across + radius + 2))):
                    if (x + 0.5 - across) ** 2 + (y + 0.5 - down) ** 2 <= radius * radius:
                        ids[y, x] = i

    ids = np.full((SIZE[1], SIZE[0]), -1, np.int32)
    painted(xs, ys, seen.scale, seen.left, seen.top, radius, ids)
    return ids


def answers(app: QApplication, view: MapView, figure: Figure, frames: int) -> dict[str, float | str]:
    """Pick, lasso, recolour, and placing labels, in milliseconds."""
    angles = np.linspace(0, 2 * np.pi, 300, endpoint=False)
    random = np.random.default_rng(0)
    far = 4 + np.sin(5 * angles) + random.normal(size=300) * 0.1
    outline = np.stack([far * np.cos(angles), far * np.sin(angles)], axis=1)
    names = pa.array([f"c{c}" for c in random.integers(0, 40, figure.rows).tolist()])
    column = pa.chunked_array([pa.array(figure.coordinates[:, 0])])
    space = EmbeddingSpace(
        name="clouds",
        keys=figure.keys,
        vectors=np.zeros((figure.rows, 1), np.float32),
        columns=pa.table({"cloud": names, "x": column}),
    )
    projection = Projection(name="clouds", coordinates=figure.coordinates)

    def recolor(step: int) -> None:
        look = Look(color_by="x" if step % 2 else "cloud", layers=("points",))
        view.show_figure(resolve(space, projection, look, known=view.figure()))
        view.repaint()

    def label(_: int) -> None:
        scene = view.scene()
        assert scene is not None
        labels.placed(scene)

    recolor(0), label(0)
    few = max(3, frames // 2)
    found: dict[str, float | str] = {
        "pick ms": milliseconds(lambda i: view.row_at(QPointF(400 + i, 450)), 50),
        "lasso ms": milliseconds(lambda _: lasso.rows_in_outline(figure.coordinates, outline), few),
        "recolour ms": milliseconds(recolor, 2 * few),
        "column to colours ms": milliseconds(lambda _: color_by("cloud", names), few),
        "labels ms": milliseconds(label, few),
    }
    moved = figure.coordinates[: figure.rows].copy()

    def move(step: int) -> None:
        view.show_coordinates(moved + np.float32(step % 2) * 0.01)
        view.repaint()

    found["moving layout ms"] = milliseconds(move, few)
    return found


def milliseconds(act: Callable[[int], object], times: int) -> float:
    """The median duration of `act(step)`."""
    spent = []
    for step in range(times):
        started = time.perf_counter()
        act(step)
        spent.append((time.perf_counter() - started) * 1000)
    return statistics.median(spent)


def main(small: bool = False) -> None:
    """Print what was found."""
    for name, value in run(small).items():
        print(f"{name:24} {value:.4g}" if isinstance(value, float) else f"{name:24} {value}")


if __name__ == "__main__":
    main("--small" in sys.argv)
