"""Save the film of a training from the window: asks where, then writes one frame at each turn of the event loop."""

from collections.abc import Generator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.film_frames import film_kind
from embexplorer.gui.map.film import film_writing
from embexplorer.gui.training.film_sheet import FilmSheet
from embexplorer.workspace.notices import NoticeAction
from embexplorer.workspace.workspace import Workspace

FILTERS = {".gif": "Animated GIF (*.gif)", "": "New folder for PNG frames (*)"}


class FilmSaving(QObject):
    """One film at a time; what was begun is whole at its end, or nothing is left."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._window = parent
        self._frames: Generator[int, None, None] | None = None
        self._path = Path()
        self.sheet = FilmSheet(parent)
        self.sheet.asked.connect(self._on_asked)
        self._count = 0
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._on_turn)
        QCoreApplication.instance().aboutToQuit.connect(self.stop)  # a half-written film does not stay

    def ask(self) -> None:
        """Let the user choose what the film of the shown map is like, and then where it goes."""
        shown = self._workspace.projection()
        if shown is not None and shown.film is not None:
            self.sheet.ask(len(shown.film))

    def _on_asked(self) -> None:
        space, ending = self._workspace.space(), self.sheet.kind.value()
        start = str(Path.home() / f"{space.name if space else 'film'}{ending}")
        name, _ = QFileDialog.getSaveFileName(self._window, "Save the film", start, FILTERS[ending])
        if name:
            path = Path(name)
            self.save(path.with_suffix(ending) if ending and not path.suffix else path)

    def save(self, path: Path) -> None:
        """Begin to write it."""
        space, shown = self._workspace.space(), self._workspace.projection()
        if self._frames is not None or space is None or shown is None:
            return
        try:
            film_kind(str(path))
            size, theme = self.sheet.size_asked(), self.sheet.theme.value()
            self._frames = film_writing(space, shown, path, self._workspace.look, size, theme)
        except UserError as wrong:
            self._workspace.notice(str(wrong), "error")
            return
        self._path, self._count = path, 0
        stop = NoticeAction(text="Stop", run=self.stop)
        self._workspace.notice(f"Writing the film to {path.name}…", action=stop)
        self._turn.start()

    def stop(self) -> None:
        """Leave it; what was written of it goes."""
        if self._frames is not None:
            self._frames.close()
        self._frames = None
        self._turn.stop()

    def _on_turn(self) -> None:
        if self._frames is None:
            return
        try:
            self._count = next(self._frames)
        except StopIteration:
            self._frames = None
            self._turn.stop()
            self._workspace.notice(f"Wrote {self._count:,} frames to {self._path}.")
        except (UserError, OSError) as wrong:
            self.stop()
            self._workspace.notice(str(wrong), "error")
