"""What the jobs drawer shows of one job, as a value."""

from dataclasses import dataclass
from typing import Literal

from embexplorer.core.step import Step

State = Literal["queued", "running", "paused", "finishing", "cancelling", "cancelled", "finished", "failed", "kept"]
ENDED: tuple[State, ...] = ("cancelled", "finished", "failed", "kept")


@dataclass(frozen=True, kw_only=True)
class JobState:
    """`done` in [0, 1]; `started` in seconds since the epoch; `frame_at` of `frame_total` iterations are shown.

    `message`, `hint` and `trace` say why it failed; "kept" is stopped with what it had: its last frame kept as a
    projection, or the result of a training that ended early; "finishing" is on the way there.
    `result` is the item it made.
    """

    id: str
    title: str
    step: Step
    state: State = "queued"
    text: str = "Waiting"
    done: float = 0.0
    seconds_left: float | None = None
    started: float = 0.0
    space_id: str | None = None
    frame_at: int = 0
    frame_total: int = 0
    message: str = ""
    hint: str = ""
    trace: str = ""
    result: str | None = None

    @property
    def ended(self) -> bool:
        """Nothing more will happen to it."""
        return self.state in ENDED

    @property
    def can_keep(self) -> bool:
        """It has a partial result that `stop_and_keep` would keep."""
        if self.step.keeps_itself:
            return self.state in ("running", "paused")
        return self.state == "running" and self.frame_at > 0

    @property
    def can_pause(self) -> bool:
        """It waits when it is asked to, and goes on."""
        return self.step.keeps_itself and self.state in ("running", "paused")

    @property
    def can_cancel(self) -> bool:
        """It has not ended, nor been asked to."""
        return self.state in ("queued", "running", "paused", "finishing")
