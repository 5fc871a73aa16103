"""Colours, sizes, shapes and hidden classes of a million rows, beside the palette library that colours value by value.

Run `python tests/benchmarks coloring [--small]`. What a click or a drag costs: the new figure, then the new picture of
1280 × 900 pixels. Medians, one after the other in one run.
"""

import os
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pyarrow as pa

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from embexplorer.core.figure import Figure
from embexplorer.core.focus import focused_on
from embexplorer.core.keys import Keys
from embexplorer.core.look import Look
from embexplorer.core.projection import Projection
from embexplorer.core.resolving import resolve
from embexplorer.core.space import EmbeddingSpace

ROWS, SMALL = 1_000_000, 50_000
CLASSES = 40
TIMES = 7


def run(small: bool = False) -> dict[str, float | str]:
    """Milliseconds of each change, for the figure and for the picture that follows."""
    rows = SMALL if small else ROWS
    space, projection = _space(rows)
    app = QApplication.instance() or QApplication([])
    painted = _painter(app)
    scale = Look(color_by="norm", layers=("points", "legend"))
    kinds = replace(scale, color_by="kind", palette="Glasbey")
    results: dict[str, float | str] = {}
    for name, looks in {
        "range of a scale": [replace(scale, colored_range=(3.0 + n / 10, 8.0)) for n in range(TIMES)],
        "range, logarithmic, values outside hidden": [
            replace(scale, colored_range=(3.0 + n / 10, 8.0), logarithmic=True, outside="hide") for n in range(TIMES)
        ],
        "another palette": [replace(scale, palette=palette) for palette in ("viridis", "batlow", "magma") * 2],
        "a class isolated": [replace(kinds, hidden=all_but(n)) for n in range(6)],
        "size by another column": [replace(scale, size_by=column) for column in ("norm", "rank") * 3],
        "shape by another column": [replace(scale, shape_by=column) for column in ("kind", "half") * 3],
    }.items():
        results |= _measured(name, rows, space, projection, looks, painted)
    results |= _preview(rows, space, projection, kinds, painted)
    results["the palette library alone, all values to colours, ms"] = _peer(space)
    return results


def all_but(kind: int) -> tuple[str, ...]:
    """The other classes."""
    return tuple(f"kind {other}" for other in range(CLASSES) if other != kind)


def _measured(
    name: str, rows: int, space: EmbeddingSpace, projection: Projection, looks: list[Look], painted: Callable
) -> dict[str, float | str]:
    known = resolve(space, projection, replace(looks[0], colored_range=None, hidden=(), size_by=None, shape_by=None))
    painted(known)
    figures, pictures = [], []
    for look in looks:
        start = time.perf_counter()
        known = resolve(space, projection, look, known=known)
        figures.append(time.perf_counter() - start)
        pictures.append(painted(known))
    return {
        f"{name}, {rows:,} rows: figure, ms": 1000 * float(np.median(figures)),
        f"{name}: picture, ms": 1000 * float(np.median(pictures)),
    }


def _preview(
    rows: int, space: EmbeddingSpace, projection: Projection, look: Look, painted: Callable
) -> dict[str, float | str]:
    known = resolve(space, projection, look)
    painted(known)
    start = time.perf_counter()
    shown = focused_on(known, "kind 3")
    figure = time.perf_counter() - start
    return {
        f"a class pointed at, {rows:,} rows: figure, ms": 1000 * figure,
        "a class pointed at: picture, ms": 1000 * painted(shown),
    }


def _painter(app: QApplication) -> Callable[[Figure], float]:
    from embexplorer.gui.map.view import MapView
    from embexplorer.gui.style import apply

    apply(app, "light")
    view = MapView()
    view._raster.load()
    view.resize(1280, 900)

    def painted(figure: Figure) -> float:
        start = time.perf_counter()
        view.show_figure(figure)
        view.grab()
        return time.perf_counter() - start

    return painted


def _peer(space: EmbeddingSpace) -> float:
    from cmap import Colormap

    values = space.columns["norm"].to_numpy()
    palette = Colormap("bids:viridis")
    times = []
    for _ in range(3):
        start = time.perf_counter()
        palette((values - values.min()) / np.ptp(values), bytes=True)
        times.append(time.perf_counter() - start)
    return 1000 * float(np.median(times))


def _space(rows: int) -> tuple[EmbeddingSpace, Projection]:
    random = np.random.default_rng(0)
    cloud = random.integers(0, CLASSES, rows)
    places = random.normal(size=(CLASSES, 2))[cloud] * 4 + random.normal(size=(rows, 2)) * 0.5
    columns = pa.table(
        {
            "kind": pa.array([f"kind {k}" for k in range(CLASSES)]).take(pa.array(cloud)),
            "half": pa.array(cloud % 2 == 0),
            "norm": random.normal(6, 1, rows).astype(np.float32).clip(1),
            "rank": np.arange(1, rows + 1),
        }
    )
    keys, vectors = Keys([f"w{row}" for row in range(rows)]), np.zeros((rows, 2), np.float32)
    space = EmbeddingSpace(name="many", keys=keys, vectors=vectors, columns=columns)
    return space, Projection(name="clouds", coordinates=places.astype(np.float32))


if __name__ == "__main__":
    for name, value in run().items():
        print(name, value)
