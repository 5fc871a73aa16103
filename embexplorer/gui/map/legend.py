"""Draw the legend at the top right: classes with their counts, a scale with its ends, what sizes and shapes mean."""

import math
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QLinearGradient, QPainter, QPen

from embexplorer.core.coloring import NONE, OTHER, TOP, Coloring
from embexplorer.gui.map.legend_layout import CHEVRON, layout
from embexplorer.gui.map.legend_parts import LegendLayout, Row, Sample, Text, line_height
from embexplorer.gui.map.palette import color_of
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.map.symbols import outline
from embexplorer.gui.style import font, pixels

STEPS = 64  # of a scale's gradient
INDENT = 16  # pixels from a dot to its text
DOT = 4


class Legend:
    """On the map's colour, without a frame. On the screen it is kept as an image, since it is the same every frame.

    `first` is the class that it begins with, where there are too many for all to be seen.
    """

    def __init__(self) -> None:
        self.first = 0
        self._key: object = None
        self._parts: tuple[object, ...] = ()
        self._image = QImage()

    def layout(self, scene: Scene) -> LegendLayout:
        """Where everything stands in this scene."""
        return layout(scene, self.first)

    def paint(self, painter: QPainter, scene: Scene) -> None:
        placed = self.layout(scene)
        if placed.area.isEmpty():
            return
        if scene.vector:
            _draw(painter, scene, placed)
            return
        figure = scene.figure
        parts = (figure.coloring, figure.sizing, figure.shaping, figure.shown_counts)  # held: their ids stay theirs
        said = (figure.hidden, figure.unit, figure.legend_folded)
        key = (*map(id, parts), *said, scene.tokens, scene.ratio, scene.width, scene.height)
        if self._key != (key, placed.first):
            self._key, self._parts, self._image = (key, placed.first), parts, _drawn(scene, placed)
        ratio, place = scene.ratio, placed.area
        corner = QPointF(math.floor(place.left() * ratio) / ratio, math.floor(place.top() * ratio) / ratio)
        painter.drawImage(corner, self._image)


def area(scene: Scene) -> QRectF:
    """The rectangle it takes, empty if there is no legend: labels keep out of it."""
    return layout(scene).area


def _drawn(scene: Scene, placed: LegendLayout) -> QImage:
    image = QImage((placed.area.size() * scene.ratio).toSize() + QSize(1, 1), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(scene.ratio)
    image.fill(0)
    painter = QPainter(image)
    painter.translate(-placed.area.topLeft())
    _draw(painter, scene, placed)
    painter.end()
    return image


def _draw(painter: QPainter, scene: Scene, placed: LegendLayout) -> None:
    ground = QColor(scene.tokens.map)
    ground.setAlphaF(0.85)
    painter.fillRect(placed.area, ground)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for text in placed.heads:
        _write(painter, scene, text, "secondary")
    if not placed.fold.isEmpty():
        _chevron(painter, scene, placed.heads[0])
    if not placed.bar.isEmpty():
        _scale(painter, scene, placed.bar)
    for row in placed.rows:
        _class(painter, scene, row)
    if not placed.thumb.isEmpty():
        painter.fillRect(placed.thumb, QColor(scene.tokens.control_line))
    for sample in placed.samples:
        _sample(painter, scene, sample)


def _chevron(painter: QPainter, scene: Scene, title: Text) -> None:
    """Behind the title: to the right where the legend is folded, else downwards."""
    words = QFontMetricsF(font(title.role)).horizontalAdvance(title.left)
    center = QPointF(title.rect.left() + words + pixels(CHEVRON / 2), title.rect.center().y())
    arm = pixels(DOT) * 0.75
    ends = [QPointF(-arm, -arm / 2), QPointF(0, arm / 2), QPointF(arm, -arm / 2)]
    if scene.figure.legend_folded:
        ends = [end.transposed() for end in ends]
    painter.setPen(QPen(QColor(scene.tokens.secondary), 1.25))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline([center + end for end in ends])


def _class(painter: QPainter, scene: Scene, row: Row) -> None:
    """A class that is hidden has a hollow dot and fainter words."""
    figure, entry = scene.figure, row.entry
    hidden = entry.key in figure.hidden
    color = color_of(replace(figure.coloring, lit=None), entry.code, scene.tokens)
    center = QPointF(row.rect.left() + 2 + pixels(DOT), row.rect.center().y())
    painter.setPen(QPen(color, 1.25) if hidden else Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush if hidden else color)
    painter.drawPath(outline(row.symbol, center, pixels(DOT) - (0.6 if hidden else 0)))
    faint = entry.code in (OTHER, NONE)
    tone = "disabled" if hidden else "secondary" if faint else "text"
    inner = row.rect.adjusted(2 + pixels(INDENT), 0, -2, 0)
    _write(painter, scene, Text(inner, row.text, row.count), tone, "disabled" if hidden else "secondary")


def _sample(painter: QPainter, scene: Scene, sample: Sample) -> None:
    """Sizes and shapes are drawn in a grey: they belong to no colour."""
    center = QPointF(sample.rect.left() + pixels(DOT) + 2, sample.rect.center().y())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(scene.tokens.tertiary))
    painter.drawPath(outline(sample.symbol, center, sample.radius))
    inner = sample.rect.adjusted(pixels(INDENT) + 4, 0, 0, 0)
    _write(painter, scene, Text(inner, sample.text, sample.count), "text")


def _write(painter: QPainter, scene: Scene, text: Text, tone: str, beside: str = "secondary") -> None:
    painter.setFont(font(text.role, tabular=True))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    painter.setPen(QColor(getattr(scene.tokens, tone)))
    painter.drawText(text.rect, Qt.AlignmentFlag.AlignLeft | flags, text.left)
    painter.setPen(QColor(getattr(scene.tokens, beside)))
    painter.drawText(text.rect, Qt.AlignmentFlag.AlignRight | flags, text.right)


def _scale(painter: QPainter, scene: Scene, bar: QRectF) -> None:
    coloring = scene.figure.coloring
    ramp = QLinearGradient(bar.topLeft(), bar.topRight())
    for step in range(STEPS + 1):
        ramp.setColorAt(step / STEPS, color_of(coloring, code_at(coloring, step / STEPS), scene.tokens))
    painter.fillRect(bar, ramp)
    _marks(painter, scene, bar)


def code_at(coloring: Coloring, share: float) -> int:
    """The code of the colour at this share of a scale's bar; grey beyond its span where those values are grey."""
    bar = coloring.bar
    if bar is None:
        return round(share * TOP)
    low, high = (bar.share(value) for value in bar.span)
    if coloring.asked.outside != "ends" and not low <= share <= high:
        return NONE
    return bar.code(share)


def _marks(painter: QPainter, scene: Scene, bar: QRectF) -> None:
    painter.setFont(font("caption", tabular=True))
    painter.setPen(QColor(scene.tokens.secondary))
    metrics = QFontMetricsF(painter.font())
    for code, text in scene.figure.coloring.marks:
        width = metrics.horizontalAdvance(text)
        left = bar.left() + code / TOP * (bar.width() - width)
        painter.drawText(QPointF(left, bar.bottom() + line_height() * 0.8), text)
