"""Which space, projection or running job the map shows, and how that changes when things come and go."""

from embexplorer.workspace.events import Events
from embexplorer.workspace.history import Change
from embexplorer.workspace.item import Item
from embexplorer.workspace.job_states import JobState
from embexplorer.workspace.library import Library
from embexplorer.workspace.running import Running
from embexplorer.workspace.selecting import Selecting


class Showing:
    """Selection and look follow what is shown; a projection that is being computed is watched as soon as it runs."""

    def __init__(self, library: Library, selecting: Selecting, running: Running, events: Events) -> None:
        self._library = library
        self._selecting = selecting
        self._running = running
        self._events = events
        self._to_watch: set[str] = set()
        self._last: dict[str, str] = {}  # of each space the map of it that was shown last

    def show(self, item: str, watched: str | None = None) -> None:
        """Show a space, a projection, or a running job's frames; unknown items are left alone."""
        state = self._running.states.get(item)
        if state is not None and not state.ended:
            self._set(state.space_id, self._projection_of(state.space_id), item)
            return
        chosen = self._library.items.get(item)
        match chosen:
            case Item(kind="space", live=True):
                self._set(item, None, f"run-{item}")
            case Item(kind="space"):
                self._set(item, self._projection_of(item), watched)
            case Item(kind="projection"):
                self._set(chosen.parent, item, watched)

    def watch_when_running(self, job: str, space: str | None) -> None:
        """Draw the frames of a job of the shown space, as soon as no other is being watched."""
        if space != self._library.space_id:
            return
        self._to_watch.add(job)
        if self._library.watched is None:
            self._watch(job)

    def watch_training(self, job: str, space: str) -> None:
        """Show a space that is being trained, with its frames."""
        self._set(space, None, job)

    def on_job_changed(self, state: JobState) -> None:
        """Leave a job that has ended, and turn to one that begins."""
        if state.ended:
            self._to_watch.discard(state.id)
            if self._library.watched == state.id:
                self._set(self._library.space_id, self._library.projection_id)
        elif state.state == "running" and state.id in self._to_watch and self._library.watched is None:
            self._watch(state.id)

    def leave(self, gone: set[str]) -> None:
        """Show something else than what has been removed."""
        space, projection = self._library.space_id, self._library.projection_id
        if space in gone:
            left = [item.id for item in self._library.items.values() if item.kind == "space"]
            space = left[-1] if left else None
            projection = self._projection_of(space)
        elif projection in gone:
            projection = self._library.newest_projection(space) if space else None
        if (space, projection) != (self._library.space_id, self._library.projection_id):
            self._set(space, projection)

    def undo(self) -> None:
        """Go to where the last change was made, and take it back."""
        self._go_to(self._selecting.history.last)
        self._selecting.undo()

    def redo(self) -> None:
        """Go to where the next change was made, and make it again."""
        self._go_to(self._selecting.history.next)
        self._selecting.redo()

    def _watch(self, job: str) -> None:
        self._to_watch.discard(job)
        self._set(self._library.space_id, self._library.projection_id, job)

    def _set(self, space: str | None, projection: str | None, watched: str | None = None) -> None:
        before = (self._library.space_id, self._library.projection_id)
        for known, shown in (before, (space, projection)):
            if known is not None and shown is not None:
                self._last[known] = shown
        self._library.show(space, projection, watched)
        if before != (space, projection):
            self._selecting.follow_shown()
        self._events.shown_changed.emit()
        if before[0] != space:
            self._events.selection_changed.emit()
        if before != (space, projection):
            self._events.look_changed.emit()

    def _projection_of(self, space: str | None) -> str | None:
        """The map of a space to show: that from which the user went to another space, or else the newest."""
        if space == self._library.space_id:
            return self._library.projection_id
        if space is None:
            return None
        last = self._last.get(space)
        return last if last in self._library.items else self._library.newest_projection(space)

    def _go_to(self, change: Change | None) -> None:
        if change is None:
            return
        there = change.projection if change.projection in self._library.items else change.space
        if there and there not in (self._library.space_id, self._library.projection_id):
            self.show(there)
