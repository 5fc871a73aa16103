"""What fades recedes into what it stands on."""

from dataclasses import replace

import numpy as np

from embexplorer.core.color_codes import Entry
from embexplorer.core.coloring import NONE, Coloring
from embexplorer.gui.map.fading import faded_colors
from embexplorer.gui.tokens import LIGHT


def faintest(coloring: Coloring) -> str:
    """The colour of a point of class 0 that has lost all its neighbours."""
    colors = faded_colors(coloring, np.full(256, 0xFF000000, np.uint32), LIGHT)
    return f"#{colors[0] & 0xFFFFFF:06X}"


def test_a_point_that_has_lost_everything_recedes_into_the_grey_points_around_it_or_else_into_the_map() -> None:
    classes = Coloring(
        kind="categorical", title="class", codes=np.zeros(2, np.uint8), entries=(Entry(label="a", count=2, code=0),)
    )
    among_grey = replace(classes, entries=(*classes.entries, Entry(label="", count=3, code=NONE)))

    left = [faintest(among_grey), faintest(classes)]

    assert [_mixed(LIGHT.point), _mixed(LIGHT.map)] == left


def _mixed(ground: str) -> str:
    """92 % of this colour, the rest black."""
    return "#" + "".join(f"{round(int(ground[i : i + 2], 16) * 0.92):02X}" for i in (1, 3, 5))
