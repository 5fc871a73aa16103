"""How large the points are drawn."""

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from embexplorer.core.look import Look
from embexplorer.gui.widgets.slider_row import SliderRow
from embexplorer.workspace.workspace import Workspace

SIZES = tuple(round(0.5 + 0.05 * step, 2) for step in range(51))  # 0.5 to 3 times the usual radius


class PointControls(QWidget):
    """A factor of the radius that a map of so many points has."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.size_row = SliderRow("Size", SIZES, 1.0, times, "Size · a factor of the usual radius")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.size_row)
        self.size_row.moved.connect(self._on_size)

    def show_look(self, look: Look) -> None:
        """Show what is wished for."""
        self.size_row.show_value(look.point_size)

    def _on_size(self, factor: float) -> None:
        look = replace(self._workspace.look, point_size=factor)
        self._workspace.set_look(look, "point size", merge=True)


def times(factor: float) -> str:
    """“× 1.25”."""
    return f"× {factor:.2f}"
