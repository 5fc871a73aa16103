"""Filters by column: cards, cross-filtered counts, and what they do to the map."""

from collections.abc import Callable
from dataclasses import replace

import pyarrow as pa
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from embexplorer.core.look import ColumnFilter
from embexplorer.gui.panels.filters import FiltersPanel
from embexplorer.gui.widgets.filter_card import NumberBody, WordBody
from embexplorer.workspace.workspace import Workspace

Shown = Callable[[type[QWidget]], FiltersPanel]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(workspace: Workspace, shown: Shown) -> FiltersPanel:
    """The panel over 27 words: rank, a column of words with gaps, and one of ten different letters."""
    columns = {
        "part": ["noun"] * 10 + ["verb"] * 7 + [None] * 10,
        "letter": list("abcdefghij" * 2 + "abcdefg"),
        "year": pa.array([2000 + row for row in range(20)] + [None] * 7, pa.int32()),
    }
    workspace.add_columns(workspace.space_id or "", pa.table(columns))
    panel = shown(FiltersPanel)
    panel.resize(320, 800)
    return panel


def words_of(panel: FiltersPanel, name: str) -> WordBody:
    body = panel.cards()[name]._body
    assert isinstance(body, WordBody)
    return body


def numbers_of(panel: FiltersPanel, name: str) -> NumberBody:
    body = panel.cards()[name]._body
    assert isinstance(body, NumberBody)
    return body


def test_at_first_the_panel_says_what_goes_here(panel: FiltersPanel) -> None:
    assert ("No filters yet", False) == (panel.empty.what.text(), panel._foot.isVisible())


def test_an_added_column_shows_its_counts_and_filters_nothing(panel: FiltersPanel, workspace: Workspace) -> None:
    panel.add_column("part")

    counts = [(value.text, value.all, value.passing) for value in words_of(panel, "part").values.values()]
    assert [("noun", 10, 10), ("verb", 7, 7)] == counts
    assert ("all 27 pass", ()) == (panel.count.text(), workspace.look.filters)
    assert "no value · 10 of 10" == panel.cards()["part"].missing.text()


def test_a_chosen_value_filters_by_name(panel: FiltersPanel, workspace: Workspace) -> None:
    panel.add_column("part")

    words_of(panel, "part").values.turned.emit("noun")

    assert (ColumnFilter(column="part", values=("noun",)),) == workspace.look.filters
    assert ("10 of 27 pass", "filter part") == (panel.count.text(), workspace.undo_name)


def test_a_click_on_a_line_chooses_it_and_another_lets_it_go(panel: FiltersPanel, workspace: Workspace) -> None:
    panel.add_column("part")
    values = words_of(panel, "part").values
    place = values.visualItemRect(values.item(1)).center()

    QTest.mouseClick(values.viewport(), LEFT, pos=place)
    chosen = workspace.look.filters
    QTest.mouseClick(values.viewport(), LEFT, pos=place)

    assert ((ColumnFilter(column="part", values=("verb",)),), ()) == (chosen, workspace.look.filters)


def test_the_space_bar_chooses_the_current_line(panel: FiltersPanel, workspace: Workspace) -> None:
    panel.add_column("part")
    values = words_of(panel, "part").values
    values.setCurrentRow(1)

    QTest.keyClick(values, Qt.Key.Key_Space)

    assert (ColumnFilter(column="part", values=("verb",)),) == workspace.look.filters


def test_other_columns_count_what_passes(panel: FiltersPanel) -> None:
    panel.add_column("part")
    panel.add_column("year")

    words_of(panel, "part").values.turned.emit("verb")

    bars = numbers_of(panel, "year").bars.bars()
    assert bars is not None
    assert (20, 7) == (sum(bars.all), sum(bars.passing))
    counts = [(value.text, value.passing) for value in words_of(panel, "part").values.values()]
    assert [("noun", 10), ("verb", 7)] == counts  # its own filter is not among those it is counted under


def test_a_handle_narrows_the_range(panel: FiltersPanel, workspace: Workspace) -> None:
    panel.add_column("year")
    bars = numbers_of(panel, "year").bars

    QTest.mousePress(bars, LEFT, pos=QPoint(6 + (bars.width() - 12) // 4, 20))
    QTest.mouseRelease(bars, LEFT, pos=QPoint(6 + (bars.width() - 12) // 4, 20))

    wish = workspace.look.filters[0]
    assert (2004 <= (wish.low or 0) <= 2005, wish.high) == (True, None)


def test_a_handle_is_moved_by_keys(panel: FiltersPanel, workspace: Workspace) -> None:
    panel.add_column("year")
    bars = numbers_of(panel, "year").bars

    QTest.keyClick(bars, Qt.Key.Key_Right)
    QTest.keyClick(bars, Qt.Key.Key_Up)
    QTest.keyClick(bars, Qt.Key.Key_Left)
    QTest.keyClick(bars, Qt.Key.Key_Left)

    assert (ColumnFilter(column="year", low=2001.0, high=2017.0),) == workspace.look.filters


def test_both_ends_again_are_no_filter(panel: FiltersPanel, workspace: Workspace) -> None:
    panel.add_column("year")
    bars = numbers_of(panel, "year").bars
    bars.moved.emit(2003.0, 2010.0)

    bars.moved.emit(None, None)

    assert () == workspace.look.filters


def test_moves_of_a_handle_are_one_change(panel: FiltersPanel, workspace: Workspace) -> None:
    panel.add_column("year")
    bars = numbers_of(panel, "year").bars
    bars.moved.emit(2003.0, None)
    bars.moved.emit(2004.0, None)

    workspace.undo()

    assert () == workspace.look.filters


def test_a_number_is_typed(panel: FiltersPanel, workspace: Workspace) -> None:
    panel.add_column("year")
    field = numbers_of(panel, "year").low

    QTest.keyClicks(field, "2,005")
    QTest.keyClick(field, Qt.Key.Key_Return)

    assert (ColumnFilter(column="year", low=2005.0),) == workspace.look.filters


def test_what_is_no_number_is_underlined_and_changes_nothing(panel: FiltersPanel, workspace: Workspace) -> None:
    panel.add_column("year")
    field = numbers_of(panel, "year").low

    QTest.keyClicks(field, "soon")
    QTest.keyClick(field, Qt.Key.Key_Return)

    assert (True, ()) == (field.wrong, workspace.look.filters)


def test_rows_without_a_value_can_be_had_alone(panel: FiltersPanel, workspace: Workspace) -> None:
    panel.add_column("part")

    panel.cards()["part"].missing.click()

    assert (ColumnFilter(column="part", values=(), missing=True),) == workspace.look.filters
    assert "10 of 27 pass" == panel.count.text()


def test_rows_without_a_value_can_pass_too(panel: FiltersPanel, workspace: Workspace) -> None:
    panel.add_column("part")
    words_of(panel, "part").values.turned.emit("noun")

    panel.cards()["part"].missing.click()

    assert "20 of 27 pass" == panel.count.text()


def test_values_are_found_by_typing_and_may_be_a_filter(panel: FiltersPanel, workspace: Workspace) -> None:
    panel.add_column("letter")
    body = words_of(panel, "letter")

    QTest.keyClicks(body.search, "b")
    found = [value.text for value in body.values.values()]
    body.contains.click()

    assert (["b"], (ColumnFilter(column="letter", contains="b"),)) == (found, workspace.look.filters)


def test_a_column_that_is_removed_filters_no_more(panel: FiltersPanel, workspace: Workspace) -> None:
    panel.add_column("part")
    words_of(panel, "part").values.turned.emit("noun")

    panel.cards()["part"].left.emit()

    assert ((), []) == (workspace.look.filters, list(panel.cards()))


def test_one_filter_is_cleared_and_its_card_stays(panel: FiltersPanel, workspace: Workspace) -> None:
    panel.add_column("part")
    words_of(panel, "part").values.turned.emit("noun")

    panel.cards()["part"].clear.click()

    assert ((), ["part"]) == (workspace.look.filters, list(panel.cards()))


def test_all_filters_are_cleared_and_come_back_with_undo(panel: FiltersPanel, workspace: Workspace) -> None:
    panel.add_column("part")
    words_of(panel, "part").values.turned.emit("noun")
    panel.clear.click()
    assert ((), "clear all filters") == (workspace.look.filters, workspace.undo_name)

    workspace.undo()

    assert [True, False] == [value.chosen for value in words_of(panel, "part").values.values()]


def test_what_passes_becomes_the_selection(panel: FiltersPanel, workspace: Workspace) -> None:
    panel.add_column("part")
    words_of(panel, "part").values.turned.emit("verb")

    panel.select.click()

    assert (list(range(10, 17)), "select what passes, 7 points") == (workspace.selection.tolist(), workspace.undo_name)


def test_filters_that_came_from_elsewhere_have_cards(panel: FiltersPanel, workspace: Workspace) -> None:
    look = replace(workspace.look, filters=(ColumnFilter(column="letter", values=("c",)),))

    workspace.set_look(look, "Filter letter")

    assert ["letter"] == list(panel.cards())


def test_columns_of_the_trust_are_offered(panel: FiltersPanel) -> None:
    panel._fill_menu()

    assert {"part", "letter", "year", "kept_share", "lost"} <= {action.data() for action in panel._menu.actions()}


def test_a_logarithmic_scale_counts_the_same_rows(panel: FiltersPanel) -> None:
    panel.add_column("rank")
    body = numbers_of(panel, "rank")

    body.log.click()

    bars = body.bars.bars()
    assert bars is not None
    assert (27, 41) == (sum(bars.all), len(bars.edges))


def test_a_panel_without_a_space_says_so(panel: FiltersPanel, workspace: Workspace) -> None:
    workspace.remove(workspace.space_id or "")

    assert "No space open" == panel.empty.what.text()


def test_a_chosen_value_stays_in_the_list_while_others_are_sought(panel: FiltersPanel) -> None:
    panel.add_column("letter")
    body = words_of(panel, "letter")
    body.values.turned.emit("c")

    QTest.keyClicks(body.search, "b")

    assert [("c", True), ("b", False)] == [(value.text, value.chosen) for value in body.values.values()]


def test_a_chosen_value_that_no_row_has_is_still_there_to_be_let_go(panel: FiltersPanel, workspace: Workspace) -> None:
    look = replace(workspace.look, filters=(ColumnFilter(column="letter", values=("zz",)),))

    workspace.set_look(look, "Filter letter")

    first = words_of(panel, "letter").values.values()[0]
    assert ("zz", 0, True) == (first.text, first.all, first.chosen)
