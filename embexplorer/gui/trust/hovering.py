"""Ask what the map keeps of the point that the pointer rests on, and let the map draw it."""

from functools import partial

from PySide6.QtCore import QObject, QTimer

from embexplorer.core.errors import UserError
from embexplorer.core.registry import step_named
from embexplorer.core.step import build
from embexplorer.core.table import Table
from embexplorer.core.trust_view import LAYER
from embexplorer.gui.map.hover_neighbors import Hovered, HoverKey, HoverNeighbors
from embexplorer.gui.map.view import MapView
from embexplorer.workspace.workspace import Workspace

RESTED = 80  # milliseconds
NAME = "hover-neighbors"
KEY = "map.hover"
MOVING = "The neighbours are shown when the layout has come to rest."
ELSEWHERE = "The neighbours are shown when the points are where the map has them."

Asked = tuple[str | None, bool, int, tuple[int, int]]  # projection, trust shown, neighbours, axes


class Hovering(QObject):
    """Works while the trust layer is on. Only the answer for what is asked now is drawn."""

    def __init__(self, workspace: Workspace, view: MapView) -> None:
        super().__init__(view)
        self._workspace = workspace
        self._view = view
        self.layer = HoverNeighbors()
        self._row: int | None = None
        self._rested = QTimer(self, singleShot=True, interval=RESTED)
        self._rested.timeout.connect(self._on_rested)
        view.add_layer(NAME, self.layer, before="labels")
        view.add_layer(f"{NAME}-key", HoverKey(self.layer), before="badges", place="front")
        view.hovered.connect(self._on_hovered)
        self._of = self._asked_of()
        for changed in (workspace.shown_changed, workspace.look_changed):
            changed.connect(self._on_changed)

    def _asked_of(self) -> Asked:
        """What an answer depends on beside the point."""
        look = self._workspace.look
        return self._workspace.projection_id, LAYER in look.layers, look.trust_k, look.axes

    def _on_changed(self) -> None:
        """What is drawn was of another map, or of other neighbours; the pointer may still rest on the point."""
        if self._of == (now := self._asked_of()):
            return
        self._of = now
        self.layer.shown = None
        self._view.update()
        self._on_hovered(-1 if self._row is None else self._row)

    def _on_hovered(self, row: int) -> None:
        self._rested.stop()
        self._row = row if row >= 0 else None
        if self._row is not None and LAYER in self._workspace.look.layers:
            self._rested.start()

    def _on_rested(self) -> None:
        workspace, row = self._workspace, self._row
        space, shown = workspace.space(), workspace.items.get(workspace.projection_id or "")
        if row is None or space is None or row >= space.rows:
            return
        if workspace.watched is not None or shown is None:
            self._show(Hovered(row=row, why=MOVING))
            return
        figure = self._view.figure()
        if figure is None or figure.projection is None:  # on its way into another map
            self._show(Hovered(row=row, why=ELSEWHERE))
            return
        look = workspace.look
        metric = str(shown.parameters.get("metric", "cosine"))
        values = {"word": space.keys[row], "k": look.trust_k, "metric": metric, "axes": look.axes}
        asked = row, self._of
        on_answer, on_problem = partial(self._on_answer, asked), partial(self._on_problem, asked)
        workspace.ask(build(step_named("kept"), values), on_answer, on_problem, key=KEY)

    def _on_answer(self, asked: tuple[int, Asked], table: Table) -> None:
        row, of = asked
        if of == self._of:
            kept, lost, invented = (_of(table, status) for status in ("kept", "lost", "invented"))
            self._show(Hovered(row=row, kept=kept, lost=lost, invented=invented))

    def _on_problem(self, asked: tuple[int, Asked], error: UserError) -> None:
        row, of = asked
        if of == self._of:
            self._show(Hovered(row=row, why=str(error)))

    def _show(self, shown: Hovered) -> None:
        if shown.row != self._row:
            return
        self.layer.shown = shown
        self._view.update()


def _of(table: Table, status: str) -> tuple[int, ...]:
    """The rows of one status."""
    pairs = zip(table.columns["row"].to_pylist(), table.columns["status"].to_pylist(), strict=True)
    return tuple(row for row, state in pairs if state == status)
