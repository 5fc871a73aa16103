"""The points in a room, by OpenGL: turned and approached by hand; says what was pointed at, clicked and selected."""

import logging
import time
from dataclasses import replace

import numpy as np
import pyqtgraph.opengl as gl
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QResizeEvent, QVector3D, QWheelEvent
from PySide6.QtWidgets import QWidget

from embexplorer.core.figure import Figure
from embexplorer.core.typing import FloatArray
from embexplorer.gui.map.fitting import is_another
from embexplorer.gui.map.gestures import Tool
from embexplorer.gui.map.legend import Legend
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.map3d import keyboard
from embexplorer.gui.map3d.cloud import Cloud, cloud_of
from embexplorer.gui.map3d.crowd import FEW, Crowd
from embexplorer.gui.map3d.eyes import seen_cloud, seen_tokens
from embexplorer.gui.map3d.flattened import flat_coordinates, flattened
from embexplorer.gui.map3d.hand import Hand
from embexplorer.gui.map3d.orbit import FIELD, Orbit, Points, centred, picked
from embexplorer.gui.map3d.overlay import Overlay, Seen
from embexplorer.gui.map3d.sight import Sight, marked
from embexplorer.gui.style import appearance
from embexplorer.gui.vision import vision

log = logging.getLogger(__name__)

TOO_LONG, REST = 0.05, 200  # seconds of a frame, and milliseconds without moving until all are drawn
NOWHERE = np.empty((0, 2), np.float32)
REACH = 5.0  # pixels around a point in which it is meant
SAME = ("coloring", "shown", "sizes", "shapes", "faded")  # parts of a figure that are kept from one to the next
EQUAL = ("point_size", "layers", "opacities")


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
        self._centred: tuple[FloatArray, FloatArray] | None = None
        self._cloud: Cloud | None = None
        self._captions = ("1", "2", "3")
        self._orbit: Orbit | None = None  # None: fitted, from the usual side
        self._hovered: int | None = None
        self._sight = Sight()
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
        vision().changed.connect(self._on_theme)

    def figure(self) -> Figure | None:
        """What is shown now."""
        return self._figure

    def show_points(self, figure: Figure, coordinates: FloatArray, captions: tuple[str, str, str]) -> None:
        """Show these rows at these places (n × 3); the eye stays where it is, unless another map comes."""
        known, same = self._drawn(), coordinates is self._coordinates and self._preview is None
        if is_another(known, figure):
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
        if self._cloud is None:
            return None
        return self._seen_at(self._needed(self._cloud) if self._is_hurried() else self._places(self._cloud)[0])

    def scene(self) -> Scene | None:
        """What is written now, for the legend, which asks nothing of the points."""
        seen = self._seen_at(NOWHERE)
        return None if seen is None else seen.scene()

    def flat(self) -> Figure | None:
        """The figure as it is seen now, in pixels, for files."""
        if self._figure is None or self._cloud is None:
            return None
        return flattened(self._figure, self._cloud, self._places(self._cloud), self.orbit(), self._captions)

    def enclosable(self) -> Figure | None:
        """The figure with its rows at the pixels where they are seen, y upwards."""
        if self._figure is None or self._cloud is None:
            return None
        places = flat_coordinates(self._figure.rows, self._cloud, self._places(self._cloud)[0])
        return replace(self._figure, coordinates=places)

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

    def _seen_at(self, places: Points) -> Seen | None:
        figure = self._drawn()
        if figure is None or self._cloud is None:
            return None
        return Seen(figure=self._over.seeing.told(figure), cloud=self._cloud, places=places, orbit=self.orbit(),
                    captions=self._captions, hovered=self._hovered, width=float(self.width()),
                    height=float(self.height()), tokens=appearance().tokens, ratio=self.devicePixelRatioF(),
                    few=FEW if self._is_hurried() else 0)  # fmt: skip

    def _drawn(self) -> Figure | None:
        return self._preview or self._figure

    def _is_hurried(self) -> bool:
        """Whether it moves on a machine that is too slow for all points."""
        return self._slow and self._rest.isActive()

    def _needed(self, cloud: Cloud) -> Points:
        """The pixels of those points alone that something is written or drawn at; NaN for all others."""
        figure = self._drawn()
        assert figure is not None
        points = marked(figure, cloud, self._hovered)
        places = np.full((len(cloud.rows), 2), np.nan, np.float32)
        places[points], _ = self.orbit().to_screen(cloud.places[points], self.width(), self.height())
        return places

    def _places(self, cloud: Cloud) -> tuple[Points, Points]:
        return self._sight.of(cloud, self.orbit(), self.width(), self.height())

    def _whole(self) -> float:
        return 3.0 if self._cloud is None else self._cloud.fitting(self.width(), self.height())

    def _fill(self) -> None:
        figure = self._drawn()
        assert figure is not None and self._coordinates is not None
        tokens = appearance().tokens
        if self._centred is None or self._centred[0] is not self._coordinates:
            self._centred = (self._coordinates, centred(self._coordinates))
        self._cloud = cloud_of(figure, self._centred[1], tokens)
        self._crowd.fill(seen_cloud(self._cloud), seen_tokens(tokens))
        self._mark()
        self.setBackgroundColor(QColor(seen_tokens(tokens).map))

    def _mark(self) -> None:
        figure = self._drawn()
        if figure is not None and self._cloud is not None:
            self._crowd.mark(figure, seen_cloud(self._cloud), seen_tokens(appearance().tokens))

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


def _draws_alike(known: Figure, figure: Figure) -> bool:
    """Whether the points need not be sent to the graphics card again."""
    same = all(getattr(known, name) is getattr(figure, name) for name in SAME)
    return same and all(getattr(known, name) == getattr(figure, name) for name in EQUAL)
