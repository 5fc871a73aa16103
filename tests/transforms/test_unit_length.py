"""Unit length."""

import numpy as np
import pytest
from hypothesis import assume, given
from sklearn.preprocessing import normalize

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.space import EmbeddingSpace
from embexplorer.transforms.unit_length import UnitLength
from tests.transforms.conftest import drawn, matrices, space_of


def unit(space: EmbeddingSpace) -> EmbeddingSpace:
    """The space of the directions."""
    return UnitLength().run(Inputs(space=space))


def test_every_row_is_divided_by_its_length() -> None:
    space = unit(space_of([[3, 4], [0, 2]]))

    assert np.allclose([[0.6, 0.8], [0, 1]], space.vectors)


def test_it_agrees_with_scikit_learn() -> None:
    space = drawn()

    assert np.allclose(normalize(np.asarray(space.vectors, np.float64)), unit(space).vectors, atol=1e-7)


@given(matrices())
def test_unit_rows_have_length_1_and_zero_rows_0(rows: np.ndarray) -> None:
    assume(rows.any())

    lengths = np.linalg.norm(unit(space_of(rows)).vectors.astype(np.float64), axis=1)

    assert np.allclose(rows.any(axis=1).astype(float), lengths, atol=1e-6)


def test_numbers_too_large_to_be_squared_in_32_bits_are_no_matter() -> None:
    space = unit(space_of([[3e30, 4e30], [1e-30, 0]]))

    assert np.allclose([[0.6, 0.8], [1, 0]], space.vectors)


def test_a_zero_row_is_left_and_said() -> None:
    space = unit(space_of([[3, 4], [0, 0]]))

    assert ("1 row is all zeros: it has no direction and stays as it is.",) == space.notes


def test_nothing_but_zeros_is_refused() -> None:
    with pytest.raises(UserError, match="All rows of hand are zeros"):
        unit(space_of([[0, 0], [0, 0]]))
