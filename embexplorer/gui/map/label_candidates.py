"""Which words of a figure ask for a label in this view, the most important first."""

from collections.abc import Iterator

import numpy as np

from embexplorer.core.coloring import NONE
from embexplorer.core.figure import Figure
from embexplorer.core.label_placement import Rank, Wanted
from embexplorer.core.typing import DoubleArray, IntArray
from embexplorer.gui.map.scene import Scene

MOST = 2500  # candidates among classed and grey words together
MOST_MARKED = 200  # selected words that may ask
LED = 60  # selected words; of more, none moves out on a leader
CROWD = 2000  # classed words; of more, they keep the distance of grey ones
CHUNK = 20_000


def candidates(scene: Scene) -> tuple[list[int], list[Wanted]]:
    """Rows and what each asks for: pinned, selected, neighbours, classed by rank, then grey; none twice."""
    rows: list[int] = []
    wanted: list[Wanted] = []
    seen: set[int] = set()
    for row, x, y, rank in _in_order(scene):
        if row in seen:
            continue
        seen.add(row)
        rows.append(row)
        wanted.append(_asking(scene.figure, x, y, rank))
    return rows, wanted


def _asking(figure: Figure, x: float, y: float, rank: Rank) -> Wanted:
    away = {Rank.PINNED: 11.0, Rank.SELECTED: 7.0, Rank.NEIGHBOR: 7.0, Rank.CLASSED: 6.0, Rank.SPARSE: 5.0}[rank]
    leads = rank == Rank.PINNED or (rank == Rank.SELECTED and len(figure.selected) <= LED)
    return Wanted(x, y, away, rank, leader=leads or rank == Rank.NEIGHBOR)


def _in_order(scene: Scene) -> Iterator[tuple[int, float, float, Rank]]:
    figure = scene.figure
    pinned = [] if figure.pinned is None else [figure.pinned]
    yield from _inside(scene, np.array(pinned, np.int64), Rank.PINNED)
    selected = figure.selected[: MOST_MARKED * 20]
    yield from list(_inside(scene, selected, Rank.SELECTED))[:MOST_MARKED]
    yield from _inside(scene, np.array([edge.row for edge in figure.edges], np.int64), Rank.NEIGHBOR)
    left = MOST
    for start in range(0, len(figure.order), CHUNK):
        for row, x, y, rank in _inside(scene, figure.order[start : start + CHUNK], Rank.SPARSE):
            yield row, x, y, _rank_of(figure, row, rank)
            left -= 1
            if not left:
                return


def _rank_of(figure: Figure, row: int, rank: Rank) -> Rank:
    classed = figure.coloring.kind == "categorical" and figure.coloring.codes[row] != NONE
    return Rank.CLASSED if classed and figure.classed <= CROWD else rank


def _inside(scene: Scene, rows: IntArray, rank: Rank) -> Iterator[tuple[int, float, float, Rank]]:
    places = scene.view.to_screen(scene.figure.coordinates[rows])
    area = scene.area
    low = (area.left, area.top)
    high = (area.left + area.width, area.top + area.height)
    inside = np.flatnonzero(((places >= low) & (places <= high)).all(axis=1))[:MOST]  # no more can be asked for
    for row, (x, y) in zip(rows[inside].tolist(), _listed(places[inside]), strict=True):
        yield row, x, y, rank


def _listed(places: DoubleArray) -> list[tuple[float, float]]:
    return [(x, y) for x, y in places.tolist()]
