"""What a plain drag on the map does: each tool is one line here, and an action with a key of its own."""

import weakref
from typing import Any, Protocol

from embexplorer.gui.actions import Action, Actions

HOW = "adds with Ctrl, subtracts with Alt or the right button"
TOOLS = {"pan": ("Pan", "drags the map", "V"), "box": ("Box", HOW, "B"), "lasso": ("Lasso", HOW, "L"),
         "measure": ("Measure", "what is true between two clusters: drag from one to the other", "M"),
         "brush": ("Brush", f"{HOW}; [ and ] change its size", "P")}  # fmt: skip


class HasTools(Protocol):
    """The bar in which one of the tools is in use."""

    def choose_tool(self, tool: str) -> None:
        """Use this tool from now on."""

    def tool(self) -> str:
        """The tool in use."""


class ToolSwitch:
    """One tool of the bar, as an action; it does not keep the bar alive."""

    def __init__(self, bar: HasTools, tool: str) -> None:
        self._bar = weakref.ref(bar)
        self._tool = tool

    def use(self) -> None:
        """Use it from now on."""
        bar = self._bar()
        if bar is not None:
            bar.choose_tool(self._tool)

    def on(self) -> bool:
        """It is the one in use."""
        bar = self._bar()
        return bar is not None and bar.tool() == self._tool


def add_tools(actions: Actions, bar: HasTools, shown: dict[str, Any]) -> None:
    """One action for each tool; `shown` says when they can be used."""
    for tool, (name, effect, keys) in TOOLS.items():
        switch = ToolSwitch(bar, tool)
        actions.add(Action(id=f"map.{tool}", text=name, group="View", run=switch.use, checked=switch.on, shortcut=keys,
                           section=2, tooltip=f"{name} · {effect}", icon=tool, **shown))  # fmt: skip
