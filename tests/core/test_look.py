"""A look is a value: it can be changed in one place, written and read again."""

import json

from embexplorer.core.look import Camera, ColoredSet, ColoredSets, ColumnFilter, Look


def test_a_look_comes_back_from_json() -> None:
    look = Look(color_by="category", axes=(2, 0), layers=("points",), camera=Camera(x=1.0, y=-2.0, scale=30.0))

    assert Look.from_json(look.to_json()) == look


def test_a_layer_is_switched_off() -> None:
    assert Look().toggled("labels").layers == ("points", "edges", "arrows", "legend")


def test_a_layer_is_switched_on_again_in_its_place() -> None:
    assert Look().toggled("labels").toggled("labels") == Look()


def test_sets_that_colour_a_map_survive_being_kept() -> None:
    sets = ColoredSets(title="WEAT 6 sets", sets=(ColoredSet(name="Male names", rows=(3, 1), asked=8),))

    look = Look.from_json(json.loads(json.dumps(Look(sets=sets).to_json())))

    assert sets == look.sets


def test_a_look_of_an_earlier_version_has_no_sets() -> None:
    plain = {name: value for name, value in Look().to_json().items() if name != "sets"}

    assert Look() == Look.from_json(plain)


def test_a_look_of_an_earlier_version_shows_arrows() -> None:
    plain = {"color_by": None, "scale": "auto", "palette": "auto", "axes": [0, 1], "layers": ["points"], "camera": None}

    assert Look.from_json(plain).layers == ("points", "arrows")


def test_what_a_later_version_wished_for_is_left() -> None:
    assert Look() == Look.from_json({**Look().to_json(), "glitter": True})


def test_every_wish_comes_back_from_json() -> None:
    look = Look(
        opacity=(("points", 0.5),),
        colors=(("noun", "#ff0000"),),
        hidden=("verb",),
        colored_range=(0.25, 4.0),
        filters=(ColumnFilter(column="rank", low=1.0, high=9.0), ColumnFilter(column="pos", values=("noun",))),
    )

    assert look == Look.from_json(json.loads(json.dumps(look.to_json())))


def test_who_switches_the_density_off_wants_points_however_many() -> None:
    look = Look().toggled("density")

    assert "density" in look.layers and look.blend
    assert not look.toggled("density").blend


def test_a_layer_is_moved_to_the_front_and_not_beyond() -> None:
    look = Look().ordered("density", 3)

    assert look.order[:4] == ("points", "edges", "contours", "density")
    assert look.ordered("density", 100).order[-1] == "density"
    assert look.ordered("density", -100).order == Look().order


def test_only_what_is_not_opaque_is_written_down() -> None:
    look = Look().with_opacity("points", 0.5).with_opacity("labels", 0.25).with_opacity("labels", 1.0)

    assert look.opacity == (("points", 0.5),)
    assert [0.5, 1.0] == [look.opacity_of("points"), look.opacity_of("labels")]


def test_a_layer_that_has_come_since_lies_in_front() -> None:
    plain = {**Look().to_json(), "order": [name for name in Look().order if name != "density"]}

    assert Look.from_json(plain).order[-1] == "density"
