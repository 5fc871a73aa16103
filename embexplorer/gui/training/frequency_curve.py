"""How often the words of a corpus occur, by rank, both on logarithmic scales, with the minimum count as a line."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from embexplorer.core.corpus_look import SeenWord
from embexplorer.gui.style import appearance, colors, font, pixels
from embexplorer.gui.widgets.plain import set_plain_tooltip

HEIGHT = 72
BELOW = 16


class FrequencyCurve(QWidget):
    """What lies right of the line is left out of the vocabulary."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curve: tuple[SeenWord, ...] = ()
        self._least = 1
        self._kept = 0
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        appearance().changed.connect(self._on_theme)
        self.hide()

    def show_curve(self, curve: Sequence[SeenWord], least: int, kept: int) -> None:
        """Show these points; words beyond rank `kept` occur less than `least` times."""
        self._curve, self._least, self._kept = tuple(curve), least, kept
        self.setVisible(len(self._curve) > 1)
        if len(self._curve) > 1:
            first, last = self._curve[0], self._curve[-1]
            said = f"‘{first.word}’ occurs {first.count:,} times, the word of rank {last.rank:,} {last.count:,} times"
            self.setAccessibleName(f"Frequency of words by rank: {said}")
            set_plain_tooltip(self, f"How often words occur, by rank · both on logarithmic scales\n{said}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(pixels(240), pixels(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, pixels(HEIGHT))

    def _on_theme(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font("caption", tabular=True))
        box = self.rect().toRectF().adjusted(0.5, 4, -0.5, -pixels(BELOW))
        painter.setPen(QPen(QColor(colors().control_line), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        points = [self._place(word.rank, word.count, box) for word in self._curve]
        cut = self._place(max(1, self._kept), self._least, box).x()
        painter.setPen(QPen(QColor(colors().control_line), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(cut, box.top()), QPointF(cut, box.bottom()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colors().accent), 1.5))
        painter.drawPolyline(QPolygonF(points))
        self._write(painter, box, cut)

    def _place(self, rank: int, count: int, box: QRectF) -> QPointF:
        widest = math.log(max(2, self._curve[-1].rank))
        highest = math.log(max(2, self._curve[0].count))
        x = box.left() + box.width() * math.log(rank) / widest
        return QPointF(x, box.bottom() - box.height() * math.log(max(1, count)) / highest)

    def _write(self, painter: QPainter, box: QRectF, cut: float) -> None:
        painter.setPen(QColor(colors().secondary))
        line = QRectF(box.left(), box.bottom() + 1, box.width(), pixels(BELOW) - 1)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft), "rank 1")
        end = f"{self._curve[-1].rank:,}"
        painter.drawText(line, int(Qt.AlignmentFlag.AlignRight), end)
        measure = QFontMetricsF(painter.font())
        said = f"min. {self._least:,}"
        width = measure.horizontalAdvance(said)
        left = min(max(cut - width / 2, box.left() + 48), box.right() - measure.horizontalAdvance(end) - width - 8)
        painter.drawText(QPointF(left, line.top() + measure.ascent()), said)
