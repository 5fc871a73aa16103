"""Measures of how alike two clouds are, beside SciPy and the formulas of the papers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial import procrustes
from scipy.stats import ortho_group

from embexplorer.core.comparison import (
    Moments,
    blocks_of,
    jackknife,
    linear_cka,
    only_in,
    pairs_of,
    procrustes_residual,
    shared_neighbors,
    without_each,
)
from embexplorer.core.typing import DoubleArray

RANDOM = np.random.default_rng(5)
X = RANDOM.normal(size=(60, 5)) + 3
Y = X @ RANDOM.normal(size=(5, 5)) + RANDOM.normal(size=(60, 5))


def cka_of_kernels(x: DoubleArray, y: DoubleArray) -> float:
    """Kornblith et al. 2019, eq. 3, with n × n kernels and a centring matrix."""
    n = len(x)
    centre = np.eye(n) - 1 / n
    left, right = centre @ x @ x.T @ centre, centre @ y @ y.T @ centre
    return float(np.trace(left @ right) / np.sqrt(np.trace(left @ left) * np.trace(right @ right)))


def test_the_residual_is_the_disparity_of_scipy() -> None:
    assert pytest.approx(procrustes(X, Y)[2], abs=1e-12) == procrustes_residual(Moments.of(X, Y))


def test_cka_is_that_of_the_centred_kernels() -> None:
    assert pytest.approx(cka_of_kernels(X, Y[:, :3])) == linear_cka(Moments.of(X, Y[:, :3]))


@given(st.integers(0, 1000), st.floats(0.1, 10))
def test_a_cloud_that_is_turned_moved_and_scaled_is_the_same(seed: int, scale: float) -> None:
    turned = scale * (X @ ortho_group.rvs(5, random_state=seed)) + seed

    moments = Moments.of(X, turned)

    assert pytest.approx((1.0, 0.0), abs=1e-6) == (linear_cka(moments), procrustes_residual(moments))


def test_a_side_that_does_not_vary_is_like_nothing() -> None:
    moments = Moments.of(X, np.ones((60, 2)))

    assert (0.0, 1.0) == (linear_cka(moments), procrustes_residual(moments))


def test_leaving_a_block_out_of_the_sums_is_leaving_its_rows_out() -> None:
    blocks = blocks_of(60, seed=1)
    parts = [Moments.of(X[blocks == block], Y[blocks == block]) for block in range(20)]

    _, without = without_each(parts, linear_cka)

    assert pytest.approx(linear_cka(Moments.of(X[blocks != 7], Y[blocks != 7]))) == without[7]


def test_the_jackknife_of_a_mean_has_the_textbook_standard_error() -> None:
    values = RANDOM.normal(size=20)
    error = values.std(ddof=1) / np.sqrt(20)

    low, high = jackknife(float(values.mean()), [float(np.delete(values, n).mean()) for n in range(20)], -9, 9)

    assert pytest.approx(2 * 1.959964 * error) == high - low


def test_an_interval_stays_where_the_value_can_be() -> None:
    assert (0.0, 1.0) == jackknife(0.5, [0.0, 1.0, 0.0, 1.0], 0.0, 1.0)


def test_neighbours_are_shared_whatever_their_order() -> None:
    counts = shared_neighbors(np.array([[1, 2, 3], [0, 2, 3]]), np.array([[3, 1, 5], [4, 5, 6]]))

    assert [2, 0] == counts.tolist()


def test_what_only_one_list_has_keeps_its_order() -> None:
    new = only_in(np.array([[5, 1, 4]]), np.array([[1, 2, 3]]))

    assert [[5, 4]] == [rows.tolist() for rows in new]


def test_few_rows_are_paired_each_with_each_once() -> None:
    left, right, every = pairs_of(4, 100, seed=0)

    assert ({(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)}, True) == (
        set(zip(left.tolist(), right.tolist(), strict=True)),
        every,
    )


def test_random_pairs_are_of_different_rows() -> None:
    left, right, every = pairs_of(50, 1000, seed=0)

    assert (1000, False, 0) == (len(left), every, int((left == right).sum()))
