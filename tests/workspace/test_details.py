"""The short text of a map in the library says which kind of map it is."""

import numpy as np

from embexplorer.core.projection import Projection
from embexplorer.core.recipe import Recipe, RecipeStep
from embexplorer.core.registry import step_named
from embexplorer.core.step import build
from embexplorer.workspace.details import detail_of

MAP = Projection(name="map", coordinates=np.zeros((3, 3), np.float32))


def test_three_dimensions_densities_and_classes_are_named() -> None:
    step = build(step_named("umap"), {"dimensions": 3, "density_weight": 2.0, "supervised_by": "pos"})

    assert "3-D · densMAP · by pos · k 15 · seed 0" == detail_of(MAP, step)


def test_a_plain_map_is_told_by_its_parameters_alone() -> None:
    assert "k 15 · seed 0" == detail_of(MAP, build(step_named("umap"), {}))


def test_a_map_with_new_rows_names_the_map_they_are_placed_on() -> None:
    other = [{"name": "pca", "parameters": {}, "versions": {}, "sources": {}, "other": []}]
    placed = Projection(
        name="placed", coordinates=MAP.coordinates, recipe=Recipe((RecipeStep(name="placed-map", other=other),))
    )

    assert "PCA · seed 0" == detail_of(placed, build(step_named("placed-map"), {}))
