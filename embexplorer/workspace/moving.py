"""From one project to another: saving into a new folder, and letting go of a project when no job needs it any more."""

from collections.abc import Callable
from pathlib import Path

from embexplorer.core.errors import UserError
from embexplorer.workspace.events import Events
from embexplorer.workspace.notices import Notice
from embexplorer.workspace.project import Project
from embexplorer.workspace.running import Running
from embexplorer.workspace.saving import Saving
from embexplorer.workspace.settings import Settings
from embexplorer.workspace.telling import telling


class Moving:
    """Projects that were left stay open while jobs still read or write there."""

    def __init__(self, running: Running, settings: Settings, events: Events) -> None:
        self._running = running
        self._settings = settings
        self._events = events
        self._saving: Saving | None = None
        self._on_saved: Callable[[Project], None] | None = None
        self._left: list[tuple[Project, bool]] = []

    def save(self, project: Project, target: Path, on_saved: Callable[[Project], None]) -> None:
        """Begin to save; `on_saved` gets the new project, mostly at once."""
        if self._saving is not None:
            raise UserError("The project is still being saved.", "Wait for the notice that it is done.")
        self._saving, self._on_saved = Saving(project, target), on_saved
        self._save_on()

    def leave(self, project: Project, *, saved: bool = False) -> None:
        """Let go of a project as soon as its jobs have ended; an untitled one that was saved elsewhere is removed."""
        self._left.append((project, saved and project.untitled))
        if not saved and project.untitled and not project.empty:
            self._settings.note_recent(project.name, project.folder)

    def poll(self) -> None:
        """Copy on for a moment, and let go of what is no longer needed."""
        with telling(self._events):
            self._save_on()
        needed = {id(work.project) for work in self._running.works()}
        for project, spare in [entry for entry in self._left if id(entry[0]) not in needed]:
            self._left.remove((project, spare))
            self._let_go(project, spare)

    def close(self) -> None:
        """Give up an unfinished save and let go of everything."""
        if self._saving is not None:
            self._saving.give_up()
        for project, spare in self._left:
            self._let_go(project, spare)
        self._left = []

    def _let_go(self, project: Project, spare: bool) -> None:
        with telling(self._events):
            project.discard() if spare else project.close()

    def _save_on(self) -> None:
        saving, on_saved = self._saving, self._on_saved
        if saving is None or on_saved is None:
            return
        self._saving = None  # whatever happens below, it is over
        if not saving.advance():
            self._saving = saving
            return
        saving.finish()
        on_saved(Project.open(saving.target))
        self._events.noticed.emit(Notice(text=f"Saved as {saving.target}."))
