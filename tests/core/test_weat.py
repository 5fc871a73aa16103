"""The arithmetic of WEAT against the formulas of the paper in plain loops, and its laws."""

import math
import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embexplorer.core.typing import FloatArray
from embexplorer.core.weat import (
    Sizes,
    associations,
    cosines,
    direction,
    effect_size,
    effect_sizes_without_each,
    resampled_effect_sizes,
    resampled_single_sizes,
    weighted_effect_size,
)

SIZES = Sizes(x=4, y=3, a=3, b=2)
RANDOM = np.random.default_rng(11)
TARGETS, ATTRIBUTES = (RANDOM.normal(size=(count, 6)).astype(np.float32) for count in (7, 5))
ANGLES = cosines(TARGETS, ATTRIBUTES)


def plain_cosine(left: FloatArray, right: FloatArray) -> float:
    dot = sum(float(one) * float(other) for one, other in zip(left, right, strict=True))
    return dot / math.sqrt(sum(float(one) ** 2 for one in left) * sum(float(one) ** 2 for one in right))


def plain_scores(targets: FloatArray, attributes: FloatArray, a: int) -> list[float]:
    """The association of each target, word by word."""
    near = [[plain_cosine(word, other) for other in attributes] for word in targets]
    return [statistics.mean(row[:a]) - statistics.mean(row[a:]) for row in near]


def plain_effect_size(scores: list[float], x: int, deviation: object = statistics.pstdev) -> float:
    return (statistics.mean(scores[:x]) - statistics.mean(scores[x:])) / deviation(scores)  # type: ignore[operator]


def test_scores_are_mean_cosines_with_a_less_those_with_b() -> None:
    expected = plain_scores(TARGETS, ATTRIBUTES, 3)

    assert pytest.approx(expected) == associations(ANGLES, SIZES).tolist()


def test_the_cosine_with_a_row_of_zeros_is_zero() -> None:
    assert [[0.0]] == cosines(np.zeros((1, 3), np.float32), np.ones((1, 3), np.float32)).tolist()


@pytest.mark.parametrize(("ddof", "deviation"), [(0, statistics.pstdev), (1, statistics.stdev)])
def test_the_effect_size_is_that_of_the_paper(ddof: int, deviation: object) -> None:
    expected = plain_effect_size(plain_scores(TARGETS, ATTRIBUTES, 3), 4, deviation)

    assert pytest.approx(expected) == float(effect_size(associations(ANGLES, SIZES), 4, ddof))


def test_scores_that_do_not_differ_have_no_effect_size() -> None:
    assert math.isnan(effect_size(np.full(6, 0.1), 3))


@pytest.mark.parametrize("ddof", [0, 1])
def test_every_word_counted_once_is_the_plain_effect_size(ddof: int) -> None:
    expected = effect_size(associations(ANGLES, SIZES), 4, ddof)

    assert pytest.approx(expected) == weighted_effect_size(ANGLES, SIZES, np.ones((1, 12)), ddof)[0]


@pytest.mark.parametrize("ddof", [0, 1])
def test_a_word_counted_twice_is_as_if_it_stood_there_twice(ddof: int) -> None:
    doubled = cosines(TARGETS[[0, 0, 1, 3, 4, 5, 6]], ATTRIBUTES[[0, 1, 2, 3, 3]])
    expected = effect_size(associations(doubled, SIZES), 4, ddof)

    found = weighted_effect_size(ANGLES, SIZES, np.array([[2, 1, 0, 1, 1, 1, 1, 1, 1, 1, 2, 0.0]]), ddof)

    assert pytest.approx(expected) == found[0]


@pytest.mark.parametrize("ddof", [0, 1])
def test_leaving_words_out_is_the_test_without_them(ddof: int) -> None:
    without_a_target = associations(cosines(TARGETS[1:], ATTRIBUTES), Sizes(x=3, y=3, a=3, b=2))
    without_an_attribute = associations(cosines(TARGETS, ATTRIBUTES[:-1]), Sizes(x=4, y=3, a=3, b=1))
    expected = [float(effect_size(without_a_target, 3, ddof)), float(effect_size(without_an_attribute, 4, ddof))]

    found = effect_sizes_without_each(ANGLES, SIZES, ddof)

    assert pytest.approx(expected) == found[[0, -1]].tolist()


def test_leaving_the_only_word_of_a_set_out_gives_no_number() -> None:
    found = effect_sizes_without_each(ANGLES[:, :4], Sizes(x=4, y=3, a=3, b=1))

    assert [False] * 10 + [True] == np.isnan(found).tolist()


def test_attributes_that_stay_are_not_drawn_anew() -> None:
    ends = ANGLES[:, [0, 0, 0, 3, 3]]  # all words of an attribute set are one: drawing them anew changes nothing

    still = resampled_effect_sizes(ends, SIZES, attributes=False, times=50)

    assert pytest.approx(still) == resampled_effect_sizes(ends, SIZES, attributes=True, times=50)


def test_resampled_effect_sizes_spread_as_plain_resampling_does() -> None:
    random = np.random.default_rng(0)
    scores = associations(ANGLES, SIZES)
    plain = [
        effect_size(np.concatenate([random.choice(scores[:4], 4), random.choice(scores[4:], 3)]), 4)
        for _ in range(4000)
    ]

    ours = resampled_effect_sizes(ANGLES, SIZES, attributes=False, times=4000)

    assert pytest.approx(np.nanquantile(plain, [0.1, 0.5, 0.9]), abs=0.06) == np.nanquantile(ours, [0.1, 0.5, 0.9])


def test_single_sizes_spread_as_plain_resampling_does() -> None:
    random = np.random.default_rng(0)
    row = ANGLES[0]
    plain = [
        effect_size(np.concatenate([random.choice(row[:3], 3), random.choice(row[3:], 2)]), 3) for _ in range(4000)
    ]

    ours = resampled_single_sizes(ANGLES, 3, times=4000)[:, 0]

    assert pytest.approx(np.nanquantile(plain, [0.2, 0.5, 0.8]), abs=0.08) == np.nanquantile(ours, [0.2, 0.5, 0.8])


def test_the_product_with_the_direction_of_the_attributes_is_the_score() -> None:
    units = TARGETS / np.linalg.norm(TARGETS, axis=1, keepdims=True)

    scores = units @ direction(ATTRIBUTES, 1 / np.linalg.norm(ATTRIBUTES, axis=1), SIZES)

    assert np.allclose(associations(ANGLES, SIZES), scores, atol=1e-6)


@given(st.integers(0, 10_000))
def test_swapping_targets_or_attributes_changes_the_sign(seed: int) -> None:
    words = np.random.default_rng(seed).normal(size=(10, 5)).astype(np.float32)
    sizes = Sizes(x=3, y=3, a=2, b=2)
    there = float(effect_size(associations(cosines(words[:6], words[6:]), sizes), 3))

    targets = float(effect_size(associations(cosines(words[[3, 4, 5, 0, 1, 2]], words[6:]), sizes), 3))
    attributes = float(effect_size(associations(cosines(words[:6], words[[8, 9, 6, 7]]), sizes), 3))

    assert pytest.approx((-there, -there)) == (targets, attributes)


@given(st.integers(0, 10_000))
def test_effect_sizes_of_equal_sets_lie_between_minus_two_and_two(seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=12)

    assert abs(effect_size(scores, 6)) <= 2 + 1e-12
