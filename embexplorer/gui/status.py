"""The status bar: what is shown and selected, in which space, and the running job with its progress and ✕."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QStatusBar, QToolButton, QWidget

from embexplorer.gui.icons import icon
from embexplorer.gui.job_words import line, stage, time_left
from embexplorer.gui.status_words import status_fields
from embexplorer.gui.style import colors, font, pixels
from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel, set_plain_tooltip
from embexplorer.workspace.job_states import JobState
from embexplorer.workspace.workspace import Workspace

HEIGHT = 28
LINGER = 4000  # milliseconds that the end of a job stays readable


class StatusBar(QStatusBar):
    """Left the facts of what is shown, right the running job. `jobs_wanted` asks for the drawer."""

    jobs_wanted = Signal()

    def __init__(self, workspace: Workspace, note: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._fields = Fields(self)
        self._two = False
        self._note = PlainLabel(note, self, role="table", tone="secondary")
        self.job = JobField(workspace, self)
        self.job.clicked.connect(self.jobs_wanted)
        self.job.quiet.connect(self._note.show)
        self._build()
        for changed in (workspace.shown_changed, workspace.selection_changed, workspace.items_changed,
                        workspace.look_changed, workspace.compared_changed):  # fmt: skip
            changed.connect(self._on_changed)
        workspace.job_changed.connect(self._on_job_changed)
        self._on_changed()

    def fields(self) -> tuple[str, ...]:
        """What the left side says."""
        return self._fields.texts()

    def _build(self) -> None:
        self.setSizeGripEnabled(False)
        self.setFixedHeight(pixels(HEIGHT))
        self.setFont(font("table", tabular=True))
        body = QWidget(self)
        row = QHBoxLayout(body)
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(self._fields, 1)
        row.addWidget(self.job)
        row.addWidget(self._note)
        self.addWidget(body, 1)
        self.job.hide()

    def _on_changed(self) -> None:
        self._fields.show_texts(status_fields(self._workspace, self._two))

    def show_two(self, two: bool) -> None:
        """Two spaces are shown side by side, or one."""
        self._two = two
        self._on_changed()

    def _on_job_changed(self, job: JobState) -> None:
        self.job.show_job(job)
        self._note.setVisible(self.job.isHidden())


class Fields(QWidget):
    """Short facts with a hairline between; what finds no room is left out from the right, never cut."""

    GAP = 12

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def texts(self) -> tuple[str, ...]:
        """All facts."""
        return self._texts

    def show_texts(self, texts: tuple[str, ...]) -> None:
        """Say these facts from now on."""
        if texts == self._texts:
            return
        self._texts = texts
        self.setAccessibleName(" · ".join(texts))
        set_plain_tooltip(self, " · ".join(texts))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font("table", tabular=True))
        left = 0
        for text in self._texts:
            width = painter.fontMetrics().horizontalAdvance(text)
            if left + width > self.width():
                return
            painter.setPen(QColor(colors().secondary))
            painter.drawText(left, 0, width + 1, self.height(), int(Qt.AlignmentFlag.AlignVCenter), text)
            painter.setPen(QColor(colors().line))
            line_at = left + width + self.GAP
            painter.drawLine(line_at, 6, line_at, self.height() - 7)
            left = line_at + self.GAP


class JobField(QWidget):
    """The job that runs now: what and how far, a bar, the time left, stop-and-keep where it can, and ✕."""

    clicked = Signal()
    quiet = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._job: JobState | None = None
        self._text = ElidedLabel("", self, role="table", tone="secondary")
        self._stage = PlainLabel("", self, role="table", tone="secondary")
        self._left = PlainLabel("", self, role="table", tone="secondary")
        self._bar = QProgressBar(self, maximum=1000, textVisible=False)
        self._keep = _small_button("stop", "Stop and keep what is there", self._on_keep, self)
        self._cancel = _small_button("close", "Cancel", self._on_cancel, self)
        self._linger = QTimer(self, singleShot=True, interval=LINGER)
        self._linger.timeout.connect(self._on_lingered)
        self._build()

    def show_job(self, changed: JobState) -> None:
        """Show the running job, or for a moment how this one has ended."""
        running = [job for job in self._workspace.jobs.values() if not job.ended]
        self._job = running[-1] if running else changed
        self._linger.stop()
        if not running:
            self._linger.start()
        self._draw(self._job, len(running))
        self.show()

    def said(self) -> str:
        """The words shown."""
        return f"{self._text.text()} {self._stage.text()}".strip()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit()

    def sizeHint(self) -> QSize:
        return QSize(pixels(580), pixels(HEIGHT) - 2)

    def _draw(self, job: JobState, running: int) -> None:
        more = f" · {running - 1} more" if running > 1 else ""
        failed = job.state == "failed"  # its sentence may be long, a stage never is
        self._text.setText(line(job) if failed else job.title)
        self._stage.setText("" if failed or not stage(job) else f"· {stage(job)}{more}")
        self._left.setText(time_left(job))
        self._left.setVisible(bool(time_left(job)))
        self._bar.setValue(round(job.done * 1000))
        self._bar.setAccessibleName(line(job))
        self._bar.setVisible(not job.ended)
        self._keep.setVisible(job.can_keep)
        self._cancel.setVisible(not job.ended)
        self._cancel.setEnabled(job.can_cancel)

    def _build(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Running job")
        self._text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._bar.setFixedWidth(pixels(120))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        row.addWidget(self._stage)
        for widget in (self._bar, self._left, self._keep, self._cancel):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def _on_keep(self) -> None:
        if self._job is not None:
            self._workspace.stop_and_keep(self._job.id)

    def _on_cancel(self) -> None:
        if self._job is not None:
            self._workspace.cancel(self._job.id)

    def _on_lingered(self) -> None:
        self.hide()
        self.quiet.emit()


def _small_button(name: str, says: str, run: object, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setIcon(icon(name, "secondary"))
    button.setIconSize(QSize(12, 12))
    button.setProperty("small", True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setFixedSize(pixels(22), pixels(22))
    button.setAccessibleName(says)
    set_plain_tooltip(button, says)
    button.clicked.connect(run)
    return button
