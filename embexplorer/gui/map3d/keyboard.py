"""Keys in the 3-D view: arrows turn, + and − zoom, Home shows everything, Esc clears the selection."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from embexplorer.core.figure import NO_ROWS

if TYPE_CHECKING:
    from embexplorer.gui.map3d.room import Room

STEP, ZOOM = 6.0, 1.25  # degrees of an arrow key, and how much nearer a + brings
TURN = {
    Qt.Key.Key_Left: (-STEP, 0.0),
    Qt.Key.Key_Right: (STEP, 0.0),
    Qt.Key.Key_Up: (0.0, STEP),
    Qt.Key.Key_Down: (0.0, -STEP),
}
NEARER = {Qt.Key.Key_Plus: ZOOM, Qt.Key.Key_Equal: ZOOM, Qt.Key.Key_Minus: 1 / ZOOM}
KEYS = (*TURN, *NEARER, Qt.Key.Key_Home, Qt.Key.Key_Escape)


def means(event: QKeyEvent) -> bool:
    """Whether the key does something here, before it is pressed."""
    held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    return not held and Qt.Key(event.key()) in KEYS


def pressed(room: "Room", event: QKeyEvent) -> bool:
    """Do what the key means; False if it means nothing here."""
    key = Qt.Key(event.key())
    if not means(event):
        return False
    if key in TURN:
        room.look_from(room.orbit().turned(*TURN[key]))
    elif key in NEARER:
        room.nearer(NEARER[key])
    elif key == Qt.Key.Key_Home:
        room.look_from(None)
    elif not room.hand.cancelled():
        room.selected.emit(NO_ROWS, "replace", "clear")
    return True
