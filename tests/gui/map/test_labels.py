"""Which words a map is labelled with, and in which colours."""

from collections.abc import Callable

import numpy as np
from PySide6.QtWidgets import QApplication

from embexplorer.core.figure import Edge, Figure
from embexplorer.core.label_placement import Rank
from embexplorer.gui.map.export import scene_of
from embexplorer.gui.map.labels import Label, Labels, placed, shown, tone
from embexplorer.gui.map.legend import area
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

    assert first is moving


def test_labels_are_not_placed_again_while_nothing_changes(qapp: QApplication) -> None:
    labels, seen = Labels(), scene(figure_of(FOUR))

    assert labels.placed(seen) is labels.placed(seen)
