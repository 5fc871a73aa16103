"""A look is a value: it can be changed in one place, written and read again."""

from embexplorer.core.look import Camera, Look


def test_a_look_comes_back_from_json() -> None:
    look = Look(color_by="category", axes=(2, 0), layers=("points",), camera=Camera(x=1.0, y=-2.0, scale=30.0))

    assert Look.from_json(look.to_json()) == look


def test_a_layer_is_switched_off() -> None:
    assert Look().toggled("labels").layers == ("points", "edges", "legend")


def test_a_layer_is_switched_on_again_in_its_place() -> None:
    assert Look().toggled("labels").toggled("labels") == Look()
