"""However the hand got there: when it rests, the map has the picture of a map that was opened there."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from embexplorer.core.keys import Keys
from embexplorer.core.look import Look
from embexplorer.core.projection import Projection
from embexplorer.core.resolving import resolve
from embexplorer.core.space import EmbeddingSpace
from embexplorer.gui.map import density
from embexplorer.gui.map.painter import MapPainter
from embexplorer.gui.map.view import MapView
from embexplorer.gui.style import apply

ROWS = 60_000  # more than those from which the density takes the place of points
SIZE = (700, 500)
LOOK = Look(color_by="cloud")


@pytest.fixture(scope="module")
def space() -> EmbeddingSpace:
    random = np.random.default_rng(0)
    cloud = random.integers(0, 6, ROWS)
    places = (random.normal(size=(6, 2)) * 4)[cloud] + random.normal(size=(ROWS, 2)) * 0.5
    columns = pa.table({"cloud": pa.array([f"c{c}" for c in cloud.tolist()]), "x": places[:, 0]})
    keys = Keys([f"w{row}" for row in range(ROWS)])
    return EmbeddingSpace(name="clouds", keys=keys, vectors=places.astype(np.float32), columns=columns)


@pytest.fixture(scope="module")
def projection(space: EmbeddingSpace) -> Projection:
    return Projection(name="map", coordinates=np.array(space.vectors))


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication, space: EmbeddingSpace, projection: Projection) -> MapView:
    apply(qapp, "light")
    view = MapView()
    view._raster.load()
    density.kernel()
    qtbot.addWidget(view)
    view.resize(*SIZE)
    view.show_figure(resolve(space, projection, LOOK))
    view.show()
    qtbot.waitExposed(view)
    rest(qtbot, view)
    return view


def rest(qtbot: QtBot, view: MapView) -> None:
    """Until no other frame is due."""
    view.repaint()

    def is_still() -> bool:
        labels = view._painter.labels
        return not (labels.unfinished or labels.growing or view._pace._soon.isActive() or view._moving.isActive())

    qtbot.waitUntil(is_still, timeout=20_000)
    view.repaint()


def opened_there(view: MapView) -> QImage:
    """The picture of a map that knows nothing from before."""
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    device = QPainter(image)
    MapPainter(view._raster).paint(device, replace(view.scene(), hurry=False, hovered=None))
    device.end()
    return image


def acts(view: MapView, space: EmbeddingSpace, projection: Projection) -> list[Callable[[], object]]:
    """What a hand does to a map."""

    def show(color_by: str = "cloud", **parts: object) -> None:
        look = replace(LOOK, color_by=color_by)
        view.show_figure(resolve(space, projection, look, known=view.figure(), **parts))

    def recolor() -> None:
        """As the page of the map does it: the names come later."""
        show("x", later=True)
        view.repaint()
        show("x")

    return [
        lambda: view.zoom(1.4, QPointF(300, 200)),
        lambda: view.zoom(1 / 1.5, QPointF(100, 400)),
        lambda: view.pan(60, -30),
        view.fit,
        show,
        recolor,
        lambda: show(isolated=np.arange(0, ROWS, 3)),
        lambda: show(selection=np.arange(5, ROWS, 9)),
        lambda: show(selection=np.arange(40)),
    ]


@pytest.mark.parametrize("seed", range(6))
def test_the_picture_at_rest_is_that_of_a_map_opened_there(
    qtbot: QtBot, view: MapView, space: EmbeddingSpace, projection: Projection, seed: int
) -> None:
    able = acts(view, space, projection)
    for number in np.random.default_rng(seed).integers(0, len(able), 12).tolist():
        able[number]()
        view.repaint()

    rest(qtbot, view)

    assert view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32) == opened_there(view)
