"""All but the top (Mu & Viswanath 2018)."""

import numpy as np
import pytest
from sklearn.decomposition import PCA

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.space import EmbeddingSpace
from embexplorer.transforms.all_but_the_top import AllButTheTop
from tests.transforms.conftest import drawn, space_of


def without_top(space: EmbeddingSpace, components: int | None = None) -> EmbeddingSpace:
    """The space without its top components."""
    return AllButTheTop(components=components).run(Inputs(space=space))


@pytest.mark.parametrize("count", [1, 2, 7])
def test_it_is_what_scikit_learn_leaves_of_the_components(count: int) -> None:
    space = drawn()
    rows = np.asarray(space.vectors, np.float64)
    found = PCA(count, svd_solver="full").fit(rows)
    expected = rows - found.inverse_transform(found.transform(rows))

    assert np.allclose(expected, without_top(space, count).vectors, atol=1e-5)


def test_it_is_right_for_fewer_rows_than_dimensions() -> None:
    space = drawn(rows=5, dimensions=12)
    rows = np.asarray(space.vectors, np.float64)
    found = PCA(2, svd_solver="full").fit(rows)
    expected = rows - found.inverse_transform(found.transform(rows))

    assert np.allclose(expected, without_top(space, 2).vectors, atol=1e-5)


def test_one_component_for_each_hundred_dimensions_is_usual() -> None:
    assert ("without top 3",) == without_top(drawn(400, 300)).derived


def test_the_share_of_variance_is_said() -> None:
    space = without_top(space_of([[3, 0], [-3, 0], [0, 1], [0, -1]]), 1)

    assert "which holds 90.0 % of the variance of hand" in space.notes[0]


def test_more_components_than_there_are_are_refused_with_the_most() -> None:
    with pytest.raises(UserError, match=r"--components is 8, but drawn has 8 dimensions\. Choose at most 7"):
        without_top(drawn(), 8)


def test_few_rows_have_few_components() -> None:
    with pytest.raises(UserError, match=r"differs in only one direction \(2 rows × 8 dimensions\)"):
        without_top(drawn(rows=2), 3)


def test_equal_rows_have_none() -> None:
    with pytest.raises(UserError, match="the same vector"):
        without_top(space_of([[0.1, 0.7, 0.3]] * 1000), 1)
