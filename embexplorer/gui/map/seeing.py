"""Paints a map as someone who is colour-blind sees it: all of it is drawn as ever, then each pixel is changed."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPaintDevice, QPainter
from PySide6.QtWidgets import QWidget

from embexplorer.core.figure import Figure
from embexplorer.gui.map.color_vision import simulated
from embexplorer.gui.vision import badge, vision


class Seeing:
    """For one widget: paint on `canvas()`, end that painter, then call `show()`. `told` adds the badge to a figure."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._image: QImage | None = None
        self._told: tuple[Figure, str, Figure] | None = None
        vision().changed.connect(widget.update)

    def canvas(self) -> QPaintDevice:
        """The widget itself, or an image in its place."""
        self._image = None
        ratio = self._widget.devicePixelRatioF()
        size = self._widget.size() * ratio
        if vision().kind == "none" or size.isEmpty():
            return self._widget
        self._image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        self._image.setDevicePixelRatio(ratio)
        self._image.fill(Qt.GlobalColor.transparent)
        return self._image

    def show(self) -> None:
        """Bring the image to the screen, where there is one."""
        if self._image is not None:
            painter = QPainter(self._widget)
            painter.drawImage(0, 0, seen_image(self._image))
            painter.end()
        self._image = None

    def told(self, figure: Figure) -> Figure:
        """The figure with a badge that says how it is seen; the same one as long as it is asked for the same."""
        kind = vision().kind
        if kind == "none":
            return figure
        if self._told is None or self._told[0] is not figure or self._told[1] != kind:
            self._told = (figure, kind, replace(figure, badges=(*figure.badges, badge(kind))))
        return self._told[2]


def seen_image(image: QImage) -> QImage:
    """The image (ARGB, premultiplied) as it is seen now."""
    height, width = image.height(), image.width()
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(height, -1)
    made = np.ascontiguousarray(simulated(np.ascontiguousarray(pixels[:, :width]), vision().kind))
    seen = QImage(made.data, width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied).copy()
    seen.setDevicePixelRatio(image.devicePixelRatio())
    return seen
