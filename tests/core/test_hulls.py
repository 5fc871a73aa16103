"""Outlines hold the stated share of each group, whatever its shape."""

import numpy as np
import pyarrow as pa
import pytest

from embexplorer.core.coloring import color_by
from embexplorer.core.groups import groups_of
from embexplorer.core.hulls import SHARE, Ring, hulls_of, level_of, outlines
from embexplorer.core.keys import Keys


def hulls(places: np.ndarray, names: list[str | None]) -> tuple[Ring, ...]:
    column = pa.chunked_array([pa.array(names, pa.string())])
    keys = Keys([f"w{row}" for row in range(len(places))])
    coordinates = places.astype(np.float32)
    return hulls_of(groups_of(keys, coordinates, color_by("topic", column)), coordinates)


def inside(rings: list[np.ndarray], places: np.ndarray) -> np.ndarray:
    """Which points lie within an odd number of the rings."""
    return np.sum([crossings(ring, places) for ring in rings], axis=0) % 2 == 1


def crossings(ring: np.ndarray, places: np.ndarray) -> np.ndarray:
    """How often a ray from each place to the right crosses the ring."""
    start, end = ring, np.roll(ring, -1, axis=0)
    x, y = places[:, :1], places[:, 1:]
    across = (start[:, 1] > y) != (end[:, 1] > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        at = start[:, 0] + (y - start[:, 1]) * (end[:, 0] - start[:, 0]) / (end[:, 1] - start[:, 1])
    return np.count_nonzero(across & (x < at), axis=1)


def test_at_least_nine_tenths_of_a_group_lie_inside_and_not_all_of_the_map() -> None:
    random = np.random.default_rng(0)
    places = np.concatenate([random.normal((0, 0), 1, (2000, 2)), random.normal((12, 0), 1, (2000, 2))])

    found = hulls(places, ["a"] * 2000 + ["b"] * 2000)

    code = color_by("topic", pa.chunked_array([pa.array(["a"] * 2000 + ["b"] * 2000)])).codes[0]
    held = inside([ring for ring, own in found if own == code], places)
    assert (True, 0) == (SHARE - 0.01 <= held[:2000].mean() <= SHARE + 0.05, held[2000:].sum())


def test_a_group_in_two_places_has_two_rings() -> None:
    random = np.random.default_rng(0)
    places = np.concatenate([random.normal((0, 0), 0.3, (100, 2)), random.normal((12, 0), 0.3, (100, 2))])

    assert 2 == len(hulls(places, ["a"] * 200))


def test_a_ring_of_points_has_a_hole() -> None:
    angles = np.linspace(0, 2 * np.pi, 2000, endpoint=False)
    places = np.stack([np.cos(angles), np.sin(angles)], axis=1)

    rings = [ring for ring, _ in hulls(places, ["a"] * 2000)]

    assert (2, [False], True) == (len(rings), inside(rings, np.zeros((1, 2))).tolist(), inside(rings, places).all())


@pytest.mark.parametrize(
    "group",
    [
        np.tile([[5.0, 5.0]], (10, 1)),
        np.repeat([[5.0, 5.0], [6.0, 6.0]], 5, axis=0),
        np.stack([np.linspace(4, 6, 12), np.full(12, 5.0)], axis=1),
        np.stack([np.full(12, 5.0), np.linspace(4, 6, 12)], axis=1),
    ],
)
def test_points_in_one_place_or_on_a_line_have_an_outline_around_them(group: np.ndarray) -> None:
    places = np.concatenate([group, [[0.0, 0.0], [10.0, 10.0]]])

    rings = [ring for ring, _ in hulls(places, ["a"] * len(group) + [None, None])]

    assert inside(rings, group).mean() >= SHARE - 0.1


def test_where_nothing_is_named_nothing_is_outlined() -> None:
    assert () == hulls(np.zeros((20, 2)), ["a"] * 20)


def test_the_level_is_reached_by_the_share_of_the_points() -> None:
    counts = np.array([[8.0, 1.0, 1.0]])

    assert 2.0 == pytest.approx(level_of(counts, np.array([[9.0, 2.0, 1.0]])))


def test_a_square_is_walked_around_once() -> None:
    image = np.zeros((4, 4))
    image[1:3, 1:3] = 1

    (ring,) = outlines(image, 0.5)

    assert (8, 0.5, 2.5) == (len(ring), ring.min(), ring.max())


def test_two_squares_that_touch_at_a_corner_are_two_rings() -> None:
    image = np.zeros((4, 4))
    image[1, 1] = image[2, 2] = 1

    assert 2 == len(outlines(image, 0.5))
