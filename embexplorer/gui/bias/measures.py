"""Ten measures of bias for the sets of the form, with what each cannot tell; asked while one looks at them."""

from dataclasses import replace
from functools import partial
from typing import Protocol

import pyarrow.compute as pc
from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.step import Step
from embexplorer.core.table import Table
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.section import SIDE
from embexplorer.gui.widgets.table_model import Column
from embexplorer.gui.widgets.table_view import TableView, select_lines
from embexplorer.workspace.workspace import Workspace

KEY = "bias-measures"
TOP = "top"
TRACK = 96
Asked = tuple[str | None, Step]


class Asking(Protocol):
    """The form, as far as it is known here."""

    def measures(self) -> Step:
        """What is asked; raises UserError where nothing can be."""
        ...


class MeasuresPart(QWidget):
    """Nothing is asked while it is hidden, and nothing twice."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._form: Asking | None = None
        self._asked: Asked | None = None
        self.view = TableView()
        self.said = PlainLabel(role="caption", tone="secondary")
        self._build()
        self.view.selectionModel().selectionChanged.connect(self._on_selected)

    def follow(self, form: Asking) -> None:
        """Ask for the sets of this form from now on."""
        self._form = form
        self.ask_if_changed()

    def ask_if_changed(self) -> None:
        """Ask for what the form holds now, unless nobody looks or just that was asked."""
        if self._form is None or not self.isVisible() or self._workspace.space_id is None:
            return
        try:
            asked = (self._workspace.space_id, self._form.measures())
        except UserError as wrong:
            self._show(None, str(wrong))
            return
        if asked == self._asked:
            return
        self._asked = asked
        self._show(None, "Measuring…")
        answer, failed = partial(self._on_measured, asked), partial(self._on_failed, asked)
        self._workspace.ask(asked[1], answer, failed, key=KEY)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.ask_if_changed()

    def _build(self) -> None:
        self.view.longest_bar = TRACK
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.said.setWordWrap(True)
        self.said.setContentsMargins(pixels(SIDE), pixels(6), pixels(SIDE), pixels(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self.said)
        column.addStretch(0)

    def _on_measured(self, asked: Asked, table: Table) -> None:
        if asked == self._asked:
            self._show(with_tops(table), "")
            set_plain_tooltip(self.said, "\n".join([table.caption, *table.notes]))
            select_lines(self.view, [0])

    def _on_failed(self, asked: Asked, problem: UserError) -> None:
        if asked == self._asked:
            self._asked = None
            self._show(None, str(problem))

    def _show(self, table: Table | None, text: str) -> None:
        """The table as high as it is long, or why there is none."""
        self.view.show_table(table, COLUMNS if table is not None else ())
        self.view.setMaximumHeight(self.view.height_of_lines(table.columns.num_rows if table is not None else 0))
        self.view.setVisible(table is not None)
        self.said.setText(text)
        set_plain_tooltip(self.said, "")

    def _on_selected(self) -> None:
        """What the chosen measure says, and what it cannot tell."""
        chosen = self.view.selectionModel().selectedRows()
        model = self.view.model_of_table()
        if chosen:
            measure, says, caveat = (model.value(chosen[0].row(), name) for name in ("measure", "says", "caveat"))
            lacking = [] if model.value(chosen[0].row(), "value") is not None else self._why_lacking()
            self.said.setText("\n".join([f"{measure}: {says}.", *lacking, f"Caveat: {caveat}"]))

    def _why_lacking(self) -> list[str]:
        """Why a measure has no value."""
        table = self.view.table()
        notes = table.notes if table is not None else ()
        return [note for note in notes if "are left out" in note] or ["It has no value for these sets."]


def with_tops(table: Table) -> Table:
    """With how far the line reaches on which each interval lies: past its farther end, whatever its unit."""
    columns = table.columns
    reach = pc.multiply(pc.max_element_wise(pc.abs(columns["low"]), pc.abs(columns["high"])), 1.25)
    return replace(table, columns=columns.append_column(TOP, reach))


def _number(name: str, title: str, help: str) -> Column:
    return Column(name=name, title=title, kind="measure", help=help, tip="caveat")


COLUMNS = (
    Column(name="measure", title="Measure", kind="text", tip="caveat"),
    replace(_number("value", "Value", "Value with its 95 % interval"), ends=("low", "high"), top=TOP),
    _number("even", "Even", "Even · the value without any bias that this measure could see"),
    _number("random", "Random", "Random · the median for random words as frequent"),
)
