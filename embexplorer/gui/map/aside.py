"""Draw figures aside, in a process of their own: the window only sends what is to be drawn and takes what comes."""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QTimer, Signal
from PySide6.QtGui import QImage

from embexplorer.core.errors import UserError
from embexplorer.core.figure import Figure
from embexplorer.core.figure_file import FigureFile
from embexplorer.core.figure_folder import written_figure
from embexplorer.core.look import Camera
from embexplorer.gui.style import own_face

START = "import sys; sys.path.insert(0, sys.argv[1]); from embexplorer.gui.map.drawing import main; main()"
ROOT = Path(__file__).resolve().parents[3]
AGAIN = 1000  # milliseconds until a preview is asked for again that is not whole
PATIENCE = 2000  # milliseconds until a process that was asked to end is ended
BROKEN = "The figure could not be drawn; the drawing ended by itself."


@dataclass(frozen=True)
class Preview:
    """A page as it is drawn by now: `whole` unless there are labels to come. `covered` is the share of the map's width
    that the legend takes.
    """

    image: QImage
    whole: bool
    covered: float


class Aside(QObject):
    """One figure at a time. Of several previews that are asked for while one is drawn, the last is drawn next.

    `previewed` carries a Preview: while labels are still being placed there are others, one a second. `progressed`
    carries a share and what is done, `written` the file and its bytes, `refused` a UserError.
    """

    previewed = Signal(object)
    progressed = Signal(float, str)
    written = Signal(object, int)
    refused = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._room: Path | None = None
        self._folder: Path | None = None
        self._count = 0
        self._view: tuple[Camera | None, tuple[int, int] | None] = (None, None)
        self._packing: Iterator[None] | None = None
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._on_turn)
        self._preview: FigureFile | None = None
        self._shown: FigureFile | None = None
        self._again = QTimer(self, singleShot=True, interval=AGAIN)
        self._again.timeout.connect(self._on_again)
        self._write: tuple[FigureFile, Path] | None = None
        self._busy = ""
        self._unread = b""
        QCoreApplication.instance().aboutToQuit.connect(self.close)

    def show_figure(self, figure: Figure, camera: Camera | None = None, seen: tuple[int, int] | None = None) -> None:
        """Draw this from now on, seen from there in a map of this size."""
        self._view = (camera, seen)
        if self._room is None:
            self._room = Path(tempfile.mkdtemp(prefix="embexplorer-figure-"))
        self._forget_folder()
        self._count += 1
        self._folder = self._room / str(self._count)
        self._folder.mkdir()
        self._packing = written_figure(self._folder, figure)
        self._turn.start()

    def preview(self, file: FigureFile) -> None:
        """Draw the page in the dots of the file and tell by `previewed`."""
        self._again.stop()
        self._preview = file
        self._go_on()

    def write(self, file: FigureFile, path: Path) -> None:
        """Write the file and tell by `written`."""
        self._write = (file, path)
        self._go_on()

    def is_writing(self) -> bool:
        """A file is being written, or waits for it."""
        return self._write is not None or self._busy == "write"

    def stop(self) -> None:
        """Leave all that is asked for; of a file that is not whole nothing stays."""
        self._preview = self._write = None
        self._end(ask=True)

    def close(self) -> None:
        """Stop, and remove what was handed over."""
        self._preview = self._write = None
        self._end(ask=False)
        self._forget_folder()
        if self._room is not None:
            shutil.rmtree(self._room, ignore_errors=True)
            self._room = None

    def _on_turn(self) -> None:
        if self._packing is None:
            self._turn.stop()
            return
        try:
            next(self._packing)
        except StopIteration:
            self._packing = None
            self._turn.stop()
            self._go_on()
        except OSError as full:
            self._packing = None
            self._turn.stop()
            self.refused.emit(UserError(f"The figure could not be handed over: {full.strerror}.", "Make room."))

    def _go_on(self) -> None:
        if self._busy or self._packing is not None or self._folder is None or self._room is None:
            return
        if self._write is not None:
            file, path = self._write
            self._write = None
            self._ask("write", file, path)
        elif self._preview is not None:
            file, self._preview = self._preview, None
            self._shown = file
            self._ask("preview", file, self._room / "preview.png")

    def _ask(self, act: str, file: FigureFile, path: Path) -> None:
        process = self._started()
        camera, seen = self._view
        asked = {
            "act": act,
            "folder": str(self._folder),
            "path": str(path.absolute()),
            "file": file.to_json(),
            "camera": asdict(camera) if camera else None,
            "seen": list(seen) if seen else None,
            "own": asdict(own_face()),
        }
        self._busy = act
        process.write(json.dumps(asked).encode() + b"\n")

    def _started(self) -> QProcess:
        if self._process is None:
            self._unread = b""
            process = self._process = QProcess(self)
            process.readyReadStandardOutput.connect(self._on_answer)
            process.finished.connect(self._on_ended)
            process.errorOccurred.connect(self._on_ended)
            process.start(sys.executable, ["-P", "-c", START, str(ROOT)])
        return self._process

    def _on_answer(self) -> None:
        if self._process is None:
            return
        *lines, self._unread = (self._unread + bytes(self._process.readAllStandardOutput().data())).split(b"\n")
        for line in lines:
            self._take(json.loads(line))

    def _take(self, said: dict[str, Any]) -> None:
        if "done" in said:
            self.progressed.emit(said["done"], said["text"])
            return
        self._busy = ""
        if "refused" in said:
            self.refused.emit(UserError(*said["refused"]))
        elif "written" in said:
            self.written.emit(Path(said["written"]), said["size"])
        elif self._preview is None:  # else the next one is under way
            self.previewed.emit(Preview(QImage(said["previewed"]), said["whole"], said["covered"]))
            if not said["whole"]:
                self._again.start()
        self._go_on()

    def _on_again(self) -> None:
        if self._preview is None and self._shown is not None:
            self.preview(self._shown)

    def _on_ended(self) -> None:
        """It ended by itself."""
        if self._process is None:
            return
        last = bytes(self._process.readAllStandardError().data()).decode(errors="replace").strip()
        self._process.deleteLater()
        self._process, self._busy = None, ""
        self.refused.emit(UserError(BROKEN, last.rpartition("\n")[2]))

    def _end(self, ask: bool) -> None:
        self._again.stop()
        process, self._process, self._busy = self._process, None, ""
        if process is None:
            return
        process.blockSignals(True)
        if ask:
            process.terminate()
        if not ask or not process.waitForFinished(PATIENCE):
            process.kill()
            process.waitForFinished(PATIENCE)
        process.deleteLater()

    def _forget_folder(self) -> None:
        self._packing = None
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._folder = None
