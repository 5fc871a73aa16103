"""Points grow smaller and fainter with their number, without a step anywhere."""

from dataclasses import astuple
from itertools import pairwise

import numpy as np
import pytest

from embexplorer.gui.map.point_style import PointStyle, classed_style, grey_style

COUNTS = np.unique(np.geomspace(1, 2_000_000, 4000).astype(int)).tolist()
STEP = 0.02  # the most that anything changes for a count a quarter of a percent higher


def test_few_points_are_large_and_opaque_and_a_crowd_is_small_and_faint() -> None:
    assert PointStyle(radius=3.5, opacity=1.0) == grey_style(800) == classed_style(800, 800)
    assert (1.0, pytest.approx(0.7)) == (grey_style(1_000_000).radius, grey_style(1_000_000).opacity)


def test_a_few_classed_points_stand_out_of_many_in_an_outline() -> None:
    assert PointStyle(radius=3.0, opacity=1.0, outline=0.6) == classed_style(600, 30_000)


def test_a_crowd_of_classed_points_has_no_outline() -> None:
    assert 0.0 == classed_style(40_000, 40_000).outline


def test_a_quiet_colouring_is_drawn_as_grey_points_are() -> None:
    assert grey_style(30_000) == classed_style(30_000, 30_000, quiet=True)


def test_the_wishes_of_the_user_are_factors() -> None:
    usual, wished = classed_style(600, 30_000), classed_style(600, 30_000, size=2.0, opacity=0.5)

    assert (2 * usual.radius, usual.opacity / 2, usual.outline) == (wished.radius, wished.opacity, wished.outline)


@pytest.mark.parametrize("classed", [0.02, 0.5, 1.0])
def test_nothing_jumps_when_points_come_into_view(classed: float) -> None:
    styles = [(grey_style(count), classed_style(int(count * classed), count)) for count in COUNTS if count > 100]

    steps = np.abs([np.subtract([astuple(s) for s in b], [astuple(s) for s in a]) for a, b in pairwise(styles)])
    assert steps.max() < STEP
