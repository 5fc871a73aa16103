"""The map stands figures that are empty or in one place, words of all sorts, layers that fail, and layers of others."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter
from pytestqt.qtbot import QtBot

from embexplorer.core.figure import Edge, Figure
from embexplorer.core.keys import Keys
from embexplorer.core.look import LAYERS, Look
from embexplorer.core.projection import Projection
from embexplorer.core.resolving import resolve
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.gui.map.export import save_figure
from embexplorer.gui.map.pointer import plain_tooltip
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.map.view import MapView
from tests.gui.map.conftest import FOUR, figure_of

Show = Callable[[Figure], MapView]
MIDDLE = QPointF(300, 200)
RANDOM = np.random.default_rng(0).normal(size=(40, 2))
PLACES = {
    "one point": [[3.0, 3.0]],
    "all at one place": [[3.0, 3.0]] * 40,
    "on a line": [[float(row), 2.0] for row in range(40)],
    "subnormal": RANDOM * 1e-42,
    "as large as can be": RANDOM / np.abs(RANDOM).max() * 3.3e38,
    "some nowhere": np.where(RANDOM > 1, np.nan, RANDOM),
    "some at the end of the world": np.where(RANDOM > 1, np.inf, RANDOM),
}
WORDS = {
    "a million letters": ["x" * 1_000_000, "y " * 500_000, "語" * 300_000],
    "like markup": ["<b>x</b>", "<img src=x>", "</svg>", "&amp;", "<script>alert(1)</script>"],
    "none": [""] * 5,
    "right to left": ["مرحبا", "שלום", "\u202eabc"],
    "of other scripts": ["日本語の単語", "e\u0301", "a\u200bb"],
    "lines": ["one\ntwo", "a\tb", "\r\n"],
}


def full_figure(
    places: Sequence[Sequence[float]], words: Sequence[str] = (), classes: Sequence[str] = ("a", "b"), **wishes: object
) -> Figure:
    """These points with every layer on, the first pinned, some selected, of classes by turns."""
    rows = len(places)
    keys = [*words, *(f"w{row}" for row in range(rows))][:rows]
    kinds = [classes[row % len(classes)] for row in range(rows)]
    space = EmbeddingSpace(
        name="odd", keys=Keys(keys), vectors=np.zeros((rows, 2), np.float32), columns=pa.table({"kind": kinds})
    )
    kept = pa.table({"row": np.arange(rows), "kept": np.arange(rows) % 16, "kept_share": np.linspace(0, 1, rows)})
    look = Look(color_by="kind", layers=LAYERS, **wishes)
    projection = Projection(name="map", coordinates=np.array(places, np.float32), axes=("PC1", "PC2"))
    edges = [Edge(row=rows - 1, kept=True), Edge(row=rows // 2, kept=False)]
    trust = Table(name="trust", columns=kept, caption="trust", facts={"k": 15})
    return resolve(space, projection, look, np.arange(0, rows, 3), 0, trust, edges)


def looked_at(view: MapView) -> list[str]:
    """Hover, walk, zoom and pan; answers what failed."""
    failed: list[str] = []
    view.failed.connect(failed.append)
    view.set_hovered(0)
    view.walker.walk("right")
    for factor in (3.0, 0.01, 50.0):
        view.zoom(factor, MIDDLE)
        view.repaint()
    view.fit()
    view.repaint()
    return failed


class Broken:
    """A layer with a bug."""

    def paint(self, painter: QPainter, scene: Scene) -> None:
        raise ZeroDivisionError


def test_an_empty_map_can_be_painted_and_zoomed(show: Show) -> None:
    view = show(figure_of(FOUR))

    view.show_figure(None)
    view.zoom(2.0, QPointF(5, 5))
    view.repaint()

    assert view.row_at(QPointF(5, 5)) is None


def test_points_that_are_all_at_one_place_can_be_shown(show: Show) -> None:
    view = show(figure_of([[3.0, 3.0]] * 4))

    assert view.row_at(QPointF(*view.view().to_screen(view.figure().coordinates[0]))) is not None


def test_a_layer_that_fails_is_left_out_and_named(show: Show, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    view = show(figure_of(FOUR))
    view.add_layer("broken", Broken())

    with qtbot.waitSignal(view.failed) as failed:
        view.repaint()

    assert ["The layer ‘broken’ could not be drawn; see the log."] == failed.args
    assert "ZeroDivisionError" in caplog.text


def test_a_layer_of_a_probe_lies_below_the_selection(show: Show) -> None:
    view = show(figure_of(FOUR))

    view.add_layer("mine", Broken())

    assert view.layers().index("mine") < view.layers().index("selection")


@pytest.mark.parametrize("density_by", ["class", "all"])
@pytest.mark.parametrize("places", PLACES.values(), ids=list(PLACES))
def test_points_in_odd_places_are_drawn_with_all_layers(
    show: Show, places: Sequence[Sequence[float]], density_by: str
) -> None:
    view = show(full_figure(places, density_by=density_by))

    assert [] == looked_at(view)


@pytest.mark.parametrize("places", PLACES.values(), ids=list(PLACES))
@pytest.mark.parametrize("suffix", ["png", "svg", "pdf", "html"])
def test_points_in_odd_places_are_saved_with_all_layers(
    show: Show, tmp_path: Path, places: Sequence[Sequence[float]], suffix: str
) -> None:
    path = tmp_path / f"map.{suffix}"

    save_figure(full_figure(places), path, (300, 200))

    assert path.stat().st_size > 0


@pytest.mark.parametrize("words", WORDS.values(), ids=list(WORDS))
def test_words_of_all_sorts_are_drawn_with_all_layers(show: Show, words: Sequence[str]) -> None:
    view = show(full_figure(RANDOM.tolist(), words))

    assert [] == looked_at(view)


@pytest.mark.parametrize("words", WORDS.values(), ids=list(WORDS))
def test_classes_of_all_sorts_are_drawn_with_all_layers(show: Show, words: Sequence[str]) -> None:
    view = show(full_figure(RANDOM.tolist(), (), words))

    assert [] == looked_at(view)


def test_markup_in_words_and_classes_is_text_in_a_saved_figure(show: Show, tmp_path: Path) -> None:
    words = WORDS["like markup"]
    path = tmp_path / "map.svg"

    save_figure(full_figure(RANDOM.tolist(), words, words), path, (600, 400))

    text = path.read_text(encoding="utf-8")
    assert (True, False, False) == ("&lt;b&gt;x&lt;/b&gt;" in text, "<img" in text, "<script" in text)


def test_a_million_points_at_one_place_are_drawn_with_all_layers(show: Show) -> None:
    view = show(replace(full_figure([[3.0, 3.0]] * 40), selected=np.empty(0, np.int64)))
    many = full_figure(np.full((1_000_000, 2), 3.0))

    view.show_figure(many)

    assert [] == looked_at(view)


def test_a_card_of_a_long_word_is_not_wider_than_it_is_read() -> None:
    lines = plain_tooltip("x" * 500).removesuffix("</p>").partition(">")[2].split("<br>")

    assert [72] * 6 + [68] == [len(line) for line in lines]


@pytest.mark.parametrize("places", PLACES.values(), ids=list(PLACES))
def test_browsers_can_read_a_figure_of_points_in_odd_places(
    show: Show, tmp_path: Path, places: Sequence[Sequence[float]]
) -> None:
    save_figure(full_figure(places), tmp_path / "map.html", (300, 200))

    text = (tmp_path / "map.html").read_text(encoding="utf-8")
    found = text.partition('id="figure">')[2].partition("</script>")[0]
    assert json.loads(found, parse_constant=int)["data"]  # which raises for NaN and Infinity: browsers know neither
