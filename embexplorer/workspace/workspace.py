"""What is open now, for everyone who shows it: the one door to items, selection, look, jobs and the project folder."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy.typing as npt
import pyarrow as pa

from embexplorer.core.errors import UserError
from embexplorer.core.look import Look
from embexplorer.core.preview import Preview, preview_from_table
from embexplorer.core.projection import Projection
from embexplorer.core.reading import reader_for
from embexplorer.core.registry import step_named
from embexplorer.core.report import Measured
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Step, build
from embexplorer.core.table import Table
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.jobs.runner import Runner
from embexplorer.workspace.bookmarks_door import BookmarksDoor
from embexplorer.workspace.drawing import Drawings
from embexplorer.workspace.events import Events
from embexplorer.workspace.item import Item
from embexplorer.workspace.job_states import JobState
from embexplorer.workspace.notices import Notice, NoticeAction, Severity
from embexplorer.workspace.project import CATALOGUE, Project
from embexplorer.workspace.selecting import Mode
from embexplorer.workspace.session import Session
from embexplorer.workspace.settings import Recent, Settings
from embexplorer.workspace.signal import Signal
from embexplorer.workspace.telling import telling
from embexplorer.workspace.trust_door import TrustDoor
from embexplorer.workspace.untitled import is_untitled, new_untitled


class Workspace(BookmarksDoor, TrustDoor):
    """All calls are made from one thread and none waits for a step; call `poll` often.

    Mistakes of the user come as notices (or to `failed`); row ids are those of the shown space.
    """

    def __init__(self, project: Project, runner: Runner, settings: Settings) -> None:
        self.settings = settings
        events = Events()
        super().__init__(events)
        self.items_changed: Signal[[]] = events.items_changed
        self.shown_changed: Signal[[]] = events.shown_changed
        self.selection_changed: Signal[[]] = events.selection_changed
        self.look_changed: Signal[[]] = events.look_changed
        self.job_changed: Signal[[JobState]] = events.job_changed
        self.framed: Signal[[str, FloatArray]] = events.framed
        self.measured: Signal[[str, Measured]] = events.measured
        self.noticed: Signal[[Notice]] = events.noticed
        self.undo_changed: Signal[[]] = events.undo_changed
        self.project_changed: Signal[[]] = events.project_changed
        self.recents_changed: Signal[[]] = events.recents_changed
        self.drawings = Drawings(events)
        self._session = Session(project, runner, settings, events)

    # -- what is there

    @property
    def project(self) -> Project:
        """The open project."""
        return self._session.project

    @property
    def items(self) -> Mapping[str, Item]:
        """The library, in order of making."""
        return self._session.library.items

    @property
    def space_id(self) -> str | None:
        """The shown space."""
        return self._session.library.space_id

    @property
    def projection_id(self) -> str | None:
        """The shown projection; it belongs to the shown space."""
        return self._session.library.projection_id

    @property
    def watched(self) -> str | None:
        """The running job whose frames are drawn in place of the shown projection."""
        return self._session.library.watched

    def space(self, item: str | None = None) -> EmbeddingSpace | None:
        """This space, or the shown one."""
        return self._session.library.space(item)

    def projection(self, item: str | None = None) -> Projection | None:
        """This projection, or the shown one."""
        return self._session.library.projection(item)

    def table(self, item: str) -> Table | None:
        """A table of the library."""
        return self._session.library.table(item)

    def show(self, item: str) -> None:
        """Show a space (with its newest projection), a projection, or the frames of a running job."""
        self._session.showing.show(item)

    def rename(self, item: str, name: str) -> None:
        """Give an item another name; an empty one is not taken."""
        if name.strip():
            self._session.library.rename(item, name.strip())

    def remove(self, item: str) -> None:
        """Take an item and what was made from it out of the library; the notice can put it back."""
        with telling(self._events):
            name = self.items[item].name
            family = self._session.remove(item)
            back = NoticeAction(text="Put back", run=lambda: self._session.put_back(family))
            self.noticed.emit(Notice(text=f"Removed {name}.", action=back))

    def add_columns(self, space_id: str, columns: pa.Table) -> None:
        """Add metadata columns to a space, one row for each of its rows."""
        with telling(self._events):
            self._session.library.add_columns(space_id, columns)
            self._events.items_changed.emit()
            if space_id == self.space_id:
                self._events.shown_changed.emit()

    # -- selection, look, undo

    @property
    def selection(self) -> IntArray:
        """Sorted row ids; not to be written into."""
        return self._session.selecting.selection

    @property
    def pinned(self) -> int | None:
        """The row whose neighbours are looked at."""
        return self._session.selecting.pinned

    @property
    def look(self) -> Look:
        """How the map is drawn."""
        return self._session.selecting.look

    def select(self, rows: npt.ArrayLike, mode: Mode = "replace", name: str = "Select") -> None:
        """Combine rows with the selection; `name` is the gesture ("Lasso"), for undo."""
        self._session.selecting.select(rows, mode, name)

    def pin(self, row: int | None) -> None:
        """Pin one row, or none."""
        self._session.selecting.pin(row)

    def set_look(self, look: Look, name: str = "Look", merge: bool = False) -> None:
        """Draw the map in another way; `merge` for a slider or the camera, whose moves become one change."""
        self._session.selecting.set_look(look, name, merge)

    def undo(self) -> None:
        """Take the last change of selection or look back, where it was made."""
        self._session.showing.undo()

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        self._session.showing.redo()

    @property
    def undo_name(self) -> str:
        """What comes after "Undo " ("lasso, 214 points"); empty when there is nothing."""
        change = self._session.selecting.history.last
        return change.name if change else ""

    @property
    def redo_name(self) -> str:
        """What comes after "Redo "; empty when there is nothing."""
        change = self._session.selecting.history.next
        return change.name if change else ""

    # -- jobs

    @property
    def jobs(self) -> Mapping[str, JobState]:
        """The jobs of this session, the oldest first."""
        return self._session.running.states

    def open_file(self, path: Path, reader: Step | None = None) -> str:
        """Read a file into a space and show it; answers the job, or "" when a project was opened or it was refused."""
        with telling(self._events):
            if (path / CATALOGUE).is_file():
                self.open_project(path)
                return ""
            return self._session.open_file(reader or reader_for(path.absolute()))
        return ""

    def preview(
        self, path: Path, answer: Callable[[Preview], Any], failed: Callable[[UserError], Any] | None = None
    ) -> int:
        """Read and check a file in a worker, and tell what is in it."""
        with telling(self._events, failed):
            step = build(step_named("preview"), {"path": str(path.absolute())})
            return self.ask(step, lambda table: answer(preview_from_table(table)), failed, key="preview")
        return 0

    def start(
        self,
        step: Step,
        *,
        space: str | None = None,
        projection: str | None = None,
        rows: npt.ArrayLike | None = None,
        other: str | None = None,
        other_projection: str | None = None,
        watch: bool = True,
    ) -> str:
        """Run a step whose result joins the library; answers the job, or "" when it was refused (with a notice).

        `watch` lets the map turn to a layout that is running, and show it in the end.
        """
        with telling(self._events):
            return self._session.start(step, space, projection, rows, other, other_projection, watch)
        return ""

    def ask(
        self,
        step: Step,
        answer: Callable[[Table], Any],
        failed: Callable[[UserError], Any] | None = None,
        *,
        space: str | None = None,
        projection: str | None = None,
        rows: npt.ArrayLike | None = None,
        other: str | None = None,
        key: str = "",
        title: str = "",
    ) -> int:
        """Run a probe in passing; of questions with one `key` only the newest is answered. Answers a number.

        One that may take long has a `title`, under which it stands among the jobs and can be cancelled.
        """
        with telling(self._events, failed):
            given = self._session.given(step, space, projection, rows, other)
            return self._session.asking.ask(step, given, answer, failed, key, title)
        return 0

    def cancel(self, job: str) -> None:
        """Stop a job and discard what it has."""
        self._session.running.cancel(job)

    def stop_and_keep(self, job: str) -> None:
        """Stop a job and keep what it has: its last frame as a projection, or what a training has learned."""
        self._session.running.stop_and_keep(job)

    def pause(self, job: str, paused: bool = True) -> None:
        """Let a training wait, or go on."""
        self._session.running.pause(job, paused)

    def curves(self, job: str) -> tuple[Measured, ...]:
        """What a training of this session has measured so far."""
        return self._session.running.measured(job)

    def poll(self) -> None:
        """Take up what workers have said; never waits."""
        self._session.poll()

    # -- project

    def notice(self, text: str, severity: Severity = "info", action: NoticeAction | None = None) -> None:
        """Tell the user something."""
        self.noticed.emit(Notice(text=text, severity=severity, action=action))

    @property
    def recents(self) -> tuple[Recent, ...]:
        """Projects that were open, the newest first."""
        return self.settings.recents

    def save_as(self, folder: Path) -> None:
        """Save the project into a new folder and go on there; what cannot be linked is copied during `poll`."""
        with telling(self._events):
            self._session.save_as(folder)

    def open_project(self, folder: Path) -> None:
        """Leave this project and open another; jobs are stopped."""
        folder = folder.resolve()
        if folder == self.project.folder:
            return
        with telling(self._events):
            self._session.leave_for(Project.open(folder, untitled=is_untitled(folder, self.settings)))

    def new_project(self) -> None:
        """Leave this project and begin an untitled one; jobs are stopped."""
        self._session.leave_for(new_untitled(self.settings))

    @property
    def window_state(self) -> bytes:
        """How docks and window were arranged, as the window wrote it; empty at first."""
        return self._session.window_state

    def keep_window_state(self, state: bytes) -> None:
        """Remember how docks and window are arranged."""
        self._session.window_state = state

    def close(self) -> None:
        """End all jobs and let go of the project; within two seconds."""
        self._session.close()
