"""The layers of the map as actions: each is shown or hidden by its name."""

from typing import Any

from embexplorer.gui.actions import Action, Actions
from embexplorer.workspace.workspace import Workspace

OFFERED = ("points", "labels", "edges", "legend", "arrows")  # in the order of their shortcuts, Alt+1 and on
IN_BAR = ("points", "labels", "edges", "legend")  # those with a button in the map bar


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
    """One action for each layer; `shown` says when they can be used."""
    for place, layer in enumerate(OFFERED, start=1):
        lit, name = LayerSwitch(workspace, layer), layer.capitalize()
        actions.add(Action(id=f"layer.{layer}", text=name, group="View/Layers", run=lit.toggle, checked=lit.on,
                           shortcut=f"Alt+{place}", tooltip=f"{name} · shown or hidden", **shown))  # fmt: skip
