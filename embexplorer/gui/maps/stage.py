"""Where the maps stand: side by side, or the shown one in 3-D, and the bar of a morph below."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from embexplorer.core.figure import Figure
from embexplorer.core.projection import Projection
from embexplorer.core.typing import FloatArray
from embexplorer.gui.actions import Action, Actions
from embexplorer.gui.legend_acts import LegendActs
from embexplorer.gui.map.gestures import Tool
from embexplorer.gui.map.legend_pad import LegendPad
from embexplorer.gui.map.view import MapView
from embexplorer.gui.map3d.cloud import deep_captions, deep_coordinates
from embexplorer.gui.map3d.page import Map3dPage
from embexplorer.gui.maps.morph_into import MorphInto
from embexplorer.gui.maps.side import Shown, named
from embexplorer.gui.maps.tiles import Tiles
from embexplorer.workspace.workspace import Workspace

if TYPE_CHECKING:
    from embexplorer.gui.map3d.room import Room

LEGEND = 240  # pixels; a map among several that is less high has no room for one
REST = 250  # milliseconds after the slider was moved until badges follow
NEEDS_THREE = "Show a map with three components first: PCA, or one made with Dimensions 3"
OFFERED = ("map.split", "map.deep")  # in the bar above the map


class MapStage(QWidget):
    """Rows in its signals are of the shown space; `changed` asks for the figure to be resolved anew."""

    clicked = Signal(int, str)
    selected = Signal(object, str, str)
    looked = Signal(object)
    changed = Signal()
    image_asked = Signal()

    def __init__(self, workspace: Workspace, actions: Actions, view: MapView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._actions = actions
        self._view = view
        self._wants_depth = False
        self._figure: Figure | None = None  # as the workspace has it, not on its way into another map
        self._into: str | None = None
        self._deep_of: tuple[Projection, tuple[int, int], FloatArray | None] | None = None
        self.tiles = Tiles(workspace, view, self)
        self.deep = Map3dPage(self)
        self.morph = MorphInto(self)
        self._stack = QStackedWidget(self)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self.changed)
        self._build()
        self._connect()
        self._register()

    @property
    def pictured(self) -> MapView:
        """The map of which an image was asked last."""
        return self.tiles.pictured

    def beside(self) -> list[MapView]:
        """The maps beside the shown one."""
        return [side.pane.view for side in self.tiles.sides]

    def staged(self, figure: Figure | None) -> Figure | None:
        """What the shown map is to draw: the figure, or that on its way into another map; the others follow it."""
        self._figure = figure
        self.tiles.follow(figure)
        self._show_depth()
        self._follow_library()
        if figure is None:
            return None
        if self.tiles.sides and self._view.height() < LEGEND:
            figure = replace(figure, layers=tuple(layer for layer in figure.layers if layer != "legend"))
        return figure if self.morph.isHidden() else self.morph.staged(figure)

    def show_coordinates(self, coordinates: FloatArray) -> None:
        """A frame of a running layout, for the view in 3-D."""
        if self.is_deep() and coordinates.shape[1] > 2:
            self.deep.show_coordinates(coordinates[:, :3])

    def set_tool(self, tool: Tool) -> None:
        """What a plain drag does on all maps."""
        self.deep.set_tool(tool)
        self.tiles.set_tool(tool)

    def fit(self) -> None:
        """Show all points on all maps."""
        self.deep.fit()
        self.tiles.fit()

    def picture_shown(self) -> None:
        """An image is asked of the shown map."""
        self.tiles.pictured = self._view

    def split(self) -> None:
        """One more map beside the shown one."""
        self.set_depth(False)
        self.tiles.split()

    # -- three dimensions

    def is_deep(self) -> bool:
        """Whether the view in 3-D is in front."""
        return self._stack.currentWidget() is self.deep

    def set_depth(self, wanted: bool) -> None:
        """Show the map in 3-D, alone, or flat."""
        if wanted:
            self.tiles.close_sides()
            self.close_morph()
        self._wants_depth = wanted
        self._show_depth()
        self._actions.refresh()
        if self.is_deep():
            self.deep.setFocus()

    def toggle_depth(self) -> None:
        """From flat to 3-D and back."""
        self.set_depth(not self.is_deep())

    def _show_depth(self) -> None:
        """In front comes what is wished for and can be: a map of two components is flat."""
        places, figure = self._deep_places() if self._wants_depth else None, self._figure
        if places is None or figure is None or figure.projection is None:
            self._stack.setCurrentWidget(self.tiles)
            return
        self.deep.show_points(figure, places, deep_captions(figure.projection, figure.components))
        self._stack.setCurrentWidget(self.deep)

    def _deep_places(self) -> FloatArray | None:
        """Three components of the shown map, taken once for each map; None where it has only two."""
        figure = self._figure
        if figure is None or figure.projection is None:
            return None
        known = self._deep_of
        if known is None or known[0] is not figure.projection or known[1] != figure.components:
            known = self._deep_of = (
                figure.projection, figure.components, deep_coordinates(figure.projection, figure.components)
            )  # fmt: skip
        return known[2]

    # -- on the way into another map

    def open_morph(self) -> None:
        """The bar on which the points go into another map of the space."""
        self.set_depth(False)
        self.morph.show()
        self._follow_library()
        self.changed.emit()
        self.morph.bar.slider.setFocus()

    def close_morph(self) -> None:
        """The map as it is again."""
        if not self.morph.isHidden():
            self.morph.hide()
            self.morph.go_into(None)
            self.changed.emit()

    def morph_into(self, item: str) -> None:
        """Go into this map of the shown space."""
        self._into = item
        self._follow_library()
        self.changed.emit()

    def _others(self) -> dict[str, str]:
        """The names of the other maps of the shown space."""
        workspace = self._workspace
        return {
            item.id: named(item)
            for item in workspace.items.values()
            if item.kind == "projection" and item.parent == workspace.space_id and item.id != workspace.projection_id
        }

    def _follow_library(self) -> None:
        """What there is to go into; without another map of the shown space, or while one moves, the bar closes."""
        if self.morph.isHidden():
            return
        others = self._others()
        if self._into not in others:
            self._into = next(iter(others), None)
        if self._into is None or self._workspace.watched is not None:
            self.morph.hide()
            self.morph.go_into(None)
            return
        self.morph.show_maps([(name, Shown(item)) for item, name in others.items()], Shown(self._into))
        self.morph.go_into(self._workspace.projection(self._into))

    def earlier(self) -> Figure | None:
        """The figure of the shown map, also while its points are on their way into another."""
        return self._figure if self.morph.is_on_the_way() else self._view.figure()

    def _on_morphed(self) -> None:
        """The points go at once; badges and labels follow when the slider rests."""
        places = self.morph.places()
        if places is not None:
            self._view.show_coordinates(places)
        self._rest.start()

    def _on_into(self, chosen: Shown) -> None:
        self.morph_into(chosen.item)

    # -- building

    def _build(self) -> None:
        self._stack.addWidget(self.tiles)
        self._stack.addWidget(self.deep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self.morph)

    def _connect(self) -> None:
        for maps in (self.tiles, self.deep):
            maps.clicked.connect(self.clicked)
            maps.selected.connect(self.selected)
        self.tiles.looked.connect(self.looked)
        self.tiles.changed.connect(self.changed)
        self.tiles.arranged.connect(self._on_arranged)
        self.tiles.image_asked.connect(self.image_asked)
        self.deep.flat_asked.connect(self._on_flat_asked)
        self.deep.room_made.connect(self._on_room_made)
        self.morph.moved.connect(self._on_morphed)
        self.morph.chosen.connect(self._on_into)
        self.morph.closed.connect(self.close_morph)

    def _register(self) -> None:
        add = self._actions.add
        add(Action(id="map.split", text="Split map", group="View", section=3, run=self.split, icon="split",
                   shortcut="Ctrl+\\", enabled=self._can_split, why_disabled="Show a map first; four is the most",
                   tooltip="Split map · one more map beside this one, linked"))  # fmt: skip
        add(Action(id="map.unsplit", text="Close other maps", group="View", section=3, run=self.tiles.close_sides,
                   enabled=self._is_split, why_disabled="There is one map only"))  # fmt: skip
        add(Action(id="map.morph", text="Morph into another map", group="View", section=3, run=self.open_morph,
                   enabled=self._can_morph, why_disabled="Make a second map of this space first",
                   tooltip="Morph · moves the points from this map to where another one has them"))  # fmt: skip
        add(Action(id="map.deep", text="3-D", group="View", section=3, run=self.toggle_depth, checked=self.is_deep,
                   icon="cube", shortcut="3", enabled=self._can_turn, why_disabled=NEEDS_THREE,
                   tooltip="3-D · a drag turns, the wheel comes nearer, the right button moves; box, lasso and brush "
                   "select"))  # fmt: skip

    def _can_split(self) -> bool:
        return self._workspace.projection_id is not None and self.tiles.can_split()

    def _is_split(self) -> bool:
        return bool(self.tiles.sides)

    def _can_morph(self) -> bool:
        return self._workspace.projection_id is not None and bool(self._others())

    def _can_turn(self) -> bool:
        return self.is_deep() or self._deep_places() is not None

    def _on_arranged(self) -> None:
        self._actions.refresh()

    def _on_room_made(self, room: "Room") -> None:
        """Its legend answers as that of the flat map does."""
        self.deep_legend = LegendActs(self._workspace, room, LegendPad(room))

    def _on_flat_asked(self) -> None:
        self.set_depth(False)
