"""The button beside the colour column: how the column becomes colour, and how points look besides."""

from PySide6.QtWidgets import QToolButton, QWidget

from embexplorer.gui.icons import icon
from embexplorer.gui.widgets.color_popup import ColorPopup
from embexplorer.gui.widgets.plain import set_plain_tooltip
from embexplorer.workspace.workspace import Workspace


class PaletteButton(QToolButton):
    """“⋯”; what it opens is made when it is first asked for."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._popup: ColorPopup | None = None
        self.setIcon(icon("more", "secondary"))
        self.setProperty("small", True)
        self.setAccessibleName("Palette, size and shape")
        set_plain_tooltip(self, "Palette, size and shape · how columns become the look of points")
        self.clicked.connect(self.open)

    def popup(self) -> ColorPopup:
        """What it opens."""
        if self._popup is None:
            self._popup = ColorPopup(self._workspace, self)
        return self._popup

    def open(self) -> None:
        """Open it below the button."""
        self.popup().open_below(self)
