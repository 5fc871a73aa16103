"""Labels, names and arrows of an interactive figure: at the zoom at which the program shows them, as plain text."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtQml import QJSEngine
from PySide6.QtWidgets import QApplication

from embexplorer.core.figure import Arrow, Figure, Measured
from embexplorer.core.figure_file import FigureFile
from embexplorer.gui.map.export import scene_of
from embexplorer.gui.map.html_words import words_of
from embexplorer.gui.map.label_layout import LabelLayout
from embexplorer.gui.map.page import page_of
from embexplorer.gui.map.sample import sample_figure
from tests.gui.map.conftest import FOUR, figure_of
from tests.gui.map.test_group_layers import two_clouds
from tests.gui.map.test_html_figure import answer, data, numbers, page, script

__all__ = ["script"]  # the fixture
SIZE = (600, 400)


def told(figure: Figure) -> dict[str, Any]:
    """What the script knows of a figure of which every row is in the file, in the order of the rows."""
    return json.loads(json.dumps(words_of(scene_of(figure, SIZE, "light"), 1.0, np.arange(figure.rows))))


def test_labels_come_at_the_zoom_at_which_the_screen_shows_them(qapp: QApplication) -> None:
    figure = replace(sample_figure(500), pinned=None, selected=np.empty(0, np.int64), edges=())
    scene = scene_of(figure, SIZE, "light")

    block = told(figure)["blocks"][0]

    scale = scene.view.scale * told(figure)["scale"]
    there = set(numbers(block["at"])[numbers(block["least"]) <= scale].tolist())
    labels, _ = LabelLayout().placed(scene)
    assert len(labels) > 3
    assert {label.row for label in labels} <= there


def test_a_density_of_nothing_leaves_marked_words_alone(qapp: QApplication) -> None:
    figure = replace(figure_of(FOUR, pinned=2), label_density=0.0)

    words = told(figure)

    assert (["w2"], 0) == ([one["text"] for one in words["marked"]], len(numbers(words["blocks"][0]["at"])))


def test_words_are_written_as_they_are_but_for_signs_that_cannot_be_seen(qapp: QApplication, tmp_path: Path) -> None:
    words = ["<b>x</b>", "&lt;", "a\x00b", "\u202eabc"]

    found = data(page(figure_of(FOUR, words), tmp_path))

    block = found["words"]["blocks"][0]
    keys = [key for group in found["groups"] for key in group["keys"]]
    shown = {block["texts"].get(str(number), keys[at]) for number, at in enumerate(numbers(block["at"]).tolist())}
    assert {"<b>x</b>", "&lt;", "a␀b", "abc"} == shown


def test_many_selected_words_are_bold_and_written_once(qapp: QApplication) -> None:
    figure = replace(sample_figure(500), pinned=None, edges=(), selected=np.arange(0, 500, 5))

    bold, others = told(figure)["blocks"]

    assert set(range(0, 500, 5)) == set(numbers(bold["at"]).tolist())
    assert not set(range(0, 500, 5)) & set(numbers(others["at"]).tolist())
    assert 600 == next(iter(bold["letters"].values()))["weight"]


def test_names_of_groups_have_the_lines_and_the_colour_of_the_screen(qapp: QApplication) -> None:
    words = told(two_clouds("points", "labels"))

    assert {("left & <b>bold</b>",), ("right",)} == {tuple(name["lines"]) for name in words["names"]}
    assert {0, 1} == {name["code"] for name in words["names"]}


def test_arrows_join_the_places_of_their_rows(qapp: QApplication) -> None:
    figure = replace(figure_of(FOUR), arrows=(Arrow(start=0, end=2), Arrow(start=1, end=3, dashed=True)))

    words = told(figure)

    assert [([0, 0], [10, 10], False), ([10, 0], [0, 10], True)] == [
        (arrow["from"], arrow["to"], arrow["dashed"]) for arrow in words["arrows"]
    ]


def test_an_arrow_to_a_hidden_row_is_not_there(qapp: QApplication) -> None:
    figure = replace(figure_of(FOUR), arrows=(Arrow(start=0, end=2),), shown=np.array([True, True, False, True]))

    assert [] == told(figure)["arrows"]


def test_what_was_measured_is_told(qapp: QApplication) -> None:
    measured = Measured(start=(0, 1), end=(10, 10), title="a – <b>", lines=("true cosine 0.512",))

    found = told(replace(figure_of(FOUR), measured=measured))["measured"]

    assert ([0, 1], [10, 10], ["a – <b>", "true cosine 0.512"]) == (
        found["from"],
        found["to"],
        [line["text"] for line in found["lines"]],
    )


def test_a_map_without_points_still_has_its_labels(qapp: QApplication, tmp_path: Path) -> None:
    found = data(page(replace(figure_of(FOUR), layers=("labels",)), tmp_path))

    assert ({"w0", "w1", "w2", "w3"}, None) == (set(found["groups"][0]["keys"]), found["groups"][0]["trace"])
    assert {0, 1, 2, 3} == set(numbers(found["words"]["blocks"][0]["at"]).tolist())


def test_an_interactive_map_has_its_badges_below_it_and_points_where_they_are_dense(qapp: QApplication) -> None:
    figure = replace(figure_of(FOUR), badges=("Sampled",))

    made = page_of(figure, FigureFile(kind="html"))

    assert ((), False) == (made.scene.figure.badges, made.scene.figure.blend)


@pytest.mark.parametrize(("scale", "opacity"), [(99, 0), (100, 0.25), (200, 1), (1999, 0.001), (2000, 0)], ids=str)
def test_a_name_comes_and_goes_by_and_by(script: QJSEngine, scale: float, opacity: float) -> None:
    name, words = "{start: 100, end: 2000}", "{fading: 1.7, coming: 1.15, sudden: 0.25}"

    assert opacity == pytest.approx(answer(script, f"nameOpacity({name}, {scale}, {words})"), abs=0.001)


LETTERS = '{size: 10, weight: 400, high: 12, away: 5, colors: {0: "a", 1: "b"}}'
BLOCK = f"""{{at: [0, 1, 2, 3], least: [0, 0, 0, 500], sides: [0, 1, 0, 0], wide: [400, 400, 400, 400],
  ranks: [4, 4, 4, 4], codes: [0, 1, 0, 0], texts: {{1: "cut…"}}, letters: {{4: {LETTERS}}}}}"""
STORE = '{keys: ["p", "q", "r", "s"], x: [100, 200, 390, 100], y: [50, 60, 70, 200]}'
VIEW = "{width: 400, height: 300, scale: 300, across: (x) => x, down: (y) => y}"


def shown(script: QJSEngine, hidden: str = "", taken: str = "") -> dict[str, Any]:
    asked = f"labelsInView({BLOCK}, finder([{STORE}]), {VIEW}, {{pixel: 1}}, new Set([{hidden}]), [{taken}])"
    return {label["text"]: label["box"] for label in answer(script, asked)}


def test_labels_stand_beside_their_points_and_inside_of_the_map(script: QJSEngine) -> None:
    assert {"p": [105, 44, 155, 56], "cut…": [145, 54, 195, 66]} == shown(script)


def test_labels_of_hidden_classes_and_on_what_is_taken_are_left_out(script: QJSEngine) -> None:
    assert ["cut…"] == list(shown(script, taken="[110, 40, 120, 50]"))
    assert ["p"] == list(shown(script, hidden="1"))


def test_an_arrow_ends_short_of_its_point(script: QJSEngine) -> None:
    arrow = answer(script, "arrowOf([0, 0], [100, 0], 1)")

    assert ([[0, 0], [93, 0]], [[93, 0], [84, 4], [84, -4]]) == (arrow["shaft"], arrow["head"])
    assert answer(script, "arrowOf([0, 0], [12, 0], 1)") is None
