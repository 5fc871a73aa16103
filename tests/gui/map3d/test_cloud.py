"""What the 3-D view draws of a figure: which rows, in which colours, and which words."""

from dataclasses import replace

import numpy as np
import pytest

from embexplorer.core.figure import Figure
from embexplorer.core.look import Look
from embexplorer.core.projection import Projection
from embexplorer.core.resolving import resolve
from embexplorer.core.space import EmbeddingSpace
from embexplorer.gui.map.palette import color_of
from embexplorer.gui.map3d.cloud import (
    candidates,
    cloud_of,
    deep_captions,
    deep_coordinates,
    free_of_each_other,
    third_component,
)
from embexplorer.gui.tokens import LIGHT


@pytest.fixture
def deep(clusters: EmbeddingSpace) -> Projection:
    return Projection(
        name="five", coordinates=np.array(clusters.vectors[:, :5]), axes=tuple(f"PC{n} · 1 %" for n in "12345")
    )


@pytest.fixture
def figure(clusters: EmbeddingSpace, deep: Projection) -> Figure:
    return resolve(clusters, deep, Look(color_by="cluster"), selection=np.array([3, 50]), pinned=7)


def test_the_third_component_is_the_first_that_is_not_shown(deep: Projection) -> None:
    assert [2, 0, 1] == [third_component(deep, shown) for shown in ((0, 1), (1, 2), (2, 0))]


def test_a_flat_map_has_no_third_component() -> None:
    flat = Projection(name="flat", coordinates=np.zeros((3, 2), np.float32))

    assert third_component(flat, (0, 1)) is None
    assert deep_coordinates(flat, (0, 1)) is None


def test_coordinates_and_captions_are_those_of_the_shown_components(deep: Projection) -> None:
    np.testing.assert_array_equal(deep.coordinates[:, [4, 1, 0]], deep_coordinates(deep, (4, 1)))
    assert ("PC5", "PC2", "PC1") == deep_captions(deep, (4, 1))


def test_points_have_the_colours_of_the_flat_map(figure: Figure, deep: Projection) -> None:
    cloud = cloud_of(figure, deep.coordinates[:, :3], LIGHT)

    color = color_of(figure.coloring, int(figure.coloring.codes[40]), LIGHT)
    assert (color.red(), color.green(), color.blue()) == tuple(
        np.round(255 * cloud.colors[40, :3]).astype(int).tolist()
    )


def test_hidden_rows_and_rows_without_a_place_are_not_drawn(figure: Figure, deep: Projection) -> None:
    places = np.array(deep.coordinates[:, :3])
    places[5] = np.nan
    shown = np.ones(90, np.bool_)
    shown[[1, 2]] = False

    cloud = cloud_of(replace(figure, shown=shown), places, LIGHT)

    assert [0, 3, 4, 6] == cloud.rows[:4].tolist()
    assert (1, None) == (cloud.point_of(3), cloud.point_of(5))
    assert [1, 2] == cloud.points_of(np.array([2, 3, 4, 5])).tolist()


def test_sizes_follow_their_column(figure: Figure, deep: Projection) -> None:
    codes = np.zeros(90, np.uint8)
    codes[0] = 255

    cloud = cloud_of(replace(figure, sizes=codes), deep.coordinates[:, :3], LIGHT)

    assert cloud.sizes[0] == pytest.approx(4 * cloud.sizes[1])


def test_labels_go_to_pinned_and_selected_first_then_to_the_most_frequent(figure: Figure, deep: Projection) -> None:
    cloud = cloud_of(figure, deep.coordinates[:, :3], LIGHT)

    found = candidates(figure, cloud, hovered=20)

    assert [7, 20, 3, 50, 0, 1, 2, 4] == cloud.rows[found[:8]].tolist()


def test_without_the_layer_of_labels_only_pinned_and_pointed_at_are_named(figure: Figure, deep: Projection) -> None:
    cloud = cloud_of(figure, deep.coordinates[:, :3], LIGHT)

    assert [7] == candidates(replace(figure, layers=("points",)), cloud, None).tolist()


def test_labels_do_not_cover_each_other_or_leave_the_picture() -> None:
    places = np.array([[10.0, 50], [20, 55], [20, 90], [190, 50], [50, 2]])

    assert [0, 2] == free_of_each_other(places, [40, 40, 40, 40, 40], 200, 200)
