"""What the ends of a measured line stand for."""

from dataclasses import replace

import numpy as np
import pytest

from embexplorer.core.figure import Figure
from embexplorer.core.groups import Groups
from embexplorer.core.look import Look
from embexplorer.core.measured_groups import Group, group_at
from embexplorer.core.projection import Projection
from embexplorer.core.resolving import resolve
from embexplorer.core.space import EmbeddingSpace


@pytest.fixture
def shown(clusters: EmbeddingSpace) -> Figure:
    """Ninety words in one grey; the first three lie in a region that the map names."""
    projection = Projection(name="map", coordinates=np.array(clusters.vectors[:, :2]))
    figure = resolve(clusters, projection, Look())
    codes = np.where(np.arange(clusters.rows) < 3, 0, -1).astype(np.int32)
    named = Groups(names=("left, west",), codes=codes, colors=(255,), islands=(), coordinates=figure.coordinates)
    return replace(figure, groups=named)


def test_without_classes_a_point_stands_for_the_region_that_the_map_names(shown: Figure) -> None:
    assert Group(name="left, west", rows=(0, 1, 2)) == group_at(shown, 1)


def test_a_point_outside_of_all_regions_stands_for_itself(shown: Figure) -> None:
    assert Group(name=shown.keys[7], rows=(7,)) == group_at(shown, 7)


def test_a_point_in_a_region_without_a_name_stands_for_itself(shown: Figure) -> None:
    assert shown.groups is not None
    nameless = replace(shown, groups=replace(shown.groups, names=("",)))

    assert Group(name=shown.keys[1], rows=(1,)) == group_at(nameless, 1)


def test_regions_of_points_that_have_moved_stand_for_nothing(shown: Figure) -> None:
    moved = replace(shown, coordinates=shown.coordinates.copy())

    assert Group(name=shown.keys[1], rows=(1,)) == group_at(moved, 1)


def test_a_selection_comes_before_a_region(shown: Figure) -> None:
    chosen = replace(shown, selected=np.array([1, 40]))

    assert Group(name="selection (2)", rows=(1, 40)) == group_at(chosen, 1)
