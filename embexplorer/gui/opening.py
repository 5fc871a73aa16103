"""Opening: whatever was chosen, dropped or named on the command line goes where it belongs, one sheet at a time."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from embexplorer.core.folder import META
from embexplorer.gui.open_sheet import OpenSheet
from embexplorer.workspace.project import CATALOGUE
from embexplorer.workspace.workspace import Workspace


class Opening(QObject):
    """Projects and spaces open at once; other files show their sheet first, and wait for each other."""

    def __init__(self, workspace: Workspace, window: QWidget, train: Callable[[Path], object]) -> None:
        super().__init__(window)
        self._train = train
        self._workspace = workspace
        self._window = window
        self._waiting: list[Path] = []
        self.sheet: OpenSheet | None = None

    def open_path(self, path: Path) -> None:
        """Open this file or folder."""
        if path.name == CATALOGUE:
            path = path.parent
        if (path / CATALOGUE).is_file():
            self._workspace.open_project(path)
        elif (path / META).is_file():
            self._workspace.open_file(path)
        else:
            self._waiting.append(path)
            self._next()

    def ask_files(self) -> None:
        """Let the user choose files."""
        names, _ = QFileDialog.getOpenFileNames(self._window, "Open vectors", self._folder())
        for name in names:
            self.open_path(Path(name))

    def ask_project(self) -> None:
        """Let the user choose a project's folder."""
        name = QFileDialog.getExistingDirectory(self._window, "Open project", self._folder())
        if name:
            self._workspace.open_project(Path(name))

    def save(self) -> None:
        """Every change is on disk already: give an untitled project a place, and say of another where it is."""
        project = self._workspace.project
        if project.untitled:
            self.ask_save_as()
        else:
            self._workspace.notice(f"{project.name} is saved; every change is kept at once in {project.folder}.")

    def ask_save_as(self) -> None:
        """Let the user choose where the project shall lie."""
        name, _ = QFileDialog.getSaveFileName(self._window, "Save project as a folder", self._folder())
        if name:
            self._workspace.save_as(Path(name))

    def _next(self) -> None:
        if self.sheet is not None or not self._waiting:
            return
        self.sheet = OpenSheet(self._workspace, self._waiting.pop(0), self._window)
        self.sheet.finished.connect(self._on_finished)
        self.sheet.train_asked.connect(self._on_train_asked)
        self.sheet.open()

    def _on_finished(self) -> None:
        self.sheet = None
        self._next()

    def _on_train_asked(self, path: Path) -> None:
        self._train(path)

    def _folder(self) -> str:
        return str(Path.home())
