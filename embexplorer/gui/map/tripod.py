"""Where the three axes of a map in 3-D point, at the bottom right."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from embexplorer.gui.map.scene import Scene
from embexplorer.gui.style import font, pixels

LENGTH = 34  # pixels of an axis that points straight across
RIGHT, BOTTOM = 78, 56  # pixels from its middle to the edges of the map
FURTHER = 14  # pixels from the end of an axis to the middle of its name


class Tripod:
    """Those that point away from the eye are drawn first and fainter."""

    def paint(self, painter: QPainter, scene: Scene) -> None:
        if not scene.figure.tripod:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("caption"))
        for axis in sorted(scene.figure.tripod, key=lambda axis: axis.towards):
            way, middle = QPointF(axis.right, -axis.up), middle_of(scene)
            tone = scene.tokens.secondary if axis.towards >= 0 else scene.tokens.control_line
            painter.setPen(QPen(QColor(tone), 1.5))
            painter.drawLine(middle, middle + way * pixels(LENGTH))
            painter.setPen(QColor(scene.tokens.secondary))
            away = middle + way * pixels(LENGTH + FURTHER)
            box = QRectF(away.x() - pixels(40), away.y() - pixels(8), pixels(80), pixels(16))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, axis.caption)


def middle_of(scene: Scene) -> QPointF:
    """Where the axes meet."""
    return QPointF(scene.width - pixels(RIGHT), scene.height - pixels(BOTTOM))


def area(scene: Scene) -> QRectF:
    """What it takes; labels keep out of it."""
    reach = pixels(LENGTH + FURTHER)
    return QRectF(-reach, -reach, 2 * reach, 2 * reach).translated(middle_of(scene))
