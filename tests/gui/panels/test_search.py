"""The search panel finds words and selects them."""

from PySide6.QtCore import Qt

from embexplorer.gui.alone import settle
from embexplorer.gui.panels.search import SearchPanel


def test_typing_finds_words_after_a_pause(shown, workspace, qtbot) -> None:
    panel = shown(SearchPanel)

    qtbot.keyClicks(panel.field, "prin")
    qtbot.waitUntil(lambda: not panel._soon.isActive())
    settle(workspace)

    assert panel.table.table().columns["word"].to_pylist() == ["prince", "princess"]


def test_the_count_is_said(shown, workspace) -> None:
    panel = shown(SearchPanel)

    panel.focus_search("/^<.*>$/")
    settle(workspace)

    assert panel.said.text() == "2 of 27 words · made-up"


def test_enter_selects_all_hits(shown, workspace, qtbot) -> None:
    panel = shown(SearchPanel)
    panel.focus_search("prin")
    settle(workspace)

    qtbot.keyClick(panel.field, Qt.Key.Key_Return)

    assert workspace.selection.tolist() == [2, 3] and workspace.undo_name == "search, 2 points"


def test_enter_before_the_answer_selects_when_it_comes(shown, workspace, qtbot) -> None:
    panel = shown(SearchPanel)
    qtbot.keyClicks(panel.field, "prin")

    qtbot.keyClick(panel.field, Qt.Key.Key_Return)
    settle(workspace)

    assert workspace.selection.tolist() == [2, 3]


def test_a_click_pins_and_selects_one(shown, workspace) -> None:
    panel = shown(SearchPanel)
    panel.focus_search("prin")
    settle(workspace)

    panel.table.clicked.emit(panel.table.model_of_table().index(1, 0))

    assert (workspace.pinned, workspace.selection.tolist()) == (3, [3])


def test_an_invalid_pattern_is_said_in_place(shown, workspace) -> None:
    panel = shown(SearchPanel)

    panel.focus_search("/[a/")
    settle(workspace)

    assert panel.field.wrong and panel.said.text().startswith("/[a/ is not a valid pattern")


def test_nothing_found_says_what_to_do(shown, workspace) -> None:
    panel = shown(SearchPanel)

    panel.focus_search("zebra")
    settle(workspace)

    assert panel.empty.what.text() == "Nothing found" and panel.empty.isVisible()


def test_an_emptied_field_shows_nothing(shown, workspace) -> None:
    panel = shown(SearchPanel)
    panel.focus_search("prin")
    settle(workspace)

    panel.field.clear()
    settle(workspace)

    assert panel.table.table() is None
