"""Draw one word with a halo: from a cache of small images on the screen, as text in a vector file."""

import math
from collections import OrderedDict
from enum import IntEnum
from functools import cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPainterPathStroker, QPen

from embexplorer.core.label_placement import Rank
from embexplorer.core.typing import DoubleArray
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.style import by_typeface, font, pixels

HALO = 4.0  # pixels wide, half of it outside of the letters
WIDE_HALO = 5.0  # of names of groups
EDGE, LEAST = 0.8, 0.02  # how steeply the halo's edge falls, a pixel; what nobody sees is not drawn
WITHIN = 0.02  # of a dot: readers (Poppler) would take a line a hair above one for that of the dot before
MARGIN = 3
KEPT = 3000  # words

SPACED = 103  # percent of the usual distance of letters, in the names of groups


class NameSize(IntEnum):
    """How large the name of a group is written."""

    LARGE = 10
    MIDDLE = 11
    SMALL = 12


Style = Rank | NameSize
SIZES: dict[Style, int] = {
    Rank.PINNED: 14, Rank.SELECTED: 12, Rank.NEIGHBOR: 11, Rank.CLASSED: 11, Rank.SPARSE: 10,
    NameSize.LARGE: 17, NameSize.MIDDLE: 15, NameSize.SMALL: 13,
}  # fmt: skip
WEIGHTS: dict[Style, int] = {
    Rank.PINNED: 600, Rank.SELECTED: 600, Rank.NEIGHBOR: 500, Rank.CLASSED: 500, Rank.SPARSE: 400,
    NameSize.LARGE: 600, NameSize.MIDDLE: 600, NameSize.SMALL: 600,
}  # fmt: skip


@by_typeface
def font_of(style: Style) -> QFont:
    """The font of a label or a name, by ratio from the user's own."""
    made = font("body", WEIGHTS[style])
    made.setPixelSize(max(10, pixels(SIZES[style])))
    if isinstance(style, NameSize):
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, SPACED)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # as wide on the screen as in print
    return made


class LabelText:
    """Remembers the words it has drawn, the last few thousand of them."""

    def __init__(self) -> None:
        self._images: OrderedDict[tuple[object, ...], QImage] = OrderedDict()

    def is_known(self, text: str, style: Style, tone: str, scene: Scene) -> bool:
        """Whether the word is drawn in no time."""
        return (text, style, tone, scene.tokens.map, scene.ratio) in self._images

    def draw(self, painter: QPainter, corner: QPointF, text: str, style: Style, tone: str, scene: Scene) -> None:
        """Write the word with its top left corner here, at a whole device pixel."""
        place = QPointF(*corners_of(np.array([corner.x(), corner.y()]), scene.ratio).tolist())
        if scene.vector:
            self.write(painter, place, text, style, tone, scene)
        else:
            painter.drawImage(place, self.image(text, style, tone, scene))

    def write(self, painter: QPainter, corner: QPointF, text: str, style: Style, tone: str, scene: Scene) -> None:
        """As text, where the image of the word would have its corner."""
        _write(painter, corner, text, style, tone, scene)

    def image(self, text: str, style: Style, tone: str, scene: Scene) -> QImage:
        """The word as an image with some room around it."""
        key = (text, style, tone, scene.tokens.map, scene.ratio)
        image = self._images.get(key)
        if image is None:
            image = _drawn(text, style, tone, scene)
            self._images[key] = image
            if len(self._images) > KEPT:
                self._images.popitem(last=False)
        self._images.move_to_end(key)
        return image


def corners_of(places: DoubleArray, ratio: float) -> DoubleArray:
    """Where the images of words begin whose letters have their corners here (n × 2): at whole device pixels."""
    return np.asarray(np.rint((places - MARGIN) * ratio) / ratio)


def _drawn(text: str, style: Style, tone: str, scene: Scene) -> QImage:
    metrics = QFontMetricsF(font_of(style))
    width = int(metrics.horizontalAdvance(text)) + 2 * MARGIN + 2
    height = int(metrics.height()) + 2 * MARGIN + 1
    ratio = scene.ratio
    image = QImage(int(width * ratio), int(height * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    painter = QPainter(image)
    _stamp(painter, _letters(image, text, style, scene.tokens.map), ratio, _halo(style))
    _fill(painter, _base(QPointF(MARGIN, MARGIN), style), text, style, tone)
    painter.end()
    return image


def _letters(like: QImage, text: str, style: Style, color: str) -> QImage:
    """The word without its halo, all of it in one colour: emoji have colours of their own."""
    image = like.copy()
    painter = QPainter(image)
    _fill(painter, _base(QPointF(MARGIN, MARGIN), style), text, style, color)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(QRectF(0, 0, image.width(), image.height()), QColor(color))
    painter.end()
    return image


def _stamp(painter: QPainter, letters: QImage, ratio: float, halo: float) -> None:
    """A halo as wide as the pen of `_write` draws it: the letters around themselves, some ten times as fast."""
    for across, down, opacity in _around(halo / 2 * ratio):
        painter.setOpacity(opacity)
        painter.drawImage(QPointF(across / ratio, down / ratio), letters)
    painter.setOpacity(1)


@cache
def _around(reach: float) -> tuple[tuple[int, int, float], ...]:
    """Steps in device pixels to everything within reach, those at its edge in part.

    Letters are soft at their own edge, so that the steps go a little beyond: the shares are those with which the halo
    is most like that of a pen.
    """
    far = range(-math.ceil(reach), math.ceil(reach) + 1)
    shares = ((across, down, EDGE * (reach + 1 - math.hypot(across, down))) for across in far for down in far)
    return tuple((across, down, min(1.0, share)) for across, down, share in shares if share > LEAST)


def _write(painter: QPainter, corner: QPointF, text: str, style: Style, tone: str, scene: Scene) -> None:
    """As text with a pen around it, for a vector file; where the letters stand in an image with this corner."""
    down = round((MARGIN + _ascent(style)) * scene.ratio) / scene.ratio
    base = corner + QPointF(MARGIN + WITHIN / scene.ratio, down + WITHIN / scene.ratio)
    outline = QPainterPath()
    outline.addText(base, font_of(style), text)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = QColor(scene.tokens.map)
    pen = QPen(ground, _halo(style), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    if painter.opacity() < 1:  # what is faint must not show the halo through the letters
        painter.fillPath(QPainterPathStroker(pen).createStroke(outline).subtracted(outline), ground)
    else:
        painter.strokePath(outline, pen)
    _fill(painter, base, text, style, tone)


def _halo(style: Style) -> float:
    return WIDE_HALO if isinstance(style, NameSize) else HALO


def _base(corner: QPointF, style: Style) -> QPointF:
    return QPointF(corner.x(), corner.y() + _ascent(style))


@by_typeface
def _ascent(style: Style) -> float:
    return QFontMetricsF(font_of(style)).ascent()


def _fill(painter: QPainter, base: QPointF, text: str, style: Style, tone: str) -> None:
    painter.setFont(font_of(style))
    painter.setPen(QColor(tone))
    painter.drawText(base, text)
