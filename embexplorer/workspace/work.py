"""One job as the workspace follows it: what was asked, who waits for the answer, and the last frame it showed."""

import shutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from embexplorer.core.errors import UserError
from embexplorer.core.report import Frame
from embexplorer.core.step import Step, to_json
from embexplorer.core.typing import IntArray
from embexplorer.jobs.messages import Job, Lane
from embexplorer.jobs.runner import lane_of
from embexplorer.workspace.project import Project


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a step works on: items of the library with their folders, and row ids of the space."""

    space: str | None = None
    projection: str | None = None
    other: str | None = None
    other_projection: str | None = None
    rows: IntArray | None = None
    folders: tuple[tuple[str, Path], ...] = ()

    def items(self) -> tuple[str | None, ...]:
        """All items of the library that it works on."""
        return self.space, self.projection, self.other, self.other_projection


@dataclass(kw_only=True, eq=False)
class Work:
    """`finished` gets the folder of the result and answers the item it became; `visible` in the jobs drawer.

    `shown` tells whether its frames are drawn just now; `begun` hears of the space that a training moves.
    """

    job: Job
    step: Step
    given: Given
    project: Project
    finished: Callable[["Work", Path], str | None]
    begun: Callable[["Work", Path], object] | None = None
    failed: Callable[[UserError], object] | None = None
    visible: bool = True
    keeping: bool = False
    frame: Frame | None = None
    shown: Callable[[], bool] = lambda: False


def job_for(step: Step, given: Given, place: Callable[[str], Path], lane: Lane | None = None) -> Job:
    """The job that runs this step; a selection is written to a file that it names."""
    name = f"{step.name}-{uuid.uuid4().hex[:10]}"
    result = place(name)
    inputs = {role: str(folder) for role, folder in given.folders}
    if given.rows is not None:
        inputs["rows"] = str(_write_rows(given.rows, result.with_name(f".{name}.rows.npy")))
    return Job(
        id=f"run-{name}", step=to_json(step), inputs=inputs, result=str(result), lane=lane or lane_of(type(step))
    )


def forget_result(work: Work, folder: Path) -> None:
    """Remove a result that nobody waits for any more."""
    shutil.rmtree(folder, ignore_errors=True)


def _write_rows(rows: IntArray, file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    np.save(file, np.ascontiguousarray(rows, np.int64), allow_pickle=False)
    return file
