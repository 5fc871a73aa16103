"""Draw the line between two clusters that are measured, with a card that says what is true of them."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from embexplorer.core.figure import Measured
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.style import font

DOT = 3.5
PAD, EDGE = 8.0, 8.0
WIDEST = 420.0
AWAY = 14.0  # pixels between the line and its card
STEPS = 20


class MeasureLine:
    """A layer that draws what is `shown`, or else what its figure says was measured."""

    def __init__(self) -> None:
        self.shown: Measured | None = None

    def paint(self, painter: QPainter, scene: Scene) -> None:
        shown = self.shown or scene.figure.measured
        if shown is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        start, end = _pixel(scene, shown.start), _pixel(scene, shown.end)
        for color, width in ((scene.tokens.map, 4.0), (scene.tokens.accent, 1.5)):
            painter.setPen(QPen(QColor(color), width))
            painter.drawLine(start, end)
        painter.setPen(QPen(QColor(scene.tokens.map), 1.5))
        painter.setBrush(QColor(scene.tokens.accent))
        for place in (start, end):
            painter.drawEllipse(place, DOT, DOT)
        _card(painter, scene, start, end, shown)


def _pixel(scene: Scene, place: tuple[float, float]) -> QPointF:
    point = scene.view.to_screen(np.array(place))
    return QPointF(float(point[0]), float(point[1]))


def _card(painter: QPainter, scene: Scene, start: QPointF, end: QPointF, shown: Measured) -> None:
    """Beside the middle of the line, off its ends where there is room, and always within the map."""
    faces = [font("table", 600), *(font("caption", tabular=True) for _ in shown.lines)]
    heights = [QFontMetricsF(face).height() + 2 for face in faces]
    texts = [
        QFontMetricsF(face).elidedText(text, Qt.TextElideMode.ElideMiddle, WIDEST)
        for face, text in zip(faces, (shown.title, *shown.lines), strict=True)
    ]
    width = max(QFontMetricsF(face).horizontalAdvance(text) for face, text in zip(faces, texts, strict=True))
    frame = QRectF(0, 0, width + 2 * PAD + 1, sum(heights) + 2 * PAD)
    frame = _beside(scene, start, end, frame)
    painter.setPen(QPen(QColor(scene.tokens.control_line), 1))
    painter.setBrush(QColor(scene.tokens.base))
    painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    top = frame.top() + PAD
    for number, (face, text, height) in enumerate(zip(faces, texts, heights, strict=True)):
        _line(painter, scene, QRectF(frame.left() + PAD, top, width + 1, height), face, text, bool(number))
        top += height


def _line(painter: QPainter, scene: Scene, place: QRectF, face: QFont, text: str, quiet: bool) -> None:
    painter.setFont(face)
    painter.setPen(QColor(scene.tokens.secondary if quiet else scene.tokens.text))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
    painter.drawText(place, int(flags), text)


def _beside(scene: Scene, start: QPointF, end: QPointF, frame: QRectF) -> QRectF:
    """The first place around the middle of the line that covers neither of its ends."""
    middle, width, height = (start + end) / 2, frame.width(), frame.height()
    aside = QPointF(abs(end.x() - start.x()) / 2, abs(end.y() - start.y()) / 2)
    corners = (
        middle + QPointF(AWAY, AWAY),
        middle + QPointF(-width - AWAY, -height - AWAY),
        middle + QPointF(-width - AWAY, AWAY),
        middle + QPointF(AWAY, -height - AWAY),
        middle + QPointF(aside.x() + AWAY, -height / 2),
        middle + QPointF(-aside.x() - AWAY - width, -height / 2),
        middle + QPointF(-width / 2, aside.y() + AWAY),
        middle + QPointF(-width / 2, -aside.y() - AWAY - height),
    )
    placed = [QRectF(_within(scene, corner, frame), frame.size()) for corner in corners]
    free = [one for one in placed if not one.adjusted(-4, -4, 4, 4).contains(start) and not one.contains(end)]
    return min(free or placed, key=lambda one: _covered(one, start, end))


def _covered(frame: QRectF, start: QPointF, end: QPointF) -> int:
    """How many of some points along the line lie under the card."""
    return sum(frame.contains(start + (end - start) * share / STEPS) for share in range(STEPS + 1))


def _within(scene: Scene, corner: QPointF, frame: QRectF) -> QPointF:
    area = scene.area
    left = min(max(corner.x(), area.left + EDGE), area.left + area.width - frame.width() - EDGE)
    top = min(max(corner.y(), area.top + EDGE), area.top + area.height - frame.height() - EDGE)
    return QPointF(max(left, area.left), max(top, area.top))
