"""Lines and marks of an interactive figure: as on the screen, as lines and not as an image."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from PySide6.QtWidgets import QApplication

from embexplorer.core.figure import Edge, Figure
from embexplorer.core.keys import Keys
from embexplorer.core.look import Look
from embexplorer.core.projection import Projection
from embexplorer.core.resolving import resolve
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.gui.map.hulls import FILL
from embexplorer.gui.map.sample import sample_figure
from embexplorer.gui.map.selection import RINGS
from embexplorer.gui.tokens import LIGHT
from tests.gui.map.conftest import FOUR, figure_of
from tests.gui.map.test_group_layers import two_clouds
from tests.gui.map.test_html_figure import data, numbers, page


def traces(figure: Figure, tmp_path: Path, mode: str) -> list[dict[str, Any]]:
    return [
        trace for trace in data(page(figure, tmp_path))["data"] if trace.get("mode") == mode and "bdata" in trace["x"]
    ]


def ends(trace: dict[str, Any]) -> list[list[float]]:
    """The lines of a trace as x, y, x, y …"""
    places = np.stack([numbers(trace["x"]), numbers(trace["y"])], axis=1)
    gaps = np.flatnonzero(np.isnan(places[:, 0]))
    return [part[np.isfinite(part[:, 0])].ravel().tolist() for part in np.split(places, gaps + 1)][:-1]


def test_edges_are_solid_where_they_are_kept_and_dashed_where_they_are_lost(qapp: QApplication, tmp_path: Path) -> None:
    figure = figure_of(FOUR, pinned=0, edges=(Edge(row=1, kept=True), Edge(row=2, kept=False)))

    kept, lost = traces(figure, tmp_path, "lines")

    assert (("solid", [[0, 0, 10, 0]]), ("dash", [[0, 0, 10, 10]])) == (
        (kept["line"]["dash"], ends(kept)),
        (lost["line"]["dash"], ends(lost)),
    )


def test_an_edge_to_a_hidden_row_is_no_line(qapp: QApplication, tmp_path: Path) -> None:
    figure = figure_of(FOUR, pinned=0, edges=(Edge(row=1, kept=True),))

    hiding = replace(figure, shown=np.array([True, False, True, True]))

    assert [] == traces(hiding, tmp_path, "lines")


def test_hidden_rows_are_not_ringed_although_they_are_selected(qapp: QApplication, tmp_path: Path) -> None:
    figure = replace(figure_of(FOUR), selected=np.array([0, 1]), shown=np.array([False, True, True, True]))

    *_, ring = traces(figure, tmp_path, "markers")

    assert ("circle-open", [10.0]) == (ring["marker"]["symbol"], numbers(ring["x"]).tolist())


def test_very_many_selected_points_are_outlined_and_keep_their_colours(qapp: QApplication, tmp_path: Path) -> None:
    figure = replace(sample_figure(2000), pinned=None, edges=(), selected=np.arange(RINGS + 1))

    *_, around, inner = traces(figure, tmp_path, "markers")

    assert (LIGHT.text, RINGS + 1) == (around["marker"]["color"], len(numbers(inner["x"])))
    assert np.array_equal(figure.coloring.codes[: RINGS + 1], numbers(inner["marker"]["color"]))


def test_outlines_are_lines_in_front_of_the_points_and_faint_shapes_behind(qapp: QApplication, tmp_path: Path) -> None:
    figure = two_clouds("points", "hulls")

    found = data(page(figure, tmp_path))

    one, other = found["layout"]["shapes"]
    lines = [found["data"][hull["trace"]] for hull in found["hulls"]]
    assert (["below"] * 2, [FILL] * 2, ["lines"] * 2) == (
        [one["layer"], other["layer"]],
        [one["opacity"], other["opacity"]],
        [line["mode"] for line in lines],
    )
    assert found["hulls"][0]["trace"] > found["groups"][-1]["trace"]
    assert sum(len(ring) + 1 for ring, code in figure.hulls if code == 0) == len(ends(lines[0])[0]) // 2
    assert "images" not in found["layout"]


def test_contours_are_a_line_for_each_share_around_the_points(qapp: QApplication, tmp_path: Path) -> None:
    figure = replace(two_clouds("contours"), contour_levels=(0.5, 0.95))

    wide, dense = traces(figure, tmp_path, "lines")

    assert wide["opacity"] < dense["opacity"]
    xs = numbers(wide["x"])
    assert -3 < np.nanmin(xs) < 0 and 12 < np.nanmax(xs) < 15


def test_lines_lie_where_the_layers_are_ordered(qapp: QApplication, tmp_path: Path) -> None:
    figure = two_clouds("points", "contours")
    order = ("contours", *(name for name in figure.layer_order if name != "contours"))

    found = data(page(replace(figure, layer_order=order), tmp_path))

    assert ["lines"] * 4 + ["markers"] == [trace["mode"] for trace in found["data"][:5]]


def test_a_layer_that_is_half_seen_has_lines_that_are(qapp: QApplication, tmp_path: Path) -> None:
    figure = figure_of(FOUR, pinned=0, edges=(Edge(row=1, kept=True),))

    (kept,) = traces(replace(figure, opacities={"edges": 0.5}), tmp_path, "lines")

    assert 0.5 == kept["opacity"]


def test_faded_points_are_hidden_by_the_class_they_are_of(qapp: QApplication, tmp_path: Path) -> None:
    space = EmbeddingSpace(
        name="few",
        keys=Keys(list("abcd")),
        vectors=np.zeros((4, 2), np.float32),
        columns=pa.table({"kind": list("xyxy")}),
    )
    kept = pa.table({"row": range(4), "kept": [15, 3, 9, 0], "kept_share": [1.0, 0.2, 0.6, 0.0]})
    trust = Table(name="trust", columns=kept, facts={"k": 15})
    look = Look(color_by="kind", layers=("points", "legend", "trust"))
    figure = resolve(space, Projection(name="map", coordinates=np.array(FOUR, np.float32)), look, trust=trust)

    found = data(page(figure, tmp_path))

    group = found["groups"][-1]
    assert (figure.coloring.codes[figure.order[::-1]].tolist(), {0, 1}) == (
        numbers(group["codes"]).tolist(),
        {entry["code"] for entry in found["legend"]},
    )


@pytest.mark.parametrize("layer", ["points", "contours", "hulls", "density", "edges", "labels", "legend"])
def test_each_layer_can_be_alone(qapp: QApplication, tmp_path: Path, layer: str) -> None:
    assert "<main>" in page(two_clouds(layer), tmp_path)
