"""“Aa”: how a word is looked up that stands in the space in no such spelling; the values go into a WordStep."""

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from embexplorer.core.space import EmbeddingSpace
from embexplorer.gui.style import font
from embexplorer.gui.widgets.plain import plain, set_plain_tooltip
from embexplorer.workspace.workspace import Workspace

NO_SPACE = "Open a space first."
NO_SUBWORDS = "This space has no subwords: open or train FastText vectors."
TIP = "Spelling · how words are looked up that are absent as typed"


class SpellingButton(QToolButton):
    """`values()` are the parameters `case`, `accents` and `subwords`; `changed` is emitted for the user's choices."""

    changed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        menu = self._menu = QMenu(self)
        menu.setToolTipsVisible(True)
        self.fold = _switch(self, "In other case", "PARIS is taken as Paris, where only that is in the space")
        self.accents = _switch(self, "Without accents", "café is taken as cafe, where only that is in the space")
        self.subwords = _switch(self, "From its subwords", "A vector made of the parts of a word that is absent")
        menu.addActions([self.fold, self.accents, self.subwords])
        self.fold.setChecked(True)
        menu.triggered.connect(self._on_triggered)
        self.setMenu(menu)
        self.setText("Aa")
        self.setFont(font("table"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAccessibleName("Spelling")
        workspace.shown_changed.connect(self._follow_space)
        self._follow_space()

    def values(self) -> dict[str, Any]:
        """The parameters of a WordStep."""
        return {
            "case": "fold" if self.fold.isChecked() else "exact",
            "accents": self.accents.isChecked(),
            "subwords": self.subwords.isChecked() and self.subwords.isEnabled(),
        }

    def set_values(self, case: str = "fold", accents: bool = False, subwords: bool = False) -> None:
        """Show these; silently."""
        for action, on in ((self.fold, case == "fold"), (self.accents, accents), (self.subwords, subwords)):
            action.setChecked(on)
        self._say()

    def _follow_space(self) -> None:
        reason = why_no_subwords(self._workspace.space())
        self.subwords.setEnabled(not reason)
        self.subwords.setToolTip(plain(reason or str(self.subwords.data())))
        self._say()

    def _on_triggered(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        """The tooltip names what is on."""
        on = [action.text().lower() for action in (self.fold, self.accents) if action.isChecked()]
        on += [self.subwords.text().lower()] if self.values()["subwords"] else []
        set_plain_tooltip(self, f"{TIP}\n{', '.join(on) or 'exactly as typed'}")


def why_no_subwords(space: EmbeddingSpace | None) -> str:
    """Why the space can make no vector of an absent word; empty where it can."""
    if space is None:
        return NO_SPACE
    return "" if space.model is not None and space.model.accepts == "word" else NO_SUBWORDS


def _switch(owner: QObject, text: str, help: str) -> QAction:
    """An entry that belongs to the button: one that a menu makes for itself is lost with Python's view of the menu."""
    action = QAction(text, owner)
    action.setCheckable(True)
    action.setData(help)
    action.setToolTip(plain(help))
    return action
