"""Several maps side by side: what they share, what each has of its own, and linked views."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from pytestqt.qtbot import QtBot

from embexplorer.core.look import Camera, ColumnFilter
from embexplorer.core.registry import step_named
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import build
from embexplorer.gui.maps.side import Shown, SideMap
from embexplorer.gui.maps.tiles import Tiles
from embexplorer.gui.window import MainWindow
from tests.gui.conftest import settle


@pytest.fixture
def split(open_window: MainWindow, qtbot: QtBot) -> MainWindow:
    """With a second map of the space, a random one, beside the shown PCA."""
    first = open_window.workspace.projection_id
    assert first is not None
    step = build(step_named("umap"), {"n_neighbors": 5, "epochs": 20, "init": "random"})
    open_window.workspace.start(step)
    settle(open_window, qtbot)
    open_window.workspace.show(first)
    open_window.actions_.trigger("map.split")
    open_window.page.redraw()
    return open_window


def tiles(window: MainWindow) -> Tiles:
    return window.page.stage.tiles


def side(window: MainWindow) -> SideMap:
    return tiles(window).sides[0]


def test_a_split_shows_another_map_of_the_space(split: MainWindow) -> None:
    shown, beside = split.page.view.figure(), side(split).pane.view.figure()

    assert shown is not None and beside is not None
    assert "UMAP · 5 neighbours · small" == beside.title
    assert not np.array_equal(shown.coordinates, beside.coordinates)
    assert beside.coloring is shown.coloring


def test_selection_and_pin_are_those_of_the_shown_map(split: MainWindow) -> None:
    split.workspace.select([3, 5])
    split.workspace.pin(3)
    split.page.redraw()

    beside = side(split).pane.view.figure()
    assert beside is not None
    assert ([3, 5], 3) == (beside.selected.tolist(), beside.pinned)


def test_a_click_beside_pins_and_selects(split: MainWindow) -> None:
    side(split).pane.view.clicked.emit(8, "replace")

    assert (8, [8]) == (split.workspace.pinned, split.workspace.selection.tolist())


def test_a_lasso_beside_is_undone_by_its_name(split: MainWindow) -> None:
    side(split).pane.view.selected.emit(np.array([1, 2]), "replace", "lasso")

    assert [1, 2] == split.workspace.selection.tolist()
    assert "lasso, 2 points" == split.workspace.undo_name


def test_a_word_pointed_at_is_ringed_on_the_other_map(split: MainWindow) -> None:
    split.page.view.set_hovered(4)

    scene = side(split).pane.view.scene()
    assert scene is not None and 4 == scene.hovered


def test_linked_views_turn_the_map_onto_the_first_and_say_so(split: MainWindow) -> None:
    side(split).linked.click()
    split.page.redraw()

    beside = side(split).pane.view.figure()
    assert beside is not None
    assert any(badge.startswith("This map is turned onto PCA; residual") for badge in beside.badges)


def test_linked_views_move_together_in_both_directions(split: MainWindow) -> None:
    side(split).linked.click()
    split.page.redraw()
    camera = Camera(x=1.0, y=2.0, scale=30.0)

    side(split).pane.view.set_camera(camera)
    side(split).pane.view.camera_changed.emit(camera)

    assert camera == split.page.view.camera() == split.workspace.look.camera


def test_views_that_are_not_linked_stay_where_they_are(split: MainWindow) -> None:
    before = side(split).pane.view.camera()

    split.page.view.zoom(2.0, split.page.view.rect().center().toPointF())

    assert before == side(split).pane.view.camera()


def test_four_maps_are_the_most(split: MainWindow) -> None:
    for _ in range(4):
        split.actions_.trigger("map.split")

    assert 3 == len(tiles(split).sides)
    assert not split.actions_.named("map.split").enabled()


def test_the_cross_closes_one_and_the_menu_all(split: MainWindow) -> None:
    split.actions_.trigger("map.split")
    side(split).closed.emit()
    left = len(tiles(split).sides)

    split.actions_.trigger("map.unsplit")

    assert (1, 0) == (left, len(tiles(split).sides))


def test_a_map_that_is_removed_leaves_a_sentence(split: MainWindow) -> None:
    item = side(split).item
    assert item is not None

    split.workspace.remove(item)
    split.page.redraw()

    assert side(split).pane.view.figure() is None


def test_a_map_of_another_space_shows_the_words_that_both_have(
    split: MainWindow, tmp_path, clusters, qtbot: QtBot
) -> None:
    first = split.workspace.projection_id
    lines = [f"w{row} {' '.join(map(str, clusters.vectors[row][::-1]))}" for row in range(10, 60)]
    (tmp_path / "other.txt").write_text("\n".join(lines) + "\n")
    split.workspace.open_file(tmp_path / "other.txt")
    settle(split, qtbot)
    other = split.workspace.projection_id
    assert first is not None and other is not None
    split.workspace.show(first)
    side(split).pane.maps.chosen.emit(Shown(other))
    split.workspace.select([12, 70])
    split.page.redraw()

    beside = side(split).pane.view.figure()
    side(split).pane.view.clicked.emit(5, "replace")

    assert beside is not None
    assert "50 shared of 50" == beside.badges[0]
    assert [2] == beside.selected.tolist()
    assert 15 == split.workspace.pinned


def test_an_answer_for_a_map_that_was_closed_is_dropped(split: MainWindow, qtbot: QtBot) -> None:
    split.workspace.pin(3)
    split.page.redraw()
    closed = side(split)
    split.actions_.trigger("map.unsplit")
    with qtbot.captureExceptions() as raised:
        qtbot.wait(50)
        split.workspace.poll()

    assert ([], []) == (raised, tiles(split).sides)
    assert not closed.is_waiting()


def test_filters_and_isolation_act_beside_too(split: MainWindow) -> None:
    split.workspace.set_look(replace(split.workspace.look, filters=(ColumnFilter(column="rank", high=10),)), "filter")
    split.workspace.isolate([1, 2, 50])
    split.page.redraw()

    beside = side(split).pane.view.figure()
    assert beside is not None and beside.shown is not None
    assert [1, 2] == np.flatnonzero(beside.shown).tolist()
    assert "2 of 90 shown: rank ≤ 10 · isolated" == beside.badges[0]


def test_a_class_pointed_at_in_the_legend_is_lit_on_all_maps(split: MainWindow) -> None:
    split.workspace.add_columns(split.workspace.space_id, pa.table({"group": ["a"] * 40 + ["b"] * 50}))
    split.workspace.set_look(split.workspace.look.colored_by("group"), "colour")
    split.page.redraw()

    split.page.legend.previewed.emit("a")

    scene = side(split).pane.view.scene()
    assert scene is not None and 40 == scene.figure.coloring.classed.sum()


def test_enter_pins_on_a_map_beside_the_shown_one(split: MainWindow) -> None:
    side(split).pane.view.pin_wanted.emit(7)

    assert 7 == split.workspace.pinned


@pytest.fixture
def other(split: MainWindow, tmp_path: Path, clusters: EmbeddingSpace, qtbot: QtBot) -> MainWindow:
    """Beside the shown map one of another space: w40 to w89 backwards."""
    shown = split.workspace.projection_id
    lines = [f"w{row} {' '.join(map(str, clusters.vectors[row].tolist()))}" for row in range(89, 39, -1)]
    path = tmp_path / "other.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    split.workspace.open_file(path)
    settle(split, qtbot)
    beside = split.workspace.projection_id
    split.workspace.show(shown)
    side(split).show_item(beside)
    split.page.redraw()
    return split


def test_filters_act_on_a_map_of_another_space_which_counts_shared_words(other: MainWindow) -> None:
    other.workspace.set_look(replace(other.workspace.look, filters=(ColumnFilter(column="rank", high=43),)), "filter")
    other.page.redraw()

    beside = side(other).pane.view.figure()
    assert {"w40", "w41", "w42"} == set(beside.keys.at(np.flatnonzero(beside.shown)))
    assert ("50 shared of 50", "3 of 50 shown: rank ≤ 43") == beside.badges[:2]


def test_what_is_isolated_is_framed_on_a_map_of_another_space(other: MainWindow) -> None:
    other.workspace.isolate([44, 89])
    other.page.redraw()

    beside = side(other).pane.view.figure()
    assert ["w89", "w44"] == beside.keys.at(beside.isolated)


def test_outlines_beside_are_those_of_its_own_map(split: MainWindow) -> None:
    split.workspace.add_columns(split.workspace.space_id, pa.table({"group": ["a"] * 40 + ["b"] * 50}))
    look = replace(split.workspace.look.colored_by("group"), layers=("points", "hulls"))
    split.workspace.set_look(look, "hulls")
    split.page.redraw()

    shown, beside = split.page.view.figure(), side(split).pane.view.figure()
    ends = [np.concatenate([ring for ring, _ in figure.hulls]).mean(axis=0) for figure in (shown, beside)]
    middles = [figure.coordinates.mean(axis=0) for figure in (shown, beside)]
    spreads = [np.ptp(figure.coordinates, axis=0).max() for figure in (shown, beside)]
    assert [True, True] == [
        bool(np.abs(end - middle).max() < spread) for end, middle, spread in zip(ends, middles, spreads, strict=True)
    ]
    assert beside.groups.coordinates is beside.coordinates


def test_a_kept_view_brings_the_maps_beside_it_back(split: MainWindow) -> None:
    camera = Camera(x=1.0, y=2.0, scale=30.0)
    side(split).pane.view.set_camera(camera)
    item = side(split).item
    split.workspace.bookmark("two")
    split.actions_.trigger("map.unsplit")

    split.workspace.go_to_bookmark("two")

    assert [(item, camera)] == [(one.item, one.pane.view.camera()) for one in tiles(split).sides]


def test_a_view_of_one_map_closes_those_beside(split: MainWindow) -> None:
    split.actions_.trigger("map.unsplit")
    split.workspace.bookmark("one")
    split.actions_.trigger("map.split")

    split.workspace.go_to_bookmark("one")

    assert [] == tiles(split).sides


def test_a_linked_map_is_linked_again_when_a_view_comes_back(split: MainWindow) -> None:
    side(split).linked.click()
    split.workspace.bookmark("linked")
    side(split).linked.click()

    split.workspace.go_to_bookmark("linked")

    assert side(split).is_linked()


def test_a_map_that_is_gone_is_left_out_of_a_view(split: MainWindow) -> None:
    split.workspace.bookmark("two")
    split.workspace.remove(side(split).item)

    split.workspace.go_to_bookmark("two")

    assert [] == tiles(split).sides
