"""Save the map as a figure: how large in print, in which type and format, with a preview of just that."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.figure import Figure
from embexplorer.core.figure_caption import drawn_rows
from embexplorer.core.figure_file import LEGIBLE, FigureFile
from embexplorer.core.look import Camera
from embexplorer.core.number_text import number_text, thousands
from embexplorer.gui.actions import Actions
from embexplorer.gui.map.aside import Aside, Preview
from embexplorer.gui.map.page import smallest_points
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.figure_form import FigureForm, with_own_size
from embexplorer.gui.widgets.figure_preview import FigurePreview
from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel
from embexplorer.gui.widgets.save_place import asked_place
from embexplorer.gui.widgets.section import Hairline
from embexplorer.gui.widgets.sheet_rows import foot_row
from embexplorer.workspace.notices import NoticeAction
from embexplorer.workspace.workspace import Workspace

SIZE, LEAST = (1040, 640), (720, 480)
SOON = 150  # milliseconds that the user has rested before the preview follows
KEPT = "figure file"  # the setting that remembers the choices
SCREEN = (1440, 900)
IN_THE_WAY = 0.45  # of the map's width that the legend takes
GROWING = "Labels are still being placed; the file will have all of them."
BYTES_A_ROW, BYTES_OF_PLOTLY = 45, 4_900_000  # of an interactive figure, about


class FigureSheet(QDialog):
    """`set_figure_source` gives the sheet what the map shows at the moment of saving."""

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._source: Callable[[], Figure | None] | None = None
        self._figure: Figure | None = None
        self._asked: FigureFile | None = None
        self._smallest, self._covered = LEGIBLE, 0.0
        self.form = FigureForm(self)
        self.preview = FigurePreview(self)
        self.aside = Aside(self)
        self.problem = PlainLabel(role="caption", tone="error")
        self.warning = PlainLabel(role="caption", tone="warn")
        self.doing = ElidedLabel(role="caption", tone="secondary")
        self.progress = QProgressBar(self)
        self.save = QPushButton("Save…")
        self.cancel = QPushButton("Cancel")
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._build()
        self._connect()

    def set_figure_source(self, figure: Callable[[], Figure | None]) -> None:
        """Ask this for the figure when the sheet is opened."""
        self._source = figure

    def open_figure(
        self, seen: tuple[int, int] = SCREEN, camera: Camera | None = None, figure: Figure | None = None
    ) -> None:
        """Show this figure, or that of the source as it is now.

        `seen` is the size of the map on the screen, `camera` where it is seen from.
        """
        self._figure = figure or (self._source() if self._source is not None else None)
        if self._figure is None:
            self._workspace.notice("There is no map to save.", "warn")
            return
        aspect = seen[0] / max(1, seen[1])
        self.form.show_file(with_own_size(self._remembered(), aspect), aspect)
        self.aside.show_figure(self._figure, camera, seen)
        self.preview.show_page(None)
        self._covered = 0.0
        self._show_working("")
        self.open()
        self.form.kind.setFocus()
        self._on_changed()

    def save_to(self, path: Path) -> None:
        """Write what the form asks for into this file; what comes of it is told by a notice."""
        try:
            file = self.form.file()
        except UserError as wrong:
            self._say(str(wrong))
            return
        self._workspace.settings.put(KEPT, file.to_json())
        self._show_working(f"Writing {path.name}…")
        self.aside.write(file, path)

    def done(self, result: int) -> None:
        """Closed, however: nothing goes on behind."""
        self._soon.stop()
        self.aside.close()
        self._figure = None
        super().done(result)

    def reject(self) -> None:
        """While a file is written this leaves that, else the sheet."""
        if self.aside.is_writing():
            self.aside.stop()
            self._show_working("")
            self.doing.setText("Stopped; no file was written.")
            return
        super().reject()

    def _build(self) -> None:
        self.setWindowTitle("Save figure")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumSize(pixels(LEAST[0]), pixels(LEAST[1]))
        self.resize(pixels(SIZE[0]), pixels(SIZE[1]))
        for label in (self.problem, self.warning):
            label.setWordWrap(True)
            label.hide()
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(pixels(120))
        self.save.setProperty("primary", True)
        self.save.setDefault(True)
        left = QVBoxLayout()
        left.setSpacing(pixels(8))
        for widget in (PlainLabel("Save figure", role="subject"), self.form, self.warning, self.problem):
            left.addWidget(widget)
        left.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(pixels(16))
        middle.addLayout(left)
        middle.addWidget(Hairline(upright=True))
        middle.addWidget(self.preview, 1)
        foot = QHBoxLayout()
        foot.setSpacing(pixels(8))
        foot.addWidget(self.progress)
        foot.addWidget(self.doing, 1)
        foot.addLayout(foot_row(self.save, self.cancel))
        column = QVBoxLayout(self)
        column.setContentsMargins(*([pixels(16)] * 4))
        column.setSpacing(pixels(12))
        column.addLayout(middle, 1)
        column.addWidget(Hairline())
        column.addLayout(foot)

    def _connect(self) -> None:
        self.form.changed.connect(self._on_changed)
        self.preview.wanted.connect(self._on_changed)
        self._soon.timeout.connect(self._on_soon)
        self.aside.previewed.connect(self._on_previewed)
        self.aside.progressed.connect(self._on_progressed)
        self.aside.written.connect(self._on_written)
        self.aside.refused.connect(self._on_refused)
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self.reject)

    def _remembered(self) -> FigureFile:
        kept = self._workspace.settings.get(KEPT)
        try:
            return FigureFile.from_json(kept).checked() if isinstance(kept, dict) else FigureFile()
        except (UserError, TypeError):  # written by hand, or by another version
            return FigureFile()

    def _on_changed(self) -> None:
        if self._figure is None:
            return
        try:
            file = self.form.file()
        except UserError as wrong:
            self._say(str(wrong))
            return
        self._say("")
        self._tell(file)
        self._soon.start()

    def _on_soon(self) -> None:
        try:
            file = self.form.file()
        except UserError:
            return
        self._asked = file
        self.aside.preview(replace(file, dpi=self.preview.dpi(file)))

    def _on_previewed(self, preview: Preview) -> None:
        if not self.aside.is_writing() and (not preview.whole or self.doing.text() == GROWING):
            self.doing.setText("" if preview.whole else GROWING)
        self.preview.show_page(preview.image, self._asked.ground if self._asked is not None else "light")
        self._covered = preview.covered
        self._warn()

    def _tell(self, file: FigureFile) -> None:
        """What the file will be, and what is small in it."""
        assert self._figure is not None
        rows = drawn_rows(self._figure)
        said = [f"{number_text(file.width)} × {number_text(file.height)} mm", _made_of(file, self._figure.rows, rows)]
        self._smallest = smallest_points(file)
        self.preview.facts.setText(" · ".join([*said, f"smallest text {number_text(round(self._smallest, 1))} pt"]))
        self._warn()

    def _warn(self) -> None:
        """What is too small, or in the way, in the figure as it is asked for."""
        said = []
        if self._smallest < LEGIBLE - 0.05:
            said.append(
                f"The smallest text is {self._smallest:.1f} pt; most publishers ask for {LEGIBLE:g} pt or more."
            )
        if self._covered > IN_THE_WAY:
            said.append(
                f"The legend takes {self._covered * 100:.0f} % of the width. Make text smaller, or leave it out."
            )
        self.warning.setText(" ".join(said))
        self.warning.setVisible(bool(said))

    def _on_save(self) -> None:
        try:
            file = self.form.file()
        except UserError as wrong:
            self._say(str(wrong))
            return
        ending = file.kind
        name = f"{_as_name(self._figure.title if self._figure else 'map')}.{ending}"
        place = asked_place(self, "Save figure", name, ending)
        if place is not None:
            self.save_to(place)

    def _on_progressed(self, done: float, text: str) -> None:
        self.progress.setValue(round(done * 1000))
        self.doing.setText(f"{text}…")

    def _on_written(self, path: Path, size: int) -> None:
        show = NoticeAction(text="Show folder", run=_Shown(path.parent).open)
        self._workspace.notice(f"{path.name} was written, {_bytes(size)}.", action=show)
        self.accept()

    def _on_refused(self, refused: UserError) -> None:
        self._say(str(refused))
        self._show_working("")  # it may be tried again
        self.save.setFocus()

    def _show_working(self, text: str) -> None:
        working = bool(text)
        self.doing.setText(text)
        self.progress.setVisible(working)
        self.progress.setValue(0)
        self.save.setEnabled(not working)
        self.form.setEnabled(not working)

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.save.setEnabled(not text)


class _Shown:
    """Opens a folder in the desktop's own way; holds nothing of the sheet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def _made_of(file: FigureFile, rows: int, drawn: int) -> str:
    wide, high = file.pixels
    if file.kind == "html":
        return f"{thousands(drawn)} rows inside, about {_bytes(BYTES_OF_PLOTLY + BYTES_A_ROW * drawn)}"
    if file.kind == "png":
        return f"{thousands(wide)} × {thousands(high)} pixels"
    shapes = rows <= file.vector_points
    return f"text as text, {thousands(drawn)} points as {'shapes' if shapes else f'an image of {file.dpi} dpi'}"


def _bytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3)):,} kB"


def _as_name(title: str) -> str:
    """A title as the name of a file on every system."""
    plain = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in title[:60])
    return "-".join(part for part in plain.split("-") if part) or "map"


if __name__ == "__main__":
    from embexplorer.core.resolving import resolve
    from embexplorer.gui.alone import show_alone

    def opened(workspace: Workspace, actions: Actions) -> FigureSheet:
        """The sheet with the map of the space."""
        sheet = FigureSheet(workspace, actions)
        space = workspace.space()
        figure = None if space is None else resolve(space, workspace.projection(), workspace.look)
        sheet.set_figure_source(lambda: figure)
        sheet.open_figure()
        return sheet

    show_alone(opened, *SIZE)
