"""Where the names of groups stand."""

from dataclasses import replace

from PySide6.QtWidgets import QApplication

from embexplorer.gui.map.group_names import names_of
from embexplorer.gui.map.label_index import extent_of
from tests.gui.map.test_group_layers import two_clouds


def test_names_stand_among_the_rows_that_filters_leave(qapp: QApplication) -> None:
    figure = two_clouds("labels")
    upper = figure.coordinates[:, 1] > 0.5

    names = names_of(replace(figure, shown=upper), extent_of(figure))

    assert 2 == len(names) and all(name.island.y > 0.5 for name in names)
    assert all(island.y < 0.5 for island in figure.groups.islands)
