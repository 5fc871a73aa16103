"""The layers of the map as actions: each is shown or hidden by its name."""

from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from embexplorer.gui.actions import Action, Actions, plain_action_text, shortcut_text
from embexplorer.workspace.workspace import Workspace

OFFERED = ("points", "labels", "edges", "legend", "arrows", "density", "contours", "hulls", "trust")  # Alt+1 and on
IN_BAR = ("points", "labels", "density", "edges", "trust")  # those with a button in the map bar
PANEL = "window.layers"
SAYS = {
    "density": "always shown; until you choose, where points overlap; or never",
    "contours": "around the densest areas in view",
    "hulls": "outlines of clusters or classes",
    "trust": "how much of each neighbourhood the map keeps",
}


class LayerSwitch:
    """One layer of the map, as an action."""

    def __init__(self, workspace: Workspace, layer: str) -> None:
        self._workspace = workspace
        self._layer = layer

    def toggle(self) -> None:
        """Show or hide it."""
        verb = "Hide" if self.on() else "Show"
        self._workspace.set_look(self._workspace.look.toggled(self._layer), f"{verb} {self._layer}")

    def on(self) -> bool:
        """It is shown."""
        return self._layer in self._workspace.look.layers

    def why_empty(self) -> str:
        """Why it draws nothing although it is shown."""
        return self._workspace.drawings.empty.get(self._layer, "") if self.on() else ""


def add_layers(actions: Actions, workspace: Workspace, shown: dict[str, Any]) -> None:
    """One action for each layer, and one for their panel; `shown` says when they can be used."""
    for place, layer in enumerate(OFFERED, start=1):
        lit, name = LayerSwitch(workspace, layer), layer.capitalize()
        says = SAYS.get(layer, "shown or hidden")
        actions.add(Action(id=f"layer.{layer}", text=name, group="View/Layers", run=lit.toggle, checked=lit.on,
                           shortcut=f"Alt+{place}", tooltip=f"{name} · {says}", remark=lit.why_empty,
                           **shown))  # fmt: skip
    actions.add(Action(id="layer.panel", text="Layers panel", group="View/Layers", section=1, shortcut="Alt+0",
                       run=PanelSwitch(actions).turn, icon="layers",
                       tooltip="Layers · order, opacity and settings of what is drawn", **shown))  # fmt: skip


class LayersMenu(QMenu):
    """All layers with their state; those that are on and draw nothing say why."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._actions = actions
        self.fill()
        self.aboutToShow.connect(self.fill)
        self.triggered.connect(self._on_triggered)

    def fill(self) -> None:
        """As it is now."""
        self.clear()
        for layer in OFFERED:
            action = self._actions.named(f"layer.{layer}")
            reason = action.remark() if action.remark is not None else ""
            said = f"{action.text} · {reason}" if reason else action.text
            line = self.addAction(f"{plain_action_text(said)}\t{shortcut_text(action.shortcut)}")
            line.setData(action.id)
            line.setCheckable(True)
            line.setChecked(action.checked is not None and action.checked())
            line.setEnabled(action.enabled())
        self.addSeparator()
        self.addAction(self._actions.live("layer.panel"))

    def _on_triggered(self, line: QAction) -> None:
        if line.data():
            self._actions.trigger(line.data())


class PanelSwitch:
    """Shows the panel of all layers, or hides it."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    def turn(self) -> None:
        """As the dock's own switch does."""
        if self._actions.knows(PANEL):
            self._actions.trigger(PANEL)
