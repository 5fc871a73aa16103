"""Mouse and wheel in the 3-D view: a drag turns, or draws a box, a lasso or a stroke; the wheel comes nearer."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QToolTip

from embexplorer.core.figure import NO_ROWS, Figure
from embexplorer.gui.map.brush import Brush, Stroke, paint_disc
from embexplorer.gui.map.gestures import SAYS, Drag, Tool, mode_of, say
from embexplorer.gui.map.pointer import CARD_DELAY, HOLD, NOTCH, ZOOM, enclosed, plain_tooltip
from embexplorer.gui.map.transform import MapTransform
from embexplorer.gui.tokens import Tokens

if TYPE_CHECKING:
    from embexplorer.gui.map3d.room import Room

DEGREES = 0.4  # that a pixel of a drag turns
SELECTS: tuple[Tool, ...] = ("box", "lasso", "brush")  # the others turn
PIXELS = MapTransform(scale=1, left=0, top=0)  # a flattened figure has them as its unit
MOVES = (Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton)


class Hand:
    """Reads the events of one room. What is enclosed is asked of all points as the eye sees them, near or far."""

    def __init__(self, room: "Room") -> None:
        self._room = room
        self._drag: Drag | None = None
        self._flat: Figure | None = None
        self._moves = False
        self._place = QPointF()
        self._over = False
        self._card = QTimer(room, singleShot=True, interval=CARD_DELAY)
        self._card.timeout.connect(self._show_card)
        self._hold = QTimer(room, singleShot=True, interval=HOLD)
        self._hold.timeout.connect(self._on_held)
        self.tool: Tool = "pan"
        self.brush = Brush()

    def set_tool(self, tool: Tool) -> None:
        """What a plain drag does."""
        self.tool = tool
        self._rest()

    def press(self, event: QMouseEvent) -> None:
        """A drag or a click begins."""
        self.forget()
        self._moves = event.button() in MOVES
        tool: Tool = "pan" if self._moves else self._meant(event)
        if tool in SELECTS:
            self._begin(tool, event.position(), event.position())
            return
        self._drag = Drag("pan", event.position(), event.position())
        self._room.setCursor(Qt.CursorShape.ClosedHandCursor)
        if not self._moves:
            self._hold.start()

    def move(self, event: QMouseEvent) -> None:
        """Hover, or go on with the drag."""
        self._place, self._over = event.position(), True
        drag = self._drag
        if drag is None:
            self._hover()
            return
        before = drag.end
        drag.to(event.position())
        if drag.tool != "pan":
            self._room.write_anew()
        elif drag.moved:
            self._go(drag.end - (drag.start if before == drag.start else before))

    def release(self, event: QMouseEvent) -> None:
        """The drag ends: what it enclosed is selected, or it was a click."""
        drag, flat = self._drag, self._flat
        self._end()
        if drag is None:
            return
        if drag.tool in SELECTS and drag.moved and flat is not None:
            rows = enclosed(flat, PIXELS, drag)
            self._room.selected.emit(flat.shown_of(rows), mode_of(event.modifiers()), drag.tool)
        elif not drag.moved and event.button() == Qt.MouseButton.LeftButton:
            row = self._room.row_at(event.position())
            if row is not None:
                self._room.clicked.emit(row, mode_of(event.modifiers()))

    def double_click(self, event: QMouseEvent) -> None:
        """On nothing: nothing is selected any more."""
        if event.button() == Qt.MouseButton.LeftButton and self._room.row_at(event.position()) is None:
            self._room.selected.emit(NO_ROWS, "replace", "clear")

    def wheel(self, event: QWheelEvent) -> None:
        """Come nearer; with Ctrl the brush grows."""
        angle = event.angleDelta().y() or event.pixelDelta().y() * 4
        event.accept()
        if self.tool == "brush" and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.resize_brush(angle / NOTCH)
            return
        self.forget()
        self._room.nearer(ZOOM**angle)

    def resize_brush(self, steps: float) -> None:
        """The brush is larger by so many notches, or smaller."""
        self.brush.resize(steps)
        self._room.write_anew()

    def leave(self) -> None:
        """The pointer has left the view."""
        self._over = False
        self.forget()

    def cancelled(self) -> bool:
        """End a drag under way; False if there is none."""
        under_way = self._drag is not None
        self._end()
        return under_way

    def paint(self, painter: QPainter, tokens: Tokens) -> None:
        """The box, lasso or stroke under way, or the brush where it would begin."""
        if self._drag is not None and self._drag.tool in SELECTS:
            self._drag.paint(painter, tokens)
            if said := self._said(self._drag):
                say(painter, tokens, self._drag.end, said, self._room.width())
        elif self.tool == "brush" and self._over:
            paint_disc(painter, tokens, self._place, self.brush.radius)

    def forget(self) -> None:
        """Nothing is pointed at."""
        self._card.stop()
        self._room.set_pointed(None)
        QToolTip.hideText()

    def _meant(self, event: QMouseEvent) -> Tool:
        return "box" if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else self.tool

    def _begin(self, tool: Tool, start: QPointF, end: QPointF) -> None:
        self._flat = self._room.enclosable()
        if self._flat is None:
            return
        stroke = tool == "brush"
        self._drag = self.brush.begin(self._flat, PIXELS, start) if stroke else Drag(tool, start, end)
        self._room.write_anew()

    def _on_held(self) -> None:
        """The button was held at one place: what is drawn from here is a lasso."""
        if self._drag is not None and self._drag.tool == "pan" and not self._drag.moved:
            self._begin("lasso", self._drag.start, self._drag.end)
            self._room.setCursor(Qt.CursorShape.CrossCursor)

    def _go(self, step: QPointF) -> None:
        orbit = self._room.orbit()
        if self._moves:
            self._room.look_from(orbit.moved(step.x(), step.y(), self._room.width()))
        else:
            self._room.look_from(orbit.turned(-DEGREES * step.x(), DEGREES * step.y()))

    def _end(self) -> None:
        self._drag = self._flat = None
        self._hold.stop()
        self._rest()
        self._room.write_anew()

    def _rest(self) -> None:
        draws = self.tool in SELECTS
        self._room.setCursor(Qt.CursorShape.CrossCursor if draws else Qt.CursorShape.ArrowCursor)

    def _said(self, drag: Drag) -> str:
        """What the keys that are held do, and how many points a brush has met."""
        mode = mode_of(QGuiApplication.keyboardModifiers())
        does = "" if mode == "replace" else SAYS[mode]
        if not isinstance(drag, Stroke):
            return does if drag.moved else ""
        met = drag.met()
        return " · ".join(part for part in (does, f"{met:,} {'point' if met == 1 else 'points'}") if part)

    def _hover(self) -> None:
        self._room.set_pointed(self._room.row_at(self._place))
        QToolTip.hideText()
        self._card.start()
        if self.tool == "brush":
            self._room.write_anew()

    def _show_card(self) -> None:
        figure, row = self._room.figure(), self._room.row_at(self._place)
        if figure is None or row is None or self._drag is not None:
            return
        at = self._room.mapToGlobal(self._place.toPoint() + QPoint(4, 4))
        QToolTip.showText(at, plain_tooltip("\n".join(figure.card(row)), figure.thumbnail(row)), self._room)
