"""What is under the pointer."""

import numpy as np

from embexplorer.gui.map.picking import picked


def image() -> np.ndarray:
    """An empty image with one pixel of row 7."""
    rows = np.full((40, 60), -1, np.int32)
    rows[10, 20] = 7
    return rows


def test_the_drawn_point_is_picked() -> None:
    assert 7 == picked(image(), 20.5, 10.5)


def test_a_point_nearby_is_picked() -> None:
    assert 7 == picked(image(), 23.5, 10.5)


def test_nothing_is_picked_far_from_every_point() -> None:
    assert picked(image(), 30, 10) is None


def test_the_point_under_the_pointer_wins_over_a_neighbour() -> None:
    rows = image()
    rows[10, 21] = 9

    assert 9 == picked(rows, 21.5, 10.5)


def test_the_nearest_of_several_is_picked() -> None:
    rows = image()
    rows[10, 26] = 9

    assert 9 == picked(rows, 24.5, 10.5)


def test_outside_of_the_map_nothing_is_picked() -> None:
    assert picked(image(), -1, 10) is None


def test_on_a_fine_screen_the_device_pixel_is_read() -> None:
    assert 7 == picked(image(), 10.2, 5.2, ratio=2.0)
