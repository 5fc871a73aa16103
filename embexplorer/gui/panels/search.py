"""Search the words of the space: a text, a /pattern/, or column:value; hits are chosen one by one or all at once."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.registry import step_named
from embexplorer.core.step import build
from embexplorer.core.table import Table
from embexplorer.gui.actions import Action, Actions
from embexplorer.gui.style import font, pixels
from embexplorer.gui.widgets.line import Line
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.section import EmptyState, padded_column
from embexplorer.gui.widgets.table_exports import MoreButton, TableExports
from embexplorer.gui.widgets.table_view import TableView
from embexplorer.workspace.workspace import Workspace

WIDE = 640
PAUSE = 120  # milliseconds without a key before a question is sent


class SearchPanel(QWidget):
    """Asks while the user types; Enter selects all hits on the map, a click pins and selects one."""

    found = Signal(int)

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._select_when_answered = False
        self.field = Line()
        self.case = QToolButton()
        self.said = PlainLabel(role="caption", tone="secondary")
        self.select_all = QPushButton("Select all")
        self.table = TableView()
        self.exports = TableExports(self.table, workspace)
        self.empty = EmptyState("", "")
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._build()
        self._connect()
        actions.add(Action(id="edit.find-word", text="Find a word", group="Edit", run=self.focus_search,
                           shortcut="Ctrl+F", icon="search", enabled=self._has_space,
                           why_disabled="Open a vector file first"))  # fmt: skip
        self._on_shown_changed()

    def focus_search(self, text: str = "") -> None:
        """Let the user type; with a text, search for it."""
        for part in (self.window(), self):
            part.show()
        self.field.setFocus()
        self.field.selectAll()
        if text:
            self.field.setText(text)
            self._on_pause_over()

    def _has_space(self) -> bool:
        return self._workspace.space() is not None

    def _build(self) -> None:
        self.field.setPlaceholderText("Word, /pattern/ or column:value")
        self.field.setAccessibleName("Search")
        self.case.setText("Aa")
        self.case.setCheckable(True)
        self.case.setFont(font("table"))
        self.case.setAccessibleName("Tell capital letters from small ones")
        set_plain_tooltip(self.case, "Case · tells capital letters from small ones")
        self.said.setWordWrap(True)
        self.field.setMaximumWidth(pixels(440))
        line, below = QHBoxLayout(), QHBoxLayout()
        line.addWidget(self.field, 1)
        line.addWidget(self.case)
        below.addWidget(self.said, 1)
        below.addWidget(self.select_all)
        below.addWidget(MoreButton(self.table))
        head = QWidget()
        self._head = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._head.addLayout(line, 1)
        self._head.addLayout(below, 1)
        padded_column(head, above=8, below=8).addLayout(self._head)
        holder = QWidget()
        padded_column(holder, side=10).addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(holder, 1)
        column.addWidget(self.empty, 1)
        self._hits = holder
        self.setMinimumWidth(pixels(240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        self._head.setDirection(way.LeftToRight if self.width() >= pixels(WIDE) else way.TopToBottom)

    def _connect(self) -> None:
        self.field.textEdited.connect(self._on_edited)
        self.field.textChanged.connect(self._on_text_changed)
        self.field.returnPressed.connect(self._on_enter)
        self.case.clicked.connect(self._on_pause_over)
        self.select_all.clicked.connect(self._on_enter)
        self.table.picked.connect(self._on_picked)
        self._soon.timeout.connect(self._on_pause_over)
        self._workspace.shown_changed.connect(self._on_shown_changed)

    def _on_edited(self) -> None:
        self._soon.start()

    def _on_text_changed(self, text: str) -> None:
        if not text:
            self._on_pause_over()

    def _on_pause_over(self) -> None:
        self._soon.stop()
        query = self.field.text()
        if not query or not self._has_space():
            self._show_nothing()
            return
        step = build(step_named("search"), {"query": query, "case": self.case.isChecked()})
        self._workspace.ask(step, self._on_answered, self._on_failed, key="search")

    def _on_answered(self, table: Table) -> None:
        if not self.field.text():
            return
        self.field.set_wrong(False)
        self.said.set_tone("secondary")
        self.said.setText(table.caption)
        self.table.show_table(table)
        hits = table.columns.num_rows
        self.select_all.setEnabled(hits > 0)
        self._hits.setVisible(hits > 0)
        self.empty.setVisible(hits == 0)
        self.empty.say("Nothing found", "Try a part of the word, or /a pattern/.")
        self.found.emit(hits)
        if self._select_when_answered:
            self._select_hits()

    def _on_failed(self, problem: UserError) -> None:
        self._select_when_answered = False
        self.field.set_wrong(True)
        self.said.set_tone("error")
        self.said.setText(str(problem))

    def _on_enter(self) -> None:
        """Select all hits, those of the text as it is now."""
        self._select_when_answered = True
        if self._soon.isActive() or self.table.table() is None:
            self._on_pause_over()
            return
        self._select_hits()

    def _select_hits(self) -> None:
        self._select_when_answered = False
        if self.table.table() is not None:
            self._workspace.select(self.table.model_of_table().row_ids(), "replace", "Search")

    def _on_picked(self, row: int) -> None:
        self._workspace.pin(row)
        self._workspace.select([row], "replace", "Search")

    def _on_shown_changed(self) -> None:
        self._on_pause_over()

    def _show_nothing(self) -> None:
        self._select_when_answered = False
        self.table.show_table(None)
        self.field.set_wrong(False)
        self.said.setText("")
        self.select_all.setEnabled(False)
        self._hits.hide()
        self.empty.show()
        self.empty.say("Find words", "Type a part of a word, a /pattern/, or column:value.")


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(SearchPanel, 280, 480)
