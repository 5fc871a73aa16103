"""A form as one bar above what it asks for: its fields, Run, how far the run is, and what is wrong below it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.step import Step
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel
from embexplorer.gui.widgets.section import SIDE
from embexplorer.workspace.job_states import JobState
from embexplorer.workspace.workspace import Workspace


class RunBar(QWidget):
    """Run is the only primary button; Cancel stands beside it while something runs."""

    run_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.run = QPushButton("Run")
        self.cancel = QPushButton("Cancel")
        self.state = ElidedLabel(role="caption", tone="secondary")
        self.problem = PlainLabel(role="caption", tone="error")
        self.working = False
        self._offered = True
        self._fields = QHBoxLayout()
        self._row = QHBoxLayout()
        self._build_bar()
        self.run.clicked.connect(self.run_asked)
        self.cancel.clicked.connect(self.cancel_asked)

    def add_field(self, title: str, *fields: QWidget) -> PlainLabel:
        """One more field before Run; answers its label."""
        label = PlainLabel(title, role="table", tone="secondary")
        self._fields.addWidget(label)
        for field in fields:
            self._fields.addWidget(field)
        return label

    def add(self, widget: QWidget) -> None:
        """Put a control at the right end."""
        self._row.addWidget(widget)

    def offer(self, offered: bool) -> None:
        """Whether there is something to run on."""
        self._offered = offered
        self.run.setEnabled(offered and not self.working)

    def say(self, text: str) -> None:
        """Say this beside Run, unless something runs, whose progress stands there."""
        if not self.working:
            self.state.setText(text)

    def complain(self, text: str) -> None:
        """Say below the bar what is wrong; nothing takes it back."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def step_of(self, workspace: Workspace, make: Callable[[], Step]) -> Step | None:
        """The step that is made of what stands here; None where there cannot be one, and the line below says why."""
        if workspace.space() is None:
            self.complain("No space is open. Open a vector file first.")
            return None
        try:
            step = make()
        except UserError as wrong:
            self.complain(str(wrong))
            return None
        self.complain("")
        return step

    def show_job(self, job: JobState) -> None:
        """How far the run is, or how it ended."""
        self.working = not job.ended
        self.offer(self._offered)
        self.cancel.setVisible(self.working)
        self.cancel.setEnabled(job.can_cancel)
        left = f" · {_clock(job.seconds_left)} left" if self.working and job.seconds_left is not None else ""
        failed = job.state == "failed"
        self.state.setText("" if failed else f"{job.text}{left}")
        self.complain(f"{job.message} {job.hint}".strip() if failed else "")

    def _build_bar(self) -> None:
        self.run.setProperty("primary", True)
        self.cancel.hide()
        self.problem.setWordWrap(True)
        self.problem.hide()
        for row in (self._fields, self._row):
            row.setSpacing(pixels(8))
        self._row.addLayout(self._fields)
        self._row.addWidget(self.run)
        self._row.addWidget(self.cancel)
        self._row.addWidget(self.state, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(pixels(SIDE), pixels(6), pixels(SIDE), pixels(6))
        column.setSpacing(pixels(4))
        column.addLayout(self._row)
        column.addWidget(self.problem)


def _clock(seconds: float) -> str:
    return f"{round(seconds) // 60}:{round(seconds) % 60:02d}"
