"""Keys on the map: arrows pan, + and − zoom, Home fits, L draws a lasso, Esc clears."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

from embexplorer.core.figure import NO_ROWS

if TYPE_CHECKING:
    from embexplorer.gui.map.view import MapView

STEP = 60  # pixels
ZOOM = 1.25

PAN = {
    Qt.Key.Key_Left: (STEP, 0),
    Qt.Key.Key_Right: (-STEP, 0),
    Qt.Key.Key_Up: (0, STEP),
    Qt.Key.Key_Down: (0, -STEP),
}
OTHERS = (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_Home, Qt.Key.Key_L, Qt.Key.Key_Escape)


def means(event: QKeyEvent) -> bool:
    """Whether the key does something here, before it is pressed."""
    held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    return not held and Qt.Key(event.key()) in (*PAN, *OTHERS)


def pressed(view: "MapView", event: QKeyEvent) -> bool:
    """Do what the key means; False if it means nothing here."""
    key = Qt.Key(event.key())
    if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
        return False
    if key in PAN:
        view.pan(*PAN[key])
    elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
        view.zoom(ZOOM, _middle(view))
    elif key == Qt.Key.Key_Minus:
        view.zoom(1 / ZOOM, _middle(view))
    elif key == Qt.Key.Key_Home:
        view.fit()
    elif key == Qt.Key.Key_L:
        _lasso(view, event)
    elif key == Qt.Key.Key_Escape:
        _clear(view)
    else:
        return False
    return True


def released(view: "MapView", event: QKeyEvent, lassoed: bool) -> bool:
    """L was held while a lasso was drawn: back to panning. L that was only pressed keeps the lasso as the tool."""
    if event.key() != Qt.Key.Key_L or event.isAutoRepeat():
        return False
    if lassoed and view.tool() == "lasso":
        view.set_tool("pan")
    return True


def _lasso(view: "MapView", event: QKeyEvent) -> None:
    if not event.isAutoRepeat():
        view.begin_lasso()


def _clear(view: "MapView") -> None:
    if view.tool() != "pan":
        view.set_tool("pan")
        return
    view.selected.emit(NO_ROWS, "replace", "clear")


def _middle(view: "MapView") -> QPointF:
    return QPointF(view.width() / 2, view.height() / 2)
