"""Which words of a figure ask for a label in this view beside its ranges of zoom, the most important first."""

from collections.abc import Iterator, Mapping

import numpy as np

from embexplorer.core.coloring import NONE
from embexplorer.core.label_placement import Held, Rank, Wanted
from embexplorer.core.typing import DoubleArray, IntArray
from embexplorer.gui.map.label_index import CROWD, labelled_rows
from embexplorer.gui.map.scene import Scene

MOST = 2500  # candidates among classed and grey words together, while points move
MOST_MOVING = 500  # of them where there are labels already
MOST_MARKED = 200  # selected words that may ask while points move
MARGIN = 6  # pixels of free room around a label that comes while something moves
LED = 60  # selected words, or words of sets; of more, none moves out on a leader
CHUNK = 20_000

AWAY = (11.0, 7.0, 7.0, 6.0, 5.0)  # pixels between point and label, by rank


def marked(scene: Scene, held: Mapping[int, Held] | None = None) -> tuple[list[int], list[Wanted]]:
    """Rows and what each asks for: pinned, the words of arrows, selected ones if they are few, and neighbours."""
    return _asked(scene, _marked(scene), held, 0.0)


def candidates(scene: Scene, held: Mapping[int, Held] | None = None) -> tuple[list[int], list[Wanted]]:
    """The same and then the others, for points that move: classed ones by rank, then grey; none twice.

    `held` are the labels that there are while something moves, by row: of each rank, those come first.
    """
    rows, wanted = _asked(scene, _in_order(scene, held), held, 0.0 if held is None else float(MARGIN))
    if held is None:
        return rows, wanted
    order = sorted(range(len(rows)), key=lambda number: wanted[number].rank)
    return [rows[number] for number in order], [wanted[number] for number in order]


Asking = Iterator[tuple[int, float, float, Rank]]


def _asked(
    scene: Scene, asking: Asking, held: Mapping[int, Held] | None, margin: float
) -> tuple[list[int], list[Wanted]]:
    asked: dict[int, Wanted] = {}
    figure, known = scene.figure, held or {}
    few_words_of_sets = figure.coloring.sets is not None and figure.classed <= LED
    leads = (True, len(figure.selected) <= LED, True, few_words_of_sets, False)
    for row, x, y, rank in asking:
        if row not in asked:
            at = known.get(row)
            asked[row] = Wanted(x, y, AWAY[rank], rank, leads[rank], at, 0.0 if at else margin)
    return list(asked), list(asked.values())


def _marked(scene: Scene) -> Asking:
    figure = scene.figure
    pinned = [] if figure.pinned is None else [figure.pinned]
    yield from _inside(scene, np.array(pinned, np.int64), Rank.PINNED)
    drawn = dict.fromkeys(row for arrow in figure.arrows for row in (arrow.start, arrow.end))
    yield from _inside(scene, np.array(list(drawn), np.int64), Rank.SELECTED)
    if len(figure.selected) <= LED:
        yield from _inside(scene, figure.selected, Rank.SELECTED)
    yield from _inside(scene, np.array([edge.row for edge in figure.edges], np.int64), Rank.NEIGHBOR)


def _in_order(scene: Scene, held: Mapping[int, Held] | None) -> Asking:
    figure = scene.figure
    yield from _marked(scene)
    yield from list(_inside(scene, figure.selected[: MOST_MARKED * 20], Rank.SELECTED))[:MOST_MARKED]
    yield from _inside(scene, figure.named, Rank.CLASSED)
    yield from _others(scene, np.fromiter(held or (), np.int64))
    left = MOST if held is None else MOST_MOVING
    order = labelled_rows(figure)
    for start in range(0, len(order), CHUNK):
        for found in _others(scene, order[start : start + CHUNK]):
            yield found
            left -= 1
            if not left:
                return


def _others(scene: Scene, rows: IntArray) -> Asking:
    """The words in view that are not marked: classed if they are and not too many, else grey."""
    figure = scene.figure
    if figure.coloring.kind != "categorical" or figure.classed > CROWD:
        yield from _inside(scene, rows, Rank.SPARSE)
        return
    codes = figure.coloring.codes
    for row, x, y, rank in _inside(scene, rows, Rank.SPARSE):
        yield row, x, y, rank if codes[row] == NONE else Rank.CLASSED


def _inside(scene: Scene, rows: IntArray, rank: Rank) -> Asking:
    rows = scene.figure.shown_of(rows)
    places = scene.view.to_screen(scene.figure.coordinates[rows])
    area = scene.area
    low = (area.left, area.top)
    high = (area.left + area.width, area.top + area.height)
    seen = ((places >= low) & (places <= high)).all(axis=1)
    if scene.figure.shown is not None:
        seen &= scene.figure.shown[rows]
    inside = np.flatnonzero(seen)[:MOST]  # no more can be asked for
    for row, (x, y) in zip(rows[inside].tolist(), _listed(places[inside]), strict=True):
        yield row, x, y, rank


def _listed(places: DoubleArray) -> list[tuple[float, float]]:
    return [(x, y) for x, y in places.tolist()]
