"""How long the window waits for each frame of the whole map: points, density, labels, names of groups and the legend.

An act is what the hand does once, after the map has rested; a gesture goes on, sixty times a second. Each frame is
timed from what asks for it to the end of its painting, also those that follow with more labels. The median says what
one waits for, the longest what may be seen to hang. Two frames at 60 Hz are 33.3 ms.
"""

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from map_scene import SIZE, made
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from embexplorer.core.figure import Figure
from embexplorer.core.look import Look
from embexplorer.core.projection import Projection
from embexplorer.core.resolving import resolve
from embexplorer.core.space import EmbeddingSpace
from embexplorer.gui.map import raster
from embexplorer.gui.map.view import MapView

Found = dict[str, float | str]
RESTS, FOLLOWS = 0.3, 0.6  # seconds before an act, and until all its frames have come
STEP = 1 / 60
TWO_FRAMES = 1000 * 2 / 60
LOOK = Look(color_by="cloud")


class Timed(MapView):
    """Notes how long each painting takes, in milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.frames: list[float] = []

    def paintEvent(self, event: QPaintEvent) -> None:
        started = time.perf_counter()
        super().paintEvent(event)
        self.frames.append(1000 * (time.perf_counter() - started))


def run(small: bool) -> Found:
    """All of it; `small` is a smoke test whose numbers mean nothing."""
    app = QApplication.instance() or QApplication([])
    found: Found = {
        "device": f"{SIZE[0]} × {SIZE[1]}, {os.cpu_count()} cores; two frames at 60 Hz: {TWO_FRAMES:.1f} ms"
    }
    for rows in (5_000,) if small else (100_000, 1_000_000):
        found |= measured(app, rows, 1 if small else 6, 3 if small else 24)
    return found


def measured(app: QApplication, rows: int, times: int, steps: int) -> Found:
    """Acts and gestures on a map of so many points."""
    space, projection = made(rows)
    figure = resolve(space, projection, LOOK)
    view = Timed()
    view._raster.load()
    view.resize(*SIZE)
    view.show_figure(figure)
    view.show()
    wait(app, 1.0)
    while raster.is_loading() or view._painter.labels.growing:
        wait(app, 0.1)
    found: Found = {}
    for name, act in acts(view, space, projection, figure).items():
        spent = [acted(app, view, partial(act, step)) for step in range(times + 1)][1:]
        first, longest = (statistics.median(part(one) for one in spent) for part in (first_of, max))
        found[f"{rows:,} points, {name}, first frame / longest, ms"] = f"{first:.0f} / {longest:.0f}"
    for name, gesture in gestures(view, space, projection, figure).items():
        spent = moved(app, view, gesture, steps)
        found[f"{rows:,} points, {name}, frame / longest, ms"] = f"{statistics.median(spent):.0f} / {max(spent):.0f}"
    view.close()
    view.deleteLater()
    return found


def acts(
    view: Timed, space: EmbeddingSpace, projection: Projection, figure: Figure
) -> dict[str, Callable[[int], None]]:
    """What is done once. Names of groups that are not known are left to the thread that finds them in the program."""
    some, every = np.arange(0, space.rows, 3), np.array([], np.int64)
    shown = partial(resolve, space, projection)

    def recolor(step: int) -> None:
        view.show_figure(shown(replace(LOOK, color_by="x" if step % 2 else "cloud"), known=view.figure(), later=True))

    return {
        "isolate a third, or all": lambda step: view.show_figure(
            shown(LOOK, known=figure, isolated=some if step % 2 else every)
        ),
        "recolour": recolor,
        "select a seventh": lambda step: view.show_figure(
            shown(LOOK, known=figure, selection=np.arange(step, space.rows, 7))
        ),
        "zoom": lambda step: view.zoom(1.3 if step % 2 else 1 / 1.3, QPointF(640, 450)),
        "hover": lambda step: QTest.mouseMove(view, QPoint(600 + 9 * step, 430 + 3 * step)),
    }


def gestures(
    view: Timed, space: EmbeddingSpace, projection: Projection, figure: Figure
) -> dict[str, Callable[[int], None]]:
    """What goes on for a while."""
    shown = partial(resolve, space, projection, LOOK)
    few = space.rows // 60
    return {
        "wheel": lambda step: view.zoom(1.05 if step % 24 < 12 else 1 / 1.05, QPointF(640, 450)),
        "drag": lambda step: view.pan(7, 3),
        "brush": lambda step: view.show_figure(shown(known=view.figure(), selection=np.arange(1 + step * few // 2))),
        "slider of a filter": lambda step: view.show_figure(
            shown(known=view.figure(), isolated=np.arange(space.rows - step * few))
        ),
    }


def acted(app: QApplication, view: Timed, act: Callable[[], None]) -> list[float]:
    """The milliseconds of each frame after an act; what the act itself takes is in the first."""
    wait(app, RESTS)
    view.frames.clear()
    started = time.perf_counter()
    act()
    took = 1000 * (time.perf_counter() - started)
    wait(app, FOLLOWS)
    first, *others = view.frames or [0.0]
    return [took + first, *others]


def moved(app: QApplication, view: Timed, gesture: Callable[[int], None], steps: int) -> list[float]:
    """The milliseconds of each step of a gesture with its frame."""
    wait(app, 2 * RESTS)
    spent = []
    for step in range(steps):
        started = time.perf_counter()
        gesture(step)
        view.repaint()
        spent.append(1000 * (time.perf_counter() - started))
        wait(app, max(0.001, STEP - spent[-1] / 1000))
    return spent


def first_of(frames: list[float]) -> float:
    return frames[0]


def wait(app: QApplication, seconds: float) -> None:
    """Let the window do what is due."""
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        app.processEvents()
        time.sleep(0.001)
