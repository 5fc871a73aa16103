"""A small button with a menu: on which scale a column is coloured, and with which colours."""

from typing import get_args

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from embexplorer.core.look import Scale
from embexplorer.gui.icons import icon
from embexplorer.gui.map.palette import SCALES
from embexplorer.gui.widgets.plain import set_plain_tooltip


class PaletteButton(QToolButton):
    """“⋯” beside the colour column."""

    scale_chosen = Signal(str)
    palette_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        menu = QMenu(self)
        self._scales = self._group(menu, "Scale", get_args(Scale))
        self._palettes = self._group(menu, "Palette", SCALES)
        self._scales.triggered.connect(self._on_scale)
        self._palettes.triggered.connect(self._on_palette)
        self.setMenu(menu)
        self.setIcon(icon("more", "secondary"))
        self.setProperty("small", True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAccessibleName("Scale and palette")
        set_plain_tooltip(self, "Scale and palette · how the column becomes colour")

    def show_wish(self, scale: str, palette: str) -> None:
        """Mark the ones in use; silently."""
        for group, value in ((self._scales, scale), (self._palettes, palette)):
            for action in group.actions():
                action.setChecked(action.text() == value)

    def _group(self, menu: QMenu, title: str, values: tuple[str, ...]) -> QActionGroup:
        menu.addSection(title)
        group = QActionGroup(menu)
        for value in values:
            action = QAction(value, group)
            action.setCheckable(True)
            menu.addAction(action)
        return group

    def _on_scale(self, action: QAction) -> None:
        self.scale_chosen.emit(action.text())

    def _on_palette(self, action: QAction) -> None:
        self.palette_chosen.emit(action.text())
