"""The 3-D view as a PNG file: the points as OpenGL draws them, and all that is written over them."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QFileDialog

from embexplorer.core.errors import UserError
from embexplorer.core.writing import new_file
from embexplorer.gui.map3d.overlay import Pens, paint
from embexplorer.gui.map3d.room import Room

FILTER = "PNG images (*.png)"


def picture(room: Room) -> QImage:
    """What is seen now, in device pixels."""
    image = room.grabFramebuffer().convertToFormat(QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(room.devicePixelRatioF())
    seen = room.seen()
    if seen is not None:
        painter = QPainter(image)
        paint(painter, seen, Pens())
        painter.end()
    return image


def ask_and_save(room: Room) -> Path | None:
    """Let the user choose a file and write it; None when they do not. Raises UserError where it cannot be written."""
    chosen, _ = QFileDialog.getSaveFileName(room, "Save the 3-D view", "map-3d.png", FILTER)
    if not chosen:
        return None
    path = Path(chosen)
    return save(room, path if path.suffix else path.with_suffix(".png"))


def save(room: Room, path: Path) -> Path:
    """Write what is seen now; only whole files are left. Raises UserError where it cannot be written."""
    if path.suffix.lower() != ".png":
        raise UserError(f"{path.name} is no PNG file.", "Let its name end in .png; other kinds are for the flat map.")
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(held, QByteArray(b"PNG")).write(picture(room))
    with new_file(path) as stream:
        stream.write(held.data().data())
    return path
