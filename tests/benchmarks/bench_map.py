"""How fast the map is beside pyqtgraph's ScatterPlotItem and datashader in the same run, and how true its picture is.

Frame: change the view, then process events until the paint is done; peers and map take turns. Picture: the share of
pixels whose point is that of brute force (the topmost symbol that covers the pixel's centre).
"""

import os
import sys
from collections.abc import Callable
from dataclasses import replace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import pyarrow as pa
from map_peers import datashaded, reference
from map_processes import measured
from map_scene import (
    RADIUS,
    SIZE,
    clouds,
    frames_of,
    in_turns,
    made,
    milliseconds,
    resolved,
    shaped,
    shown,
    sized,
    until_painted,
)
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from embexplorer.core.coloring import color_by
from embexplorer.core.figure import Figure
from embexplorer.gui.map import dots as map_dots
from embexplorer.gui.map import labels, lasso
from embexplorer.gui.map.transform import MapTransform
from embexplorer.gui.map.view import MapView

Found = dict[str, float | str]


def run(small: bool) -> Found:
    """All of it; `small` is a smoke test whose numbers mean nothing."""
    rows, frames = (5_000, 3) if small else (1_000_000, 12)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    figure = clouds(rows)
    found: Found = {"rows": rows, "device": f"{SIZE[0]} × {SIZE[1]}, radius {RADIUS}, {os.cpu_count()} cores"}
    found |= beside_scatter_plot(app, figure, frames, rows)
    found |= beside_datashader(app, figure, frames)
    found |= fidelity(figure, rows)
    found |= answers(app, rows, frames)
    found |= answers(app, rows // 10, frames)
    found |= apart(rows)
    return found


def beside_scatter_plot(app: QApplication, figure: Figure, frames: int, rows: int) -> Found:
    """Pan frames in milliseconds, and how many times as long the other takes."""
    found: Found = {}
    measures = {
        "discs": frames_of(app, figure, frames),
        "a size for each point": frames_of(app, sized(figure), frames),
        "a symbol for each point": frames_of(app, shaped(figure), frames),
        "pixel ratio 2": measured("fine", rows, QT_SCALE_FACTOR="2"),
    }
    for name, one in measures.items():
        found[f"pan frame, {name}, ms"] = one["ours"]
        found[f"pan frame, {name}, ScatterPlotItem, ms"] = one["theirs"]
        found[f"pan frame, {name}, ScatterPlotItem / map"] = one["ratio"]
    return found


def beside_datashader(app: QApplication, figure: Figure, frames: int) -> Found:
    """A frame of the map, to the screen, beside one of datashader, to an image."""
    view = shown(app, figure, ratio_size=SIZE)

    def ours(step: int) -> None:
        view.pan(7 if step % 2 else -7, 3 if step % 2 else -3)
        until_painted(app, view)

    peers = {name: datashaded(figure, RADIUS, SIZE, name == "eight classes") for name in ("counts", "eight classes")}
    spent = in_turns({"map": ours, **peers}, max(3, frames // 2))
    view.close()
    view.deleteLater()
    found: Found = {}
    for name in peers:
        found[f"frame, datashader, {name}, ms"] = spent[name]
        found[f"frame, datashader, {name} / map"] = spent[name] / spent["map"]
    return found


def fidelity(figure: Figure, rows: int) -> Found:
    """The picture's points against the reference, radius by radius, and with sizes and symbols."""
    from embexplorer.gui.map.kernel_raster import KernelRaster

    raster = KernelRaster()
    seen = MapTransform(scale=SIZE[0] / 22, left=SIZE[0] / 2, top=SIZE[1] / 2)
    found: Found = {}
    looks = {f"radius {radius}": (figure, radius) for radius in (1.0, 1.5, RADIUS, 4.0, 8.0)}
    looks["sizes"] = (sized(figure), RADIUS)
    looks["symbols"] = (shaped(figure), RADIUS)
    looks["sizes and symbols"] = (sized(shaped(figure)), 4.0)
    for name, (one, radius) in looks.items():
        _, classed = map_dots.strata(one)
        expected = reference(plain_where_small(classed, radius), seen, radius, SIZE)
        actual = raster.topmost(raster.prepared(classed), seen, radius, (SIZE[1], SIZE[0]))
        covered = expected >= 0
        found[f"as brute force, {name}, % of covered pixels"] = 100 * float((actual == expected)[covered].mean())
        found[f"left blank, {name}, pixels"] = float(np.count_nonzero(covered & (actual < 0)))
    return found


def plain_where_small(dots: map_dots.Dots, radius: float) -> map_dots.Dots:
    """Symbols too small to be told apart are discs, as the map says."""
    from embexplorer.gui.map.point_style import FACTORS, PLAIN

    if dots.shapes is None or dots.sizes is None:
        return dots
    return replace(dots, shapes=np.where(radius * FACTORS[dots.sizes] >= PLAIN, dots.shapes, np.uint8(0)))


def answers(app: QApplication, rows: int, frames: int) -> Found:
    """What the hand waits for, in milliseconds, each with the picture that follows."""
    space, projection = made(rows)
    view = shown(app, resolved(space, projection), ratio_size=SIZE)
    acts = gestures(app, view, rows) | redrawings(view, space, projection)
    few = max(3, frames // 2)
    found: Found = {f"{name}, {rows:,} points, ms": milliseconds(act, few) for name, act in acts.items()}
    view.close()
    view.deleteLater()
    return found


def gestures(app: QApplication, view: MapView, rows: int) -> dict[str, Callable[[int], object]]:
    """Pan, zoom, hover, pick and lasso."""
    angles = np.linspace(0, 2 * np.pi, 300, endpoint=False)
    far = 4 + np.sin(5 * angles) + np.random.default_rng(0).normal(size=300) * 0.1
    ring = np.stack([far * np.cos(angles), far * np.sin(angles)], axis=1)
    places = view.figure().coordinates

    def pan(step: int) -> None:
        view.pan(7 if step % 2 else -7, 3)
        until_painted(app, view)

    def zoom(step: int) -> None:
        view.zoom(1.2 if step % 2 else 1 / 1.2, QPointF(500, 400))
        until_painted(app, view)

    def hover(step: int) -> None:
        QTest.mouseMove(view, QPoint(500 + 20 * step, 450))
        view.repaint()

    return {
        "pan": pan,
        "zoom": zoom,
        "hover": hover,
        "pick": lambda step: view.row_at(QPointF(400 + step, 450)),
        "lasso of 300 corners": lambda _: lasso.rows_in_outline(places, ring, view.figure().shown),
    }


def redrawings(view: MapView, space: object, projection: object) -> dict[str, Callable[[int], object]]:
    """Other colours, other rows shown, other places."""
    masks = [np.random.default_rng(seed).random(space.rows) < 0.5 for seed in (0, 1)]
    names = pa.array(space.columns["cloud"].to_pylist())
    moved = [projection.coordinates + np.float32(step) * 0.01 for step in (0, 1)]

    def recolor(step: int) -> None:
        view.show_figure(resolved(space, projection, known=view.figure(), by="x" if step % 2 else "cloud"))
        view.repaint()

    def filtered(step: int) -> None:
        view.show_figure(replace(view.figure(), shown=masks[step % 2]))
        view.repaint()

    def move(step: int) -> None:
        view.show_coordinates(moved[step % 2])
        view.repaint()

    def label(_: int) -> None:
        labels.placed(view.scene())

    return {
        "recolour": recolor,
        "column to colours": lambda _: color_by("cloud", names),
        "filter": filtered,
        "labels": label,
        "moving layout": move,
    }


def apart(rows: int) -> Found:
    """What is measured in processes of their own."""
    found: Found = {"memory of the shown map, bytes a point": measured("memory", rows)["memory"]}
    opened = measured("opening", rows)
    found["open, projection in memory, window stands, s"] = opened["standing"]
    found["open, projection in memory, fresh process, s"] = opened["fresh"]
    found["open, kept project, s"] = measured("kept", rows)["kept"]
    for count in (rows, rows // 10):
        found[f"frames a second while both cores train, {count:,} points"] = measured("busy", count)["busy"]
    return found


def main(small: bool = False) -> None:
    """Print what was found."""
    for name, value in run(small).items():
        print(f"{name:64} {value:.4g}" if isinstance(value, float) else f"{name:64} {value}")


if __name__ == "__main__":
    sys.exit(main("--small" in sys.argv))
