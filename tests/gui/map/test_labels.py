"""Which words a map is labelled with, and in which colours."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from embexplorer.core.figure import Edge, Figure
from embexplorer.core.label_placement import Held, Rank
from embexplorer.gui.map.export import scene_of
from embexplorer.gui.map.label import Label, shown, tone
from embexplorer.gui.map.labels import Labels
from embexplorer.gui.map.legend import area
from embexplorer.gui.map.moving_labels import placed
from embexplorer.gui.map.pointer import plain_tooltip
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.map.view import MapView
from embexplorer.gui.tokens import DARK
from tests.gui.map.conftest import FOUR, figure_of


def scene(figure: Figure) -> Scene:
    return scene_of(figure, (600, 400), "dark")


def labelled(figure: Figure) -> dict[int, Label]:
    """The placed labels by row."""
    return {label.row: label for label in placed(scene(figure))}


def test_pinned_selected_neighbours_classed_and_grey_words_are_labelled_as_such(qapp: QApplication) -> None:
    places = [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0], [5.0, 5.0]]
    figure = figure_of(places, color_by="kind", selection=np.array([1]), pinned=0, edges=[Edge(row=2, kept=True)])

    labels = labelled(figure)

    expected = {0: Rank.PINNED, 1: Rank.SELECTED, 2: Rank.NEIGHBOR, 3: Rank.SPARSE, 4: Rank.CLASSED}
    assert expected == {row: label.rank for row, label in labels.items()}


def test_the_more_frequent_of_two_words_at_one_place_is_labelled(qapp: QApplication) -> None:
    assert [0, 2] == sorted(labelled(figure_of([[0.0, 0.0], [0.0, 0.0], [10.0, 10.0]])))


def test_a_word_outside_of_the_view_is_not_labelled(qapp: QApplication) -> None:
    assert [0] == list(labelled(figure_of([[0.0, 0.0], [np.nan, 0.0]])))


def test_grey_words_have_the_tone_of_grey_labels(qapp: QApplication) -> None:
    labels = labelled(figure_of(FOUR))

    assert DARK.map_label == tone(scene(figure_of(FOUR)), labels[0])


def test_no_label_lies_under_the_legend(qapp: QApplication) -> None:
    random = np.random.default_rng(0)
    figure = figure_of(random.uniform(0, 10, (300, 2)).tolist(), color_by="kind")
    seen = scene(figure)

    under = [label for label in placed(seen) if label.box(seen.at(label.row)).intersects(area(seen))]

    assert [] == under


def test_a_long_word_is_cut_and_a_word_of_several_lines_is_one_line(qapp: QApplication) -> None:
    assert ("x" * 39 + "…", "a b") == (shown("x" * 50), shown("a\nb"))


def test_a_word_of_spaces_is_shown_as_it_is() -> None:
    assert "  " == shown("  ")


def test_labels_follow_their_points_while_these_move(show: Callable[[Figure], MapView]) -> None:
    view = show(figure_of(FOUR))
    labels = Labels()
    first = labels.placed(view.scene())

    view.show_coordinates(np.array(FOUR)[::-1] * 2)
    moving = labels.placed(view.scene())

    assert [label.row for label in first] == [label.row for label in moving]


def test_of_labels_that_meet_while_they_move_the_less_important_vanishes(show: Callable[[Figure], MapView]) -> None:
    view = show(figure_of(FOUR))
    labels = Labels()
    labels.placed(view.scene())

    view.show_coordinates(np.array([[0, 0], [10, 0], [10, 10], [9.9, 9.9]]))

    assert [0, 1, 2] == [label.row for label in labels.placed(view.scene())]


def test_no_two_labels_overlap_while_points_move(show: Callable[[Figure], MapView]) -> None:
    random = np.random.default_rng(0)
    begin, end = random.uniform(0, 10, (2, 400, 2))
    view, labels = show(figure_of(begin.tolist(), color_by="kind")), Labels()

    met = [meeting(labels, moved(view, begin + (end - begin) * share)) for share in np.linspace(0, 1, 30)]

    assert [0] * 30 == met


def moved(view: MapView, places: np.ndarray) -> Scene:
    view.show_coordinates(places)
    return view.scene()


def meeting(labels: Labels, seen: Scene) -> int:
    """How many pairs of labels overlap."""
    boxes = [label.box(seen.at(label.row)) for label in labels.placed(seen)]
    assert boxes
    return sum(one.intersects(other) for i, one in enumerate(boxes) for other in boxes[:i])


def test_a_label_that_is_there_stays_before_a_more_frequent_one_that_comes(show: Callable[[Figure], MapView]) -> None:
    seen = scene(figure_of([[0.0, 0.0], [0.0, 0.0], [10.0, 10.0]]))

    rows = [label.row for label in placed(seen, {1: Held(5.0, -5.0)})]

    assert [1, 2] == rows


def test_a_huge_word_is_cut_before_it_is_looked_at() -> None:
    assert 40 == len(shown("x" * 10_000))


def test_labels_are_not_placed_again_while_nothing_changes(qapp: QApplication) -> None:
    labels, seen = Labels(), scene(figure_of(FOUR))

    assert labels.placed(seen) is labels.placed(seen)


def test_in_a_hurry_words_that_are_new_come_over_several_frames(
    show: Callable[[Figure], MapView], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embexplorer.gui.map.labels.WHILE", 0.0)
    places = [[float(row % 6), float(row // 6)] for row in range(72)]
    view, image = show(figure_of(places, color_by="kind")), QImage(600, 400, QImage.Format.Format_RGB32)
    painter, labels = QPainter(image), Labels()

    later = [paint(labels, painter, view.scene()) for _ in range(20)]
    painter.end()

    assert (True, False) == (later[0], later[-1])


def paint(labels: Labels, painter: QPainter, seen: Scene) -> bool:
    """Whether some labels are left for the next frame."""
    labels.paint(painter, seen)
    return labels.unfinished


def test_control_signs_of_a_word_are_shown_as_pictures() -> None:
    assert "a␀b" == shown("a\x00b")


def test_a_class_with_a_huge_name_leaves_the_map_its_room(qapp: QApplication) -> None:
    seen = scene(figure_of(FOUR, color_by="kind"))
    entries = (replace(seen.figure.coloring.entries[0], label="name " * 100),)

    named = replace(seen, figure=replace(seen.figure, coloring=replace(seen.figure.coloring, entries=entries)))

    assert area(named).width() < 320


def test_in_a_hurry_the_first_picture_of_other_words_is_their_points(show: Callable[[Figure], MapView]) -> None:
    view, image = show(figure_of(FOUR)), QImage(600, 400, QImage.Format.Format_RGB32)
    labels, painter, asked = Labels(), QPainter(image), []
    labels.placed = lambda seen: asked.append(seen) or []  # type: ignore[method-assign]

    unfinished = paint(labels, painter, view.scene())
    painter.end()

    assert (True, []) == (unfinished, asked)


def test_pointing_at_a_label_is_pointing_at_its_point(show: Callable[[Figure], MapView]) -> None:
    view = show(figure_of(FOUR))
    view.repaint()
    labels = {label.row: label for label in view._painter.labels.placed(view.scene())}

    assert 1 == view.row_at(labels[1].box(view.scene().at(1)).center())


def test_a_card_of_a_huge_word_is_cut_and_says_so() -> None:
    card = plain_tooltip("x" * 1_000_000)

    assert (True, True) == ("… (1,000,000 letters)" in card, len(card) < 5000)
