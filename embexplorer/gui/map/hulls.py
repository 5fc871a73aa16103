"""Draw the outlines of groups: where each is dense, in the colour of its class."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from embexplorer.core.coloring import NONE
from embexplorer.core.typing import FloatArray
from embexplorer.gui.map.palette import color_of
from embexplorer.gui.map.scene import Scene

FILL, LINE = 0.09, 0.65  # opacity
WIDTH = 1.25  # pixels


class Hulls:
    """All rings of one colour are filled together, so that a hole stays one."""

    def paint(self, painter: QPainter, scene: Scene) -> None:
        figure = scene.figure
        if not figure.hulls or figure.groups is None or figure.groups.coordinates is not figure.coordinates:
            return  # the points have moved away since
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for code in dict.fromkeys(code for _, code in figure.hulls if code not in figure.hidden_codes):
            color = QColor(scene.tokens.secondary) if code == NONE else color_of(figure.coloring, code, scene.tokens)
            fill, line = QColor(color), QColor(color)
            fill.setAlphaF(FILL)
            line.setAlphaF(LINE)
            painter.setPen(QPen(line, WIDTH))
            painter.setBrush(QBrush(fill))
            painter.drawPath(_path(scene, [ring for ring, own in figure.hulls if own == code]))


def _path(scene: Scene, rings: list[FloatArray]) -> QPainterPath:
    path = QPainterPath()
    for ring in rings:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in scene.view.to_screen(ring).tolist()]))
        path.closeSubpath()
    return path
