"""Small maps in as many columns as find room, with one pointer, one pin and one selection for all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.figure import Figure
from embexplorer.core.look import Look
from embexplorer.core.resolving import resolve
from embexplorer.core.typing import IntArray
from embexplorer.gui.multiples.cell import WIDTH, Cell
from embexplorer.gui.style import pixels
from embexplorer.workspace.selecting import Mode
from embexplorer.workspace.workspace import Workspace

UNDO_NAMES = {"box": "box", "lasso": "lasso", "clear": "clear selection"}
LAYERS = ("points", "trust")  # of the look; labels and legend would cover a small map
GAP = 8


@dataclass(frozen=True, kw_only=True)
class Small:
    """What one cell shows: the map of the library, if there is one yet, its value, and how it is or how far."""

    item: str | None
    value: str
    state: str


class MapGrid(QScrollArea):
    """`opened` carries the map that was double-clicked."""

    opened = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.cells: list[Cell] = []
        self._columns = 0
        self._inner = QWidget()
        self._grid = QGridLayout(self._inner)
        self._grid.setContentsMargins(pixels(GAP), pixels(GAP), pixels(GAP), pixels(GAP))
        self._grid.setSpacing(pixels(GAP))
        self.setWidget(self._inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)

    def show_maps(self, maps: Sequence[Small]) -> None:
        """Show these, each where it stood before."""
        while len(self.cells) < len(maps):
            self._add()
        while len(self.cells) > len(maps):
            gone = self.cells.pop()
            gone.hide()
            gone.deleteLater()
        for cell, small in zip(self.cells, maps, strict=True):
            cell.item = small.item
            cell.say(small.value, small.state)
        self._place(again=True)
        self.redraw()

    def redraw(self) -> None:
        """Bring every map to the colours, the pin and the selection of the workspace."""
        known: Figure | None = None
        for cell in self.cells:
            known = self._figure(cell, known) or known
            cell.show_figure(known if cell.item is not None and known is not None else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _figure(self, cell: Cell, known: Figure | None) -> Figure | None:
        """Colours and order are taken over from the map before, and the places from what the cell shows."""
        workspace = self._workspace
        space, item = workspace.space(), cell.item
        projection = workspace.projection(item) if item is not None else None
        if space is None or item is None or projection is None or projection.rows != space.rows:
            return None
        wish = workspace.look
        layers = tuple(layer for layer in wish.layers if layer in LAYERS)
        wish = replace(wish, layers=layers, axes=(0, 1), camera=None, blend=False)
        for look in (wish, Look(layers=("points",), blend=False)):
            try:
                figure = resolve(
                    space, projection, look, workspace.selection, workspace.pinned, workspace.trust_of(item),
                    known=known or cell.view.figure(), isolated=workspace.isolated, filtering=workspace.filtering(),
                )  # fmt: skip
            except UserError:  # it is coloured by a column that this map has not, or not yet
                continue
            return replace(figure, badges=(), trust="", axes=None)
        return None

    def _add(self) -> None:
        cell = Cell(len(self.cells), self._inner)
        cell.hovered.connect(self._on_hovered)
        cell.clicked.connect(self._on_clicked)
        cell.selected.connect(self._on_selected)
        cell.opened.connect(self._on_opened)
        self.cells.append(cell)

    def _place(self, again: bool = False) -> None:
        columns = max(1, min(len(self.cells) or 1, self.viewport().width() // pixels(WIDTH + GAP)))
        if columns == self._columns and not again:
            return
        self._columns = columns
        for cell in self.cells:
            self._grid.removeWidget(cell)
        for cell in self.cells:
            self._grid.addWidget(cell, cell.place // columns, cell.place % columns)
            cell.show()

    def _on_hovered(self, place: int, row: int) -> None:
        """Only the maps that the pointer is not over get the word written."""
        if not self.cells[place].view.underMouse() and row >= 0:
            return
        for cell in self.cells:
            if cell.place != place:
                cell.show_twin(row if row >= 0 else None)

    def _on_clicked(self, place: int, row: int, mode: Mode) -> None:
        if mode == "replace":
            self._workspace.pin(row)
        self._workspace.select([row], mode, "select")

    def _on_selected(self, place: int, rows: IntArray, mode: Mode, gesture: str) -> None:
        if gesture == "clear":
            self._workspace.pin(None)
        self._workspace.select(rows, mode, UNDO_NAMES.get(gesture, gesture))

    def _on_opened(self, place: int) -> None:
        item = self.cells[place].item
        if item is not None:
            self.opened.emit(item)
