"""A process runner that knows the trial steps, and a patient way to hear from it."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from embexplorer.jobs.messages import ENDS, Job, Lane, Message
from embexplorer.jobs.process_runner import ProcessRunner

HERE = Path(__file__).parent
PATIENCE = 20.0


class Listener:
    """Polls as the window does, until something has been said."""

    def __init__(self, runner: ProcessRunner, folder: Path) -> None:
        self.runner = runner
        self.folder = folder
        self.heard: list[Message] = []

    def start(self, step: str, lane: Lane = "heavy", name: str = "job", **parameters: Any) -> str:
        plain = {"step": step, "parameters": parameters}
        self.runner.start(Job(id=name, step=plain, inputs={}, result=str(self.folder / name), lane=lane))
        return name

    def until(self, said: Callable[[Message], bool]) -> Message:
        """The first message of this sort from now on; times out."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            fresh = self.runner.poll()
            self.heard += fresh
            for message in fresh:
                if said(message):
                    return message
            time.sleep(0.01)
        raise TimeoutError(f"heard only {self.heard}")

    def end_of(self, job: str) -> Message:
        """How the job ends."""
        known = [message for message in self.heard if isinstance(message, ENDS) and message.job == job]
        return known[0] if known else self.until(lambda message: isinstance(message, ENDS) and message.job == job)

    def wait(self, true: Callable[[], bool]) -> None:
        """Poll until something outside is true; times out."""
        until = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < until
            self.heard += self.runner.poll()
            time.sleep(0.01)


@pytest.fixture
def listener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Listener]:
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    monkeypatch.setenv("TRIAL_WARMED", str(tmp_path / "warmed"))
    runner = ProcessRunner(load=["trial_steps"])
    yield Listener(runner, tmp_path)
    runner.close()


def alive(process: int) -> bool:
    """Whether a process exists and is not a zombie."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"
