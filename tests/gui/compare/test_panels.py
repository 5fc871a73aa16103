"""The list of most changed words and the tab Compare, on two spaces."""

import pyarrow as pa
import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from embexplorer.core.table import Table
from embexplorer.gui.panels.compare import ComparePanel
from embexplorer.gui.panels.most_changed import MostChangedPanel, columns_of
from embexplorer.gui.widgets.table_model import BAR_ROLE
from embexplorer.gui.widgets.table_view import TableView
from embexplorer.gui.window import MainWindow
from tests.gui.compare.conftest import calm


@pytest.fixture
def changed(two: MainWindow) -> MostChangedPanel:
    """The dock at the right."""
    return two.docks.panel("most_changed")


@pytest.fixture
def tab(two: MainWindow) -> ComparePanel:
    """The tab below."""
    return two.docks.panel("compare")


def cell(table: TableView, line: int, column: int) -> str:
    return table.model_of_table().index(line, column).data()


def test_the_word_that_has_moved_comes_first(changed: MostChangedPanel) -> None:
    assert ["w15", "0 of 10"] == [cell(changed.table, 0, column) for column in (0, 1)]
    assert cell(changed.table, 0, 2)


def test_the_most_stable_come_first_when_they_are_wanted(changed: MostChangedPanel) -> None:
    changed.order(stable=True)

    assert "10 of 10" == cell(changed.table, 0, 1)


def test_both_orders_and_the_exports_stand_in_its_menu(changed: MostChangedPanel) -> None:
    menu = QMenu()

    changed.fill_menu(menu)

    texts = [action.text() for action in menu.actions() if action.text()]
    assert ["Most changed first", "Most stable first", "Copy", "Save as CSV…", "Copy as command"] == texts[:5]


def test_the_chart_counts_every_word(changed: MostChangedPanel) -> None:
    assert 80 == sum(changed.bars.counts())
    assert 11 == len(changed.bars.counts())


def test_another_number_of_neighbours_is_asked_for(changed: MostChangedPanel, two: MainWindow, qtbot: QtBot) -> None:
    changed.compared.show_entries([("k = 5", 5)], 5)
    changed.compared.chosen.emit(5)
    calm(two, qtbot)

    assert "0 of 5" == cell(changed.table, 0, 1)


def test_a_click_pins_the_word(changed: MostChangedPanel, two: MainWindow) -> None:
    changed.table.clicked.emit(changed.table.model_of_table().index(0, 0))

    assert "w15" == two.workspace.space().keys[two.workspace.pinned]


def test_the_pinned_word_is_marked_in_the_list(changed: MostChangedPanel, two: MainWindow, qtbot: QtBot) -> None:
    two.workspace.pin(15)

    marked = changed.table.selectionModel().selectedRows()
    assert [0] == [index.row() for index in marked]


def test_the_pinned_word_has_its_neighbours_on_both_sides(tab: ComparePanel, two: MainWindow, qtbot: QtBot) -> None:
    two.workspace.pin(15)
    calm(two, qtbot)

    left, right = (table.table().columns for table in tab.sides)
    assert [10, 10] == [left.num_rows, right.num_rows]
    assert "w70" == right["word"][0].as_py()
    assert right["only_here"].to_pylist()[0]


def test_agreement_comes_with_intervals(tab: ComparePanel) -> None:
    measures = tab.measures.table().columns

    expected = ["neighbours shared, k = 5", "neighbours shared, k = 10", "neighbours shared, k = 25",
                "neighbours shared, k = 50", "linear CKA", "rank correlation", "Procrustes residual"]  # fmt: skip
    assert expected == measures["measure"].to_pylist()
    assert all("–" in text for text in measures["interval"].to_pylist())


def test_the_head_of_the_dock_says_on_what_they_are_compared(two: MainWindow) -> None:
    assert two.docks.tabs.caption.text().startswith("cosine · 80 shared words")


def test_a_word_of_the_left_space_alone_is_refused_with_a_sentence(
    tab: ComparePanel, two: MainWindow, qtbot: QtBot
) -> None:
    two.workspace.pin(3)
    calm(two, qtbot)

    assert "‘w3’ is not in right." == tab.word.what.text()


def test_other_panels_ask_the_left_space_alone(two: MainWindow, qtbot: QtBot) -> None:
    panel = two.docks.panel("neighbors")

    panel.set_words(["new"])
    calm(two, qtbot)

    assert "‘new’ is not in this space." in panel.problem.text()


def test_without_a_second_space_both_say_so(open_window: MainWindow, qtbot: QtBot) -> None:
    open_window.actions_.trigger("window.compare")
    qtbot.wait(20)

    assert "There is no second space." == open_window.docks.panel("most_changed").empty.what.text()
    assert "There is no second space." in open_window.docks.panel("compare").problem.text()


def test_what_chance_keeps_stands_beside_what_is_kept_where_it_is_known() -> None:
    words = {"row": [0], "word": ["a"], "shared": [3], "of": [10], "came": ["b"], "null": [7.5]}

    columns = columns_of(Table(name="", columns=pa.table(words)))

    assert ["Word", "Shared", "Chance", "Came in first"] == [column.title for column in columns]


def test_a_count_is_written_as_so_many_of_so_many(changed: MostChangedPanel) -> None:
    model = changed.table.model_of_table()

    assert 0.0 == model.index(0, 1).data(BAR_ROLE)
    assert 1.0 == model.index(79, 1).data(BAR_ROLE)
