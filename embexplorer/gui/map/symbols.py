"""The symbols of points: their numbers, names and outlines, told apart at a radius of three pixels.

Lengths are in radii of the point; a symbol reaches at most EXTENT along an axis. Who changes one must raise SHAPES in
`_raster_kernel.py` too: numba keeps compiled code as long as the text of its own file is the same.
"""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

DISC, SQUARE, TRIANGLE, DIAMOND, PLUS, CROSS, RING, DOWN = range(8)
NAMES = ("disc", "square", "triangle", "diamond", "plus", "cross", "ring", "triangle down")

EXTENT = 1.25
SIDE = 1.0  # half of the side of a square
APEX, BASE, WIDE = 1.25, 0.85, 1.2  # of a triangle: middle to apex, middle to base, half of the base
TIP, WAIST = 1.25, 0.9  # of a diamond, which is higher than wide
LONG, ARM = 1.2, 0.4  # half length and half width of the bars of plus and cross
RIM, HOLE = 1.1, 0.6  # of a ring


def outline(symbol: int, middle: QPointF, radius: float) -> QPainterPath:
    """The symbol around this place."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    match symbol:
        case 1:
            path.addRect(-SIDE, -SIDE, 2 * SIDE, 2 * SIDE)
        case 2:
            _add(path, (0, -APEX), (WIDE, BASE), (-WIDE, BASE))
        case 3:
            _add(path, (0, -TIP), (WAIST, 0), (0, TIP), (-WAIST, 0))
        case 4 | 5:
            _add_plus(path)
        case 6:
            path.addEllipse(QPointF(0, 0), RIM, RIM)
            path.addEllipse(QPointF(0, 0), HOLE, HOLE)
        case 7:
            _add(path, (0, APEX), (WIDE, -BASE), (-WIDE, -BASE))
        case _:
            path.addEllipse(QPointF(0, 0), 1, 1)
    place = QTransform().translate(middle.x(), middle.y()).scale(radius, radius)
    return place.rotate(45).map(path) if symbol == CROSS else place.map(path)


def _add_plus(path: QPainterPath) -> None:
    a, b = ARM, LONG
    _add(
        path, (-a, -b), (a, -b), (a, -a), (b, -a), (b, a), (a, a), (a, b), (-a, b), (-a, a), (-b, a), (-b, -a), (-a, -a)
    )


def _add(path: QPainterPath, *corners: tuple[float, float]) -> None:
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
    path.closeSubpath()
