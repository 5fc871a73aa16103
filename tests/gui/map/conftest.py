"""Small maps to look at, and a map widget that shows one."""

from collections.abc import Callable, Iterator

import numpy as np
import pyarrow as pa
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from embexplorer.core.figure import Figure
from embexplorer.core.keys import Keys
from embexplorer.core.look import Look
from embexplorer.core.projection import Projection
from embexplorer.core.resolving import resolve
from embexplorer.core.space import EmbeddingSpace
from embexplorer.gui.map.view import MapView
from embexplorer.gui.style import apply

FOUR = [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0]]


def figure_of(
    places: list[list[float]], words: list[str] | None = None, color_by: str | None = None, **wishes: object
) -> Figure:
    """A figure with these points; the column `kind` alternates between a class and none."""
    words = words or [f"w{row}" for row in range(len(places))]
    kinds = pa.array(["even" if row % 2 == 0 else None for row in range(len(places))])
    space = EmbeddingSpace(
        name="few",
        keys=Keys(words),
        vectors=np.zeros((len(places), 2), np.float32),
        columns=pa.table({"kind": kinds, "value": np.arange(len(places)) - 1.0}),
    )
    axes = wishes.pop("axes", ())
    projection = Projection(name="map", coordinates=np.array(places, np.float32), axes=axes)
    return resolve(space, projection, Look(color_by=color_by), **wishes)


@pytest.fixture
def show(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[[Figure], MapView]]:
    """Opens a map of 600 × 400 that shows a figure."""
    apply(qapp, "light")

    def shown(figure: Figure) -> MapView:
        view = MapView()
        qtbot.addWidget(view)
        view.resize(600, 400)
        view.show_figure(figure)
        view.show()
        qtbot.waitExposed(view)
        view.repaint()
        return view

    yield shown
    apply(qapp, "light")
