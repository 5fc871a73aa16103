"""The foot of a form: the seed, what is running, and the buttons that run, stop and continue."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from embexplorer.core.errors import UserError
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.section import SIDE
from embexplorer.gui.widgets.seed_line import SeedLine
from embexplorer.workspace.job_states import JobState

HEIGHT = 44


class RunFoot(QWidget):
    """Run is the only primary button of the view."""

    run_asked = Signal()
    keep_asked = Signal()
    continue_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seed_name = PlainLabel("Seed", role="table", tone="secondary")
        self._seed = SeedLine()
        self.state = ElidedLabel(role="table", tone="secondary")
        self.again = QPushButton("Continue")
        self.keep = QPushButton("Stop and keep")
        self.run = QPushButton("Run")
        self._build()

    def seed(self) -> int:
        """The seed; raises UserError and marks the field when it is none."""
        try:
            return self._seed.seed()
        except UserError as wrong:
            self.state.set_tone("error")
            self.state.setText(wrong.message)
            raise

    def set_seed(self, seed: int) -> None:
        """Show this seed; silently."""
        self._seed.setText(str(seed))
        self._seed.set_wrong(False)

    def offer_seed(self, offered: bool) -> None:
        """Hide the seed where the result needs no chance."""
        self._seed_name.setVisible(offered)
        self._seed.setVisible(offered)

    def show_state(self, job: JobState | None, can_run: bool, can_continue: bool) -> None:
        """Say how far the run is; a run that has frames can be kept."""
        working = job is not None and not job.ended
        self.run.setEnabled(can_run)
        self.keep.setVisible(working)
        self.keep.setEnabled(working and job.can_keep)
        self.again.setVisible(can_continue and not working)
        self.state.set_tone("error" if job is not None and job.state == "failed" else "secondary")
        self.state.setText(_said(job) if job is not None else "")

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), pixels(HEIGHT))

    def _build(self) -> None:
        self._seed.setFixedWidth(pixels(72))
        self._seed.textEdited.connect(self._on_edited)
        set_plain_tooltip(self._seed, "Seed · the same seed gives the same map")
        set_plain_tooltip(self.again, "Continue · moves the shown map on by as many iterations as the form says")
        set_plain_tooltip(self.keep, "Stop and keep · ends the run and keeps the map as it is now")
        self.run.setProperty("primary", True)
        for button, asked in (
            (self.run, self.run_asked),
            (self.keep, self.keep_asked),
            (self.again, self.continue_asked),
        ):
            button.clicked.connect(asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(pixels(SIDE), pixels(8), pixels(SIDE), pixels(8))
        row.setSpacing(pixels(8))
        for part in (self._seed_name, self._seed, self.run, self.again, self.keep):
            row.addWidget(part)
        row.addSpacing(pixels(8))
        row.addWidget(self.state, 1)
        self.keep.hide()
        self.again.hide()

    def _on_edited(self) -> None:
        self._seed.set_wrong(False)
        self.state.setText("")


def _said(job: JobState) -> str:
    """“UMAP · Epoch 120 of 500 · 0:14 left”, or how it ended."""
    if job.state == "failed":
        return f"{job.message} {job.hint}".strip()
    if job.seconds_left is None or job.ended:
        return f"{job.step.title} · {job.text}"
    left = round(job.seconds_left)
    return f"{job.step.title} · {job.text} · {left // 60}:{left % 60:02d} left"
