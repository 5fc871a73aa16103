"""Notices: toasts at the bottom right that say what happened, with at most one button; errors stay until closed."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from embexplorer.gui.icons import icon
from embexplorer.gui.style import colors, font, pixels
from embexplorer.gui.widgets.plain import PlainLabel

MILLISECONDS = 6000
MOST = 4
MARGIN = 16
WORDS = {"info": "Note", "warn": "Warning", "error": "Error"}


class Toast(QWidget):
    """One notice. It stays while the pointer is on it; `closed` is emitted when it is gone."""

    closed = Signal(object)

    def __init__(
        self, text: str, severity: str, button: str, run: Callable[[], object] | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._severity = severity
        self._run = run
        self.setFixedWidth(pixels(360))
        self.setAccessibleName(f"{WORDS[severity]}: {text}")
        self._build(text, button)
        self._timer = QTimer(self, singleShot=True, interval=MILLISECONDS)
        self._timer.timeout.connect(self.dismiss)
        if severity != "error":
            self._timer.start()

    def dismiss(self) -> None:
        """Close it now."""
        self._timer.stop()
        self.closed.emit(self)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        if self._severity != "error":
            self._timer.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        severity = {"info": colors().accent, "warn": colors().warn, "error": colors().error}[self._severity]
        painter.fillRect(self.rect(), QColor(colors().base))
        painter.setPen(QColor(colors().control_line))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.fillRect(0, 0, 3, self.height(), QColor(severity))

    def _build(self, text: str, button: str) -> None:
        words = PlainLabel(text)
        words.setWordWrap(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout()
        column.addWidget(words)
        if button:
            column.addWidget(self._button(button), 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 6, 8)
        row.addLayout(column, 1)
        row.addWidget(self._close(), 0, Qt.AlignmentFlag.AlignTop)
        shadow = QGraphicsDropShadowEffect(self, blurRadius=8, color=_shade())
        shadow.setOffset(0, 2)
        self.setGraphicsEffect(shadow)

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.clicked.connect(self._on_button)
        return button

    def _close(self) -> QToolButton:
        close = QToolButton(self)
        close.setIcon(icon("close", "secondary"))
        close.setProperty("small", True)
        close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        close.setAccessibleName("Close this notice")
        close.clicked.connect(self.dismiss)
        return close

    def _on_button(self) -> None:
        run, self._run = self._run, None
        self.dismiss()
        if run is not None:
            run()


class Toasts(QObject):
    """The notices on a window, newest lowest; `base` is the height kept free below them (the status bar)."""

    def __init__(self, host: QWidget, base: Callable[[], int]) -> None:
        super().__init__(host)
        self._host = host
        self._base = base
        self._shown: list[Toast] = []
        host.installEventFilter(self)

    def say(
        self, text: str, severity: str = "info", button: str = "", run: Callable[[], object] | None = None
    ) -> Toast:
        """Show a notice in place of one that says the same; the oldest makes room when there are too many."""
        toast = Toast(text, severity, button, run, self._host)
        for same in [one for one in self._shown if one.accessibleName() == toast.accessibleName()]:
            same.dismiss()
        toast.closed.connect(self._on_closed)
        self._shown.append(toast)
        for old in self._shown[:-MOST]:
            old.dismiss()
        toast.setFont(font("body"))
        toast.show()
        self._arrange()
        return toast

    def shown(self) -> tuple[Toast, ...]:
        """The notices now on the window."""
        return tuple(self._shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._arrange()
        return False

    def _on_closed(self, toast: Toast) -> None:
        if toast in self._shown:
            self._shown.remove(toast)
            toast.hide()
            toast.deleteLater()
        self._arrange()

    def _arrange(self) -> None:
        bottom = self._host.height() - self._base() - MARGIN
        for toast in reversed(self._shown):
            toast.setFixedHeight(toast.layout().totalHeightForWidth(toast.width()))
            toast.move(QPoint(self._host.width() - toast.width() - MARGIN, bottom - toast.height()))
            toast.raise_()
            bottom -= toast.height() + 8


def _shade() -> QColor:
    shade = QColor(colors().shadow)
    shade.setAlphaF(0.12)
    return shade
