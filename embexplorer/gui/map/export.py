"""Save a figure as PNG, SVG, PDF or HTML, painted as on the screen, with text as text; needs no display."""

import os
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QApplication

from embexplorer.core.errors import UserError
from embexplorer.core.figure import Figure
from embexplorer.core.figure_caption import drawn_rows
from embexplorer.core.figure_file import FigureFile, FileKind, of_screen
from embexplorer.core.look import Camera
from embexplorer.core.report import Report, ignore
from embexplorer.core.writing import new_file
from embexplorer.gui.map.fitting import fitted_camera
from embexplorer.gui.map.labels import Labels
from embexplorer.gui.map.page import page_of, text_pixels, type_of
from embexplorer.gui.map.painter import MapPainter
from embexplorer.gui.map.raster import Raster
from embexplorer.gui.map.scene import Scene, area_of
from embexplorer.gui.map.transform import of_camera
from embexplorer.gui.tokens import Theme, tokens

SUFFIXES: dict[str, FileKind] = {".png": "png", ".svg": "svg", ".pdf": "pdf", ".html": "html"}
SIZE = (1280, 900)
LOADING_PAYS = 20_000  # points; for fewer, importing the kernel takes longer than drawing without it


def save_figure(
    figure: Figure,
    path: Path,
    size: tuple[int, int] = SIZE,
    theme: Theme = "light",
    camera: Camera | None = None,
    ratio: float = 2.0,
) -> None:
    """Write the figure to `path` as a screen of this size shows it, with `ratio` dots to a pixel of it."""
    ensure_application()
    file = of_screen(kind_of(path), size, theme == "dark", ratio, text_pixels())
    write_figure(figure, path, replace(file, parts=parts_of(figure)), camera, size)


def write_figure(
    figure: Figure,
    path: Path,
    file: FigureFile,
    camera: Camera | None = None,
    seen: tuple[float, float] | None = None,
    report: Report = ignore,
    labels: Labels | None = None,
) -> None:
    """Write the figure to `path`, whole or not at all; `seen` is the size of the map that `camera` belongs to.

    `labels` may know some of this figure already, in the type of this file. Raises UserError for what cannot be, or a
    place that cannot be written.
    """
    file = file.checked()
    ensure_application()
    with new_file(path) as stream:  # a place that cannot be written is refused before the long work starts
        report(0.0, "Placing labels and points")
        content = _drawn(figure, file, camera, seen, report, labels)
        report(0.95, "Writing the file")
        stream.write(content)
    report(1.0, "Written")


def _drawn(
    figure: Figure,
    file: FigureFile,
    camera: Camera | None,
    seen: tuple[float, float] | None,
    report: Report,
    labels: Labels | None,
) -> bytes:
    """The content of the file."""
    with type_of(file):
        page = page_of(figure, file, camera, seen)
        painter = map_painter(figure)
        if labels is not None:
            painter.show_labels(labels)
        return _writer(file)(page, painter, figure, file, report)


def parts_of(figure: Figure) -> tuple[str, ...]:
    """What the screen draws beside the map."""
    return (*(layer for layer in ("legend", "labels") if layer in figure.layers), "badges")


def kind_of(path: Path) -> FileKind:
    """The kind that a file's name says; raises UserError where it says none."""
    kind = SUFFIXES.get(path.suffix.lower())
    if kind is None:
        raise UserError(
            f"‘{path.name}’ does not say which kind of image to write.", f"End it with {', '.join(SUFFIXES)}."
        )
    return kind


def _writer(file: FigureFile):
    """How this kind of file is written, which is loaded when it is asked for."""
    if file.kind == "html":
        from embexplorer.gui.map.html_figure import html

        return html
    from embexplorer.gui.map import figure_formats

    return {"png": figure_formats.png, "svg": figure_formats.svg, "pdf": figure_formats.pdf}[file.kind]


def scene_of(
    figure: Figure,
    size: tuple[int, int],
    theme: Theme,
    camera: Camera | None = None,
    ratio: float = 1.0,
    vector: bool = False,
) -> Scene:
    """The figure as the screen paints it at this size; without a camera everything is shown."""
    width, height = size
    area = area_of(figure, width, height)
    seen_from = camera or fitted_camera(figure, width, height)
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
    size = QSize(round(scene.width * scene.ratio), round(scene.height * scene.ratio))
    image = QImage(size, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scene.ratio)
    painter = QPainter(image)
    complaint = map_painter(scene.figure, raster).paint(painter, scene)
    painter.end()
    if complaint:
        raise RuntimeError(complaint)
    return image


def map_painter(figure: Figure, raster: Raster | None = None, pays: int = LOADING_PAYS) -> MapPainter:
    """What paints this figure fastest; the kernel is loaded for more points than `pays`."""
    raster = raster or Raster()
    if drawn_rows(figure) > pays:
        raster.load()
    return MapPainter(raster)


def ensure_application() -> None:
    """Fonts and images need an application; without a display Qt gets one that draws into memory."""
    if QGuiApplication.instance() is None:
        if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _kept.append(QApplication([]))


_kept: list[QApplication] = []  # Python would end an application that nobody holds
