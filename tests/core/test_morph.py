"""Maps laid over each other: SciPy's Procrustes as the oracle, and what must hold for every turn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial import procrustes

from embexplorer.core.morph import between, left_over, turned_onto
from embexplorer.core.typing import FloatArray

PLACES = np.random.default_rng(0).normal(size=(40, 2)).astype(np.float32)
ALL = np.arange(40)


def turned(angle: float, scale: float, mirrored: bool) -> FloatArray:
    """The places turned, scaled, moved and perhaps mirrored."""
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    mirror = np.diag([-1.0, 1.0]) if mirrored else np.eye(2)
    return np.asarray(scale * PLACES @ turn @ mirror + (3.0, -7.0), np.float32)


@given(angle=st.floats(0, 6.28), scale=st.floats(0.01, 100), mirrored=st.booleans())
def test_a_turned_map_comes_back_to_where_it_was(angle: float, scale: float, mirrored: bool) -> None:
    back = turned_onto(turned(angle, scale, mirrored), ALL, PLACES, ALL)

    assert np.allclose(PLACES, back, atol=1e-3)


def test_what_is_left_over_is_the_disparity_of_scipy() -> None:
    other = PLACES + np.random.default_rng(1).normal(size=(40, 2)).astype(np.float32)
    _, _, disparity = procrustes(PLACES, other)

    residual = left_over(turned_onto(other, ALL, PLACES, ALL), PLACES)

    assert pytest.approx(disparity, rel=1e-4) == residual


def test_the_rows_that_are_not_named_are_turned_with_the_others() -> None:
    other = turned(1.0, 2.0, False)

    back = turned_onto(other, ALL[:5], PLACES, ALL[:5])

    assert np.allclose(PLACES, back, atol=1e-4)


def test_rows_may_stand_in_another_order() -> None:
    backwards = turned(0.5, 3.0, True)[::-1]

    back = turned_onto(backwards, ALL, PLACES, ALL[::-1])

    assert np.allclose(PLACES[::-1], back, atol=1e-4)


def test_a_row_that_is_nowhere_does_not_count() -> None:
    other = turned(1.0, 2.0, False)
    other[3] = np.nan

    back = turned_onto(other, ALL, PLACES, ALL)

    assert np.allclose(np.delete(PLACES, 3, axis=0), np.delete(back, 3, axis=0), atol=1e-4)


def test_one_place_alone_is_not_turned() -> None:
    assert np.array_equal(PLACES, turned_onto(PLACES, ALL[:1], PLACES * 2, ALL[:1]))


@pytest.mark.parametrize(("share", "expected"), [(0.0, 1.0), (0.5, 3.0), (1.0, 5.0)])
def test_points_go_straight_from_one_map_to_the_other(share: float, expected: float) -> None:
    first, second = np.full((2, 2), 1, np.float32), np.full((2, 2), 5, np.float32)

    assert np.full((2, 2), expected).tolist() == between(first, second, share).tolist()
