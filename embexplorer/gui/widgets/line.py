"""A line to type in that can underline its text with a wave, where what was typed is wrong."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLineEdit, QWidget

from embexplorer.gui.style import colors

WAVE = 2.0  # half a period, and the height, in pixels
EDGE = 9.0  # where the text begins


class Line(QLineEdit):
    """A line edit; `set_wrong(True)` draws the wave below its text, or below some words of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wrong = False
        self._words: tuple[str, ...] = ()

    @property
    def wrong(self) -> bool:
        return self._wrong

    def set_wrong(self, wrong: bool, words: Sequence[str] = ()) -> None:
        """Draw the wave from now on (only below these words, if any stands there), or take it away."""
        self._wrong, self._words = wrong, tuple(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._wrong:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colors().error), 1))
        for start, end in self._spans():
            painter.drawPolyline(self._wave(start, end))

    def _spans(self) -> list[tuple[int, int]]:
        """Where the wrong words stand, as letters of the text; all of it if none is named."""
        found = [re.search(rf"(?<!\S){re.escape(word)}(?!\S)", self.text()) for word in self._words]
        return [match.span() for match in found if match] or [(0, len(self.text()))]

    def _wave(self, start: int, end: int) -> QPolygonF:
        metrics, text = self.fontMetrics(), self.text()
        left = EDGE + metrics.horizontalAdvance(text[:start])
        right = min(self.width() - 6.0, max(left + 12, EDGE + metrics.horizontalAdvance(text[:end])))
        below = self.height() / 2 + metrics.ascent() / 2 + 2
        steps = max(0, int((right - left) / WAVE))
        return QPolygonF([QPointF(left + i * WAVE, below + (WAVE if i % 2 else 0)) for i in range(steps + 1)])
