"""A figure as it lies on paper: the title, the map and its caption, in type of a size in print."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from embexplorer.core.errors import UserError
from embexplorer.core.figure import Figure
from embexplorer.core.figure_caption import caption_of, title_of
from embexplorer.core.figure_file import POINT, FigureFile
from embexplorer.core.look import Camera
from embexplorer.gui.map.fitting import fitted_camera
from embexplorer.gui.map.painter import MapPainter
from embexplorer.gui.map.scene import Scene, area_of
from embexplorer.gui.map.transform import of_camera
from embexplorer.gui.style import SIZES, Typeface, font, pixels, typeface
from embexplorer.gui.tokens import tokens

TEXT = SIZES["caption"]  # pixels at the base size
SMALLEST = 10  # pixels at the base size: the labels of words without a class
LEAST = 80  # pixels that are left for the map
AIR = 8


@dataclass(frozen=True, kw_only=True)
class Page:
    """Lengths in pixels of the scene, of which one is `unit` points in print; `size` is that of the page in dots.

    `above` and `below` are how much title and caption take; with the map they are whole numbers of dots, so that an
    image of the points lies on the grid of the page.
    """

    scene: Scene
    title: str
    caption: tuple[str, ...]
    above: float
    below: float
    unit: float
    size: tuple[int, int]

    @property
    def whole(self) -> QRectF:
        """The page."""
        return QRectF(0, 0, self.scene.width, self.above + self.scene.height + self.below)


@contextmanager
def type_of(file: FigureFile) -> Iterator[None]:
    """Measure and write in the type of the file."""
    with typeface(Typeface(family=file.family)):
        yield


def page_of(
    figure: Figure, file: FigureFile, camera: Camera | None = None, seen: tuple[float, float] | None = None
) -> Page:
    """The page in the type of the file, which must be in use.

    `seen` is the size of the map on the screen, seen from `camera`. At least what is seen there is on the page, and
    points are as large beside it as there; a browser fits the map to its own window. Raises UserError if no room is
    left for the map.
    """
    unit = file.points / text_pixels()
    ratio = file.dpi / POINT * unit
    wide, high = file.pixels
    around = () if file.kind == "html" else file.parts  # whose own page has title and caption
    caption = _lines(caption_of(figure), wide / ratio - 2 * AIR) if "caption" in around else ()
    above = round(ratio * (_line(_title_font()) + AIR)) if "title" in around else 0
    below = round(ratio * (len(caption) * _line(font("caption")) + AIR)) if caption else 0
    if high - above - below < LEAST * ratio:
        raise UserError(
            "The map has no room beside its title and caption.", "Make the figure higher, or the text smaller."
        )
    return Page(
        scene=_scene(_chosen(figure, file), file, ratio, (wide / ratio, (high - above - below) / ratio), camera, seen),
        title=title_of(figure) if above else "",
        caption=caption,
        above=above / ratio,
        below=below / ratio,
        unit=unit,
        size=(wide, high),
    )


def paint_page(painter: QPainter, page: Page, map_painter: MapPainter) -> str:
    """Draw it in pixels of the scene; the answer names a layer that failed, else it is empty."""
    scene = page.scene
    ground = QColor(scene.tokens.map)
    if not scene.clear:
        painter.fillRect(page.whole, ground)
    painter.save()
    painter.translate(0, page.above)
    complaint = map_painter.paint(painter, scene)
    painter.restore()
    if not scene.clear:  # what reaches out of the map
        painter.fillRect(QRectF(0, 0, scene.width, page.above), ground)
        painter.fillRect(QRectF(0, page.above + scene.height, scene.width, page.below), ground)
    _write_around(painter, page)
    return complaint


def text_pixels() -> int:
    """How high, in pixels of the map, the text is that a figure's `points` are the size of."""
    return pixels(TEXT)


def smallest_points(file: FigureFile) -> float:
    """How large the smallest text is in print."""
    return file.points * max(10, pixels(SMALLEST)) / text_pixels()


def _chosen(figure: Figure, file: FigureFile) -> Figure:
    """The figure with those of the parts that are wished for."""
    layers = tuple(name for name in figure.layers if name not in ("legend", "labels"))
    layers += tuple(name for name in ("labels", "legend") if name in file.parts)
    if "badges" in file.parts and file.kind != "html":  # whose own page has them
        return replace(figure, layers=layers)
    blend = figure.blend and file.kind != "html"  # where each point is one
    return replace(figure, layers=layers, badges=(), trust="", blend=blend)


def _scene(
    figure: Figure,
    file: FigureFile,
    ratio: float,
    size: tuple[float, float],
    camera: Camera | None,
    seen: tuple[float, float] | None,
) -> Scene:
    area = area_of(figure, *size)
    smaller = 1.0
    if seen is not None:
        there = area_of(figure, *seen)
        smaller = min(area.width / there.width, area.height / there.height)
    if camera is not None:
        camera = replace(camera, scale=camera.scale * smaller)
    camera = camera or fitted_camera(figure, *size, notes="badges" in file.parts)
    return Scene(
        figure=figure if file.kind == "html" else replace(figure, point_size=figure.point_size * smaller),
        view=of_camera(camera, area),
        width=size[0],
        height=size[1],
        tokens=tokens("dark" if file.is_dark else "light"),
        ratio=ratio,
        vector=file.kind in ("svg", "pdf"),
        vector_points=file.vector_points,
        clear=file.is_clear,
    )


def _write_around(painter: QPainter, page: Page) -> None:
    scene = page.scene
    if page.title:
        painter.setFont(_title_font())
        painter.setPen(QColor(scene.tokens.text))
        metrics = QFontMetricsF(painter.font())
        title = metrics.elidedText(page.title, Qt.TextElideMode.ElideRight, scene.width - 2 * AIR)
        painter.drawText(QPointF(AIR, AIR + metrics.ascent()), title)
    painter.setFont(font("caption"))
    painter.setPen(QColor(scene.tokens.secondary))
    top = page.above + scene.height + QFontMetricsF(painter.font()).ascent()
    for number, line in enumerate(page.caption):
        painter.drawText(QPointF(AIR, top + number * _line(painter.font())), line)


def _title_font() -> QFont:
    return font("body", 600)


def _line(kind: QFont) -> float:
    return QFontMetricsF(kind).height() * 1.1


def _lines(text: str, width: float) -> tuple[str, ...]:
    """The text in lines that are no wider; a word that is wider is cut."""
    metrics = QFontMetricsF(font("caption"))
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if metrics.horizontalAdvance(longer) <= width:
            lines[-1] = longer
            continue
        lines.append(metrics.elidedText(word, Qt.TextElideMode.ElideRight, width))
    return tuple(line for line in lines if line)
