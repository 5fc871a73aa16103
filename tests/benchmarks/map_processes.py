"""Parts of the map's benchmark that need a process of their own: a finer screen, memory, opening, and busy cores."""

import argparse
import contextlib
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from map_scene import SIZE, clouds, frames_of, made, resolved, shown, until_painted
from PySide6.QtWidgets import QApplication

HERE = Path(__file__).resolve().parent


def measured(part: str, rows: int, **environment: str) -> dict[str, float]:
    """What this part finds in a fresh process."""
    command = [sys.executable, str(HERE / "map_processes.py"), part, str(rows)]
    result = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=False)
    if result.returncode:
        raise RuntimeError(result.stderr)
    return json.loads(result.stdout.splitlines()[-1])


def fine(rows: int) -> dict[str, float]:
    """Frames beside ScatterPlotItem, by the scale factor of the environment."""
    return frames_of(application(), clouds(rows), 12 if rows > 100_000 else 3)


def memory(rows: int) -> dict[str, float]:
    """Bytes a point by which the process grows when a map is shown: figure, points, cells, and their images."""
    space, projection = made(rows)
    app = application()
    few = shown(app, resolved(*made(1000)), ratio_size=SIZE)
    gc.collect()
    before = resident()
    figure = resolved(space, projection)
    few.show_figure(figure)
    few.repaint()
    gc.collect()
    return {"memory": (resident() - before) / rows}


def resident() -> int:
    """Bytes of this process that are in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def opening(rows: int) -> dict[str, float]:
    """Seconds from a projection in memory to its first painted frame, in a window that stands and in a fresh one."""
    space, projection = made(rows)
    app = application()
    start = time.perf_counter()
    view = shown(app, resolved(space, projection), ratio_size=SIZE, load=False)
    fresh = time.perf_counter() - start
    view._raster.load()
    again, same = made(rows, seed=1)
    start = time.perf_counter()
    view.show_figure(resolved(again, same))
    view.repaint()
    return {"fresh": fresh, "standing": time.perf_counter() - start}


def kept(rows: int) -> dict[str, float]:
    """Seconds from a project on disk to the first painted frame of its map."""
    from embexplorer.gui.actions import Actions
    from embexplorer.gui.map_page import MapPage
    from embexplorer.jobs.inline_runner import InlineRunner
    from embexplorer.workspace.settings import Settings
    from embexplorer.workspace.untitled import first_project
    from embexplorer.workspace.workspace import Workspace

    app = application()
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(Path(home))
        keep(rows, Path(home), settings)
        start = time.perf_counter()
        workspace = Workspace(first_project(settings)[0], InlineRunner(), settings)
        page = MapPage(workspace, Actions())
        page.resize(SIZE[0], SIZE[1] + 36)
        page.show()
        until_painted(app, page.view)
        if page.view.figure() is None or page.view.figure().rows != rows:
            raise RuntimeError("the map was not there at the first frame")
        found = {"kept": time.perf_counter() - start}
        workspace.close()
    return found


def keep(rows: int, home: Path, settings: object) -> None:
    """A project with a space of so many rows and its map."""
    from embexplorer.core.reading import reader_for
    from embexplorer.core.registry import steps
    from embexplorer.jobs.inline_runner import InlineRunner
    from embexplorer.workspace.untitled import first_project
    from embexplorer.workspace.workspace import Workspace

    steps()
    space, _ = made(rows, dimensions=3)
    space.save(home / "clouds")
    workspace = Workspace(first_project(settings)[0], InlineRunner(), settings)
    workspace.open_file(home / "clouds", reader_for(home / "clouds"))
    until = time.perf_counter() + 300
    while workspace.projection() is None and time.perf_counter() < until:
        workspace.poll()
    workspace.close()


def busy(rows: int) -> dict[str, float]:
    """Frames a second while a word2vec model trains on each core."""
    app, small = application(), rows < 100_000
    view = shown(app, clouds(rows), ratio_size=SIZE)
    with training(small):
        time.sleep(0.1 if small else 8)  # until they have compiled and read
        return {"busy": frames_a_second(app, view, 0.3 if small else 6), "load": os.getloadavg()[0]}


def frames_a_second(app: QApplication, view: object, seconds: float) -> float:
    """How many pan frames are painted in this time, one after the other."""
    begin, count = time.perf_counter(), 0
    while time.perf_counter() < begin + seconds:
        view.pan(7 if count % 2 else -7, 3 if count % 2 else -3)
        until_painted(app, view)
        count += 1
    return count / (time.perf_counter() - begin)


@contextlib.contextmanager
def training(small: bool) -> Iterator[None]:
    """One training for each core, as the program's worker runs it."""
    count = 1 if small else os.cpu_count() or 1
    jobs = [subprocess.Popen([sys.executable, __file__, "train", str(seed)]) for seed in range(count)]
    try:
        yield
    finally:
        for job in jobs:
            job.kill()
            job.wait()


def train(seed: int) -> dict[str, float]:
    """word2vec on the King James Bible, again and again until the process is ended."""
    from embexplorer.core.inputs import Inputs
    from embexplorer.core.resources import resource
    from embexplorer.trainers.word2vec import Word2Vec

    corpus = resource("demos/kjv.tsv.gz")
    while True:
        Word2Vec(path=corpus, column="text", epochs=20, engine="torch", seed=seed).run(Inputs())


def application() -> QApplication:
    """The one there is, or a new one."""
    return QApplication.instance() or QApplication([])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=["fine", "memory", "opening", "kept", "busy", "train"])
    parser.add_argument("rows", type=int)
    options = parser.parse_args()
    np.seterr(all="ignore")
    print(json.dumps(globals()[options.part](options.rows)))
    sys.stdout.flush()
    os._exit(0)  # without waiting for a kernel that is being loaded
