"""Figures are saved as images that hold what the screen shows."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from embexplorer.core.errors import UserError
from embexplorer.core.figure import Figure, Measured
from embexplorer.core.figure_file import VECTOR_POINTS
from embexplorer.gui.map.export import painted, save_figure, scene_of
from embexplorer.gui.tokens import DARK
from tests.gui.map.conftest import FOUR, figure_of
from tests.gui.map.pages import differing, picture

NAMES = {"svg": "http://www.w3.org/2000/svg"}


def marked() -> Figure:
    return figure_of(FOUR, ["<b>x</b>", "b & c", "d", "e"], color_by="kind", selection=np.array([0, 1]), pinned=0)


def test_a_png_has_twice_the_pixels_and_the_colours_of_the_theme(qapp: QApplication, tmp_path: Path) -> None:
    save_figure(marked(), tmp_path / "map.png", size=(300, 200), theme="dark")

    image = QImage(str(tmp_path / "map.png"))
    assert (600, 400) == (image.width(), image.height())
    assert QColor(DARK.map) == image.pixelColor(300, 200)


def test_an_svg_holds_labels_as_text_as_they_are(qapp: QApplication, tmp_path: Path) -> None:
    save_figure(marked(), tmp_path / "map.svg", size=(600, 400))

    words = [(element.text or "").strip() for element in svg(tmp_path / "map.svg").iterfind(".//svg:text", NAMES)]
    assert {"<b>x</b>", "b & c", "even", "2"} <= set(words)


def test_an_svg_with_control_signs_in_a_name_can_be_read(qapp: QApplication, tmp_path: Path) -> None:
    save_figure(replace(marked(), title="a\x00b", badges=("c\x01d",)), tmp_path / "map.svg")

    assert "c\ufffdd" in "".join(svg(tmp_path / "map.svg").itertext())


def test_an_svg_holds_few_points_as_shapes(qapp: QApplication, tmp_path: Path) -> None:
    save_figure(figure_of(FOUR), tmp_path / "map.svg", size=(600, 400))

    assert [] == svg(tmp_path / "map.svg").findall(".//svg:image", NAMES)


def test_an_svg_holds_many_points_as_an_image(qapp: QApplication, tmp_path: Path) -> None:
    many = np.random.default_rng(0).normal(size=(VECTOR_POINTS + 1, 2))

    save_figure(figure_of(many.tolist()), tmp_path / "map.svg", size=(300, 200))

    assert 1 == len(svg(tmp_path / "map.svg").findall(".//svg:image", NAMES))


def test_what_was_measured_is_part_of_a_saved_figure(qapp: QApplication, tmp_path: Path) -> None:
    measured = Measured(start=(0, 0), end=(10, 10), title="a – <b>", lines=("true cosine 0.512",))

    save_figure(replace(figure_of(FOUR), measured=measured), tmp_path / "map.svg", size=(600, 400))

    words = [(element.text or "").strip() for element in svg(tmp_path / "map.svg").iterfind(".//svg:text", NAMES)]
    assert {"a – <b>", "true cosine 0.512"} <= set(words)


def test_an_svg_looks_like_the_screen(qapp: QApplication, tmp_path: Path) -> None:
    screen = picture(painted(scene_of(marked(), (600, 400), "light")))

    save_figure(marked(), tmp_path / "map.svg", size=(600, 400), ratio=1.0)

    image = QImage(600, 400, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    QSvgRenderer(str(tmp_path / "map.svg")).render(painter)
    painter.end()
    assert differing(screen, picture(image)) < 0.02


def test_a_pdf_is_written(qapp: QApplication, tmp_path: Path) -> None:
    save_figure(marked(), tmp_path / "map.pdf", size=(300, 200))

    assert (tmp_path / "map.pdf").read_bytes().startswith(b"%PDF")


def test_a_map_with_axes_has_their_captions(qapp: QApplication, tmp_path: Path) -> None:
    save_figure(figure_of(FOUR, axes=("PC1 · 5 %", "PC2 · 4 %")), tmp_path / "map.svg", size=(600, 400))

    words = [(element.text or "").strip() for element in svg(tmp_path / "map.svg").iterfind(".//svg:text", NAMES)]
    assert {"PC1 · 5 %", "PC2 · 4 %"} <= set(words)


def test_another_suffix_is_refused(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="‘map.gif’"):
        save_figure(marked(), tmp_path / "map.gif")


def test_a_folder_that_is_not_there_is_named(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be written"):
        save_figure(marked(), tmp_path / "nowhere" / "map.png", size=(300, 200))


def test_a_figure_is_saved_without_a_display(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from embexplorer.gui.map.export import save_figure; "
        "from embexplorer.gui.map.sample import sample_figure; "
        "save_figure(sample_figure(200), Path(sys.argv[1]), (300, 200))"
    )
    silent = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}

    subprocess.run([sys.executable, "-c", code, str(tmp_path / "map.png")], env=silent, check=True)

    assert (tmp_path / "map.png").stat().st_size > 1000


def svg(path: Path) -> ET.Element:
    return ET.parse(path).getroot()
