"""The part of the workspace's door that leads to the second space, laid beside the shown one."""

from typing import TYPE_CHECKING

from embexplorer.core.errors import UserError
from embexplorer.core.projection import Projection
from embexplorer.core.shared_keys import Shared
from embexplorer.core.step import Step
from embexplorer.core.table import Table
from embexplorer.workspace.events import Events
from embexplorer.workspace.sets_door import SetsDoor
from embexplorer.workspace.signal import Signal
from embexplorer.workspace.telling import telling

if TYPE_CHECKING:
    pass


class CompareDoor(SetsDoor):
    """Row ids of both spaces are told apart by `shared`: row i of `rows` and of `other_rows` is the same key."""

    def __init__(self, events: Events) -> None:
        super().__init__(events)
        self.compared_changed: Signal[[]] = events.compared_changed
        self.comparison_changed: Signal[[]] = events.comparison_changed

    @property
    def compared_space_id(self) -> str | None:
        """The space that the shown one is compared with: the newest other one until another is chosen."""
        return self._session.comparing.space_id

    @property
    def compared_projection_id(self) -> str | None:
        """The map of it that is drawn."""
        return self._session.comparing.projection_id

    def compared_projection(self) -> Projection | None:
        """That map."""
        return self._session.comparing.places()[1]

    def compare_with(self, item: str | None) -> None:
        """Choose a space, or a map of any space, to be laid beside the shown one."""
        with telling(self._events):
            self._session.comparing.choose(item)

    def shared(self) -> Shared | None:
        """The keys that both have; None where there is no second space, or they share too few."""
        return self._session.comparing.shared()

    def compare_refusal(self) -> UserError | None:
        """Why the two cannot be compared."""
        return self._session.comparing.refusal()

    def want_comparison(self, k: int | None = None) -> None:
        """Ask, once, how alike the two are with k neighbours each (as asked last, where it is not said); `comparison`
        has the answer in time."""
        with telling(self._events):
            self._session.comparing.want(k)

    @property
    def comparison(self) -> Table | None:
        """The answer of `compare` on both, None until it is there."""
        return self._session.comparing.table

    @property
    def comparison_problem(self) -> UserError | None:
        """Why there is no answer."""
        return self._session.comparing.problem

    def map_from_shown(self, step: Step) -> str:
        """Make a map of the second space out of the one that is shown; answers the job, or "" when it was refused."""
        with telling(self._events):
            return self._session.comparing.start_map(step)
        return ""
