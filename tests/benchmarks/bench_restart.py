"""How long it takes to be back where one was: 100,000 × 100 with PCA, selection and styling, opened again."""

import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from embexplorer.core.keys import Keys
from embexplorer.core.look import Camera
from embexplorer.core.reading import reader_for
from embexplorer.core.space import EmbeddingSpace
from embexplorer.jobs.inline_runner import InlineRunner
from embexplorer.workspace.settings import Settings
from embexplorer.workspace.untitled import first_project
from embexplorer.workspace.workspace import Workspace


def run(small: bool) -> dict[str, float | str]:
    """Seconds of a first opening beside those of the next start."""
    rows = 2_000 if small else 100_000
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(Path(home))
        folder = Path(home) / "vectors"
        random = np.random.default_rng(0)
        vectors = random.normal(size=(rows, 100)).astype(np.float32)
        EmbeddingSpace(name="random", keys=Keys([f"w{i}" for i in range(rows)]), vectors=vectors).save(folder)

        start = time.perf_counter()
        workspace = Workspace(first_project(settings)[0], InlineRunner(), settings)
        workspace.open_file(folder, reader_for(folder))
        while workspace.projection() is None:
            workspace.poll()
        first = time.perf_counter() - start
        workspace.select(np.arange(0, rows, 3), name="Lasso")
        workspace.set_look(replace(workspace.look, camera=Camera(x=1, y=2, scale=3)), "Pan")
        workspace.close()

        start = time.perf_counter()
        workspace = Workspace(first_project(settings)[0], InlineRunner(), settings)
        space, projection = workspace.space(), workspace.projection()
        assert space is not None and projection is not None
        assert (rows // 3 + 1 if rows % 3 else rows // 3) == len(workspace.selection)
        again = time.perf_counter() - start
        workspace.close()
    return {"rows": rows, "first opening with PCA, s": round(first, 3), "next start, s": round(again, 4)}


def main(small: bool) -> None:
    """Print what was measured."""
    for name, value in run(small).items():
        print(f"{name:40} {value}")


if __name__ == "__main__":
    main(False)
