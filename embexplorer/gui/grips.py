"""Five-pixel grips over the hairlines between docks and map: the line stays thin, the hand finds it."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

WIDTH = 5
Area = Qt.DockWidgetArea


class Grip(QWidget):
    """Lies over the edge of one dock and pulls it; nothing is painted."""

    def __init__(self, window: QMainWindow, dock: QDockWidget) -> None:
        super().__init__(window)
        self._window = window
        self._dock = dock
        self._from: tuple[QPoint, int] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setAccessibleName(f"Size of {dock.windowTitle()}")
        self.hide()

    def follow(self) -> None:
        """Stand over the dock's edge; away while the dock is hidden or floats."""
        seen = self._dock.isVisible() and not self._dock.isFloating()
        self.setVisible(seen)
        if seen:
            self.setCursor(Qt.CursorShape.SplitVCursor if self._lying() else Qt.CursorShape.SplitHCursor)
            self.setGeometry(self._edge())
            self.raise_()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = (event.globalPosition().toPoint(), self._size())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            return
        start, size = self._from
        moved = event.globalPosition().toPoint() - start
        by = {Area.LeftDockWidgetArea: moved.x(), Area.RightDockWidgetArea: -moved.x()}.get(self._area(), -moved.y())
        way = Qt.Orientation.Vertical if self._lying() else Qt.Orientation.Horizontal
        self._window.resizeDocks([self._dock], [max(1, size + by)], way)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._from = None

    def _area(self) -> Qt.DockWidgetArea:
        return self._window.dockWidgetArea(self._dock)

    def _lying(self) -> bool:
        return self._area() in (Area.BottomDockWidgetArea, Area.TopDockWidgetArea)

    def _size(self) -> int:
        return self._dock.height() if self._lying() else self._dock.width()

    def _edge(self) -> QRect:
        box, over = self._dock.geometry(), WIDTH // 2
        match self._area():
            case Area.LeftDockWidgetArea:
                return QRect(box.right() + 1 - over, box.top(), WIDTH, box.height())
            case Area.RightDockWidgetArea:
                return QRect(box.left() - 1 - over, box.top(), WIDTH, box.height())
        return QRect(box.left(), box.top() - 1 - over, box.width(), WIDTH)


class Grips(QObject):
    """A grip for each dock, kept in its place as docks move."""

    def __init__(self, window: QMainWindow, docks: list[QDockWidget]) -> None:
        super().__init__(window)
        self.grips = [Grip(window, dock) for dock in docks]
        for dock in docks:
            dock.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide):
            for grip in self.grips:
                grip.follow()
        return super().eventFilter(watched, event)
