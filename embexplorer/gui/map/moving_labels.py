"""Labels while points move, and those of marked words: placed one after the other, each where there is room for it."""

from collections.abc import Mapping, Sequence

from embexplorer.core.label_placement import Box, Held, Rank, Wanted, place, standing
from embexplorer.gui.map.label import Label, edges_of, points_of, room_of, taken_by
from embexplorer.gui.map.label_candidates import candidates
from embexplorer.gui.map.label_words import Words, metrics
from embexplorer.gui.map.scene import Scene

DOT = 2.5  # pixels around a classed point that no other label covers


def placed(scene: Scene, held: Mapping[int, Held] | None = None) -> list[Label]:
    """Every label that finds a place in this scene while points move, the most important first; those `held` try where
    they stand."""
    rows, wanted = candidates(scene, held)
    return greedy(scene, rows, wanted, Words(scene.figure.keys))


def greedy(scene: Scene, rows: Sequence[int], wanted: Sequence[Wanted], words: Words) -> list[Label]:
    def size(number: int) -> tuple[float, float]:
        rank = wanted[number].rank
        return words.of(rows[number], rank).width, metrics(rank).height()

    around = [(w.x, w.y, w.rank) for w in wanted if w.rank <= Rank.SELECTED]
    anchor = (scene.view.left, scene.view.top)
    found = place(wanted, size, room_of(scene), taken_by(scene, around), _dots(wanted), anchor)
    labels = []
    for at in found:
        row, asked = rows[at.number], wanted[at.number]
        text, width, cut = words.of(row, asked.rank)
        across, down = at.box.left - asked.x, at.box.top - asked.y
        labels.append(Label(row, text, asked.rank, across, down, width, at.box.bottom - at.box.top, at.led, cut))
    return labels


def carried(scene: Scene, labels: list[Label]) -> list[Label]:
    """Those of the labels that can go with their points: cheap enough for every frame."""
    points = points_of(scene, labels)
    boxes = [label.box(point) for label, point in zip(labels, points, strict=True)]
    around = [(p.x(), p.y(), label.rank) for label, p in zip(labels, points, strict=True) if label.rank == Rank.PINNED]
    asked = [Box(*edges_of(box)) for box in boxes]
    return [labels[number] for number in standing(asked, room_of(scene), taken_by(scene, around))]


def _dots(wanted: Sequence[Wanted]) -> list[Box]:
    """The points with a colour of their own."""
    return [Box(w.x - DOT, w.y - DOT, w.x + DOT, w.y + DOT) for w in wanted if w.rank == Rank.CLASSED]
