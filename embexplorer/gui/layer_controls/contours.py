"""Which shares of the points the contours enclose, and how wide the density is smoothed."""

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from embexplorer.core.contour_levels import levels_read, levels_written
from embexplorer.core.errors import UserError
from embexplorer.core.look import CONTOURS, Look
from embexplorer.gui.layer_controls.density import BandwidthRow, labelled
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.line import Line
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip
from embexplorer.workspace.workspace import Workspace


class ContourControls(QWidget):
    """The shares in per cent; what cannot be read is underlined and told below."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.levels = Line()
        self.levels.setAccessibleName("Shares of the points in per cent")
        self.levels.setPlaceholderText(levels_written(CONTOURS))
        set_plain_tooltip(self.levels, "Shares · per cent of the points in view that each line encloses, such as 50 90")
        self.wrong = PlainLabel("", role="caption", tone="error")
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        self.bandwidth = BandwidthRow(workspace)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(pixels(4))
        column.addWidget(labelled("Shares, %", self.levels))
        column.addWidget(self.wrong)
        column.addWidget(self.bandwidth)
        self.levels.textEdited.connect(self._on_edited)

    def show_look(self, look: Look) -> None:
        """Show what is wished for; a line that is being typed stays as it is typed."""
        self.bandwidth.show_look(look)
        read, typing = self._read(), self.levels.hasFocus()
        same = read == look.contour_levels and (typing or bool(self.levels.text().strip()))
        if not same and not (typing and read is None):
            self.levels.setText(levels_written(look.contour_levels))
            self._tell("")

    def _read(self) -> tuple[float, ...] | None:
        try:
            return levels_read(self.levels.text())
        except UserError:
            return None

    def _on_edited(self) -> None:
        try:
            levels = levels_read(self.levels.text())
        except UserError as error:
            self._tell(f"{error} {error.hint}")
            return
        self._tell("")
        self._workspace.set_look(replace(self._workspace.look, contour_levels=levels), "levels of contours", merge=True)

    def _tell(self, wrong: str) -> None:
        self.levels.set_wrong(bool(wrong))
        self.wrong.setText(wrong)
        self.wrong.setVisible(bool(wrong))
