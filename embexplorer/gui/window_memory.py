"""Where the window stood and which docks were open, kept by the workspace from one start to the next."""

import json
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow

from embexplorer.gui.screen import screen_of
from embexplorer.workspace.workspace import Workspace

if TYPE_CHECKING:
    from embexplorer.gui.docks import Docks

USUAL = (1440, 900)
FRAME = (16, 48)  # pixels that a desktop's frame may need around the window


def remember(window: QMainWindow, docks: "Docks", workspace: Workspace) -> None:
    """Write it down where it has changed."""
    plain = {
        "geometry": _text(window.saveGeometry()),
        "state": _text(window.saveState()),
        "docks": docks.wanted,
        "layout": docks.layout_name(),
        "tab": docks.tabs.front(),
    }
    now = json.dumps(plain).encode()
    if now != workspace.window_state:
        workspace.keep_window_state(now)


def remind_place(window: QMainWindow, workspace: Workspace) -> None:
    """Put the window where it stood; the first time it is as large as drawn, or as the screen allows."""
    room = screen_of(window).availableSize()
    window.resize(min(USUAL[0], room.width() - FRAME[0]), min(USUAL[1], room.height() - FRAME[1]))
    known = _known(workspace)
    if known:
        window.restoreGeometry(_bytes(known["geometry"]))


def remind_docks(window: QMainWindow, docks: "Docks", workspace: Workspace) -> None:
    """Arrange the docks as they were."""
    known = _known(workspace)
    if known:
        window.restoreState(_bytes(known["state"]))
        wanted = {name: bool(known["docks"].get(name, on)) for name, on in docks.wanted.items()}
        before = "Train" if wanted["train"] else "Explore"  # was not written down by earlier versions
        docks.recall(str(known.get("layout", before)), wanted, str(known["tab"]))


def _known(workspace: Workspace) -> dict[str, Any]:
    """What was written down; nothing when that is missing or was written by another version."""
    try:
        known = json.loads(workspace.window_state)
    except ValueError:
        return {}
    return known if isinstance(known, dict) and {"geometry", "state", "docks", "tab"} <= set(known) else {}


def _text(data: QByteArray) -> str:
    return bytes(data.toBase64().data()).decode()


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(QByteArray(text.encode()))
