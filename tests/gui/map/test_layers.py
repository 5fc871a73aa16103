"""Layers lie in the order and have the opacity that the user wishes; what has no switch keeps a sensible place."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from embexplorer.core.figure import Figure
from embexplorer.core.look import LAYERS
from embexplorer.gui.map.label_text import LabelText, NameSize
from embexplorer.gui.map.layers import LayerStack, opacity_of
from embexplorer.gui.map.painter import MapPainter
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.map.transform import MapTransform
from embexplorer.gui.tokens import LIGHT
from tests.gui.map.conftest import FOUR, figure_of


class Rectangles:
    """Fills these, one over the other."""

    def __init__(self, color: str, *rectangles: QRectF) -> None:
        self._color, self._rectangles = QColor(color), rectangles

    def paint(self, painter: QPainter, scene: Scene) -> None:
        for rectangle in self._rectangles:
            painter.fillRect(rectangle, self._color)


def scene_of(figure: Figure, **given: object) -> Scene:
    return Scene(figure=figure, view=MapTransform(scale=1, left=0, top=20), width=20, height=20, tokens=LIGHT, **given)


def painted(stack: LayerStack, scene: Scene) -> QImage:
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    stack.paint(painter, scene)
    painter.end()
    return image


def names(order: tuple[str, ...]) -> list[str]:
    return [shelf.name for shelf in MapPainter().stack.in_order(order)]


def test_at_first_edges_run_between_grey_points_and_those_with_a_class() -> None:
    found = [name for name in names(LAYERS) if name not in ("contours", "density", "hulls", "trust", "names")]

    assert found == [
        "rings", "points", "edges", "classed", "arrows", "selection", "pinned", "labels", "legend", "hovered", "axes",
        "tripod", "badges",
    ]  # fmt: skip


def test_a_layer_lies_where_the_user_has_put_it() -> None:
    found = names(("labels", "points", "density", "contours", "edges", "arrows", "legend"))

    assert found.index("labels") < found.index("points") < found.index("density") < found.index("selection")
    assert found.index("edges") > found.index("classed")


def test_marks_lie_over_everything_but_labels_and_legend_in_front() -> None:
    found = names(("legend", "density", "contours", "hulls", "points", "trust", "arrows", "edges", "labels"))

    assert found.index("legend") < found.index("points") < found.index("selection") < found.index("labels")


def test_a_layer_that_the_order_does_not_know_lies_in_front_of_those_it_knows() -> None:
    stack = LayerStack()
    stack.add("later", Rectangles("red"), "later")
    stack.add("points", Rectangles("red"), "points")

    assert ["points", "later"] == [shelf.name for shelf in stack.in_order(("points",))]


@pytest.mark.parametrize("vector", [False, True])
def test_a_layer_is_as_opaque_as_wished(vector: bool) -> None:
    stack = LayerStack()
    stack.add("edges", Rectangles("black", QRectF(0, 0, 20, 20)), "edges")
    figure = replace(figure_of(FOUR), layers=("edges",), opacities={"edges": 0.4})

    image = painted(stack, scene_of(figure, vector=vector))

    assert 153 == pytest.approx(image.pixelColor(5, 5).red(), abs=1)


def test_what_overlaps_within_a_layer_does_not_show_through() -> None:
    stack = LayerStack()
    stack.add("one", Rectangles("black", QRectF(0, 0, 15, 20), QRectF(5, 0, 15, 20)), "labels")
    stack.add("two", Rectangles("black", QRectF(5, 0, 5, 20)), "labels")
    figure = replace(figure_of(FOUR), layers=("labels",), opacities={"labels": 0.5})

    image = painted(stack, scene_of(figure))

    assert image.pixelColor(2, 9) == image.pixelColor(9, 9) == image.pixelColor(18, 9)


class Word:
    """One large dash in blue, with its halo."""

    def paint(self, painter: QPainter, scene: Scene) -> None:
        LabelText().draw(painter, QPointF(-20, -4), "————", NameSize.LARGE, "#0000ff", scene)


def test_a_faint_label_of_a_vector_file_shows_no_halo_through_its_letters(qapp) -> None:
    stack = LayerStack()
    stack.add("ground", Rectangles("black", QRectF(0, 0, 20, 20)), "edges")
    stack.add("labels", Word(), "labels")
    figure = replace(figure_of(FOUR), layers=("edges", "labels"), opacities={"labels": 0.5})

    image = painted(stack, scene_of(figure, vector=True))

    colors = [image.pixelColor(10, row) for row in range(20)]
    letter = max(colors, key=lambda color: color.blue() - color.red())
    halo = max(colors, key=lambda color: color.red())
    assert letter.red() < 20 and 100 < letter.blue() < 150
    assert 100 < halo.red() < 150


def test_a_layer_of_no_opacity_is_not_drawn() -> None:
    stack = LayerStack()
    stack.add("edges", Rectangles("black", QRectF(0, 0, 20, 20)), "edges")
    figure = replace(figure_of(FOUR), layers=("edges",), opacities={"edges": 0.0})

    assert QColor("white") == painted(stack, scene_of(figure)).pixelColor(5, 5)


def test_opacity_holds_at_every_device_pixel_ratio() -> None:
    stack = LayerStack()
    stack.add("edges", Rectangles("black", QRectF(0, 0, 20, 20)), "edges")
    figure = replace(figure_of(FOUR), layers=("edges",), opacities={"edges": 0.5})
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(2)
    image.fill(QColor("white"))
    painter = QPainter(image)

    stack.paint(painter, scene_of(figure, ratio=2.0))
    painter.end()

    assert {127, 128} >= {image.pixelColor(place, place).red() for place in (1, 20, 38)}


@pytest.mark.parametrize(("layers", "opacity"), [(("points",), 0.2), (("density", "points"), 0.5)])
def test_density_that_stands_for_points_is_as_faint_as_they_are(layers: tuple[str, ...], opacity: float) -> None:
    figure = replace(figure_of(FOUR), layers=layers, blend=True, opacities={"points": 0.4, "density": 0.5})

    assert opacity == pytest.approx(opacity_of("density", figure))
