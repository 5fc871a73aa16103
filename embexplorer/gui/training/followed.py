"""What the progress panel follows: a training of this session, or what one left in the library."""

from dataclasses import dataclass, field
from typing import Any

from embexplorer.core.report import Measured
from embexplorer.core.step import to_json
from embexplorer.core.training_log import is_log, log_of_table
from embexplorer.core.training_watch import PAIR
from embexplorer.workspace.job_states import JobState
from embexplorer.workspace.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class Followed:
    """What was measured, for which parameters; `space` is what was trained, `job` is None where it is of before."""

    name: str = ""
    space: str | None = None
    job: JobState | None = None
    parameters: dict[str, Any] = field(default_factory=dict)
    measured: tuple[Measured, ...] = ()
    caption: str = ""

    @property
    def epochs(self) -> float:
        """How long the axis of time is: what was asked for, or where the last measurement was if that is later."""
        return max(float(self.parameters.get("epochs") or 1), *(one.at for one in self.measured), 0.0)

    @property
    def watched(self) -> tuple[str, ...]:
        """Words and pairs of words, in the order in which they have their colours."""
        told = self.parameters.get("watch")
        return tuple(told) if told else tuple(self._found())

    @property
    def loss_of(self) -> str:
        """What the loss was measured on; as the log says where it is of before."""
        if self.job is None:
            return self.caption.partition(" · ")[0]
        return "held out" if self.parameters.get("held_out") else "learned from"

    def _found(self) -> dict[str, None]:
        """What was watched, from what was measured: a space that was opened from a folder has no parameters."""
        pairs = {name: None for one in self.measured for name in one.numbers if PAIR in name}
        return {word: None for one in self.measured for word in one.lists} | pairs


def followed_job(workspace: Workspace, job: JobState) -> Followed:
    """A training of this session, as far as it is."""
    return Followed(
        name=job.step.title,
        space=job.result or job.space_id,
        job=job,
        parameters=to_json(job.step)["parameters"],
        measured=workspace.curves(job.id),
    )


def kept_log(workspace: Workspace, space: str) -> Followed | None:
    """What the training of this space has left; None where there is no log beside it."""
    item = workspace.items.get(space)
    if item is None or item.live:
        return None
    beside = [child.id for child in workspace.items.values() if child.kind == "table" and child.parent == space]
    for table in map(workspace.table, beside):
        if table is not None and is_log(table):
            log, caption = log_of_table(table), table.caption
            return Followed(name=item.name, space=space, parameters=item.parameters, measured=log, caption=caption)
    return None
