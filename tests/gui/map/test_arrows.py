"""Arrows between rows of the figure: drawn in accent, their words labelled, nothing where a row is nowhere."""

from dataclasses import replace

import numpy as np
from PySide6.QtGui import QColor, QImage, QPainter

from embexplorer.core.coloring import plain
from embexplorer.core.figure import Arrow, Figure
from embexplorer.core.keys import Keys
from embexplorer.gui.map.label_candidates import candidates
from embexplorer.gui.map.layers import Arrows
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.map.transform import MapTransform
from embexplorer.gui.tokens import LIGHT

PLACES = np.array([[10, 90], [90, 90], [50, 10], [np.nan, np.nan]], np.float32)


def scene_with(*arrows: Arrow) -> Scene:
    """A map of 100 × 100 pixels whose coordinates are pixels from below."""
    figure = Figure(
        title="four", keys=Keys(list("abcd")), coordinates=PLACES, coloring=plain(4), order=np.arange(4), arrows=arrows
    )
    return Scene(figure=figure, view=MapTransform(scale=1, left=0, top=100), width=100, height=100, tokens=LIGHT)


def painted(scene: Scene) -> QImage:
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    Arrows().paint(painter, scene)
    painter.end()
    return image


def test_an_arrow_goes_from_one_row_to_the_other_and_ends_short_of_it(qapp) -> None:
    image = painted(scene_with(Arrow(start=0, end=1)))

    assert QColor("white") != image.pixelColor(50, 10)
    assert QColor("white") == image.pixelColor(89, 10)
    assert QColor("white") == image.pixelColor(50, 60)


def test_an_arrow_to_a_row_that_is_nowhere_is_left_out(qapp) -> None:
    assert painted(scene_with()) == painted(scene_with(Arrow(start=0, end=3)))


def test_the_words_of_arrows_ask_for_labels_before_others(qapp) -> None:
    scene = scene_with(Arrow(start=2, end=1))

    rows, _ = candidates(replace(scene, figure=replace(scene.figure, selected=np.array([0]))))

    assert [2, 1, 0] == rows[:3]
