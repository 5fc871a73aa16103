"""Outlines and names of groups on a map and in a vector file."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from embexplorer.core.figure import Figure
from embexplorer.core.keys import Keys
from embexplorer.core.look import SHOWN, Look
from embexplorer.core.projection import Projection
from embexplorer.core.resolving import resolve
from embexplorer.core.space import EmbeddingSpace
from embexplorer.gui.map.export import painted, save_figure, scene_of
from embexplorer.gui.map.group_names import LINES, names_of, pushed_into, wrapped
from embexplorer.gui.map.label_index import extent_of
from embexplorer.gui.map.label_text import NameSize
from embexplorer.gui.map.labels import Labels
from embexplorer.gui.map.palette import contrast, darkened
from embexplorer.gui.tokens import DARK, LIGHT, Tokens

SIZE = (600, 400)


def two_clouds(*layers: str, name: str = "left & <b>bold</b>") -> Figure:
    random = np.random.default_rng(0)
    places = np.concatenate([random.normal((0, 0), 0.5, (200, 2)), random.normal((12, 0), 0.5, (200, 2))])
    space = EmbeddingSpace(
        name="two",
        keys=Keys([f"w{row}" for row in range(400)]),
        vectors=np.zeros((400, 1), np.float32),
        columns=pa.table({"side": [name] * 200 + ["right"] * 200}),
    )
    projection = Projection(name="map", coordinates=places.astype(np.float32))
    return resolve(space, projection, Look(color_by="side", layers=layers))


def color_beside(figure: Figure, row: int) -> QColor:
    """The colour of the map between the points of a cloud."""
    scene = scene_of(figure, SIZE, "light")
    image, place = painted(scene), scene.at(row)
    return image.pixelColor(round(place.x()), round(place.y()))


def test_a_hull_is_filled_faintly_with_the_colour_of_its_class(qapp: QApplication) -> None:
    hulls, bare = two_clouds("hulls"), two_clouds()

    assert (True, QColor(LIGHT.map)) == (
        QColor(LIGHT.map) != color_beside(hulls, 0) and color_beside(hulls, 0).lightnessF() > 0.85,
        color_beside(bare, 0),
    )


def test_hulls_of_points_that_have_moved_are_not_drawn(qapp: QApplication) -> None:
    figure = two_clouds("hulls")

    moved = replace(figure, coordinates=figure.coordinates.copy(), projection=None)

    assert QColor(LIGHT.map) == color_beside(moved, 0)


def test_names_are_text_in_a_vector_file_and_shown_as_themselves(qapp: QApplication, tmp_path: Path) -> None:
    save_figure(two_clouds(*SHOWN), tmp_path / "map.svg", SIZE)

    written = (tmp_path / "map.svg").read_text("utf-8")
    assert (True, False) == (">right<" in written and ">left &amp; &lt;b" in written, "<b>" in written)


def test_a_group_without_a_name_has_none_on_the_map_and_sets_the_size_of_others(qapp: QApplication) -> None:
    figure = two_clouds("labels", name="left")
    assert figure.groups is not None
    larger = replace(figure.groups.islands[0], rows=4000)
    nameless = tuple("" if number == larger.group else name for number, name in enumerate(figure.groups.names))
    groups = replace(figure.groups, names=nameless, islands=(larger, *figure.groups.islands[1:]))

    (name,) = names_of(replace(figure, groups=groups), extent_of(figure))

    assert NameSize.SMALL == name.size


@pytest.mark.parametrize(
    ("box", "place"),
    [
        (QRectF(40, 40, 20, 10), QRectF(40, 40, 20, 10)),
        (QRectF(85, 40, 20, 10), QRectF(80, 40, 20, 10)),
        (QRectF(-9, -4, 20, 10), QRectF(0, 0, 20, 10)),
        (QRectF(95, 40, 20, 10), None),  # its middle lies outside
        (QRectF(-20, 40, 120, 10), None),  # it is wider than the area
    ],
)
def test_a_name_is_pushed_into_the_map_where_its_middle_lies_there(box: QRectF, place: QRectF | None) -> None:
    assert place == pushed_into(QRectF(0, 0, 100, 100), box)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("animals", ("animals",)),
        ("food and drink of the north", ("food and drink of", "the north")),
        ("a\nb", ("a b",)),
        ("", ("∅",)),
    ],
)
def test_a_name_is_set_in_lines(qapp: QApplication, name: str, lines: tuple[str, ...]) -> None:
    assert lines == wrapped(name)


@pytest.mark.parametrize("name", ["word " * 500, "x" * 1_000_000, "漢字" * 300])
def test_a_long_name_has_few_lines_that_are_not_wide(qapp: QApplication, name: str) -> None:
    lines = wrapped(name)

    assert (True, True) == (len(lines) <= LINES, all(len(line) < 60 for line in lines))


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
@pytest.mark.parametrize("number", range(8))
def test_names_can_be_read_in_every_colour_of_both_themes(tokens: Tokens, number: int) -> None:
    assert contrast(QColor(darkened(tokens.classes[number], 0.35, tokens)), QColor(tokens.map)) >= 4.5


def test_the_name_of_a_class_that_is_hidden_goes_before_the_labels_are_placed_anew(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embexplorer.gui.map.labels.MANY", 0)
    figure, labels = two_clouds("points", "labels", name="left"), Labels()
    seen = scene_of(figure, SIZE, "light")
    labels.placed(seen)
    (key,) = (entry.key for entry in figure.coloring.entries if entry.label == "right")

    labels.placed(replace(seen, figure=replace(figure, hidden=(key,), shown=np.arange(400) < 200), hurry=True))

    assert ["left"] == [name.group.lines[0] for name in labels.names()]
    assert labels._late
