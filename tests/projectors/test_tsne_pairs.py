"""t-SNE in three dimensions by all pairs: the exact gradient, as others compute it, and what is said of it."""

from typing import Any

import numpy as np
import pytest

from embexplorer.core.inputs import Inputs
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import DoubleArray
from embexplorer.projectors import _tsne_cost
from embexplorer.projectors.tsne import Tsne


def affinities_of(rows: int) -> Any:
    """Symmetric shares of random pairs that sum to 1."""
    from scipy.sparse import csr_matrix, random_array

    one_way = random_array((rows, rows), density=0.02, format="csr", rng=np.random.default_rng(1))
    one_way.setdiag(0)
    both = csr_matrix(one_way + one_way.T)
    both.eliminate_zeros()
    return both / both.sum()


def layout_of(rows: int, spread: float) -> DoubleArray:
    return np.random.default_rng(0).normal(scale=spread, size=(rows, 3))


@pytest.mark.parametrize("spread", [1e-4, 1.0, 12.0, 1000.0])
def test_the_gradient_is_that_of_scikit_learn_s_exact_method(spread: float) -> None:
    from scipy.spatial.distance import squareform
    from sklearn.manifold._t_sne import _kl_divergence

    from embexplorer.projectors._tsne_pairs import PairForces

    places, affinities = layout_of(600, spread), affinities_of(600)
    _, expected = _kl_divergence(places.ravel(), squareform(affinities.toarray()), 1, 600, 3)

    with PairForces() as forces:
        _, gradient = forces(places, affinities)

    assert np.linalg.norm(4 * gradient.ravel() - expected) < 5e-6 * np.linalg.norm(expected)


def test_the_gradient_is_that_of_opentsne_s_tree_when_nothing_is_lumped_together() -> None:
    from openTSNE.tsne import kl_divergence_bh

    from embexplorer.projectors._tsne_pairs import PairForces

    places, affinities = layout_of(600, 8.0), affinities_of(600)
    _, expected = kl_divergence_bh(places, affinities, dof=1, bh_params={"theta": 0.0})

    with PairForces() as forces:
        _, gradient = forces(places, affinities)

    assert np.linalg.norm(gradient - expected) < 5e-6 * np.linalg.norm(expected)


def test_more_points_than_a_block_are_summed_as_exactly() -> None:
    """9,000 points are three blocks; the answer for the one in the middle, by NumPy in float64."""
    from scipy.sparse import csr_matrix

    from embexplorer.projectors._tsne_pairs import PairForces

    places = layout_of(9_000, 5.0)
    difference = places[4500] - places
    near = 1 / (1 + (difference**2).sum(axis=1))
    expected = ((near**2)[:, None] * difference).sum(axis=0)
    others = np.array([4499, 4501])
    alone = csr_matrix((np.ones(2), (others, others)), shape=(9_000, 9_000))  # which pulls at no other point

    with PairForces() as forces:
        _, gradient = forces(places, alone)

    away = -gradient[4500]
    np.testing.assert_allclose(expected / np.linalg.norm(expected), away / np.linalg.norm(away), atol=1e-6)


@pytest.mark.slow
def test_a_map_of_all_pairs_fits_as_well_as_scikit_learn_s_exact_one(few_digits: EmbeddingSpace) -> None:
    from sklearn.manifold import TSNE, trustworthiness

    oracle = TSNE(3, method="exact", max_iter=400, random_state=0).fit_transform(few_digits.vectors)

    found = Tsne(metric="euclidean", iterations=400, dimensions=3).run(Inputs(space=few_digits)).coordinates

    ours, theirs = (trustworthiness(few_digits.vectors, places) for places in (found, oracle))
    assert ours > theirs - 0.005


def test_the_number_of_threads_does_not_change_the_map(
    few_digits: EmbeddingSpace, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = Tsne(iterations=40, exaggerated=20, dimensions=3)
    many = step.run(Inputs(space=few_digits)).coordinates
    monkeypatch.setattr("embexplorer.projectors._tsne_forces.THREADS", 1)

    one = step.run(Inputs(space=few_digits)).coordinates

    assert many.tobytes() == one.tobytes()


def test_points_in_one_place_pull_no_nan_out_of_the_sums() -> None:
    from embexplorer.projectors._tsne_pairs import PairForces

    with PairForces() as forces:
        _, gradient = forces(np.zeros((50, 3)), affinities_of(50))

    assert np.array_equal(np.zeros((50, 3)), gradient)


def test_a_map_of_all_pairs_says_that_they_are(few_digits: EmbeddingSpace) -> None:
    made = Tsne(iterations=10, dimensions=3).run(Inputs(space=few_digits))

    assert "Repulsion of all pairs, exact." == made.notes[-1]


def test_a_map_over_a_tree_says_that_it_is_approximate(
    few_digits: EmbeddingSpace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_tsne_cost, "PAIRS", 200)

    made = Tsne(iterations=10, dimensions=3).run(Inputs(space=few_digits))

    assert "Repulsion over a tree (Barnes–Hut, θ 0.5), approximate." == made.notes[-1]


def test_a_flat_map_says_that_a_grid_is_approximate(few_digits: EmbeddingSpace) -> None:
    made = Tsne(iterations=10).run(Inputs(space=few_digits))

    assert "Repulsion on a grid (FFT), approximate." == made.notes[-1]


@pytest.mark.parametrize(("rows", "least", "most"), [(1_000, 1, 6), (5_000, 4, 16)])
def test_the_estimate_of_a_map_in_three_dimensions_is_what_runs_took(rows: int, least: float, most: float) -> None:
    """750 iterations took 0.8 and 6.7 s of processor time on two cores."""
    found = _tsne_cost.estimate(rows, 100, 3, False, 750, 90)

    assert least < found.seconds < most
