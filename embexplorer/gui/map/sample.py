"""A made-up map, to look at the map alone: a few classes among many grey points."""

import sys

import numpy as np
import pyarrow as pa
from PySide6.QtWidgets import QApplication

from embexplorer.core.figure import Edge, Figure
from embexplorer.core.keys import Keys
from embexplorer.core.look import Look
from embexplorer.core.projection import Projection
from embexplorer.core.resolving import resolve
from embexplorer.core.space import EmbeddingSpace

CLASSES = ("animal", "food", "location", "person", "time", "body", "artifact", "substance", "plant", "feeling")


def sample_figure(rows: int = 10_000, classed: int = 600, color_by: str | None = "category", seed: int = 0) -> Figure:
    """Forty round clouds; the first words of each of ten have a class."""
    random = np.random.default_rng(seed)
    cloud = random.integers(0, 40, rows)
    middle = random.normal(size=(40, 2)) * 4
    spread = random.uniform(0.2, 1.2, (40, 1))
    points = (middle[cloud] + random.normal(size=(rows, 2)) * spread[cloud]).astype(np.float32)
    categories = [CLASSES[c % 10] if i < classed * 4 and c < 10 else None for i, c in enumerate(cloud.tolist())]
    columns = pa.table({"category": pa.array(categories, pa.string()), "norm": random.normal(6, 1, rows)})
    keys = Keys([f"word{i}" for i in range(rows)])
    space = EmbeddingSpace(name="sample", keys=keys, vectors=np.zeros((rows, 2), np.float32), columns=columns)
    projection = Projection(name="clouds", coordinates=points)
    edges = [Edge(row=i, kept=i % 2 == 0) for i in range(10, 16)] if rows > 16 else []
    return resolve(space, projection, Look(color_by=color_by), np.arange(min(8, rows)), 9 % rows, edges=edges)


def show_sample() -> None:
    """Open a window with the sample; the first argument is the number of points."""
    from embexplorer.gui.map.view import MapView

    app = QApplication(sys.argv)
    view = MapView()
    view.resize(1280, 900)
    view.show_figure(sample_figure(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
    view.show()
    app.exec()
