"""The stack of what is drawn on the map, from back to front; probes add layers of their own by name."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import hypot, isfinite
from typing import Literal, get_args

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from embexplorer.core.figure import Figure
from embexplorer.gui.map.scene import Layer, Scene

log = logging.getLogger(__name__)

Place = Literal["back", "marks", "front"]
PLACES: tuple[Place, ...] = get_args(Place)
OVER_MARKS = ("labels", "legend")  # lie over what is selected and pinned, as long as they are in front
CLASSED = "classed"  # the shelf of the points with a class
PREMULTIPLIED = QImage.Format.Format_ARGB32_Premultiplied
AXES = "axes"
STAND_OFF, SHORTEST = 7, 12  # pixels between the head and the point, and below which there is no arrow


@dataclass
class Shelf:
    """One layer in the stack: its name, and the layer of the Look that switches it on, if any.

    One without a switch has a fixed place: at the `back`, among the `marks` in front of all but labels and legend, or
    in `front` of everything.
    """

    name: str
    layer: Layer
    switch: str
    place: Place


class LayerStack:
    """Layers, those with a switch in the order that the figure wishes."""

    def __init__(self) -> None:
        self._shelves: list[Shelf] = []

    def add(self, name: str, layer: Layer, switch: str = "", before: str = "", place: Place = "marks") -> None:
        """Put a layer on top, or just below the one named `before`; one of the same name is replaced."""
        names = self.names()
        shelf = Shelf(name, layer, switch, place)
        if name in names:
            self._shelves[names.index(name)] = shelf
            return
        self._shelves.insert(names.index(before) if before in names else len(names), shelf)

    def remove(self, name: str) -> None:
        """Take a layer away; nothing happens if there is none of this name."""
        self._shelves = [shelf for shelf in self._shelves if shelf.name != name]

    def names(self) -> list[str]:
        """As they were added."""
        return [shelf.name for shelf in self._shelves]

    def paint(self, painter: QPainter, scene: Scene) -> str:
        """Draw all that are switched on. A layer that fails is left out and logged; the answer says which one.

        An exception that leaves a paint event ends the whole program.
        """
        shown = [shelf for shelf in self.in_order(scene.figure.layer_order) if is_on(shelf.switch, scene.figure)]
        complaints = [
            painted(painter, scene, list(same), opacity_of(switch, scene.figure))
            for switch, same in groupby(shown, key=lambda shelf: shelf.switch)
        ]
        return next((complaint for complaint in reversed(complaints) if complaint), "")

    def in_order(self, order: Sequence[str]) -> list[Shelf]:
        """The shelves from back to front, where `order` is that of their switches."""
        order = [*order, *(shelf.switch for shelf in self._shelves if shelf.switch and shelf.switch not in order)]
        switched = [shelf for name in order for shelf in self._shelves if shelf.switch == name]
        over = len(switched)
        while over and switched[over - 1].switch in OVER_MARKS:
            over -= 1
        fixed = {place: [one for one in self._shelves if not one.switch and one.place == place] for place in PLACES}
        return [*fixed["back"], *_let_in(switched[:over]), *fixed["marks"], *switched[over:], *fixed["front"]]


POINTS = "points"


def _let_in(shelves: list[Shelf]) -> list[Shelf]:
    """Edges just in front of the points run beneath those with a class, which they join."""
    names = [shelf.name for shelf in shelves]
    if CLASSED not in names or [one.switch for one in shelves[names.index(CLASSED) + 1 :]][:1] != ["edges"]:
        return shelves
    at = names.index(CLASSED)
    past = next((i for i in range(at + 1, len(shelves)) if shelves[i].switch != "edges"), len(shelves))
    return [*shelves[:at], *shelves[at + 1 : past], shelves[at], *shelves[past:]]


def is_on(switch: str, figure: Figure) -> bool:
    """Whether the layer with this switch is drawn; the density may be for the sake of the points."""
    return not switch or switch in figure.layers or (switch == "density" and figure.blend and "points" in figure.layers)


def opacity_of(switch: str, figure: Figure) -> float:
    """0 to 1. Points mix with what lies below by themselves, each pixel once; what stands for them is as they are."""
    if switch == POINTS:
        return 1.0
    stands_for_points = switch == "density" and switch not in figure.layers
    own = figure.opacities.get(switch, 1.0) * (figure.opacities.get(POINTS, 1.0) if stands_for_points else 1.0)
    return min(1.0, max(0.0, own))


def painted(painter: QPainter, scene: Scene, shelves: Sequence[Shelf], opacity: float) -> str:
    """Draw what belongs to one layer, all of it together at this opacity; the answer is a complaint, or empty."""
    if opacity >= 1 or not shelves[0].switch:
        return _each(painter, scene, shelves)
    if opacity <= 0:
        return ""
    if scene.vector:  # text stays text
        painter.save()
        painter.setOpacity(opacity)
        complaint = _each(painter, scene, shelves)
        painter.restore()
        return complaint
    image = QImage(round(scene.width * scene.ratio), round(scene.height * scene.ratio), PREMULTIPLIED)
    image.setDevicePixelRatio(scene.ratio)
    image.fill(0)
    aside = QPainter(image)
    complaint = _each(aside, scene, shelves)
    aside.end()
    painter.save()
    painter.setOpacity(opacity)
    painter.drawImage(QPointF(0, 0), image)
    painter.restore()
    return complaint


def _each(painter: QPainter, scene: Scene, shelves: Sequence[Shelf]) -> str:
    complaint = ""
    for shelf in shelves:
        painter.save()
        if scene.clear and shelf.name != AXES:  # which has no ground to cover with what lies outside of the map
            painter.setClipRect(_inside(scene))
        try:
            shelf.layer.paint(painter, scene)
        except Exception:
            log.exception("The layer ‘%s’ could not be drawn", shelf.name)
            complaint = f"The layer ‘{shelf.name}’ could not be drawn; see the log."
        painter.restore()
    return complaint


def _inside(scene: Scene) -> QRectF:
    area = scene.area
    return QRectF(area.left, area.top, area.width, area.height)


class Arrows:
    """Arrows between rows of the figure, in the accent colour, with the heads short of the points."""

    def paint(self, painter: QPainter, scene: Scene) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for arrow in scene.figure.arrows:
            start, end = scene.at(arrow.start), scene.at(arrow.end)
            if _is_somewhere(start) and _is_somewhere(end):
                _draw(painter, QColor(scene.tokens.accent), start, end, arrow.dashed)


def _draw(painter: QPainter, color: QColor, start: QPointF, end: QPointF, dashed: bool) -> None:
    along = end - start
    length = hypot(along.x(), along.y())
    if length <= SHORTEST:
        return
    tip = end - along / length * STAND_OFF
    pen = QPen(color, 1.5)
    if dashed:
        pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.drawLine(start, tip)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(_head(start, tip))


def _is_somewhere(place: QPointF) -> bool:
    return isfinite(place.x()) and isfinite(place.y())


def _head(start: QPointF, end: QPointF) -> QPolygonF:
    along = end - start
    length = max(1e-9, (along.x() ** 2 + along.y() ** 2) ** 0.5)
    unit = along / length
    across = QPointF(-unit.y(), unit.x())
    back = end - unit * 9
    return QPolygonF([end, back + across * 4, back - across * 4])
