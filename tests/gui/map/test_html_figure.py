"""An interactive figure is one file: the points of the screen, cards of plain text, and nothing that is fetched."""

import base64
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtQml import QJSEngine
from PySide6.QtWidgets import QApplication

from embexplorer.core.coloring import NONE
from embexplorer.core.figure import Figure
from embexplorer.core.figure_file import FigureFile
from embexplorer.gui.map.export import write_figure
from embexplorer.gui.map.html_figure import script as source
from embexplorer.gui.map.page import text_pixels
from embexplorer.gui.map.palette import color_of
from embexplorer.gui.map.sample import sample_figure
from embexplorer.gui.tokens import LIGHT
from tests.gui.map.conftest import FOUR, figure_of

DATA = re.compile(r'<script type="application/json" id="figure">(.*?)</script>', re.DOTALL)


def page(figure: Figure, tmp_path: Path, **wishes: Any) -> str:
    write_figure(figure, tmp_path / "map.html", FigureFile(kind="html", **wishes))
    return (tmp_path / "map.html").read_text(encoding="utf-8")


def data(text: str) -> dict[str, Any]:
    found = DATA.search(text)
    assert found is not None
    return json.loads(found[1])


def numbers(packed: dict[str, str]) -> np.ndarray:
    return np.frombuffer(base64.b64decode(packed["bdata"]), packed["dtype"])


def points(told: dict[str, Any], name: str) -> np.ndarray:
    """This of all points, from back to front."""
    traces = [told["data"][group["trace"]] for group in told["groups"]]
    return np.concatenate([numbers(trace["marker"]["color"] if name == "color" else trace[name]) for trace in traces])


def keys(told: dict[str, Any]) -> list[str]:
    return [key for group in told["groups"] for key in group["keys"]]


def test_every_row_is_there_in_the_order_of_the_screen(qapp: QApplication, tmp_path: Path) -> None:
    figure = sample_figure(500)

    told = data(page(figure, tmp_path))

    assert list(figure.keys.at(figure.order[::-1])) == keys(told)


def test_coordinates_are_those_of_the_map_as_float32(qapp: QApplication, tmp_path: Path) -> None:
    figure = sample_figure(500)

    told = data(page(figure, tmp_path))

    places = np.stack([points(told, "x"), points(told, "y")], axis=1)
    assert np.float32 == places.dtype
    assert np.array_equal(figure.coordinates[figure.order[::-1]], places)


def test_colours_are_those_of_the_screen(qapp: QApplication, tmp_path: Path) -> None:
    figure = sample_figure(500)

    told = data(page(figure, tmp_path))

    codes = points(told, "color")
    scale = told["data"][told["groups"][-1]["trace"]]["marker"]["colorscale"]
    assert np.array_equal(figure.coloring.codes[figure.order[::-1]], codes)
    assert color_of(figure.coloring, 3, LIGHT).name() == scale[3][1]
    assert [0, 1] == [scale[0][0], scale[255][0]]


def test_points_have_the_size_of_the_screen(qapp: QApplication, tmp_path: Path) -> None:
    as_on_a_screen = text_pixels() * 0.75  # points to a pixel

    told = data(page(figure_of(FOUR), tmp_path, points=as_on_a_screen))

    assert 7.0 == pytest.approx(told["data"][0]["marker"]["size"])


def test_points_stay_as_large_in_a_browser_however_large_the_map_was_seen(qapp: QApplication, tmp_path: Path) -> None:
    as_on_a_screen = FigureFile(kind="html", points=text_pixels() * 0.75)

    write_figure(figure_of(FOUR), tmp_path / "map.html", as_on_a_screen, seen=(3000, 2000))

    told = data((tmp_path / "map.html").read_text(encoding="utf-8"))
    assert 7.0 == pytest.approx(told["data"][0]["marker"]["size"])


def test_rows_that_are_nowhere_or_hidden_are_not_there_and_the_page_says_how_many_are(
    qapp: QApplication, tmp_path: Path
) -> None:
    figure = figure_of([*FOUR, [float("nan"), 0.0]], color_by="kind")
    hiding = replace(figure, shown=np.array([True, True, False, True, True]))

    text = page(hiding, tmp_path)

    assert ["w3", "w1", "w0"] == keys(data(text))
    assert "3 rows are in this file" in text and "3 of 5 words are on the map" in text


def test_a_card_says_the_value_of_its_row(qapp: QApplication, tmp_path: Path) -> None:
    told = data(page(figure_of(FOUR, color_by="kind"), tmp_path))

    group = told["groups"][-1]
    assert ["w2", "w0"] == group["keys"]
    fact = group["facts"][0]
    assert ["kind even", "kind even"] == [f"{fact['title']} {fact['texts'][at]}" for at in numbers(fact["at"])]


def test_the_legend_has_a_line_for_each_class_with_its_count(qapp: QApplication, tmp_path: Path) -> None:
    told = data(page(figure_of(FOUR, color_by="kind"), tmp_path))

    assert [0, NONE] == [one["code"] for one in told["legend"]]
    assert ["even  2", "no category  2"] == [told["data"][one["trace"]]["name"] for one in told["legend"]]


@pytest.mark.parametrize("column", ["kind", "value"])
def test_a_folded_legend_is_its_title(qapp: QApplication, tmp_path: Path, column: str) -> None:
    text = page(replace(figure_of(FOUR, color_by=column), legend_folded=True), tmp_path)

    told = data(text)
    assert [column] == [one["text"] for one in told["layout"]["annotations"]]
    assert ([], False) == (told["legend"], "colorbar" in json.dumps(told["data"]))
    assert "Click a class in the legend" not in text


def test_a_scale_has_its_ends(qapp: QApplication, tmp_path: Path) -> None:
    told = data(page(figure_of(FOUR, color_by="value"), tmp_path))

    bar = told["data"][-1]["marker"]["colorbar"]
    assert (["−2", "0", "2"], "value") == (bar["ticktext"], bar["title"]["text"])


def test_nothing_is_fetched(qapp: QApplication, tmp_path: Path) -> None:
    from plotly.offline import get_plotlyjs

    ours = page(sample_figure(50), tmp_path).replace(get_plotlyjs(), "")

    assert "default-src 'none'" in ours and "connect-src 'none'" in ours
    assert [] == re.findall(r"""https?://|//[a-z]|@import|\bfetch\(|XMLHttpRequest|url\(|import\(""", ours)


def test_no_button_sends_the_figure_away(qapp: QApplication, tmp_path: Path) -> None:
    told = data(page(figure_of(FOUR), tmp_path))["config"]

    buttons = {button for group in told["modeBarButtons"] for button in group}
    assert {"zoom2d", "pan2d", "zoomIn2d", "zoomOut2d", "resetScale2d"} == buttons


def test_layers_that_plotly_does_not_draw_are_an_image_and_the_page_says_so(qapp: QApplication, tmp_path: Path) -> None:
    figure = sample_figure(50)

    text = page(replace(figure, layers=(*figure.layers, "density")), tmp_path)

    assert "Of the first view, with all classes: density (an image)" in text
    assert data(text)["layout"]["images"][0]["source"].startswith("data:image/png;base64,")


def picture_behind(told: dict[str, Any]) -> QImage:
    source = told["layout"]["images"][0]["source"]
    return QImage.fromData(base64.b64decode(source.partition(",")[2]))


def test_the_image_behind_the_points_has_no_axes_of_its_own(qapp: QApplication, tmp_path: Path) -> None:
    far = figure_of([[0, 0], [1000, 1000]], axes=("PC1", "PC2"))

    image = picture_behind(data(page(replace(far, layers=("density",)), tmp_path)))

    edge = [image.pixelColor(0, row).alpha() for row in range(image.height())]
    assert 0 == max(edge)


def test_a_polar_map_has_its_grid(qapp: QApplication, tmp_path: Path) -> None:
    figure = figure_of(FOUR)
    polar = replace(figure, projection=replace(figure.projection, facts={"polar": 1.0}))

    text = page(polar, tmp_path)

    assert not picture_behind(data(text)).isNull()
    assert "Of the first view, with all classes: polar grid (an image)" in text


def test_the_page_is_dark_for_a_dark_figure(qapp: QApplication, tmp_path: Path) -> None:
    assert "color-scheme: dark" in page(figure_of(FOUR), tmp_path, ground="dark")


@pytest.fixture
def script(qapp: QApplication) -> QJSEngine:
    """The functions of the page."""
    engine = QJSEngine()
    failed = engine.evaluate(source())
    assert not failed.isError(), failed.toString()
    return engine


def answer(script: QJSEngine, expression: str) -> Any:
    return json.loads(script.evaluate(f"JSON.stringify({expression})").toString())


@pytest.mark.parametrize(
    ("hidden", "code", "alone", "left"),
    [
        ([], 1, False, [1]),
        ([1], 1, False, []),
        ([], 1, True, [0, 2]),
        ([0, 2], 1, True, []),
        ([1], 1, True, [0, 2]),
    ],
)
def test_a_click_leaves_a_class_alone_and_one_with_ctrl_hides_it(
    script: QJSEngine, hidden: list[int], code: int, alone: bool, left: list[int]
) -> None:
    asked = f"[...afterClick(new Set({hidden}), {code}, {str(alone).lower()}, [0, 1, 2])].sort()"

    assert left == answer(script, asked)


def test_hidden_points_are_left_out_of_what_is_drawn(script: QJSEngine) -> None:
    assert [0, 3] == answer(script, "shownPlaces(Uint8Array.from([2, 1, 1, 0]), new Set([1]))")
    assert [7, 9] == answer(script, "[...picked(Float32Array.from([7, 8, 9]), [0, 2])]")


def test_a_card_of_a_filtered_point_is_plain_text_and_short(script: QJSEngine) -> None:
    facts = '[{at: [0, 1], texts: ["even", ""], title: "kind"}]'
    group = f'{{keys: ["<b>x</b>", "y".repeat(1000)], facts: {facts}}}'

    assert ["<b>x</b>", "kind even"] == answer(script, f"cardLines({group}, 0)")
    assert ["y" * 300 + "…"] == answer(script, f"cardLines({group}, 1)")


def test_words_are_found_whole_first_and_in_any_case(script: QJSEngine) -> None:
    groups = '[{keys: ["Kingdom", "queen"]}, {keys: ["KING", "<king>", "kings"]}]'

    assert [[1, 0], [0, 0], [1, 2]] == answer(script, f"placesOf({groups}, ' king ')")
    assert [] == answer(script, f"placesOf({groups}, '  ')")
