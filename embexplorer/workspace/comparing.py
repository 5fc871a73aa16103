"""What is laid beside the shown space: a second space or map, the keys that both share, how alike they are."""

from collections.abc import Callable
from functools import partial
from typing import Any

from embexplorer.core.errors import UserError
from embexplorer.core.projection import Projection
from embexplorer.core.registry import step_named
from embexplorer.core.shared_keys import Shared, shared_keys
from embexplorer.core.step import Step, build
from embexplorer.core.table import Table
from embexplorer.workspace.events import Events
from embexplorer.workspace.job_states import JobState
from embexplorer.workspace.library import Library
from embexplorer.workspace.project import Project

Ask = Callable[[Step, Callable[[Table], None], Callable[[UserError], None], str | None, str | None], Any]
Start = Callable[[Step, str | None, str | None, None, str | None, str | None], str]
STEP = "compare"
USUAL = 10  # neighbours of each word
CHOSEN = "compared"  # under which the project remembers it
ALONE = UserError("There is no second space.", "Open another vector file, or train one.")
SAME = UserError(
    "Both maps are of the same space, so their true neighbours are the same.", "Choose another space to compare with."
)
Question = tuple[str | None, str | None, int]


class Comparing:
    """The newest other space until the user chooses; a map of the shown space may be chosen too.

    `ask` answers a question on two spaces in passing, `start` begins a step whose result joins the library.
    """

    def __init__(self, project: Project, library: Library, events: Events, ask: Ask, start: Start) -> None:
        self._project = project
        self._library = library
        self._events = events
        self._ask = ask
        self._start = start
        self._chosen: str | None = project.catalogue.get(CHOSEN)
        self._shared: Shared | None = None
        self._shared_of: tuple[str | None, str | None] = (None, None)
        self._refused: UserError | None = None
        self._asked: Question = (None, None, USUAL)
        self._awaited: set[str] = set()
        self._table: Table | None = None
        self._problem: UserError | None = None

    def go_on_in(self, project: Project) -> None:
        """The project has been saved elsewhere."""
        self._project = project

    def choose(self, item: str | None) -> None:
        """Lay this space or map beside the shown one; None takes the newest other space."""
        self._chosen = item
        self._project.catalogue.put(**{CHOSEN: item})
        self._events.compared_changed.emit()

    @property
    def space_id(self) -> str | None:
        """The space that is laid beside the shown one."""
        chosen = self._library.items.get(self._chosen or "")
        if chosen is not None and chosen.kind == "projection":
            return chosen.parent
        if chosen is not None and chosen.kind == "space" and not chosen.live and chosen.id != self._library.space_id:
            return chosen.id
        others = [item.id for item in self._library.items.values() if item.kind == "space" and not item.live]
        others = [other for other in others if other != self._library.space_id]
        return others[-1] if others else None

    @property
    def projection_id(self) -> str | None:
        """The map that is drawn of it."""
        chosen = self._library.items.get(self._chosen or "")
        if chosen is not None and chosen.kind == "projection":
            return chosen.id
        return self._library.newest_projection(self.space_id) if self.space_id else None

    def shared(self) -> Shared | None:
        """Which rows of both are the same key; None where that cannot be, and `refusal` says why."""
        wanted = (self._library.space_id, self.space_id)
        if wanted != self._shared_of:
            self._shared_of, self._shared, self._refused = wanted, None, None
            space, other = (self._library.space(item) if item else None for item in wanted)
            if space is not None and other is not None:
                try:
                    self._shared = shared_keys(space, other)
                except UserError as few:
                    self._refused = few
        return self._shared

    def refusal(self) -> UserError | None:
        """Why the two cannot be compared, or None."""
        if self.space_id is None or self._library.space_id is None:
            return ALONE
        self.shared()
        return self._refused or (SAME if self.space_id == self._library.space_id else None)

    def want(self, k: int | None) -> None:
        """Ask how alike the two are, unless that is known or asked already."""
        size = k or self._asked[2]
        question = (self._library.space_id, self.space_id, size)
        if question == self._asked:
            return
        self._asked, self._table, self._problem = question, None, self.refusal()
        if self._problem is None:
            most = len(self._shared) - 1 if self._shared is not None else size
            step = build(step_named(STEP), {"k": min(size, most)})
            answer, failed = partial(self._on_answered, question), partial(self._on_failed, question)
            try:
                self._ask(step, answer, failed, question[0], question[1])
            except UserError as refused:
                self._problem = refused
        self._events.comparison_changed.emit()

    @property
    def table(self) -> Table | None:
        """The answer for the two that are compared now."""
        return self._table if self._is_of_now() else None

    @property
    def problem(self) -> UserError | None:
        """Why there is none."""
        return self._problem if self._is_of_now() else None

    def _is_of_now(self) -> bool:
        return self._asked[:2] == (self._library.space_id, self.space_id)

    def start_map(self, step: Step) -> str:
        """Make a map of the second space that begins at, or is turned onto, the one that is shown; then draw it."""
        projection = self.projection_id if "projection" in step.takes else None
        shown = self._library.space_id, self._library.projection_id
        job = self._start(step, self.space_id, projection, None, *shown)
        if job:
            self._awaited.add(job)
        return job

    def on_job_changed(self, state: JobState) -> None:
        """Draw the map that was begun for this."""
        if state.id not in self._awaited or not state.ended:
            return
        self._awaited.discard(state.id)
        if state.result in self._library.items:
            self.choose(state.result)

    def places(self) -> tuple[Projection | None, Projection | None]:
        """Both maps."""
        return self._library.projection(), self._library.projection(self.projection_id) if self.projection_id else None

    def _on_answered(self, question: Question, table: Table) -> None:
        if question == self._asked:
            self._table = table
            self._events.comparison_changed.emit()

    def _on_failed(self, question: Question, problem: UserError) -> None:
        if question == self._asked:
            self._problem = problem
            self._events.comparison_changed.emit()
