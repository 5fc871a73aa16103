"""A map turned onto the map of another space, and layouts that begin there."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.spatial import procrustes

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.projection import Projection
from embexplorer.core.space import EmbeddingSpace
from embexplorer.projectors.aligned_map import AlignedMap
from embexplorer.projectors.pca import Pca
from embexplorer.projectors.tsne import Tsne
from embexplorer.projectors.umap import Umap
from tests.projectors.conftest import Watching


@pytest.fixture
def inputs(clusters: EmbeddingSpace) -> Inputs:
    """The words with their components, and the same space upside down, backwards, with its own."""
    other = EmbeddingSpace(
        name="other",
        keys=Keys([f"w{row}" for row in range(89, -1, -1)]),
        vectors=np.ascontiguousarray(-2 * clusters.vectors[::-1]),
    )
    return Inputs(
        space=clusters,
        projection=Pca().run(Inputs(space=clusters)),
        other=other,
        other_projection=Pca().run(Inputs(space=other)),
    )


def test_the_same_map_turned_and_scaled_comes_to_lie_on_the_other(inputs: Inputs) -> None:
    turned = AlignedMap().run(inputs)

    assert np.allclose(inputs.the_other_projection().coordinates[::-1, :2], turned.coordinates, atol=1e-3)
    assert pytest.approx(0.0, abs=1e-6) == turned.facts["residual"]


def test_the_residual_is_the_disparity_of_scipy(inputs: Inputs, clusters: EmbeddingSpace) -> None:
    mine = np.random.default_rng(5).normal(size=(90, 2)).astype(np.float32)
    _, _, disparity = procrustes(inputs.the_other_projection().coordinates[::-1, :2], mine)

    turned = AlignedMap().run(replace(inputs, projection=Projection(name="random", coordinates=mine)))

    assert pytest.approx(disparity, rel=1e-4) == turned.facts["residual"]


def test_a_map_of_another_size_is_refused(inputs: Inputs) -> None:
    strange = Projection(name="strange", coordinates=np.zeros((3, 2), np.float32))

    with pytest.raises(UserError, match="strange has 3 points, but clusters has 90 rows"):
        AlignedMap().run(replace(inputs, projection=strange))


@pytest.mark.parametrize("kind", [Tsne, Umap])
def test_a_layout_begins_at_the_other_map_and_says_so(
    kind: type[Tsne] | type[Umap], inputs: Inputs, watching: Watching
) -> None:
    layout = kind(stop_after=1).run(replace(inputs, projection=None), watching)

    other = inputs.the_other_projection().coordinates[::-1, :2]
    _, _, disparity = procrustes(other, watching.frames[0].array)
    assert disparity < 1e-6
    assert "Started from PCA of other." in layout.notes


def test_a_projection_to_go_on_from_comes_before_another_map(inputs: Inputs, watching: Watching) -> None:
    layout = Tsne(stop_after=1).run(inputs, watching)

    assert np.allclose(inputs.the_projection().coordinates[:, :2], watching.frames[0].array)
    assert "Started from PCA of other." not in layout.notes
