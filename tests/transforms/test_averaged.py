"""The average of two spaces."""

import numpy as np
import pytest
from sklearn.preprocessing import normalize

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.space import EmbeddingSpace
from embexplorer.transforms.averaged import Averaged
from tests.transforms.conftest import drawn, space_of, turn


def averaged(space: EmbeddingSpace, other: EmbeddingSpace, **parameters: bool) -> EmbeddingSpace:
    """Both as one."""
    return Averaged(**parameters).run(Inputs(space=space, other=other))


def noisy(space: EmbeddingSpace, rows: np.ndarray | None = None) -> EmbeddingSpace:
    """A space near this one, with other keys at its end."""
    noise = np.random.default_rng(3).normal(scale=0.1, size=space.vectors.shape)
    keys = [*list(space.keys)[:-2], "other-a", "other-b"]
    return space_of((space.vectors if rows is None else rows) + noise, "other", keys)


def test_shared_words_get_the_mean_of_their_unit_vectors() -> None:
    space = drawn()
    other = noisy(space)

    found = averaged(space, other)

    both = [normalize(one.vectors[:-2].astype(np.float64)) for one in (space, other)]
    assert list(space.keys)[:-2] == list(found.keys)
    assert np.allclose((both[0] + both[1]) / 2, found.vectors, atol=1e-6)


def test_lengths_may_count() -> None:
    space = drawn()
    other = noisy(space)

    found = averaged(space, other, unit_length=False)

    assert np.allclose((space.vectors[:-2] + other.vectors[:-2]) / 2, found.vectors, atol=1e-6)


def test_how_many_words_were_left_out_is_said() -> None:
    space = drawn()

    assert "2 of drawn, 2 of other" in averaged(space, noisy(space)).notes[0]


def test_a_space_in_another_basis_is_refused_with_both_cosines() -> None:
    space = drawn()
    other = noisy(space, space.vectors @ turn(8))

    with pytest.raises(UserError, match=r"do not have one basis: the mean cosine .* and 1\.00 once other is turned"):
        averaged(space, other)


def test_a_space_in_another_basis_may_be_turned_first() -> None:
    space = drawn()

    found = averaged(space, noisy(space, space.vectors @ turn(8)), align=True, unit_length=False)

    assert np.allclose(space.vectors[:-2], found.vectors, atol=0.5)
    assert "was turned onto drawn first" in found.notes[1]


def test_a_space_with_itself_is_itself() -> None:
    space = drawn()

    assert np.allclose(space.vectors, averaged(space, space, unit_length=False).vectors)


def test_opposite_rows_leave_zeros_which_is_said() -> None:
    space = space_of([[1, 0], [0, 1], [1, 1], [2, 5], [4, 0]])
    other = space_of([[-1, 0], [0, 1], [1, 1], [2, 5], [4, 0]], "other")

    assert "1 row is all zeros on average." in averaged(space, other).notes


def test_other_dimensions_are_refused_with_two_ways_out() -> None:
    with pytest.raises(UserError, match=r"8 dimensions and other has 4\. Bring both .* or concatenate"):
        averaged(drawn(), drawn(dimensions=4, name="other"))
