"""Draw the legend at the top right: classes with their counts, or a scale with its ends."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QLinearGradient, QPainter

from embexplorer.core.coloring import NONE, OTHER, TOP, Coloring, Entry
from embexplorer.core.number_text import thousands
from embexplorer.gui.map.palette import color_of
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.style import Role, by_typeface, font, pixels

EDGE, GAP, BAR = 16, 8, 10  # pixels at the base size
LONGEST = 200  # of a name; longer ones are cut


class Legend:
    """On the map's colour, without a frame. On the screen it is kept as an image, since it is the same every frame."""

    def __init__(self) -> None:
        self._coloring: Coloring | None = None
        self._key: object = None
        self._image = QImage()

    def paint(self, painter: QPainter, scene: Scene) -> None:
        place = area(scene)
        if place.isEmpty():
            return
        if scene.vector:
            _draw(painter, scene, place)
            return
        key = (scene.tokens, scene.ratio, scene.width, scene.figure.unit)
        if self._coloring is not scene.figure.coloring or self._key != key:
            self._coloring, self._key = scene.figure.coloring, key
            self._image = _drawn(scene, place)
        ratio = scene.ratio
        corner = QPointF(math.floor(place.left() * ratio) / ratio, math.floor(place.top() * ratio) / ratio)
        painter.drawImage(corner, self._image)


def _drawn(scene: Scene, place: QRectF) -> QImage:
    size = (place.size() * scene.ratio).toSize() + QSize(1, 1)
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(scene.ratio)
    image.fill(0)
    painter = QPainter(image)
    _draw(painter, scene, QRectF(QPointF(0, 0), place.size()))
    painter.end()
    return image


def _draw(painter: QPainter, scene: Scene, place: QRectF) -> None:
    ground = QColor(scene.tokens.map)
    ground.setAlphaF(0.85)
    painter.fillRect(place, ground)
    _Pen(painter, scene, place).draw()


@by_typeface
def _size(title: str, entries: tuple[Entry, ...], marks: tuple[tuple[int, str], ...], unit: str) -> tuple[float, float]:
    lines = 1 + len(entries) + (3 if marks else 0)
    return _width(title, entries, marks, unit), lines * _line() + GAP


def area(scene: Scene) -> QRectF:
    """The rectangle it takes, empty if there is no legend: labels keep out of it."""
    coloring = scene.figure.coloring
    if coloring.kind == "plain" or "legend" not in scene.figure.layers:
        return QRectF()
    width, height = _size(coloring.caption, coloring.entries, coloring.marks, scene.figure.unit)
    return QRectF(scene.width - EDGE - width, EDGE / 2, width + GAP, height)


def _line() -> float:
    return max(QFontMetricsF(font("table")).height(), pixels(17))


def _width(title: str, entries: tuple[Entry, ...], marks: tuple[tuple[int, str], ...], unit: str) -> float:
    metrics, small = QFontMetricsF(font("table")), QFontMetricsF(font("caption"))
    names = [metrics.horizontalAdvance(_cut(entry.label, metrics)) for entry in entries]
    counts = [metrics.horizontalAdvance(counted(entry)) for entry in entries]
    head = small.horizontalAdvance(_cut(title, small)) + small.horizontalAdvance(unit) + pixels(24)
    ends = sum(small.horizontalAdvance(text) + pixels(12) for _, text in marks)
    body = pixels(16 + 24) + max(names, default=0.0) + max(counts, default=0.0)
    return max(head, body, ends, pixels(120))


def counted(entry: Entry) -> str:
    """“8”, or “8 of 9” of a set that was asked for."""
    count = thousands(entry.count)
    return count if entry.asked is None else f"{count} of {thousands(entry.asked)}"


def _cut(text: str, metrics: QFontMetricsF) -> str:
    line = " ".join(text[:LONGEST].split())
    return metrics.elidedText(line, Qt.TextElideMode.ElideRight, pixels(LONGEST))


class _Pen:
    """Writes the lines of one legend from top to bottom."""

    def __init__(self, painter: QPainter, scene: Scene, place: QRectF) -> None:
        self._painter = painter
        self._scene = scene
        self._place = place.adjusted(GAP / 2, GAP / 2, -GAP, -GAP / 2)
        self._top = self._place.top()

    def draw(self) -> None:
        coloring = self._scene.figure.coloring
        self._write(coloring.caption, self._scene.figure.unit if coloring.entries else "", "caption", "secondary")
        if coloring.marks:
            self._scale(coloring)
        for entry in coloring.entries:
            faint = entry.code in (OTHER, NONE)
            self._dot(color_of(coloring, entry.code, self._scene.tokens))
            tone = "secondary" if faint else "text"
            self._write(entry.label, counted(entry), "table", tone, indent=pixels(16))

    def _write(self, left: str, right: str, role: Role, tone: str, indent: float = 0) -> None:
        tokens = self._scene.tokens
        line = QRectF(self._place.left(), self._top, self._place.width(), _line())
        self._painter.setFont(font(role, tabular=True))
        self._painter.setPen(QColor(getattr(tokens, tone)))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        self._painter.drawText(
            line.adjusted(indent, 0, 0, 0), Qt.AlignmentFlag.AlignLeft | flags, _cut(left, QFontMetricsF(font(role)))
        )
        self._painter.setPen(QColor(tokens.secondary))
        self._painter.drawText(line, Qt.AlignmentFlag.AlignRight | flags, right)
        self._top += _line()

    def _dot(self, color: QColor) -> None:
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(color)
        radius = pixels(4)
        self._painter.drawEllipse(QPointF(self._place.left() + radius, self._top + _line() / 2), radius, radius)

    def _scale(self, coloring: Coloring) -> None:
        bar = QRectF(self._place.left(), self._top + GAP / 2, self._place.width(), pixels(BAR))
        ramp = QLinearGradient(bar.topLeft(), bar.topRight())
        for step in range(17):
            ramp.setColorAt(step / 16, color_of(coloring, round(step / 16 * TOP), self._scene.tokens))
        self._painter.fillRect(bar, ramp)
        self._top = bar.bottom()
        self._marks(coloring, bar)
        self._top += _line() * 1.5

    def _marks(self, coloring: Coloring, bar: QRectF) -> None:
        self._painter.setFont(font("caption", tabular=True))
        self._painter.setPen(QColor(self._scene.tokens.secondary))
        for code, text in coloring.marks:
            share = code / TOP
            width = QFontMetricsF(self._painter.font()).horizontalAdvance(text)
            left = bar.left() + share * (bar.width() - width)
            self._painter.drawText(QPointF(left, bar.bottom() + _line() * 0.8), text)
