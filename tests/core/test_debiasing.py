"""Neutralising and equalising, as the paper promises it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embexplorer.core.bias_measures import unit_rows
from embexplorer.core.debiasing import equalised, neutralised, subspace_of
from embexplorer.core.gender_words import gender_words

seeds = st.integers(0, 10_000)


@given(seeds)
def test_neutral_words_have_no_part_in_the_direction_and_length_one(seed: int) -> None:
    random = np.random.default_rng(seed)
    basis, _ = subspace_of(random.normal(size=(4, 6)), random.normal(size=(4, 6)), 2)

    rows = neutralised(unit_rows(random.normal(size=(9, 6))), basis)

    assert pytest.approx(np.zeros((9, 2)), abs=1e-9) == rows @ basis
    assert pytest.approx(np.ones(9)) == np.linalg.norm(rows, axis=1)


@given(seeds)
def test_a_neutral_word_is_as_near_to_both_words_of_an_equalised_pair(seed: int) -> None:
    random = np.random.default_rng(seed)
    basis, _ = subspace_of(random.normal(size=(4, 6)), random.normal(size=(4, 6)), 1)
    neutral = neutralised(unit_rows(random.normal(size=(1, 6))), basis)[0]

    pair = equalised(unit_rows(random.normal(size=(2, 6))), basis)

    assert pytest.approx(float(neutral @ pair[0]), abs=1e-9) == float(neutral @ pair[1])
    assert pytest.approx(np.ones(2)) == np.linalg.norm(pair, axis=1)


def test_the_direction_is_that_in_which_all_pairs_differ() -> None:
    left = np.random.default_rng(1).normal(size=(5, 4))

    basis, shares = subspace_of(left, left + np.array([0, 0, 3.0, 0]), 2)

    assert pytest.approx([0, 0, 1, 0], abs=1e-9) == np.abs(basis[:, 0])
    assert [1.0] == shares.round(9).tolist()


def test_a_word_that_is_the_direction_becomes_zero() -> None:
    assert 0.0 == np.abs(neutralised(np.eye(3)[:1], np.eye(3)[:, :1])).sum()


def test_the_bundled_pairs_hold_two_different_words_each_once() -> None:
    words = [word for pair in gender_words().equalise for word in pair]

    assert len(set(words)) == len(words)
    assert set(gender_words().pairs) <= set(gender_words().equalise)
