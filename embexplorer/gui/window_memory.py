"""Where the window stood and which docks were open, kept by the workspace from one start to the next."""

import json

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow

from embexplorer.gui.docks import Docks
from embexplorer.workspace.workspace import Workspace

USUAL = (1440, 900)


def remember(window: QMainWindow, docks: Docks, workspace: Workspace) -> None:
    """Write it down."""
    plain = {
        "geometry": _text(window.saveGeometry()),
        "state": _text(window.saveState()),
        "docks": docks.wanted,
        "tab": docks.tabs.currentIndex(),
    }
    workspace.keep_window_state(json.dumps(plain).encode())


def remind(window: QMainWindow, docks: Docks, workspace: Workspace) -> None:
    """Put the window where it stood; the first time it is as drawn, or as large as the screen allows."""
    window.resize(*USUAL)
    try:
        known = json.loads(workspace.window_state)
        geometry, state = _bytes(known["geometry"]), _bytes(known["state"])
        wanted = {name: bool(known["docks"].get(name, True)) for name in docks.wanted}
        tab = int(known["tab"])
    except (ValueError, KeyError, TypeError, AttributeError):  # nothing yet, or written by another version
        return
    window.restoreGeometry(geometry)
    window.restoreState(state)
    docks.recall(wanted, tab)


def _text(data: QByteArray) -> str:
    return bytes(data.toBase64().data()).decode()


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(QByteArray(text.encode()))
