"""The points in a room, by OpenGL: drag turns, the wheel zooms, Shift or the middle button moves, a click picks."""

import logging

import pyqtgraph.opengl as gl
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QVector3D, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from embexplorer.core.figure import NO_ROWS, Figure
from embexplorer.core.typing import FloatArray
from embexplorer.gui.map.gestures import mode_of
from embexplorer.gui.map.pointer import CARD_DELAY, ZOOM, plain_tooltip
from embexplorer.gui.map3d.cloud import Cloud, cloud_of
from embexplorer.gui.map3d.orbit import FIELD, Orbit, Points, fitting, picked
from embexplorer.gui.map3d.overlay import Pens, Seen, paint
from embexplorer.gui.style import appearance

log = logging.getLogger(__name__)

DEGREES = 0.4  # that a pixel of a drag turns
STEP, KEY_ZOOM = 6.0, 1.25  # degrees of an arrow key, and how much nearer a + brings
CLICK = 3  # pixels that a press may move and still be a click
REACH = 5.0  # pixels around a point in which it is meant
TURN = {
    Qt.Key.Key_Left: (-STEP, 0.0),
    Qt.Key.Key_Right: (STEP, 0.0),
    Qt.Key.Key_Up: (0.0, STEP),
    Qt.Key.Key_Down: (0.0, -STEP),
}
KEYS = (*TURN, Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_Home, Qt.Key.Key_Escape)


class Room(gl.GLViewWidget):
    """Shows a figure with places in three dimensions. Signals are those of the flat map."""

    clicked = Signal(int, str)
    selected = Signal(object, str, str)
    pointed = Signal(int)
    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure: Figure | None = None
        self._coordinates: FloatArray | None = None
        self._cloud: Cloud | None = None
        self._captions = ("1", "2", "3")
        self._orbit: Orbit | None = None  # None: fitted, from the usual side
        self._hovered: int | None = None
        self._seen_of: tuple[Cloud, Orbit, int, int] | None = None
        self._seen: tuple[Points, Points] | None = None
        self._press: QPointF | None = None
        self._last = QPointF()
        self._moved = False
        self._points = gl.GLScatterPlotItem(glOptions="translucent")
        self.addItem(self._points)
        self._over = Overlay(self)
        self._card = QTimer(self, singleShot=True, interval=CARD_DELAY)
        self._card.timeout.connect(self._show_card)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Map in 3-D")
        appearance().changed.connect(self._on_theme)

    def show_points(self, figure: Figure, coordinates: FloatArray, captions: tuple[str, str, str]) -> None:
        """Show these rows at these places (n × 3); the eye stays where it is, unless another map comes."""
        if self._figure is None or self._figure.title != figure.title:
            self._orbit, self._hovered = None, None
        same = self._figure is not None and _draws_alike(self._figure, figure) and coordinates is self._coordinates
        self._figure, self._coordinates, self._captions = figure, coordinates, captions
        self.setAccessibleDescription(f"{figure.title}, {figure.rows:,} {figure.unit}")
        if not same:
            self._fill()
        self._look()

    def show_coordinates(self, coordinates: FloatArray) -> None:
        """The points go there; nothing else changes."""
        if self._figure is not None and len(coordinates) == self._figure.rows:
            self._coordinates = coordinates
            self._fill()
            self._look()

    def orbit(self) -> Orbit:
        """From where the points are looked at."""
        return self._orbit or Orbit(distance=self._whole())

    def look_from(self, orbit: Orbit | None) -> None:
        """Look from here; None: so that everything is seen."""
        self._orbit = orbit
        self._look()

    def seen(self) -> Seen | None:
        """What is to be written over the points."""
        if self._figure is None or self._cloud is None:
            return None
        orbit, width, height = self.orbit(), float(self.width()), float(self.height())
        places, _ = self._places(self._cloud)
        return Seen(figure=self._figure, cloud=self._cloud, places=places, orbit=orbit, captions=self._captions,
                    hovered=self._hovered, width=width, height=height, tokens=appearance().tokens,
                    ratio=self.devicePixelRatioF())  # fmt: skip

    def row_at(self, place: QPointF) -> int | None:
        """The row whose point is seen at, or very near, a pixel."""
        if self._cloud is None or not len(self._cloud.rows):
            return None
        places, depths = self._places(self._cloud)
        point = picked(places, depths, place.x(), place.y(), REACH)
        return None if point is None else int(self._cloud.rows[point])

    def _places(self, cloud: Cloud) -> tuple[Points, Points]:
        """The pixels of the points and how far they are, found once for each view: a pointer moves more often."""
        key = (cloud, self.orbit(), self.width(), self.height())
        if self._seen_of is None or self._seen_of[0] is not cloud or self._seen_of[1:] != key[1:]:
            self._seen_of, self._seen = key, key[1].to_screen(cloud.places, key[2], key[3])
        assert self._seen is not None
        return self._seen

    def set_pointed(self, row: int | None) -> None:
        """Ring and name this point."""
        if row != self._hovered:
            self._hovered = row
            self.pointed.emit(-1 if row is None else row)
            self._over.update()

    def paintGL(self, *arguments: object) -> None:
        """Guarded: what leaves a paint event would end the program."""
        try:
            super().paintGL(*arguments)
        except Exception:
            log.exception("The 3-D view could not be drawn")
            self.failed.emit("The 3-D view could not be drawn; see the log.")

    def _whole(self) -> float:
        return 3.0 if self._cloud is None else fitting(self._cloud.places, self.width(), self.height())

    def _fill(self) -> None:
        assert self._figure is not None and self._coordinates is not None
        tokens = appearance().tokens
        self._cloud = cloud_of(self._figure, self._coordinates, tokens)
        visible = "points" in self._figure.layers
        self._points.setVisible(visible)
        self._points.setData(pos=self._cloud.places, color=self._cloud.colors, size=self._cloud.sizes, pxMode=True)
        self.setBackgroundColor(QColor(tokens.map))

    def _look(self) -> None:
        orbit = self.orbit()
        self.opts.update(fov=FIELD, center=QVector3D(*orbit.center), distance=orbit.distance,
                         elevation=orbit.elevation, azimuth=orbit.azimuth)  # fmt: skip
        self.update()
        self._over.update()

    def _on_theme(self) -> None:
        if self._figure is not None:
            self._fill()
            self._look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._over.resize(self.size())
        self._look()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._press, self._last, self._moved = event.position(), event.position(), False
        self._forget()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = event.position()
        if self._press is None:
            self._last = here
            self.set_pointed(self.row_at(here))
            QToolTip.hideText()
            self._card.start()
            return
        step, self._last = here - self._last, here
        self._moved = self._moved or (here - self._press).manhattanLength() > CLICK
        if self._moved:
            self._drag(step, event)

    def _drag(self, step: QPointF, event: QMouseEvent) -> None:
        moves = event.buttons() & Qt.MouseButton.MiddleButton or event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if moves:
            self.look_from(self.orbit().moved(step.x(), step.y(), self.width()))
        else:
            self.look_from(self.orbit().turned(-DEGREES * step.x(), DEGREES * step.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        clicked, self._press = self._press is not None and not self._moved, None
        row = self.row_at(event.position()) if clicked else None
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(row, mode_of(event.modifiers()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.row_at(event.position()) is None:
            self.selected.emit(NO_ROWS, "replace", "clear")

    def wheelEvent(self, event: QWheelEvent) -> None:
        angle = event.angleDelta().y() or event.pixelDelta().y() * 4
        self._forget()
        self.look_from(self.orbit().nearer(ZOOM**angle, self._whole()))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self._forget()

    def event(self, event: QEvent) -> bool:
        """Keys that mean something here are not taken as shortcuts of the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _means(event):
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if not _means(event):
            event.ignore()
        elif key in TURN:
            self.look_from(self.orbit().turned(*TURN[key]))
        elif key == Qt.Key.Key_Home:
            self.look_from(None)
        elif key == Qt.Key.Key_Escape:
            self.selected.emit(NO_ROWS, "replace", "clear")
        else:
            factor = 1 / KEY_ZOOM if key == Qt.Key.Key_Minus else KEY_ZOOM
            self.look_from(self.orbit().nearer(factor, self._whole()))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def _forget(self) -> None:
        self._card.stop()
        self.set_pointed(None)
        QToolTip.hideText()

    def _show_card(self) -> None:
        if self._figure is not None and self._hovered is not None:
            lines = "\n".join(self._figure.card(self._hovered))
            at = self.mapToGlobal(self._last.toPoint() + QPoint(4, 4))
            QToolTip.showText(at, plain_tooltip(lines, self._figure.thumbnail(self._hovered)), self)


class Overlay(QWidget):
    """Lies over the points and lets the mouse through."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._room = room
        self._pens = Pens()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            seen = self._room.seen()
            if seen is not None:
                paint(painter, seen, self._pens)
        except Exception:  # one that leaves a paint event would end the program
            log.exception("What is written over the 3-D view could not be drawn")
        finally:
            painter.end()


def _means(event: QKeyEvent) -> bool:
    held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    return not held and Qt.Key(event.key()) in KEYS


def _draws_alike(known: Figure, figure: Figure) -> bool:
    """Whether the points need not be sent to the graphics card again."""
    same = (known.coloring is figure.coloring, known.shown is figure.shown, known.sizes is figure.sizes)
    return all(same) and known.point_size == figure.point_size and known.layers == figure.layers
