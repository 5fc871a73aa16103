"""The words at the edges of a heat map, and the scale of its colours in the corner between them."""

import math

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QLinearGradient, QPainter

from embexplorer.gui.style import colors, font, pixels

LONGEST = 108  # pixels of a label at the left
SLANTED = 76  # of one above
LEVEL = 20  # how high the labels above are where all lie flat
GAP = 6
SCALE = 56  # how long the scale of colours is
DIAGONAL = math.sqrt(0.5)
Cell = tuple[int, int]


class HeatLabels:
    """Rows have theirs at the left; columns have theirs above, slanted where the cells are too narrow for them."""

    def __init__(self) -> None:
        self.font = QFont(font("caption", tabular=True))
        self._measure = QFontMetricsF(self.font)
        self._words: tuple[str, ...] = ()
        self._widest = 0.0

    def show_words(self, words: tuple[str, ...]) -> None:
        """These words from now on."""
        self._words = tuple(word.replace("\n", " ") for word in words)
        self._widest = max((self._measure.horizontalAdvance(word) for word in self._words), default=0.0)

    def room(self, width: int) -> tuple[int, int]:
        """What the labels of cells of this width need at the left and above."""
        left = max(pixels(SCALE) + GAP, min(pixels(LONGEST), self._widest)) + GAP
        above = pixels(LEVEL) if self._flat(width) else self._slanted() * DIAGONAL + self._measure.height()
        return math.ceil(left), math.ceil(above)

    def overhang(self, width: int) -> int:
        """How far the last slanted label reaches over the last cell."""
        return 0 if self._flat(width) else math.ceil(max(0.0, self._slanted() * DIAGONAL - width / 2 + 4))

    def column_at(self, place: QPointF, first: int, above: int, width: int) -> int:
        """The column whose label is at this place above the cells."""
        leaning = 0.0 if self._flat(width) else above - place.y()
        return int((place.x() - leaning - first) // width)

    def paint(
        self,
        painter: QPainter,
        first_x: int,
        first_y: int,
        size: tuple[int, int],
        all_room: QRect,
        pointed: tuple[Cell | None, Cell | None],
    ) -> None:
        """Draw those that are in view, the pointed and the chosen ones stronger."""
        left, above = self.room(size[0])
        painter.setFont(self.font)
        painter.setClipRect(QRect(0, above, left, all_room.height() - above))
        self._paint_rows(painter, first_y, size[1], (left, above), all_room, pointed)
        painter.setClipRect(QRect(left, 0, all_room.width() - left, above))
        self._paint_columns(painter, first_x, size[0], above, all_room, pointed)
        painter.setClipping(False)

    def paint_scale(self, painter: QPainter, ends: tuple[float, float], cut: bool, above: int) -> None:
        """A bar of the colours with what its ends mean, in the corner."""
        bar = QRectF(0, above - pixels(8) - self._measure.height(), pixels(SCALE), pixels(6))
        if above <= pixels(LEVEL):
            bar.moveTop(1)
        shades = QLinearGradient(bar.topLeft(), bar.topRight())
        shades.setColorAt(0, QColor(colors().heat[0]))
        shades.setColorAt(1, QColor(colors().heat[1]))
        painter.fillRect(bar, shades)
        painter.setPen(QColor(colors().control_line))
        painter.drawRect(bar)
        painter.setFont(self.font)
        painter.setPen(QColor(colors().secondary))
        low, high = (f"{end:.1f}".replace("-", "−") for end in ends)
        below = QRectF(bar.left(), bar.bottom() + 1, bar.width(), self._measure.height())
        painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft), f"≤ {low}" if cut else low)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignRight), high)

    def _flat(self, width: int) -> bool:
        return self._widest <= width - 4

    def _slanted(self) -> float:
        return min(pixels(SLANTED), self._widest)

    def _every(self, size: float) -> int:
        """Of cells that are smaller than a line of text only every so many-th has its label."""
        return max(1, math.ceil((self._measure.height() - 2) / size))

    def _paint_rows(
        self,
        painter: QPainter,
        first: int,
        height: int,
        corner: tuple[int, int],
        room: QRect,
        pointed: tuple[Cell | None, Cell | None],
    ) -> None:
        flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        left, above = corner
        every = self._every(height)
        hidden = max(0, -first // height)
        for number in range(hidden - hidden % every, len(self._words), every):
            middle = first + (number + 0.5) * height
            if middle - height > room.height():
                break
            top = middle - self._measure.height() / 2
            top = max(top, above) if number == 0 and first >= above else top
            place = QRectF(0, top, left - GAP, self._measure.height())
            self._pen(painter, number, 0, pointed)
            painter.drawText(place, flags, self._short(number, place.width()))

    def _paint_columns(
        self,
        painter: QPainter,
        first: int,
        width: int,
        above: int,
        room: QRect,
        pointed: tuple[Cell | None, Cell | None],
    ) -> None:
        flat = self._flat(width)
        every = 1 if flat else self._every(width * DIAGONAL)
        for number in range(0, len(self._words), every):
            middle = first + (number + 0.5) * width
            if middle < -above or middle - width > room.width():
                continue
            self._pen(painter, number, 1, pointed)
            if flat:
                place = QRectF(middle - width / 2, 0, width, above)
                painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), self._words[number])
                continue
            painter.save()
            painter.translate(middle + self._measure.ascent() / 3, above - 3)
            painter.rotate(-45)
            painter.drawText(QPointF(0, 0), self._short(number, self._slanted() + 1))
            painter.restore()

    def _short(self, number: int, width: float) -> str:
        return self._measure.elidedText(self._words[number], Qt.TextElideMode.ElideRight, width)

    def _pen(self, painter: QPainter, number: int, side: int, pointed: tuple[Cell | None, Cell | None]) -> None:
        strong = any(cell is not None and cell[side] == number for cell in pointed)
        painter.setPen(QColor(colors().text if strong else colors().secondary))
