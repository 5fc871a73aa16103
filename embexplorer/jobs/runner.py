"""What runs jobs, wherever that is: the interface that every engine fits."""

from collections.abc import Sequence
from typing import Literal, Protocol

from embexplorer.core.step import Step
from embexplorer.jobs.messages import Job, Lane, Message

Wish = Literal["finish", "pause", "resume"]
FOLLOWING = ("preview", "pca", "trust")  # steps that go with the opening of a file
PATIENCE = 0.5  # seconds a cancelled step has to hear it before its process is ended


class Runner(Protocol):
    """Takes jobs and answers with messages; no call ever waits for a step."""

    def start(self, job: Job) -> None:
        """Put the job into the queue of its lane."""

    def poll(self) -> list[Message]:
        """The messages that have come since the last call, in order; also moves queues on. Call it often."""

    def cancel(self, job: str, patience: float = PATIENCE) -> None:
        """Ask the job to stop, and end its process after `patience` seconds; `Stopped` follows (or another end)."""

    def tell(self, job: str, wish: Wish) -> bool:
        """Ask the running job to finish soon with what it has, to pause, or to go on; False when it is not running."""

    def warm(self, steps: Sequence[str]) -> None:
        """Let idle workers import and compile what these steps will need."""

    def close(self) -> None:
        """End everything at once; nothing is left running."""


def lane_of(step: type[Step]) -> Lane:
    """The queue a step waits in: what shows a space must not wait for long work, questions for neither."""
    if step.kind == "reader" or step.name in FOLLOWING:
        return "open"
    return "quick" if step.quick else "heavy"
