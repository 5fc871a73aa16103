"""The layers of the map as actions: each is shown or hidden by its name."""

from typing import Any

from embexplorer.gui.actions import Action, Actions
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


def add_layers(actions: Actions, workspace: Workspace, shown: dict[str, Any]) -> None:
    """One action for each layer, and one for their panel; `shown` says when they can be used."""
    for place, layer in enumerate(OFFERED, start=1):
        lit, name = LayerSwitch(workspace, layer), layer.capitalize()
        says = SAYS.get(layer, "shown or hidden")
        actions.add(Action(id=f"layer.{layer}", text=name, group="View/Layers", run=lit.toggle, checked=lit.on,
                           shortcut=f"Alt+{place}", tooltip=f"{name} · {says}", **shown))  # fmt: skip
    actions.add(Action(id="layer.panel", text="Layers panel", group="View/Layers", section=1, shortcut="Alt+0",
                       run=PanelSwitch(actions).turn, icon="layers",
                       tooltip="Layers · order, opacity and settings of what is drawn", **shown))  # fmt: skip


class PanelSwitch:
    """Shows the panel of all layers, or hides it."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    def turn(self) -> None:
        """As the dock's own switch does."""
        if self._actions.knows(PANEL):
            self._actions.trigger(PANEL)
