"""Progress of a training: how far and how fast, its loss, what is watched, and earlier runs on the same text."""

import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from embexplorer.core.report import Measured
from embexplorer.core.step import Step
from embexplorer.gui.actions import Actions
from embexplorer.gui.job_words import clock, time_left
from embexplorer.gui.style import appearance, pixels
from embexplorer.gui.training.curves import LOSS, RATE, SPEEDS, chart_groups, scored
from embexplorer.gui.training.followed import Followed, followed_job, kept_log
from embexplorer.gui.training.near import NearSection
from embexplorer.gui.training.rows import PairLines, RunTable
from embexplorer.gui.widgets.line_chart import LineChart, align
from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel
from embexplorer.gui.widgets.section import ABOVE, SIDE, EmptyState, Hairline, Head
from embexplorer.workspace.job_states import JobState
from embexplorer.workspace.workspace import Workspace

WIDTH = 260
NOTHING = ("failed", "cancelled")  # ends that leave nothing


class ProgressPanel(QWidget):
    """Follows the training that runs; else the one that made the shown space, or the last one."""

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._job: str | None = None
        self._kept: Followed | None = None  # what a training of an earlier session has left
        self._at_film: float | None = None  # epochs, where the film of the map stands
        self._pointed: float | None = None  # and where the pointer is over a chart
        self._empty = EmptyState(
            "Nothing has been trained yet", "Choose a text and a model at the left, then press Run."
        )
        self._body = QWidget()
        self.subject = ElidedLabel(role="subject")
        self.left = PlainLabel(role="body", tone="secondary")
        self.bar = QProgressBar(maximum=1000, textVisible=False)
        self.lines = PairLines()
        self.problem = PlainLabel(role="table", tone="error")
        self.problem.setWordWrap(True)
        self.charts = [LineChart("Loss"), LineChart("Scores"), LineChart("Watched pairs", named=True)]
        self.heads = [Head("Loss"), Head("Scores"), Head("Watched pairs")]
        self.near = NearSection()
        self.runs = RunTable()
        self._tick = QTimer(self, interval=1000)
        self._build()
        self._tick.timeout.connect(self._show_head)
        workspace.job_changed.connect(self._on_job_changed)
        workspace.measured.connect(self._on_measured)
        workspace.project_changed.connect(self._on_project_changed)
        for changed in (workspace.shown_changed, workspace.items_changed):
            changed.connect(self._on_shown_changed)
        for chart in (*self.charts, self.near.chart):
            chart.pointed.connect(self._on_pointed)
        appearance().changed.connect(self._on_theme)
        self._show()
        self._on_shown_changed()

    def job(self) -> JobState | None:
        """The training of this session that is followed."""
        return None if self._kept is not None else self._workspace.jobs.get(self._job or "")

    def followed(self) -> Followed | None:
        """The training that is followed, of this session or of an earlier one."""
        job = self.job()
        return followed_job(self._workspace, job) if job is not None else self._kept

    def show_moment(self, moment: float | None) -> None:
        """The film of the map stands after so many epochs; None at its newest frame."""
        self._at_film = moment
        self._show_moment()

    def _build(self) -> None:
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, pixels(ABOVE), 0, pixels(ABOVE))
        column.setSpacing(pixels(ABOVE))
        head = QHBoxLayout()
        head.addWidget(self.subject, 1)
        head.addWidget(self.left)
        column.addWidget(_padded(head))
        column.addWidget(_padded(self.bar, self.lines, self.problem))
        for title, chart in zip(self.heads, self.charts, strict=True):
            part = QWidget()
            inner = QVBoxLayout(part)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(pixels(ABOVE))
            inner.addWidget(Hairline())
            inner.addWidget(_padded(title, chart))
            chart.setProperty("part", part)
            column.addWidget(part)
        column.addWidget(self._last_part())
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(self._body)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(pixels(WIDTH))
        self._area = area
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._empty)
        whole.addWidget(area, 1)

    def _last_part(self) -> QWidget:
        part = QWidget()
        inner = QVBoxLayout(part)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(pixels(ABOVE))
        self._near_part = QWidget()
        near = QVBoxLayout(self._near_part)
        near.setContentsMargins(0, 0, 0, 0)
        near.setSpacing(pixels(ABOVE))
        near.addWidget(Hairline())
        near.addWidget(_padded(self.near))
        inner.addWidget(self._near_part)
        inner.addWidget(Hairline())
        inner.addWidget(_padded(self.runs))
        return part

    def _on_job_changed(self, state: JobState) -> None:
        if state.step.kind not in ("trainer", "encoder", "transform"):
            return
        if state.id != self._job and (self.followed() is None or state.state == "running"):
            self._job, self._kept = state.id, None
            self._show()
        if state.id == self._job:
            self._show_head()
            if state.ended:
                self._show_runs()

    def _on_measured(self, job: str, measured: Measured) -> None:
        if job == self._job:
            self._show_curves()

    def _on_theme(self) -> None:
        self._show_curves()

    def _on_project_changed(self) -> None:
        self._show_runs()

    def _on_shown_changed(self) -> None:
        """Another space is shown: tell of its training, unless one runs."""
        job, space = self._workspace.jobs.get(self._job or ""), self._workspace.space_id
        if self._kept is not None and self._kept.space not in self._workspace.items:
            self._kept = None
            self._show()
        if space is None or (job is not None and not job.ended):
            return
        now = self.followed()
        if now is not None and now.space == space:
            return
        made = [other for other in self._workspace.jobs.values() if other.result == space and other.step.keeps_itself]
        if made:
            self._job, self._kept = made[-1].id, None
        else:
            self._kept = kept_log(self._workspace, space) or self._kept
        self._show()

    def _on_pointed(self, moment: float | None) -> None:
        self._pointed = moment
        self._show_moment()

    def _show_moment(self) -> None:
        """The moment under the pointer comes before the film's, which is that of the shown space."""
        followed = self.followed()
        own = followed is not None and followed.space == self._workspace.space_id
        moment = self._pointed if self._pointed is not None else self._at_film if own else None
        for chart in self.charts:
            chart.show_moment(moment)
        self.near.show_moment(moment)

    def _show(self) -> None:
        known = self.followed() is not None
        self._empty.setVisible(not known)
        self._area.setVisible(known)
        self._show_head()
        self._show_curves()
        self._show_runs()

    def _show_head(self) -> None:
        job = self.job()
        self.bar.setVisible(job is not None and not job.ended)
        self.lines.setVisible(job is not None)
        self.problem.setText(job.message if job is not None else "")
        self.problem.setVisible(bool(self.problem.text()))
        if job is None:
            self._tick.stop()
            self.subject.setText(self._kept.name if self._kept else "")
            self.left.setText("earlier run")
            return
        self.subject.setText(_subject(job))
        self.left.setText(time_left(job))
        self.bar.setValue(round(job.done * 1000))
        self.lines.show_lines(self._facts(job))
        (self._tick.stop if job.ended else self._tick.start)()

    def _facts(self, job: JobState) -> list[tuple[str, str]]:
        last = {name: value for measured in self._workspace.curves(job.id) for name, value in measured.numbers.items()}
        lines = [] if job.ended else [("Elapsed", clock(time.time() - job.started))]
        if job.ended:
            how, _, took = job.text.rpartition(" in ")
            lines = [("Ended", job.state.capitalize())] if job.state in NOTHING else [("Ended", how), ("Took", took)]
        lines += [(name.capitalize(), f"{value:,.0f}") for name, value in last.items() if name.endswith(SPEEDS)]
        if RATE in last and not job.ended:
            lines.append(("Learning rate", f"{last[RATE]:.4f}"))
        return lines

    def _show_curves(self) -> None:
        followed = self.followed()
        if followed is None:
            return
        groups = chart_groups(followed)
        for chart, group in zip(self.charts, groups, strict=True):
            chart.show_curves(group, followed.epochs)
            chart.property("part").setVisible(bool(group))
        self.heads[0].caption.setText(followed.loss_of)
        title, of = scored(followed, groups[1])
        self.heads[1].title.setText(title)
        self.heads[1].caption.setText(of)
        self.heads[2].caption.setText("cosine, raw space")
        self.near.show_log(followed.measured, followed.epochs, followed.watched)
        align([*self.charts, self.near.chart])
        self._near_part.setVisible(self.near.isVisibleTo(self._near_part))
        self._show_moment()

    def _show_runs(self) -> None:
        job = self.job()
        if job is None:
            self.runs.show_runs([], -1)
            return
        same = [
            other
            for other in self._workspace.jobs.values()
            if other.step.kind == "trainer" and _source(other.step) == _source(job.step) and other.state != "queued"
        ]
        self.runs.show_runs([self._run_line(other) for other in same], same.index(job) if job in same else -1)

    def _run_line(self, job: JobState) -> tuple[str, str, str, str]:
        losses = [one for one in self._workspace.curves(job.id) if LOSS in one.numbers]
        loss = f"{losses[-1].numbers[LOSS]:.3f}" if losses else ""
        epochs = f"{losses[-1].at:.1f}" if losses else ""
        took = "…" if not job.ended else job.state if job.state in NOTHING else job.text.rpartition(" in ")[2]
        return job.step.title, epochs, loss, took


def _subject(job: JobState) -> str:
    epochs = getattr(job.step, "epochs", None)
    if job.state in ("running", "paused", "finishing") and epochs and job.frame_total:
        epoch = min(epochs, int(epochs * job.frame_at / job.frame_total) + 1)
        return f"Epoch {epoch} of {epochs}"
    return job.step.title


def _source(step: Step) -> Path | None:
    return getattr(step, "path", None)


def _padded(*parts: QWidget | QHBoxLayout) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(pixels(SIDE), 0, pixels(SIDE), 0)
    column.setSpacing(pixels(8))
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)
    return holder


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(ProgressPanel, 344, 800)
