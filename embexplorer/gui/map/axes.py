"""Draw ticks and captions where the axes of a map mean something, as in PCA."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from embexplorer.core.axis_ticks import power_text, shared_power, tick_text, ticks
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.style import font, pixels

APART, ABOVE = 90, 50  # pixels between two ticks beside and above each other, at least
TICK = 4


class Axes:
    """Below and at the left of the map, which they keep free by covering what would lie there.

    A number whose tick is near the end of its axis moves inwards, so that it is read whole.
    """

    def paint(self, painter: QPainter, scene: Scene) -> None:
        if scene.figure.axes is None:
            return
        area = scene.area
        ground = QColor(scene.tokens.map)
        if not scene.clear:
            painter.fillRect(QRectF(0, 0, area.left, scene.height), ground)
            painter.fillRect(QRectF(0, area.height, scene.width, scene.height - area.height), ground)
        painter.setPen(QPen(QColor(scene.tokens.control_line), scene.hairline))
        painter.drawLine(QLineF(area.left, area.height, scene.width, area.height))
        painter.drawLine(QLineF(area.left, 0, area.left, area.height))
        painter.setFont(font("caption", tabular=True))
        across, upward = scene.figure.axes
        self._across(painter, scene, across)
        self._upward(painter, scene, upward)

    def _across(self, painter: QPainter, scene: Scene, caption: str) -> None:
        area = scene.area
        low, _ = scene.view.to_map(area.left, 0)
        high, _ = scene.view.to_map(area.left + area.width, 0)
        found = ticks(low, high, int(area.width / APART))
        texts, power = _written(painter, found, APART)
        for value, text in zip(found, texts, strict=True):
            x = value * scene.view.scale + scene.view.left
            self._tick(painter, scene, QLineF(x, area.height, x, area.height + TICK))
            middle = min(x, scene.width - QFontMetricsF(painter.font()).horizontalAdvance(text) / 2 - 1)
            place = QRectF(middle - APART / 2, area.height + TICK, APART, pixels(14))
            self._text(painter, scene, place, Qt.AlignmentFlag.AlignCenter, text)
        place = QRectF(area.left, scene.height - pixels(17), area.width, pixels(15))
        self._text(painter, scene, place, Qt.AlignmentFlag.AlignCenter, f"{caption}{power}")

    def _upward(self, painter: QPainter, scene: Scene, caption: str) -> None:
        area = scene.area
        _, low = scene.view.to_map(0, area.height)
        _, high = scene.view.to_map(0, 0)
        found = ticks(low, high, int(area.height / ABOVE))
        room = area.left - TICK - 2 - pixels(16)
        texts, power = _written(painter, found, room)
        for value, text in zip(found, texts, strict=True):
            y = scene.view.top - value * scene.view.scale
            self._tick(painter, scene, QLineF(area.left - TICK, y, area.left, y))
            middle = max(pixels(7), y)
            place = QRectF(pixels(16), middle - pixels(7), room, pixels(14))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            self._text(painter, scene, place, flags, text)
        painter.translate(QPointF(0, area.height))
        painter.rotate(-90)
        place = QRectF(0, pixels(2), area.height, pixels(15))
        self._text(painter, scene, place, Qt.AlignmentFlag.AlignCenter, f"{caption}{power}")

    def _tick(self, painter: QPainter, scene: Scene, line: QLineF) -> None:
        painter.setPen(QPen(QColor(scene.tokens.control_line), scene.hairline))
        painter.drawLine(line)

    def _text(self, painter: QPainter, scene: Scene, place: QRectF, flags: Qt.AlignmentFlag, text: str) -> None:
        painter.setPen(QColor(scene.tokens.secondary))
        shown = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideMiddle, place.width())
        painter.drawText(place, int(flags) | int(Qt.TextFlag.TextSingleLine), shown)


def _written(painter: QPainter, found: tuple[float, ...], room: float) -> tuple[list[str], str]:
    """The ticks as numbers; where one is too wide for its room, without a power of ten that the caption then says."""
    texts = [tick_text(value, _step(found)) for value in found]
    measure = QFontMetricsF(painter.font())
    power = shared_power(found)
    if power == 0 or all(measure.horizontalAdvance(text) <= room for text in texts):
        return texts, ""
    unit = 10.0**power
    return [tick_text(value / unit, _step(found) / unit) for value in found], f" · {power_text(power)}"


def _step(found: tuple[float, ...]) -> float:
    return found[1] - found[0] if len(found) > 1 else abs(found[0]) or 1.0
