"""Runs jobs in this process, one at each poll: for tests of everything above it, and for the command line."""

import importlib
from collections.abc import Sequence

from embexplorer.jobs.job_report import JobReport
from embexplorer.jobs.messages import Job, Message, Started, Stopped
from embexplorer.jobs.runner import PATIENCE, Wish
from embexplorer.jobs.worker import carry_out


class InlineRunner:
    """Answers the same messages as worker processes do; nothing can be stopped once it runs."""

    def __init__(self, load: Sequence[str] = ()) -> None:
        for module in load:
            importlib.import_module(module)
        self._queue: list[Job] = []
        self._messages: list[Message] = []
        self.warmed: list[str] = []

    def start(self, job: Job) -> None:
        """Queue the job; it runs in the next `poll`."""
        self._queue.append(job)

    def poll(self) -> list[Message]:
        """Run the oldest job to its end and return everything it said."""
        if self._queue:
            job = self._queue.pop(0)
            self._messages.append(Started(job=job.id))
            report = JobReport(job, self._messages.append)
            self._messages.append(carry_out(job, report))
        messages, self._messages = self._messages, []
        return messages

    def cancel(self, job: str, patience: float = PATIENCE) -> None:
        """Drop the job from the queue; one that has run is left alone."""
        if any(waiting.id == job for waiting in self._queue):
            self._queue = [waiting for waiting in self._queue if waiting.id != job]
            self._messages.append(Stopped(job=job))

    def tell(self, job: str, wish: Wish) -> bool:
        """Nothing can be told to a job that runs to its end within one call."""
        return False

    def warm(self, steps: Sequence[str]) -> None:
        """Only notes the names: there is no idle worker."""
        self.warmed += steps

    def close(self) -> None:
        """Forget what was queued."""
        self._queue = []
