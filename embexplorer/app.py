"""The program with its window: puts settings, project, workers and window together, and runs until it is closed."""

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from embexplorer.gui.crash_guard import CrashGuard
from embexplorer.gui.style import apply
from embexplorer.gui.window import MainWindow
from embexplorer.jobs.process_runner import ProcessRunner
from embexplorer.workspace.notices import Notice
from embexplorer.workspace.project import Project
from embexplorer.workspace.settings import Settings
from embexplorer.workspace.untitled import first_project
from embexplorer.workspace.workspace import Workspace


def main(files: Sequence[Path] = (), project: Path | None = None) -> int:
    """Open the window, with these files or this project; answers the exit status."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    app.setApplicationName("embexplorer")
    app.setDesktopFileName("embexplorer")
    guard = CrashGuard()
    guard.install()
    settings = Settings()
    apply(app, settings.get("theme", "system"))
    window, notices = open_window(settings, project)
    guard.window = window
    window.show()
    QTimer.singleShot(0, Start(window, tuple(files), notices))
    return app.exec()


def open_window(settings: Settings, folder: Path | None) -> tuple[MainWindow, list[Notice]]:
    """The window on this project or the last one, and what the user should be told."""
    project, notices = (Project.open(folder), []) if folder else first_project(settings)
    workspace = Workspace(project, ProcessRunner(), settings)
    return MainWindow(workspace, settings), notices


class Start:
    """What is done once the window stands: the notices, then the files of the command line."""

    def __init__(self, window: MainWindow, files: tuple[Path, ...], notices: list[Notice]) -> None:
        self._window = window
        self._files = files
        self._notices = notices

    def __call__(self) -> None:
        for notice in self._notices:
            self._window.workspace.noticed.emit(notice)
        for file in self._files:
            self._window.opening.open_path(file)
