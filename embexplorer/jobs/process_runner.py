"""Runs jobs in long-lived worker processes of this machine, one for each lane."""

import time
from collections.abc import Sequence
from functools import partial

from embexplorer.core.errors import UserError
from embexplorer.core.registry import step_named
from embexplorer.jobs.child import Child
from embexplorer.jobs.lane import LaneQueue
from embexplorer.jobs.messages import LANES, Job, Message
from embexplorer.jobs.runner import PATIENCE, Wish, lane_of

CLOSING = 1.0  # seconds that killed workers have to be gone


class ProcessRunner:
    """Workers begin when they are first needed and are replaced when they die; `load` are modules with more steps."""

    def __init__(self, load: Sequence[str] = ()) -> None:
        self._lanes = {lane: LaneQueue(partial(Child, lane, load)) for lane in LANES}
        self._stopped: list[Message] = []

    def start(self, job: Job) -> None:
        """Queue the job; it goes out at once if its worker is idle."""
        self._lanes[job.lane].add(job)

    def poll(self) -> list[Message]:
        """What all workers have said; at most one new worker is begun in a call."""
        messages, self._stopped = self._stopped, []
        for lane in self._lanes.values():
            messages += lane.poll()
        return messages

    def cancel(self, job: str, patience: float = PATIENCE) -> None:
        """Ask the job to stop, then end its process."""
        for lane in self._lanes.values():
            self._stopped += lane.cancel(job, patience)

    def tell(self, job: str, wish: Wish) -> bool:
        """Pass the wish on to the job's process."""
        return any(lane.tell(job, wish) for lane in self._lanes.values())

    def warm(self, steps: Sequence[str]) -> None:
        """Let each step's worker prepare for it while it has nothing else to do."""
        for name in steps:
            try:
                lane = lane_of(step_named(name))
            except UserError:
                continue
            self._lanes[lane].warm(name)

    def close(self) -> None:
        """Kill every worker with its group and wait for a moment until they are gone."""
        children = [child for lane in self._lanes.values() for child in lane.children()]
        for child in children:
            child.kill()
        until = time.monotonic() + CLOSING
        for child in children:
            child.wait(max(0.0, until - time.monotonic()))
            child.bury()
        self._lanes = {}
