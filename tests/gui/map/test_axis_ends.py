"""The numbers at the ends of a map's axes."""

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from embexplorer.core.look import Camera
from embexplorer.gui.map.export import painted, scene_of
from tests.gui.map.conftest import FOUR, figure_of
from tests.gui.map.pages import picture

SIZE = (600, 400)


@pytest.mark.parametrize("beyond", [0.0, 1.0, 2.0, 3.0, 4.0])
def test_a_number_at_the_end_of_an_axis_is_read_whole(qapp: QApplication, beyond: float) -> None:
    figure = figure_of(FOUR, axes=("PC1", "PC2"))
    end = 52 + (600 - 52) / 2 + (100.0 - 50.0) * 5  # where 100 lies, seen from the middle at this scale
    camera = Camera(x=50.0 - (600 - beyond - end) / 5, y=0.0, scale=5.0)

    page = picture(painted(scene_of(figure, SIZE, "light", camera)))

    below = page[366:380, -1]  # the last column beside the numbers, below the tick
    assert np.array_equal(np.full_like(below, 255), below)
