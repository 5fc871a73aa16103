"""Carry things out: the map as an image, a space or a selection as vectors, a projection as coordinates."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton, QWidget

from embexplorer.core.coordinates import write_coordinates
from embexplorer.core.errors import UserError
from embexplorer.core.figure import Figure
from embexplorer.core.look import Camera
from embexplorer.core.registry import step_named
from embexplorer.core.step import build
from embexplorer.gui.actions import Action, Actions
from embexplorer.gui.style import colors, pixels
from embexplorer.gui.widgets.choice import Choice
from embexplorer.gui.widgets.number_line import NumberLine
from embexplorer.gui.widgets.plain import PlainLabel
from embexplorer.gui.widgets.section import Hairline, padded_column
from embexplorer.gui.widgets.sheet_rows import THEMES, foot_row, size_row, size_typed, titled_row
from embexplorer.workspace.workspace import Workspace

WIDTH = 400
SCREEN = (1440, 900)
KINDS = (("PNG image", "png"), ("SVG drawing", "svg"), ("PDF page", "pdf"))


@dataclass(frozen=True, kw_only=True)
class Format:
    """One kind of vector file: what the dialog says, how it ends, and the step that writes it."""

    title: str
    suffix: str
    step: str

    @property
    def filter(self) -> str:
        return f"{self.title} (*{self.suffix})"


FORMATS = (
    Format(title="word2vec text", suffix=".txt", step="to-word2vec"),
    Format(title="NumPy array with labels", suffix=".npy", step="to-npy"),
)


class ExportSheet(QDialog):
    """`set_figure_source` gives the sheet what the map shows at the moment of saving."""

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._figure: Callable[[], Figure | None] | None = None
        self._screen = SCREEN
        self.kind = Choice("Kind of image", (120, 200))
        self.wide = NumberLine(whole=True)
        self.high = NumberLine(whole=True)
        self.theme = Choice("Theme of the image", (120, 200))
        self.problem = PlainLabel(role="caption", tone="error")
        self.save = QPushButton("Save…")
        self.cancel = QPushButton("Cancel")
        self._build()
        self._register(actions)

    def set_figure_source(self, figure: Callable[[], Figure | None]) -> None:
        """Ask this for the figure when an image is saved."""
        self._figure = figure

    def open_image(self, size: tuple[int, int] = SCREEN) -> None:
        """Ask for kind, size and theme of the image; `size` is that of the map on the screen."""
        self._screen = size
        self.wide.setText(str(size[0]))
        self.high.setText(str(size[1]))
        self.theme.show_entries(THEMES, colors().theme)
        self._say("")
        self.open()

    def size_asked(self) -> tuple[int, int]:
        """Width and height in pixels; raises UserError and marks the field that is wrong."""
        return size_typed(self.wide, self.high)

    def save_image(self, path: Path) -> None:
        """Draw the figure into this file; raises UserError for a size that cannot be."""
        from embexplorer.gui.map.export import save_figure

        figure = self._figure() if self._figure is not None else None
        if figure is None:
            raise UserError("There is no map to save.", "Open a vector file first.")
        size = self.size_asked()
        save_figure(figure, path, size=size, theme=self.theme.value(), camera=self._camera(size))
        self._workspace.notice(f"{path.name} was written.")

    def _camera(self, size: tuple[int, int]) -> Camera | None:
        """The camera of the screen, so that the image shows at least what the screen shows."""
        camera = self._workspace.look.camera
        if camera is None:
            return None
        larger = min(size[0] / self._screen[0], size[1] / self._screen[1])
        return replace(camera, scale=camera.scale * larger)

    def export_vectors(self, path: Path, chosen: Format, selection: bool) -> str:
        """Write the shown space, or its selected rows, in a worker; answers the job."""
        rows = self._workspace.selection if selection else None
        step = build(step_named(chosen.step), {"path": str(path)})
        return self._workspace.start(step, space=self._workspace.space_id, rows=rows)

    def export_coordinates(self, path: Path) -> None:
        """Write the shown components of the shown projection, with their recipe beside them."""
        space, projection = self._workspace.space(), self._workspace.projection()
        if space is None or projection is None:
            return
        try:
            write_coordinates(path, space, projection, self._workspace.look.axes)
        except UserError as unwritable:
            self._workspace.notice(str(unwritable), "error")
            return
        self._workspace.notice(f"{path.name} was written: {projection.rows:,} rows, and its recipe beside it.")

    def _build(self) -> None:
        self.setWindowTitle("Save image")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(pixels(WIDTH))
        self.kind.show_entries(KINDS, "png")
        self.theme.show_entries(THEMES, "light")
        for side in (self.wide, self.high):
            side.textEdited.connect(self._on_edited)
        self.problem.setWordWrap(True)
        self.save.setProperty("primary", True)
        self.save.setDefault(True)
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self.reject)
        column = padded_column(self, above=16, below=16)
        column.addWidget(PlainLabel("Save image", role="subject"))
        column.addLayout(titled_row("Kind", self.kind))
        column.addLayout(size_row(self.wide, self.high))
        column.addLayout(titled_row("Theme", self.theme))
        column.addWidget(self.problem)
        column.addWidget(Hairline())
        column.addLayout(foot_row(self.save, self.cancel))

    def _register(self, actions: Actions) -> None:
        common: dict[str, Any] = {"group": "File", "section": 3}
        actions.add(Action(id="file.export-space", text="Export space…", run=self._on_space, enabled=self._has_space,
                           why_disabled="Open a vector file first", **common))  # fmt: skip
        actions.add(Action(id="file.export-selection", text="Export selection…", run=self._on_selection,
                           enabled=self._has_selection, why_disabled="Select words first", **common))  # fmt: skip
        actions.add(Action(id="file.export-coordinates", text="Export coordinates…", run=self._on_coordinates,
                           enabled=self._has_projection, why_disabled="Run a projection first", **common))  # fmt: skip

    def _has_space(self) -> bool:
        return self._workspace.space() is not None

    def _has_selection(self) -> bool:
        return len(self._workspace.selection) > 0

    def _has_projection(self) -> bool:
        return self._workspace.projection() is not None

    def _on_edited(self) -> None:
        self._say("")

    def _on_save(self) -> None:
        try:
            self.size_asked()
        except UserError as wrong:
            self._say(str(wrong))
            return
        ending = self.kind.value()
        path, _ = QFileDialog.getSaveFileName(self, "Save image", f"map.{ending}", f"*.{ending}")
        if not path:
            return
        try:
            self.save_image(Path(path).with_suffix(f".{ending}"))
        except (UserError, OSError) as wrong:
            self._say(str(wrong))
            return
        self.accept()

    def _on_space(self) -> None:
        self._ask_vectors("Export space", selection=False)

    def _on_selection(self) -> None:
        self._ask_vectors("Export selection", selection=True)

    def _ask_vectors(self, title: str, selection: bool) -> None:
        filters = ";;".join(one.filter for one in FORMATS)
        path, chosen = QFileDialog.getSaveFileName(self._over(), title, self._workspace.space().name, filters)
        if path:
            one = next((one for one in FORMATS if one.filter == chosen), FORMATS[0])
            self.export_vectors(_ending(Path(path), one.suffix), one, selection)

    def _on_coordinates(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self._over(), "Export coordinates", "coordinates.csv", "CSV (*.csv)")
        if path:
            self.export_coordinates(_ending(Path(path), ".csv"))

    def _over(self) -> QWidget:
        return self.parentWidget() or self

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        for side in (self.wide, self.high):
            side.set_wrong(side.wrong and bool(text))


def _ending(path: Path, suffix: str) -> Path:
    return path if path.suffix else path.with_suffix(suffix)


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(ExportSheet, WIDTH, 260)
