"""Draw the outlines of groups: where each is dense, in the colour of its class."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from embexplorer.core.coloring import NONE
from embexplorer.core.figure import Figure
from embexplorer.core.typing import FloatArray
from embexplorer.gui.map.palette import color_of
from embexplorer.gui.map.scene import Scene

FILL, LINE = 0.09, 0.65  # opacity
WIDTH = 1.25  # pixels


class Hulls:
    """All rings of one colour are filled together, so that a hole stays one."""

    def paint(self, painter: QPainter, scene: Scene) -> None:
        figure = scene.figure
        if not is_drawn(figure):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for code in codes_of(figure):
            color = tint(scene, code)
            fill, line = QColor(color), QColor(color)
            fill.setAlphaF(FILL)
            line.setAlphaF(LINE)
            painter.setPen(QPen(line, WIDTH))
            painter.setBrush(QBrush(fill))
            painter.drawPath(_path(scene, [ring for ring, own in figure.hulls if own == code]))


def is_drawn(figure: Figure) -> bool:
    """Whether there are outlines, and the points have not moved away since."""
    return bool(figure.hulls) and figure.groups is not None and figure.groups.coordinates is figure.coordinates


def codes_of(figure: Figure) -> list[int]:
    """The colours of the outlines, the largest group's first, without those of hidden classes."""
    return list(dict.fromkeys(code for _, code in figure.hulls if code not in figure.hidden_codes))


def tint(scene: Scene, code: int) -> QColor:
    """The colour of an outline."""
    return QColor(scene.tokens.secondary) if code == NONE else color_of(scene.figure.coloring, code, scene.tokens)


def _path(scene: Scene, rings: list[FloatArray]) -> QPainterPath:
    path = QPainterPath()
    for ring in rings:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in scene.view.to_screen(ring).tolist()]))
        path.closeSubpath()
    return path
