"""The end of a bar: a button with a menu of those buttons that found no room."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from embexplorer.gui.icons import icon
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.plain import set_plain_tooltip


class Overflow(QToolButton):
    """Hides buttons and offers what they do. It is away as long as all have their place."""

    def __init__(self, says: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setIconSize(QSize(pixels(16), pixels(16)))
        self.setFixedSize(pixels(30), pixels(26))
        self.setAccessibleName(says)
        set_plain_tooltip(self, says)
        self.setMenu(QMenu(self))
        self.setIcon(icon("more"))
        self.setProperty("small", True)
        self.hide()

    def take(self, buttons: Sequence[QToolButton], away: Iterable[QToolButton]) -> None:
        """Of all these buttons, in their order, put those that are `away` into the menu and show the others."""
        hidden = set(away)
        for button in buttons:
            button.setVisible(button not in hidden)
        self.menu().clear()
        self.menu().addActions([button.defaultAction() for button in buttons if button in hidden])
        self.setVisible(bool(hidden))
