"""The first documents of a corpus as they are cut into words: one line each, in a box of their own."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from embexplorer.gui.style import appearance, colors, font, pixels
from embexplorer.gui.widgets.plain import set_plain_tooltip

ROW = 24
SIDE = 8
LONGEST = 400  # letters of a document that are looked at


class Samples(QWidget):
    """Names in tertiary at the left, the words after them, cut at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._samples: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        appearance().changed.connect(self._on_theme)

    def show_samples(self, samples: Sequence[tuple[str, str]]) -> None:
        """Show these documents: a name (or nothing) and the words with spaces between."""
        self._samples = tuple((name, text[:LONGEST]) for name, text in samples)
        said = "\n".join(f"{name} {text}".strip() for name, text in self._samples)
        self.setAccessibleName(said)
        set_plain_tooltip(self, said)
        self.setVisible(bool(self._samples))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(pixels(240), len(self._samples) * pixels(ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def _on_theme(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colors().base))
        painter.setPen(QColor(colors().line))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.setFont(font("caption"))
        measure = painter.fontMetrics()
        names = max((measure.horizontalAdvance(name) for name, _ in self._samples), default=0)
        names = min(names, self.width() // 3)
        for number, (name, text) in enumerate(self._samples):
            self._paint_row(painter, measure, number, name, text, names)

    def _paint_row(
        self, painter: QPainter, measure: QFontMetrics, number: int, name: str, text: str, names: int
    ) -> None:
        top = number * pixels(ROW)
        if number:
            painter.setPen(QColor(colors().line))
            painter.drawLine(0, top, self.width(), top)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        left = SIDE
        if names:
            painter.setPen(QColor(colors().tertiary))
            box = QRect(left, top, names, pixels(ROW))
            painter.drawText(box, flags, measure.elidedText(name, Qt.TextElideMode.ElideRight, names))
            left += names + SIDE
        painter.setPen(QColor(colors().text))
        room = self.width() - left - SIDE
        shown = measure.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, top, room, pixels(ROW)), flags, shown)
