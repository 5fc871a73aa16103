"""Codes become colours of the theme."""

import numpy as np
import pyarrow as pa
import pytest
from PySide6.QtGui import QColor

from embexplorer.core.coloring import NONE, OTHER, TOP, color_by, plain
from embexplorer.gui.map.palette import READABLE, color_of, contrast, interpolated, lookup, readable
from embexplorer.gui.tokens import DARK, LIGHT, Tokens


def test_classes_have_the_colours_of_the_theme_in_their_order() -> None:
    coloring = color_by("kind", pa.array(["a"]))

    assert LIGHT.classes[2].lower() == color_of(coloring, 2, LIGHT).name()
    assert LIGHT.other.lower() == color_of(coloring, OTHER, LIGHT).name()


def test_rows_without_a_class_are_point_grey() -> None:
    assert DARK.point.lower() == color_of(plain(1), NONE, DARK).name()


def test_a_scale_begins_and_ends_with_its_stops() -> None:
    coloring = color_by("rank", pa.array([1, 2]))

    ends = (color_of(coloring, 0, LIGHT).name(), color_of(coloring, TOP, LIGHT).name())
    assert (LIGHT.sequential[0].lower(), LIGHT.sequential[-1].lower()) == ends


def test_zero_has_the_middle_colour_of_a_diverging_scale() -> None:
    coloring = color_by("shift", pa.array([-1.0, 1.0]))

    middle = LIGHT.diverging[len(LIGHT.diverging) // 2]
    assert middle.lower() == color_of(coloring, TOP // 2, LIGHT).name()


def test_another_palette_can_be_chosen() -> None:
    coloring = color_by("rank", pa.array([1, 2]), palette="cividis")

    assert LIGHT.cividis[0].lower() == color_of(coloring, 0, LIGHT).name()


def test_a_scale_grows_darker_without_turning_back() -> None:
    colors = interpolated(LIGHT.sequential, 64)

    brightness = [QColor.fromRgb(int(color)).lightnessF() for color in colors]
    assert (np.diff(brightness) < 0.004).all()


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("index", range(8))
def test_labels_of_every_class_can_be_read_on_the_map(theme: Tokens, index: int) -> None:
    assert contrast(QColor(readable(theme.classes[index], theme)), QColor(theme.map)) >= READABLE


def test_every_colour_of_the_table_is_opaque() -> None:
    assert (lookup(plain(1), LIGHT) >> 24 == 255).all()
