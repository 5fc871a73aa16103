"""The bootstrap."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, bootstrap

from embexplorer.core.resampling import interval, resamples, wilson


def test_the_interval_of_a_mean_is_that_of_scipy() -> None:
    values = np.random.default_rng(3).normal(size=60)
    theirs = bootstrap((values,), np.mean, method="percentile", n_resamples=20_000, rng=1).confidence_interval

    ours = interval(values[resamples(60, times=20_000, seed=0)].mean(axis=1))

    assert pytest.approx(tuple(theirs), abs=0.01) == ours


def test_the_same_seed_draws_the_same_rows() -> None:
    assert np.array_equal(resamples(10, 50, seed=4), resamples(10, 50, seed=4))


def test_numbers_that_are_not_finite_count_for_nothing() -> None:
    assert (1.0, 1.0) == interval(np.array([1.0, np.nan, 1.0]))


@given(st.integers(0, 20), st.integers(1, 20))
def test_the_interval_of_a_share_is_that_of_scipy(right: int, more: int) -> None:
    expected = binomtest(right, right + more).proportion_ci(method="wilson")

    assert pytest.approx((expected.low, expected.high), abs=1e-6) == wilson(right, right + more)
