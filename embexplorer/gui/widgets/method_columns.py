"""The answers of several methods side by side, each in a small table of its own."""

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from embexplorer.core.table import Table
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.plain import set_plain_tooltip
from embexplorer.gui.widgets.section import Hairline
from embexplorer.gui.widgets.table_model import column_of
from embexplorer.gui.widgets.table_view import TableView


class MethodColumns(QWidget):
    """`picked` carries the row of the space when a line of any of them is clicked.

    What is asked of one of the small tables (a CSV file, a command) is asked of the whole answer.
    """

    picked = Signal(int)

    def __init__(self, whole: TableView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = whole
        self.views: dict[str, TableView] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(pixels(10), 0, pixels(10), 0)
        self._row.setSpacing(pixels(8))

    def show_answers(self, answers: dict[str, Table], titles: dict[str, str], told: dict[str, str]) -> None:
        """One table for each method, in this order, below its title; `told` are the tooltips of the heads."""
        if list(answers) != list(self.views):
            self._make(list(answers))
        for method, answer in answers.items():
            view = self.views[method]
            view.show_table(
                answer, (column_of(answer, "word", titles[method]), column_of(answer, "score", "Score", bar=True))
            )
            set_plain_tooltip(view.horizontalHeader(), told[method])

    def clear(self) -> None:
        """Show nothing."""
        self._make([])

    def _make(self, methods: list[str]) -> None:
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            widget.hide()
            widget.deleteLater()
        self.views = {}
        for method in methods:
            if self.views:
                self._row.addWidget(Hairline(upright=True))
            view = TableView()
            view.setAccessibleName(f"Answers by {method}")
            view.picked.connect(self.picked)
            view.asked_for_csv.connect(self._whole.asked_for_csv)
            view.asked_for_command.connect(self._whole.asked_for_command)
            self.views[method] = view
            self._row.addWidget(view, 1)


def by_method(table: Table) -> dict[str, Table]:
    """The rows of each method as a table of their own, in the order in which the methods come."""
    methods = table.columns["method"].unique().to_pylist()
    return {
        method: replace(table, columns=table.columns.filter(pc.equal(table.columns["method"], pa.scalar(method))))
        for method in methods
    }
