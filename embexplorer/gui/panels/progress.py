"""Progress of a training: how far and how fast, its loss, what is watched, and earlier runs on the same text."""

import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from embexplorer.core.report import Measured
from embexplorer.core.step import Step
from embexplorer.gui.actions import Actions
from embexplorer.gui.job_words import clock, stage, time_left
from embexplorer.gui.style import appearance, colors, pixels
from embexplorer.gui.training.rows import PairLines, RunTable
from embexplorer.gui.widgets.line_chart import Curve, LineChart
from embexplorer.gui.widgets.plain import PlainLabel
from embexplorer.gui.widgets.section import ABOVE, SIDE, EmptyState, Hairline, Head
from embexplorer.workspace.job_states import JobState
from embexplorer.workspace.workspace import Workspace

SPEEDS = (" a second",)  # how the names of figures end that are told as a line, not drawn
RATE = "learning rate"
COVERED = "covered"  # how many pairs or questions of a test set hold only known words
LOSS = "loss"
PAIR = "–"
WIDTH = 260


class ProgressPanel(QWidget):
    """Follows the training that runs, or the last one."""

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._job: str | None = None
        self._empty = EmptyState(
            "Nothing has been trained yet", "Choose a text and a model at the left, then press Run."
        )
        self._body = QWidget()
        self.subject = PlainLabel(role="subject")
        self.left = PlainLabel(role="body", tone="secondary")
        self.bar = QProgressBar(maximum=1000, textVisible=False)
        self.lines = PairLines()
        self.charts = [LineChart("Loss"), LineChart("Scores"), LineChart("Watched pairs")]
        self.heads = [Head("Loss"), Head("Scores"), Head("Watched pairs")]
        self.near = Head("Nearest words")
        self.lists = PairLines(wrap=True)
        self.runs = RunTable()
        self._tick = QTimer(self, interval=1000)
        self._build()
        self._tick.timeout.connect(self._show_head)
        workspace.job_changed.connect(self._on_job_changed)
        workspace.measured.connect(self._on_measured)
        workspace.project_changed.connect(self._on_project_changed)
        appearance().changed.connect(self._on_theme)
        self._show()

    def job(self) -> JobState | None:
        """The training that is followed."""
        return self._workspace.jobs.get(self._job or "")

    def _build(self) -> None:
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, pixels(ABOVE), 0, pixels(ABOVE))
        column.setSpacing(pixels(ABOVE))
        head = QHBoxLayout()
        head.addWidget(self.subject, 1)
        head.addWidget(self.left)
        column.addWidget(_padded(head))
        column.addWidget(_padded(self.bar, self.lines))
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
        inner.addWidget(_padded(self.near, self.lists))
        inner.addWidget(Hairline())
        inner.addWidget(_padded(self.runs))
        return part

    def _on_job_changed(self, state: JobState) -> None:
        if state.step.kind not in ("trainer", "encoder", "transform"):
            return
        if state.id != self._job and (self.job() is None or state.state == "running"):
            self._job = state.id
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

    def _show(self) -> None:
        known = self.job() is not None
        self._empty.setVisible(not known)
        self._area.setVisible(known)
        self._show_head()
        self._show_curves()
        self._show_runs()

    def _show_head(self) -> None:
        job = self.job()
        if job is None:
            return
        self.subject.setText(_subject(job))
        self.left.setText(time_left(job))
        self.bar.setValue(round(job.done * 1000))
        self.bar.setVisible(not job.ended)
        self.lines.show_lines(self._facts(job))
        (self._tick.stop if job.ended else self._tick.start)()

    def _facts(self, job: JobState) -> list[tuple[str, str]]:
        last = {name: value for measured in self._curves() for name, value in measured.numbers.items()}
        lines = [] if job.ended else [("Elapsed", clock(time.time() - job.started))]
        if job.ended:
            lines = [("Ended", stage(job)), ("Took", job.text.rpartition(" in ")[2] or job.text)]
        lines += [(name.capitalize(), f"{value:,.0f}") for name, value in last.items() if name.endswith(SPEEDS)]
        if COVERED in last:
            lines.append(("Pairs or questions covered", f"{last[COVERED]:,.0f}"))
        if RATE in last and not job.ended:
            lines.append(("Learning rate", f"{last[RATE]:.4f}"))
        return lines

    def _curves(self) -> tuple[Measured, ...]:
        return self._workspace.curves(self._job) if self._job else ()

    def _show_curves(self) -> None:
        measured, job = self._curves(), self.job()
        end = float(getattr(job.step, "epochs", 0) or 1) if job is not None else 1.0
        names = list(dict.fromkeys(name for one in measured for name in one.numbers if _is_drawn(name)))
        watched = list(getattr(job.step, "watch", ())) if job is not None else []
        pairs = [name for name in names if name in watched]
        losses = [name for name in names if name.startswith(LOSS)]
        groups = (losses, [name for name in names if name not in pairs and name not in losses], pairs)
        for chart, group in zip(self.charts, groups, strict=True):
            chart.show_curves([_curve(name, measured, _tone(name, group, watched)) for name in group], end)
            chart.property("part").setVisible(bool(group))
        self.heads[0].caption.setText("held out" if getattr(job and job.step, "held_out", 0) else "learned from")
        self.heads[2].caption.setText("cosine, raw space")
        self._show_lists(measured)

    def _show_lists(self, measured: tuple[Measured, ...]) -> None:
        last = next((one.lists for one in reversed(measured) if one.lists), {})
        self.near.setVisible(bool(last))
        self.lists.setVisible(bool(last))
        self.lists.show_lines([(word, ", ".join(near[:6])) for word, near in last.items()])

    def _show_runs(self) -> None:
        job = self.job()
        if job is None:
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
        took = job.text.rpartition(" in ")[2] if job.ended and " in " in job.text else stage(job) if job.ended else "…"
        return job.step.title, epochs, loss, took


def _subject(job: JobState) -> str:
    epochs = getattr(job.step, "epochs", None)
    if job.state in ("running", "paused", "finishing") and epochs and job.frame_total:
        epoch = min(epochs, int(epochs * job.frame_at / job.frame_total) + 1)
        return f"Epoch {epoch} of {epochs}"
    return job.step.title


def _curve(name: str, measured: tuple[Measured, ...], tone: str) -> Curve:
    there = [one for one in measured if name in one.numbers]
    return Curve(
        name=name.replace(PAIR, f" {PAIR} "),
        xs=tuple(one.at for one in there),
        ys=tuple(one.numbers[name] for one in there),
        color=tone,
    )


def _tone(name: str, group: list[str], watched: list[str]) -> str:
    classes = colors().classes
    if name in watched:
        return classes[watched.index(name) % len(classes)]
    return "accent" if len(group) == 1 else classes[group.index(name) % len(classes)]


def _is_drawn(name: str) -> bool:
    return not name.endswith(SPEEDS) and name not in (RATE, COVERED)


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
