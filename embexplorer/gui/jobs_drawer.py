"""The jobs drawer: every job of this session with its stage, progress and time left, to cancel or to stop and keep."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from embexplorer.gui.job_words import line, time_left
from embexplorer.gui.style import colors, pixels
from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel
from embexplorer.workspace.job_states import JobState
from embexplorer.workspace.workspace import Workspace

WIDTH = 420
MOST_HEIGHT = 360


class JobsDrawer(QFrame):
    """Stands above the status bar at the right while it is open; Esc closes it. The newest job is the topmost."""

    def __init__(self, workspace: Workspace, host: QWidget, base: int) -> None:
        super().__init__(host)
        self._workspace = workspace
        self._base = base
        self._rows: dict[str, JobRow] = {}
        self._empty = PlainLabel("No jobs yet. Opening a file or running a projection shows here.", tone="secondary")
        self._empty.setWordWrap(True)
        self.setAccessibleName("Jobs")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._build()
        workspace.job_changed.connect(self._on_job_changed)
        host.installEventFilter(self)
        self.hide()

    def toggle(self) -> None:
        """Open the drawer, or close it."""
        self.setVisible(not self.isVisible())
        if self.isVisible():
            self._fill()
            self.setFocus()

    def titles(self) -> list[str]:
        """What the rows say, newest first."""
        return [row.said() for row in reversed(self._rows.values())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colors().base))
        painter.setPen(QColor(colors().control_line))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _build(self) -> None:
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._list.addWidget(self._empty)
        self._list.addStretch(1)
        inner = QWidget()
        inner.setLayout(self._list)
        self._list.setContentsMargins(16, 0, 16, 8)
        self._scroll = QScrollArea(self, widgetResizable=True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        self._scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        head = PlainLabel("Jobs", role="table", tone="secondary", weight=600)
        head.setContentsMargins(16, 10, 16, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._scroll, 1)

    def _on_job_changed(self, job: JobState) -> None:
        if self.isVisible():
            self._fill()

    def _fill(self) -> None:
        for job in self._workspace.jobs.values():
            if job.id not in self._rows:
                self._rows[job.id] = JobRow(self._workspace, self)
                self._list.insertWidget(0, self._rows[job.id])
            self._rows[job.id].show_job(job)
        self._empty.setVisible(not self._rows)
        self._place()

    def _place(self) -> None:
        wanted = pixels(40) + sum(row.sizeHint().height() for row in self._rows.values()) + 12
        height = min(pixels(MOST_HEIGHT), max(pixels(76), wanted))
        host = self.parentWidget()
        width = min(pixels(WIDTH), host.width() - 16)
        self.setGeometry(host.width() - width - 8, host.height() - self._base - height - 8, width, height)
        self.raise_()


class JobRow(QWidget):
    """One job: its line, bar and buttons."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._id = ""
        self._line = ElidedLabel("", self, role="table")
        self._left = PlainLabel("", self, role="caption", tone="secondary")
        self._bar = QProgressBar(self, maximum=1000, textVisible=False)
        self._keep = QPushButton("Stop and keep", self)
        self._cancel = QPushButton("Cancel", self)
        self._keep.clicked.connect(self._on_keep)
        self._cancel.clicked.connect(self._on_cancel)
        self._build()

    def show_job(self, job: JobState) -> None:
        """Say how this job is now."""
        self._id = job.id
        self._line.setText(line(job) + (f" {job.hint}" if job.state == "failed" and job.hint else ""))
        self._left.setText(time_left(job))
        self._bar.setValue(round(job.done * 1000))
        self._bar.setAccessibleName(job.title)
        self._bar.setVisible(not job.ended)
        self._keep.setVisible(job.can_keep)
        self._cancel.setVisible(not job.ended)
        self._cancel.setEnabled(job.can_cancel)

    def said(self) -> str:
        """The line shown."""
        return self._line.text()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._line, 1)
        top.addWidget(self._left)
        bottom = QHBoxLayout()
        bottom.addWidget(self._bar, 1)
        bottom.addWidget(self._keep)
        bottom.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(4)
        column.addLayout(top)
        column.addLayout(bottom)

    def _on_keep(self) -> None:
        self._workspace.stop_and_keep(self._id)

    def _on_cancel(self) -> None:
        self._workspace.cancel(self._id)
