"""The options of layers become the same wishes as in the window."""

import argparse

import pytest

from embexplorer.cli.layers import add_layers, with_layers
from embexplorer.core.errors import UserError
from embexplorer.core.look import LAYERS, Look


def wished(*arguments: str) -> Look:
    parser = argparse.ArgumentParser()
    add_layers(parser.add_argument_group("map"))
    return with_layers(Look(), parser.parse_args(arguments))


def test_nothing_asked_is_the_usual_look() -> None:
    assert Look() == wished()


def test_layers_are_drawn_in_the_order_they_are_named_and_no_others() -> None:
    look = wished("--layers", "points,density,labels")

    assert look.layers == ("density", "points", "labels")
    assert look.order[-3:] == ("points", "density", "labels") and set(look.order) == set(LAYERS)


def test_named_layers_without_density_have_points_however_many() -> None:
    assert not wished("--layers", "points").blend


def test_opacity_bandwidth_and_contours_are_read() -> None:
    look = wished("--opacity", "points=.5", "--opacity", "labels=0", "--bandwidth", "12", "--contours", "90", "50")

    assert look.opacity == (("points", 0.5), ("labels", 0.0))
    assert (look.bandwidth, look.contour_levels) == (12.0, (0.5, 0.9))


@pytest.mark.parametrize(
    "text", ["points", "points=", "points=2", "=0.5", "points,labels=0.5", "glitter=0.5", "points=nan"]
)
def test_what_is_no_opacity_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        wished("--opacity", text)
