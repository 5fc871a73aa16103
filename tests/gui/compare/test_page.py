"""Two maps side by side: one pin, one selection, one pointer; a morph between; maps made of each other."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from embexplorer.core.agreement import AGREEMENT, TITLE
from embexplorer.core.look import ColumnFilter
from embexplorer.gui.compare.map_choices import Made, Shown
from embexplorer.gui.compare.page import ComparePage
from embexplorer.gui.window import MainWindow
from tests.gui.compare.conftest import calm


def word(page: ComparePage, side: int, row: int) -> str:
    return (page.left, page.right)[side].view.figure().keys[row]


def row_of(page: ComparePage, side: int, word: str) -> int:
    return (page.left, page.right)[side].view.figure().keys.find(word)


def test_the_layout_has_two_maps_the_list_and_the_tab(two: MainWindow) -> None:
    assert two.stack.currentWidget() is two.middle.two()
    assert {"changed", "probes"} == {name for name, dock in two.docks.docks.items() if dock.isVisible()}
    assert "Compare" == two.docks.tabs.front()


def test_both_maps_draw_the_shared_words_and_count_them(page: ComparePage) -> None:
    drawn = [np.isfinite(pane.view.figure().coordinates).all(axis=1).sum() for pane in (page.left, page.right)]

    assert [80, 80] == drawn
    assert "80 shared of 90" == page.left.view.figure().badges[0]
    assert "80 shared of 81" == page.right.view.figure().badges[0]


def test_the_status_bar_counts_what_is_on_both(two: MainWindow) -> None:
    assert "80 shown on both" == two.status.fields()[0]


def test_both_are_coloured_by_what_the_words_keep(page: ComparePage) -> None:
    assert [AGREEMENT] * 2 == [pane.view.figure().coloring.palette for pane in (page.left, page.right)]


def test_a_word_clicked_at_the_left_is_pinned_on_both(page: ComparePage, two: MainWindow, qtbot: QtBot) -> None:
    page.left.view.clicked.emit(row_of(page, 0, "w15"), "replace")
    calm(two, qtbot)

    figures = [pane.view.figure() for pane in (page.left, page.right)]
    assert ["w15", "w15"] == [figure.keys[figure.pinned] for figure in figures]
    assert [["w15"], ["w15"]] == [figure.keys.at(figure.selected) for figure in figures]


def test_a_word_clicked_at_the_right_is_pinned_on_both(page: ComparePage, two: MainWindow, qtbot: QtBot) -> None:
    page.right.view.clicked.emit(row_of(page, 1, "w20"), "replace")
    calm(two, qtbot)

    assert "w20" == two.workspace.space().keys[two.workspace.pinned]
    assert "w20" == word(page, 0, page.left.view.figure().pinned)


def test_a_lasso_at_the_right_selects_on_both(page: ComparePage, two: MainWindow, qtbot: QtBot) -> None:
    rows = np.array([row_of(page, 1, name) for name in ("w30", "w31")])

    page.right.view.selected.emit(rows, "replace", "lasso")
    calm(two, qtbot)

    assert ["w30", "w31"] == two.workspace.space().keys.at(two.workspace.selection)
    assert {"w30", "w31"} == {word(page, 1, row) for row in page.right.view.figure().selected.tolist()}
    assert "lasso, 2 points" == two.workspace.undo_name


def test_apart_the_right_map_has_a_pin_of_its_own(page: ComparePage, two: MainWindow, qtbot: QtBot) -> None:
    two.workspace.pin(row_of(page, 0, "w15"))
    page.linked.click()

    page.right.view.clicked.emit(row_of(page, 1, "w20"), "replace")
    calm(two, qtbot)

    assert "w15" == word(page, 0, page.left.view.figure().pinned)
    assert "w20" == word(page, 1, page.right.view.figure().pinned)


def test_lines_lead_to_neighbours_of_one_side_only(page: ComparePage, two: MainWindow, qtbot: QtBot) -> None:
    two.workspace.pin(row_of(page, 0, "w15"))
    calm(two, qtbot)

    left = {word(page, 0, edge.row) for edge in page.left.view.figure().edges}
    right = {word(page, 1, edge.row) for edge in page.right.view.figure().edges}
    assert 10 == len(left) == len(right)
    assert left.isdisjoint(right) and "w70" in right


def test_a_word_pointed_at_is_ringed_on_the_other_map(page: ComparePage) -> None:
    page.left.view.set_hovered(row_of(page, 0, "w42"))

    assert "w42" == word(page, 1, page.right.view.scene().hovered)


def test_the_pointer_that_leaves_leaves_both(page: ComparePage) -> None:
    page.left.view.set_hovered(row_of(page, 0, "w42"))

    page.left.view.set_hovered(None)

    assert page.right.view.scene().hovered is None


def test_the_slider_brings_the_points_to_the_left_map(page: ComparePage, qtbot: QtBot) -> None:
    left, right = page.left.view.figure(), page.right.view.figure()

    page.morph.slider.setValue(0)

    rows = [right.keys.find(f"w{row}") for row in range(10, 90)]
    moved = page.right.view.figure().coordinates[rows]
    assert np.allclose(left.coordinates[10:90], moved, atol=1e-5)


def test_the_slider_goes_where_it_is_pressed(page: ComparePage, qtbot: QtBot) -> None:
    slider = page.morph.slider

    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() // 2, slider.height() // 2))

    assert 0.5 == pytest.approx(page.morph.share(), abs=0.02)


def test_a_morph_is_said_on_the_map(page: ComparePage, qtbot: QtBot) -> None:
    page.morph.slider.setValue(100)
    page.redraw()

    assert "50 % of the way from the left map" == page.right.view.figure().badges[-1]


def test_each_map_has_a_camera_of_its_own(page: ComparePage) -> None:
    page.left.view.pan(10, 0)

    assert page.left.view.camera() is not None and page.right.view.camera() is None


def test_two_maps_of_one_space_can_stand_side_by_side(page: ComparePage, two: MainWindow, qtbot: QtBot) -> None:
    shown = Shown(two.workspace.projection_id)

    page.right.maps.chosen.emit(shown)
    qtbot.wait(20)

    assert page.right.view.figure().keys is page.left.view.figure().keys
    assert "90 shared of 90" == page.right.view.figure().badges[0]


@pytest.mark.parametrize(
    ("step", "name"),
    [
        ("tsne", "right · t-SNE, started from the left"),
        ("umap", "right · UMAP, started from the left"),
        ("aligned-map", "right · Aligned map · turned onto another"),
    ],
)
def test_a_map_made_from_the_left_one_takes_its_place(
    step: str, name: str, page: ComparePage, two: MainWindow, qtbot: QtBot
) -> None:
    page.right.maps.chosen.emit(Made(step))
    qtbot.waitUntil(lambda: two.workspace.items[two.workspace.compared_projection_id].step == step, timeout=120_000)
    calm(two, qtbot)

    assert Shown(two.workspace.compared_projection_id) == page.right.maps.value()
    assert name == page.right.maps.currentText()


def test_a_column_of_the_left_space_or_one_grey_may_be_chosen(page: ComparePage, qtbot: QtBot) -> None:
    page.color.chosen.emit(None)
    qtbot.wait(20)

    assert ["plain", "plain"] == [pane.view.figure().coloring.kind for pane in (page.left, page.right)]


def test_the_image_of_a_map_is_saved_by_its_button(page: ComparePage, two: MainWindow) -> None:
    page.pictured = page.right

    assert two.middle.figure() is page.right.view.figure()


def test_without_a_second_space_it_says_so(open_window: MainWindow, qtbot: QtBot) -> None:
    open_window.actions_.trigger("window.compare")
    qtbot.wait(20)
    QApplication.processEvents()

    page = open_window.middle.two()
    assert page.left._empty.text().startswith("There is no second space.")


def test_explore_brings_the_one_map_back(two: MainWindow) -> None:
    two.actions_.trigger("window.explore")

    assert two.stack.currentWidget() is two.page
    assert "90 shown" == two.status.fields()[0]


def shown_words(page: ComparePage, side: int) -> set[str]:
    figure = (page.left, page.right)[side].view.figure()
    assert figure.shown is not None
    return set(figure.keys.at(np.flatnonzero(figure.shown)))


@pytest.fixture
def coloured(page: ComparePage, two: MainWindow, qtbot: QtBot) -> ComparePage:
    """Coloured by a column of three groups of ninety words, as the one map is."""
    groups = pa.table({"group": ["a"] * 30 + ["b"] * 30 + ["c"] * 30})
    two.workspace.add_columns(two.workspace.space_id, groups)
    page.color.chosen.emit("group")
    calm(two, qtbot)
    return page


def test_filters_act_on_both_maps(page: ComparePage, two: MainWindow, qtbot: QtBot) -> None:
    wish = ColumnFilter(column="rank", low=88)
    two.workspace.set_look(replace(two.workspace.look, filters=(wish,)), "filter")
    calm(two, qtbot)

    assert {"w87", "w88", "w89"} == shown_words(page, 0) == shown_words(page, 1)
    assert "3 of 80 shown: rank ≥ 88" == page.right.view.figure().badges[1]
    assert "3 shown on both" == two.status.fields()[0]


def test_isolated_words_are_alone_on_both_maps(page: ComparePage, two: MainWindow, qtbot: QtBot) -> None:
    two.workspace.isolate([row_of(page, 0, "w20"), row_of(page, 0, "w21")])
    calm(two, qtbot)

    assert {"w20", "w21"} == shown_words(page, 0) == shown_words(page, 1)


def test_a_colour_chosen_here_is_that_of_the_one_map(coloured: ComparePage, two: MainWindow) -> None:
    assert ("group", "colour by group") == (two.workspace.look.color_by, two.workspace.undo_name)
    assert [20, 30, 30] == sorted(entry.count for entry in coloured.right.view.figure().coloring.entries)


def test_a_click_on_either_legend_isolates_the_class_on_both(
    coloured: ComparePage, two: MainWindow, qtbot: QtBot
) -> None:
    coloured.legends[1].isolated.emit("b")
    calm(two, qtbot)

    assert {f"w{row}" for row in range(30, 60)} == shown_words(coloured, 0) == shown_words(coloured, 1)
    assert ("a", "c") == tuple(sorted(coloured.left.view.figure().hidden))
    assert "only b" == two.workspace.undo_name


def test_a_class_is_hidden_with_ctrl_in_the_legend_of_the_right_map(
    coloured: ComparePage, two: MainWindow, qtbot: QtBot
) -> None:
    pad = coloured.legends[1]
    row = pad.placed().row_of("a")
    at = (row.rect.center() - pad.pos().toPointF()).toPoint()

    qtbot.mouseClick(pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, at)
    calm(two, qtbot)

    assert 60 == len(shown_words(coloured, 0)) == len(shown_words(coloured, 1))


def test_a_class_pointed_at_in_one_legend_is_lit_on_both(coloured: ComparePage) -> None:
    coloured.legends[0].previewed.emit("c")

    lit = [pane.view.scene().figure.coloring.classed.sum() for pane in (coloured.left, coloured.right)]
    assert [30, 30] == lit


def test_what_is_hidden_of_the_one_map_stays_hidden_under_the_colours_of_both(
    coloured: ComparePage, two: MainWindow, qtbot: QtBot
) -> None:
    coloured.legends[0].toggled.emit("a")

    coloured.color.chosen.emit(TITLE)
    calm(two, qtbot)

    assert 60 == len(shown_words(coloured, 0))
    assert "60 of 80 shown: without a" == coloured.left.view.figure().badges[1]
