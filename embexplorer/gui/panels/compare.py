"""Compare: the pinned word's neighbours in both spaces side by side, and how alike the two spaces are."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from embexplorer.core.agreement import INTERVAL, ONLY_HERE, of_side, with_interval
from embexplorer.core.errors import UserError
from embexplorer.core.registry import step_named
from embexplorer.core.step import build
from embexplorer.core.table import Table
from embexplorer.gui.actions import Action, Actions
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.section import EmptyState, Hairline, Head
from embexplorer.gui.widgets.table_exports import MoreButton, TableExports
from embexplorer.gui.widgets.table_model import Column, column_of
from embexplorer.gui.widgets.table_view import TableView
from embexplorer.workspace.workspace import Workspace

K = 10
ROOMY = 960  # below it headers are short, and what a measure says stands in its tooltip alone
STEP = "compare-word"
NO_WORD = ("No word chosen", "Click a word on a map, or in the list of most changed words.", "Find a word")
WAITING = ("Comparing…", "How alike the two spaces are is being measured.")
Asked = tuple[tuple[str | None, str | None], int | None]  # both spaces, the pinned word


class ComparePanel(QWidget):
    """Follows the pinned word and the two spaces. `caption_changed` says on what they are compared."""

    caption_changed = Signal(str)

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._actions = actions
        self._asked: Asked = ((None, None), None)
        self._answer: Table | None = None
        self._narrow = False
        self.sides = (TableView(), TableView())
        self.measures = TableView()
        self.exports = [TableExports(table, workspace) for table in (*self.sides, self.measures)]
        self.word = EmptyState(*NO_WORD)
        self.problem = PlainLabel(role="caption", tone="secondary")
        self._words = QStackedWidget()
        self._build()
        self._connect()
        self._register(actions)
        self._on_comparison()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (self.width() < pixels(ROOMY)) != self._narrow:
            self._narrow = not self._narrow
            self._show_word()
            self._on_comparison()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._words, 3)
        row.addWidget(Hairline(upright=True))
        row.addWidget(self._agreement(), 2)
        both = QWidget()
        pair = QHBoxLayout(both)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(0)
        pair.addWidget(_indented(self.sides[0]), 1)
        pair.addWidget(Hairline(upright=True))
        pair.addWidget(_indented(self.sides[1]), 1)
        self._words.addWidget(self.word)
        self._words.addWidget(both)
        self._words.setMinimumWidth(pixels(320))

    def _agreement(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(pixels(10), pixels(8), pixels(10), 0)
        column.setSpacing(pixels(4))
        head = Head("Agreement of the two spaces")
        head.layout().setContentsMargins(pixels(6), 0, 0, 0)
        head.add(MoreButton(self.measures))
        self.problem.setWordWrap(True)
        self.problem.setContentsMargins(pixels(6), 0, 0, 0)
        for widget in (head, self.problem):
            column.addWidget(widget)
        column.addWidget(self.measures, 1)
        column.addStretch()
        return part

    def _connect(self) -> None:
        workspace = self._workspace
        workspace.selection_changed.connect(self._ask)
        for changed in (workspace.compared_changed, workspace.shown_changed, workspace.items_changed):
            changed.connect(self._ask)
        workspace.comparison_changed.connect(self._on_comparison)
        self.word.asked.connect(self._on_find)
        for table in self.sides:
            table.picked.connect(workspace.pin)

    def _register(self, actions: Actions) -> None:
        actions.add(Action(id="compare.word", text="Compare the pinned word", group="Probe", run=self._ask,
                           enabled=self._has_word, why_disabled="Pin a word first",
                           tooltip="Its neighbours in two spaces, side by side"))  # fmt: skip

    def _on_find(self) -> None:
        self._actions.trigger("edit.find-word")

    def _has_word(self) -> bool:
        return self._workspace.pinned is not None

    def _ask(self) -> None:
        """Both answers, for what is shown now and is not known yet."""
        workspace = self._workspace
        if not self.isVisible():
            return
        workspace.want_comparison()
        wanted = ((workspace.space_id, workspace.compared_space_id), workspace.pinned)
        if wanted == self._asked:
            return
        self._asked, self._answer = wanted, None
        space, refusal = workspace.space(), workspace.compare_refusal()
        if space is None or workspace.pinned is None or refusal is not None:
            self._say(NO_WORD if refusal is None else (refusal.message, refusal.hint))
            return
        step = build(step_named(STEP), {"word": space.keys[workspace.pinned], "k": K, "case": "exact"})
        answer, failed = partial(self._on_word, wanted), partial(self._on_no_word, wanted)
        workspace.ask(step, answer, failed, other=workspace.compared_space_id, key=STEP)

    def _on_word(self, asked: Asked, answer: Table) -> None:
        if asked != self._asked:
            return
        self._answer = answer
        self._show_word()
        self._words.setCurrentIndex(1)

    def _show_word(self) -> None:
        answer = self._answer
        if answer is None:
            return
        for side, table in enumerate(self.sides):
            mine = of_side(answer, side)
            table.show_table(mine, neighbor_columns(mine, self._name(self._asked[0][side]), self._narrow))
            set_plain_tooltip(table, "\n".join([answer.caption, *answer.notes]))

    def _on_no_word(self, asked: Asked, problem: UserError) -> None:
        if asked == self._asked:
            self._say((problem.message, problem.hint))

    def _say(self, words: tuple[str, ...]) -> None:
        self.word.say(*words)
        self._words.setCurrentIndex(0)

    def _name(self, item: str | None) -> str:
        """“glove, raw”, or what was done to it."""
        known = self._workspace.items.get(item or "")
        return "" if known is None else f"{known.name}, {'raw' if known.parent is None else known.step}"

    def _on_comparison(self) -> None:
        answer, problem = self._workspace.comparison, self._workspace.comparison_problem
        self.problem.setVisible(answer is None)
        self.measures.setVisible(answer is not None)
        if answer is None:
            self.problem.setText(str(problem) if problem is not None else " ".join(WAITING))
            self.caption_changed.emit("")
            return
        shown = with_interval(answer)
        self.measures.show_table(shown, measure_columns(shown, self._narrow))
        set_plain_tooltip(self.measures, "\n".join([answer.caption, *answer.notes]))
        self.caption_changed.emit(answer.caption)


def neighbor_columns(table: Table, space: str, narrow: bool) -> tuple[Column, ...]:
    """The neighbour under the name of its space, strong where the other does not have it; its cosine and its rank."""
    rank = "In the other" if narrow else "Rank in the other"
    word = replace(column_of(table, "word", space), strong=ONLY_HERE)
    return (word, column_of(table, "score", "Cosine", bar=True), column_of(table, "rank_in_other", rank))


def measure_columns(table: Table, narrow: bool) -> tuple[Column, ...]:
    """What is measured, its value with the interval, by chance where that is known, and what it says."""
    value = replace(column_of(table, "value", "Value"), kind="score")
    null = [] if table.columns["null"].null_count == table.columns.num_rows else [column_of(table, "null", "By chance")]
    says = [] if narrow else [replace(column_of(table, "says", "What it says"), loose=True)]
    return (
        column_of(table, "measure", "Measure"),
        value,
        column_of(table, INTERVAL, "95 %"),
        *[replace(column, kind="score") for column in null],
        *says,
    )


def _indented(table: TableView) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(pixels(10), 0, pixels(10), 0)
    column.addWidget(table)
    return holder


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(ComparePanel, 1080, 240)
