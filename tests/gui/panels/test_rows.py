"""The table of all rows goes with the map."""

import numpy as np
import pyarrow as pa
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from embexplorer.gui.alone import settle
from embexplorer.gui.panels.rows import RowsPanel


def words(panel: RowsPanel) -> list[str]:
    """The words that are listed, in their order."""
    model = panel.view.rows_model()
    return [model.index(line, 0).data() for line in range(model.rowCount())]


def middle_of(panel: RowsPanel, line: int) -> QPoint:
    return panel.view.visualRect(panel.view.rows_model().index(line, 0)).center()


def click(qtbot, panel: RowsPanel, line: int, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, modifier, middle_of(panel, line))


def test_all_rows_are_listed(shown, workspace) -> None:
    assert workspace.space().rows == len(words(shown(RowsPanel)))


def test_columns_of_the_user_are_called_as_they_are(shown, workspace) -> None:
    more = pa.table({name: np.arange(workspace.space().rows) for name in ("pH", "pos_tag", "word", "row")})
    workspace.add_columns(workspace.space_id, more)

    model = shown(RowsPanel).view.rows_model()

    titles = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert ["Word", "Rank", "Norm"] == titles[:3]
    assert ["pH", "pos_tag", "word 2", "row"] == titles[-4:]


def test_a_query_lists_what_holds_it(shown, workspace, qtbot) -> None:
    panel = shown(RowsPanel)

    panel.query.setText("prin")
    qtbot.keyClick(panel.query, Qt.Key.Key_Return)
    settle(workspace)

    assert ["prince", "princess"] == words(panel)


def test_a_wrong_pattern_is_said_and_the_rows_stay(shown, workspace, qtbot) -> None:
    panel = shown(RowsPanel)

    panel.query.setText("/(/")
    qtbot.keyClick(panel.query, Qt.Key.Key_Return)
    settle(workspace)

    assert "/(/ is not a valid pattern" in panel.problem.text()
    assert workspace.space().rows == len(words(panel))


def test_a_column_sorts_the_rows(shown, workspace) -> None:
    panel = shown(RowsPanel)

    panel.sort("word", descending=True)
    settle(workspace)

    assert sorted(words(panel), key=str.lower, reverse=True) == words(panel)


def test_a_click_pins_and_selects_as_on_the_map(shown, workspace, qtbot) -> None:
    panel = shown(RowsPanel)

    click(qtbot, panel, 2)

    assert ([2], 2, "table, 1 point") == (workspace.selection.tolist(), workspace.pinned, workspace.undo_name)


def test_shift_selects_as_far_as_the_line_in_the_shown_order(shown, workspace, qtbot) -> None:
    panel = shown(RowsPanel)
    click(qtbot, panel, 1)

    click(qtbot, panel, 3, Qt.KeyboardModifier.ShiftModifier)

    assert [1, 2, 3] == workspace.selection.tolist()


def test_ctrl_takes_a_selected_line_out(shown, workspace, qtbot) -> None:
    panel = shown(RowsPanel)
    workspace.select([1, 2, 3])

    click(qtbot, panel, 2, Qt.KeyboardModifier.ControlModifier)

    assert [1, 3] == workspace.selection.tolist()


def test_space_turns_the_current_line_on(shown, workspace, qtbot) -> None:
    panel = shown(RowsPanel)
    panel.view.go_to(4)

    qtbot.keyClick(panel.view, Qt.Key.Key_Space)

    assert [4] == workspace.selection.tolist()


def test_the_map_s_selection_is_marked(shown, workspace) -> None:
    panel = shown(RowsPanel)

    workspace.select([5])

    assert [False, True] == [panel.view.is_chosen(4), panel.view.is_chosen(5)]


def test_only_selected_rows_are_listed_on_request(shown, workspace) -> None:
    panel = shown(RowsPanel)
    workspace.select([3, 7])
    panel.scope.show_entries((("Selected", "selected"),), "selected")

    panel.scope.chosen.emit("selected")

    assert [3, 7] == panel.listed().tolist()


def test_selected_lines_are_copied_with_their_columns(shown, workspace, qtbot) -> None:
    panel = shown(RowsPanel)
    workspace.select([2])

    qtbot.keyClick(panel.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    lines = QGuiApplication.clipboard().text().splitlines()
    assert [workspace.space().keys[2]] == [line.split("\t")[0] for line in lines[1:]]


def test_all_listed_rows_can_be_selected(shown, workspace, qtbot) -> None:
    panel = shown(RowsPanel)

    panel.select.click()

    assert np.arange(workspace.space().rows).tolist() == workspace.selection.tolist()


@pytest.mark.parametrize("word", ["<b>x</b>", "king"])
def test_words_are_shown_as_they_are(shown, workspace, word: str) -> None:
    assert word in words(shown(RowsPanel))


def test_only_rows_that_the_map_shows_are_listed_on_request(shown, workspace) -> None:
    panel = shown(RowsPanel)
    workspace.isolate([3, 7, 8])
    panel.scope.show_entries((("Shown", "shown"),), "shown")

    panel.scope.chosen.emit("shown")

    assert [3, 7, 8] == panel.listed().tolist()


def test_a_column_is_as_wide_as_words_further_down_need(shown, workspace) -> None:
    panel = shown(RowsPanel)
    needed = max(map(panel.view.fontMetrics().horizontalAdvance, words(panel)))

    assert panel.view.columnWidth(0) >= needed


def test_the_end_of_copying_many_rows_is_told(shown, workspace, notices) -> None:
    panel = shown(RowsPanel)

    panel.view.copied.emit(20_000)

    assert ["Copied 20,000 rows."] == [one.text for one in notices]


def test_what_a_query_found_is_seen_from_its_top(shown, workspace) -> None:
    panel = shown(RowsPanel)
    panel.resize(400, 160)
    panel.view.scrollToBottom()

    panel.sort("word")
    settle(workspace)

    assert 0 == panel.view.verticalScrollBar().value()
