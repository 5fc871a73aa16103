"""A button with a menu of things to tick, which says how many are ticked, or which one is."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from embexplorer.gui.actions import plain_action_text
from embexplorer.gui.style import pixels

Entry = tuple[str, str]  # what is shown, and its value


class TickMenu(QPushButton):
    """`ticked()` are the values in the order of the menu. `changed` is emitted for the user's own doing."""

    changed = Signal()

    def __init__(self, name: str, things: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._things = things
        self._menu = QMenu(self)
        self._menu.triggered.connect(self._on_triggered)
        self._actions: dict[str, QAction] = {}
        self._texts: list[str] = []
        self.setMenu(self._menu)
        self.setAccessibleName(name)

    def offer(self, entries: Sequence[Entry], ticked: Sequence[str]) -> None:
        """Offer these above whatever else is in the menu, and tick some of them; silently."""
        for action in self._actions.values():
            self._menu.removeAction(action)
        before = self._menu.actions()[0] if self._menu.actions() else None
        self._actions, self._texts = {}, [text for text, _ in entries]
        for text, value in entries:
            action = QAction(plain_action_text(text), self._menu)
            action.setCheckable(True)
            action.setChecked(value in ticked)
            self._menu.insertAction(before, action)  # type: ignore[arg-type]
            self._actions[value] = action
        self._say()

    def ticked(self) -> tuple[str, ...]:
        """The values that are ticked."""
        return tuple(value for value, action in self._actions.items() if action.isChecked())

    def add_command(self, text: str) -> QAction:
        """An entry below a line that is no choice."""
        self._menu.addSeparator()
        return self._menu.addAction(text)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(pixels(96), 0))

    def _on_triggered(self, action: QAction) -> None:
        if action in self._actions.values():
            self._say()
            self.changed.emit()

    def _say(self) -> None:
        on = [text for text, action in zip(self._texts, self._actions.values(), strict=True) if action.isChecked()]
        self.setText(plain_action_text(on[0]) if len(on) == 1 else f"{len(on) or 'No'} {self._things}")
