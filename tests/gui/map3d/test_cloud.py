"""What the 3-D view draws of a figure: which rows, in which colours, and which words."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from embexplorer.core.figure import Edge, Figure
from embexplorer.core.look import Look
from embexplorer.core.projection import Projection
from embexplorer.core.resolving import resolve
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.trust_view import Faded
from embexplorer.gui.map.palette import color_of
from embexplorer.gui.map.point_style import FACTORS
from embexplorer.gui.map3d.cloud import (
    candidates,
    cloud_of,
    deep_captions,
    deep_coordinates,
    free_of_each_other,
    thinned,
    third_component,
)
from embexplorer.gui.map3d.orbit import centred
from embexplorer.gui.tokens import DARK, LIGHT


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
    cloud = cloud_of(figure, centred(deep.coordinates[:, :3]), LIGHT)

    color = color_of(figure.coloring, int(figure.coloring.codes[40]), LIGHT)
    assert (color.red(), color.green(), color.blue()) == tuple(np.round(255 * cloud.colors[40]).astype(int).tolist())


def test_half_opaque_points_are_mixed_with_the_map_beforehand(figure: Figure, deep: Projection) -> None:
    half = replace(figure, opacities={"points": 0.5})

    cloud = cloud_of(half, centred(deep.coordinates[:, :3]), DARK)

    own, ground = color_of(figure.coloring, int(figure.coloring.codes[40]), DARK), QColor(DARK.map)
    mixed = [(one + other) / 2 for one, other in zip(own.getRgbF()[:3], ground.getRgbF()[:3], strict=True)]
    np.testing.assert_allclose(mixed, cloud.colors[40], atol=1e-4)


def test_points_fade_by_trust_as_on_the_flat_map(figure: Figure, deep: Projection) -> None:
    faded = Faded(replace(figure.coloring, codes=np.roll(figure.coloring.codes, 30)), figure.coloring, None)

    cloud = cloud_of(replace(figure, faded=faded), centred(deep.coordinates[:, :3]), LIGHT)

    plain = cloud_of(figure, centred(deep.coordinates[:, :3]), LIGHT)
    np.testing.assert_array_equal(np.roll(plain.colors, 30, axis=0), cloud.colors)


def test_hidden_rows_and_rows_without_a_place_are_not_drawn(figure: Figure, deep: Projection) -> None:
    places = np.array(deep.coordinates[:, :3])
    places[5] = np.nan
    shown = np.ones(90, np.bool_)
    shown[[1, 2]] = False

    cloud = cloud_of(replace(figure, shown=shown), centred(places), LIGHT)

    assert [0, 3, 4, 6] == cloud.rows[:4].tolist()
    assert (1, None, None) == (cloud.point_of(3), cloud.point_of(5), cloud.point_of(400))
    assert [1, 2] == cloud.points_of(np.array([2, 3, 4, 5, 400])).tolist()


def test_sizes_and_symbols_are_those_of_the_flat_map(figure: Figure, deep: Projection) -> None:
    sizes, shapes = np.zeros(90, np.uint8), np.zeros(90, np.uint8)
    sizes[0], shapes[3] = 255, 2

    cloud = cloud_of(replace(figure, sizes=sizes, shapes=shapes), centred(deep.coordinates[:, :3]), LIGHT)

    assert cloud.radii[0] == pytest.approx(FACTORS[255] / FACTORS[0] * cloud.radii[1])
    assert [0, 0, 0, 2, 0] == cloud.shapes[:5].tolist()


def test_without_any_row_nothing_is_drawn(figure: Figure, deep: Projection) -> None:
    cloud = cloud_of(figure, np.full((90, 3), np.nan, np.float32), LIGHT)

    assert (0, None, 1.0) == (len(cloud.rows), cloud.point_of(0), cloud.radius)
    assert [] == candidates(figure, cloud, None).tolist()


def test_labels_go_to_pinned_and_selected_first_then_to_the_most_frequent(figure: Figure, deep: Projection) -> None:
    cloud = cloud_of(figure, centred(deep.coordinates[:, :3]), LIGHT)

    found = candidates(figure, cloud, hovered=20)

    assert [7, 20, 3, 50, 0, 1, 2, 4] == cloud.rows[found[:8]].tolist()


def test_without_the_layer_of_labels_only_pinned_and_pointed_at_are_named(figure: Figure, deep: Projection) -> None:
    cloud = cloud_of(figure, centred(deep.coordinates[:, :3]), LIGHT)

    assert [7] == candidates(replace(figure, layers=("points",)), cloud, None).tolist()


def test_neighbours_of_the_pinned_word_are_named_after_what_is_selected(figure: Figure, deep: Projection) -> None:
    cloud = cloud_of(figure, centred(deep.coordinates[:, :3]), LIGHT)

    found = candidates(replace(figure, edges=(Edge(row=77, kept=True),)), cloud, None)

    assert [7, 3, 50, 77] == cloud.rows[found[:4]].tolist()


def test_the_density_of_labels_says_how_many_are_candidates(figure: Figure, deep: Projection) -> None:
    cloud = cloud_of(figure, centred(deep.coordinates[:, :3]), LIGHT)

    found = candidates(replace(figure, label_density=0.0), cloud, None)

    assert [7, 3, 50] == cloud.rows[found].tolist()


def test_labels_keep_out_of_what_is_kept_clear() -> None:
    places = np.array([[10.0, 50], [100, 50]])

    assert [1] == free_of_each_other(places, [40, 40], 200, 200, [QRectF(0, 40, 30, 30)])


def test_labels_do_not_cover_each_other_or_leave_the_picture() -> None:
    places = np.array([[10.0, 50], [20, 55], [20, 90], [190, 50], [50, 2]])

    assert [0, 2] == free_of_each_other(places, [40, 40, 40, 40, 40], 200, 200)


def test_a_cloud_is_thinned_by_lot_but_always_the_same_way(figure: Figure, deep: Projection) -> None:
    cloud = cloud_of(figure, centred(deep.coordinates[:, :3]), LIGHT)

    few, again = thinned(cloud, 20), thinned(cloud, 20)

    assert 20 == len(few.rows)
    assert few.rows.tolist() == again.rows.tolist() == sorted(set(few.rows.tolist()))
    np.testing.assert_array_equal(cloud.places[few.rows], few.places)
    assert thinned(cloud, 90) is cloud
