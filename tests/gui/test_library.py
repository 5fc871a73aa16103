"""The library: rows for spaces, results and jobs, and what can be done with them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from embexplorer.core.registry import step_named
from embexplorer.gui.library_tree import KIND, META
from embexplorer.gui.window import MainWindow
from tests.gui.conftest import settle


def test_a_space_stands_with_its_size_and_its_map_below_it(open_window: MainWindow) -> None:
    tree = open_window.docks.library.tree
    space = tree.index(0, 0)

    below = tree.index(0, 0, space)

    assert ("small", "90 × 8") == (space.data(), space.data(META))
    assert ("PCA", "2 of 8") == (below.data(), below.data(META))


def test_a_waiting_job_stands_below_its_space(open_window: MainWindow) -> None:
    open_window.workspace.start(step_named("umap")())

    tree = open_window.docks.library.tree
    job = tree.index(1, 0, tree.index(0, 0))

    assert ("job", "waiting") == (job.data(KIND), job.data(META))


def test_renaming_an_item_renames_its_row(open_window: MainWindow) -> None:
    open_window.workspace.rename(open_window.workspace.space_id, "<i>mine</i>")

    assert open_window.docks.library.tree.index(0, 0).data() == "<i>mine</i>"


def test_removing_the_space_empties_the_tree_and_offers_to_put_it_back(open_window: MainWindow) -> None:
    library = open_window.docks.library
    library.choose(open_window.workspace.space_id)

    open_window.actions_.trigger("item.remove")

    assert library.tree.rowCount() == 0
    assert open_window.welcome.isVisible()
    assert open_window.toasts.shown()[-1].accessibleName() == "Note: Removed small."


def test_what_was_removed_can_be_put_back(open_window: MainWindow) -> None:
    library = open_window.docks.library
    library.choose(open_window.workspace.space_id)
    open_window.actions_.trigger("item.remove")

    open_window.toasts.shown()[-1]._on_button()

    assert library.tree.rowCount() == 1
    assert open_window.page.isVisible()


def test_the_command_of_a_map_is_copied(open_window: MainWindow) -> None:
    open_window.docks.library.choose(open_window.workspace.projection_id)

    open_window.actions_.trigger("item.command")

    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("embexplorer pca ")
    assert copied.endswith("small.txt")


def test_the_filter_keeps_what_matches_with_its_space(open_window: MainWindow) -> None:
    library = open_window.docks.library

    library._kept.setFilterFixedString("pca")

    shown = library.view.model()
    assert (1, 1) == (shown.rowCount(), shown.rowCount(shown.index(0, 0)))


def test_a_typed_name_is_taken_over(open_window: MainWindow) -> None:
    library = open_window.docks.library
    library.choose(open_window.workspace.space_id)
    index = library.view.currentIndex()
    rows = library.view.itemDelegate()
    editor = rows.createEditor(library.view, None, index)
    editor.setText("  renamed ")

    rows.setModelData(editor, library.view.model(), index)

    assert open_window.workspace.items[open_window.workspace.space_id].name == "renamed"


def test_the_shown_map_is_the_chosen_row(open_window: MainWindow) -> None:
    index = open_window.docks.library.view.currentIndex()

    assert index.data(Qt.ItemDataRole.DisplayRole) == "PCA"


def test_a_derived_space_stands_below_its_parent_by_what_was_done(open_window: MainWindow, qtbot: QtBot) -> None:
    open_window.workspace.start(step_named("centred")())
    settle(open_window, qtbot)

    tree = open_window.docks.library.tree
    below = tree.index(1, 0, tree.index(0, 0))

    assert ("centred", "90 × 8") == (below.data(), below.data(META))


def test_the_menu_of_an_item_derives_from_it(open_window: MainWindow) -> None:
    open_window.later.finish()

    menus = [action.menu() for action in open_window.docks.library.menu().actions() if action.menu() is not None]

    assert ["Derive"] == [menu.title() for menu in menus]
    assert "derive.centred" in [action.objectName() for action in menus[0].actions()]


def test_the_space_in_hand_is_that_of_the_chosen_map(open_window: MainWindow) -> None:
    library = open_window.docks.library
    library.choose(open_window.workspace.projection_id)

    assert open_window.workspace.space_id == library.chosen_space()
