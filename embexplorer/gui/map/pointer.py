"""Mouse and wheel on the map: hover, click, pan, zoom, box, lasso and brush, told to the view and by its signals."""

import base64
import textwrap
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QToolTip

from embexplorer.core.figure import NO_ROWS, Figure
from embexplorer.core.typing import IntArray
from embexplorer.gui.map.badges import badge_at
from embexplorer.gui.map.brush import Brush, Stroke, paint_disc
from embexplorer.gui.map.gestures import SAYS, Drag, Tool, mode_of, say
from embexplorer.gui.map.lasso import rows_in_box, rows_in_outline
from embexplorer.gui.map.transform import MapTransform
from embexplorer.gui.tokens import Tokens

if TYPE_CHECKING:
    from embexplorer.gui.map.view import MapView

BUTTONS = (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton)
SELECTING = ("box", "lasso", "brush")  # the tools that the right button uses too; with others it draws a box
PNG = b"\x89PNG"
MOST_LETTERS = 800  # of a card
LINE = 72  # letters
CARD_DELAY = 150  # milliseconds
HOLD = 350  # milliseconds without moving until a press begins a lasso
NOTCH = 120  # units of the wheel's angle
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
        self.brush = Brush()
        self._over = False
        self._button = Qt.MouseButton.NoButton

    def press(self, event: QMouseEvent) -> None:
        """A drag or a click begins."""
        beside = self._drag is not None and event.button() != self._button and event.buttons() & self._button
        if event.button() not in BUTTONS or beside:
            return
        self._forget_hover()
        self._button = event.button()
        tool = self._tool(event)
        if tool == "brush":
            self._drag = self.brush.begin(self._view.figure(), self._view.view(), event.position())
            self._view.update()
            return
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
        tool = self._view.tool()
        if event.button() == Qt.MouseButton.MiddleButton:
            return "pan"
        boxed = event.modifiers() & Qt.KeyboardModifier.ShiftModifier or (self._takes and tool not in SELECTING)
        return "box" if boxed else tool

    @property
    def _takes(self) -> bool:
        """Whether the button that is held takes from the selection."""
        return self._button == Qt.MouseButton.RightButton

    def move(self, event: QMouseEvent) -> None:
        """Hover, or go on with the drag."""
        self._place, self._over = event.position(), True
        drag = self._drag
        if drag is None:
            self._hover()
            if self._view.tool() == "brush":
                self._view.update()
            return
        before = drag.end
        drag.to(event.position())
        if drag.tool == "pan" and drag.moved:
            step = drag.end - (drag.start if before == drag.start else before)
            self._view.pan(step.x(), step.y())
        self._view.update()

    def release(self, event: QMouseEvent) -> None:
        """The drag ends: what it enclosed is selected, or it was a click."""
        if event.button() != self._button:
            return  # another button that came in between
        drag, self._drag = self._drag, None
        self._hold.stop()
        if drag is None:
            return
        self._view.setCursor(Qt.CursorShape.ArrowCursor if self._view.tool() == "pan" else Qt.CursorShape.CrossCursor)
        self._view.update()
        if not drag.moved:
            self._click(event)
        elif drag.tool == "measure":
            self._view.measured.emit(drag.start, drag.end)
        elif drag.tool != "pan":
            self.lassoed = drag.tool == "lasso"
            self._view.selected.emit(self._enclosed(drag), mode_of(event.modifiers(), self._takes), drag.tool)

    def _click(self, event: QMouseEvent) -> None:
        row = self._view.row_at(event.position())
        if row is not None and event.button() != Qt.MouseButton.MiddleButton:
            self._view.clicked.emit(row, mode_of(event.modifiers(), self._takes))

    def _enclosed(self, drag: Drag) -> IntArray:
        """The shown rows inside."""
        figure = self._view.figure()
        return NO_ROWS if figure is None else figure.shown_of(enclosed(figure, self._view.view(), drag))

    def double_click(self, event: QMouseEvent) -> None:
        """On nothing: nothing is selected any more."""
        if event.button() == Qt.MouseButton.LeftButton and self._view.row_at(event.position()) is None:
            self._view.selected.emit(NO_ROWS, "replace", "clear")

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom around the pointer; with Ctrl the brush grows."""
        angle = event.angleDelta().y() or event.pixelDelta().y() * 4
        if not angle:
            return
        if self._view.tool() == "brush" and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.resize_brush(angle / NOTCH)
            event.accept()
            return
        self._forget_hover()
        self._view.zoom(ZOOM**angle, event.position())
        event.accept()

    def resize_brush(self, steps: float) -> None:
        """The brush is larger by so many notches, or smaller; a stroke under way goes on as wide as it began."""
        self.brush.resize(steps)
        self._view.update()

    def leave(self) -> None:
        """The pointer has left the map."""
        self._over = False
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
        """The box, lasso or stroke under way, or the brush where it would begin."""
        if self._drag is not None:
            self._drag.paint(painter, tokens)
            if self._drag.encloses and (text := self._said(self._drag)):
                say(painter, tokens, self._drag.end, text, self._view.width())
        elif self._view.tool() == "brush" and self._over:
            paint_disc(painter, tokens, self._place, self.brush.radius)

    def _said(self, drag: Drag) -> str:
        """What the keys that are held do, and how many points a brush has met."""
        mode, figure = mode_of(QGuiApplication.keyboardModifiers(), self._takes), self._view.figure()
        does = "" if mode == "replace" else SAYS[mode]
        if not isinstance(drag, Stroke) or figure is None:
            return does
        met = drag.met()
        return " · ".join(part for part in (does, f"{met:,} {'point' if met == 1 else 'points'}") if part)

    def _hover(self) -> None:
        row = self._view.row_at(self._place)
        self._view.set_hovered(row)
        if row is None and not self._badge():
            self._forget_hover()
            return
        QToolTip.hideText()
        self._card.start()

    def _forget_hover(self) -> None:
        self._card.stop()
        self._view.set_hovered(None)
        QToolTip.hideText()

    def _badge(self) -> str:
        """The whole of the badge under the pointer, where that has no room for it."""
        scene = self._view.scene()
        return badge_at(scene, self._place) or "" if scene is not None else ""

    def _show_card(self) -> None:
        figure, row = self._view.figure(), self._view.row_at(self._place)
        if figure is None:
            return
        at = self._view.mapToGlobal(self._place.toPoint() + QPoint(4, 4))
        if row is not None:
            lines = "\n".join(figure.card(row))
            QToolTip.showText(at, plain_tooltip(lines, figure.thumbnail(row)), self._view)
        elif badge := self._badge():
            QToolTip.showText(at, plain_tooltip(badge), self._view)


def enclosed(figure: Figure, view: MapTransform, drag: Drag) -> IntArray:
    """The rows inside of what was drawn, shown or not; sorted."""
    if isinstance(drag, Stroke):
        return drag.rows()
    if drag.tool == "lasso":
        outline = (drag.outline() - (view.left, view.top)) / (view.scale, -view.scale)
        return rows_in_outline(figure.coordinates, np.asarray(outline, np.float64))
    box = drag.box()
    left, top = view.to_map(box.left(), box.top())
    right, bottom = view.to_map(box.right(), box.bottom())
    return rows_in_box(figure.coordinates, (left, bottom), (right, top))


def plain_tooltip(text: str, thumbnail: bytes = b"") -> str:
    """Text that a tooltip shows as it is: it would take `<b>x</b>` for markup. A picture (PNG) stands above it."""
    if len(text) > MOST_LETTERS:
        text = f"{text[:MOST_LETTERS]}… ({len(text):,} letters)"
    escaped = "\n".join(map(_wrapped, text.split("\n"))).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    coded = base64.b64encode(thumbnail).decode("ascii")
    picture = f"<img src='data:image/png;base64,{coded}'><br>" if thumbnail.startswith(PNG) else ""
    return "<p style='white-space:pre'>" + picture + escaped.replace("\n", "<br>") + "</p>"


def _wrapped(line: str) -> str:
    """The line in lines that a card has room for; a word that is longer than one is broken."""
    return "\n".join(textwrap.wrap(line, LINE, replace_whitespace=False, drop_whitespace=False)) or line
