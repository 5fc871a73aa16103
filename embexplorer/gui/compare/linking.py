"""What is pinned, selected and pointed at on two maps: the same on both while they are linked, by key."""

import numpy as np
from PySide6.QtCore import QObject, Signal

from embexplorer.core.figure import NO_ROWS
from embexplorer.core.pair_figure import Marked
from embexplorer.core.shared_keys import Shared
from embexplorer.core.typing import IntArray
from embexplorer.gui.compare.joined import Joined
from embexplorer.gui.compare.pane import Pane
from embexplorer.workspace.selecting import Mode, combined
from embexplorer.workspace.workspace import Workspace

UNDO_NAMES = {"box": "box", "lasso": "lasso", "clear": "clear selection"}


class Linking(QObject):
    """The left map shows the pin and the selection of the workspace; the right one too while linked, else its own.

    All rows here are of the left space. `changed` says that the maps must be drawn anew.
    """

    changed = Signal()

    def __init__(self, workspace: Workspace, left: Pane, right: Pane) -> None:
        super().__init__(left)
        self._workspace = workspace
        self._panes = (left, right)
        self._joined = (Joined(workspace, 0, self), Joined(workspace, 1, self))
        self._pinned: int | None = None
        self._selected: IntArray = NO_ROWS
        self.linked = True
        left.view.clicked.connect(self._on_left_clicked)
        right.view.clicked.connect(self._on_right_clicked)
        left.view.pin_wanted.connect(workspace.pin)
        right.view.pin_wanted.connect(self._on_right_pin_wanted)
        left.view.selected.connect(self._on_left_selected)
        right.view.selected.connect(self._on_right_selected)
        left.view.hovered.connect(self._on_left_hovered)
        right.view.hovered.connect(self._on_right_hovered)
        for pane in self._panes:
            pane.view.all_wanted.connect(workspace.show_all)
        for joined in self._joined:
            joined.changed.connect(self.changed)

    def link(self, linked: bool) -> None:
        """Let both maps show the same, or let the right one go its own way from here."""
        self.linked = linked
        self._pinned, self._selected = self._workspace.pinned, self._workspace.selection
        for pane in self._panes:
            pane.show_twin(None)
        self.changed.emit()

    def forget(self) -> None:
        """Other spaces are shown: what the right map had of its own means nothing any more."""
        self._pinned, self._selected = None, NO_ROWS

    def marked(self, shared: Shared) -> tuple[Marked, Marked]:
        """What is marked on either map, by the rows of each."""
        workspace = self._workspace
        pins = (workspace.pinned, workspace.pinned if self.linked else self._pinned)
        for joined, pinned in zip(self._joined, pins, strict=True):
            joined.ask(pinned)
        selected = workspace.selection if self.linked else self._selected
        twin = shared.others_of(np.array([pins[1]], np.int64)) if pins[1] is not None else NO_ROWS
        left = Marked(selected=workspace.selection, pinned=pins[0], joined=self._joined[0].rows)
        right = Marked(
            selected=shared.others_of(selected),
            pinned=int(twin[0]) if len(twin) else None,
            joined=shared.others_of(self._joined[1].rows),
        )
        return left, right

    def _on_left_clicked(self, row: int, mode: Mode) -> None:
        if mode == "replace":
            self._workspace.pin(row)
        self._workspace.select([row], mode, "select")

    def _on_right_pin_wanted(self, row: int) -> None:
        for here in self._rows_of(np.array([row], np.int64)).tolist():
            if self.linked:
                self._workspace.pin(here)
            else:
                self._pinned = here
                self.changed.emit()

    def _on_right_clicked(self, row: int, mode: Mode) -> None:
        rows = self._rows_of(np.array([row], np.int64))
        if self.linked:
            for here in rows.tolist():
                self._on_left_clicked(here, mode)
            return
        self._pinned = int(rows[0]) if mode == "replace" and len(rows) else self._pinned
        self._select_own(rows, mode)

    def _on_left_selected(self, rows: IntArray, mode: Mode, gesture: str) -> None:
        if gesture == "clear":
            self._workspace.pin(None)
        self._workspace.select(rows, mode, UNDO_NAMES.get(gesture, gesture))

    def _on_right_selected(self, rows: IntArray, mode: Mode, gesture: str) -> None:
        here = self._rows_of(rows)
        if self.linked:
            self._on_left_selected(here, mode, gesture)
            return
        self._pinned = None if gesture == "clear" else self._pinned
        self._select_own(here, mode)

    def _select_own(self, rows: IntArray, mode: Mode) -> None:
        self._selected = combined(self._selected, np.unique(rows), mode)
        self.changed.emit()

    def _on_left_hovered(self, row: int) -> None:
        shared = self._workspace.shared()
        if self.linked and shared is not None:
            twin = shared.others_of(np.array([row], np.int64))
            self._show_twin(1, twin)

    def _on_right_hovered(self, row: int) -> None:
        if self.linked:
            self._show_twin(0, self._rows_of(np.array([row], np.int64)))

    def _show_twin(self, place: int, rows: IntArray) -> None:
        """Only the map that the pointer is not over gets the word written."""
        if not self._panes[place].view.underMouse():
            self._panes[place].show_twin(int(rows[0]) if len(rows) else None)

    def _rows_of(self, others: IntArray) -> IntArray:
        shared = self._workspace.shared()
        return NO_ROWS if shared is None else shared.rows_of(others)
