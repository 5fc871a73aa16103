"""Centring."""

import numpy as np
import pytest
from hypothesis import assume, given
from sklearn.preprocessing import StandardScaler

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.space import EmbeddingSpace
from embexplorer.transforms.centred import Centred
from tests.transforms.conftest import drawn, matrices, space_of


def centred(space: EmbeddingSpace) -> EmbeddingSpace:
    """The space without its mean."""
    return Centred().run(Inputs(space=space))


def test_the_mean_of_all_rows_is_taken_away() -> None:
    space = centred(space_of([[1, 2], [3, 6], [5, 1]]))

    assert np.array_equal([[-2, -1], [0, 3], [2, -2]], space.vectors)


def test_it_agrees_with_scikit_learn() -> None:
    space = drawn()
    expected = StandardScaler(with_std=False).fit_transform(np.asarray(space.vectors, np.float64))

    assert np.allclose(expected, centred(space).vectors, atol=1e-6)


@given(matrices())
def test_centring_twice_is_once(rows: np.ndarray) -> None:
    assume((rows != rows[0]).any())
    once = centred(space_of(rows))
    assume((once.vectors != once.vectors[0]).any())

    twice = centred(once)

    assert np.allclose(once.vectors, twice.vectors, atol=1e-5 * (1 + np.abs(rows).max()))


def test_rows_that_are_all_the_same_are_refused() -> None:
    with pytest.raises(UserError, match=r"All rows of hand are the same vector \(3\)"):
        centred(space_of([[1, 2], [1, 2], [1, 2]]))


def test_one_row_is_refused() -> None:
    with pytest.raises(UserError, match="the same vector"):
        centred(space_of([[1, 2]]))
