"""Contours are where the density has the level, and hold the share of the points that they say."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from embexplorer.core.coloring import plain
from embexplorer.core.figure import Figure
from embexplorer.core.keys import Keys
from embexplorer.gui.map.contours import Contours, field_of, thresholds, traced
from embexplorer.gui.map.export import save_figure, scene_of

SPREAD = 60.0  # pixels


def gaussian_figure(count: int = 40_000, **wishes: object) -> Figure:
    """Points whose distances from the middle are the quantiles of a Gaussian, evenly around it (a sunflower)."""
    radii = SPREAD * np.sqrt(-2 * np.log(1 - (np.arange(count) + 0.5) / count))
    angles = np.arange(count) * math.pi * (3 - math.sqrt(5))
    places = np.stack([radii * np.cos(angles), radii * np.sin(angles)], axis=1).astype(np.float32)
    given = {"layers": ("contours",), **wishes}
    return Figure(
        title="gaussian",
        keys=Keys([str(row) for row in range(count)]),
        coordinates=places,
        coloring=plain(count),
        order=np.arange(count),
        **given,
    )


def test_a_ring_of_a_gaussian_has_the_radius_of_its_level() -> None:
    y, x = np.mgrid[:121, :141].astype(float)
    field = np.exp(-((x - 70) ** 2 + (y - 60) ** 2) / (2 * 15.0**2))

    ((ring,),) = traced(field, 0.3)

    distances = np.hypot(ring[:, 0] - 70, ring[:, 1] - 60)
    assert np.allclose(15 * math.sqrt(-2 * math.log(0.3)), distances, atol=0.03)
    assert ring[0].tolist() == ring[-1].tolist()


@pytest.mark.parametrize("share", [0.25, 0.5, 0.75, 0.95])
def test_the_contour_of_a_share_has_the_radius_that_holds_it(share: float) -> None:
    scene = scene_of(gaussian_figure(bandwidth=8.0), (700, 700), "light")
    counts, smooth, grid = field_of(scene)

    (level,) = thresholds(counts, smooth, (share,))
    rings = [grid.places(line) for line in traced(smooth, level)[0]]

    middle, scale = np.array([scene.view.left, scene.view.top]), scene.view.scale
    widest = max(rings, key=len)
    expected = SPREAD * scale * math.sqrt(-2 * math.log(1 - share))
    assert expected == pytest.approx(np.hypot(*(widest - middle).T).mean(), rel=0.02)


@settings(max_examples=80, deadline=None)
@given(arrays(np.float32, st.tuples(st.integers(2, 7), st.integers(2, 7)), elements=st.integers(0, 4)))
def test_the_lines_cross_every_side_that_the_level_crosses_once(field: np.ndarray) -> None:
    level = 1.5

    (lines,) = traced(field, level)

    above = field >= level
    crossed = int((above[:, 1:] != above[:, :-1]).sum() + (above[1:] != above[:-1]).sum())
    rings = sum(bool((line[0] == line[-1]).all()) for line in lines)
    assert crossed == sum(map(len, lines)) - rings


@settings(max_examples=40, deadline=None)
@given(arrays(np.float32, (6, 6), elements=st.integers(0, 4)))
def test_every_point_of_a_line_lies_at_the_level(field: np.ndarray) -> None:
    (lines,) = traced(field, 1.5)

    points = np.concatenate([np.empty((0, 2)), *lines])
    low = np.floor(points).astype(int)
    share = points - low
    high = np.minimum(low + (share > 0), 5)
    one, other = field[low[:, 1], low[:, 0]], field[high[:, 1], high[:, 0]]
    assert np.allclose(1.5, one + (other - one) * share.max(axis=1), atol=1e-6)


def test_thresholds_are_those_of_a_full_sort() -> None:
    counts = np.array([[4.0, 0.0, 1.0], [2.0, 3.0, 0.0]])
    smooth = np.array([[0.9, 0.8, 0.1], [0.4, 0.6, 0.2]])

    found = thresholds(counts, smooth, (0.4, 0.41, 0.9, 1.0))

    assert [0.9, 0.6, 0.4, 0.1] == found


def test_no_points_have_no_contours() -> None:
    nothing = np.zeros((3, 3))

    assert [] == thresholds(nothing, nothing, (0.5,))


def test_contours_go_with_a_pan_and_are_found_anew_when_it_rests(qapp) -> None:
    layer, scene = Contours(), scene_of(gaussian_figure(), (500, 400), "light")
    moving = replace(scene, view=replace(scene.view, left=scene.view.left + 9), settled=False)
    first = layer.lines(scene)

    with_it, rested = layer.lines(moving), layer.lines(replace(moving, settled=True))

    assert with_it is first and rested is not first


def test_a_vector_file_has_contours_as_lines(qapp, tmp_path: Path) -> None:
    path = tmp_path / "map.svg"

    save_figure(gaussian_figure(3_000), path, size=(400, 300))

    content = path.read_text()
    assert content.count("<path") >= 4 and "<image" not in content
