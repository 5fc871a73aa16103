"""The foot of the Train panel: seed and Run; while something trains, Pause and Stop and keep instead."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.run_foot import HEIGHT
from embexplorer.gui.widgets.section import SIDE
from embexplorer.gui.widgets.seed_line import SeedLine
from embexplorer.workspace.job_states import JobState


class TrainFoot(QWidget):
    """Run is the only primary button of the view."""

    run_asked = Signal()
    keep_asked = Signal()
    pause_asked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seed_name = PlainLabel("Seed", role="table", tone="secondary")
        self._seed = SeedLine()
        self.problem = PlainLabel(role="table", tone="error")
        self.run = QPushButton("Run")
        self.pause = QPushButton("Pause")
        self.keep = QPushButton("Stop and keep")
        self._build()

    def seed(self) -> int:
        """The seed; raises UserError and marks the field when it is none."""
        return self._seed.seed()

    def offer_seed(self, offered: bool) -> None:
        """Hide the seed where nothing is drawn at random."""
        self._seed_name.setVisible(offered)
        self._seed.setVisible(offered)

    def complain(self, text: str) -> None:
        """Say what is wrong, or (empty) that nothing is."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def show_state(self, job: JobState | None, can_run: bool) -> None:
        """Run, or what can be done with what runs."""
        working = job is not None and not job.ended
        self.run.setVisible(not working)
        self.run.setEnabled(can_run)
        self._seed.setEnabled(not working)
        self._seed_name.setVisible(not working and not self._seed.isHidden())
        self.pause.setVisible(working)
        self.keep.setVisible(working)
        self.pause.setEnabled(working and job.can_pause)
        self.keep.setEnabled(working and job.can_keep)
        for button in (self.run, self.pause, self.keep):
            button.setMinimumWidth(button.sizeHint().width())
        paused = working and job.state == "paused"
        self.pause.setText("Go on" if paused else "Pause")

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(pixels(HEIGHT), super().sizeHint().height()))

    def _build(self) -> None:
        self._seed.setFixedWidth(pixels(56))
        set_plain_tooltip(self._seed, "Seed · the same seed gives the same vectors")
        set_plain_tooltip(self.keep, "Stop and keep · ends the training with what it has learned")
        set_plain_tooltip(self.pause, "Pause · the training waits until it goes on")
        self.run.setProperty("primary", True)
        self.run.clicked.connect(self.run_asked)
        self.keep.clicked.connect(self.keep_asked)
        self.pause.clicked.connect(self._on_pause)
        self.problem.setWordWrap(True)
        self.problem.hide()
        row = QHBoxLayout()
        row.setSpacing(pixels(8))
        row.addWidget(self._seed_name)
        row.addWidget(self._seed)
        row.addStretch(1)
        for button in (self.run, self.pause, self.keep):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(pixels(SIDE), pixels(8), pixels(SIDE), pixels(8))
        column.setSpacing(pixels(8))
        column.addWidget(self.problem)
        column.addLayout(row)

    def _on_pause(self) -> None:
        self.pause_asked.emit(self.pause.text() == "Pause")
