"""The nearest point in a direction."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embexplorer.core.directions import WAYS, nearest_to, nearest_towards

PLACES = np.array([[0, 0], [1, 0], [2, 0], [0, 3], [1, 1], [-5, 4], [np.nan, 0]], np.float32)
numbers = st.integers(-5, 5)


@pytest.mark.parametrize(("way", "row"), [("right", 1), ("up", 4), ("left", 5), ("down", None)])
def test_the_nearest_point_in_the_cone_is_next(way: str, row: int | None) -> None:
    assert row == nearest_towards(PLACES, (0.0, 0.0), WAYS[way])


def test_of_equally_near_points_the_first_row_is_next() -> None:
    places = np.array([[0, 0], [2, 1], [2, -1]], np.float32)

    assert 1 == nearest_towards(places, (0.0, 0.0), WAYS["right"])


def test_a_row_that_is_not_shown_is_passed_by() -> None:
    shown = np.array([True, False, True, True, True, True, True])

    assert 4 == nearest_towards(PLACES, (0.0, 0.0), WAYS["right"], shown)


def test_points_at_one_place_lead_nowhere() -> None:
    assert nearest_towards(np.zeros((3, 2), np.float32), (0.0, 0.0), WAYS["right"]) is None


def test_the_farthest_points_of_both_signs_are_beyond_measure_without_a_warning() -> None:
    places = np.array([[-3e38, 0], [3e38, 0], [-2e38, 0]], np.float32)

    assert 2 == nearest_towards(places, (-3e38, 0.0), WAYS["right"])


def test_far_points_are_told_apart() -> None:
    places = np.array([[0, 0], [3e38, 0], [2e38, 0]], np.float32)

    assert 2 == nearest_towards(places, (0.0, 0.0), WAYS["right"])


def test_the_point_nearest_to_a_place_is_found() -> None:
    assert 3 == nearest_to(PLACES, (0.0, 2.5))


def test_where_nothing_is_shown_nothing_is_near() -> None:
    assert nearest_to(PLACES, (0.0, 0.0), np.zeros(7, np.bool_)) is None


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=30), st.sampled_from(sorted(WAYS)))
def test_the_walk_is_what_a_search_of_all_points_finds(points: list[tuple[int, int]], way: str) -> None:
    x, y = points[0]
    across, up = WAYS[way]
    ahead = [(across * (a - x) + up * (b - y), abs(up * (a - x)) + abs(across * (b - y))) for a, b in points]
    far = [(f * f + s * s, row) for row, (f, s) in enumerate(ahead) if f > 0 and s <= f]
    expected = min(far)[1] if far else None

    assert expected == nearest_towards(np.array(points, np.float32), (float(x), float(y)), (across, up))
