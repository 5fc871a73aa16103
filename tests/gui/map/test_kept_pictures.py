"""What is kept from one frame to the next is drawn again when what it depends on changes: outlines, rings, labels."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from embexplorer.core.figure import Figure
from embexplorer.gui.map import labels as map_labels
from embexplorer.gui.map import selection
from embexplorer.gui.map.export import scene_of
from embexplorer.gui.map.labels import Labels
from embexplorer.gui.map.painter import MapPainter
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.map.shown_islands import ShownIslands
from embexplorer.gui.style import Typeface, typeface
from embexplorer.gui.tokens import DARK
from tests.gui.map.conftest import figure_of
from tests.gui.map.test_label_layout import clouds

SIZE = (600, 400)
CROWD = 2_500  # more than are ringed one by one
QUIET = ("points",)
Change = Callable[[Scene], Scene]


def crowd(color_by: str | None = "kind") -> Figure:
    """Many points of two kinds, most of them selected."""
    places = np.random.default_rng(0).uniform(0, 10, (CROWD, 2)).tolist()
    return replace(figure_of(places, color_by=color_by, selection=np.arange(CROWD - 300)), layers=QUIET)


def picture(painter: MapPainter, scene: Scene) -> QImage:
    """The map as this painter draws it."""
    size = [round(side * scene.ratio) for side in (scene.width, scene.height)]
    image = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(scene.ratio)
    device = QPainter(image)
    painter.paint(device, scene)
    device.end()
    return image


def with_figure(**parts: object) -> Change:
    return lambda scene: replace(scene, figure=replace(scene.figure, **parts))


CHANGES: dict[str, Change] = {
    "nothing": lambda scene: scene,
    "view": lambda scene: replace(scene, view=replace(scene.view, left=scene.view.left + 20)),
    "theme": lambda scene: replace(scene, tokens=DARK),
    "size": lambda scene: replace(scene, width=500),
    "ratio": lambda scene: replace(scene, ratio=2.0),
    "selection": with_figure(selected=np.arange(200, CROWD)),
    "filter": with_figure(shown=np.arange(CROWD) % 3 > 0),
    "colours": lambda scene: replace(scene, figure=crowd("value")),
    "point size": with_figure(point_size=2.0),
}


@pytest.mark.parametrize("many", [selection.MANY, 1])
@pytest.mark.parametrize("change", CHANGES)
def test_an_outline_is_that_of_what_is_shown(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, change: str, many: int
) -> None:
    monkeypatch.setattr(selection, "MANY", many)
    before, painter = scene_of(crowd(), SIZE, "light"), MapPainter()
    after = CHANGES[change](before)
    picture(painter, before)

    assert picture(MapPainter(), after) == picture(painter, after)


def test_an_outline_is_drawn_once(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    scene, painter = scene_of(crowd(), SIZE, "light"), MapPainter()
    picture(painter, scene)
    monkeypatch.setattr(selection.Selection, "_discs", None)

    assert picture(painter, scene)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_rings_from_images_are_those_that_are_drawn(qapp: QApplication, ratio: float) -> None:
    places = np.random.default_rng(1).uniform(20, 380, (12, 2))
    scene = replace(scene_of(figure_of([[0.0, 0.0]]), (400, 400), "light"), ratio=ratio)

    stamped, drawn = (rings(replace(scene, vector=vector), places) for vector in (False, True))

    differing = np.abs(stamped.astype(int) - drawn)
    assert drawn.any()
    assert differing.max() < 110 and differing.mean() < 0.1


def rings(scene: Scene, places: np.ndarray) -> np.ndarray:
    """How opaque the pixels of rings around these places are."""
    side = round(400 * scene.ratio)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    image.setDevicePixelRatio(scene.ratio)
    painter = QPainter(image)
    selection._rings(painter, scene, places)
    painter.end()
    return np.array(image.constBits(), np.uint8).reshape(side, side, 4)[..., 3]


LABEL_CHANGES: dict[str, Change] = {
    "nothing": lambda scene: scene,
    "colours": lambda scene: replace(scene, figure=clouds(color_by="value")),
    "words": lambda scene: replace(scene, figure=clouds(seed=1)),
    "theme": lambda scene: replace(scene, tokens=DARK),
    "ratio": lambda scene: replace(scene, ratio=2.0),
    "selection": with_figure(selected=np.arange(5)),
}


@pytest.mark.parametrize("change", LABEL_CHANGES)
def test_labels_are_those_of_what_is_shown(qapp: QApplication, change: str) -> None:
    before, painter = scene_of(clouds(), SIZE, "light"), MapPainter()
    after = LABEL_CHANGES[change](before)
    picture(painter, before)

    assert picture(MapPainter(), after) == picture(painter, after)


def test_labels_are_written_in_the_typeface_in_use(qapp: QApplication) -> None:
    scene, labels = scene_of(clouds(), SIZE, "light"), Labels()
    (label, *_) = labels.placed(scene)
    (before,) = labels._at_hand(scene, [label])[1]

    with typeface(Typeface(pixels=26)):
        (after,) = labels._at_hand(scene, [label])[1]

    assert after.height() > before.height()


@pytest.fixture
def hurried(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """A map on the screen whose labels follow its points."""
    monkeypatch.setattr(map_labels, "MANY", 10)
    monkeypatch.setattr(ShownIslands, "ready", lambda *_: True)
    return replace(scene_of(clouds(), SIZE, "light"), hurry=True)


def filtered(scene: Scene, least: int) -> Scene:
    return replace(scene, figure=replace(scene.figure, shown=np.arange(scene.figure.rows) >= least))


def test_while_a_filter_moves_labels_wait(hurried: Scene) -> None:
    labels = Labels()
    there = {label.row for label in labels.placed(hurried)}

    shown = [{label.row for label in labels.placed(filtered(hurried, least))} for least in (20, 40, 60)]

    assert [{row for row in there if row >= least} for least in (20, 40, 60)] == shown


def test_when_a_filter_rests_labels_come(hurried: Scene) -> None:
    labels = Labels()
    labels.placed(hurried)
    last = filtered(hurried, 60)
    waiting = {label.row for label in labels.placed(last)}

    found = {label.row for label in labels.placed(last)}

    assert waiting != found
    assert {label.row for label in Labels().placed(last)} == found
