"""One more map beside the shown one, with a choice of its own of what it shows; everything else it shares."""

from dataclasses import dataclass
from functools import partial

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.figure import NO_ROWS, Edge, Figure
from embexplorer.core.linked_figure import (
    Carried,
    Turned,
    carried,
    laid_onto,
    of_same_space,
    of_shared_keys,
    with_groups,
)
from embexplorer.core.look import Camera
from embexplorer.core.pair_parts import parts_of
from embexplorer.core.projection import Projection
from embexplorer.core.registry import step_named
from embexplorer.core.shared_keys import Shared, shared_keys
from embexplorer.core.step import build
from embexplorer.core.table import Table
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.gui.compare.pane import LINES, Pane, tool
from embexplorer.gui.icons import icon
from embexplorer.gui.style import font, pixels
from embexplorer.gui.widgets.choice import Entry
from embexplorer.gui.widgets.plain import set_plain_tooltip
from embexplorer.workspace.item import Item
from embexplorer.workspace.selecting import Mode
from embexplorer.workspace.workspace import Workspace

NEIGHBORS = 15
LEAST = (160, 110)  # pixels of a map among four
NOTHING = "Choose a map above."


@dataclass(frozen=True)
class Shown:
    """A map of the library."""

    item: str


class SideMap(QWidget):
    """All rows in its signals are of the shown space. `looked` carries where its user moved it, while it is linked."""

    clicked = Signal(int, str)
    selected = Signal(object, str, str)
    pointed = Signal(int)
    looked = Signal(object)
    changed = Signal()
    closed = Signal()
    image_asked = Signal()

    def __init__(self, workspace: Workspace, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._number = number
        self.item: str | None = None
        self._shared: Shared | None = None
        self._shared_of: tuple[object, ...] = ()
        self._turned: Turned | None = None
        self._turned_of: tuple[object, ...] = ()
        self._carried: Carried | None = None
        self._carried_of: tuple[object, ...] = ()
        self._edges: tuple[Edge, ...] = ()
        self._edges_of: tuple[object, ...] = ()
        self.pane = Pane(f"Map {number}", self)
        self.pane.view.remove_layer(LINES)  # there are edges, kept or lost
        self.setAutoFillBackground(True)
        self.pane.view.setMinimumSize(pixels(LEAST[0]), pixels(LEAST[1]))
        self.linked = QToolButton()
        self._build()
        self._connect()

    @property
    def view(self) -> QWidget:
        """The map itself."""
        return self.pane.view

    def show_item(self, item: str | None) -> None:
        """Show this map of the library."""
        self.item = item
        self.linked.setChecked(False)
        self.changed.emit()

    def follow(self, figure: Figure | None) -> None:
        """Bring it to the shown figure: the same colours, selection, pin and filters."""
        self.pane.maps.show_entries(entries(self._workspace), Shown(self.item) if self.item else None)
        projection = self._workspace.projection(self.item) if self.item in self._workspace.items else None
        own = self._is_of_shown_space()
        self.linked.setEnabled(own and projection is not None)
        if figure is None or projection is None or self.item is None:
            self.pane.show_figure(None, NOTHING)
            return
        try:
            made = self._of_own(figure, projection) if own else self._of_other(figure, projection)
        except UserError as problem:
            self.pane.show_figure(None, str(problem))
            return
        self.pane.show_figure(made)

    def forget(self) -> None:
        """It is closed: what was asked for it is wanted no more."""
        self._edges_of = ()

    def is_waiting(self) -> bool:
        """Whether an answer would still change it."""
        return bool(self._edges_of)

    def is_linked(self) -> bool:
        """Whether it is turned onto the shown map and moves with it."""
        return self.linked.isChecked() and self.linked.isEnabled()

    def look_from(self, camera: Camera | None) -> None:
        """Move with the shown map."""
        if self.is_linked():
            self.pane.view.set_camera(camera)

    def show_twin(self, row: int | None) -> None:
        """Ring and name the word that is pointed at elsewhere (a row of the shown space)."""
        others = self._others_of(np.array([row], np.int64)) if row is not None else NO_ROWS
        self.pane.show_twin(int(others[0]) if len(others) else None)

    def _of_own(self, figure: Figure, projection: Projection) -> Figure:
        space = self._workspace.space()
        assert space is not None
        self._ask_edges(figure.pinned)
        turned = self._laid(projection, figure.coordinates) if self.is_linked() else None
        made = of_same_space(figure, projection, space.name, turned, self._edges)
        return with_groups(made, space, projection, self._workspace.look, self.pane.view.figure())

    def _laid(self, projection: Projection, onto: FloatArray) -> Turned:
        if not _are(self._turned_of, (projection, onto)):
            self._turned_of, self._turned = (projection, onto), laid_onto(projection, onto)
        assert self._turned is not None
        return self._turned

    def _of_other(self, figure: Figure, projection: Projection) -> Figure:
        shared = self._shares()
        if self._carried is None or not _are(self._carried_of, (shared, projection, figure.coloring)):
            self._carried_of = (shared, projection, figure.coloring)
            self._carried = carried(figure, shared, projection)
        made = of_shared_keys(figure, shared, projection, self._carried, self._told(figure, shared))
        return with_groups(made, shared.other, projection, self._workspace.look, self.pane.view.figure())

    def _told(self, figure: Figure, shared: Shared) -> tuple[str, ...]:
        """How many of the shared words are shown, and why no more."""
        filtering, look = self._workspace.filtering(), self._workspace.look
        if filtering is None:
            return ()
        return parts_of(shared, look, figure.coloring, figure.shown, figure.isolated, filtering).badges

    def _shares(self) -> Shared:
        """The words that both spaces have, found once for each pair; raises UserError where they are too few."""
        space, other = self._workspace.space(), self._workspace.space(self._parent())
        assert space is not None and other is not None
        if self._shared is None or not _are(self._shared_of, (space, other)):
            self._shared_of, self._shared = (space, other), shared_keys(space, other)
        return self._shared

    def _parent(self) -> str | None:
        item = self._workspace.items.get(self.item or "")
        return item.parent if item is not None else None

    def _is_of_shown_space(self) -> bool:
        return self._parent() is not None and self._parent() == self._workspace.space_id

    def _ask_edges(self, pinned: int | None) -> None:
        """The true neighbours of the pinned word, kept or lost on this map; asked once for each word and map."""
        wanted = (self._workspace.space_id, self.item, pinned)
        if wanted == self._edges_of:
            return
        self._edges_of, self._edges = wanted, ()
        space = self._workspace.space()
        if space is None or pinned is None:
            return
        step = build(step_named("kept"), {"word": space.keys[pinned], "k": NEIGHBORS, "axes": (0, 1)})
        answered = partial(self._on_neighbors, wanted)
        self._workspace.ask(step, answered, self._on_no_neighbors, projection=self.item, key=f"side.{self._number}")

    def _on_neighbors(self, wanted: tuple[object, ...], table: Table) -> None:
        if wanted != self._edges_of:
            return
        rows, states = (table.columns[name].to_pylist() for name in ("row", "status"))
        pairs = zip(rows, states, strict=True)
        self._edges = tuple(Edge(row=row, kept=state == "kept") for row, state in pairs if state != "invented")
        self.changed.emit()

    def _on_no_neighbors(self, error: UserError) -> None:
        self._edges = ()

    def _build(self) -> None:
        self.linked.setText("Link views")
        self.linked.setIcon(icon("link"))
        self.linked.setIconSize(QSize(pixels(14), pixels(14)))
        self.linked.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.linked.setFont(font("table", 500))
        self.linked.setCheckable(True)
        set_plain_tooltip(
            self.linked, "Link views · turns this map onto the first one, and both move and zoom together"
        )
        self.pane.fill_bar((self.linked,))
        self.pane.bar.row.addWidget(tool("close", "Close this map", self.closed.emit))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pane)

    def _connect(self) -> None:
        view = self.pane.view
        self.pane.maps.chosen.connect(self._on_chosen)
        self.pane.image_asked.connect(self.image_asked)
        self.linked.toggled.connect(self._on_linked)
        view.clicked.connect(self._on_clicked)
        view.selected.connect(self._on_selected)
        view.hovered.connect(self._on_hovered)
        view.camera_changed.connect(self._on_looked)
        view.pin_wanted.connect(self._on_pin_wanted)
        view.all_wanted.connect(self._workspace.show_all)
        view.failed.connect(self._on_failed)

    def _on_chosen(self, chosen: Shown) -> None:
        self.show_item(chosen.item)

    def _on_linked(self) -> None:
        self.changed.emit()

    def _on_clicked(self, row: int, mode: Mode) -> None:
        for here in self._rows_of(np.array([row], np.int64)).tolist():
            self.clicked.emit(here, mode)

    def _on_pin_wanted(self, row: int) -> None:
        for here in self._rows_of(np.array([row], np.int64)).tolist():
            self._workspace.pin(here)

    def _on_selected(self, rows: IntArray, mode: Mode, gesture: str) -> None:
        self.selected.emit(self._rows_of(rows), mode, gesture)

    def _on_hovered(self, row: int) -> None:
        if self.pane.view.underMouse() or row < 0:
            rows = self._rows_of(np.array([row], np.int64)) if row >= 0 else NO_ROWS
            self.pointed.emit(int(rows[0]) if len(rows) else -1)

    def _on_looked(self, camera: Camera | None) -> None:
        if self.is_linked():
            self.looked.emit(camera)

    def _on_failed(self, complaint: str) -> None:
        self._workspace.notice(complaint, "error")

    def _rows_of(self, others: IntArray) -> IntArray:
        """Rows of the shown space for rows of the one whose map this is."""
        rows = np.asarray(others, np.int64)
        return rows if self._is_of_shown_space() or self._shared is None else self._shared.rows_of(rows)

    def _others_of(self, rows: IntArray) -> IntArray:
        return rows if self._is_of_shown_space() or self._shared is None else self._shared.others_of(rows)


def entries(workspace: Workspace) -> list[Entry]:
    """The maps of the shown space by their names, then those of other spaces under the names of these."""
    maps = [item for item in workspace.items.values() if item.kind == "projection"]
    own: list[Entry] = [(named(item), Shown(item.id)) for item in maps if item.parent == workspace.space_id]
    others: list[Entry] = [
        (f"{workspace.items[item.parent].name} · {named(item)}", Shown(item.id))
        for item in maps
        if item.parent is not None and item.parent in workspace.items and item.parent != workspace.space_id
    ]
    return [*own, *([None] if own and others else []), *others]


def named(item: Item) -> str:
    """“UMAP · k 15 · seed 0”, since several maps are called UMAP."""
    return item.name if item.detail in item.name else f"{item.name} · {item.detail}"


def _are(known: tuple[object, ...], wanted: tuple[object, ...]) -> bool:
    """Whether they are the very same things; what is large is not compared."""
    return len(known) == len(wanted) and all(one is other for one, other in zip(known, wanted, strict=True))
