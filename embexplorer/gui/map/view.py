"""The map as a widget: shows a figure, is panned and zoomed, and says what was pointed at, clicked and selected."""

import logging
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from embexplorer.core.figure import Figure
from embexplorer.core.look import Camera
from embexplorer.core.typing import FloatArray
from embexplorer.gui.garbage import collect_on_this_thread
from embexplorer.gui.map import density, keyboard
from embexplorer.gui.map.fitting import Fitting, is_another
from embexplorer.gui.map.gestures import TOOLS, Tool, frame
from embexplorer.gui.map.layers import Place
from embexplorer.gui.map.legend import Legend
from embexplorer.gui.map.pace import Pace
from embexplorer.gui.map.painter import MapPainter
from embexplorer.gui.map.pointer import Pointer
from embexplorer.gui.map.raster import Raster
from embexplorer.gui.map.scene import Layer, Scene, area_of
from embexplorer.gui.map.seeing import Seeing
from embexplorer.gui.map.transform import MapTransform, camera_of, of_camera
from embexplorer.gui.map.walking import NAME, Walker
from embexplorer.gui.map.warming import Warming
from embexplorer.gui.style import appearance

log = logging.getLogger(__name__)

FAILED = "The map could not be drawn; see the log."
SETTLED = 120  # milliseconds after the view has moved
FRAMES = 600  # milliseconds after points have moved: more than a layout takes from one frame to the next
GROWING = 250  # milliseconds until more labels are shown, while they are being placed
CLOSEST = 1e4  # times the scale at which everything is shown


class MapView(QWidget):
    """`camera_changed` is emitted when the user has moved the view (None: fitted), not when it is set.

    `clicked` carries a row and how it changes the selection; `selected` rows, how, and the gesture: "box", "lasso",
    "brush" or "clear". How is "replace", "add", "subtract" or "intersect". `pin_wanted` leaves the selection alone.
    `all_wanted`: not only the isolated ones. `measured` carries the pixels at the ends of a line.
    """

    hovered = Signal(int)
    clicked = Signal(int, str)
    selected = Signal(object, str, str)
    camera_changed = Signal(object)
    tool_changed = Signal(str)
    measured = Signal(object, object)
    all_wanted = Signal()
    pin_wanted = Signal(int)
    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure: Figure | None = None
        self._preview: Figure | None = None  # drawn in place of it for a moment
        self._camera: Camera | None = None  # None: fitted, whatever the points do
        self._tool: Tool = "pan"
        self._hovered: int | None = None
        self._by_keyboard = False
        self._fitting = Fitting()
        collect_on_this_thread()  # before there are others
        self._raster = Raster(beside=density.kernel)
        self._painter = MapPainter(self._raster)
        self._pointer = Pointer(self)
        self.resize_brush = self._pointer.resize_brush
        self.walker = Walker(self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(480, 320)
        self.setAccessibleName(NAME)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        appearance().changed.connect(self.update)
        self._moving = QTimer(self, singleShot=True)
        self._moving.timeout.connect(self.update)
        self._growing = QTimer(self, singleShot=True, interval=GROWING)
        self._growing.timeout.connect(self.update)
        self._pace = Pace(self)
        self._seeing = Seeing(self)
        self._warming = Warming(self._raster, self.update, self)

    def figure(self) -> Figure | None:
        """What is shown now."""
        return self._figure

    def show_figure(self, figure: Figure | None) -> None:
        """Show this from now on. The view stays where the user has put it, unless another map comes."""
        if is_another(self._figure, figure):
            self._camera = None
            self.set_hovered(None)
        self._figure, self._preview = figure, None
        if not self.accessibleName().startswith(f"{NAME}: ") or self._hovered is None:
            self.setAccessibleName(NAME)
            self.setAccessibleDescription(figure.title if figure else "")
        self.update()

    def show_preview(self, figure: Figure | None) -> None:
        """Draw this in place of the shown figure until another comes; None draws the shown one again."""
        if figure is not self._preview:
            self._preview = figure
            self.update()

    def legend(self) -> Legend:
        """What draws the legend, and knows where its classes stand."""
        return self._painter.legend

    def show_coordinates(self, coordinates: FloatArray) -> None:
        """Move the points of the shown figure, row by row, and change nothing else; cheap enough for every frame."""
        if self._figure is None or len(coordinates) != self._figure.rows:
            return
        places = np.ascontiguousarray(coordinates[:, :2], np.float32)
        self._figure, self._preview = replace(self._figure, coordinates=places, projection=None), None
        self._moving.start(FRAMES)
        self._pace.ask()

    def layers(self) -> list[str]:
        """The names of the layers from back to front."""
        return self._painter.stack.names()

    def add_layer(self, name: str, layer: Layer, before: str = "selection", place: Place = "marks") -> None:
        """Draw this too, just below the layer `before`; one of the same name is replaced."""
        self._painter.stack.add(name, layer, before=before, place=place)
        self.update()

    def remove_layer(self, name: str) -> None:
        """Draw it no more."""
        self._painter.stack.remove(name)
        self.update()

    def tool(self) -> Tool:
        """What a plain drag does."""
        return self._tool

    def set_tool(self, tool: Tool) -> None:
        """Choose what a plain drag does."""
        assert tool in TOOLS, tool
        if tool == self._tool:
            return
        self._tool = tool
        self.setCursor(Qt.CursorShape.ArrowCursor if tool == "pan" else Qt.CursorShape.CrossCursor)
        self.tool_changed.emit(tool)

    def begin_lasso(self) -> None:
        """The lasso key went down: draw lassos until it is chosen otherwise, or this once while the key is held."""
        self._pointer.lassoed = False
        self.set_tool("lasso")

    def camera(self) -> Camera | None:
        """Where the user has put the view; None while everything is fitted."""
        return self._camera

    def set_camera(self, camera: Camera | None) -> None:
        """Put the view here; None fits."""
        self._camera = camera
        self.update()

    def fit(self) -> None:
        """Show everything, and keep showing it while the points move."""
        self._fitting.forget()
        self.set_camera(None)
        self.camera_changed.emit(None)

    def pan(self, across: float, down: float) -> None:
        """Move the picture by this many pixels."""
        view = self.view()
        self._look_from(replace(view, left=view.left + across, top=view.top + down))

    def zoom(self, factor: float, at: QPointF) -> None:
        """Enlarge the picture; what lies under the pixel `at` stays there."""
        view = self.view()
        whole = self._fitted().scale
        factor = min(max(factor * view.scale, whole / 20), whole * CLOSEST) / view.scale
        left = at.x() + (view.left - at.x()) * factor
        top = at.y() + (view.top - at.y()) * factor
        self._look_from(MapTransform(scale=view.scale * factor, left=left, top=top))

    def _look_from(self, view: MapTransform) -> None:
        self._moving.start(max(SETTLED, self._moving.remainingTime()))
        self.set_camera(camera_of(view, area_of(self._figure, self.width(), self.height())))
        self.camera_changed.emit(self._camera)

    def view(self) -> MapTransform:
        """From map units to the pixels of this widget."""
        return of_camera(self._camera or self._fitted(), area_of(self._figure, self.width(), self.height()))

    def _fitted(self) -> Camera:
        return self._fitting.camera(self._figure, self.width(), self.height())

    def scene(self) -> Scene | None:
        """What is painted now."""
        if self._figure is None:
            return None
        return Scene(
            figure=self._seeing.told(self._preview or self._figure),
            view=self.view(),
            width=self.width(),
            height=self.height(),
            tokens=appearance().tokens,
            ratio=self.devicePixelRatioF(),
            hovered=self._hovered,
            settled=not self._moving.isActive(),
            hurry=True,
            scrolls=True,
        )

    def row_at(self, place: QPointF) -> int | None:
        """The row drawn at, or very near, this pixel, or whose label is."""
        return None if (scene := self.scene()) is None else self._painter.row_at(scene, place)

    def hovered_row(self) -> int | None:
        """The row that is ringed: under the pointer, or walked to."""
        return self._hovered

    def set_hovered(self, row: int | None) -> None:
        """Ring this point as the one under the pointer."""
        if row != self._hovered:
            self._hovered = row
            self.hovered.emit(-1 if row is None else row)
            self.update()

    def warm(self) -> None:
        """Load the kernel aside, once; call it when the window stands."""
        self._warming.begin()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._pace.begin()
        self.warm()
        painter = QPainter(self._seeing.canvas())
        try:
            self._paint(painter)
        except Exception:  # one that leaves a paint event would end the program
            log.exception("The map could not be drawn")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, FAILED)
        finally:
            painter.end()
        self._seeing.show()
        self._pace.end(again=self._painter.labels.unfinished)
        if self._painter.labels.growing:
            self._growing.start()

    def _paint(self, painter: QPainter) -> None:
        tokens = appearance().tokens
        scene = self.scene()
        if scene is None:
            painter.fillRect(self.rect(), QColor(tokens.map))
        elif complaint := self._painter.paint(painter, scene):
            self.failed.emit(complaint)
        self._pointer.paint(painter, tokens)
        if self.hasFocus() and self._by_keyboard:
            frame(painter, self.rect(), tokens)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_keyboard = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pointer.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._pointer.wheel(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer.leave()

    def event(self, event: QEvent) -> bool:
        """Keys that mean something here are not taken as shortcuts of the window: L may be held."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and keyboard.means(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._pointer.modifiers_changed()
        if not self._pointer.cancelled(event) and not keyboard.pressed(self, event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self._pointer.modifiers_changed()
        if not keyboard.released(self, event, self._pointer.lassoed):
            super().keyReleaseEvent(event)


if __name__ == "__main__":
    from embexplorer.gui.map.sample import show_sample

    show_sample()
