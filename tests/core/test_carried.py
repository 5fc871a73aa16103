"""A layout that begins where the map of another space has the words."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.spatial import procrustes

from embexplorer.core.carried import carried_layout, started_from
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.projection import Projection
from embexplorer.core.space import EmbeddingSpace


@pytest.fixture
def inputs(clusters: EmbeddingSpace) -> Inputs:
    """The words, and a space of the first 60 backwards, with a map of it at random places."""
    other = EmbeddingSpace(
        name="other", keys=Keys([f"w{row}" for row in range(59, -1, -1)]), vectors=clusters.vectors[59::-1]
    )
    places = np.random.default_rng(3).normal(size=(60, 2)).astype(np.float32)
    return Inputs(space=clusters, other=other, other_projection=Projection(name="random", coordinates=places))


def test_shared_words_begin_where_the_other_map_has_them_but_for_the_scale(inputs: Inputs) -> None:
    layout = carried_layout(inputs, 0)

    _, _, disparity = procrustes(inputs.the_other_projection().coordinates[::-1], layout[:60])
    assert disparity < 1e-8


def test_other_words_begin_in_the_middle_of_their_nearest_shared_ones(inputs: Inputs) -> None:
    layout = carried_layout(inputs, 0)

    vectors = inputs.the_space().vectors.astype(np.float64)
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    nearest = np.argsort(-(unit[75] @ unit[:60].T))[:10]
    assert np.allclose(layout[nearest].mean(axis=0), layout[75], atol=1e-3)


def test_its_spread_is_that_of_every_opening(inputs: Inputs) -> None:
    assert pytest.approx(1.0, abs=1e-3) == carried_layout(inputs, 0)[:, 0].std()


def test_without_another_map_there_is_none(clusters: EmbeddingSpace) -> None:
    assert carried_layout(Inputs(space=clusters), 0) is None


def test_too_few_shared_words_are_refused(inputs: Inputs) -> None:
    strange = EmbeddingSpace(name="strange", keys=Keys(list("abcdef")), vectors=np.eye(6, 8, dtype=np.float32))

    with pytest.raises(UserError, match="share 0 keys"):
        carried_layout(replace(inputs, space=strange), 0)


def test_the_map_says_where_it_began(inputs: Inputs) -> None:
    assert ("Started from random of other.",) == started_from(inputs)
