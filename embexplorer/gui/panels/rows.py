"""All rows of the space as a table beside the map: sorted, looked through, selected together with the map, copied."""

from functools import partial

import numpy as np
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.registry import step_named
from embexplorer.core.step import build
from embexplorer.core.table import Table
from embexplorer.core.typing import IntArray
from embexplorer.gui.actions import Action, Actions
from embexplorer.gui.icons import icon
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.choice import Choice
from embexplorer.gui.widgets.line import Line
from embexplorer.gui.widgets.name_set import ask_name
from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.rows_view import RowsView
from embexplorer.gui.widgets.section import SIDE, EmptyState, Hairline
from embexplorer.workspace.selecting import Mode
from embexplorer.workspace.workspace import Workspace

REST = 200  # milliseconds without a key before the rows are looked through
SCOPES = (("All rows", "all"), ("Shown on the map", "shown"), ("Selected", "selected"))
FROM_HERE = "table"  # what undo says of a selection made here
MANY_COPIED = 10_000  # rows; to copy more takes longer than a moment
EVERY_NAME = 100_000  # rows that become a named set at most without asking


class RowsPanel(QWidget):
    """`caption_changed` says how many rows are listed, in which order."""

    caption_changed = Signal(str)

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._actions = actions
        self._space: tuple[str | None, tuple[str, ...]] = (None, ())
        self._found: IntArray | None = None  # the rows that a query or a sorting answered; None: all, as in the file
        self.query = Line()
        self.scope = Choice("Which rows", (112, 160))
        self.view = RowsView()
        self.caption = ElidedLabel(role="caption", tone="secondary")
        self.problem = PlainLabel(role="caption", tone="error")
        self.select = QPushButton("Select these")
        self.more = QToolButton()
        self.empty = EmptyState("No space is open", "Its rows are listed here, sorted and filtered as you wish.")
        self._none = EmptyState("No row", "Nothing that is listed fits. Change what is looked for, or which rows.")
        self._pages = QStackedWidget()
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._build()
        self._connect()
        actions.add(Action(id="rows.show", text="Table of all rows", group="View", run=self.query.setFocus,
                           section=3, shortcut="Ctrl+Shift+T", enabled=self._has_space,
                           why_disabled="Open a vector file first",
                           tooltip="Table of all rows · the map as a list: sort, filter, select"))  # fmt: skip
        self._on_shown_changed()

    def listed(self) -> IntArray:
        """The rows that are listed, in their order."""
        return self.view.rows_model().order

    def sort(self, column: str, descending: bool = False) -> None:
        """Sort by a column, as a click on its head does."""
        names = [one.name for one in self.view.rows_model().columns]
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.view.horizontalHeader().setSortIndicator(names.index(column), order)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.caption.setVisible(self.isWindow())  # a dock shows it in its head

    def _build(self) -> None:
        self.query.setPlaceholderText("Filter: a text, a /pattern/ or column:value")
        self.query.setAccessibleName("Which rows are listed")
        self.query.setClearButtonEnabled(True)
        self.query.setMaximumWidth(pixels(320))
        self.scope.show_entries(SCOPES, "all")
        self.caption.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.more.setIcon(icon("more", "secondary"))
        self.more.setProperty("small", True)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setAccessibleName("What to do with these rows")
        set_plain_tooltip(self.more, "Copy, export, name as a set")
        self.more.setMenu(self._menu())
        set_plain_tooltip(self.select, "Select all rows that are listed, on the map too")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addWidget(Hairline())
        column.addWidget(self._pages, 1)
        for page in (self.empty, self._answer(), self._none):
            self._pages.addWidget(page)

    def _bar(self) -> QWidget:
        bar, holder = QHBoxLayout(), QWidget()
        bar.setSpacing(pixels(8))
        bar.addWidget(self.query, 3)
        bar.addWidget(self.scope, 1)
        bar.addWidget(self.caption, 3)
        bar.addStretch(1)
        bar.addWidget(self.select)
        bar.addWidget(self.more)
        column = QVBoxLayout(holder)
        column.setContentsMargins(pixels(SIDE), pixels(6), pixels(SIDE), pixels(6))
        column.setSpacing(pixels(4))
        column.addLayout(bar)
        column.addWidget(self.problem)
        return holder

    def _answer(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(pixels(10), 0, pixels(10), 0)
        column.addWidget(self.view)
        return holder

    def _menu(self) -> QMenu:
        menu = QMenu(self.more)
        menu.addAction("Copy the selected rows", self.view.copy)
        menu.addAction("Export rows…", partial(self._actions.trigger, "file.export-rows"))
        menu.addAction("Name these rows as a set…", self._on_name)
        return menu

    def _connect(self) -> None:
        self.query.textChanged.connect(self._rest.start)
        self.query.returnPressed.connect(self._ask)
        self._rest.timeout.connect(self._ask)
        self.scope.chosen.connect(self._list)
        self.select.clicked.connect(self._on_select)
        self.view.chosen.connect(self._on_chosen)
        self.view.picked.connect(self._workspace.pin)
        self.view.copied.connect(self._on_copied)
        self.view.horizontalHeader().sortIndicatorChanged.connect(self._ask)
        self._workspace.shown_changed.connect(self._on_shown_changed)
        self._workspace.items_changed.connect(self._on_shown_changed)
        self._workspace.selection_changed.connect(self._on_selection_changed)
        self._workspace.look_changed.connect(self._on_look_changed)

    def _has_space(self) -> bool:
        return self._workspace.space() is not None

    def _on_shown_changed(self) -> None:
        space = self._workspace.space()
        known = (self._workspace.space_id, () if space is None else tuple(space.columns.column_names))
        if known == self._space:
            return
        self._space = known
        self._found = None
        self.query.blockSignals(True)
        self.query.clear()
        self.query.blockSignals(False)
        self._say("")
        self.view.horizontalHeader().blockSignals(True)
        self.view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.view.horizontalHeader().blockSignals(False)
        self.view.rows_model().set_space(space)
        self.view.fit_columns()
        self._list()
        self.view.scrollToTop()
        self._on_selection_changed()

    def _sorting(self) -> tuple[str, bool]:
        header, columns = self.view.horizontalHeader(), self.view.rows_model().columns
        section = header.sortIndicatorSection()
        down = header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        return (columns[section].name, down) if 0 <= section < len(columns) else ("", False)

    def _ask(self) -> None:
        """Let a worker sort and look through; all rows as they are need none."""
        self._rest.stop()
        by, down = self._sorting()
        query = self.query.text().strip()
        if not query and not by:
            self._found = None
            self._say("")
            self._list()
            return
        if self._workspace.space() is None:
            return
        values = {"query": query, "sort_by": by, "descending": down, "numbers_only": True}
        step = build(step_named("rows"), values)
        self._workspace.ask(step, partial(self._on_answered, self._space), self._on_failed, key="rows")

    def _on_answered(self, space: object, answer: Table) -> None:
        if space == self._space:
            self._found = np.asarray(answer.columns["row"].to_numpy(), np.int64)
            self._say("")
            self._list()
            self.view.scrollToTop()

    def _on_failed(self, problem: UserError) -> None:
        self._say(str(problem))

    def _list(self) -> None:
        """Show what was found and lies in the scope."""
        model, space = self.view.rows_model(), self._workspace.space()
        if space is None:
            self._pages.setCurrentIndex(0)
            self._tell()
            return
        rows = np.arange(space.rows) if self._found is None else self._found
        mask = self._mask(space.rows)
        model.set_order(rows if mask is None else rows[mask[rows]])
        self._pages.setCurrentIndex(1 if model.rowCount() else 2)
        self._tell()

    def _mask(self, rows: int) -> np.ndarray | None:
        if self.scope.value() == "selected":
            mask = np.zeros(rows, np.bool_)
            mask[self._workspace.selection] = True
            return mask
        return self._workspace.shown_rows() if self.scope.value() == "shown" else None

    def _tell(self) -> None:
        space, listed = self._workspace.space(), self.view.rows_model().rowCount()
        if space is None:
            text = ""
        else:
            by, down = self._sorting()
            order = f"by {by}, {'greatest' if down else 'smallest'} first" if by else "in the order of the file"
            text = f"{listed:,} of {space.rows:,} {space.unit} · {len(self._workspace.selection):,} selected · {order}"
        self.caption.setText(text)
        self.caption_changed.emit(f"{text} · {space.name}" if space is not None else "")
        self.select.setEnabled(space is not None and listed > 0)
        self.more.setEnabled(space is not None and listed > 0)

    def _on_selection_changed(self) -> None:
        model = self.view.rows_model()
        model.set_selection(self._workspace.selection)
        model.set_pinned(self._workspace.pinned)
        if self.scope.value() == "selected":
            self._list()
        if self._workspace.pinned is not None and not self.view.hasFocus():
            self.view.show_row(self._workspace.pinned)
        self.view.viewport().update()
        self._tell()

    def _on_look_changed(self) -> None:
        if self.scope.value() == "shown":
            self._list()

    def _on_chosen(self, rows: IntArray, mode: Mode) -> None:
        self._workspace.select(rows, mode, FROM_HERE)

    def _on_copied(self, rows: int) -> None:
        """What took a while has an end that is told."""
        if rows >= MANY_COPIED:
            self._workspace.notice(f"Copied {rows:,} rows.")

    def _on_select(self) -> None:
        self._workspace.select(np.sort(self.listed()), "replace", FROM_HERE)

    def _on_name(self) -> None:
        space, rows = self._workspace.space(), self.listed()
        if space is None:
            return
        if len(rows) > EVERY_NAME:
            self._workspace.notice(f"A set of {len(rows):,} words is more than can be handled. Filter the rows first.")
            return
        ask_name(self.window(), self._workspace, space.keys.at(rows))

    def _say(self, text: str) -> None:
        self.query.set_wrong(bool(text))
        self.problem.setText(text)
        self.problem.setVisible(bool(text))


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(RowsPanel, 1080, 240)
