"""What plotly does not draw as we do, density and polar grid, as an image behind the points of an interactive map."""

from base64 import b64encode
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize
from PySide6.QtGui import QImage, QImageWriter, QPainter

from embexplorer.core.figure import NO_ROWS
from embexplorer.gui.map.painter import MapPainter
from embexplorer.gui.map.polar_grid import is_polar
from embexplorer.gui.map.scene import Scene

DRAWN = ("points", "edges", "contours", "hulls", "arrows", "trust", "labels", "legend")  # as shapes
FINE = 2.0  # device pixels to a pixel of the scene


def pictured(scene: Scene) -> list[str]:
    """The layers that are on, and are in the image."""
    return [layer for layer in scene.figure.layers if layer not in DRAWN]


def backdrop(scene: Scene, painter_of_map: MapPainter) -> list[dict[str, Any]]:
    """The image as plotly places it on the map; none where there is nothing to show in it."""
    layers = pictured(scene)
    if not layers and not is_polar(scene.figure):
        return []
    area = scene.area
    left, top = scene.view.to_map(area.left, area.top)
    right, bottom = scene.view.to_map(area.left + area.width, area.top + area.height)
    place = {"x": left, "y": top, "sizex": right - left, "sizey": top - bottom, "xref": "x", "yref": "y"}
    return [{"source": _address(_image(scene, tuple(layers), painter_of_map)), "sizing": "stretch", "layer": "below",
             "xanchor": "left", "yanchor": "top", **place}]  # fmt: skip


def _image(scene: Scene, layers: tuple[str, ...], painter_of_map: MapPainter) -> QImage:
    bare = replace(
        scene.figure, layers=layers, selected=NO_ROWS, pinned=None, edges=(), arrows=(), badges=(), trust="", axes=None,
        measured=None, blend=False,
    )  # fmt: skip
    shown = replace(scene, figure=bare, clear=True, vector=False, ratio=FINE)
    whole = QImage(QSize(int(scene.width * FINE), int(scene.height * FINE)), QImage.Format.Format_ARGB32_Premultiplied)
    whole.setDevicePixelRatio(FINE)
    whole.fill(0)
    painter = QPainter(whole)
    complaint = painter_of_map.paint(painter, shown)
    painter.end()
    if complaint:
        raise RuntimeError(complaint)
    area = scene.area
    return whole.copy(QRect(*(int(side * FINE) for side in (area.left, area.top, area.width, area.height))))


def _address(image: QImage) -> str:
    """The image itself, as the address of one."""
    memory = QByteArray()
    buffer = QBuffer(memory)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return "data:image/png;base64," + b64encode(bytes(memory.data())).decode("ascii")
