"""Whitening by PCA and ZCA."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.decomposition import PCA

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.space import EmbeddingSpace
from embexplorer.transforms.whitened import Whitened
from tests.transforms.conftest import drawn, space_of


def whitened(space: EmbeddingSpace, **parameters: object) -> EmbeddingSpace:
    """The space with the identity for its covariance."""
    return Whitened(**parameters).run(Inputs(space=space))


@given(st.integers(0, 50), st.sampled_from(["pca", "zca"]))
def test_the_covariance_is_the_identity(seed: int, method: str) -> None:
    space = whitened(drawn(rows=30, dimensions=5, seed=seed), method=method)

    assert np.allclose(np.eye(5), np.cov(space.vectors.astype(np.float64), rowvar=False), atol=1e-5)


def test_whitening_by_components_is_scikit_learn_s_up_to_sign() -> None:
    space = drawn()
    expected = PCA(whiten=True, svd_solver="full").fit_transform(np.asarray(space.vectors, np.float64))

    found = whitened(space).vectors

    signs = np.sign((expected * found).sum(axis=0))
    assert np.allclose(expected * signs, found, atol=1e-5)


def test_zca_is_the_inverse_square_root_of_the_covariance() -> None:
    space = drawn()
    rows = np.asarray(space.vectors, np.float64)
    values, axes = np.linalg.eigh(np.cov(rows, rowvar=False))
    expected = (rows - rows.mean(axis=0)) @ axes @ np.diag(values**-0.5) @ axes.T

    assert np.allclose(expected, whitened(space, method="zca").vectors, atol=1e-5)


def test_only_some_components_may_be_kept() -> None:
    space = drawn()

    assert np.array_equal(whitened(space).vectors[:, :3], whitened(space, dimensions=3).vectors)


def test_directions_without_variance_are_left_out_and_said() -> None:
    flat = np.hstack([drawn(dimensions=3).vectors, np.ones((60, 2))])

    space = whitened(space_of(flat))

    assert (60, 3) == space.vectors.shape
    assert ("2 directions have no variance in hand and cannot be whitened: left out.",) == space.notes


def test_what_was_taken_away_before_is_no_variance() -> None:
    from embexplorer.transforms.all_but_the_top import AllButTheTop

    without = AllButTheTop(components=2).run(Inputs(space=drawn()))

    assert (60, 6) == whitened(without).vectors.shape


def test_zca_without_variance_everywhere_is_refused() -> None:
    with pytest.raises(UserError, match="has variance in 4 of its 8 dimensions"):
        whitened(drawn(rows=5), method="zca")


def test_zca_to_fewer_dimensions_is_refused() -> None:
    with pytest.raises(UserError, match="--dimensions is 3, but ZCA keeps the dimensions"):
        whitened(drawn(), method="zca", dimensions=3)


def test_equal_rows_are_refused() -> None:
    with pytest.raises(UserError, match="the same vector"):
        whitened(space_of([[1, 2, 3]] * 4))
