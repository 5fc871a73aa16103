"""Truncation to the first dimensions."""

import numpy as np
import pytest
from sklearn.preprocessing import normalize

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.space import EmbeddingSpace
from embexplorer.transforms.truncated import Truncated
from tests.transforms.conftest import drawn, space_of


def truncated(space: EmbeddingSpace, dimensions: int, renormalise: bool = True) -> EmbeddingSpace:
    """The first dimensions of the space."""
    return Truncated(dimensions=dimensions, renormalise=renormalise).run(Inputs(space=space))


def test_the_first_dimensions_are_kept_as_they_are() -> None:
    space = drawn()

    assert np.array_equal(space.vectors[:, :3], truncated(space, 3, renormalise=False).vectors)


def test_rows_are_brought_to_unit_length_afterwards() -> None:
    space = drawn()
    expected = normalize(space.vectors[:, :3].astype(np.float64))

    assert np.allclose(expected, truncated(space, 3).vectors, atol=1e-6)


def test_rows_that_are_zeros_in_the_first_dimensions_are_said() -> None:
    space = truncated(space_of([[0, 0, 1], [1, 0, 0]]), 2)

    assert np.array_equal([[0, 0], [1, 0]], space.vectors)
    assert ("1 row is all zeros in the first 2 dimensions.",) == space.notes


def test_more_dimensions_than_there_are_are_refused() -> None:
    with pytest.raises(UserError, match=r"--dimensions is 64, but drawn has 8 dimensions\. Choose at most 8"):
        truncated(drawn(), 64)
