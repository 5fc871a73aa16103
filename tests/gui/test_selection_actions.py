"""Actions on the selection: invert, previous, alike, isolate, lay out alone, and the way back."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from embexplorer.core.look import ColumnFilter
from embexplorer.gui.panels.grow import GrowSheet
from embexplorer.gui.panels.select_pattern import SelectPatternSheet
from embexplorer.gui.selection_actions import SelectionActions
from embexplorer.gui.widgets.breadcrumb import Breadcrumb
from embexplorer.gui.window import MainWindow
from tests.gui.conftest import settle


def grow_sheet(window: MainWindow) -> GrowSheet:
    window.later.finish()
    return next(child for child in window.children() if isinstance(child, GrowSheet))


def pattern_sheet(window: MainWindow) -> SelectPatternSheet:
    window.later.finish()
    return next(child for child in window.children() if isinstance(child, SelectPatternSheet))


def crumbs_of(window: MainWindow) -> Breadcrumb:
    return next(child for child in window.page.children() if isinstance(child, Breadcrumb))


def test_the_selection_is_inverted_by_an_action(open_window: MainWindow) -> None:
    open_window.workspace.select(range(1, 90))

    open_window.actions_.trigger("selection.invert")

    assert [0] == open_window.workspace.selection.tolist()


def test_the_previous_selection_comes_back(open_window: MainWindow) -> None:
    open_window.workspace.select([1, 2])
    open_window.workspace.select([5])

    open_window.actions_.trigger("selection.previous")

    assert ([1, 2], "previous selection, 2 points") == (
        open_window.workspace.selection.tolist(), open_window.workspace.undo_name
    )  # fmt: skip


def test_all_that_is_shown_is_selected(open_window: MainWindow) -> None:
    workspace = open_window.workspace
    workspace.set_look(replace(workspace.look, filters=(ColumnFilter(column="rank", high=3.0),)), "Filter rank")

    open_window.actions_.trigger("selection.all")

    assert [0, 1, 2] == workspace.selection.tolist()


def test_words_alike_in_a_column_are_selected(open_window: MainWindow) -> None:
    workspace = open_window.workspace
    workspace.add_columns(workspace.space_id or "", pa.table({"kind": ["a", "b", "c"] * 30}))
    workspace.pin(4)
    actions = next(child for child in open_window.children() if isinstance(child, SelectionActions))

    line = actions.fill_menu()[0]
    actions._on_column(line)

    assert "kind: b · 30" == line.text()
    assert list(range(1, 90, 3)) == workspace.selection.tolist()


def test_the_selection_is_isolated_and_escape_shows_all(open_window: MainWindow, qtbot: QtBot) -> None:
    workspace, view = open_window.workspace, open_window.page.view
    workspace.select(range(10))
    open_window.actions_.trigger("selection.isolate")
    figure = open_window.page.figure()
    assert figure is not None and figure.shown is not None
    assert ("10 of 90 shown: isolated", 10) == (figure.badges[0], int(figure.shown.sum()))

    QTest.keyClick(view, Qt.Key.Key_Escape)
    open_window.page.redraw()
    QTest.keyClick(view, Qt.Key.Key_Escape)

    assert (0, None) == (len(workspace.isolated), workspace.shown_rows())


def test_the_status_bar_counts_what_is_shown(open_window: MainWindow) -> None:
    open_window.workspace.isolate([1, 2, 3])

    assert "3 shown" == open_window.status.fields()[0]


def test_a_lasso_around_everything_takes_only_what_is_shown(open_window: MainWindow) -> None:
    workspace, view = open_window.workspace, open_window.page.view
    workspace.set_look(replace(workspace.look, filters=(ColumnFilter(column="rank", high=5.0),)), "Filter rank")
    open_window.page.redraw()
    figure = view.figure()
    assert figure is not None

    assert [0, 1, 2, 3, 4] == figure.shown_of(np.arange(90)).tolist()


def test_the_selection_is_laid_out_alone_with_a_way_back(open_window: MainWindow, qtbot: QtBot) -> None:
    workspace, parent = open_window.workspace, open_window.workspace.space_id
    workspace.select(range(20))

    open_window.actions_.trigger("selection.project-only")
    settle(open_window, qtbot)
    bar = crumbs_of(open_window)
    texts = [*(crumb.text() for crumb in bar.crumbs), bar.here.text()]
    bar.crumbs[0].click()

    assert (["small", "20 words"], parent) == (texts, workspace.space_id)


def test_alt_left_goes_back_to_the_whole(open_window: MainWindow, qtbot: QtBot) -> None:
    workspace, parent = open_window.workspace, open_window.workspace.space_id
    workspace.select(range(20))
    workspace.project_only()
    settle(open_window, qtbot)
    assert "Back to small" == open_window.actions_.named("map.up").wording()

    open_window.actions_.trigger("map.up")

    assert parent == workspace.space_id
    assert not crumbs_of(open_window).isVisible()


@pytest.mark.parametrize(("action", "more"), [("selection.grow-hop", True), ("selection.shrink-hop", False)])
def test_a_hop_grows_or_shrinks_the_selection(open_window: MainWindow, qtbot: QtBot, action: str, more: bool) -> None:
    workspace = open_window.workspace
    workspace.select(range(20))
    open_window.later.finish()

    open_window.actions_.trigger(action)
    qtbot.waitUntil(lambda: workspace.poll() or len(workspace.selection) != 20)

    assert more == (len(workspace.selection) > 20)
    assert workspace.undo_name.startswith("grow, " if more else "shrink, ")


def test_the_sheet_says_how_many_words_would_come(open_window: MainWindow, qtbot: QtBot) -> None:
    workspace, sheet = open_window.workspace, grow_sheet(open_window)
    workspace.select([1, 2])
    sheet.radius.setText("0.9")
    sheet.open_beside()
    qtbot.waitUntil(lambda: workspace.poll() or sheet.run.isEnabled())
    before, after = sheet.count.text().removesuffix(" words").split(" → ")

    sheet.run.click()

    assert ("2", int(after)) == (before, len(workspace.selection))
    assert sheet.caption.text().startswith("cosine ≥ 0.9 with any · cosine · small, raw · exact · n = 90")
    sheet.close()


def test_the_sheet_asks_anew_when_the_selection_changes(open_window: MainWindow, qtbot: QtBot) -> None:
    workspace, sheet = open_window.workspace, grow_sheet(open_window)
    workspace.select([1, 2])
    sheet.open_beside()
    workspace.poll()

    workspace.select([5])
    assert not sheet.run.isEnabled()
    qtbot.waitUntil(lambda: workspace.poll() or sheet.count.text().startswith("1 → 3"), timeout=5000)
    sheet.close()


def test_what_is_no_number_is_said_in_the_sheet(open_window: MainWindow) -> None:
    sheet = grow_sheet(open_window)
    open_window.workspace.select([1])
    sheet.radius.setText("near")

    sheet.open_beside()

    assert ("The radius is ‘near’, which is no number.", True) == (sheet.caption.text().strip(), sheet.radius.wrong)
    sheet.close()


def test_words_are_selected_by_a_part_of_them(open_window: MainWindow) -> None:
    sheet = pattern_sheet(open_window)
    sheet.open_beside()
    sheet.pattern.setText("W8")

    sheet.select.click()

    assert [8, *range(80, 90)] == open_window.workspace.selection.tolist()
    assert ("11 of 90 words", "select ‘W8’, 11 points") == (sheet.said.text(), open_window.workspace.undo_name)
    sheet.close()


def test_words_are_added_by_a_regular_expression(open_window: MainWindow) -> None:
    open_window.workspace.select([1])
    sheet = pattern_sheet(open_window)
    sheet.open_beside()
    sheet.regex.setChecked(True)
    sheet.pattern.setText("^w[78]$")

    sheet.add.click()

    assert [1, 7, 8] == open_window.workspace.selection.tolist()
    sheet.close()


def test_what_is_no_regular_expression_is_said(open_window: MainWindow, qtbot: QtBot) -> None:
    sheet = pattern_sheet(open_window)
    sheet.open_beside()
    sheet.regex.setChecked(True)
    sheet.pattern.setText("w[")
    sheet._search()

    assert (True, False) == (sheet.pattern.wrong, sheet.select.isEnabled())
    assert "‘w[’ is no regular expression" in sheet.said.text()
    sheet.close()


def test_ctrl_a_on_the_map_selects_all_that_is_shown(open_window: MainWindow, qtbot: QtBot) -> None:
    open_window.page.view.setFocus()

    qtbot.keyClick(open_window.page.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)

    assert list(range(90)) == open_window.workspace.selection.tolist()
