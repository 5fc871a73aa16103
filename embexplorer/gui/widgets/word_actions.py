"""What can be done with the word that the inspector shows: keep it pinned or let it go, and copy it."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication

from embexplorer.gui.actions import Action, Actions
from embexplorer.workspace.workspace import Workspace

NO_WORD = "Click a point or search for a word first."


class WordActions:
    """Registers them; `row` tells which word is shown, None when there is none. Kept alive by its actions."""

    def __init__(self, workspace: Workspace, row: Callable[[], int | None]) -> None:
        self._workspace = workspace
        self._row = row

    def register(self, actions: Actions) -> None:
        """Register them all."""
        actions.add(Action(id="word.pin", text="Pin the word", group="Edit", section=2, run=self._on_pin, icon="pin",
                           checked=self.is_pinned, enabled=self._has_word, why_disabled=NO_WORD,
                           tooltip="Pin the word · marks it on the map and joins it to its neighbours"))  # fmt: skip
        actions.add(Action(id="word.copy", text="Copy the word", group="Edit", section=2, run=self._on_copy,
                           icon="copy", enabled=self._has_word, why_disabled=NO_WORD))  # fmt: skip

    def is_pinned(self) -> bool:
        """Whether the word that is shown is pinned."""
        return self._row() is not None and self._row() == self._workspace.pinned

    def _has_word(self) -> bool:
        return self._row() is not None

    def _on_pin(self) -> None:
        row, workspace = self._row(), self._workspace
        if row is not None and not len(workspace.selection):
            workspace.select([row], "replace", "select")  # it stays in the inspector when it is let go
        workspace.pin(None if row == workspace.pinned else row)

    def _on_copy(self) -> None:
        row, space = self._row(), self._workspace.space()
        if row is not None and space is not None:
            QGuiApplication.clipboard().setText(space.keys[row])
