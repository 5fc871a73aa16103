"""Maps as someone who is colour-blind sees them: the arithmetic against colorspacious, and where it is seen."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from colorspacious import cspace_convert, machado_et_al_2009_matrix
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from embexplorer.core.figure import Figure
from embexplorer.gui.map.badges import boxes
from embexplorer.gui.map.color_vision import MATRICES, simulated, simulated_name, simulated_rgb
from embexplorer.gui.map.export import save_figure
from embexplorer.gui.map.view import MapView
from embexplorer.gui.tokens import LIGHT
from embexplorer.gui.vision import Kind, badge, vision
from tests.gui.map.conftest import FOUR, figure_of

KINDS = [("deuteranopia", "deuteranomaly"), ("protanopia", "protanomaly"), ("tritanopia", "tritanomaly")]
Show = Callable[[Figure], MapView]


@pytest.fixture(autouse=True)
def own_colors(qapp: QApplication) -> Iterator[None]:
    """What a test has chosen ends with it."""
    yield
    vision().choose("none")


def rgb_of(pixels: np.ndarray) -> np.ndarray:
    """Levels of red, green and blue, n × 3."""
    return np.stack([(pixels >> shift) & 255 for shift in (16, 8, 0)], axis=-1).reshape(-1, 3).astype(float)


def some_pixels(count: int = 3_000) -> np.ndarray:
    """Opaque pixels of all colours."""
    return np.random.default_rng(0).integers(0, 2**24, count).astype(np.uint32) | np.uint32(0xFF000000)


@pytest.mark.parametrize(("kind", "named"), KINDS)
def test_the_matrices_are_those_of_machado_and_others(kind: Kind, named: str) -> None:
    np.testing.assert_array_equal(machado_et_al_2009_matrix(named, 100), MATRICES[kind])


@pytest.mark.parametrize(("kind", "named"), KINDS)
def test_pixels_are_what_colorspacious_makes_of_them(kind: Kind, named: str) -> None:
    pixels = some_pixels()
    space = {"name": "sRGB1+CVD", "cvd_type": named, "severity": 100}
    expected = 255 * np.clip(cspace_convert(rgb_of(pixels) / 255, space, "sRGB1"), 0, 1)

    found = simulated(pixels, kind)

    assert np.abs(rgb_of(found) - expected).max() < 0.6  # rounded to whole levels
    assert (found >> 24 == 255).all()


@pytest.mark.parametrize(("kind", "named"), KINDS)
def test_colours_as_shares_are_what_colorspacious_makes_of_them(kind: Kind, named: str) -> None:
    colors = rgb_of(some_pixels()) / 255
    space = {"name": "sRGB1+CVD", "cvd_type": named, "severity": 100}
    expected = np.clip(cspace_convert(colors, space, "sRGB1"), 0, 1)

    found = simulated_rgb(colors.astype(np.float32), kind)

    assert np.abs(found - expected).max() < 1e-4


def test_grey_has_the_luminance_of_the_colour() -> None:
    pixels = some_pixels()
    luminance = cspace_convert(rgb_of(pixels), "sRGB255", "XYZ1")[:, 1]

    found = rgb_of(simulated(pixels, "grey"))

    assert (found == found[:, :1]).all()
    assert np.abs(cspace_convert(found, "sRGB255", "XYZ1")[:, 1] - luminance).max() < 0.005


def test_pixels_that_are_not_opaque_keep_their_opacity() -> None:
    """Half of full red, premultiplied, is half of what red is seen as."""
    whole = simulated(np.array([0xFFFF0000], np.uint32), "deuteranopia")

    half = simulated(np.array([0x80800000, 0], np.uint32), "deuteranopia")

    assert [0x80, 0] == (half >> 24).tolist()
    assert np.abs(rgb_of(half)[0] - rgb_of(whole)[0] * 128 / 255).max() <= 1
    assert 0 == half[1]


def test_own_colours_are_left_as_they_are() -> None:
    pixels = some_pixels(10)

    assert simulated(pixels, "none") is pixels


def test_every_pixel_of_a_map_is_seen_so_with_its_legend(show: Show, qtbot: QtBot) -> None:
    view = show(figure_of(FOUR, color_by="kind"))
    qtbot.wait(50)  # labels that are drawn for the first time may come a frame later
    qtbot.waitUntil(lambda: not view._painter.labels.unfinished)
    before = pixels_of(view.grab().toImage())
    badged = boxes_of(view, "protanopia")

    after = pixels_of(view.grab().toImage())

    same = np.ones(before.shape, bool)
    same[badged] = False  # where the badge has come
    assert not np.array_equal(before, after)
    assert np.array_equal(simulated(before, "protanopia")[same], after[same])


def test_a_map_says_how_it_is_seen(show: Show) -> None:
    view = show(figure_of(FOUR))
    vision().choose("deuteranopia")

    scene = view.scene()

    assert scene is not None and badge("deuteranopia") in [text for _, text in boxes(scene)]


def test_a_figure_is_badged_once_as_long_as_it_is_the_same(show: Show) -> None:
    view = show(figure_of(FOUR))
    vision().choose("grey")
    first, second = view.scene(), view.scene()

    assert first is not None and second is not None and first.figure is second.figure


def test_the_shown_figure_keeps_its_own_badges(show: Show) -> None:
    figure = figure_of(FOUR)
    view = show(figure)

    vision().choose("grey")

    assert view.figure() is figure


def test_files_keep_the_colours_that_are_theirs(qapp: QApplication, tmp_path: Path) -> None:
    save_figure(figure_of(FOUR, color_by="kind"), tmp_path / "before.png", size=(300, 200))
    vision().choose("protanopia")

    save_figure(figure_of(FOUR, color_by="kind"), tmp_path / "after.png", size=(300, 200))

    assert (tmp_path / "before.png").read_bytes() == (tmp_path / "after.png").read_bytes()


def test_choosing_again_what_is_chosen_says_nothing(qapp: QApplication) -> None:
    told: list[bool] = []
    vision().changed.connect(lambda: told.append(True))
    vision().choose("tritanopia")

    vision().choose("tritanopia")

    assert [True] == told


def test_the_name_of_a_colour_is_that_of_its_pixel() -> None:
    pixel = simulated(np.array([QColor(LIGHT.classes[0]).rgba()], np.uint32), "deuteranopia")

    assert simulated_name(LIGHT.classes[0], "deuteranopia") == QColor.fromRgb(int(pixel[0])).name()


def pixels_of(image: QImage) -> np.ndarray:
    """As ARGB, rows × columns."""
    image = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1)[:, : image.width()].copy()


def boxes_of(view: MapView, kind: Kind) -> tuple[slice, slice]:
    """Look at the map like this; the answer is where its badge stands."""
    vision().choose(kind)
    scene = view.scene()
    assert scene is not None
    box = next(box for box, text in boxes(scene) if text == badge(kind)).adjusted(-2, -2, 2, 2)
    return slice(int(box.top()), int(box.bottom()) + 1), slice(int(box.left()), int(box.right()) + 1)
