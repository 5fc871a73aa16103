"""How late the window's event loop is while files load and maps form in the workers: share of time, and longest gap.

A timer of 5 ms beats in a process with an event loop, a workspace and real workers; every frame is drawn on a map of
1280 × 900 where the platform allows it. Late is what a beat exceeds its interval by.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from embexplorer.core.projection import Projection
from embexplorer.core.registry import step_named, steps
from embexplorer.core.resources import resource
from embexplorer.core.step import build
from embexplorer.jobs.process_runner import ProcessRunner
from embexplorer.workspace.settings import Settings
from embexplorer.workspace.untitled import new_untitled
from embexplorer.workspace.workspace import Workspace

SHARED = Path(__file__).resolve().parents[3] / "shared/data/vectors/glove.6B.100d.top30k-plus.w2v.txt.gz"
CORPUS = resource("demos/kjv.tsv.gz")
INTERVAL = 0.005
LATE = 0.033
POLL = 15  # milliseconds, as the window polls


class Heart:
    """Beats while it is watched, and knows how late it was."""

    def __init__(self) -> None:
        self.beats: list[float] = []
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start(int(INTERVAL * 1000))

    def _on_timeout(self) -> None:
        self.beats.append(time.perf_counter())

    def late(self, begin: float, end: float) -> tuple[float, float]:
        """The share of this time in which the loop was late by more than 33 ms, and the longest gap in seconds."""
        within = [begin, *(beat for beat in self.beats if begin <= beat <= end), end]
        gaps = np.diff(within)
        over = gaps - INTERVAL
        return float(over[over > LATE].sum() / (end - begin)), float(gaps.max())


def run(small: bool, drawn: bool = True) -> dict[str, float | str]:
    """Shares in percent and gaps in milliseconds, for each stage."""
    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(Path(home))
        workspace = Workspace(new_untitled(settings), ProcessRunner(), settings)
        try:
            return _measured(workspace, _vectors(Path(home), small), small, drawn)
        finally:
            workspace.close()
            application.processEvents()


def _measured(workspace: Workspace, file: Path, small: bool, drawn: bool) -> dict[str, float | str]:
    steps()  # the window's forms have found them before anything runs
    heart, polls, view = Heart(), QTimer(), _map() if drawn else None
    polls.timeout.connect(workspace.poll)
    frames: list[float] = []

    def draw(_: str, array: np.ndarray) -> None:
        frames.append(time.perf_counter())
        if view is not None:
            _show_frame(view, workspace, array)

    def show() -> None:
        if view is not None and workspace.space() is not None and workspace.projection() is not None:
            _show_figure(view, workspace)

    workspace.framed.connect(draw)
    workspace.shown_changed.connect(show)
    answer: dict[str, float | str] = {"rows": 1000 if small else 30228, "map": "drawn" if view else "not drawn"}

    def stage(name: str, begin: Callable[[], str], done: Callable[[str], bool]) -> None:
        frames.clear()
        start = time.perf_counter()
        job = begin()
        _spin(lambda: done(job), limit=20 if small else 180)
        end = time.perf_counter()
        share, gap = heart.late(start, end)
        answer[f"{name}: seconds"] = round(end - start, 1)
        answer[f"{name}: late > 33 ms, % of time"] = round(100 * share, 2)
        answer[f"{name}: longest gap, ms"] = round(1000 * gap)
        if len(frames) > 1:
            answer[f"{name}: frames a second"] = round(len(frames) / (frames[-1] - frames[0]), 1)

    alone = time.perf_counter() + (0.5 if small else 3)
    stage("bare loop", lambda: "", lambda _: time.perf_counter() > alone)
    polls.start(POLL)
    warm_up = time.perf_counter() + (1 if small else 15)
    stage("idle, workers warming", lambda: "", lambda _: time.perf_counter() > warm_up)
    stage("loading, PCA and trust", lambda: workspace.open_file(file), lambda _: workspace.trust() is not None)
    for name, parameters in _projectors(small).items():
        stage(
            name,
            lambda name=name, parameters=parameters: workspace.start(build(step_named(name), parameters)),
            lambda job: workspace.jobs[job].ended,
        )
    training = build(step_named("word2vec"), {"path": str(CORPUS), "column": "text", "epochs": 1 if small else 5})
    stage("training", lambda: workspace.start(training), lambda job: workspace.jobs[job].ended)
    return answer


def _projectors(small: bool) -> dict[str, dict[str, int]]:
    if small:
        return {"umap": {"epochs": 20}, "tsne": {"iterations": 20, "exaggerated": 10}}
    return {"umap": {}, "tsne": {"iterations": 300, "exaggerated": 100}}


def _spin(done: Callable[[], bool], limit: float) -> None:
    loop, watch = QEventLoop(), QTimer()
    until = time.perf_counter() + limit
    watch.timeout.connect(lambda: loop.quit() if done() or time.perf_counter() > until else None)
    watch.start(20)
    loop.exec()
    watch.stop()


def _vectors(folder: Path, small: bool) -> Path:
    """The GloVe file beside the checkout, or clusters of the same size."""
    if SHARED.is_file() and not small:
        return SHARED
    random = np.random.default_rng(0)
    rows, dimensions = (1000, 20) if small else (30228, 100)
    centers = random.normal(size=(50, dimensions))
    vectors = centers[random.integers(0, 50, rows)] + random.normal(size=(rows, dimensions))
    file = folder / "clusters.txt"
    with file.open("w", encoding="ascii") as stream:
        stream.write(f"{rows} {dimensions}\n")
        stream.writelines(f"w{i} {' '.join(f'{x:.4f}' for x in row)}\n" for i, row in enumerate(vectors))
    return file


def _map() -> "MapView | None":  # noqa: F821
    from embexplorer.gui.map.view import MapView

    view = MapView()
    view.resize(1280, 900)
    view.show()
    return view


def _show_frame(view: "MapView", workspace: Workspace, array: np.ndarray) -> None:  # noqa: F821
    if view.figure() is None or view.figure().rows != len(array):  # another space is being trained
        _show_figure(view, workspace, Projection(name="live", coordinates=array))
    view.show_coordinates(array[:, :2])


def _show_figure(view: "MapView", workspace: Workspace, shown: Projection | None = None) -> None:  # noqa: F821
    from embexplorer.core.resolving import resolve

    shown = shown or workspace.projection()
    view.show_figure(resolve(workspace.space(), shown, workspace.look, workspace.selection, workspace.pinned))


def main(small: bool, drawn: bool = True) -> None:
    """Print what was measured."""
    for name, value in run(small, drawn).items():
        print(f"{name:40} {value}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a smoke test")
    parser.add_argument("--bare", action="store_true", help="without the map")
    options = parser.parse_args()
    main(options.small, not options.bare)
