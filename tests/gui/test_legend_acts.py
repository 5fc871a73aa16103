"""What clicks on the legend change, and by which names that is undone."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QColorDialog, QMenu
from pytestqt.qtbot import QtBot

from embexplorer.core.look import ColoredSet, ColoredSets, Look
from embexplorer.gui.actions import Actions
from embexplorer.gui.alone import made_up_workspace
from embexplorer.gui.map_page import MapPage
from embexplorer.gui.style import apply
from embexplorer.gui.widgets.name_set import NameSet
from embexplorer.workspace.workspace import Workspace

KINDS = ["royal"] * 9 + ["animal"] * 8 + ["place"] * 7 + [None] * 2


@pytest.fixture
def workspace(qapp: QApplication, tmp_path: Path) -> Iterator[Workspace]:
    """26 words, coloured by their kind."""
    apply(qapp, "light")
    workspace = made_up_workspace(tmp_path)
    kinds = (KINDS + [None] * workspace.space().rows)[: workspace.space().rows]
    workspace.add_columns(workspace.space_id, pa.table({"kind": kinds, "place": pa.array(range(1, len(kinds) + 1))}))
    workspace.set_look(workspace.look.colored_by("kind"), "Colour by kind")
    yield workspace
    workspace.close()


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> MapPage:
    page = MapPage(workspace, Actions())
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    page.redraw()
    return page


def color_by(workspace: Workspace, page: MapPage, column: str) -> None:
    workspace.set_look(workspace.look.colored_by(column), "colour")
    page.redraw()


def test_a_class_is_isolated_the_map_says_so_and_it_is_undone_by_its_name(page, workspace) -> None:
    page.legend.isolated.emit("animal")

    figure = page.figure()
    assert (8, "only animal") == (figure.shown.sum(), workspace.undo_name)
    assert "8 of 27 shown: only animal" == figure.badges[0]


def test_isolating_it_again_shows_all(page, workspace) -> None:
    page.legend.isolated.emit("animal")
    page.redraw()

    page.legend.isolated.emit("animal")

    assert (page.figure().shown, workspace.undo_name) == (None, "show all classes")


def test_a_class_is_hidden_and_shown_by_name(page, workspace) -> None:
    page.legend.toggled.emit("royal")
    hidden = (workspace.undo_name, page.figure().hidden)

    page.legend.toggled.emit("royal")

    assert (("hide royal", ("royal",)), "show royal") == (hidden, workspace.undo_name)


def test_the_legend_is_folded_and_unfolded_by_name(page, workspace) -> None:
    color_by(workspace, page, "kind")

    page.legend.folded.emit(True)
    folded = (page.figure().legend_folded, workspace.undo_name)
    page.legend.folded.emit(False)

    assert ((True, "fold the legend"), False) == (folded, page.figure().legend_folded)


def test_folding_what_is_folded_changes_nothing(page, workspace) -> None:
    color_by(workspace, page, "kind")
    before = workspace.undo_name

    page.legend.folded.emit(False)

    assert before == workspace.undo_name


def test_another_column_hides_nothing(page, workspace) -> None:
    page.legend.toggled.emit("royal")

    color_by(workspace, page, "place")

    assert (None, ()) == (page.figure().shown, workspace.look.hidden)


def test_sets_of_words_are_isolated_too(page, workspace) -> None:
    sets = ColoredSets(title="mine", sets=(ColoredSet(name="few", rows=(1, 2), asked=2),))
    workspace.set_look(Look(sets=sets), "sets")
    page.redraw()

    page.legend.toggled.emit("few")

    assert [1, 2] == (~page.figure().shown).nonzero()[0].tolist()


def test_a_pointed_class_alone_has_its_colour_for_a_moment(page) -> None:
    page.legend.previewed.emit("animal")
    seen = page.view.scene().figure

    page.legend.previewed.emit("")

    assert 8 == seen.classed and seen.coloring.entries == page.view.scene().figure.coloring.entries
    assert 24 == page.view.scene().figure.classed


def test_the_points_of_a_class_are_selected(page, workspace) -> None:
    page.legend_acts.select("place")

    assert (list(range(17, 24)), "select place, 7 points") == (workspace.selection.tolist(), workspace.undo_name)


def test_the_words_of_a_class_get_a_name(page, workspace) -> None:
    page.legend_acts.name_as_set("animal")

    sheet = next(iter(page.view.findChildren(NameSet)))
    sheet.keep.click()

    assert ["animal"] == [name for name in workspace.sets if name == "animal"]


def test_a_colour_of_ones_own_is_tried_and_kept(page, workspace) -> None:
    page.legend_acts.ask_color("animal")
    dialog = page.view.findChildren(QColorDialog)[0]

    dialog.setCurrentColor(QColor("#123456"))
    tried = page.view.scene().figure.coloring.own
    dialog.accept()

    assert (((1, "#123456"),), "colour of animal") == (tried, workspace.undo_name)
    assert ((1, "#123456"),) == page.figure().coloring.own


def test_a_colour_that_was_not_chosen_is_forgotten(page, workspace) -> None:
    page.legend_acts.ask_color("animal")
    dialog = page.view.findChildren(QColorDialog)[0]
    dialog.setCurrentColor(QColor("#123456"))

    dialog.reject()

    assert ((), ()) == (page.view.scene().figure.coloring.own, workspace.look.colors)


def test_own_colours_are_taken_back(page, workspace) -> None:
    page.legend_acts.ask_color("animal")
    page.view.findChildren(QColorDialog)[0].setCurrentColor(QColor("#123456"))
    page.view.findChildren(QColorDialog)[0].accept()
    page.redraw()

    page.legend_acts.reset_color("animal")

    assert ((), "reset the colour of animal") == (workspace.look.colors, workspace.undo_name)


def test_own_colours_are_there_when_the_column_comes_back(page, workspace) -> None:
    page.legend_acts.ask_color("animal")
    page.view.findChildren(QColorDialog)[0].setCurrentColor(QColor("#123456"))
    page.view.findChildren(QColorDialog)[0].accept()

    color_by(workspace, page, "place")
    color_by(workspace, page, "kind")

    assert ((1, "#123456"),) == page.figure().coloring.own


def test_a_double_click_takes_back_what_its_first_click_did(page, workspace) -> None:
    page.legend.isolated.emit("animal")

    page.legend.color_asked.emit("animal")

    assert () == workspace.look.hidden and page.view.findChildren(QColorDialog)
    page.view.findChildren(QColorDialog)[0].reject()


def test_a_dragged_range_is_one_change(page, workspace) -> None:
    color_by(workspace, page, "place")
    before = workspace.look

    page.legend.span_moved.emit(3.0, 20.0)
    page.legend.span_moved.emit(5.0, 20.0)
    named = workspace.undo_name
    workspace.undo()

    assert ("range of place", before) == (named, workspace.look)


def test_a_range_of_all_values_is_none(page, workspace) -> None:
    color_by(workspace, page, "place")
    page.legend.span_moved.emit(3.0, 20.0)

    page.legend.span_moved.emit(1.0, 27.0)

    assert workspace.look.colored_range is None


def test_the_range_is_reset(page, workspace) -> None:
    color_by(workspace, page, "place")
    page.legend.span_moved.emit(3.0, 20.0)
    page.redraw()

    page.legend.span_reset.emit()

    assert (None, "reset range of place") == (workspace.look.colored_range, workspace.undo_name)


def test_the_menu_of_a_class(page) -> None:
    page.legend.toggled.emit("royal")
    page.redraw()

    menu = page.legend_acts.class_menu("royal")

    expected = [
        "Only royal", "Show royal", "Show all", "Select these points", "Name as a set…", "Own colour…",
        "Colour of the palette", "All colours of the palette",
    ]  # fmt: skip
    assert expected == texts(menu)
    assert ["Colour of the palette", "All colours of the palette"] == [
        action.text() for action in menu.actions() if not action.isEnabled()
    ]


def test_what_the_menu_of_a_class_does(page, workspace) -> None:
    menu = page.legend_acts.class_menu("royal")

    action_of(menu, "Select these points").trigger()

    assert list(range(9)) == workspace.selection.tolist()


def test_values_outside_the_range_become_what_the_menu_says(page, workspace) -> None:
    color_by(workspace, page, "place")
    page.legend.span_moved.emit(3.0, 20.0)
    page.redraw()

    action_of(page.legend_acts.span_menu(), "Values outside hidden").trigger()

    assert 18 == page.figure().shown.sum() and "18 of 27 shown: place 3 to 20" == page.figure().badges[0]


def test_counts_can_be_coloured_in_powers(page, workspace) -> None:
    color_by(workspace, page, "place")

    action_of(page.legend_acts.span_menu(), "Logarithmic").trigger()

    assert page.figure().coloring.logarithmic and "logarithmic place" == workspace.undo_name


def test_the_palette_is_turned_round(page, workspace) -> None:
    color_by(workspace, page, "place")

    action_of(page.legend_acts.span_menu(), "Reverse the palette").trigger()

    assert "auto_r" == workspace.look.palette


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def action_of(menu: QMenu, text: str):
    return next(action for action in menu.actions() if action.text() == text)
