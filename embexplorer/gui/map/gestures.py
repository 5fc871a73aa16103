"""What a drag of the pointer means: pan, box, lasso or brush, which replaces, adds, subtracts or intersects."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from embexplorer.core.typing import DoubleArray
from embexplorer.gui.style import font
from embexplorer.gui.tokens import Tokens

Tool = Literal["pan", "box", "lasso", "brush", "measure"]
Mode = Literal["replace", "add", "subtract", "intersect"]
TOOLS: tuple[Tool, ...] = ("pan", "box", "lasso", "brush", "measure")
SLACK = 4  # pixels the pointer may move in a click
STEP = 2  # pixels between two corners of a lasso
BESIDE = 14  # pixels from the pointer to the text that says what it does
SAYS: dict[Mode, str] = {"add": "Add", "subtract": "Subtract", "intersect": "Keep only what is inside"}


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

    @property
    def encloses(self) -> bool:
        """Whether something will be selected when it ends here."""
        return self.tool in ("box", "lasso") and self.moved

    def box(self) -> QRectF:
        """The rectangle between start and end."""
        return QRectF(self.start, self.end).normalized()

    def outline(self) -> DoubleArray:
        """The corners of the lasso."""
        return np.array([(point.x(), point.y()) for point in self.path], np.float64).reshape(-1, 2)

    def paint(self, painter: QPainter, tokens: Tokens) -> None:
        """The outline so far: 1 px accent, filled at 10 %."""
        if self.tool == "measure" and self.moved:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tokens.accent), 1.5))
            painter.drawLine(self.start, self.end)
        if not self.encloses:
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


def mode_of(modifiers: Qt.KeyboardModifier, takes: bool = False) -> Mode:
    """Ctrl adds, Alt subtracts, both intersect. `takes`: as if Alt were held, which window managers keep from us."""
    adds = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    subtracts = takes or bool(modifiers & Qt.KeyboardModifier.AltModifier)
    if adds and subtracts:
        return "intersect"
    return "add" if adds else "subtract" if subtracts else "replace"


def say(painter: QPainter, tokens: Tokens, place: QPointF, text: str, width: float) -> None:
    """Write beside the pointer what the keys that are held do."""
    painter.setFont(font("caption"))
    metrics = QFontMetricsF(painter.font())
    long = metrics.horizontalAdvance(text) + 12
    left = place.x() + BESIDE if place.x() + BESIDE + long < width else place.x() - BESIDE - long
    frame = QRectF(left, place.y() + BESIDE, long, metrics.height() + 6)
    painter.setPen(QPen(QColor(tokens.line), 1))
    painter.setBrush(QColor(tokens.base))
    painter.drawRect(frame)
    painter.setPen(QColor(tokens.text))
    painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, text)


def frame(painter: QPainter, area: QRect, tokens: Tokens) -> None:
    """The line around a map that has come into focus by a key."""
    painter.setPen(QPen(QColor(tokens.accent), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area.adjusted(1, 1, -1, -1))
