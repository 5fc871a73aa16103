"""The 3-D view where OpenGL is there, otherwise a sentence that says why not, what to do, and a way back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.figure import Figure
from embexplorer.core.look import Camera
from embexplorer.core.typing import FloatArray
from embexplorer.gui.map.gestures import Tool
from embexplorer.gui.map3d import availability
from embexplorer.gui.map3d.flattened import camera_of
from embexplorer.gui.style import appearance, pixels
from embexplorer.gui.widgets.plain import PlainLabel

if TYPE_CHECKING:
    from embexplorer.gui.map3d.room import Room

FAILED = UserError("OpenGL failed while the 3-D view was drawn.", "The log says more; the flat map shows the same.")


class Map3dPage(QWidget):
    """The room is made when it is first needed. `flat_asked` comes from the button below the sentence."""

    clicked = Signal(int, str)
    selected = Signal(object, str, str)
    pointed = Signal(int)
    flat_asked = Signal()
    room_made = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.room: Room | None = None
        self._problem: UserError | None = None
        self._tool: Tool = "pan"
        self.said = PlainLabel("", tone="text")
        self.hint = PlainLabel("", tone="secondary")
        self.back = QPushButton("Back to the flat map")
        self._sentence = QWidget(self)
        self._column = QVBoxLayout(self)
        self._build()

    def problem(self) -> UserError | None:
        """Why the room is not shown; None while it is."""
        return self._problem

    def show_points(self, figure: Figure, coordinates: FloatArray, captions: tuple[str, str, str]) -> None:
        """Show these rows at these places in three dimensions."""
        if self._problem is None:
            self._problem = availability.problem()
        if self._problem is not None:
            self._say(self._problem)
            return
        self._made().show_points(figure, coordinates, captions)

    def show_coordinates(self, coordinates: FloatArray) -> None:
        """The points go there; nothing else changes."""
        if self.room is not None:
            self.room.show_coordinates(coordinates)

    def set_tool(self, tool: Tool) -> None:
        """What a plain drag does: pan turns."""
        self._tool = tool
        if self.room is not None:
            self.room.set_tool(tool)

    def flat(self) -> tuple[Figure, tuple[int, int], Camera] | None:
        """The figure as it is seen now, the size of the view and the camera that shows it so; None without a view."""
        figure = self.room.flat() if self.room is not None and self._problem is None else None
        if self.room is None or figure is None:
            return None
        size = (self.room.width(), self.room.height())
        return figure, size, camera_of(*size)

    def fit(self) -> None:
        """Show everything, from the usual side."""
        if self.room is not None:
            self.room.look_from(None)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(appearance().tokens.map))

    def _build(self) -> None:
        inner = QVBoxLayout(self._sentence)
        inner.setContentsMargins(pixels(16), pixels(16), pixels(16), pixels(16))
        inner.setSpacing(pixels(8))
        for label in (self.said, self.hint):
            label.setWordWrap(True)
            inner.addWidget(label)
        inner.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addStretch(1)
        self.back.clicked.connect(self.flat_asked)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._sentence)
        self._sentence.hide()

    def _say(self, problem: UserError) -> None:
        self.said.setText(problem.message)
        self.hint.setText(problem.hint)
        self._sentence.show()
        if self.room is not None:
            self.room.hide()

    def _made(self) -> "Room":
        if self.room is None:
            from embexplorer.gui.map3d.room import Room

            self.room = Room(self)
            self.room.set_tool(self._tool)
            self._column.addWidget(self.room, 1)
            self.room.clicked.connect(self.clicked)
            self.room.selected.connect(self.selected)
            self.room.pointed.connect(self.pointed)
            self.room.failed.connect(self._on_failed, Qt.ConnectionType.QueuedConnection)
            self.setFocusProxy(self.room)
            self.room_made.emit(self.room)
        return self.room

    def _on_failed(self, complaint: str) -> None:
        self._problem = FAILED
        self._say(FAILED)
