"""Clouds of points, a map that shows them, and how long its frames take: what the parts of the benchmark share."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
import pyarrow as pa
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from embexplorer.core.figure import Figure
from embexplorer.core.keys import Keys
from embexplorer.core.look import Look
from embexplorer.core.projection import Projection
from embexplorer.core.resolving import resolve
from embexplorer.core.space import EmbeddingSpace
from embexplorer.gui.map.point_style import classed_style
from embexplorer.gui.map.view import MapView

SIZE = (1280, 900)
RADIUS = 2.5


def made(rows: int, seed: int = 0, dimensions: int = 1) -> tuple[EmbeddingSpace, Projection]:
    """Forty Gaussian clouds, each a class: the cloud of the measured prototypes."""
    random = np.random.default_rng(seed)
    middle, cloud = random.normal(size=(40, 2)) * 4, random.integers(0, 40, rows)
    spread = random.uniform(0.2, 1.2, (40, 1))
    places = (middle[cloud] + random.normal(size=(rows, 2)) * spread[cloud]).astype(np.float32)
    vectors = np.zeros((rows, dimensions), np.float32)
    vectors[:, : min(2, dimensions)] = places[:, : min(2, dimensions)]
    columns = pa.table({"cloud": pa.array([f"c{c}" for c in cloud.tolist()]), "x": places[:, 0]})
    space = EmbeddingSpace(name="clouds", keys=Keys([f"w{i}" for i in range(rows)]), vectors=vectors, columns=columns)
    return space, Projection(name="clouds", coordinates=places)


def resolved(space: EmbeddingSpace, projection: Projection, known: Figure | None = None, by: str = "cloud") -> Figure:
    """Points alone, coloured by a column, as large as in the comparison."""
    size = RADIUS / classed_style(space.rows, space.rows).radius
    look = Look(color_by=by, layers=("points",), point_size=size)
    return resolve(space, projection, look, known=known)


def clouds(rows: int) -> Figure:
    """The clouds as a figure."""
    return resolved(*made(rows))


def sized(figure: Figure) -> Figure:
    """The points with a size of their own."""
    return replace(figure, sizes=np.random.default_rng(1).integers(0, 256, figure.rows).astype(np.uint8))


def shaped(figure: Figure) -> Figure:
    """The points with a symbol of their own."""
    return replace(figure, shapes=np.random.default_rng(2).integers(0, 8, figure.rows).astype(np.uint8))


def shown(app: QApplication, figure: Figure, ratio_size: tuple[int, int], load: bool = True) -> MapView:
    """A map that has painted this figure."""
    view = MapView()
    view.resize(*ratio_size)
    if load:
        view._raster.load()
    view.show_figure(figure)
    view.show()
    until_painted(app, view)
    return view


def frames_of(app: QApplication, figure: Figure, frames: int) -> dict[str, float]:
    """Pan frames of the map and of ScatterPlotItem in turns: the same points, radius, colours, sizes and symbols."""
    from map_peers import scatter_plot

    view = shown(app, figure, ratio_size=SIZE)
    plot, item = scatter_plot(figure, RADIUS, SIZE)
    app.processEvents()

    def ours(step: int) -> None:
        view.pan(7 if step % 2 else -7, 3 if step % 2 else -3)
        until_painted(app, view)

    def theirs(step: int) -> None:
        shift = 0.1 if step % 2 else -0.1
        plot.getViewBox().translateBy(x=shift, y=shift)
        until_painted(app, plot.viewport())

    found = in_turns({"ours": ours, "theirs": theirs}, frames)
    del item
    for widget in (plot, view):
        widget.close()
        widget.deleteLater()
    app.processEvents()
    return {**found, "ratio": found["theirs"] / found["ours"]}


def in_turns(acts: dict[str, Callable[[int], object]], times: int) -> dict[str, float]:
    """The median milliseconds of each, one time each in turn, so that whatever else runs disturbs all alike."""
    spent: dict[str, list[float]] = {name: [] for name in acts}
    for act in acts.values():
        act(0)
    for step in range(1, times + 1):
        for name, act in acts.items():
            settle()
            spent[name].append(seconds(partial(act, step)) * 1000)
    return {name: statistics.median(times) for name, times in spent.items()}


def settle() -> None:
    """Do what is left of the act before: a widget may paint itself twice, and the second time is not the next one's."""
    for _ in range(4):
        QApplication.processEvents()


def milliseconds(act: Callable[[int], object], times: int) -> float:
    """The median duration of `act(step)`."""
    return in_turns({"act": act}, times)["act"]


def seconds(act: Callable[[], object]) -> float:
    """How long it takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


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
