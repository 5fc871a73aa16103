"""Workspaces over an inline runner, over one that says what the test tells it to, and a small file of vectors."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from embexplorer.core.projection import Projection
from embexplorer.jobs.frames import frame_file
from embexplorer.jobs.inline_runner import InlineRunner
from embexplorer.jobs.messages import Finished, Framed, Job, Message, Started
from embexplorer.jobs.runner import PATIENCE, Runner, Wish
from embexplorer.workspace.notices import Notice
from embexplorer.workspace.settings import Settings
from embexplorer.workspace.untitled import first_project
from embexplorer.workspace.workspace import Workspace

Make = Callable[[Runner], Workspace]


class ScriptedRunner:
    """Runs nothing: it holds the jobs it was given and says what it is told to say."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self.cancelled: list[tuple[str, float]] = []
        self.warmed: list[str] = []
        self.messages: list[Message] = []
        self.closed = False
        self.told: list[tuple[str, Wish]] = []

    def tell(self, job: str, wish: Wish) -> bool:
        self.told.append((job, wish))
        return True

    def start(self, job: Job) -> None:
        self.jobs.append(job)

    def poll(self) -> list[Message]:
        messages, self.messages = self.messages, []
        return messages

    def cancel(self, job: str, patience: float = PATIENCE) -> None:
        self.cancelled.append((job, patience))

    def warm(self, steps: Sequence[str]) -> None:
        self.warmed += steps

    def close(self) -> None:
        self.closed = True

    def named(self, step: str) -> list[Job]:
        """The jobs of one step."""
        return [job for job in self.jobs if job.step["step"] == step]

    def say_started(self, job: Job) -> None:
        self.messages.append(Started(job=job.id))

    def say_framed(self, job: Job, number: int, value: float, rows: int, total: int = 100) -> None:
        """Lay down a frame in which every coordinate has this value, and name it."""
        job.frames.mkdir(parents=True, exist_ok=True)
        path = frame_file(job.frames, number, total)
        np.save(path, np.full((rows, 2), value, np.float32))
        self.messages.append(Framed(job=job.id, path=str(path), at=number, total=total))

    def say_finished(self, job: Job, rows: int, value: float = 0.0) -> None:
        """Lay down a projection as the result."""
        made = Projection(name="made", coordinates=np.full((rows, 2), value, np.float32), parent=None)
        made.save(Path(job.result))
        self.messages.append(Finished(job=job.id, folder=job.result, seconds=1.0))


@pytest.fixture
def vectors(tmp_path: Path) -> Path:
    """Forty words of five dimensions."""
    random = np.random.default_rng(3)
    lines = [f"w{row} " + " ".join(f"{x:.4f}" for x in random.normal(size=5)) for row in range(40)]
    file = tmp_path / "forty.txt"
    file.write_text("\n".join(lines) + "\n", encoding="ascii")
    return file


@pytest.fixture
def make() -> Iterator[Make]:
    """Makes workspaces as the program does when it starts; those left open are closed."""
    made: list[Workspace] = []

    def begin(runner: Runner) -> Workspace:
        settings = Settings()
        workspace = Workspace(first_project(settings)[0], runner, settings)
        made.append(workspace)
        return workspace

    yield begin
    for workspace in made:
        workspace.close()


@pytest.fixture
def workspace(make: Make) -> Workspace:
    return make(InlineRunner())


@pytest.fixture
def opened(workspace: Workspace, vectors: Path) -> Workspace:
    """Forty words with their PCA and its trust."""
    workspace.open_file(vectors)
    drain(workspace)
    return workspace


@pytest.fixture
def scripted(opened: Workspace) -> tuple[Workspace, ScriptedRunner]:
    """The same, from now on over a runner that says what it is told."""
    runner = ScriptedRunner()
    opened._session.running._runner = runner
    opened._session._runner = runner
    return opened, runner


def drain(workspace: Workspace) -> None:
    """Poll until every job has ended."""
    for _ in itertools.takewhile(lambda _: _busy(workspace), range(50)):
        workspace.poll()


def notices_of(workspace: Workspace) -> list[Notice]:
    """A list that grows with what is said from now on."""
    heard: list[Notice] = []
    workspace.noticed.connect(heard.append)
    return heard


def _busy(workspace: Workspace) -> bool:
    return bool(workspace._session.running.works())
