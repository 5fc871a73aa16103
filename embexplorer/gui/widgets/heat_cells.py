"""The cells of a heat map: one pixel of an image for each, made as large as it is seen, with numbers where they fit."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from embexplorer.core.word_matrix import WordMatrix
from embexplorer.gui.map.palette import contrast, interpolated
from embexplorer.gui.style import colors

SHADES = 256
GAPS_FROM = 6  # cells of that height have a gap between
Cell = tuple[int, int]


@dataclass(frozen=True)
class Seen:
    """Where the cells lie in the window: the place of the first one, and how large each is."""

    left: int
    top: int
    width: int
    height: int

    def cell(self, row: int, column: int) -> QRect:
        """The cell of these words."""
        return QRect(self.left + column * self.width, self.top + row * self.height, self.width, self.height)

    def whole(self, count: int) -> QRectF:
        """All cells."""
        return QRectF(self.left, self.top, count * self.width, count * self.height)


class HeatCells:
    """Only the cells that are in view get a number."""

    def __init__(self) -> None:
        self._matrix: WordMatrix | None = None
        self._image = QImage()
        self._pixels: npt.NDArray[np.uint32] = np.zeros((0, 0), np.uint32)  # the image is a view of it
        self._dark: list[bool] = []  # the shades on which white is read better

    def show_matrix(self, matrix: WordMatrix | None) -> None:
        """Draw this one from now on."""
        self._matrix = matrix
        self.shade()

    def shade(self) -> None:
        """Take the colours of the theme."""
        if self._matrix is None:
            self._image = QImage()
            return
        shades = interpolated(colors().heat, SHADES)
        white, black = QColor(Qt.GlobalColor.white), QColor(Qt.GlobalColor.black)
        tones = [QColor.fromRgb(int(shade)) for shade in shades]
        self._dark = [contrast(tone, white) > contrast(tone, black) for tone in tones]
        self._pixels = np.ascontiguousarray(shades[self._codes()])
        np.fill_diagonal(self._pixels, QColor(colors().faint).rgb())
        count = len(self._pixels)
        self._image = QImage(self._pixels.data, count, count, 4 * count, QImage.Format.Format_RGB32)

    def paint(self, painter: QPainter, seen: Seen, inside: QRect, font: QFont) -> None:
        """Draw what lies inside."""
        assert self._matrix is not None
        count = len(self._matrix.words)
        painter.drawImage(seen.whole(count), self._image, QRectF(self._image.rect()))
        rows = _between(inside.top() - seen.top, inside.bottom() - seen.top, seen.height, count)
        columns = _between(inside.left() - seen.left, inside.right() - seen.left, seen.width, count)
        if seen.height >= GAPS_FROM:
            self._paint_gaps(painter, seen, rows, columns, seen.whole(count))
        painter.setFont(font)
        measure = QFontMetricsF(font)
        if seen.width >= measure.horizontalAdvance("−0.00") + 2 and seen.height >= measure.height() - 3:
            self._paint_numbers(painter, seen, rows, columns)

    def _codes(self) -> npt.NDArray[np.intp]:
        assert self._matrix is not None
        return np.asarray(self._matrix.codes * (SHADES - 1) + 0.5).astype(np.intp)

    def _paint_gaps(self, painter: QPainter, seen: Seen, rows: range, columns: range, whole: QRectF) -> None:
        painter.setPen(QPen(QColor(colors().window), 1))
        for row in range(rows.start, rows.stop + 1):
            y = seen.top + row * seen.height
            painter.drawLine(QPointF(whole.left(), y), QPointF(whole.right(), y))
        for column in range(columns.start, columns.stop + 1):
            x = seen.left + column * seen.width
            painter.drawLine(QPointF(x, whole.top()), QPointF(x, whole.bottom()))

    def _paint_numbers(self, painter: QPainter, seen: Seen, rows: range, columns: range) -> None:
        assert self._matrix is not None
        scores, codes = self._matrix.scores, self._codes()
        for row in rows:
            for column in columns:
                if row == column:
                    continue
                dark = self._dark[codes[row, column]]
                painter.setPen(Qt.GlobalColor.white if dark else Qt.GlobalColor.black)
                text = f"{scores[row, column]:.2f}".replace("-", "−")
                painter.drawText(seen.cell(row, column), int(Qt.AlignmentFlag.AlignCenter), text)


def _between(first: int, last: int, size: int, count: int) -> range:
    """The cells that lie between two places."""
    return range(max(0, first // size), min(count, last // size + 1))
