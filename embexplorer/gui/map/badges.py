"""Draw what must be known of the map: notes at the bottom left, the trust sentence at the bottom right."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from embexplorer.core.figure import Figure
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.style import font, pixels

EDGE, PAD, HEIGHT = 8, 8, 22
MOST_LINES, MOST = 3, 0.3  # for which the map makes room: lines, or a share of its height where that is more


class Badges:
    """Plain sentences in small frames."""

    def paint(self, painter: QPainter, scene: Scene) -> None:
        painter.setFont(font("caption"))
        for place, text in boxes(scene):
            painter.setPen(QPen(QColor(scene.tokens.line), scene.hairline))
            painter.setBrush(QColor(scene.tokens.map))
            painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            painter.setPen(QColor(scene.tokens.secondary))
            inner = place.adjusted(PAD, 0, -PAD, 0)
            elided = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, inner.width() + 1)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
            painter.drawText(inner, flags, elided)


def room(figure: Figure, width: float, height: float) -> float:
    """How many pixels are left to the badges at the bottom of a map of this size."""
    lines = max((line for line, _, _ in _placed(figure.badges, figure.trust, width)), default=-1) + 1
    most = max(MOST_LINES, int(MOST * height / line_of_badges()))
    return min(max(lines, 1 if figure.trust else 0), most) * line_of_badges()


def line_of_badges() -> float:
    """How many pixels one line of them takes."""
    return pixels(HEIGHT) + EDGE / 2


def boxes(scene: Scene) -> list[tuple[QRectF, str]]:
    """Where each badge stands: the trust sentence at the bottom right, the notes beside it and then upwards."""
    height, area, trust = pixels(HEIGHT), scene.area, scene.figure.trust
    bottom = area.top + area.height - EDGE - height
    found = []
    if trust:
        width = _width(trust, area.width)
        found.append((QRectF(area.left + area.width - EDGE - width, bottom, width, height), trust))
    placed = _placed(scene.figure.badges, trust, area.width)
    for text, (line, left, width) in zip(scene.figure.badges, placed, strict=True):
        up = line * (height + EDGE / 2)
        found.append((QRectF(area.left + left, bottom - up, width, height), text))
    return found


def badge_at(scene: Scene, place: QPointF) -> str | None:
    """What the badge at this pixel says in full; empty where it has room for all, None where there is no badge."""
    for box, text in boxes(scene):
        if box.contains(place):
            wide = QFontMetricsF(font("caption")).horizontalAdvance(text) + 2 * PAD + 1
            return text if wide > box.width() else ""
    return None


def _placed(badges: Sequence[str], trust: str, whole: float) -> list[tuple[int, float, float]]:
    """Of each badge the line, counted from the bottom, its left edge and its width: the lowest line with room for it.

    The lowest line ends before the trust sentence.
    """
    lefts, placed = [float(EDGE)], []
    for text in badges:
        width = _width(text, whole)
        fits = (
            at for at, left in enumerate(lefts) if left + width <= _end(at, trust, whole) or _is_alone(at, left, trust)
        )
        line = next(fits, len(lefts))
        lefts += [float(EDGE)] * (line == len(lefts))
        placed.append((line, lefts[line], width))
        lefts[line] += width + EDGE / 2
    return placed


def _end(line: int, trust: str, whole: float) -> float:
    """Where a line ends."""
    return whole - EDGE - (_width(trust, whole) + EDGE if trust and line == 0 else 0)


def _is_alone(line: int, left: float, trust: str) -> bool:
    """Whether nothing stands in a line that is wide enough for any badge."""
    return left == EDGE and not (trust and line == 0)


def _width(text: str, whole: float) -> float:
    told = QFontMetricsF(font("caption")).horizontalAdvance(text) + 2 * PAD + 1
    return min(told, whole - 2 * EDGE)
