"""Keys that the map and the bar above it both know."""

from PySide6.QtCore import Qt

from embexplorer.gui.window import MainWindow


def test_l_held_on_the_map_lasts_for_one_lasso(open_window: MainWindow, qtbot) -> None:
    view, tool = open_window.page.view, open_window.page.bar.tool
    view.setFocus()
    qtbot.keyPress(view, Qt.Key.Key_L)
    assert tool() == "lasso"
    view._pointer.lassoed = True

    qtbot.keyRelease(view, Qt.Key.Key_L)

    assert tool() == "pan"


def test_find_a_word_puts_the_cursor_into_the_search(open_window: MainWindow, qtbot) -> None:
    open_window.activateWindow()

    open_window.actions_.trigger("edit.find-word")

    assert open_window.docks.panel("search").field.isVisible()
    qtbot.waitUntil(open_window.docks.panel("search").field.hasFocus)


def test_asking_about_the_selection_shows_the_answer(open_window: MainWindow) -> None:
    open_window.docks.show_tab("Search")
    open_window.workspace.select([1, 2])

    open_window.actions_.trigger("neighbors.of-selection")

    assert open_window.docks.panel("neighbors").isVisible()
