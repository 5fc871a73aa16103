"""The jobs that run for the workspace: starts them, turns their messages into states and signals, and ends them."""

import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from embexplorer.core.errors import UserError
from embexplorer.core.report import Measured
from embexplorer.jobs.frames import read_frame
from embexplorer.jobs.messages import Begun, Failed, Finished, Framed, Message, Progressed, Started, Stopped, Told
from embexplorer.jobs.runner import Runner
from embexplorer.workspace.events import Events
from embexplorer.workspace.job_states import JobState, State
from embexplorer.workspace.telling import notice_of, telling
from embexplorer.workspace.work import Work, forget_result

MOST_STATES = 60
REST = 1.0  # times the time a frame took to draw, before the next: a large map must not fill the window's time
NEVER = 1e9  # seconds of patience with a question nobody waits for: it costs less than a new worker


class Running:
    """`keep` makes an item of a stopped job's last frame."""

    def __init__(self, runner: Runner, events: Events, keep: Callable[[Work], str]) -> None:
        self._runner = runner
        self._events = events
        self._keep = keep
        self._works: dict[str, Work] = {}
        self._states: dict[str, JobState] = {}
        self._measured: dict[str, list[Measured]] = {}
        self._drawing_since: float | None = None
        self._rest_until = 0.0

    @property
    def states(self) -> MappingProxyType[str, JobState]:
        """The jobs of the drawer, the oldest first."""
        return MappingProxyType(self._states)

    def measured(self, job: str) -> tuple[Measured, ...]:
        """All that a training has measured, in order; also after its end."""
        return tuple(self._measured.get(job, ()))

    def works(self) -> list[Work]:
        """What has not ended."""
        return list(self._works.values())

    def start(self, work: Work, title: str) -> str:
        """Run it; answers the job's id."""
        self._works[work.job.id] = work
        if work.visible:
            self._set(JobState(id=work.job.id, title=title, step=work.step, started=time.time(),
                               space_id=work.given.space))  # fmt: skip
        self._runner.start(work.job)
        return work.job.id

    def note(self, state: JobState) -> None:
        """Put something into the drawer that took no time."""
        self._set(state)

    def cancel(self, job: str) -> None:
        """Stop it, soon; unknown and ended jobs are left alone."""
        if job in self._works:
            self._change(job, state="cancelling", text="Cancelling…", seconds_left=None)
            self._runner.cancel(job)

    def stop_and_keep(self, job: str) -> None:
        """Stop it and keep what it has: its last frame as a projection, or what a training has learned so far."""
        if job not in self._works:
            return
        if self._works[job].step.keeps_itself and self._runner.tell(job, "finish"):
            self._change(job, state="finishing", seconds_left=None)
            return
        self._works[job].keeping = True
        self.cancel(job)

    def pause(self, job: str, paused: bool) -> None:
        """Let a training wait, or go on."""
        if self._states[job].can_pause and self._runner.tell(job, "pause" if paused else "resume"):
            self._change(job, state="paused" if paused else "running", seconds_left=None)

    def drop(self, job: str) -> None:
        """Nobody waits for this question any more: it is not answered."""
        if job in self._works:
            self._works[job].finished = forget_result
            self._works[job].failed = _forget_failure
            self._runner.cancel(job, NEVER)

    def poll(self) -> None:
        """Take up what the runner has to say; of several frames of a job only the newest is read."""
        self._rest_after_drawing()
        messages = self._runner.poll()
        newest = {message.job: message for message in messages if isinstance(message, Framed)}
        for message in messages:
            if not isinstance(message, Framed) or newest[message.job] is message:
                self._take(message)

    def _take(self, message: Message) -> None:
        work = self._works.get(getattr(message, "job", ""))
        if work is None:
            return
        match message:
            case Started():
                self._change(work.job.id, state="running", text="Starting", started=time.time())
            case Progressed():
                self._progressed(message)
            case Framed() | Begun() | Told():
                self._shown(message, work)
            case Finished():
                self._finished(message, work)
            case Stopped():
                self._stopped(work)
            case Failed():
                self._failed(message, work)

    def _shown(self, message: Framed | Begun | Told, work: Work) -> None:
        match message:
            case Framed():
                self._framed(message, work)
            case Begun():
                self._begun(message, work)
            case Told():
                self._told_of(message, work)

    def _progressed(self, message: Progressed) -> None:
        state = self._states.get(message.job)
        if state is None or state.state not in ("running", "paused", "finishing"):
            return
        left = message.seconds_left if state.state == "running" else None
        self._change(message.job, done=message.done, text=message.text, seconds_left=left)

    def _begun(self, message: Begun, work: Work) -> None:
        """A training says what its frames are of."""
        if Path(message.folder).parent == work.job.frames and work.begun is not None:
            with telling(self._events):
                work.begun(work, Path(message.folder))
            self._change(work.job.id, space_id=Path(work.job.result).name)

    def _told_of(self, message: Told, work: Work) -> None:
        lists = {word: tuple(near) for word, near in message.lists.items()}
        measured = Measured(at=message.at, numbers=message.numbers, lists=lists)
        self._measured.setdefault(work.job.id, []).append(measured)
        self._events.measured.emit(work.job.id, measured)

    def _framed(self, message: Framed, work: Work) -> None:
        path = Path(message.path)
        frame = read_frame(path, message.at, message.total) if path.parent == work.job.frames else None
        if frame is None:
            return
        work.frame = frame
        self._change(work.job.id, frame_at=frame.at, frame_total=frame.total)
        if work.shown() and time.monotonic() >= self._rest_until:
            self._drawing_since = time.monotonic()
            self._events.framed.emit(work.job.id, frame.array)

    def _rest_after_drawing(self) -> None:
        """The window paints between two polls, so that the next poll comes late by what a frame costs."""
        if self._drawing_since is None:
            return
        now = time.monotonic()
        self._rest_until = now + REST * (now - self._drawing_since)
        self._drawing_since = None

    def _finished(self, message: Finished, work: Work) -> None:
        self._forget(work)
        if message.kept_at is not None:
            work.step = work.step.stopped_at(message.kept_at)
        try:
            item = work.finished(work, Path(work.job.result))
        except UserError as failure:
            self._told(work, failure)
            return
        early = message.kept_at is not None
        text = f"{'Stopped and kept' if early else 'Done'} in {_seconds(message.seconds)}"
        state: State = "kept" if early else "finished"
        self._change(work.job.id, state=state, done=1.0, text=text, seconds_left=None, result=item)

    def _stopped(self, work: Work) -> None:
        self._forget(work)
        if not (work.keeping and work.frame is not None and work.frame.at > 0):  # at 0 nothing has moved
            self._change(work.job.id, state="cancelled", text="Cancelled", seconds_left=None)
            return
        try:
            item = self._keep(work)
        except UserError as failure:
            self._told(work, failure)
            return
        text = f"Kept at {work.frame.at:,} of {work.frame.total:,}"
        self._change(work.job.id, state="kept", text=text, seconds_left=None, result=item)

    def _failed(self, message: Failed, work: Work) -> None:
        self._forget(work)
        self._told(work, UserError(message.message, message.hint), message.trace)

    def _told(self, work: Work, failure: UserError, trace: str = "") -> None:
        """A question's failure goes to who asked; any other into the drawer and a notice."""
        self._change(work.job.id, state="failed", text=failure.message, seconds_left=None,
                     message=failure.message, hint=failure.hint, trace=trace)  # fmt: skip
        if work.failed is not None:
            work.failed(failure)
            return
        self._events.noticed.emit(replace(notice_of(failure), details=trace) if trace else notice_of(failure))

    def _forget(self, work: Work) -> None:
        del self._works[work.job.id]
        with telling(self._events):
            work.project.catalogue.end_job(work.job.id)
        result = Path(work.job.result)
        for left in result.parent.glob(f".{result.name}.*"):  # frames, rows, and what a killed worker was writing
            shutil.rmtree(left) if left.is_dir() else left.unlink(missing_ok=True)

    def _change(self, job: str, **values: Any) -> None:
        if job in self._states:
            self._set(replace(self._states[job], **values))

    def _set(self, state: JobState) -> None:
        self._states[state.id] = state
        ended = [job for job, known in self._states.items() if known.ended]
        for job in ended[: max(0, len(self._states) - MOST_STATES)]:
            del self._states[job]
            self._measured.pop(job, None)
        self._events.job_changed.emit(state)


def _forget_failure(failure: UserError) -> None:
    """Nobody asks any more."""


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 60 else f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
