"""A PDF looks like the screen: rasterised at the same size, less than 2 % of its pixels are seen to differ."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from embexplorer.core.figure import Figure
from embexplorer.core.figure_file import FigureFile
from embexplorer.gui.map.export import painted, save_figure, scene_of, write_figure
from embexplorer.gui.map.sample import sample_figure
from embexplorer.gui.map.view import MapView
from tests.gui.map.conftest import figure_of
from tests.gui.map.pages import differing, drawn_by_poppler, picture, rasterised, text_of

FEW, MANY = 1_000, 30_000
LIMIT = 0.02
SIZE = (1280, 900)


def cloud(rows: int, **wishes: object) -> Figure:
    places = np.random.default_rng(1).normal(size=(rows, 2))
    return figure_of(places.tolist(), **wishes)


FIGURES = {
    "few points": lambda: sample_figure(FEW),
    "many points": lambda: sample_figure(MANY),
    "a scale": lambda: sample_figure(FEW, color_by="norm"),
    "axes": lambda: cloud(3000, axes=("PC1 · 5 %", "PC2 · 4 %"), color_by="value"),
    "nothing but points": lambda: replace(sample_figure(MANY), layers=("points",), pinned=None),
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize("name", FIGURES)
def test_a_pdf_looks_like_the_screen(qapp: QApplication, tmp_path: Path, name: str, ratio: float, theme: str) -> None:
    figure = FIGURES[name]()
    screen = picture(painted(scene_of(figure, SIZE, theme, ratio=ratio)))

    save_figure(figure, tmp_path / "map.pdf", SIZE, theme, ratio=ratio)

    assert differing(screen, rasterised(tmp_path / "map.pdf", round(SIZE[0] * ratio))) < LIMIT


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_with_hundreds_of_bold_labels_a_pdf_looks_like_the_screen(
    qapp: QApplication, tmp_path: Path, ratio: float, theme: str
) -> None:
    figure = replace(sample_figure(MANY), selected=np.arange(0, MANY, 4))
    screen = picture(painted(scene_of(figure, SIZE, theme, ratio=ratio)))

    save_figure(figure, tmp_path / "map.pdf", SIZE, theme, ratio=ratio)

    assert differing(screen, rasterised(tmp_path / "map.pdf", round(SIZE[0] * ratio))) < LIMIT


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="Poppler is not here")
@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_poppler_draws_a_pdf_like_the_screen_too(qapp: QApplication, tmp_path: Path, ratio: float) -> None:
    figure = replace(sample_figure(MANY), selected=np.arange(0, MANY, 4))
    screen = picture(painted(scene_of(figure, SIZE, "light", ratio=ratio)))

    save_figure(figure, tmp_path / "map.pdf", SIZE, ratio=ratio)

    assert differing(screen, drawn_by_poppler(tmp_path / "map.pdf", round(SIZE[0] * ratio))) < LIMIT


def test_a_pdf_looks_like_the_widget(qapp: QApplication, tmp_path: Path, show) -> None:
    view: MapView = show(sample_figure(FEW))
    scene = replace(view.scene(), hurry=False)  # as it is once its labels have come

    save_figure(sample_figure(FEW), tmp_path / "map.pdf", (600, 400), ratio=1.0)

    assert differing(picture(painted(scene)), rasterised(tmp_path / "map.pdf", 600)) < LIMIT


@pytest.mark.parametrize("rows", [FEW, MANY])
def test_in_print_a_pdf_looks_like_the_png(qapp: QApplication, tmp_path: Path, rows: int) -> None:
    file = FigureFile(width=89, height=80, dpi=300, parts=("title", "legend", "labels", "badges", "caption"))
    figure = sample_figure(rows)

    write_figure(figure, tmp_path / "map.pdf", replace(file, kind="pdf"), seen=(800, 600))
    write_figure(figure, tmp_path / "map.png", file, seen=(800, 600))

    image = picture(QImage(str(tmp_path / "map.png")))
    assert differing(image, rasterised(tmp_path / "map.pdf", file.pixels[0])) < LIMIT


def test_text_of_a_pdf_is_text(qapp: QApplication, tmp_path: Path) -> None:
    figure = figure_of([[0, 0], [10, 10]], ["<b>king</b>", "queen"], color_by="kind")

    write_figure(figure, tmp_path / "map.pdf", FigureFile(kind="pdf", parts=("title", "labels", "legend", "caption")))

    said = text_of(tmp_path / "map.pdf")
    assert "<b>king</b>" in said and "queen" in said and "map · few" in said and "Coloured by kind." in said
