"""Alignment by orthogonal Procrustes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import orthogonal_procrustes
from scipy.spatial import procrustes

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.space import EmbeddingSpace
from embexplorer.transforms.aligned import Aligned
from tests.transforms.conftest import drawn, space_of, turn


def aligned(space: EmbeddingSpace, other: EmbeddingSpace, **parameters: bool) -> EmbeddingSpace:
    """The space turned onto the other."""
    return Aligned(**parameters).run(Inputs(space=space, other=other))


@given(st.integers(0, 30), st.booleans())
def test_a_rotation_is_recovered(seed: int, alike: bool) -> None:
    other = drawn(seed=seed, name="other")
    space = space_of(other.vectors @ turn(8, seed))

    found = aligned(space, other, alike=alike)

    assert np.allclose(other.vectors, found.vectors, atol=1e-4)


def test_it_agrees_with_scipy() -> None:
    space, other = drawn(seed=1), drawn(seed=2, name="other")
    expected, _ = orthogonal_procrustes(space.vectors.astype(np.float64), other.vectors.astype(np.float64))

    assert np.allclose(space.vectors @ expected, aligned(space, other).vectors, atol=1e-4)


def test_centred_and_scaled_it_leaves_the_disparity_of_scipy() -> None:
    space, other = drawn(seed=1), drawn(seed=2, name="other")
    _, _, expected = procrustes(other.vectors.astype(np.float64), space.vectors.astype(np.float64))

    found = aligned(space, other, centre=True, scale=True)

    there = other.vectors - other.vectors.mean(axis=0)
    assert np.isclose(expected, ((found.vectors - other.vectors) ** 2).sum() / (there**2).sum(), atol=1e-5)


def test_only_shared_words_decide_and_all_are_turned() -> None:
    matrix = turn(8)
    other = drawn(40, name="other")
    space = space_of(np.vstack([drawn(70, seed=9).vectors[40:], drawn(40).vectors]) @ matrix,
                     keys=[f"only{row}" for row in range(30)] + list(other.keys))  # fmt: skip

    found = aligned(space, other)

    assert np.allclose(drawn(70, seed=9).vectors[40:], found.vectors[:30], atol=1e-4)
    assert "30 of hand, 0 of other" in found.notes[0]


def test_distances_within_the_space_stay() -> None:
    space = drawn(seed=1)

    found = aligned(space, drawn(seed=2, name="other"))

    before = np.linalg.norm(space.vectors[:, None] - space.vectors[None], axis=2)
    assert np.allclose(before, np.linalg.norm(found.vectors[:, None] - found.vectors[None], axis=2), atol=1e-4)


def test_the_residual_is_said_before_and_after() -> None:
    other = space_of([[2, 0], [0, 1]], name="other")

    found = aligned(space_of([[0, 2], [1, 0]]), other)

    assert "Mean cosine with the same word in other 1.000 (before 0.000)" in found.notes[0]
    assert "residual 0.000 (before 1.414); n = 2." in found.notes[0]


def test_each_shared_word_has_its_cosine_in_a_column() -> None:
    other = space_of([[2, 0], [0, 1]], name="other")

    found = aligned(space_of([[0, 2], [1, 0], [1, 1]]), other)

    assert [1.0, 1.0, None] == found.columns["cosine to other"].to_pylist()


def test_a_turn_that_too_few_words_decide_is_said_to_be_arbitrary() -> None:
    other = drawn(3, name="other")

    found = aligned(drawn(seed=1), other)

    assert "The 3 shared keys span 3 of 8 dimensions: in the others the turn is arbitrary" in found.notes[1]


def test_other_dimensions_are_refused() -> None:
    with pytest.raises(UserError, match="drawn has 8 dimensions and other has 4"):
        aligned(drawn(), drawn(dimensions=4, name="other"))


def test_spaces_without_a_shared_word_are_refused() -> None:
    with pytest.raises(UserError, match="hand and other share 0 keys"):
        aligned(space_of([[1, 2]], keys=["a"]), space_of([[1, 2]], name="other", keys=["b"]))


def test_zeros_tell_no_direction() -> None:
    with pytest.raises(UserError, match="tell no direction"):
        aligned(drawn(2), space_of(np.zeros((2, 8)), name="other"))
