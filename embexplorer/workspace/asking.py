"""Questions in passing: a probe runs on the quick worker, its table goes to who asked, and nothing is kept."""

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from embexplorer.core.errors import UserError
from embexplorer.core.step import Step
from embexplorer.core.table import Table
from embexplorer.workspace.project import Project
from embexplorer.workspace.running import Running
from embexplorer.workspace.work import Given, Work, job_for


class Asking:
    """Of the questions with one key only the newest is answered."""

    def __init__(self, project: Project, running: Running) -> None:
        self._project = project
        self._running = running
        self._numbers = count(1)
        self._newest: dict[str, str] = {}

    def ask(
        self,
        step: Step,
        given: Given,
        answer: Callable[[Table], Any],
        failed: Callable[[UserError], Any] | None,
        key: str,
        title: str = "",
    ) -> int:
        """Ask; answers a number that only says which question it was. One with a title stands among the jobs."""
        job = job_for(step, given, self._project.answer_place)
        if key:
            self._running.drop(self._newest.get(key, ""))
            self._newest[key] = job.id
        work = Work(
            job=job,
            step=step,
            given=given,
            project=self._project,
            finished=lambda _, folder: _hand_over(folder, answer),
            failed=failed,
            visible=bool(title),
        )
        self._running.start(work, title)
        return next(self._numbers)


def _hand_over(folder: Path, answer: Callable[[Table], Any]) -> None:
    """The table stays mapped after its folder is gone."""
    table = Table.open(folder)
    shutil.rmtree(folder, ignore_errors=True)
    answer(table)
