"""PCA against scikit-learn, and what it refuses."""

import numpy as np
import pytest
from sklearn.decomposition import PCA

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.perform import perform
from embexplorer.core.projection import Projection
from embexplorer.core.space import EmbeddingSpace
from embexplorer.projectors.pca import Pca


def projected(vectors: np.ndarray) -> Projection:
    """The PCA of these rows."""
    keys = Keys([f"w{row}" for row in range(len(vectors))])
    space = EmbeddingSpace(name="rows", keys=keys, vectors=np.asarray(vectors, np.float32))
    result = perform(Pca(), Inputs(space=space))
    assert isinstance(result, Projection)
    return result


@pytest.mark.parametrize("shape", [(300, 7), (20, 50)])
def test_all_components_agree_with_scikit_learn_up_to_sign(shape: tuple[int, int]) -> None:
    vectors = np.random.default_rng(0).normal(size=shape) * np.linspace(1, 3, shape[1]) + 100
    oracle = PCA(svd_solver="full")
    places = oracle.fit_transform(np.asarray(vectors, np.float32).astype(float))

    found = projected(vectors)

    assert places.shape == found.coordinates.shape
    np.testing.assert_allclose(np.abs(found.coordinates), np.abs(places), atol=1e-4)
    np.testing.assert_allclose(found.explained, oracle.explained_variance_ratio_, atol=1e-9)


def test_the_axes_say_what_they_explain() -> None:
    vectors = np.array([[3, 0], [-3, 0], [0, 1], [0, -1]], np.float32)

    assert ("PC1 · 90.0 %", "PC2 · 10.0 %") == projected(vectors).axes


def test_the_largest_loading_points_up() -> None:
    vectors = np.array([[0, 3], [0, -3], [1, 0], [-1, 0]], np.float32)

    assert [3, -3, 0, 0] == projected(vectors).coordinates[:, 0].round(6).tolist()


def test_a_space_of_one_dimension_gets_a_flat_second_axis() -> None:
    found = projected(np.array([[1], [2], [3], [6]], np.float32))

    assert [[-2, 0], [-1, 0], [0, 0], [3, 0]] == found.coordinates.tolist()


def test_constant_rows_are_refused() -> None:
    with pytest.raises(UserError, match="only one distinct row"):
        projected(np.ones((9, 4)))
