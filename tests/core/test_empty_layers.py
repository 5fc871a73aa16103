"""A layer that is on and draws nothing says why."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from embexplorer.core.empty_layers import empty_layers
from embexplorer.core.figure import Arrow, Edge, Figure
from embexplorer.core.keys import Keys
from embexplorer.core.look import LAYERS, Look
from embexplorer.core.projection import Projection
from embexplorer.core.resolving import resolve
from embexplorer.core.space import EmbeddingSpace
from tests.core.test_figure_groups import figure as three_clouds

ROWS = 300
PLACES = np.random.default_rng(0).normal(0, 1, (ROWS, 2)).astype(np.float32)


def one_cloud(rows: int = ROWS, **wishes: object) -> Figure:
    """A map in one lump, with all layers."""
    space = EmbeddingSpace(
        name="lump",
        keys=Keys([f"w{row}" for row in range(rows)]),
        vectors=np.zeros((rows, 1), np.float32),
        columns=pa.table({"rank": range(rows), "own": [f"c{row}" for row in range(rows)]}),
    )
    look = Look(**{"layers": LAYERS, **wishes})
    return resolve(space, Projection(name="map", coordinates=PLACES[:rows]), look)


@pytest.mark.parametrize(
    ("layer", "reason"),
    [
        ("edges", "Click a point to pin its word."),
        ("arrows", "Ask an analogy to draw some."),
        ("trust", "What this map keeps is not known yet."),
        ("legend", "One grey needs no legend."),
    ],
)
def test_what_a_layer_waits_for(layer: str, reason: str) -> None:
    assert reason == empty_layers(one_cloud())[layer]


def test_a_layer_that_is_off_gives_no_reason() -> None:
    assert {} == empty_layers(one_cloud(layers=("points", "labels")))


def test_layers_with_something_to_draw_give_no_reason() -> None:
    figure = replace(three_clouds(color_by="cloud", layers=LAYERS), pinned=0, trust="kept",
                     edges=(Edge(row=1, kept=True),), arrows=(Arrow(start=0, end=1),))  # fmt: skip

    assert {} == empty_layers(figure)


def test_edges_and_arrows_between_hidden_words_are_said_to_be_hidden() -> None:
    shown = np.zeros(ROWS, np.bool_)
    shown[0] = True
    figure = replace(one_cloud(), pinned=0, edges=(Edge(row=1, kept=True),), arrows=(Arrow(start=0, end=1),))

    reasons = empty_layers(replace(figure, shown=shown))

    assert ("None of its true neighbours is shown.", "Their words are not shown.") == (
        reasons["edges"],
        reasons["arrows"],
    )


def test_a_pinned_word_that_is_hidden_is_named() -> None:
    figure = replace(one_cloud(), pinned=7, shown=np.arange(ROWS) < 7)

    assert "The pinned word ‘w7’ is not shown." == empty_layers(figure)["edges"]


def test_where_no_row_is_shown_points_and_labels_say_so() -> None:
    reasons = empty_layers(replace(one_cloud(), shown=np.zeros(ROWS, np.bool_)))

    assert ("No row is shown.", "No row is shown.") == (reasons["points"], reasons["labels"])


@pytest.mark.parametrize(
    ("wishes", "reason"),
    [
        (
            {"color_by": "rank"},
            "colours by rank have no classes, and this map no dense regions apart; colour by clusters",
        ),
        ({}, "one grey has no classes, and this map no dense regions apart; colour by clusters"),
        ({"rows": 150}, "one grey has no classes, and regions are looked for among 200 points or more"),
        ({"color_by": "own"}, "no class of own has 10 points on this map"),
        ({"group_by": "own"}, "no class of own has 10 points on this map"),
        (
            {"group_by": ""},
            "names and hulls of groups are set to none; choose what they are of in the settings of the layer",
        ),
    ],
)
def test_a_map_without_hulls_says_why_on_the_map_and_among_the_layers(wishes: dict[str, object], reason: str) -> None:
    figure = one_cloud(**wishes)

    assert f"No hulls: {reason}" in figure.badges
    assert f"{reason[0].upper()}{reason[1:]}." == empty_layers(figure)["hulls"]


def test_groups_that_filters_hide_have_no_hulls_and_that_is_said() -> None:
    figure = three_clouds(color_by="cloud", layers=("hulls",), hidden=("a", "b", "c"))

    assert "No hulls: no group has a point that is shown" in figure.badges


@pytest.mark.parametrize("wishes", [{"layers": ("points",)}, {"color_by": "cloud", "layers": ("hulls",)}])
def test_hulls_that_are_off_or_drawn_need_no_reason(wishes: dict[str, object]) -> None:
    assert not [badge for badge in three_clouds(**wishes).badges if badge.startswith("No hulls")]
