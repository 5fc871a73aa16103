"""What the progress panel follows: a training of this session, or what one left in the library."""

from dataclasses import dataclass, field
from typing import Any

from embexplorer.core.report import Measured
from embexplorer.core.step import to_json
from embexplorer.core.training_log import is_log, log_of_table
from embexplorer.workspace.item import Item
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

    @property
    def epochs(self) -> float:
        """How long the axis of time is: what was asked for, or where the last measurement was if that is later."""
        return max(float(self.parameters.get("epochs") or 1), *(one.at for one in self.measured), 0.0)

    @property
    def watched(self) -> tuple[str, ...]:
        """Words and pairs of words, in the order in which they have their colours."""
        return tuple(self.parameters.get("watch") or ())


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
    for child in workspace.items.values() if item is not None and not item.live else ():
        if child.kind == "table" and child.parent == space:
            told = _of_table(workspace, child)
            if told is not None and item is not None:
                return Followed(name=item.name, space=space, parameters=item.parameters, measured=told)
    return None


def _of_table(workspace: Workspace, child: Item) -> tuple[Measured, ...] | None:
    table = workspace.table(child.id)
    return log_of_table(table) if table is not None and is_log(table) else None
