"""The shown map and up to three beside it: one selection, one pin, one word that is pointed at, and linked views."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from embexplorer.core.figure import Figure
from embexplorer.core.look import Camera
from embexplorer.gui.compare.pane import TWIN, Bar, tool
from embexplorer.gui.compare.twin import TwinWord
from embexplorer.gui.map.gestures import Tool
from embexplorer.gui.map.scene import area_of
from embexplorer.gui.map.transform import camera_of
from embexplorer.gui.map.view import MapView
from embexplorer.gui.maps.side import LEAST, SideMap, entries
from embexplorer.gui.style import colors, pixels
from embexplorer.gui.widgets.plain import ElidedLabel
from embexplorer.workspace.workspace import Workspace

MOST = 4  # maps at once
ALONE = (480, 320)  # least size of the shown map where it is the only one
PLACES = {1: ((0, 0, 1, 1),), 2: ((0, 0, 1, 1), (0, 1, 1, 1)), 3: ((0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)),
          4: ((0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1))}  # fmt: skip


class Tiles(QWidget):
    """Rows in its signals are of the shown space. `looked` says that the user has moved the shown map by another one,
    `changed` asks for the figure anew, `arranged` that there are more or fewer maps.

    `image_asked` comes from a map beside the shown one; `pictured` is then that map.
    """

    clicked = Signal(int, str)
    selected = Signal(object, str, str)
    looked = Signal(object)
    changed = Signal()
    arranged = Signal()
    image_asked = Signal()

    def __init__(self, workspace: Workspace, view: MapView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._made = 1
        self._pointing = False
        self._twin = TwinWord()
        self.view = view
        self.pictured = view
        self.sides: list[SideMap] = []
        self._first = QWidget(self)
        self._bar = Bar()
        self._named = ElidedLabel(role="table", tone="secondary")
        self._grid = QGridLayout(self)
        self._build()
        view.hovered.connect(self._on_shown_pointed)
        view.camera_changed.connect(self._on_shown_looked)
        view.add_layer(TWIN, self._twin, before="axes")

    def follow(self, figure: Figure | None) -> None:
        """Bring all other maps to the shown figure."""
        self._named.setText(figure.title if figure is not None else "")
        for side in self.sides:
            side.follow(figure)
        self._on_shown_looked()

    def set_tool(self, tool: Tool) -> None:
        """What a plain drag does on the other maps."""
        for side in self.sides:
            side.pane.view.set_tool(tool)

    def fit(self) -> None:
        """Show all points on the other maps; linked ones follow the shown map."""
        for side in self.sides:
            if not side.is_linked():
                side.pane.view.fit()

    def can_split(self) -> bool:
        """Whether there is room for one more."""
        return len(self.sides) < MOST - 1

    def split(self) -> None:
        """One more map beside the shown one, with another map of the space where there is one."""
        if not self.can_split():
            return
        self._made += 1
        side = SideMap(self._workspace, self._made, self)
        self.sides.append(side)
        self._connect(side)
        side.pane.view.set_tool(self.view.tool())
        side.show_item(self._next_item())
        self._arrange()

    def show_beside(self, items: Sequence[str]) -> None:
        """These maps, and no others, beside the shown one."""
        while len(self.sides) > len(items):
            self._close(self.sides[-1])
        while len(self.sides) < min(len(items), MOST - 1):
            self.split()
        for side, item in zip(self.sides, items, strict=False):
            side.show_item(item)

    def close_sides(self) -> None:
        """The shown map alone again."""
        for side in list(self.sides):
            self._close(side)

    def _close(self, side: SideMap) -> None:
        self.sides.remove(side)
        side.forget()
        if self.pictured is side.pane.view:
            self.pictured = self.view
        self._grid.removeWidget(side)
        side.hide()
        side.deleteLater()
        self._arrange()

    def _next_item(self) -> str | None:
        """The first map that is not seen yet, of this space rather than of another; else the shown one once more."""
        taken = {self._workspace.projection_id, *(side.item for side in self.sides)}
        known = [entry[1].item for entry in entries(self._workspace) if entry is not None]
        return next((item for item in known if item not in taken), self._workspace.projection_id)

    def _arrange(self) -> None:
        maps = [self._first, *self.sides]
        few = len(maps) == 1
        self.view.setMinimumSize(*(ALONE if few else (pixels(LEAST[0]), pixels(LEAST[1]))))
        self._bar.setVisible(not few)
        for widget, place in zip(maps, PLACES[len(maps)], strict=True):
            self._grid.removeWidget(widget)
            self._grid.addWidget(widget, *place)
            widget.show()
        self._grid.setRowStretch(0, 1)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(1, 1 if len(maps) > 2 else 0)
        self._grid.setColumnStretch(1, 0 if few else 1)
        self.arranged.emit()
        self.changed.emit()

    def _on_shown_pointed(self, row: int) -> None:
        if not self._pointing:
            self._point(row if row >= 0 else None, self.view)

    def _on_side_pointed(self, row: int) -> None:
        side = self.sender()
        if not self._pointing:
            self._point(row if row >= 0 else None, side)

    def _point(self, row: int | None, source: object) -> None:
        """The word that is pointed at on one map is ringed and named on the others."""
        self._pointing = True
        for side in self.sides:
            if side is not source:
                side.show_twin(row)
        self._twin.row = None
        if source is not self.view:
            self._twin.row = row
            self.view.set_hovered(row)
            self.view.update()
        self._pointing = False

    def _on_shown_looked(self) -> None:
        camera = self._effective()
        for side in self.sides:
            side.look_from(camera)

    def _on_side_looked(self, camera: Camera | None) -> None:
        self.view.set_camera(camera)
        self.looked.emit(camera)
        self._on_shown_looked()

    def _effective(self) -> Camera | None:
        """Where the shown map is looked at from, also while it is fitted."""
        figure = self.view.figure()
        if figure is None:
            return None
        return camera_of(self.view.view(), area_of(figure, self.view.width(), self.view.height()))

    def _build(self) -> None:
        first = QVBoxLayout(self._first)
        first.setContentsMargins(0, 0, 0, 0)
        first.setSpacing(0)
        self._bar.row.addWidget(self._named, 1)
        self._bar.row.addWidget(tool("fit", "Fit · shows all points of this map", self.view.fit))
        first.addWidget(self._bar)
        first.addWidget(self.view, 1)
        self._bar.hide()
        self._first.setAutoFillBackground(True)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(1)
        self._grid.addWidget(self._first, 0, 0)

    def _connect(self, side: SideMap) -> None:
        side.clicked.connect(self.clicked)
        side.selected.connect(self.selected)
        side.pointed.connect(self._on_side_pointed)
        side.looked.connect(self._on_side_looked)
        side.changed.connect(self.changed)
        side.closed.connect(self._on_side_closed)
        side.image_asked.connect(self._on_side_image)

    def _on_side_closed(self) -> None:
        side = self.sender()
        if isinstance(side, SideMap):
            self._close(side)

    def _on_side_image(self) -> None:
        side = self.sender()
        if isinstance(side, SideMap):
            self.pictured = side.pane.view
            self.image_asked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), colors().line)
