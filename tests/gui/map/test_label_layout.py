"""Labels of a map while it is panned and zoomed: none flickers, none covers another, marked ones always win."""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QApplication

from embexplorer.core.figure import Figure
from embexplorer.core.keys import Keys
from embexplorer.core.label_placement import Rank
from embexplorer.core.look import Camera, Look
from embexplorer.core.projection import Projection
from embexplorer.core.resolving import resolve
from embexplorer.core.space import EmbeddingSpace
from embexplorer.gui.map import badges, legend
from embexplorer.gui.map.export import scene_of
from embexplorer.gui.map.group_names import COMING, SUDDEN
from embexplorer.gui.map.label import INNER, Label
from embexplorer.gui.map.label_candidates import LED
from embexplorer.gui.map.label_layout import LabelLayout, without_meetings
from embexplorer.gui.map.labels import Labels
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.map.transform import bounds, fitted
from tests.gui.map.conftest import figure_of

SIZE = (700, 500)
WORDS = (
    "a",
    "king",
    "a rather long title of a document that nobody reads to its end, or does",
    "漢字",
    "שלום",
    "😀 ok",
)


def clouds(rows: int = 700, seed: int = 0, color_by: str | None = "cloud", **wishes: object) -> Figure:
    """Clouds of words in several scripts, with a column of classes."""
    random = np.random.default_rng(seed)
    cloud = random.integers(0, 5, rows)
    places = random.uniform(0, 20, (5, 2))[cloud] + random.normal(0, 1, (rows, 2))
    space = EmbeddingSpace(
        name="clouds",
        keys=Keys([f"{WORDS[row % len(WORDS)]} {row}" for row in range(rows)]),
        vectors=np.zeros((rows, 1), np.float32),
        columns=pa.table(
            {"cloud": pa.array([f"cloud {c}" for c in cloud.tolist()]), "value": random.normal(size=rows)}
        ),
    )
    look = Look(color_by=color_by, **{name: wishes.pop(name) for name in list(wishes) if hasattr(Look(), name)})
    projection = Projection(name="map", coordinates=places.astype(np.float32))
    return resolve(space, projection, look, **wishes)


def seen(figure: Figure, closer: float = 1.0, across: float = 0.0, up: float = 0.0) -> Scene:
    """The figure so many times as large as fitted, with the camera moved by these parts of the window."""
    whole = scene_of(figure, SIZE, "light")
    fit = fitted(bounds(figure.coordinates), whole.area)
    scale = fit.scale * closer
    camera = Camera(x=fit.x + across * SIZE[0] / scale, y=fit.y + up * SIZE[1] / scale, scale=scale)
    return scene_of(figure, SIZE, "light", camera)


def looking_at(figure: Figure, x: float, y: float, closer: float) -> Scene:
    """The figure with this place in the middle, so many times as large as fitted."""
    return scene_of(figure, SIZE, "light", Camera(x=x, y=y, scale=seen(figure, closer).view.scale))


def drawn(scene: Scene, labels: list[Label]) -> list[QRectF]:
    return [label.box(scene.at(label.row)) for label in labels]


def overlaps(boxes: list[QRectF]) -> int:
    return sum(one.intersects(other) for place, one in enumerate(boxes) for other in boxes[:place])


@settings(max_examples=25, deadline=None)
@given(st.floats(0.3, 300), st.floats(-1, 1), st.floats(-1, 1), st.floats(0, 2))
def test_no_two_labels_or_names_overlap_wherever_one_looks(
    closer: float, across: float, up: float, density: float
) -> None:
    scene = seen(replace(FIGURE(), label_density=density), closer, across, up)

    labels, names = LAYOUT().placed(scene)

    assert 0 == overlaps([*drawn(scene, labels), *(name.box for name in names)])


_known: dict[str, object] = {}


def FIGURE() -> Figure:
    return _known.setdefault("figure", clouds(selection=np.array([3, 4, 5]), pinned=9))  # type: ignore[return-value]


def LAYOUT() -> LabelLayout:
    return _known.setdefault("layout", LabelLayout())  # type: ignore[return-value]


@pytest.mark.usefixtures("qapp")
@settings(max_examples=25, deadline=None)
@given(st.floats(0.5, 100), st.floats(-0.3, 0.3), st.floats(-0.3, 0.3))
def test_panning_changes_no_label_that_stays_in_view(closer: float, across: float, up: float) -> None:
    figure = _known.setdefault("plain", clouds(seed=1))
    layout = _known.setdefault("plain layout", LabelLayout())
    before, after = seen(figure, closer), seen(figure, closer, across, up)  # type: ignore[arg-type]

    one, other = ({label.row for label in layout.placed(scene)[0]} for scene in (before, after))  # type: ignore[attr-defined]

    assert in_both(before, after, one) == in_both(before, after, other)


def in_both(before: Scene, after: Scene, rows: set[int]) -> set[int]:
    """Those of the rows that are so far inside both views that nothing but a label could hide theirs."""
    return {row for row in rows if far_inside(before, row) and far_inside(after, row)}


def far_inside(scene: Scene, row: int) -> bool:
    point = scene.at(row)
    inner = QRectF(0, 0, *SIZE).adjusted(230, 30, -230, -60)
    return inner.contains(point)


def test_zooming_in_by_the_wheel_takes_no_label_away(qapp: QApplication) -> None:
    figure, layout = clouds(), LabelLayout()
    scenes = [seen(figure, 1.0015 ** (120 * step)) for step in range(26)]

    shown = [{label.row for label in layout.placed(scene)[0]} for scene in scenes]

    lost = [
        row
        for (before, after), (one, other) in zip(pairwise(scenes), pairwise(shown), strict=True)
        for row in one - other
        if far_inside(after, row) and far_inside(before, row)
    ]
    assert [] == lost


def test_at_a_close_zoom_every_label_in_view_is_shown(qapp: QApplication) -> None:
    figure = clouds(color_by=None, group_by="")
    scene = looking_at(figure, *figure.coordinates[0].tolist(), closer=3000.0)

    labels, _ = LabelLayout().placed(scene)

    points = scene.view.to_screen(figure.coordinates)
    inside = ((points > (210, 20)) & (points < (490, 480))).all(axis=1)
    assert set(np.flatnonzero(inside).tolist()) <= {label.row for label in labels}


def test_no_label_leaves_the_map_or_lies_on_legend_or_badges(qapp: QApplication) -> None:
    figure = replace(clouds(), badges=("12 of 700 shown",), trust="keeps 3 of 10")
    scene = seen(figure, 2.0)

    labels, names = LabelLayout().placed(scene)

    boxes = [*drawn(scene, labels), *(name.box for name in names)]
    room = QRectF(0, 0, *SIZE).adjusted(INNER, INNER, -INNER, -INNER)
    kept_free = [legend.area(scene), *(box for box, _ in badges.boxes(scene))]
    assert ([], []) == (
        [box for box in boxes if not room.contains(box)],
        [box for box in boxes for other in kept_free if box.intersects(other)],
    )


def lonely(name: str) -> Figure:
    """A crowd, and a few words of one class far to the right: fitted, they lie at the very edge of the map."""
    random = np.random.default_rng(0)
    places = np.concatenate([random.normal((0, 0), 1, (200, 2)), random.normal((60, 0), 0.05, (20, 2))])
    space = EmbeddingSpace(
        name="two",
        keys=Keys([f"w{row}" for row in range(220)]),
        vectors=np.zeros((220, 1), np.float32),
        columns=pa.table({"kind": ["crowd"] * 200 + [name] * 20}),
    )
    projection = Projection(name="map", coordinates=places.astype(np.float32))
    return resolve(space, projection, Look(color_by="kind", layers=("points", "labels")))


def test_a_group_at_the_edge_of_a_fitted_map_has_its_name_inside(qapp: QApplication) -> None:
    scene = seen(lonely("far from all others"))

    labels, names = LabelLayout().placed(scene)

    (name,) = (name for name in names if name.group.lines[0].startswith("far"))
    assert name.pushed and QRectF(0, 0, *SIZE).adjusted(INNER, INNER, -INNER, -INNER).contains(name.box)
    assert [] == [box for box in drawn(scene, labels) if box.intersects(name.box)]


def test_names_that_are_pushed_over_another_are_left_out(qapp: QApplication) -> None:
    _, names = LabelLayout().placed(seen(lonely("far")))
    here, there, far = (replace(names[0], box=QRectF(x, 0, 20, 10), pushed=x > 0) for x in (0, 10, 50))

    assert [here, far] == without_meetings([there, here, far])


def test_pinned_and_selected_words_always_have_labels(qapp: QApplication) -> None:
    crowd = np.random.default_rng(0).normal(5, 0.2, (300, 2)).tolist()
    figure = figure_of([[0.0, 0.0], [10.0, 10.0], *crowd], selection=np.array([299, 300]), pinned=301)

    labels, _ = LabelLayout().placed(seen(figure))

    assert {301: Rank.PINNED, 299: Rank.SELECTED, 300: Rank.SELECTED}.items() <= {
        label.row: label.rank for label in labels
    }.items()


def test_those_that_a_pinned_word_would_cover_yield_while_it_is_pinned(qapp: QApplication) -> None:
    figure, layout = figure_of([[0.0, 0.0], [10.0, 10.0], [5.0, 5.0], [5.05, 5.0]]), LabelLayout()
    free = seen(figure)
    pinned = seen(replace(figure, pinned=3))

    rows = [[label.row for label in layout.placed(scene)[0]] for scene in (free, pinned, free)]

    assert ([True, False, True], [False, True, False]) == ([2 in at for at in rows], [3 in at for at in rows])


def test_of_many_selected_words_all_have_labels_when_there_is_room(qapp: QApplication) -> None:
    rows = np.arange(LED + 40)
    figure = clouds(selection=rows, color_by=None)
    layout = LabelLayout()

    ranks = {label.row: label.rank for label in layout.placed(seen(figure))[0]}

    asked = {rank for row, rank in ranks.items() if row in rows}
    assert (True, {Rank.SELECTED}) == (len([row for row in ranks if row in rows]) > 10, asked)


def test_at_a_density_of_nothing_marked_words_alone_have_labels(qapp: QApplication) -> None:
    figure = replace(clouds(pinned=3, selection=np.array([8])), label_density=0.0)

    labels, _ = LabelLayout().placed(seen(figure))

    assert {3, 8} == {label.row for label in labels}


def test_a_higher_density_only_adds_labels(qapp: QApplication) -> None:
    figure, layout = clouds(), LabelLayout()

    shown = [
        {label.row for label in layout.placed(seen(replace(figure, label_density=density)))[0]}
        for density in (0.2, 0.7, 1.0, 1.5, 2.0)
    ]

    assert ([True] * 4, True) == ([one <= other for one, other in pairwise(shown)], len(shown[0]) < len(shown[-1]))


def test_labels_follow_the_ranking_of_a_column(qapp: QApplication) -> None:
    figure = clouds(label_by="value", color_by=None, group_by="")
    values = figure.ranking.column.to_numpy()

    labels, _ = LabelLayout().placed(seen(figure))

    rows = [label.row for label in labels]
    assert (int(np.argmax(values)), True) == (rows[0], values[rows].mean() > values.mean() + 0.5)


def test_hidden_rows_have_no_labels(qapp: QApplication) -> None:
    figure = clouds(pinned=1, selection=np.array([2, 3]))
    hidden = replace(figure, shown=np.arange(700) >= 350)

    labels, _ = LabelLayout().placed(seen(hidden))

    assert (True, True) == (len(labels) > 5, min(label.row for label in labels) >= 350)


def test_long_words_are_cut_in_the_middle_and_say_so(qapp: QApplication) -> None:
    long = "begin " + "word " * 60 + "end"
    figure = figure_of([[0.0, 0.0], [10.0, 10.0]], words=[long, "short"])

    (cut, whole), _ = LabelLayout().placed(seen(figure, 0.5))

    assert (True, True, True, False) == (cut.cut, cut.text.startswith("begin"), cut.text.endswith("end"), whole.cut)


def test_a_label_of_a_million_letters_costs_what_a_short_one_does(qapp: QApplication) -> None:
    figure = figure_of([[0.0, 0.0], [10.0, 10.0]], words=["x" * 1_000_000, "漢" * 300_000])

    labels, _ = LabelLayout().placed(seen(figure, 0.5))

    assert (2, True) == (len(labels), all(len(label.text) < 100 for label in labels))


def test_a_label_can_be_pointed_at(qapp: QApplication) -> None:
    labels, scene = Labels(), seen(clouds(color_by=None))
    (first, *_) = labels.placed(scene)

    found = labels.label_at(first.box(scene.at(first.row)).center())

    assert (first, None) == (found, labels.label_at(QPointF(-5, -5)))


def test_names_of_groups_fade_as_one_comes_closer(qapp: QApplication) -> None:
    figure, layout = clouds(), LabelLayout()

    island = figure.groups.islands[0]
    scenes = [looking_at(figure, island.x, island.y, closer) for closer in (1.0, 6.0, 30.0)]

    shares = [max((name.opacity for name in layout.placed(scene)[1]), default=0.0) for scene in scenes]

    assert (True, 1.0, 0.0) == (0 < shares[1] < 1, shares[0], shares[-1])


def test_names_come_and_go_without_a_jump(qapp: QApplication) -> None:
    figure, layout = clouds(), LabelLayout()
    layout.placed(seen(figure))

    steps = [[name.opacity(scale) for name in layout._names] for scale in np.geomspace(300, 30_000, 400)]

    one_step = math.log(100) / 399 / math.log(COMING)  # of the way that a name takes to come
    assert np.abs(np.diff(np.array(steps), axis=0)).max() <= SUDDEN + one_step


def test_names_are_those_of_the_classes(qapp: QApplication) -> None:
    _, names = LabelLayout().placed(seen(clouds()))

    assert {name.group.lines[0] for name in names} <= {f"cloud {number}" for number in range(5)}


def test_while_points_move_there_are_no_names(qapp: QApplication) -> None:
    figure = clouds()
    moved = replace(figure, coordinates=figure.coordinates + np.float32(0.1), projection=None)

    _, names = LabelLayout().placed(seen(moved))

    assert [] == names


@pytest.mark.parametrize(
    "places",
    [
        np.zeros((1, 2)), np.zeros((300, 2)), np.full((20, 2), np.nan), np.full((9, 2), 1e38),
        np.array([[0, 0], [1e-40, 0], [0, 1e-40]]), np.array([[0, 0], [np.inf, 1], [3e38, -3e38]]),
    ],
)  # fmt: skip
def test_odd_maps_have_labels_without_harm(qapp: QApplication, places: np.ndarray) -> None:
    figure = figure_of(places.tolist(), color_by="kind", pinned=0, selection=np.array([0]))

    scene = scene_of(figure, SIZE, "light")
    labels, _ = LabelLayout().placed(scene)

    assert 0 == overlaps(drawn(scene, labels))


def test_labels_of_a_map_that_is_gone_are_placed_no_further(qapp: QApplication) -> None:
    layout = LabelLayout()
    layout.placed(seen(clouds(rows=40)))
    index = layout._index

    del layout

    assert index is not None and index._stopped


def test_while_labels_of_a_large_map_are_placed_it_says_how_many_there_are(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embexplorer.gui.map.label_layout.A_WHILE", 500)
    monkeypatch.setattr("embexplorer.gui.map.label_sweep._loaded", [])
    layout, scene = LabelLayout(), seen(clouds(rows=700))

    layout.placed(replace(scene, hurry=True))
    hurried = layout.so_far()
    monkeypatch.undo()
    layout.placed(scene)

    assert ("labels of the first 120 of 700 so far", "") == (hurried, layout.so_far())


def test_a_group_of_which_nothing_is_drawn_has_no_name(qapp: QApplication) -> None:
    figure = clouds()
    assert figure.groups is not None
    gone = figure.groups.islands[0].group
    hidden = replace(figure, shown=figure.groups.codes != gone)

    _, names = LabelLayout().placed(seen(hidden))

    lines = {name.group.lines[0] for name in names}
    assert (False, True) == (figure.groups.names[gone] in lines, len(lines) >= 2)
