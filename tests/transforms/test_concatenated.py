"""Two spaces one behind the other."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from embexplorer.core.inputs import Inputs
from embexplorer.core.space import EmbeddingSpace
from embexplorer.transforms.concatenated import Concatenated
from tests.transforms.conftest import drawn, space_of


def concatenated(space: EmbeddingSpace, other: EmbeddingSpace, **parameters: object) -> EmbeddingSpace:
    """Both as one."""
    return Concatenated(**parameters).run(Inputs(space=space, other=other))


def test_shared_words_get_both_rows_in_the_order_of_the_first_space() -> None:
    space = space_of([[1, 2], [3, 4], [5, 6]], keys=["a", "b", "c"])
    other = space_of([[7], [8], [9]], "other", keys=["c", "x", "a"])

    found = concatenated(space, other, unit_length=False)

    assert ["a", "c"] == list(found.keys)
    assert np.array_equal([[1, 2, 9], [5, 6, 7]], found.vectors)
    assert "1 of hand, 1 of other" in found.notes[0]


def test_the_columns_are_those_of_the_shared_rows() -> None:
    space = space_of([[1, 2], [3, 4], [5, 6]], keys=["a", "b", "c"])

    found = concatenated(space, space_of([[1], [1]], "other", keys=["c", "a"]))

    assert [1, 3] == found.columns["rank"].to_pylist()


@given(st.floats(0.1, 10))
def test_the_cosine_is_the_weighed_mean_of_both_cosines(weight: float) -> None:
    first, second = drawn(seed=1), drawn(seed=2, name="other")

    found = concatenated(first, second, weight=weight).vectors.astype(np.float64)

    shares = np.array([1, weight**2]) / (1 + weight**2)
    cosines = [one.vectors @ one.vectors.T / np.outer(*[np.linalg.norm(one.vectors, axis=1)] * 2)
               for one in (first, second)]  # fmt: skip
    lengths = np.linalg.norm(found, axis=1)
    assert np.allclose(shares[0] * cosines[0] + shares[1] * cosines[1], found @ found.T / np.outer(lengths, lengths),
                       atol=1e-5)  # fmt: skip
