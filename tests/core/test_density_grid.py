"""Counts of points in even cells, smoothed, and the hills of what comes out."""

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from embexplorer.core.density_grid import NOWHERE, cut_out, grid_of, hills, smooth


def test_points_are_counted_in_their_cells() -> None:
    grid = grid_of(np.array([[0, 0], [10, 0], [10, 10], [9.9, 9.9], [np.nan, 1]], np.float32), 5)

    assert (1, 0, 1, 2, 4) == (
        grid.counts()[0, 0],
        grid.counts()[2, 2],
        grid.counts()[0, 4],
        grid.counts()[4, 4],
        grid.known,
    )


def test_a_far_outlier_leaves_room_for_the_others() -> None:
    random = np.random.default_rng(0)
    places = np.concatenate([random.uniform(0, 1, (5000, 2)), [[1e6, 0]]]).astype(np.float32)

    grid = grid_of(places, 10)

    assert (True, NOWHERE) == (10 * grid.width < 1.1, grid.cells[-1])


@pytest.mark.parametrize("places", [[], [[1, 1]], [[1, 1]] * 3, [[np.nan, 1], [np.inf, 2]]])
def test_there_is_no_grid_where_all_points_are_in_one_place_or_nowhere(places: list[list[float]]) -> None:
    assert grid_of(np.array(places, np.float32).reshape(-1, 2), 10) is None


def test_hidden_points_are_not_counted() -> None:
    places = np.array([[0, 0], [10, 10], [5, 5]], np.float32)

    grid = grid_of(places, 5, np.array([True, True, False]))

    assert 2 == grid.counts().sum()


def test_a_place_on_the_grid_is_where_its_points_are() -> None:
    grid = grid_of(np.array([[0, 0], [10, 20]], np.float32), 20)

    row, column = np.argwhere(grid.counts() == 1)[1]
    assert np.allclose(grid.at(np.array([column]), np.array([row])), [[10, 20]], atol=grid.width)


def test_smoothing_is_that_of_scipy() -> None:
    image = np.random.default_rng(0).poisson(1.0, (40, 30)).astype(float)

    expected = gaussian_filter(image, 2.0, mode="constant", truncate=3.0)

    assert np.allclose(expected, smooth(image, 2.0))


def test_two_tops_with_a_deep_pass_are_two_hills_the_higher_first() -> None:
    density = np.array([[0.0, 3.0, 1.0, 5.0, 0.0]])

    assert [[NOWHERE, 1, 0, 0, NOWHERE]] == hills(density, 2.0).tolist()


def test_two_tops_with_a_shallow_pass_are_one_hill() -> None:
    assert [[0, 0, 0]] == hills(np.array([[3.0, 2.9, 5.0]]), 2.0).tolist()


def test_hills_that_do_not_touch_stay_apart() -> None:
    density = np.array([[1.0, 0.0, 1.0]])

    assert [[0, NOWHERE, 1]] == hills(density, 2.0).tolist()


def test_tops_of_few_points_are_one_hill_since_chance_makes_such() -> None:
    density = np.array([[0.05, 0.02, 0.05]])

    assert ([[0, 0, 1]], [[0, 0, 0]]) == (hills(density, 2.0).tolist(), hills(density, 2.0, sigma=2.0).tolist())


def test_an_even_plain_is_one_hill() -> None:
    assert 0 == hills(np.ones((6, 7)), 1.5).max()


def test_what_is_cut_out_keeps_its_place() -> None:
    image = np.zeros((9, 9))
    image[4, 6] = 1

    part, row, column = cut_out(image, 2)

    assert (1.0, (5, 5)) == (part[4 - row, 6 - column], part.shape)
