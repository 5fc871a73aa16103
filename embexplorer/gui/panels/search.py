"""Search the space: a text, a /pattern/, column:value, a named set, or by meaning; hits are chosen singly or all."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.offered_sets import offered_sets
from embexplorer.core.registry import step_named
from embexplorer.core.step import Step, build
from embexplorer.core.table import Table
from embexplorer.core.word_sets import MARK
from embexplorer.gui.actions import Action, Actions
from embexplorer.gui.style import font, pixels
from embexplorer.gui.widgets.meaning_button import MeaningButton, way_of
from embexplorer.gui.widgets.numbers import written
from embexplorer.gui.widgets.passage_pane import PassagePane
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.section import EmptyState, Hairline, padded_column
from embexplorer.gui.widgets.table_exports import MoreButton, TableExports
from embexplorer.gui.widgets.table_model import Column, column_of
from embexplorer.gui.widgets.table_view import TableView
from embexplorer.gui.widgets.word_line import WordLine
from embexplorer.workspace.workspace import Workspace

WIDE = 640
PAUSE = 120  # milliseconds without a key before a question is sent
LONG_PAUSE = 600  # before a model is asked
ANSWERS = 30  # documents that a question is answered with
PLACEHOLDERS = {False: "Word, /pattern/, column:value or @set", True: "A question, or any text"}
NOTHING = {
    False: "Type a part of a word, a /pattern/, column:value, or @ and the name of a set.",
    True: "Type a question, or any text.",
}


class SearchPanel(QWidget):
    """Asks while the user types; Enter selects all hits on the map, a click pins and selects one."""

    found = Signal(int)

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._select_when_answered = False
        self.field = WordLine(workspace, sets_only=True)
        self.case = QToolButton()
        self.meaning = MeaningButton(workspace)
        self.said = PlainLabel(role="caption", tone="secondary")
        self.select_all = QPushButton("Select all")
        self.table = TableView()
        self.exports = TableExports(self.table, workspace)
        self.passage = PassagePane()
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

    def step(self) -> Step:
        """What is asked of the space as it is shown."""
        query, space = self.field.text(), self._workspace.space()
        if self.meaning.is_on() and way_of(space) == "model":
            return build(step_named("passages"), {"query": query, "k": ANSWERS, "split": "whole"})
        if self.meaning.is_on():
            return build(step_named("search"), {"query": query, "meaning": True, "average": True})
        named = offered_sets(self._workspace.sets).get(query.strip().strip('"').removeprefix(MARK))
        if named is not None and query.strip().strip('"').startswith(MARK):
            return build(step_named("search"), {"listed": named.words, "case": self.case.isChecked()})
        return build(step_named("search"), {"query": query, "case": self.case.isChecked()})

    def _has_space(self) -> bool:
        return self._workspace.space() is not None

    def _build(self) -> None:
        self.field.setAccessibleName("Search")
        self.case.setText("Aa")
        self.case.setCheckable(True)
        self.case.setFont(font("table"))
        self.case.setAccessibleName("Tell capital letters from small ones")
        set_plain_tooltip(self.case, "Case · tells capital letters from small ones")
        self.said.setWordWrap(True)
        self.field.setMaximumWidth(pixels(440))
        line, below = QHBoxLayout(), QHBoxLayout()
        for widget in (self.case, self.meaning):
            line.addWidget(widget)
        line.insertWidget(0, self.field, 1)
        below.addWidget(self.said, 1)
        below.addWidget(self.select_all)
        below.addWidget(MoreButton(self.table))
        head = QWidget()
        self._head = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._head.addLayout(line, 1)
        self._head.addLayout(below, 1)
        padded_column(head, above=8, below=8).addLayout(self._head)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._hits_page(), 1)
        column.addWidget(self.empty, 1)
        self.setMinimumWidth(pixels(240))

    def _hits_page(self) -> QWidget:
        """The table, and beside it the passage of the line that was chosen."""
        self._hits, self._line = QWidget(), Hairline(upright=True)
        row = QHBoxLayout(self._hits)
        row.setContentsMargins(pixels(10), 0, pixels(10), 0)
        row.setSpacing(0)
        row.addWidget(self.table, 3)
        row.addWidget(self._line)
        row.addWidget(self.passage, 2)
        return self._hits

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        wide = self.width() >= pixels(WIDE)
        self._head.setDirection(way.LeftToRight if wide else way.TopToBottom)
        if wide != (event.oldSize().width() >= pixels(WIDE)):
            self._show_passage()

    def _connect(self) -> None:
        self.field.textEdited.connect(self._on_edited)
        self.field.textChanged.connect(self._on_text_changed)
        self.field.returnPressed.connect(self._on_enter)
        self.case.clicked.connect(self._on_pause_over)
        self.meaning.changed.connect(self._on_way_changed)
        self.select_all.clicked.connect(self._on_enter)
        self.table.picked.connect(self._on_picked)
        self.table.selectionModel().currentRowChanged.connect(self._show_passage)
        self._soon.timeout.connect(self._on_pause_over)
        self._workspace.shown_changed.connect(self._on_shown_changed)

    def _on_edited(self) -> None:
        self._soon.start(LONG_PAUSE if self.meaning.is_on() else PAUSE)

    def _on_text_changed(self, text: str) -> None:
        if not text:
            self._on_pause_over()

    def _on_way_changed(self) -> None:
        self._show_way()
        self._on_pause_over()

    def _show_way(self) -> None:
        on = self.meaning.is_on()
        self.field.setPlaceholderText(PLACEHOLDERS[on])
        self.case.setEnabled(not on)

    def _on_pause_over(self) -> None:
        self._soon.stop()
        if not self.field.text().strip() or not self._has_space():
            self._show_nothing()
            return
        if self.meaning.is_on():
            self.said.set_tone("secondary")
            self.said.setText("Asking the model…")
        self._workspace.ask(self.step(), self._on_answered, self._on_failed, key="search")

    def _on_answered(self, table: Table) -> None:
        if not self.field.text():
            return
        self.field.set_wrong(False)
        self.said.set_tone("secondary")
        self.said.setText(table.caption + _missing(table))
        set_plain_tooltip(self.said, "\n".join(table.notes))
        self.table.show_table(table, _columns(table))
        hits = table.columns.num_rows
        self.select_all.setEnabled(hits > 0)
        self._hits.setVisible(hits > 0)
        self.empty.setVisible(hits == 0)
        self.empty.say("Nothing found", "Try a part of the word, or /a pattern/.")
        if hits and "passage" in table.columns.column_names:
            self.table.setCurrentIndex(self.table.model().index(0, 0))
        self._show_passage()
        self.found.emit(hits)
        if self._select_when_answered:
            self._select_hits()

    def _show_passage(self) -> None:
        """The text of the current line, where the table holds texts and the panel is wide; of a long one, its passage.

        That is asked of the one document, since reading it may take the model some seconds.
        """
        table, line = self.table.table(), self.table.currentIndex().row()
        there = table is not None and "passage" in table.columns.column_names and line >= 0
        for part in (self.passage, self._line):
            part.setVisible(there and self.width() >= pixels(WIDE))
        if not there:
            return
        model = self.table.model_of_table()
        name, row = model.value(line, "document"), model.row_id(line)
        if not table.facts["long"]:
            self.passage.show_passage(name, model.value(line, "passage"))
            return
        self.passage.show_passage(name, "Reading the document…")
        step = build(step_named("passages"), {"query": table.recipe.steps[-1].parameters["query"], "split": "windows"})
        answer = partial(self._on_passage, name)
        self._workspace.ask(step, answer, self._on_unread, rows=[row], key="search.passage")

    def _on_passage(self, name: str, table: Table) -> None:
        if not table.columns.num_rows:
            self.passage.show_passage(name, "The model knows nothing in this document.")
            return
        place, cosine = table.columns["place"][0].as_py(), table.columns["score"][0].as_py()
        text = table.columns["passage"][0].as_py()
        self.passage.show_passage(name, f"… {text} …", f"part {place} · cosine {written(cosine, 'score')}")

    def _on_unread(self, problem: UserError) -> None:
        self.passage.show_passage("", str(problem))

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
        self.meaning.follow_space()
        self._show_way()
        self._on_pause_over()

    def _show_nothing(self) -> None:
        self._select_when_answered = False
        self.table.show_table(None)
        self.field.set_wrong(False)
        self.said.setText("")
        self.select_all.setEnabled(False)
        self._hits.hide()
        self.empty.show()
        on = self.meaning.is_on()
        self.empty.say("Ask the documents" if on and way_of(self._workspace.space()) == "model" else "Find words",
                       NOTHING[on])  # fmt: skip


def _columns(table: Table) -> tuple[Column, ...]:
    """Of documents: label, cosine, and the beginning of the text in the room that is left; of other hits all."""
    if "document" not in table.columns.column_names:
        return ()
    titles = {"document": "Document", "score": "Cosine", "top_percent": "Top %", "passage": "Text"}
    there = [name for name in titles if name in table.columns.column_names]
    return tuple(replace(column_of(table, name, titles[name]), loose=name == "passage") for name in there)


def _missing(table: Table) -> str:
    return f" · not in this space: {', '.join(table.missing)}" if table.missing else ""


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(SearchPanel, 280, 480)
