"""The program with its window: puts settings, project, workers and window together, and runs until it is closed."""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from embexplorer.core.resources import resource
from embexplorer.jobs.process_runner import ProcessRunner
from embexplorer.workspace.notices import Notice
from embexplorer.workspace.project import Project
from embexplorer.workspace.settings import Settings
from embexplorer.workspace.untitled import first_project
from embexplorer.workspace.workspace import Workspace

if TYPE_CHECKING:  # Qt comes last: PySide6 reads the source of every module that is imported after it
    from embexplorer.gui.window import MainWindow


def main(files: Sequence[Path] = (), project: Path | None = None) -> int:
    """Open the window, with these files or this project; answers the exit status."""
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    from embexplorer.gui.crash_guard import CrashGuard
    from embexplorer.gui.style import apply

    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("embexplorer")
    app.setDesktopFileName("org.embexplorer.Embexplorer")
    app.setWindowIcon(QIcon(str(resource("embexplorer.svg"))))
    guard = CrashGuard()
    guard.install()
    settings = Settings()
    apply(app, settings.get("theme", "system"))
    window, notices = open_window(settings, project)
    guard.window = window
    start = Start(window, tuple(files), notices)
    window.painted.connect(start.soon)
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, Closing(window))
    window.show()
    status = app.exec()
    _leave_if_loading(status)
    return status


def _leave_if_loading(status: int) -> None:
    """End at once where Python would wait for a kernel to be compiled; the workspace is closed, nothing is lost."""
    from embexplorer.gui.map.raster import is_loading

    if is_loading():
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def open_window(settings: Settings, folder: Path | None) -> "tuple[MainWindow, list[Notice]]":
    """The window on this project or the last one, and what the user should be told."""
    from embexplorer.gui.window import MainWindow

    project, notices = (Project.open(folder), []) if folder else first_project(settings)
    return MainWindow(Workspace(project, ProcessRunner(), settings), settings), notices


class Closing:
    """Closes the window, and with it workers and project, when the terminal or the session asks the program to end."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    def __call__(self, number: int, frame: object) -> None:
        self._window.close()


class Start:
    """What is done once the window stands: it is furnished, then come the notices and the files of the command line."""

    def __init__(self, window: "MainWindow", files: tuple[Path, ...], notices: list[Notice]) -> None:
        self._window = window
        self._files = files
        self._notices = notices

    def soon(self) -> None:
        """When the event loop comes round, for the paint is not on the screen yet."""
        from PySide6.QtCore import QTimer

        QTimer.singleShot(0, self.go_on)

    def go_on(self) -> None:
        """Now."""
        self._window.furnish()
        for notice in self._notices:
            self._window.workspace.noticed.emit(notice)
        for file in self._files:
            self._window.opening.open_path(file)
