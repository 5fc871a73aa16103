"""A map says what its density and its contours are."""

from dataclasses import replace

from embexplorer.core.layer_badges import contours_told, layer_badges
from embexplorer.core.look import Look


def test_the_usual_look_needs_no_words() -> None:
    assert () == layer_badges(Look())


def test_density_and_contours_are_told() -> None:
    look = replace(Look(), layers=("density", "contours", "points"), bandwidth=12.0, contour_levels=(0.5,))

    assert layer_badges(look) == (
        "Density of points, bandwidth 12 px",
        "Contours: the densest areas that hold 50 % of the points in view",
    )


def test_shares_are_told_from_the_least_on() -> None:
    assert contours_told((0.5, 0.25, 0.95)) == (
        "Contours: the densest areas that hold 25, 50 and 95 % of the points in view"
    )
