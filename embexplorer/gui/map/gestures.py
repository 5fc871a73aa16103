"""What a drag of the pointer means: pan, box or lasso, and whether it replaces, adds, subtracts or intersects."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from embexplorer.core.typing import DoubleArray
from embexplorer.gui.tokens import Tokens

Tool = Literal["pan", "box", "lasso"]
Mode = Literal["replace", "add", "subtract", "intersect"]
TOOLS: tuple[Tool, ...] = ("pan", "box", "lasso")
SLACK = 4  # pixels the pointer may move in a click
STEP = 2  # pixels between two corners of a lasso


@dataclass
class Drag:
    """One drag under way, in pixels."""

    tool: Tool
    start: QPointF
    end: QPointF
    moved: bool = False
    path: list[QPointF] = field(default_factory=list)

    def to(self, place: QPointF) -> None:
        """The pointer has moved here."""
        self.moved = self.moved or (place - self.start).manhattanLength() > SLACK
        self.end = place
        if not self.path or (place - self.path[-1]).manhattanLength() >= STEP:
            self.path.append(place)

    def box(self) -> QRectF:
        """The rectangle between start and end."""
        return QRectF(self.start, self.end).normalized()

    def outline(self) -> DoubleArray:
        """The corners of the lasso."""
        return np.array([(point.x(), point.y()) for point in self.path], np.float64).reshape(-1, 2)

    def paint(self, painter: QPainter, tokens: Tokens) -> None:
        """The outline so far: 1 px accent, filled at 10 %."""
        if self.tool == "pan" or not self.moved:
            return
        fill = QColor(tokens.accent)
        fill.setAlphaF(0.1)
        painter.setPen(QPen(QColor(tokens.accent), 1))
        painter.setBrush(fill)
        if self.tool == "box":
            painter.drawRect(self.box())
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPolygon(QPolygonF(self.path))


def mode_of(modifiers: Qt.KeyboardModifier) -> Mode:
    """Ctrl adds, Alt subtracts, both intersect."""
    adds = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    subtracts = bool(modifiers & Qt.KeyboardModifier.AltModifier)
    if adds and subtracts:
        return "intersect"
    return "add" if adds else "subtract" if subtracts else "replace"
