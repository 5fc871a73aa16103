"""Keys on the map: arrows walk from point to point, Shift+arrows pan, + and − zoom, Home fits, Esc takes back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

from embexplorer.core.figure import NO_ROWS
from embexplorer.gui.map.walking import is_selected

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
WALK = {Qt.Key.Key_Left: "left", Qt.Key.Key_Right: "right", Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down"}
HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def means(event: QKeyEvent) -> bool:
    """Whether the key does something here, before it is pressed."""
    return not event.modifiers() & HELD and Qt.Key(event.key()) in DOES


def pressed(view: "MapView", event: QKeyEvent) -> bool:
    """Do what the key means; False if it means nothing here."""
    does = None if event.modifiers() & HELD else DOES.get(Qt.Key(event.key()))
    return does is not None and does(view, event)


def released(view: "MapView", event: QKeyEvent, lassoed: bool) -> bool:
    """L was held while a lasso was drawn: back to panning. L that was only pressed keeps the lasso as the tool."""
    if event.key() != Qt.Key.Key_L or event.isAutoRepeat():
        return False
    if lassoed and view.tool() == "lasso":
        view.set_tool("pan")
    return True


def _go(view: "MapView", event: QKeyEvent) -> bool:
    key = Qt.Key(event.key())
    if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        view.pan(*PAN[key])
    else:
        view.walker.walk(WALK[key])
    return True


def _pin(view: "MapView", event: QKeyEvent) -> bool:
    """Pin the point that was walked to, or is under the pointer; the selection stays."""
    row = view.walker.stands_on()
    if row is None:
        return False
    view.pin_wanted.emit(row)
    return True


def _toggle(view: "MapView", event: QKeyEvent) -> bool:
    """Select it, or take it out of the selection."""
    figure, row = view.figure(), view.walker.stands_on()
    if figure is None or row is None:
        return False
    view.clicked.emit(row, "subtract" if is_selected(figure, row) else "add")
    return True


def _resize_brush(view: "MapView", event: QKeyEvent) -> bool:
    if view.tool() != "brush":
        return False
    view.resize_brush(1 if event.key() == Qt.Key.Key_BracketRight else -1)
    return True


def _zoom(view: "MapView", event: QKeyEvent) -> bool:
    middle = QPointF(view.width() / 2, view.height() / 2)
    view.zoom(1 / ZOOM if event.key() == Qt.Key.Key_Minus else ZOOM, middle)
    return True


def _fit(view: "MapView", event: QKeyEvent) -> bool:
    view.fit()
    return True


def _lasso(view: "MapView", event: QKeyEvent) -> bool:
    if not event.isAutoRepeat():
        view.begin_lasso()
    return True


def _take_back(view: "MapView", event: QKeyEvent) -> bool:
    """One after the other: the tool, the selection, the isolation."""
    figure = view.figure()
    if view.tool() != "pan":
        view.set_tool("pan")
    elif figure is not None and len(figure.isolated) and not len(figure.selected) and figure.pinned is None:
        view.all_wanted.emit()
    else:
        view.selected.emit(NO_ROWS, "replace", "clear")
    return True


Key = Qt.Key
DOES: dict[Qt.Key, Callable[["MapView", QKeyEvent], bool]] = {
    **dict.fromkeys(PAN, _go),
    **dict.fromkeys((Key.Key_Return, Key.Key_Enter), _pin),
    Key.Key_Space: _toggle,
    **dict.fromkeys((Key.Key_BracketLeft, Key.Key_BracketRight), _resize_brush),
    **dict.fromkeys((Key.Key_Plus, Key.Key_Equal, Key.Key_Minus), _zoom),
    Key.Key_Home: _fit,
    Key.Key_L: _lasso,
    Key.Key_Escape: _take_back,
}
