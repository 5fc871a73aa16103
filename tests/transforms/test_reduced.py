"""PCA to fewer dimensions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.decomposition import PCA

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.space import EmbeddingSpace
from embexplorer.transforms.reduced import Reduced
from tests.transforms.conftest import drawn, space_of


def reduced(space: EmbeddingSpace, dimensions: int) -> EmbeddingSpace:
    """The space in its first components."""
    return Reduced(dimensions=dimensions).run(Inputs(space=space))


@pytest.mark.parametrize("shape", [(60, 8), (6, 20)])
def test_the_components_are_those_of_scikit_learn_up_to_sign(shape: tuple[int, int]) -> None:
    space = drawn(*shape)
    expected = PCA(3, svd_solver="full").fit_transform(np.asarray(space.vectors, np.float64))

    found = reduced(space, 3).vectors

    signs = np.sign((expected * found).sum(axis=0))
    assert np.allclose(expected * signs, found, atol=1e-4)


def test_the_kept_share_of_the_variance_is_scikit_learn_s() -> None:
    space = drawn()
    share = PCA(3).fit(np.asarray(space.vectors, np.float64)).explained_variance_ratio_.sum()

    assert f"keep {100 * share:.1f} % of the variance" in reduced(space, 3).notes[0]


@given(st.integers(0, 50))
def test_all_components_keep_every_distance(seed: int) -> None:
    space = drawn(rows=20, dimensions=5, seed=seed)

    found = reduced(space, 5)

    before = np.linalg.norm(space.vectors[:, None] - space.vectors[None], axis=2)
    after = np.linalg.norm(found.vectors[:, None] - found.vectors[None], axis=2)
    assert np.allclose(before, after, atol=1e-4)


def test_more_dimensions_than_the_space_has_are_refused() -> None:
    with pytest.raises(UserError, match=r"--dimensions is 9, but drawn has 8 dimensions\. Choose at most 8"):
        reduced(drawn(), 9)


def test_more_dimensions_than_the_rows_span_are_refused() -> None:
    with pytest.raises(UserError, match=r"differs in only 4 directions \(5 rows × 8 dimensions\)\. Choose at most 4"):
        reduced(drawn(rows=5), 6)


def test_equal_rows_are_refused() -> None:
    with pytest.raises(UserError, match="the same vector"):
        reduced(space_of([[1, 2, 3]] * 4), 1)
