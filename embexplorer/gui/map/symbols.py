"""The outlines of the symbols that stand for classes, all of about one area."""

from functools import lru_cache
from math import cos, pi, sin, sqrt

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

from embexplorer.core.shapes import SHAPES

ARM = 0.36  # half the width of the arms of plus and cross, as a share of their length


@lru_cache(maxsize=len(SHAPES))
def unit_symbol(number: int) -> QPainterPath:
    """The outline of SHAPES[number] around (0, 0), as large as a circle of radius 1."""
    path = QPainterPath()
    match SHAPES[number]:
        case "square":
            side = sqrt(pi)
            path.addRect(QRectF(-side / 2, -side / 2, side, side))
        case "triangle up":
            path.addPolygon(_regular(3, -pi / 2))
        case "triangle down":
            path.addPolygon(_regular(3, pi / 2))
        case "diamond":
            path.addPolygon(_regular(4, 0.0))
        case "plus":
            path.addPolygon(_plus(0.0))
        case "cross":
            path.addPolygon(_plus(pi / 4))
        case "star":
            path.addPolygon(_star())
        case _:
            path.addEllipse(QRectF(-1, -1, 2, 2))
    path.closeSubpath()
    return path


def symbol(number: int, center: QPointF, radius: float) -> QPainterPath:
    """The outline of SHAPES[number] at a place, as large as a circle of this radius."""
    return QTransform(radius, 0, 0, radius, center.x(), center.y()).map(unit_symbol(number))


def _regular(corners: int, first: float) -> QPolygonF:
    """A regular polygon of the area π."""
    reach = sqrt(2 * pi / (corners * sin(2 * pi / corners)))
    return _ring([(reach, first + 2 * pi * corner / corners) for corner in range(corners)])


def _star() -> QPolygonF:
    outer, inner = 1.6, 0.7
    area = 5 * outer * inner * sin(pi / 5)
    scale = sqrt(pi / area)
    return _ring([((inner if corner % 2 else outer) * scale, -pi / 2 + pi * corner / 5) for corner in range(10)])


def _plus(turned: float) -> QPolygonF:
    area = 4 * (2 * ARM - ARM**2)
    scale = sqrt(pi / area)
    quarter = [(1.0, -ARM), (1.0, ARM), (ARM, ARM)]
    corners = [(turned + pi / 2 * turn, x * scale, y * scale) for turn in range(4) for x, y in quarter]
    return QPolygonF([QPointF(x * cos(a) - y * sin(a), x * sin(a) + y * cos(a)) for a, x, y in corners])


def _ring(places: list[tuple[float, float]]) -> QPolygonF:
    return QPolygonF([QPointF(reach * cos(angle), reach * sin(angle)) for reach, angle in places])
