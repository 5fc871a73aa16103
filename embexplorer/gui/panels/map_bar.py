"""The bar above the map: which projection, which colours, which layers, which components, and the tools."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QToolButton, QWidget

from embexplorer.core.columns import readable
from embexplorer.core.look import ColoredSets, Look
from embexplorer.gui.actions import Action, Actions
from embexplorer.gui.style import colors, font, pixels
from embexplorer.gui.widgets.choice import Choice, Entry
from embexplorer.gui.widgets.layer_switches import IN_BAR, LayersMenu, add_layers
from embexplorer.gui.widgets.map_tools import add_tools
from embexplorer.gui.widgets.overflow import Overflow
from embexplorer.gui.widgets.palette_menu import PaletteButton
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.section import Hairline
from embexplorer.workspace.workspace import Workspace

HEIGHT = 36
SHAPES = ("roomy", "narrow", "close", "tight")  # the first of them that has room is taken
LEAST = ((110, 92, 72), (108, 84, 68), (74, 72, 70), (74, 72, 70))  # pixels of each choice: else, close and tight
SHOWN_TOOLS = ("map.pan", "map.box", "map.lasso", "map.brush", "map.measure", "map.fit", "map.save-image")
GIVES_WAY = (
    "map.deep",
    "map.split",
    "map.measure",
    "map.brush",
    "map.save-image",
    "map.fit",
    "map.lasso",
    "map.box",
    "map.pan",
)  # which tools go into the menu at the end of a bar without room for all, the first first
FEW, MANY = 2, 6  # of them before choices shrink, and before they shrink to what cannot be read
LIVE = ("running", "queued", "paused", "finishing", "cancelling")


class MapBar(QWidget):
    """Says what is wished for; the window brings the map to it."""

    tool_chosen = Signal(str)
    fit_asked = Signal()
    image_asked = Signal()

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._actions = actions
        self._tool = "pan"
        self._making_room = False
        self.projection = Choice("Projection", (110, 224))
        self.color = Choice("Colour", (108, 144))
        self.color_label = PlainLabel("Colour", role="table", tone="secondary")
        self.palette_button = PaletteButton(workspace)
        self.axes = (Choice("Component to the right", (74, 92)), Choice("Component upwards", (74, 92)))
        self.toggles: list[QToolButton] = []
        self._register()
        self._build()
        self._connect()
        self._on_changed()

    def set_tool(self, tool: str) -> None:
        """Show this tool as the one in use, which keeps its place in the bar; silently."""
        self._tool = tool
        self._actions.refresh()
        self._make_room()

    def offer(self, *actions: str) -> None:
        """Buttons for these actions too, before that which saves an image."""
        for action in actions:
            button = self._tool_button(action)
            self._tools.insertWidget(self._tools.count() - 2, button)
            self._buttons.insert(len(self._buttons) - 1, button)

    def _register(self) -> None:
        add = self._actions.add
        shown: dict[str, Any] = {"enabled": self._has_map, "why_disabled": "Open a vector file first"}
        add_tools(self._actions, self, shown)
        add(Action(id="map.fit", text="Fit", group="View", run=self.fit_asked.emit, shortcut="Home", section=2,
                   tooltip="Fit · shows all points", icon="fit", **shown))  # fmt: skip
        add(Action(id="map.save-image", text="Save figure…", group="File", run=self.image_asked.emit, section=3,
                   shortcut="Ctrl+Shift+E", tooltip="Save figure · PNG, SVG, PDF or HTML of what is shown",
                   icon="export", **shown))  # fmt: skip
        add_layers(self._actions, self._workspace, shown)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # what does not fit gives way, see `_make_room`
        row.setContentsMargins(pixels(8), 0, pixels(8), 1)
        row.setSpacing(pixels(8))
        row.addWidget(self.projection, 30)
        for axis in self.axes:
            row.addWidget(axis, 10)
        row.addWidget(_divider())
        row.addWidget(self.color_label)
        row.addWidget(self.color, 20)
        row.addWidget(self.palette_button)
        row.addWidget(_divider())
        self.toggles = [self._toggle(f"layer.{layer}") for layer in IN_BAR]
        self._together = _close(self.toggles)
        row.addLayout(self._together)
        self.layers = self._layers_button()
        row.addWidget(self.layers)
        self.panel_button = self._tool_button("layer.panel")
        row.addWidget(self.panel_button)
        row.addStretch(1)
        self._buttons = [self._tool_button(action) for action in SHOWN_TOOLS]
        self.more = Overflow("More tools")
        self._tools = _close([*self._buttons, self.more])
        row.addLayout(self._tools)

    def _connect(self) -> None:
        self.projection.chosen.connect(self._workspace.show)
        self.color.chosen.connect(self._on_color)
        for axis in self.axes:
            axis.chosen.connect(self._on_axes)
        workspace = self._workspace
        for changed in (workspace.items_changed, workspace.shown_changed, workspace.look_changed):
            changed.connect(self._on_changed)
        workspace.job_changed.connect(self._on_job_changed)
        workspace.drawings.emptied.connect(self._on_emptied)

    def _on_job_changed(self, state: object) -> None:
        self._show_projections()
        self._show_axes(self._workspace.look)

    def _on_emptied(self) -> None:
        self._actions.refresh()

    def _on_changed(self) -> None:
        self._show_projections()
        look, space = self._workspace.look, self._workspace.space()
        self.color.show_entries(self._columns(), look.sets or look.color_by)
        self._show_axes(look)
        for part in (self.projection, self.color, self.palette_button):
            part.setEnabled(space is not None)
        self._actions.refresh()

    def _show_projections(self) -> None:
        shown, items = self._workspace.space_id, self._workspace.items.values()
        maps: list[Entry] = [
            (f"{item.name} · {item.detail}" if item.detail not in item.name else item.name, item.id)
            for item in items
            if item.kind == "projection" and item.parent == shown
        ]
        running = [job for job in self._workspace.jobs.values() if job.space_id == shown and job.state in LIVE]
        maps += [(f"{job.step.title} · live", job.id) for job in running if job.step.kind in ("projector", "trainer")]
        self.projection.show_entries(maps, self._workspace.watched or self._workspace.projection_id)

    def _columns(self) -> list[Entry]:
        space, trust = self._workspace.space(), self._workspace.trust()
        if space is None:
            return []
        sets = self._workspace.look.sets
        named: list[Entry] = [(sets.title, sets)] if sets is not None else []
        own: list[Entry] = [
            *named,
            ("one grey", None),
            *((name, name) for name in readable(space.columns).column_names),
        ]
        kept = [] if trust is None else [name for name in trust.columns.column_names if name != "row"]
        wished = self._workspace.look.color_by
        if sets is None and wished is not None and wished not in (*kept, *(entry[1] for entry in own if entry)):
            own.append((f"{wished.replace('_', ' ')} (not of this map)", wished))
        return own + ([None] + [(name.replace("_", " "), name) for name in kept] if kept else [])

    def _show_axes(self, look: Look) -> None:
        live = self._workspace.watched is not None  # frames have two coordinates and no captions
        projection = None if live else self._workspace.projection()
        count = projection.coordinates.shape[1] if projection is not None else 0
        for axis, component in zip(self.axes, look.axes, strict=True):
            axis.setVisible(count > 2)
            if projection is not None and count > 2:
                captions = component_names(projection.axes, count)
                axis.show_entries([(caption, place) for place, caption in enumerate(captions)], component)
        self._make_room()

    def _on_color(self, column: str | ColoredSets | None) -> None:
        if isinstance(column, ColoredSets):
            return  # they colour the map already, or would not be offered
        look = self._workspace.look.colored_by(column)
        self._workspace.set_look(look, f"Colour by {column}" if column else "Colour all grey")

    def _on_axes(self) -> None:
        right, up = (axis.value() for axis in self.axes)
        self._workspace.set_look(replace(self._workspace.look, axes=(right, up), camera=None), "Components")

    def _has_map(self) -> bool:
        return self._workspace.space() is not None

    def choose_tool(self, tool: str) -> None:
        """Use this tool from now on."""
        self.set_tool(tool)
        self.tool_chosen.emit(tool)

    def tool(self) -> str:
        """The tool in use."""
        return self._tool

    def _toggle(self, action: str) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(self._actions.live(action))
        button.setFont(font("table", 500))
        return button

    def _layers_button(self) -> QToolButton:
        button = QToolButton()
        button.setText("Layers")
        button.setFont(font("table", 500))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(LayersMenu(self._actions, button))
        set_plain_tooltip(button, "Layers · what is drawn on the map")
        return button

    def _tool_button(self, action: str) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(self._actions.live(action))
        button.setIconSize(QSize(pixels(16), pixels(16)))
        button.setFixedSize(pixels(30), pixels(26))
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """In a narrow bar the layers stand in one menu, in a closer one tools stand in another and choices shrink."""
        if self._making_room:
            return  # what is shown or hidden below asks again
        self._making_room = True
        for shape, away in _ways(len(GIVES_WAY)):
            self._take_shape(shape, away)
            for part in (self._together, self._tools, self.layout()):
                part.invalidate()  # it would remember what room it took before
            if self.layout().minimumSize().width() <= self.width():
                break
        self.layout().activate()
        self._making_room = False

    def _take_shape(self, shape: str, away: int) -> None:
        for toggle in (*self.toggles, self.panel_button):
            toggle.setVisible(shape == "roomy")
        self.layers.setVisible(shape != "roomy")
        self.color_label.setVisible(shape in ("roomy", "narrow"))
        by_name = {button.defaultAction().objectName(): button for button in self._buttons}
        going = [by_name[name] for name in GIVES_WAY if name in by_name and name != f"map.{self._tool}"]
        self.more.take(self._buttons, going[:away])
        for choice, widths in zip((self.projection, self.color, *self.axes), LEAST, strict=True):
            choice.setMinimumWidth(pixels(widths[max(0, SHAPES.index(shape) - 1)]))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), pixels(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(pixels(480), pixels(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, colors().line)


def _ways(tools: int) -> Iterator[tuple[str, int]]:
    """The shapes of the bar and how many tools are in the menu, from the one that takes most room."""
    yield "roomy", 0
    yield from (("narrow", away) for away in range(FEW + 1))
    yield from (("close", away) for away in range(MANY + 1))
    yield from (("tight", away) for away in range(MANY, tools + 1))


def component_names(axes: tuple[str, ...], count: int) -> list[str]:
    """“PC1” of “PC1 · 5.2 %”, or numbers where the axes have no captions."""
    return [axis.partition(" ·")[0] for axis in axes] or [str(place) for place in range(1, count + 1)]


def _close(widgets: Sequence[QWidget]) -> QHBoxLayout:
    """Things that belong together, side by side."""
    row = QHBoxLayout()
    row.setSpacing(pixels(2))
    for widget in widgets:
        row.addWidget(widget)
    return row


def _divider() -> QWidget:
    line = Hairline(upright=True)
    line.setFixedHeight(pixels(20))
    return line


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(MapBar, 840, HEIGHT)
