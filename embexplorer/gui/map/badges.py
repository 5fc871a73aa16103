"""Draw what must be known of the map: notes at the bottom left, the trust sentence at the bottom right."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from embexplorer.core.figure import Figure
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.style import font, pixels

EDGE, PAD, HEIGHT = 8, 8, 22
MOST_LINES = 3  # of badges for which the map makes room


class Badges:
    """Plain sentences in small frames."""

    def paint(self, painter: QPainter, scene: Scene) -> None:
        painter.setFont(font("caption"))
        for place, text in boxes(scene):
            painter.setPen(QPen(QColor(scene.tokens.line), 1 if scene.vector else 1 / scene.ratio))
            painter.setBrush(QColor(scene.tokens.map))
            painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            painter.setPen(QColor(scene.tokens.secondary))
            inner = place.adjusted(PAD, 0, -PAD, 0)
            elided = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, inner.width() + 1)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
            painter.drawText(inner, flags, elided)


def room(figure: Figure | None) -> float:
    """How many pixels the badges take at the bottom of the map."""
    if figure is None:
        return 0.0
    lines = max(len(figure.badges), 1 if figure.trust else 0)
    return min(lines, MOST_LINES) * (pixels(HEIGHT) + EDGE / 2)


def boxes(scene: Scene) -> list[tuple[QRectF, str]]:
    """Where each badge stands: the notes from the bottom left upwards, the trust sentence at the bottom right."""
    metrics = QFontMetricsF(font("caption"))
    height = pixels(HEIGHT)
    area = scene.area
    bottom = area.top + area.height - EDGE - height
    found = []
    trust_width = 0.0
    if scene.figure.trust:
        trust_width = min(metrics.horizontalAdvance(scene.figure.trust) + 2 * PAD, area.width - 2 * EDGE)
        left = area.left + area.width - EDGE - trust_width
        found.append((QRectF(left, bottom, trust_width, height), scene.figure.trust))
    for text in scene.figure.badges:
        width = metrics.horizontalAdvance(text) + 2 * PAD + 1
        beside = area.width - trust_width - 3 * EDGE
        if found and trust_width and len(found) == 1 and width > beside:
            bottom -= height + EDGE / 2
        found.append((QRectF(area.left + EDGE, bottom, min(width, area.width - 2 * EDGE), height), text))
        bottom -= height + EDGE / 2
    return found
