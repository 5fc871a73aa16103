"""A page that makes its panel late: when it is first shown, when it is asked for, or in an idle turn."""

from importlib import import_module
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from embexplorer.gui.actions import Actions
from embexplorer.workspace.workspace import Workspace

PANELS = "embexplorer.gui.panels"


class LatePage(QWidget):
    """Empty until then, so that a window with many panels stands at once. `made` is emitted once, with the panel.

    `named` is module and class of the panel: "neighbors:NeighborsPanel". Where the panel has a signal
    `caption_changed`, the page keeps what it last said and says that it has changed.
    """

    made = Signal(QWidget)
    caption_changed = Signal()

    def __init__(self, named: str, workspace: Workspace, actions: Actions) -> None:
        super().__init__()
        self.module, _, self._class = named.partition(":")
        self.caption = ""
        self.is_made = False
        self._given = (workspace, actions)
        self._panel: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)

    def panel(self) -> QWidget:
        """The panel, made now if it is not there yet."""
        if self._panel is None:
            made: QWidget = self.load()(*self._given)
            self._panel = made
            self._take_in(made)
        return self._panel

    def load(self) -> Any:
        """The class of the panel, imported; that may take as long as making it, so that it has a turn of its own."""
        return getattr(import_module(f"{PANELS}.{self.module}"), self._class)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.panel()

    def _take_in(self, panel: QWidget) -> None:
        self.is_made = True
        if hasattr(panel, "caption_changed"):
            panel.caption_changed.connect(self._on_caption)
        self.layout().addWidget(panel)
        panel.show()
        self.layout().activate()  # else the first paint shows it as large as it was made
        self.made.emit(panel)

    def _on_caption(self, text: str) -> None:
        self.caption = text
        self.caption_changed.emit()
