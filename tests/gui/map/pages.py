"""How far two pictures of one page are from each other, and what a PDF looks like."""

import subprocess
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtGui import QImage

Picture = npt.NDArray[np.int16]

VISIBLE = 32  # of 255 in any channel: two pixels that are further apart are seen to differ


def picture(image: QImage) -> Picture:
    """Height × width × red, green and blue."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return lines[:, : 3 * plain.width()].reshape(plain.height(), plain.width(), 3).astype(np.int16)


def rasterised(path: Path, width: int) -> Picture:
    """The first page of a PDF, so many pixels wide; the test is skipped where nothing can draw it."""
    pdfium = pytest.importorskip("pypdfium2")
    with pdfium.PdfDocument(path) as document:
        page = document[0]
        drawn = page.render(scale=width / page.get_width(), rev_byteorder=True).to_numpy()
        return drawn[:, :, :3].astype(np.int16)


def drawn_by_poppler(path: Path, width: int) -> Picture:
    """The same by the library that the document viewers of most Linux desktops draw with."""
    size = ["-scale-to-x", str(width), "-scale-to-y", "-1"]
    subprocess.run(["pdftoppm", "-png", "-singlefile", *size, path, path.with_suffix("")], check=True)
    return picture(QImage(str(path.with_suffix(".png"))))


def text_of(path: Path) -> str:
    """The words of the first page of a PDF."""
    pdfium = pytest.importorskip("pypdfium2")
    with pdfium.PdfDocument(path) as document:
        text: str = document[0].get_textpage().get_text_bounded()
        return text


def differing(one: Picture, other: Picture) -> float:
    """The share of pixels that are seen to differ."""
    assert one.shape == other.shape
    return float((np.abs(one - other).max(axis=2) > VISIBLE).mean())
