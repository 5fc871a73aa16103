"""Permutation tests: all partitions, or distinct ones drawn at random."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom, permutation_test

from embexplorer.core.partitions import distinct_partitions, partitions, subset_sums
from embexplorer.core.typing import DoubleArray

SCORES = np.random.default_rng(5).normal(size=11)


def difference_of_sums(first: DoubleArray, rest: DoubleArray) -> float:
    return float(first.sum() - rest.sum())


@given(st.integers(1, 9).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))))
def test_the_sums_are_those_of_all_combinations(sizes: tuple[int, int]) -> None:
    count, size = sizes
    values = np.random.default_rng(count).normal(size=count)
    expected = sorted(sum(chosen) for chosen in itertools.combinations(values, size))

    sums = subset_sums(values, size)

    assert np.allclose(expected, np.sort(sums))


@pytest.mark.parametrize(("side", "theirs"), [("one", "greater"), ("two", "two-sided")])
@pytest.mark.parametrize("size", [3, 5, 8])
def test_p_is_that_of_scipy(side: str, theirs: str, size: int) -> None:
    groups = (SCORES[:size], SCORES[size:])
    shift = SCORES - SCORES.mean()  # groups of two sizes: two-sided is counted from the mean of all partitions
    centered = (shift[:size], shift[size:])
    expected = permutation_test(centered if side == "two" else groups, difference_of_sums, alternative="greater")
    far = np.abs(expected.null_distribution) >= abs(expected.statistic) - 1e-12
    known = expected.pvalue if theirs == "greater" else float(far.mean())

    null = partitions(11, size).null(SCORES)

    assert pytest.approx(known) == null.p(side)


def test_equal_groups_have_the_two_sided_p_of_scipy() -> None:
    values = SCORES[:10]
    expected = permutation_test((values[:5], values[5:]), difference_of_sums, alternative="two-sided").pvalue

    null = partitions(10, 5).null(values)

    assert pytest.approx(expected) == null.p("two")


def test_the_observed_partition_counts_though_sums_are_rounded() -> None:
    values = np.array([0.3, 0.2, 0.1, 0.1, 0.2, 0.3])

    expected = sum(sum(chosen) > 5.5 for chosen in itertools.combinations((3, 2, 1, 1, 2, 3), 3)) / 20

    null = partitions(6, 3).null(values)

    assert expected == null.p()


def test_all_partitions_are_counted_where_there_are_few_and_drawn_where_there_are_many() -> None:
    few, many = partitions(16, 8), partitions(24, 12)

    assert (True, 12_870, 12_870) == (few.exact, few.used, few.total)
    assert (False, 10_000, math.comb(24, 12)) == (many.exact, many.used, many.total)


def test_no_more_are_drawn_than_there_are() -> None:
    assert partitions(10, 5, drawn=1000, exact_up_to=0).exact


def test_partitions_are_drawn_once_each_and_the_observed_one_first() -> None:
    drawn = distinct_partitions(12, 6, 900, seed=0)

    assert (900, 6 * 900) == (len({row.tobytes() for row in drawn}), drawn.sum())
    assert [True] * 6 + [False] * 6 == drawn[0].tolist()


def test_every_partition_is_equally_likely_to_be_drawn() -> None:
    drawn = np.concatenate([distinct_partitions(6, 3, 8, seed) for seed in range(400)])

    _, times = np.unique(drawn, axis=0, return_counts=True)

    others = times[times < 400]
    spread = math.sqrt(400 * (7 / 19) * (12 / 19))
    assert (19, 400 * 7) == (len(others), others.sum())
    assert np.abs(others - 400 * 7 / 19).max() < 4 * spread


def test_drawn_partitions_estimate_the_exact_p_within_their_error() -> None:
    values = np.random.default_rng(9).normal(size=16)
    exact = partitions(16, 8).null(values).p()
    nulls = [partitions(16, 8, drawn=500, exact_up_to=0, seed=seed).null(values) for seed in range(60)]

    away = [(null.p() - exact) / null.error(null.p()) for null in nulls]

    assert pytest.approx(1, abs=0.35) == np.std(away)


def test_the_error_is_that_of_a_hypergeometric_count() -> None:
    null = partitions(16, 8, drawn=5001, exact_up_to=0).null(np.random.default_rng(8).normal(size=16))
    expected = hypergeom(12_869, round(0.2 * 12_869), 5000).std() / 5000

    assert pytest.approx(expected, rel=1e-3) == null.error(0.2)


def test_an_exact_p_has_no_error() -> None:
    assert partitions(10, 5).null(SCORES[:10]).error(0.3) == 0


@given(st.integers(2, 6), st.integers(0, 1000))
def test_the_p_values_of_both_directions_sum_to_one_and_the_ties(size: int, seed: int) -> None:
    values = np.random.default_rng(seed).normal(size=2 * size)

    there, back = partitions(2 * size, size).null(values).p(), partitions(2 * size, size).null(-values).p()

    assert pytest.approx(1 + 1 / math.comb(2 * size, size)) == there + back


@pytest.mark.parametrize("side", ["one", "two"])
@pytest.mark.parametrize("limit", [0, 1000])
def test_many_rows_have_the_p_values_that_each_has_alone(side: str, limit: int) -> None:
    rows = np.random.default_rng(4).normal(size=(5, 12))
    ways = partitions(12, 6, drawn=200, exact_up_to=limit)

    assert [ways.null(row).p(side) for row in rows] == ways.p_values(rows, side).tolist()
