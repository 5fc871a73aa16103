"""The actions on the whole selection: invert, the one before, alike in a column, isolate, lay out alone, and back."""

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QCursor
from PySide6.QtWidgets import QMenu, QWidget

from embexplorer.core.matching import alike, rows_like
from embexplorer.gui.actions import Action, Actions, plain_action_text
from embexplorer.gui.widgets.breadcrumb import crumb_text
from embexplorer.workspace.workspace import Workspace

GROUP = "Edit/Selection"
NOTHING = "Nothing is selected."


class SelectionActions(QObject):
    """Made with the window; its menu of columns opens under the pointer."""

    def __init__(self, workspace: Workspace, actions: Actions, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._menu = QMenu(window)
        self._menu.triggered.connect(self._on_column)
        self._register(actions)

    def _register(self, actions: Actions) -> None:
        add, workspace = actions.add, self._workspace
        has: dict[str, Any] = {"enabled": self._has_selection, "why_disabled": NOTHING}
        add(Action(id="selection.invert", text="Invert", group=GROUP, run=workspace.invert_selection, shortcut="Ctrl+I",
                   enabled=self._has_space, why_disabled="Open a space first.",
                   tooltip="Invert · selects what is shown and not selected"))  # fmt: skip
        add(Action(id="selection.previous", text="Previous selection", group=GROUP, run=self._previous,
                   enabled=self._has_previous, why_disabled="Nothing was selected before.",
                   tooltip="Previous selection · what was selected before this"))  # fmt: skip
        add(Action(id="selection.like", text="Alike in a column…", group=GROUP, run=self._open_menu, section=1,
                   enabled=self._has_pinned, why_disabled="Pin a word first.", live_text=self._like_text,
                   tooltip="Selects the words that have the same value as the pinned one"))  # fmt: skip
        add(Action(id="selection.isolate", text="Isolate", group=GROUP, run=self._isolate, section=3, shortcut="Ctrl+H",
                   tooltip="Isolate · shows the selected points alone", **has))  # fmt: skip
        add(Action(id="selection.show-all", text="Show all", group=GROUP, run=workspace.show_all, section=3,
                   shortcut="Ctrl+Shift+H", enabled=self._is_isolated, why_disabled="Nothing is isolated.",
                   tooltip="Show all · shows the points again that are not isolated"))  # fmt: skip
        add(Action(id="selection.project-only", text="Project only these", group=GROUP, run=workspace.project_only,
                   section=3, tooltip="Project only these · lays the selected points out alone, below this map",
                   **has))  # fmt: skip
        add(Action(id="map.up", text="Back to the whole space", group="View", run=self._up, section=2,
                   shortcut="Alt+Left", live_text=self._up_text, enabled=self._has_parent,
                   why_disabled="The shown space was made from no other."))  # fmt: skip

    def _has_space(self) -> bool:
        return self._workspace.space() is not None

    def _has_selection(self) -> bool:
        return len(self._workspace.selection) > 0

    def _has_previous(self) -> bool:
        return self._workspace.previous_selection() is not None

    def _has_pinned(self) -> bool:
        return self._workspace.pinned is not None

    def _is_isolated(self) -> bool:
        return len(self._workspace.isolated) > 0

    def _has_parent(self) -> bool:
        return len(self._workspace.path()) > 1

    def _previous(self) -> None:
        rows = self._workspace.previous_selection()
        if rows is not None:
            self._workspace.select(rows, "replace", "previous selection")

    def _isolate(self) -> None:
        self._workspace.isolate(self._workspace.selection)

    def _up(self) -> None:
        path = self._workspace.path()
        if len(path) > 1:
            self._workspace.show(path[-2].id)

    def _up_text(self) -> str:
        path = self._workspace.path()
        space = self._workspace.space(path[-2].id) if len(path) > 1 else None
        return f"Back to {crumb_text(path[-2], space.unit, path[0].name)}" if space is not None else "Back to the whole"

    def _pinned_word(self) -> str:
        space, pinned = self._workspace.space(), self._workspace.pinned
        return space.keys[pinned] if space is not None and pinned is not None else ""

    def _like_text(self) -> str:
        word = " ".join(self._pinned_word()[:24].split())
        return f"Alike ‘{word}’ in a column…" if word else "Alike in a column…"

    def _open_menu(self) -> None:
        self.fill_menu()
        self._menu.popup(QCursor.pos())

    def fill_menu(self) -> list[QAction]:
        """Offer the columns in which the pinned word has a value; answers the lines."""
        filtering, pinned = self._workspace.filtering(), self._workspace.pinned
        self._menu.clear()
        for name, value, count in alike(filtering, pinned) if filtering is not None and pinned is not None else []:
            line = QAction(plain_action_text(f"{name}: {' '.join(value[:40].split())} · {count:,}"), self._menu)
            line.setData(name)
            self._menu.addAction(line)
        if self._menu.isEmpty():
            self._menu.addAction("No column of words has a value here").setEnabled(False)
        return self._menu.actions()

    def _on_column(self, line: QAction) -> None:
        filtering, pinned = self._workspace.filtering(), self._workspace.pinned
        if filtering is None or pinned is None or line.data() is None:
            return
        rows = rows_like(filtering, line.data(), pinned, self._workspace.shown_rows())
        self._workspace.select(rows, "replace", f"select by {line.data()}")
