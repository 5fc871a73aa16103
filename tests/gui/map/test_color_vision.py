"""Palettes that are said to be safe are so in all kinds of colour vision, on both maps; the numbers are CAM02-UCS.

`python tests/benchmarks palettes` prints what is measured here.
"""

import pytest

from embexplorer.core.palettes import AUTO, PALETTES, Palette, of_use
from embexplorer.gui.tokens import DARK, LIGHT, Tokens
from tests.gui.map.color_vision import (
    VISIONS,
    colors_of,
    nearest_pair,
    nearest_to,
    sides_apart,
    turning_back,
    unevenness,
)

APART, USUAL = 8.0, 10.0  # ΔE of two classes; 1 is just seen on large patches side by side, and points are small
ON_THE_MAP = 10.0  # ΔE of a class and the map
ENDS = 40.0  # ΔE of the ends of a sequential scale
SIDES = 15.0  # ΔE of the two sides of a diverging scale
EVEN = 0.18  # of the mean step
ROUNDED = 0.2  # J′ that rounding to bytes may take back

SAFE = [palette for palette in PALETTES if palette.safe]
SAFE_CLASSES = [palette for palette in SAFE if palette.use == "classes"]
SCALES = of_use("sequential")


def _id(value: object) -> str:
    return f"{value.use}-{value.name}" if isinstance(value, Palette) else str(getattr(value, "theme", value))


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=_id)
def test_the_usual_classes_and_other_and_grey_differ_for_everyone(theme: Tokens, vision: str) -> None:
    colors = theme.classes

    assert nearest_pair(colors, vision) > USUAL - 0.05
    assert nearest_to(theme.other, colors, vision) > USUAL - 0.05
    assert nearest_to(theme.point, colors, vision) > USUAL - 0.05


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=_id)
@pytest.mark.parametrize("palette", SAFE_CLASSES, ids=_id)
def test_safe_classes_differ_from_one_another_and_from_the_map(palette: Palette, theme: Tokens, vision: str) -> None:
    colors = colors_of(palette, theme)

    assert nearest_pair(colors, vision) > APART
    assert nearest_to(theme.map, colors, vision) > ON_THE_MAP


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=_id)
@pytest.mark.parametrize("palette", SCALES, ids=_id)
def test_a_sequential_scale_goes_one_way_in_lightness_for_everyone(
    palette: Palette, theme: Tokens, vision: str
) -> None:
    assert turning_back(colors_of(palette, theme), vision) < ROUNDED


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=_id)
@pytest.mark.parametrize("palette", [one for one in SAFE if one.use == "sequential"], ids=_id)
def test_a_safe_sequential_scale_has_a_long_way_to_go(palette: Palette, theme: Tokens, vision: str) -> None:
    colors = colors_of(palette, theme)

    assert nearest_pair((colors[0], colors[-1]), vision) > ENDS
    assert nearest_to(theme.map, colors, vision) > 4.0


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=_id)
@pytest.mark.parametrize("palette", [one for one in SAFE if one.use == "diverging"], ids=_id)
def test_the_sides_of_a_safe_diverging_scale_differ(palette: Palette, theme: Tokens, vision: str) -> None:
    assert sides_apart(colors_of(palette, theme), vision) > SIDES


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=_id)
@pytest.mark.parametrize("palette", [one for one in PALETTES if one.uniform], ids=_id)
def test_a_uniform_scale_has_even_steps(palette: Palette, theme: Tokens) -> None:
    assert unevenness(colors_of(palette, theme)) < EVEN


@pytest.mark.parametrize("palette", [one for one in PALETTES if one.use == "classes"], ids=_id)
def test_a_palette_has_as_many_colours_as_it_says_on_both_maps(palette: Palette) -> None:
    assert (palette.colors, palette.colors) == tuple(len(colors_of(palette, theme)) for theme in (LIGHT, DARK))


def test_the_first_palette_of_each_kind_is_the_usual_one_and_safe() -> None:
    first = [of_use(use)[0] for use in ("classes", "sequential", "diverging")]

    assert [(AUTO, True)] * 3 == [(palette.name, palette.safe) for palette in first]
