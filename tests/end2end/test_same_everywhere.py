"""One seed, one map: the window's worker process and the command line in another give identical coordinates."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from embexplorer.core.registry import step_named
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import build
from embexplorer.jobs.process_runner import ProcessRunner
from embexplorer.workspace.settings import Settings
from embexplorer.workspace.untitled import new_untitled
from embexplorer.workspace.workspace import Workspace

Command = Callable[..., Any]


@pytest.fixture
def vectors(tmp_path: Path, clusters: EmbeddingSpace) -> Path:
    """The ninety words as word2vec text."""
    lines = [f"{key} {' '.join(map(str, row))}" for key, row in zip(clusters.keys, clusters.vectors, strict=True)]
    path = tmp_path / "ninety.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("step", ["pca", "tsne", "umap"])
def test_window_and_command_line_draw_the_same_map(fresh: Command, vectors: Path, tmp_path: Path, step: str) -> None:
    seed = {} if step == "pca" else {"seed": 3}
    flags = [] if step == "pca" else ["--seed", "3"]

    in_window = projected(vectors, step, seed)
    fresh(step, vectors, *flags, "-o", "map.csv")

    assert np.array_equal(in_window, read_coordinates(tmp_path / "map.csv"))


def projected(path: Path, step: str, seed: dict[str, int]) -> np.ndarray:
    """The first two coordinates as the window's workspace computes them."""
    settings = Settings()
    workspace = Workspace(new_untitled(settings), ProcessRunner(), settings)
    workspace.open_file(path)
    finish(workspace)
    workspace.start(build(step_named(step), seed), space=workspace.space_id)
    finish(workspace)
    made = next(item for item in reversed(workspace.items.values()) if item.step == step)
    workspace.show(made.id)
    projection = workspace.projection()
    assert projection is not None
    coordinates = np.array(projection.coordinates[:, :2])
    workspace.close()
    return coordinates


def finish(workspace: Workspace) -> None:
    """Let every job end, and those that follow it."""
    workspace.poll()
    while not all(job.ended for job in workspace.jobs.values()):
        workspace.poll()


def read_coordinates(path: Path) -> np.ndarray:
    """The x and y of a coordinates file."""
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))[1:]
    return np.array([[np.float32(x), np.float32(y)] for _, x, y in rows])
