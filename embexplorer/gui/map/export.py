"""Save a figure as PNG, SVG or PDF, painted as on the screen, with text as text; needs no display."""

import os
import re
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSize, QSizeF
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication

from embexplorer.core.errors import UserError
from embexplorer.core.figure import Figure
from embexplorer.core.look import Camera
from embexplorer.gui.map.badges import room
from embexplorer.gui.map.painter import MapPainter
from embexplorer.gui.map.raster import Raster
from embexplorer.gui.map.scene import Scene, area_of
from embexplorer.gui.map.transform import bounds, fitted, of_camera
from embexplorer.gui.tokens import Theme, tokens

SUFFIXES = (".png", ".svg", ".pdf")
SIZE = (1280, 900)
FINE = 3.0  # device pixels to a pixel for points inside a vector file
LOADING_PAYS = 20_000  # points; for fewer, importing the kernel takes longer than drawing without it
PER_INCH = 96
NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # what no XML file may hold, however it is written


def save_figure(
    figure: Figure,
    path: Path,
    size: tuple[int, int] = SIZE,
    theme: Theme = "light",
    camera: Camera | None = None,
    ratio: float = 2.0,
) -> None:
    """Write the figure to `path`, whole or not at all; the suffix says how. `size` is in pixels of the screen.

    A PNG has `ratio` times as many. Raises UserError for another suffix or a place that cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UserError(
            f"‘{path.name}’ does not say which kind of image to write.", f"End it with {', '.join(SUFFIXES)}."
        )
    ensure_application()
    scene = scene_of(figure, size, theme, camera, ratio if suffix == ".png" else FINE, vector=suffix != ".png")
    write = {".png": _png, ".svg": _svg, ".pdf": _pdf}[suffix]
    _keep(path, write(scene))


def scene_of(
    figure: Figure,
    size: tuple[int, int],
    theme: Theme,
    camera: Camera | None = None,
    ratio: float = 1.0,
    vector: bool = False,
) -> Scene:
    """The figure as it is painted at this size; without a camera everything is shown."""
    width, height = size
    area = area_of(figure, width, height)
    seen_from = camera or fitted(bounds(figure.coordinates), area, room(figure, area.width))
    return Scene(
        figure=figure,
        view=of_camera(seen_from, area),
        width=width,
        height=height,
        tokens=tokens(theme),
        ratio=ratio,
        vector=vector,
    )


def painted(scene: Scene, raster: Raster | None = None) -> QImage:
    """The scene as an image."""
    ensure_application()
    image = QImage(QSize(*_device_size(scene)), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scene.ratio)
    painter = QPainter(image)
    _paint(painter, scene, raster)
    painter.end()
    return image


def ensure_application() -> None:
    """Fonts and images need an application; without a display Qt gets one that draws into memory."""
    if QGuiApplication.instance() is None:
        if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _kept.append(QApplication([]))


_kept: list[QApplication] = []  # Python would end an application that nobody holds


def _paint(painter: QPainter, scene: Scene, raster: Raster | None = None) -> None:
    raster = raster or Raster()
    drawn = np.isfinite(scene.figure.coordinates[:, 0]).sum()
    if drawn > LOADING_PAYS:
        raster.load()
    complaint = MapPainter(raster).paint(painter, scene)
    if complaint:
        raise RuntimeError(complaint)


def _device_size(scene: Scene) -> tuple[int, int]:
    return round(scene.width * scene.ratio), round(scene.height * scene.ratio)


def _png(scene: Scene) -> bytes:
    memory = QByteArray()
    buffer = QBuffer(memory)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(painted(scene))
    return bytes(memory.data())


def _svg(scene: Scene) -> bytes:
    from PySide6.QtSvg import QSvgGenerator

    memory = QByteArray()
    buffer = QBuffer(memory)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(PER_INCH)
    generator.setSize(QSize(round(scene.width), round(scene.height)))
    generator.setViewBox(scene.frame)
    generator.setTitle(scene.figure.title)
    painter = QPainter(generator)
    _paint(painter, scene)
    painter.end()
    return NOT_XML.sub("�".encode(), bytes(memory.data()))


def _pdf(scene: Scene) -> bytes:
    memory = QByteArray()
    buffer = QBuffer(memory)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    points = QSizeF(scene.width, scene.height) * (72 / PER_INCH)
    writer.setPageSize(QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(PER_INCH)
    writer.setTitle(scene.figure.title)
    painter = QPainter(writer)
    _paint(painter, scene)
    painter.end()
    return bytes(memory.data())


def _keep(path: Path, content: bytes) -> None:
    """Beside its place first, so that a failure leaves what was there."""
    staging = path.with_name(f".{path.name}.new")
    try:
        with staging.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(staging, path)
    except OSError as failed:
        staging.unlink(missing_ok=True)
        raise UserError(f"{path} could not be written: {failed.strerror}.", "Choose another place.") from failed
