"""A disc in the colour of a class, beside the name of what is drawn in it on the map."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from embexplorer.gui.style import appearance, colors, pixels

DISC = 8


class ClassDot(QWidget):
    """The class of this number, counted from 0 in the order of the palette."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        appearance().changed.connect(self._on_theme)

    def sizeHint(self) -> QSize:
        return QSize(pixels(DISC), pixels(DISC))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(0, 0, 0, 0))
        painter.setBrush(QColor(colors().classes[self._number]))
        painter.drawEllipse(QRectF(self.rect()))

    def _on_theme(self) -> None:
        self.update()
