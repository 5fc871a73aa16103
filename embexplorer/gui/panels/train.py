"""Train: choose what is learned from, which model, what is watched, and run it; the map moves while it learns."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from embexplorer.core.corpus_look import CorpusLook
from embexplorer.core.errors import UserError
from embexplorer.core.registry import step_named
from embexplorer.core.step import Step, build, parameters_of
from embexplorer.core.table import Table
from embexplorer.gui.actions import Action, Actions
from embexplorer.gui.style import pixels
from embexplorer.gui.training.estimating import Estimating
from embexplorer.gui.training.foot import TrainFoot
from embexplorer.gui.training.model import ModelSection
from embexplorer.gui.training.source import SourceSection
from embexplorer.gui.training.watch import WatchSection
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.section import ABOVE, SIDE, Hairline
from embexplorer.workspace.job_states import JobState
from embexplorer.workspace.workspace import Workspace

LOOK = "corpus"  # the probe that looks at a text
WIDTH = 304
BAR = 8  # the scroll bar stands in the padding
SOON = 250  # milliseconds after the last change before the text is looked at again
DEMO_PAIRS = ("king", "king–queen", "bread–wine", "sword–spear", "heaven–earth")


class TrainPanel(QWidget):
    """Runs trainers. What its form says while one runs is what is run."""

    shown_wanted = Signal()

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._actions = actions
        self._job: str | None = None
        self._look: CorpusLook | None = None
        self._asked = 0.0
        self.source = SourceSection()
        self.model = ModelSection()
        self.watch = WatchSection()
        self.estimate = PlainLabel(role="caption", tone="secondary")
        self.go_on = QCheckBox()
        set_plain_tooltip(self.go_on, "Go on · begins with the vectors of the shown space instead of at random")
        self.foot = TrainFoot()
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._estimating = Estimating(workspace, self)
        self._register()
        self._build()
        self._connect()
        self.watch.set_items(DEMO_PAIRS)
        self._on_method()

    def choose(self, name: str) -> None:
        """Show the form of this trainer."""
        self.model.choose(name)
        self.shown_wanted.emit()

    def take(self, path: Path) -> None:
        """Learn from this file."""
        self.source.choose(path)
        self.watch.set_items(DEMO_PAIRS if self.source.is_demo() else ())
        self.shown_wanted.emit()

    def step(self) -> Step:
        """What the panel says; raises UserError and marks what is wrong."""
        kind = self.model.trainer()
        values: dict[str, Any] = {**self.source.values(), **self.model.values()}
        known = {parameter.name for parameter in parameters_of(kind)}
        if "watch" in known:
            values["watch"] = self.watch.items()
        if "seed" in known:
            values["seed"] = self.foot.seed()
        return build(kind, {name: value for name, value in values.items() if name in known})

    def job(self) -> JobState | None:
        """The training that runs, or ran last."""
        running = [job for job in self._workspace.jobs.values() if _is_training(job) and not job.ended]
        return running[-1] if running else self._workspace.jobs.get(self._job or "")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._look is None and self.source.reads == "text":
            self._on_chosen()

    def _register(self) -> None:
        add = self._actions.add
        common: dict[str, Any] = {"group": "Space", "section": 3}
        add(Action(id="train.run", text="Run training", run=self._on_run, shortcut="Ctrl+Shift+R", icon="run",
                   enabled=self._can_run, why_disabled="Something is being trained.", **common))  # fmt: skip
        add(Action(id="train.keep", text="Stop training and keep", run=self._on_keep, icon="stop",
                   enabled=self._can_keep, why_disabled="Nothing is being trained.", **common))  # fmt: skip
        for name, kind in sorted(self.model.trainers.items()):
            add(Action(id=f"train.{name}", text=f"{kind.title}…", group="Space/Train", run=Choice(self, name).choose,
                       tooltip=kind.summary(), section=3))  # fmt: skip

    def _build(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(pixels(SIDE), pixels(ABOVE), pixels(SIDE - BAR), pixels(ABOVE))
        column.setSpacing(pixels(ABOVE))
        for section in (self.source, Hairline(), self.model, self.go_on, self.estimate, Hairline(), self.watch):
            column.addWidget(section)
        column.addStretch(1)
        self.estimate.setWordWrap(True)
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(pixels(WIDTH))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addWidget(Hairline())
        whole.addWidget(self.foot)

    def _connect(self) -> None:
        self.source.chosen.connect(self._on_chosen)
        self.source.changed.connect(self._soon.start)
        self.model.chosen.connect(self._on_method)
        self.model.changed.connect(self._on_model_changed)
        self._soon.timeout.connect(self._ask_look)
        self._estimating.told.connect(self._on_estimated)
        self._estimating.failed.connect(self.source.show_problem)
        self.foot.run_asked.connect(self._on_run)
        self.foot.keep_asked.connect(self._on_keep)
        self.foot.pause_asked.connect(self._on_pause)
        self._workspace.job_changed.connect(self._on_job_changed)
        self._workspace.shown_changed.connect(self._on_shown_changed)

    def _on_method(self) -> None:
        kind = self.model.trainer()
        before = self.source.reads
        self.source.ask_for(kind, reads_of(kind), self._space_name())
        self.watch.setVisible(any(p.name == "watch" for p in parameters_of(kind)))
        self.foot.offer_seed(any(p.name == "seed" for p in parameters_of(kind)))
        if self.source.reads != before or self._look is None:
            self._on_chosen()
        self._on_model_changed()
        self._offer_going_on()

    def _on_chosen(self) -> None:
        self._look = None
        self.source.show_look(None)
        if self.isVisible():
            self._ask_look()

    def _on_model_changed(self) -> None:
        self.foot.complain("")
        minimum = self.model.form().rows().get("min_count")
        if minimum is not None and self._look is not None and self.source.reads == "text":
            self._soon.start()
        self._tell_estimate()
        self._show_state()

    def _ask_look(self) -> None:
        """Look at the text in a worker; of other files only their size is asked for."""
        if self.source.reads != "text" or self.source.path() is None:
            self._tell_estimate()
            return
        try:
            values = {**self.source.values(), "min_count": self.model.values().get("min_count", 1)}
        except UserError as wrong:
            self.source.show_problem(str(wrong))
            return
        kind = step_named(LOOK)
        known = {parameter.name for parameter in parameters_of(kind)}
        step = build(kind, {name: value for name, value in values.items() if name in known})
        self._asked = time.perf_counter()
        self.source.show_reading()
        self._workspace.ask(step, self._on_look, self._on_no_look, key=LOOK)

    def _on_look(self, table: Table) -> None:
        self._look = CorpusLook.from_table(table)
        self.source.show_look(self._look, time.perf_counter() - self._asked)
        self._tell_estimate()

    def _on_no_look(self, wrong: UserError) -> None:
        self._look = None
        self.source.show_problem(str(wrong))
        self._tell_estimate()

    def _tell_estimate(self) -> None:
        """Time and memory before the start, where that can be said."""
        try:
            step = self.step()
        except UserError:
            self._on_estimated("")
            return
        self._estimating.ask(step, self._look)

    def _on_estimated(self, text: str) -> None:
        self.estimate.setText(text)
        self.estimate.setVisible(bool(text))

    def _space_name(self) -> str:
        space = self._workspace.space()
        return space.name if space is not None else ""

    def _on_shown_changed(self) -> None:
        kind = self.model.trainer()
        if "space" in kind.takes:
            self.source.ask_for(kind, reads_of(kind), self._space_name())
            self._tell_estimate()
        self._offer_going_on()

    def _offer_going_on(self) -> None:
        """A space that the chosen trainer has made can be trained on."""
        kind, shown = self.model.trainer(), self._workspace.items.get(self._workspace.space_id or "")
        can = shown is not None and not shown.live and shown.step == kind.name and "space" in kind.may_take
        self.go_on.setVisible(can)
        self.go_on.setChecked(self.go_on.isChecked() and can)
        if can:
            self.go_on.setText(f"Go on from {shown.name}")

    def _can_run(self) -> bool:
        job = self.job()
        return job is None or job.ended

    def _can_keep(self) -> bool:
        job = self.job()
        return job is not None and job.can_keep

    def _on_run(self) -> None:
        self.foot.complain("")
        try:
            step = self.step()
        except UserError as wrong:
            self.foot.complain(str(wrong))
            return
        before = self._workspace.space_id if self.go_on.isChecked() or "space" in type(step).takes else None
        self._job = self._workspace.start(step, space=before)
        if self._job:
            self.shown_wanted.emit()

    def _on_keep(self) -> None:
        job = self.job()
        if job is not None:
            self._workspace.stop_and_keep(job.id)

    def _on_pause(self, paused: bool) -> None:
        job = self.job()
        if job is not None:
            self._workspace.pause(job.id, paused)

    def _on_job_changed(self, state: JobState) -> None:
        if _is_training(state):
            self._show_state()
        if state.id == self._job and state.state == "failed":
            self.foot.complain(f"{state.message} {state.hint}".strip())

    def _show_state(self) -> None:
        job = self.job()
        working = job is not None and not job.ended
        self.foot.show_state(job, self._can_run())
        self.source.setEnabled(not working)
        self.model.lock(working)


@dataclass(frozen=True)
class Choice:
    """One trainer, as what an action does: its form is shown."""

    panel: TrainPanel
    name: str

    def choose(self) -> None:
        """Show its form."""
        self.panel.choose(self.name)


def reads_of(kind: type[Step]) -> str:
    """What a step learns from: a kind of file, or only the open space."""
    told = getattr(kind, "reads", "")
    return told or ("text" if "path" in kind.reading_parameters else "space")


def _is_training(job: JobState) -> bool:
    return job.step.kind in ("trainer", "encoder", "transform")


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(TrainPanel, 320, 800)
