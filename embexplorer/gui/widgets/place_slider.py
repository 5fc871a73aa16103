"""A slider that goes to where it is pressed, and along with the pointer while it is held."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSlider, QStyle

HANDLE = 8


class PlaceSlider(QSlider):
    """Level; at any height."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.mouseMoveEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            place, length = round(event.position().x()) - HANDLE // 2, self.width() - HANDLE
            self.setValue(QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), place, length))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
