"""Makes a legend answer to pointer and keyboard: classes are isolated and hidden, a scale has two handles."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from embexplorer.core.figure import Figure
from embexplorer.gui.map.legend_marks import moved, outline, shade, tell_beside
from embexplorer.gui.map.legend_parts import LegendLayout, Row
from embexplorer.gui.map.legend_words import FOLDED, said, told
from embexplorer.gui.map.scale_handles import ScaleHandles, handles_of, has_handles

if TYPE_CHECKING:
    from embexplorer.gui.map.view import MapView
    from embexplorer.gui.map3d.room import Room

MODIFIERS = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta)
FOLDING = {Qt.Key.Key_Left: True, Qt.Key.Key_Right: False}
TITLE = "\0title"  # what is pressed in place of a class
PREVIEW = 120  # milliseconds that the pointer rests on a class


class LegendPad(QWidget):
    """Lies over the legend, and lets through what is not meant for it. Classes are named by their keys.

    `folded` asks to fold the legend, or to unfold it; `previewed` carries a class, or "" when none is pointed at any
    more; `span_moved` the values between which the colours are to run.
    """

    isolated = Signal(str)
    toggled = Signal(str)
    folded = Signal(bool)
    previewed = Signal(str)
    color_asked = Signal(str)
    menu_asked = Signal(str, QPoint)
    span_menu_asked = Signal(QPoint)
    span_moved = Signal(float, float)
    span_reset = Signal()

    def __init__(self, view: "MapView | Room") -> None:
        super().__init__(view)
        self._view = view
        self._hovered = ""
        self._at = ""  # what the keys act on: a class, or a handle
        self._pressed = ""
        self._by_keys = False  # whether what they act on is outlined
        self._handles = ScaleHandles()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._soon = QTimer(self, singleShot=True, interval=PREVIEW)
        self._soon.timeout.connect(self._on_rested)
        self._placing = QTimer(self, singleShot=True, interval=0)
        self._placing.timeout.connect(self.follow)
        view.installEventFilter(self)
        self.follow()

    def follow(self) -> None:
        """Lie where the legend is now."""
        area = self.placed().area.toAlignedRect()
        self.setVisible(not area.isEmpty())
        if area != self.geometry():
            self.setGeometry(area)
        self._say()

    def placed(self) -> LegendLayout:
        """Where everything in the legend stands, in pixels of the map."""
        scene = self._view.scene()
        return self._view.legend().layout(scene) if scene is not None else LegendLayout()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and watched is self._view:
            area = self.placed().area.toAlignedRect()
            if area != self.geometry() or area.isEmpty() == self.isVisible():
                self._placing.start()
        return super().eventFilter(watched, event)

    # -- pointer

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._handles.held and has_handles(self._view.figure()):
            self.span_moved.emit(*self._handles.dragged(self._figure(), self._x(event)))
            return
        self._hover(self._part(event.position()))
        over = self._on_bar(event.position())
        self.setCursor(Qt.CursorShape.SizeHorCursor if over else Qt.CursorShape.ArrowCursor)
        if not self._hovered and not over:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        part, left = self._part(event.position()), event.button() == Qt.MouseButton.LeftButton
        self._pressed = part if left else ""
        if left and self._on_bar(event.position()):
            self._at = self._handles.hold(self._figure(), self.placed().bar, self._x(event))
        elif not part and not self._on_bar(event.position()):
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._handles.held:
            self._handles.held = ""
            self.update()
            return
        pressed, self._pressed = self._pressed, ""
        if not pressed or self._part(event.position()) != pressed:
            event.ignore()
            return
        if pressed == TITLE:
            self.folded.emit(not self._figure().legend_folded)
            return
        self._at = pressed
        hides = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        (self.toggled if hides else self.isolated).emit(pressed)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self._row(event.position())
        if row is not None:
            self.color_asked.emit(row.entry.key)
        elif self._on_bar(event.position()):
            self.span_reset.emit()
        elif self._part(event.position()) == TITLE:
            self._pressed = TITLE  # a second click soon after the first
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_keys = event.reason() == QContextMenuEvent.Reason.Keyboard
        row = self._focused() if by_keys else self._row(QPointF(event.pos()))
        at = self.mapToGlobal(self._local(row.rect).center().toPoint()) if by_keys and row else event.globalPos()
        self._hover("")
        if row is not None:
            self.menu_asked.emit(row.entry.key, at)
        elif has_handles(self._view.figure()) and (by_keys or self._on_bar(QPointF(event.pos()))):
            self.span_menu_asked.emit(at)
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        placed = self.placed()
        if not placed.rows or len(self._figure().coloring.entries) <= placed.most:
            QApplication.sendEvent(self._view, moved(event, QPointF(self.pos())))  # it zooms
            return
        self._scroll_to(placed.first - round(event.angleDelta().y() / 40))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover("")

    def _x(self, event: QMouseEvent) -> float:
        """Where the pointer is on the map, whose left edge stays while the legend may move."""
        return event.position().x() + self.x()

    def _hover(self, key: str) -> None:
        if key == self._hovered:
            return
        self._hovered = key
        self.update()
        if key and key != TITLE:
            self._soon.start()
        else:
            self._soon.stop()
            self.previewed.emit("")

    def _on_rested(self) -> None:
        self.previewed.emit(self._hovered)

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_keys = self._by_keys or event.key() not in MODIFIERS
        key, steps = event.key(), {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if key in steps:
            self._step(steps[Qt.Key(key)])
        elif self._at in handles_of(self._view.figure()) and (
            span := self._handles.pressed(self._figure(), self._at, Qt.Key(key))
        ):
            self.span_moved.emit(*span)
        elif key in FOLDING and not self.placed().fold.isEmpty():
            self.folded.emit(FOLDING[Qt.Key(key)])
        elif key == Qt.Key.Key_Space and self._focused():
            self.isolated.emit(self._at)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._focused():
            self.toggled.emit(self._at)
        elif key == Qt.Key.Key_Escape:
            self._view.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        known = self._stops()
        if self._at not in known:
            self._at = known[0] if known else ""
        self._by_keys = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._say()
        super().focusInEvent(event)

    def _stops(self) -> list[str]:
        figure = self._view.figure()
        if figure is None or figure.legend_folded:
            return []
        return handles_of(figure) + [entry.key for entry in figure.coloring.entries]

    def _step(self, by: int) -> None:
        stops = self._stops()
        if not stops:
            return
        place = stops.index(self._at) + by if self._at in stops else 0
        self._at = stops[min(max(place, 0), len(stops) - 1)]
        self._show_focused()
        self._say()

    def _show_focused(self) -> None:
        keys = [entry.key for entry in self._figure().coloring.entries]
        placed = self.placed()
        if self._at not in keys:
            return
        place = keys.index(self._at)
        if place < placed.first:
            self._scroll_to(place)
        elif place >= placed.first + placed.most:
            self._scroll_to(place - placed.most + 1)

    def _scroll_to(self, first: int) -> None:
        most = max(0, len(self._figure().coloring.entries) - self.placed().most)
        self._view.legend().first = min(max(first, 0), most)
        self._view.update()
        self._hover("")

    def _say(self) -> None:
        """Tell assistive tools what the keys act on."""
        name = said(self._view.figure(), self._at)
        if name != self.accessibleName():
            self.setAccessibleName(name)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.update()

    # -- what is where

    def _figure(self) -> Figure:
        figure = self._view.figure()
        assert figure is not None
        return figure

    def _row(self, place: QPointF) -> Row | None:
        return self.placed().row_at(place + QPointF(self.pos()))

    def _focused(self) -> Row | None:
        return self.placed().row_of(self._at)

    def _local(self, rect: QRectF) -> QRectF:
        return rect.translated(-QPointF(self.pos()))

    def _bar(self) -> QRectF:
        return self._local(self.placed().bar)

    def _part(self, place: QPointF) -> str:
        """What a click there is meant for: a class, the title, or nothing."""
        row = self._row(place)
        return row.entry.key if row else TITLE if self._local(self.placed().fold).contains(place) else ""

    def _on_bar(self, place: QPointF) -> bool:
        return has_handles(self._view.figure()) and self._bar().adjusted(-6, -4, 6, 6).contains(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        figure, placed = self._view.figure(), self.placed()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-QPointF(self.pos()))
        at = self._at if self.hasFocus() and self._at in self._stops() else ""
        if self._hovered == TITLE:
            shade(painter, placed.fold)
        elif hovered := placed.row_of(self._hovered):
            shade(painter, hovered.rect)
        if figure is not None and has_handles(figure) and not placed.bar.isEmpty():
            self._handles.paint(painter, figure, placed.bar, at)
        if self.hasFocus() and self._by_keys:
            focused = placed.row_of(at)
            outline(painter, focused.rect if focused else placed.bar.adjusted(-3, -3, 3, 5) if at else placed.area)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place, figure = QPointF(event.pos()), self._figure()
            row, part = self._row(place), self._part(place)
            on_bar = self._handles.said(figure) if self._on_bar(place) else ""
            text = told(row.entry, figure) if row else FOLDED[figure.legend_folded] if part == TITLE else on_bar
            tell_beside(self, text, event.globalPos().y())
            return True
        return super().event(event)
