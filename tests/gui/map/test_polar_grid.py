"""A map of word axes in the polar form has rings about the origin."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from embexplorer.core.figure import Figure
from embexplorer.core.look import Camera
from embexplorer.gui.map.export import painted, scene_of
from embexplorer.gui.tokens import LIGHT
from tests.gui.map.conftest import figure_of

CROSS = [[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]]


def figure(polar: float) -> Figure:
    made = figure_of(CROSS)
    assert made.projection is not None
    return replace(made, layers=(), projection=replace(made.projection, facts={"polar": polar}))


def colours(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name().upper() for x in range(0, image.width(), 3) for y in range(image.height())}


@pytest.mark.parametrize(("polar", "drawn"), [(1.0, True), (0.0, False)])
def test_rings_are_drawn_on_polar_maps_alone(qapp: QApplication, polar: float, drawn: bool) -> None:
    image = painted(scene_of(figure(polar), (600, 400), "light"))

    assert drawn == (LIGHT.faint in colours(image))


@pytest.mark.parametrize("camera", [Camera(x=0, y=0, scale=1e7), Camera(x=50, y=50, scale=1e5)])
def test_a_close_look_costs_no_endless_rings(qapp: QApplication, camera: Camera) -> None:
    image = painted(scene_of(figure(1.0), (600, 400), "light", camera))

    assert (600, 400) == (image.width(), image.height())
