"""A page as the bytes of a PNG, an SVG or a PDF, with what was run written into each."""

import math
import re

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QImageWriter, QPageSize, QPainter, QPdfWriter

from embexplorer.core.figure import Figure
from embexplorer.core.figure_caption import description_of, program, title_of
from embexplorer.core.figure_file import INCH, POINT, FigureFile
from embexplorer.core.report import Report
from embexplorer.gui.map.page import Page, paint_page
from embexplorer.gui.map.painter import MapPainter
from embexplorer.gui.map.pdf_facts import with_facts

FINE = 1200  # steps to an inch in which a vector file counts
SVG_SIZE = re.compile(rb'<svg width="[^"]*" height="[^"]*"')  # Qt's is a whole number of its own steps
NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")  # what no XML may hold, however it is written


def image_of(page: Page, painter_of_map: MapPainter) -> QImage:
    """The page in dots."""
    image = QImage(QSize(*page.size), _format(page))
    image.fill(0)
    image.setDevicePixelRatio(page.scene.ratio)
    painter = QPainter(image)
    _paint(painter, page, painter_of_map)
    painter.end()
    image.setDevicePixelRatio(1)
    return image


def png(page: Page, painter_of_map: MapPainter, figure: Figure, file: FigureFile, report: Report) -> bytes:
    """A PNG that knows how large it is in print."""
    image = image_of(page, painter_of_map)
    report(0.6, "Packing the image")
    per_meter = round(file.dpi / INCH * 1000)
    image.setDotsPerMeterX(per_meter)
    image.setDotsPerMeterY(per_meter)
    memory = QByteArray()
    buffer = QBuffer(memory)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"PNG"))
    writer.setText("Title", title_of(figure))
    writer.setText("Description", description_of(figure, file))
    writer.setText("Software", program())
    writer.write(image)
    return bytes(memory.data())


def svg(page: Page, painter_of_map: MapPainter, figure: Figure, file: FigureFile, report: Report) -> bytes:
    """An SVG whose numbers are pixels of the map, and whose size is that in print."""
    from PySide6.QtSvg import QSvgGenerator

    memory = QByteArray()
    buffer = QBuffer(memory)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(FINE)
    generator.setSize(QSize(round(file.width / INCH * FINE), round(file.height / INCH * FINE)))
    generator.setViewBox(QRectF(page.whole))
    generator.setTitle(title_of(figure))
    generator.setDescription(description_of(figure, file))
    painter = QPainter(generator)
    _paint(painter, page, painter_of_map)
    painter.end()
    plain = NOT_XML.sub("�".encode(), bytes(memory.data()))
    return SVG_SIZE.sub(b'<svg width="%gmm" height="%gmm"' % (file.width, file.height), plain, count=1)


def pdf(page: Page, painter_of_map: MapPainter, figure: Figure, file: FigureFile, report: Report) -> bytes:
    """A PDF of one page, as large as the figure."""
    memory = QByteArray()
    buffer = QBuffer(memory)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    size = (page.size[0] * POINT / file.dpi, page.size[1] * POINT / file.dpi)
    whole = QSize(*map(math.ceil, size))  # Qt knows whole points only
    writer.setPageSize(QPageSize(QSizeF(whole), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(FINE)
    painter = QPainter(writer)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    painter.scale(page.unit / POINT * FINE, page.unit / POINT * FINE)
    _paint(painter, page, painter_of_map)
    painter.end()
    told = {"Title": title_of(figure), "Subject": description_of(figure, file), "Creator": program()}
    return with_facts(bytes(memory.data()), told, size, whole.height())


def _paint(painter: QPainter, page: Page, painter_of_map: MapPainter) -> None:
    complaint = paint_page(painter, page, painter_of_map)
    if complaint:
        painter.end()
        raise RuntimeError(complaint)


def _format(page: Page) -> QImage.Format:
    return QImage.Format.Format_ARGB32_Premultiplied if page.scene.clear else QImage.Format.Format_RGB32
