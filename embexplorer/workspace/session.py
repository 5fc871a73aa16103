"""One open project at work: wires library, selection, jobs and what is shown, and takes up another project."""

import base64
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

import numpy.typing as npt

from embexplorer.core.errors import UserError
from embexplorer.core.projection import Projection
from embexplorer.core.registry import plugin_names, step_names
from embexplorer.core.step import Step
from embexplorer.core.table import Table
from embexplorer.core.training_watch import PAIR
from embexplorer.jobs.runner import Runner
from embexplorer.workspace.asking import Asking
from embexplorer.workspace.catalogue import Unfinished
from embexplorer.workspace.comparing import Comparing
from embexplorer.workspace.events import Events
from embexplorer.workspace.following import Following
from embexplorer.workspace.item import Item
from embexplorer.workspace.job_states import JobState
from embexplorer.workspace.library import Library
from embexplorer.workspace.moving import Moving
from embexplorer.workspace.notices import Notice
from embexplorer.workspace.own_colors import OwnColors
from embexplorer.workspace.parts import Parts
from embexplorer.workspace.project import Project
from embexplorer.workspace.recovering import recover
from embexplorer.workspace.running import Running
from embexplorer.workspace.selecting import Selecting
from embexplorer.workspace.settings import Settings
from embexplorer.workspace.showing import Showing
from embexplorer.workspace.space_cache import SpaceCache
from embexplorer.workspace.starting import given_for, kind_made, title_of
from embexplorer.workspace.telling import telling
from embexplorer.workspace.trusting import Finish, Trusting
from embexplorer.workspace.untitled import LAST
from embexplorer.workspace.work import Given, Work, job_for

Answer = Callable[[Table], None]
Refusal = Callable[[UserError], None]
Begun = Callable[[Work, Path], object]
WARM_AFTER = 0.8  # seconds after the first poll: the window has been painted by then
WINDOW = "window"


class Session:
    """The parts of the workspace; all but `running` and `moving` belong to the open project."""

    def __init__(self, project: Project, runner: Runner, settings: Settings, events: Events) -> None:
        self._runner = runner
        self._settings = settings
        self._events = events
        self._cache = SpaceCache(settings.cache / "spaces")
        self._warm_at: float | None = None
        self._to_warm: deque[str] = deque()
        self._closed = False
        self.running = Running(runner, events, self._keep_frame)
        self.moving = Moving(self.running, settings, events)
        self._take_up(project)
        events.job_changed.connect(self._on_job_changed)
        events.look_changed.connect(self._on_look_changed)

    def given(
        self,
        step: Step,
        space: str | None,
        projection: str | None,
        rows: npt.ArrayLike | None,
        other: str | None = None,
        other_projection: str | None = None,
    ) -> Given:
        """The inputs of a step."""
        return given_for(step, self.library, space, projection, rows, other, other_projection)

    def start(
        self,
        step: Step,
        space: str | None,
        projection: str | None,
        rows: npt.ArrayLike | None,
        other: str | None = None,
        other_projection: str | None = None,
        watch: bool = True,
    ) -> str:
        """Run a step that the user asked for; `watch` draws the frames of a projection of the shown space."""
        given = self.given(step, space, projection, rows, other, other_projection)
        job = self._begin(step, given, self._following.on_finished, self._on_begun)
        if watch and step.makes is Projection:
            self.showing.watch_when_running(job, given.space)
        return job

    def open_file(self, reader: Step) -> str:
        """Read a file, or take it from the cache; answers the job, which may have ended already."""
        title = title_of(reader, self.library, Given())
        job = job_for(reader, Given(), lambda name: self.project.place("space", name))
        if self._cache.link(reader, Path(job.result)):
            item = self._following.on_space(Path(job.result), reader, None)
            self.running.note(
                JobState(
                    id=job.id, title=title, step=reader, state="finished", text="Opened before", done=1.0, result=item
                )
            )
            return job.id
        return self.start(reader, None, None, None)

    def remove(self, item: str) -> list[Item]:
        """Take an item and its family out, stop what works on them, and show something else if need be."""
        family = self.library.remove(item)
        gone = {member.id for member in family}
        for work in self.running.works():
            if gone & {*work.given.items(), Path(work.job.result).name}:
                self.running.cancel(work.job.id)
        self.showing.leave(gone)
        return family

    def put_back(self, family: list[Item]) -> None:
        """Undo `remove`."""
        with telling(self._events):
            self.library.put_back(family)
            self.showing.show(family[0].id)

    def poll(self) -> None:
        """Hear the workers, and warm the idle ones once the window stands."""
        if self._warm_at is None:
            self._warm_at = time.monotonic() + WARM_AFTER
            self._tell_restored()
            self._on_look_changed()
        elif 0 < self._warm_at < time.monotonic():
            self._warm_at = 0.0
            self._to_warm = deque((*step_names(), *plugin_names()))
        elif self._to_warm:
            self._runner.warm([self._to_warm.popleft()])  # one in a call: it may have to be imported here
        self.running.poll()
        self.moving.poll()

    def save_as(self, folder: Path) -> None:
        """Save into a new folder and go on there."""
        self.moving.save(self.project, folder.absolute(), self._go_on_in)

    def leave_for(self, project: Project) -> None:
        """Stop what runs, and open another project."""
        for work in self.running.works():
            self.running.cancel(work.job.id)
        self.moving.leave(self.project)
        self._take_up(project)
        self._tell_all()
        self._tell_restored()

    def close(self) -> None:
        """End everything; a second time does nothing."""
        if self._closed:
            return
        self._closed = True
        self._runner.close()
        self.moving.close()
        with telling(self._events):
            self.project.close()

    @property
    def window_state(self) -> bytes:
        """As the window wrote it for this project, or for the last one."""
        return base64.b64decode(self.project.catalogue.get(WINDOW) or self._settings.get(WINDOW, ""))

    @window_state.setter
    def window_state(self, state: bytes) -> None:
        told = base64.b64encode(state).decode("ascii")
        if told == self.project.catalogue.get(WINDOW):
            return
        with telling(self._events):
            self.project.catalogue.put(**{WINDOW: told})
            self._settings.put(WINDOW, told)

    def _ask_of_two(self, step: Step, answer: Answer, failed: Refusal, space: str | None, other: str | None) -> None:
        self.asking.ask(step, self.given(step, space, None, None, other), answer, failed, step.name)

    def _begin(self, step: Step, given: Given, finished: Finish, begun: Begun | None = None) -> str:
        project, library = self.project, self.library
        job = job_for(step, given, lambda name: project.place(kind_made(step), name))
        work = Work(
            job=job,
            step=step,
            given=given,
            project=project,
            finished=finished,
            begun=begun,
            shown=lambda: library.watched == job.id,
        )
        if step.makes is Projection or step.keeps_itself:
            self._remember(work)
        return self.running.start(work, title_of(step, library, given))

    def _remember(self, work: Work) -> None:
        """So that the next start can keep its last frame, should this window die."""
        name, given = Path(work.job.result).name, work.given
        with telling(self._events):
            work.project.catalogue.begin_job(
                Unfinished(job=work.job.id, step=work.step, space=given.space, projection=given.projection, result=name)
            )

    def _on_begun(self, work: Work, folder: Path) -> None:
        """A training has its vocabulary: show it, and draw its frames."""
        item = self.library.begin(Path(work.job.result).name, folder, work.step, work.given.space)
        self.showing.watch_training(work.job.id, item.id)
        self._select_watched(work.step)

    def _select_watched(self, step: Step) -> None:
        """The words that are followed are selected, so that they stand out and keep their labels."""
        space = self.library.space()
        words = {word.strip() for item in getattr(step, "watch", ()) for word in item.split(PAIR)}
        if rows := [row for word in sorted(words) if space and (row := space.keys.find(word)) is not None]:
            self.selecting.select(rows, "replace", "watch")

    def _follow(self, step: Step, space: str, projection: str | None, finished: Finish) -> str:
        return self._begin(step, self.given(step, space, projection, None), finished)

    def _begin_on(self, step: Step, space: str, finished: Finish) -> str:
        return self._begin(step, self.given(step, space, None, None), finished)

    def _start_on(self, step: Step, space: str) -> str:
        return self.start(step, space, None, None)

    def _ask_trust(self, step: Step, space: str, projection: str, answer: Answer) -> None:
        self.asking.ask(step, self.given(step, space, projection, None), answer, None, step.name)

    def _keep_frame(self, work: Work) -> str:
        return self._following.keep_frame(work)

    def _on_job_changed(self, state: JobState) -> None:
        if state.state in ("cancelled", "failed"):
            self._give_up(state.id.removeprefix("run-"))
        self.showing.on_job_changed(state)
        self.comparing.on_job_changed(state)

    def _give_up(self, item: str) -> None:
        known = self.library.items.get(item)
        if known is not None and known.live:
            self.library.give_up(item)
            self.showing.leave({item})

    def _on_look_changed(self) -> None:
        look = self.selecting.look
        self._trusting.want(self.library.projection_id, look.axes, look.trust_k, look.layers)

    def _take_up(self, project: Project) -> None:
        self.project = project
        self.library = Library(project, self._events)
        self.selecting = Selecting(project, self.library, self._events)
        self.asking = Asking(project, self.running)
        self.comparing = Comparing(project, self.library, self._events, self._ask_of_two, self.start)
        self.showing = Showing(self.library, self.selecting, self.running, self._events)
        self._trusting = Trusting(self.library, self._events, self._follow, self._ask_trust)
        self._own_colors = OwnColors(self.library, self.selecting, self._events)
        self._following = Following(self.library, self._cache, self._trusting, self._events, self._follow,
                                    self.showing.show, self.selecting.carry)  # fmt: skip
        self.parts = Parts(self.library, self.selecting, self._following.on_finished, self._begin_on, self._start_on)
        self._recovered = recover(project, self._following)
        for item in self._recovered:
            self.showing.show(item)
        self._note(project)

    def _go_on_in(self, project: Project) -> None:
        """The same content in another folder: running jobs will bring their results here."""
        self.moving.leave(self.project, saved=True)
        self.project = project
        self.library.go_on_in(project)
        self.selecting.go_on_in(project)
        self.comparing.go_on_in(project)
        self.asking = Asking(project, self.running)
        self._note(project)
        self._tell_all()

    def _note(self, project: Project) -> None:
        with telling(self._events):
            self._settings.put(LAST, str(project.folder))
            if not project.untitled:
                self._settings.note_recent(project.name, project.folder)

    def _tell_all(self) -> None:
        self._events.project_changed.emit()
        self._events.items_changed.emit()
        self._events.shown_changed.emit()
        self._events.selection_changed.emit()
        self._events.look_changed.emit()
        self._events.undo_changed.emit()
        self._events.recents_changed.emit()

    def _tell_restored(self) -> None:
        if self.project.restored:
            self._events.noticed.emit(Notice(text=self.project.restored, severity="warn"))
        for sentence in self._recovered.values():
            self._events.noticed.emit(Notice(text=sentence))
