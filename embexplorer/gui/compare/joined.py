"""The neighbours to which the pinned word is joined on one of the maps: those that it has on that side only."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from embexplorer.core.agreement import only_on
from embexplorer.core.errors import UserError
from embexplorer.core.figure import NO_ROWS
from embexplorer.core.registry import step_named
from embexplorer.core.step import build
from embexplorer.core.table import Table
from embexplorer.core.typing import IntArray
from embexplorer.workspace.workspace import Workspace

STEP = "compare-word"
K = 10
Asked = tuple[str | None, str | None, int | None]


class Joined(QObject):
    """Asks `compare-word` once for each pinned word; `rows` are of the left space, `changed` says that they came."""

    changed = Signal()

    def __init__(self, workspace: Workspace, side: int, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._side = side
        self._asked: Asked = (None, None, None)
        self.rows: IntArray = NO_ROWS

    def ask(self, pinned: int | None) -> None:
        """Follow this word, a row of the left space."""
        workspace, space = self._workspace, self._workspace.space()
        wanted = (workspace.space_id, workspace.compared_space_id, pinned)
        if wanted == self._asked:
            return
        self._asked, self.rows = wanted, NO_ROWS
        if space is None or pinned is None or workspace.compare_refusal() is not None:
            return
        step = build(step_named(STEP), {"word": space.keys[pinned], "k": K, "case": "exact"})
        answer = partial(self._on_answered, wanted)
        workspace.ask(step, answer, self._on_failed, other=wanted[1], key=f"joined.{self._side}")

    def _on_answered(self, asked: Asked, answer: Table) -> None:
        if asked == self._asked:
            self.rows = only_on(answer, self._side)
            self.changed.emit()

    def _on_failed(self, problem: UserError) -> None:
        """The word is not on both sides: nothing is joined, and the panel says why."""
