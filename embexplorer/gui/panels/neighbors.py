"""Neighbours of several words, or of a formula such as king - man + woman, as one table."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.offered_sets import offered_sets
from embexplorer.core.registry import step_named
from embexplorer.core.step import Step, build, parameters_of, to_json
from embexplorer.core.table import Table
from embexplorer.core.table_text import left_out
from embexplorer.core.typing import BoolArray
from embexplorer.core.word_text import formula_or_words, written
from embexplorer.gui.actions import Action, Actions
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.choice import Combo
from embexplorer.gui.widgets.fields import NumberField
from embexplorer.gui.widgets.neighbor_columns import neighbor_columns, quickly, spoken, with_hidden
from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.section import SIDE, EmptyState, Hairline
from embexplorer.gui.widgets.selected_words import first_selected
from embexplorer.gui.widgets.spelling_button import SpellingButton
from embexplorer.gui.widgets.table_exports import MoreButton, TableExports
from embexplorer.gui.widgets.table_view import TableView
from embexplorer.gui.widgets.word_line import WordLine
from embexplorer.workspace.workspace import Workspace

EXAMPLE = "king - man + woman"
USUAL_K = 15  # nearest on the map that count as near, and more where more neighbours are asked for
AT_ONCE = 50  # words taken over from a selection


class NeighborsPanel(QWidget):
    """Asks `neighbors` for what is typed; a clicked line pins its word. `caption_changed` says what was asked."""

    caption_changed = Signal(str)

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._parameters = {p.name: p for p in parameters_of(step_named("neighbors"))}
        self.words = WordLine(workspace)
        self.spelling = SpellingButton(workspace)
        self.count = NumberField(self._parameters["k"])
        self.metrics = Combo()
        self.ask = QPushButton("Ask")
        self.caption = ElidedLabel(role="caption", tone="secondary")
        self.problem = PlainLabel(role="caption", tone="error")
        self.table = TableView()
        self.exports = TableExports(self.table, workspace)
        self.empty = EmptyState("No neighbours yet", f"Type a word, several, or a formula: {EXAMPLE}.", "Find a word")
        self._pages = QStackedWidget()
        self._build()
        self._connect()
        self._register(actions)

    def set_words(self, words: Sequence[str]) -> None:
        """Ask for these words."""
        self.words.setText(written(words))
        self._on_ask()

    def focus_words(self) -> None:
        """Let the user type."""
        self.words.setFocus()
        self.words.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.caption.setVisible(self.isWindow())  # a dock shows it in its head

    def step(self) -> Step:
        """What the form says; raises UserError where it cannot be asked."""
        asked = formula_or_words(self.words.text(), offered_sets(self._workspace.sets))
        how = {"k": self.count.value(), "metric": self.metrics.currentText(), "reciprocal": True}
        how |= quickly(self.metrics.currentText())
        return build(step_named("neighbors"), {**asked, **how, **self.spelling.values()})

    def _build(self) -> None:
        self.words.setPlaceholderText(f"Words, or a formula such as {EXAMPLE}")
        self.words.setAccessibleName("Words or a formula")
        self.words.setMaximumWidth(pixels(440))
        self.metrics.addItems(list(self._parameters["metric"].choices))
        self.metrics.setAccessibleName("Metric")
        set_plain_tooltip(self.metrics, self._parameters["metric"].help)
        set_plain_tooltip(self.count, self._parameters["k"].help)
        self.count.set_value(self._parameters["k"].default)
        self.problem.setWordWrap(True)
        self.caption.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addWidget(Hairline())
        column.addWidget(self._pages, 1)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self._answer())

    def _bar(self) -> QWidget:
        bar, holder = QHBoxLayout(), QWidget()
        bar.setSpacing(pixels(8))
        bar.addWidget(self.words, 3)
        bar.addWidget(self.spelling)
        for title, field in (("k", self.count), ("Metric", self.metrics)):
            bar.addWidget(PlainLabel(title, role="table", tone="secondary"))
            bar.addWidget(field)
        bar.addWidget(self.ask)
        bar.addWidget(self.caption, 3)
        bar.addStretch(1)
        bar.addWidget(MoreButton(self.table))
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
        column.addWidget(self.table)
        return holder

    def _connect(self) -> None:
        self.words.returnPressed.connect(self._on_ask)
        self.words.textEdited.connect(self._on_edited)
        self.ask.clicked.connect(self._on_ask)
        self.metrics.activated.connect(self._on_asked_again)
        self.spelling.changed.connect(self._on_asked_again)
        self.count.changed.connect(self._on_edited)
        self.empty.asked.connect(self.focus_words)
        self.table.picked.connect(self._workspace.pin)
        self._workspace.shown_changed.connect(self._on_shown_changed)
        self._space = self._workspace.space_id
        self._workspace.look_changed.connect(self._follow_map)
        self._map = self._map_now()
        self._asked: Step | None = None
        self._listed: Table | None = None  # as it is listed, with which rows were shown when it was
        self._shown: BoolArray | None = None

    def _register(self, actions: Actions) -> None:
        actions.add(
            Action(
                id="neighbors.of-selection",
                text="Neighbours of the selection",
                group="Probe",
                run=self._on_selection_asked,
                shortcut="Ctrl+Shift+N",
                enabled=self._has_selection,
                why_disabled="Select or pin a word first",
                tooltip="Neighbours of the selection\nAsks for the true neighbours of every selected word",
            )
        )

    def _has_selection(self) -> bool:
        return self._workspace.pinned is not None or len(self._workspace.selection) > 0

    def _on_selection_asked(self) -> None:
        words, space, pinned = first_selected(self._workspace, AT_ONCE), self._workspace.space(), self._workspace.pinned
        if not words and space is not None and pinned is not None:
            words = [space.keys[pinned]]
        if words:
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
        self._asked = step
        self._ask(step)

    def _ask(self, step: Step) -> None:
        self._map = self._map_now()
        projection, axes = self._map
        answer = partial(self._on_answered, self._space)
        shown = build(type(step), {**to_json(step)["parameters"], "axes": axes})
        self._workspace.ask(shown, answer, self._on_failed, projection=projection, key="neighbors")

    def _map_now(self) -> tuple[str | None, tuple[int, int]]:
        return self._workspace.projection_id, self._workspace.look.axes

    def _on_answered(self, space: str | None, answer: Table) -> None:
        if space != self._space:
            return  # its rows are of a space that is no longer shown
        self._listed, self._shown = answer, self._workspace.shown_rows()
        table = with_hidden(spoken(answer), self._shown)
        self._pages.setCurrentIndex(1)
        several = len(set(table.columns["word"].to_pylist())) > 1
        k = table.recipe.steps[-1].parameters["k"]
        compared = "Map" if k <= USUAL_K else f"Map, k = {k}"  # the inspector compares fewer
        self.table.show_table(table, neighbor_columns(table, several, compared))
        self.caption.setText(table.caption)
        self.caption_changed.emit(table.caption)
        set_plain_tooltip(self.caption, "\n".join([table.caption, *table.notes]))
        self._say(left_out(table), table.missing)

    def _on_failed(self, problem: UserError) -> None:
        self._say(str(problem))

    def _on_shown_changed(self) -> None:
        if self._workspace.space_id == self._space:
            self._follow_map()
            return
        self._space = self._workspace.space_id
        self._asked = self._listed = None
        self.table.show_table(None)
        self.caption.setText("")
        self._say("")
        self._pages.setCurrentIndex(0)

    def _follow_map(self) -> None:
        """Kept and lost are of the map that is shown: another map, another answer."""
        if self._asked is not None and self._map != self._map_now():
            self._ask(self._asked)
        elif self._listed is not None and self._shown is not self._workspace.shown_rows():
            self._on_answered(self._space, self._listed)

    def _say(self, text: str, wrong: Sequence[str] = ()) -> None:
        self.words.set_wrong(bool(text), wrong)
        self.problem.setText(text)
        self.problem.setVisible(bool(text))


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(NeighborsPanel, 1080, 240)
