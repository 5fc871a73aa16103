"""The points in a room, by OpenGL: turned and approached by hand; says what was pointed at, clicked and selected."""

import logging
import time

import numpy as np
import pyqtgraph.opengl as gl
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QVector3D, QWheelEvent
from PySide6.QtWidgets import QWidget

from embexplorer.core.figure import Figure
from embexplorer.core.typing import FloatArray
from embexplorer.gui.map.gestures import Tool
from embexplorer.gui.map.legend import Legend
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.map3d import keyboard
from embexplorer.gui.map3d.cloud import Cloud, candidates, cloud_of
from embexplorer.gui.map3d.crowd import FEW, Crowd
from embexplorer.gui.map3d.flattened import flattened
from embexplorer.gui.map3d.hand import Hand
from embexplorer.gui.map3d.orbit import FIELD, Orbit, Points, picked
from embexplorer.gui.map3d.overlay import RINGS, Pens, Seen, paint
from embexplorer.gui.style import appearance

log = logging.getLogger(__name__)

TOO_LONG, REST = 0.05, 200  # seconds of a frame, and milliseconds without moving until all are drawn
REACH = 5.0  # pixels around a point in which it is meant
ALIKE = ("coloring", "shown", "sizes", "shapes", "faded", "point_size", "layers", "opacities")  # of a figure


class Room(gl.GLViewWidget):
    """Shows a figure with places in three dimensions. Signals are those of the flat map."""

    clicked = Signal(int, str)
    selected = Signal(object, str, str)
    pointed = Signal(int)
    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure: Figure | None = None
        self._preview: Figure | None = None  # drawn in place of it for a moment
        self._coordinates: FloatArray | None = None
        self._cloud: Cloud | None = None
        self._captions = ("1", "2", "3")
        self._orbit: Orbit | None = None  # None: fitted, from the usual side
        self._hovered: int | None = None
        self._seen_of: tuple[Cloud, Orbit, int, int] | None = None
        self._seen: tuple[Points, Points] | None = None
        self._crowd = Crowd(self)
        self._slow = False
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._look)
        self.hand = Hand(self)
        self._over = Overlay(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Map in 3-D")
        appearance().changed.connect(self._on_theme)

    def figure(self) -> Figure | None:
        """What is shown now."""
        return self._figure

    def show_points(self, figure: Figure, coordinates: FloatArray, captions: tuple[str, str, str]) -> None:
        """Show these rows at these places (n × 3); the eye stays where it is, unless another map comes."""
        known, same = self._drawn(), coordinates is self._coordinates and self._preview is None
        if known is None or known.title != figure.title:
            self._orbit, self._hovered = None, None
        self._figure, self._preview, self._coordinates, self._captions = figure, None, coordinates, captions
        self.setAccessibleDescription(f"{figure.title}, {figure.rows:,} {figure.unit}")
        if not same or known is None or not _draws_alike(known, figure):
            self._fill()
        elif known.selected is not figure.selected:
            self._mark()
        self._look()

    def show_preview(self, figure: Figure | None) -> None:
        """Draw this in place of the shown figure until another comes; None draws the shown one again."""
        if figure is not self._preview and self._figure is not None:
            self._preview = figure
            self._fill()
            self._look()

    def show_coordinates(self, coordinates: FloatArray) -> None:
        """The points go there; nothing else changes."""
        if self._figure is not None and len(coordinates) == self._figure.rows:
            self._coordinates = coordinates
            self._fill()
            self._look()

    def set_tool(self, tool: Tool) -> None:
        """What a plain drag does."""
        self.hand.set_tool(tool)

    def orbit(self) -> Orbit:
        """From where the points are looked at."""
        return self._orbit or Orbit(distance=self._whole())

    def look_from(self, orbit: Orbit | None) -> None:
        """Look from here; None: so that everything is seen."""
        self._orbit = orbit
        if self._slow:
            self._rest.start()
        self._look()

    def nearer(self, factor: float) -> None:
        """Come so many times nearer."""
        self.look_from(self.orbit().nearer(factor, self._whole()))

    def seen(self) -> Seen | None:
        """What is to be written over the points."""
        figure = self._drawn()
        if figure is None or self._cloud is None:
            return None
        orbit, width, height = self.orbit(), float(self.width()), float(self.height())
        few = FEW if self._is_hurried() else 0
        places = self._needed(self._cloud) if few else self._places(self._cloud)[0]
        return Seen(figure=figure, cloud=self._cloud, places=places, orbit=orbit, captions=self._captions,
                    hovered=self._hovered, width=width, height=height, tokens=appearance().tokens,
                    ratio=self.devicePixelRatioF(), few=few)  # fmt: skip

    def flat(self) -> Figure | None:
        """The figure as it is seen now, in pixels; for files, and for what is enclosed on the screen."""
        if self._figure is None or self._cloud is None:
            return None
        return flattened(self._figure, self._cloud, self._places(self._cloud), self.orbit(), self._captions)

    def scene(self) -> Scene | None:
        """What is written now, for the legend."""
        seen = self.seen()
        return None if seen is None else seen.scene()

    def legend(self) -> Legend:
        """What draws the legend, and knows where its classes stand."""
        return self._over.pens.legend

    def row_at(self, place: QPointF) -> int | None:
        """The row whose label is at a pixel, or whose point is seen at, or very near, it."""
        if self._cloud is None or not len(self._cloud.rows):
            return None
        if (named := self._over.pens.row_at(place)) is not None:
            return named
        places, depths = self._places(self._cloud)
        point = picked(places, depths, place.x(), place.y(), REACH)
        return None if point is None else int(self._cloud.rows[point])

    def set_pointed(self, row: int | None) -> None:
        """Ring and name this point."""
        if row != self._hovered:
            self._hovered = row
            self.pointed.emit(-1 if row is None else row)
            self.write_anew()

    def write_anew(self) -> None:
        """What lies over the points has changed."""
        self._over.update()

    def paintGL(self, *arguments: object) -> None:
        """Guarded: what leaves a paint event would end the program."""
        try:
            from OpenGL import GL

            began = time.perf_counter()
            self._crowd.set_ratio(self.devicePixelRatioF())
            super().paintGL(*arguments)
            GL.glFinish()
            if not self._crowd.is_painted():
                raise RuntimeError("the points could not be drawn")
            if not self._is_hurried() and self._cloud is not None:
                self._slow = time.perf_counter() - began > TOO_LONG and len(self._cloud.rows) > FEW
        except Exception:
            log.exception("The 3-D view could not be drawn")
            self.failed.emit("The 3-D view could not be drawn; see the log.")

    def _drawn(self) -> Figure | None:
        return self._preview or self._figure

    def _is_hurried(self) -> bool:
        """Whether it moves on a machine that is too slow for all points."""
        return self._slow and self._rest.isActive()

    def _needed(self, cloud: Cloud) -> Points:
        """The pixels of those points alone that something is written or drawn at; NaN for all others."""
        figure = self._drawn()
        assert figure is not None
        ends = [row for arrow in figure.arrows for row in (arrow.start, arrow.end)]
        marked = np.array(sorted([*ends, *(edge.row for edge in figure.edges)]), np.int64)
        rows = (cloud.points_of(figure.selected[:RINGS]), cloud.points_of(marked))
        points = np.unique(np.concatenate([candidates(figure, cloud, self._hovered), *rows]))
        places = np.full((len(cloud.rows), 2), np.nan, np.float32)
        places[points], _ = self.orbit().to_screen(cloud.places[points], self.width(), self.height())
        return places

    def _places(self, cloud: Cloud) -> tuple[Points, Points]:
        """The pixels of the points and how far they are, found once for each view: a pointer moves more often."""
        key = (cloud, self.orbit(), self.width(), self.height())
        if self._seen_of is None or self._seen_of[0] is not cloud or self._seen_of[1:] != key[1:]:
            self._seen_of, self._seen = key, key[1].to_screen(cloud.places, key[2], key[3])
        assert self._seen is not None
        return self._seen

    def _whole(self) -> float:
        return 3.0 if self._cloud is None else self._cloud.fitting(self.width(), self.height())

    def _fill(self) -> None:
        figure = self._drawn()
        assert figure is not None and self._coordinates is not None
        tokens = appearance().tokens
        self._cloud = cloud_of(figure, self._coordinates, tokens)
        self._crowd.fill(self._cloud, tokens)
        self._mark()
        self.setBackgroundColor(QColor(tokens.map))

    def _mark(self) -> None:
        figure = self._drawn()
        if figure is not None and self._cloud is not None:
            self._crowd.mark(figure, self._cloud, appearance().tokens)

    def _look(self) -> None:
        orbit, hurried, figure = self.orbit(), self._is_hurried(), self._drawn()
        self._crowd.show(figure is not None and "points" in figure.layers, hurried)
        self.opts.update(fov=FIELD, center=QVector3D(*orbit.center), distance=orbit.distance,
                         elevation=orbit.elevation, azimuth=orbit.azimuth)  # fmt: skip
        self.update()
        self.write_anew()

    def _on_theme(self) -> None:
        if self._figure is not None:
            self._fill()
            self._look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._over.resize(self.size())
        self._look()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hand.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hand.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.hand.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.hand.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.hand.wheel(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.hand.leave()

    def event(self, event: QEvent) -> bool:
        """Keys that mean something here are not taken as shortcuts of the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and keyboard.means(event):
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.write_anew()  # a drag under way may mean something else
        event.setAccepted(keyboard.pressed(self, event))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self.write_anew()
        event.ignore()


class Overlay(QWidget):
    """Lies over the points and lets the mouse through."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._room = room
        self.pens = Pens()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            seen = self._room.seen()
            if seen is not None:
                paint(painter, seen, self.pens)
            self._room.hand.paint(painter, appearance().tokens)
        except Exception:  # one that leaves a paint event would end the program
            log.exception("What is written over the 3-D view could not be drawn")
        finally:
            painter.end()


def _draws_alike(known: Figure, figure: Figure) -> bool:
    """Whether the points need not be sent to the graphics card again."""
    return all(getattr(known, name) is getattr(figure, name) for name in ALIKE)
