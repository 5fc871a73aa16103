"""The shape of a cloud, beside plain formulas, SciPy, scikit-learn and clouds whose shape is known."""

import numpy as np
import pytest
from scipy.stats import skew
from sklearn.decomposition import PCA
from sklearn.metrics.pairwise import cosine_similarity
from sklearn.neighbors import NearestNeighbors

from embexplorer.core.geometry import (
    Cloud,
    anisotropy,
    counted_in_doubling_bins,
    likelihood_dimension,
    mean_length,
    occurrences,
    participation_ratio,
    share_of_first,
    share_of_mean,
    skewness,
    spread_of_lengths,
    two_nn,
)
from embexplorer.core.typing import DoubleArray

RANDOM = np.random.default_rng(4)
ROWS = (RANDOM.normal(size=(80, 6)) * [5, 3, 2, 1, 1, 1] + 1).astype(np.float32)
CLOUD = Cloud.of(ROWS)


def cube(dimensions: int) -> DoubleArray:
    """Distances to the 20 nearest of 4,000 rows that fill a cube, laid into 30 dimensions."""
    rows = np.zeros((4000, 30))
    rows[:, :dimensions] = np.random.default_rng(0).random((4000, dimensions))
    return np.asarray(NearestNeighbors(n_neighbors=21).fit(rows).kneighbors()[0][:, :20])


def test_lengths_are_those_of_numpy() -> None:
    lengths = np.linalg.norm(ROWS, axis=1)

    assert pytest.approx((lengths.mean(), lengths.std()), rel=1e-5) == (mean_length(CLOUD), spread_of_lengths(CLOUD))


def test_anisotropy_is_the_mean_over_all_pairs() -> None:
    cosines = cosine_similarity(ROWS)

    assert pytest.approx(cosines[np.triu_indices(80, 1)].mean(), abs=1e-6) == anisotropy(CLOUD)


def test_a_row_of_zeros_has_no_cosine() -> None:
    assert pytest.approx(anisotropy(CLOUD)) == anisotropy(Cloud.of(np.vstack([ROWS, np.zeros((1, 6), np.float32)])))


def test_a_centred_cloud_has_no_share_of_the_mean() -> None:
    assert pytest.approx(0.0, abs=1e-9) == share_of_mean(Cloud.of(ROWS - ROWS.mean(axis=0)))


def test_shares_of_components_are_those_of_scikit_learn() -> None:
    shares = PCA().fit(ROWS).explained_variance_ratio_

    assert pytest.approx((shares[0], shares[:3].sum()), rel=1e-5) == (
        share_of_first(CLOUD, 1),
        share_of_first(CLOUD, 3),
    )


def test_equal_variances_are_carried_by_all_components() -> None:
    corners = np.vstack([np.eye(5), -np.eye(5)]).astype(np.float32)

    assert pytest.approx(5.0) == participation_ratio(Cloud.of(corners))


def test_taking_a_part_away_is_leaving_its_rows_out() -> None:
    rest = CLOUD - Cloud.of(ROWS[:20])

    assert pytest.approx(anisotropy(Cloud.of(ROWS[20:]))) == anisotropy(rest)


def test_occurrences_count_the_lists_a_row_stands_in() -> None:
    assert [1, 2, 1, 0] == occurrences(np.array([[1], [2], [1], [0]])).tolist()


def test_the_skew_is_that_of_scipy() -> None:
    counts = RANDOM.poisson(3, 500)

    assert pytest.approx(float(skew(counts))) == skewness(counts)


@pytest.mark.parametrize("dimensions", [2, 5])
def test_a_cube_has_as_many_dimensions_as_it_fills(dimensions: int) -> None:
    distances = cube(dimensions)

    found = two_nn(distances[:, :2])[0], likelihood_dimension(distances)[0]

    assert pytest.approx((dimensions, dimensions), rel=0.12) == found


def test_twins_do_not_count_for_the_dimension() -> None:
    distances = np.vstack([cube(2)[:100, :2], np.zeros((5, 2))])

    assert 100 == two_nn(distances)[2]


def test_counts_fall_into_bins_that_double() -> None:
    low, high, rows = counted_in_doubling_bins(np.array([0, 0, 1, 2, 3, 4, 5, 9, 9]))

    assert [(0, 0, 2), (1, 1, 1), (2, 2, 1), (3, 4, 2), (5, 8, 1), (9, 16, 2)] == list(
        zip(low.tolist(), high.tolist(), rows.tolist(), strict=True)
    )


def test_rows_that_are_in_no_list_make_one_bin() -> None:
    low, high, rows = counted_in_doubling_bins(np.zeros(5, np.int64))

    assert ([0], [0], [5]) == (low.tolist(), high.tolist(), rows.tolist())
