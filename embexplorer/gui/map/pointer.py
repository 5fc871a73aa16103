"""Mouse and wheel on the map: hover, click, pan, zoom, box and lasso, told to the view and by its signals."""

import base64
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QToolTip

from embexplorer.core.figure import NO_ROWS
from embexplorer.core.typing import IntArray
from embexplorer.gui.map.gestures import SAYS, Drag, Tool, mode_of, say
from embexplorer.gui.map.lasso import rows_in_box, rows_in_outline
from embexplorer.gui.tokens import Tokens

if TYPE_CHECKING:
    from embexplorer.gui.map.view import MapView

PNG = b"\x89PNG"
MOST_LETTERS = 4000  # of a card
CARD_DELAY = 150  # milliseconds
HOLD = 350  # milliseconds without moving until a press begins a lasso
ZOOM = 1.0015  # for each unit of the wheel's angle; a notch is 120


class Pointer:
    """Reads the events of one map; `lassoed` says whether a lasso was drawn since the tool was chosen."""

    def __init__(self, view: "MapView") -> None:
        self._view = view
        self._drag: Drag | None = None
        self._place = QPointF()
        self._card = QTimer(view, singleShot=True, interval=CARD_DELAY)
        self._card.timeout.connect(self._show_card)
        self._hold = QTimer(view, singleShot=True, interval=HOLD)
        self._hold.timeout.connect(self._on_held)
        self.lassoed = False

    def press(self, event: QMouseEvent) -> None:
        """A drag or a click begins."""
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            return
        self._forget_hover()
        tool = self._tool(event)
        self._drag = Drag(tool, event.position(), event.position())
        if tool == "pan":
            self._view.setCursor(Qt.CursorShape.ClosedHandCursor)
        if tool == "pan" and event.button() == Qt.MouseButton.LeftButton:
            self._hold.start()

    def _on_held(self) -> None:
        """The button was held at one place: what is drawn from here is a lasso."""
        if self._drag is not None and self._drag.tool == "pan" and not self._drag.moved:
            self._drag = Drag("lasso", self._drag.start, self._drag.end)
            self._view.setCursor(Qt.CursorShape.CrossCursor)

    def _tool(self, event: QMouseEvent) -> Tool:
        if event.button() == Qt.MouseButton.MiddleButton:
            return "pan"
        return "box" if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else self._view.tool()

    def move(self, event: QMouseEvent) -> None:
        """Hover, or go on with the drag."""
        self._place = event.position()
        drag = self._drag
        if drag is None:
            self._hover()
            return
        before = drag.end
        drag.to(event.position())
        if drag.tool == "pan" and drag.moved:
            step = drag.end - (drag.start if before == drag.start else before)
            self._view.pan(step.x(), step.y())
        self._view.update()

    def release(self, event: QMouseEvent) -> None:
        """The drag ends: what it enclosed is selected, or it was a click."""
        drag, self._drag = self._drag, None
        self._hold.stop()
        if drag is None:
            return
        self._view.setCursor(Qt.CursorShape.ArrowCursor if self._view.tool() == "pan" else Qt.CursorShape.CrossCursor)
        self._view.update()
        if not drag.moved:
            self._click(event)
        elif drag.tool != "pan":
            self.lassoed = drag.tool == "lasso"
            self._view.selected.emit(self._enclosed(drag), mode_of(event.modifiers()), drag.tool)

    def _click(self, event: QMouseEvent) -> None:
        row = self._view.row_at(event.position())
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            self._view.clicked.emit(row, mode_of(event.modifiers()))

    def _enclosed(self, drag: Drag) -> IntArray:
        figure, view = self._view.figure(), self._view.view()
        if figure is None:
            return NO_ROWS
        if drag.tool == "lasso":
            outline = (drag.outline() - (view.left, view.top)) / (view.scale, -view.scale)
            return rows_in_outline(figure.coordinates, np.asarray(outline, np.float64))
        box = drag.box()
        left, top = view.to_map(box.left(), box.top())
        right, bottom = view.to_map(box.right(), box.bottom())
        return rows_in_box(figure.coordinates, (left, bottom), (right, top))

    def double_click(self, event: QMouseEvent) -> None:
        """On nothing: nothing is selected any more."""
        if event.button() == Qt.MouseButton.LeftButton and self._view.row_at(event.position()) is None:
            self._view.selected.emit(NO_ROWS, "replace", "clear")

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom around the pointer."""
        angle = event.angleDelta().y() or event.pixelDelta().y() * 4
        if not angle:
            return
        self._forget_hover()
        self._view.zoom(ZOOM**angle, event.position())
        event.accept()

    def leave(self) -> None:
        """The pointer has left the map."""
        self._forget_hover()

    def cancelled(self, event: QKeyEvent) -> bool:
        """Whether this key was Esc and ended a drag under way."""
        if event.key() != Qt.Key.Key_Escape or self._drag is None:
            return False
        self._drag = None
        self._hold.stop()
        self._view.update()
        return True

    def modifiers_changed(self) -> None:
        """A key went down or up: the drag under way may mean something else."""
        if self._drag is not None:
            self._view.update()

    def paint(self, painter: QPainter, tokens: Tokens) -> None:
        """The box or lasso under way."""
        if self._drag is not None:
            self._drag.paint(painter, tokens)
            mode = mode_of(QGuiApplication.keyboardModifiers())
            if self._drag.encloses and mode != "replace":
                say(painter, tokens, self._drag.end, SAYS[mode], self._view.width())

    def _hover(self) -> None:
        row = self._view.row_at(self._place)
        self._view.set_hovered(row)
        if row is None:
            self._forget_hover()
            return
        QToolTip.hideText()
        self._card.start()

    def _forget_hover(self) -> None:
        self._card.stop()
        self._view.set_hovered(None)
        QToolTip.hideText()

    def _show_card(self) -> None:
        figure, row = self._view.figure(), self._view.row_at(self._place)
        if figure is None or row is None:
            return
        lines = "\n".join(figure.card(row))
        at = self._view.mapToGlobal(self._place.toPoint() + QPoint(4, 4))
        QToolTip.showText(at, plain_tooltip(lines, figure.thumbnail(row)), self._view)


def plain_tooltip(text: str, thumbnail: bytes = b"") -> str:
    """Text that a tooltip shows as it is: it would take `<b>x</b>` for markup. A picture (PNG) stands above it."""
    if len(text) > MOST_LETTERS:
        text = f"{text[:MOST_LETTERS]}… ({len(text):,} letters)"
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    coded = base64.b64encode(thumbnail).decode("ascii")
    picture = f"<img src='data:image/png;base64,{coded}'><br>" if thumbnail.startswith(PNG) else ""
    return "<p style='white-space:pre'>" + picture + escaped.replace("\n", "<br>") + "</p>"
