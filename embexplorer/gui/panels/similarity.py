"""Words beside each other: two of them in all measures, all of them as a heat map, and the odd one out."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from embexplorer.core.errors import UserError
from embexplorer.core.registry import step_named
from embexplorer.core.step import Step, build
from embexplorer.core.table import Table
from embexplorer.core.table_text import left_out
from embexplorer.gui.actions import Action, Actions
from embexplorer.gui.style import font, pixels
from embexplorer.gui.widgets.neighbor_columns import with_range
from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.section import SIDE, EmptyState, Hairline
from embexplorer.gui.widgets.selected_words import first_selected
from embexplorer.gui.widgets.similarity_answer import SimilarityAnswer
from embexplorer.gui.widgets.spelling_button import SpellingButton
from embexplorer.gui.widgets.table_exports import MoreButton, TableExports
from embexplorer.gui.widgets.word_line import WordLine
from embexplorer.workspace.workspace import Workspace

AT_ONCE = 400  # words taken over from a selection, as many as the step compares
VIEWS = ("Heat map", "Pairs")


class SimilarityPanel(QWidget):
    """Asks `similarity`; a cell chooses a pair, a label pins its word. `caption_changed` says what was asked."""

    caption_changed = Signal(str)

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._space = workspace.space_id
        self.words = WordLine(workspace)
        self.spelling = SpellingButton(workspace)
        self.ask = QPushButton("Ask")
        self.take = QPushButton("Take selection")
        self.caption = ElidedLabel(role="caption", tone="secondary")
        self.problem = PlainLabel(role="caption", tone="error")
        self.answer = SimilarityAnswer()
        self.exports = TableExports(self.answer.table, workspace)
        self.empty = EmptyState(
            "Nothing compared yet", "Type two words or more, or select some on the map.", "Type words"
        )
        self.views = QButtonGroup(self)
        self._pages = QStackedWidget()
        self._build()
        self._connect()
        self._register(actions)

    def set_words(self, words: Sequence[str]) -> None:
        """Ask for these words."""
        self.words.set_words(words)
        self.words.setCursorPosition(0)  # or a long line would show its end
        self._on_ask()

    def focus_words(self) -> None:
        """Let the user type."""
        self.words.setFocus()
        self.words.selectAll()

    def step(self) -> Step:
        """What the form says; raises UserError where it cannot be asked."""
        return build(step_named("similarity"), {"words": self.words.words(), **self.spelling.values()})

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.caption.setVisible(self.isWindow())  # a dock shows it in its head

    def _build(self) -> None:
        self.words.setPlaceholderText("Words, or a set such as @flowers")
        self.words.setAccessibleName("Words to compare")
        self.words.setMaximumWidth(pixels(520))
        set_plain_tooltip(self.take, "Take selection · compares the selected words")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.caption.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addWidget(Hairline())
        column.addWidget(self._pages, 1)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self.answer)

    def _bar(self) -> QWidget:
        bar, holder = QHBoxLayout(), QWidget()
        bar.setSpacing(pixels(8))
        bar.addWidget(self.words, 3)
        for part in (self.spelling, self.ask, self.take):
            bar.addWidget(part)
        bar.addWidget(self.caption, 2)
        bar.addStretch(1)
        for number, title in enumerate(VIEWS):
            button = QToolButton()
            button.setText(title)
            button.setCheckable(True)
            button.setChecked(number == 0)
            button.setFont(font("table"))
            self.views.addButton(button, number)
            bar.addWidget(button)
        bar.addWidget(MoreButton(self.answer.table))
        column = QVBoxLayout(holder)
        column.setContentsMargins(pixels(SIDE), pixels(6), pixels(SIDE), pixels(6))
        column.setSpacing(pixels(4))
        column.addLayout(bar)
        column.addWidget(self.problem)
        return holder

    def _connect(self) -> None:
        self.words.returnPressed.connect(self._on_ask)
        self.words.textEdited.connect(self._on_edited)
        self.ask.clicked.connect(self._on_ask)
        self.spelling.changed.connect(self._on_asked_again)
        self.empty.asked.connect(self.focus_words)
        self.answer.picked.connect(self._workspace.pin)
        self.answer.ranks_wanted.connect(self._on_ranks_wanted)
        self.views.idClicked.connect(self.answer.show_view)
        self.take.clicked.connect(self._on_selection_asked)
        self._workspace.selection_changed.connect(self._on_selection_changed)
        self._workspace.shown_changed.connect(self._on_shown_changed)

    def _register(self, actions: Actions) -> None:
        actions.add(
            Action(
                id="similarity.of-selection",
                text="Similarity of the selection",
                group="Probe",
                run=self._on_selection_asked,
                enabled=self._has_selection,
                why_disabled="Select two words or more first",
                tooltip="Take the selection\nCompares the selected words with each other",
            )
        )
        self._on_selection_changed()

    def _on_selection_changed(self) -> None:
        self.take.setEnabled(self._has_selection())

    def _has_selection(self) -> bool:
        return len(self._workspace.selection) > 1

    def _on_selection_asked(self) -> None:
        if words := first_selected(self._workspace, AT_ONCE):
            self.set_words(words)

    def _on_edited(self) -> None:
        self._say("")

    def _on_asked_again(self) -> None:
        if self.words.text().strip():
            self._on_ask()

    def _on_ask(self) -> None:
        try:
            step = self.step()
        except UserError as wrong:
            self._on_failed(wrong)
            return
        if self._workspace.space() is None:
            self._say("No space is open. Open a vector file first.")
            return
        self._say("")
        answer = partial(self._on_answered, self._space)
        self._workspace.ask(step, answer, self._on_failed, key="similarity")

    def _on_answered(self, space: str | None, answer: Table) -> None:
        if space != self._space:
            return  # its rows are of a space that is no longer shown
        table = with_range(answer)
        self._pages.setCurrentIndex(1)
        self.answer.show_table(table)
        self.caption.setText(table.caption)
        self.caption_changed.emit(table.caption)
        set_plain_tooltip(self.caption, "\n".join([table.caption, *table.notes]))
        self._say(left_out(table), table.missing)

    def _on_ranks_wanted(self, one: str, other: str) -> None:
        step = build(step_named("similarity"), {"words": (one, other), **self.spelling.values()})
        self._workspace.ask(step, self.answer.show_ranks, key="similarity-pair")

    def _on_failed(self, problem: UserError) -> None:
        self._say(str(problem))

    def _on_shown_changed(self) -> None:
        if self._workspace.space_id == self._space:
            return
        self._space = self._workspace.space_id
        self.answer.show_table(None)
        self.caption.setText("")
        self.caption_changed.emit("")
        self._say("")
        self._pages.setCurrentIndex(0)

    def _say(self, text: str, wrong: Sequence[str] = ()) -> None:
        self.words.set_wrong(bool(text), wrong)
        self.problem.setText(text)
        self.problem.setVisible(bool(text))


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(SimilarityPanel, 1080, 240)
