"""What is marked on the map has the colours it should have, at the place of its point."""

import dataclasses

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from embexplorer.core.figure import Edge, Figure
from embexplorer.gui.map import selection
from embexplorer.gui.map.badges import badge_at, boxes
from embexplorer.gui.map.export import painted, scene_of
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.map.selection import RING, RINGS
from embexplorer.gui.map.transform import AIR, Area, fitted, of_camera
from embexplorer.gui.tokens import LIGHT
from tests.gui.map.conftest import FOUR, figure_of

QUIET = ("points", "edges")  # no labels and no legend over what is looked at


def scene(figure: Figure, layers: tuple[str, ...] = QUIET) -> Scene:
    return scene_of(dataclasses.replace(figure, layers=layers), (600, 400), "light", ratio=2.0)


def color_at(image: QImage, seen: Scene, row: int, right: float = 0) -> QColor:
    """The colour at a row's point, or so many pixels to the right of it."""
    point = seen.at(row)
    return image.pixelColor(int((point.x() + right) * seen.ratio), int(point.y() * seen.ratio))


def near(one: QColor, other: str) -> bool:
    """Whether two colours differ by less than antialiasing may do."""
    wanted = QColor(other)
    pairs = zip(one.getRgb(), wanted.getRgb(), strict=True)
    return max(abs(a - b) for a, b in pairs) < 60


@pytest.mark.parametrize(("right", "token"), [(0.0, "accent"), (7.5, "accent"), (5.6, "map")])
def test_the_pinned_word_is_a_disc_in_a_ring(qapp: QApplication, right: float, token: str) -> None:
    seen = scene(figure_of(FOUR, pinned=2))

    assert near(color_at(painted(seen), seen, 2, right), getattr(LIGHT, token))


def test_a_selected_point_has_a_ring_and_keeps_its_colour(qapp: QApplication) -> None:
    seen = scene(figure_of(FOUR, color_by="kind", selection=np.array([2])))

    image = painted(seen)

    assert near(color_at(image, seen, 2), LIGHT.classes[0])
    assert near(color_at(image, seen, 2, RING), LIGHT.text)


def test_many_selected_points_have_one_outline(qapp: QApplication) -> None:
    random = np.random.default_rng(0)
    places = random.uniform(4.9, 5.1, (RINGS + 500, 2)).tolist()
    figure = figure_of([[0.0, 0.0], [10.0, 10.0], *places], selection=np.arange(2, RINGS + 502))
    figure = dataclasses.replace(figure, layers=("points",))  # the words would cover it
    seen = scene(figure)

    image = painted(seen)

    across, down = seen.view.to_screen(np.array([5.0, 5.0])) * seen.ratio
    assert near(image.pixelColor(int(across), int(down)), LIGHT.point)


def test_edges_that_are_kept_are_solid_and_those_that_are_lost_are_dashed(qapp: QApplication) -> None:
    figure = figure_of(FOUR, pinned=0, edges=[Edge(row=1, kept=True), Edge(row=3, kept=False)])
    seen = scene(figure)

    image = painted(seen)

    assert (True, False) == (is_solid(image, seen, 0, 1), is_solid(image, seen, 0, 3))


def test_badges_do_not_overlap(qapp: QApplication) -> None:
    figure = dataclasses.replace(
        figure_of(FOUR, badges=["a sample of 10,000 rows", "approximate: recall 0.96 on 1,000 rows " * 3]),
        trust="k = 15: 41 % of neighbours kept; a random layout keeps 0.05 %",
    )

    places = [place for place, _ in boxes(scene(figure))]

    assert [] == [(a, b) for i, a in enumerate(places) for b in places[:i] if a.intersects(b)]


def test_short_badges_share_a_line(qapp: QApplication) -> None:
    figure = figure_of(FOUR, badges=["a sample of 10,000 rows", "311 documents were held out"])

    (first, _), (second, _) = boxes(scene(figure))

    assert first.top() == second.top() and first.right() < second.left()


def test_a_badge_tells_in_full_what_it_has_no_room_for(qapp: QApplication) -> None:
    seen = scene(figure_of(FOUR, badges=["long " * 60, "short"]))
    long, short = (box.center() for box, _ in boxes(seen))

    assert ("long " * 60, "", None) == (badge_at(seen, long), badge_at(seen, short), badge_at(seen, QPointF(300, 50)))


def test_a_short_badge_stands_in_the_lowest_line_with_room_for_it(qapp: QApplication) -> None:
    figure = figure_of(FOUR, badges=["a sample of 10,000 rows", "approximate: recall 0.96 on 1,000 rows " * 3, "cut"])

    (first, _), (long, _), (last, _) = boxes(scene(figure))

    assert first.top() == last.top() > long.top()


def test_a_fitted_map_leaves_room_for_its_badges_but_not_more_than_a_third(qapp: QApplication) -> None:
    area, box = Area(left=0, top=0, width=400, height=300), (0.0, 1.0, 0.0, 1.0)

    few, many = (of_camera(fitted(box, area, below), area).to_screen(np.array([[0.0, 0.0]]))[0] for below in (50, 500))

    assert (300 - AIR - 50, 300 - AIR - 90) == pytest.approx((few[1], many[1]))


def test_what_is_switched_off_is_not_drawn(qapp: QApplication) -> None:
    seen = scene(figure_of(FOUR), layers=())

    assert {QColor(LIGHT.map).rgb()} == set(np.unique(pixels(painted(seen))).tolist())


def is_solid(image: QImage, seen: Scene, start: int, end: int) -> bool:
    """Whether the accent colour stands at every step of the way between two points."""
    one, other = seen.at(start), seen.at(end)
    steps = [one + (other - one) * share for share in np.linspace(0.2, 0.8, 120).tolist()]
    found = [image.pixelColor(int(p.x() * seen.ratio), int(p.y() * seen.ratio)) for p in steps]
    return all(near(color, LIGHT.accent) for color in found)


def pixels(image: QImage) -> np.ndarray:
    """The pixels as numbers."""
    return np.array(image.constBits(), np.uint8).view(np.uint32)


def test_of_very_many_selected_points_those_that_are_seen_are_outlined(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selection, "MANY", 1)
    seen = scene(figure_of(FOUR, selection=np.array([0, 2])))

    image = painted(seen)

    others = [color_at(image, seen, row, right) for row in (1, 3) for right in np.arange(0, 8, 0.5)]
    marked = [color_at(image, seen, row, right) for row in (0, 2) for right in np.arange(0, 8, 0.5)]
    assert QColor(LIGHT.text) in marked
    assert QColor(LIGHT.text) not in others


def test_hidden_rows_have_no_ring(qapp: QApplication) -> None:
    shown = np.array([False, True, True, True])
    figure = dataclasses.replace(figure_of(FOUR), shown=shown)

    image = painted(scene(dataclasses.replace(figure, selected=np.array([0]))))

    assert painted(scene(figure)) == image
