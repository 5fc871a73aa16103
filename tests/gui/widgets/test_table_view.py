"""Tables: written numbers, order, copy and export."""

from pathlib import Path

import pyarrow as pa
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from embexplorer.core.table import Table
from embexplorer.gui.widgets.table_model import BAR_ROLE, column_of
from embexplorer.gui.widgets.table_view import TableView, select_lines

COLUMNS = pa.table(
    {
        "row": pa.array([5, 3, None], pa.int64()),
        "neighbor": ["<b>x</b>", "=1+1", "queen"],
        "score": pa.array([0.768, -0.15, None], pa.float32()),
        "count": [1234567, 2, 3],
        "top_percent": [0.001, 2.0, 50.0],
    }
)
TABLE = Table(name="Neighbours", columns=COLUMNS, units={"top_percent": "%"})


@pytest.fixture
def view(qtbot) -> TableView:
    view = TableView()
    qtbot.addWidget(view)
    view.resize(400, 200)
    view.show_table(TABLE)
    view.show()
    return view


def texts(view: TableView, column: int) -> list[str]:
    model = view.model_of_table()
    return [model.index(line, column).data() for line in range(model.rowCount())]


def test_row_ids_are_not_shown(view: TableView) -> None:
    assert [column.title for column in view.model_of_table().columns] == ["Neighbor", "Score", "Count", "Top percent"]


def test_markup_is_text(view: TableView) -> None:
    assert texts(view, 0) == ["<b>x</b>", "=1+1", "queen"]


def test_scores_have_three_decimals_and_a_true_minus(view: TableView) -> None:
    assert texts(view, 1) == ["0.768", "−0.150", ""]


def test_counts_have_commas(view: TableView) -> None:
    assert texts(view, 2) == ["1,234,567", "2", "3"]


def test_small_shares_are_said_to_be_small(view: TableView) -> None:
    assert texts(view, 3) == ["< 0.01", "2.00", "50.00"]


def test_numbers_stand_at_the_right_and_words_at_the_left(view: TableView) -> None:
    model = view.model_of_table()
    sides = [model.index(0, place).data(Qt.ItemDataRole.TextAlignmentRole) for place in (0, 2)]

    assert [side & Qt.AlignmentFlag.AlignHorizontal_Mask for side in map(Qt.AlignmentFlag, sides)] == [
        Qt.AlignmentFlag.AlignLeft,
        Qt.AlignmentFlag.AlignRight,
    ]


def test_a_bar_is_in_proportion_to_a_cosine_of_one(view: TableView) -> None:
    view.show_table(TABLE, (column_of(TABLE, "score", bar=True),))
    model = view.model_of_table()

    assert [model.index(line, 0).data(BAR_ROLE) for line in (0, 1, 2)] == [pytest.approx(0.768), 0.0, None]


def test_sorting_reorders_lines_and_keeps_their_rows(view: TableView) -> None:
    view.sortByColumn(2, Qt.SortOrder.AscendingOrder)

    assert (texts(view, 0), view.model_of_table().row_id(0)) == (["=1+1", "queen", "<b>x</b>"], 3)


def test_equal_values_keep_their_order(view: TableView) -> None:
    same = Table(name="t", columns=pa.table({"word": list("abc"), "n": [1, 1, 0]}))
    view.show_table(same)

    view.sortByColumn(1, Qt.SortOrder.DescendingOrder)

    assert texts(view, 0) == ["a", "b", "c"]


def test_a_new_table_stands_in_its_own_order(view: TableView) -> None:
    view.sortByColumn(2, Qt.SortOrder.AscendingOrder)

    view.show_table(TABLE)

    assert texts(view, 0) == ["<b>x</b>", "=1+1", "queen"]


def test_a_clicked_line_picks_its_row(view: TableView, qtbot) -> None:
    with qtbot.waitSignal(view.picked, check_params_cb=lambda row: row == 5):
        view.clicked.emit(view.model_of_table().index(0, 0))


def test_a_line_without_a_row_picks_nothing(view: TableView, qtbot) -> None:
    with qtbot.assertNotEmitted(view.picked):
        view.clicked.emit(view.model_of_table().index(2, 0))


def test_enter_picks_the_current_line(view: TableView, qtbot) -> None:
    view.setCurrentIndex(view.model_of_table().index(1, 0))

    with qtbot.waitSignal(view.picked, check_params_cb=lambda row: row == 3):
        qtbot.keyClick(view, Qt.Key.Key_Return)


def test_copy_takes_all_lines(view: TableView, qtbot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    head, first = QGuiApplication.clipboard().text().splitlines()[:2]
    assert (head, first) == ("neighbor\tscore\tcount\ttop_percent", "<b>x</b>\t0.768\t1234567\t0.001")


def test_copy_takes_the_selected_lines(view: TableView) -> None:
    select_lines(view, [0, 2])

    view.copy()

    assert len(QGuiApplication.clipboard().text().splitlines()) == 3


def test_export_is_in_the_shown_order(view: TableView, tmp_path: Path) -> None:
    view.sortByColumn(2, Qt.SortOrder.AscendingOrder)

    view.save_csv(tmp_path / "t.csv", spreadsheet_safe=True)

    assert (tmp_path / "t.csv").read_text().splitlines()[1] == "'=1+1,-0.15,2,2.0"


def test_a_row_of_the_space_is_marked_without_picking_it(view: TableView, qtbot) -> None:
    with qtbot.assertNotEmitted(view.picked):
        view.mark_row(3)

    assert [index.row() for index in view.selectionModel().selectedRows()] == [1]


def test_rows_are_22_high_and_there_is_no_grid(view: TableView) -> None:
    from embexplorer.gui.style import pixels

    assert (view.rowHeight(0), view.showGrid()) == (pixels(22), False)


def test_an_empty_table_can_be_shown(view: TableView) -> None:
    view.show_table(None)

    assert view.model_of_table().rowCount() == 0
