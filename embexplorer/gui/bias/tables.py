"""Beside the pictures of a test: all ten tests, every word with its influence, ten measures, the cost of debiasing."""

from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QToolButton, QVBoxLayout, QWidget

from embexplorer.core.table import Table
from embexplorer.gui.bias.answer import Answer
from embexplorer.gui.bias.cost import CostPart
from embexplorer.gui.bias.fitted_view import FittedView
from embexplorer.gui.bias.measures import MeasuresPart
from embexplorer.gui.style import font, pixels
from embexplorer.gui.widgets.numbers import Kind
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.section import SIDE, Head
from embexplorer.gui.widgets.table_exports import MoreButton, TableExports
from embexplorer.gui.widgets.table_model import Column
from embexplorer.gui.widgets.table_view import select_lines
from embexplorer.workspace.workspace import Workspace

TESTS, WORDS, MEASURES, COST = range(4)
TURNS = {WORDS: "Words", MEASURES: "Measures", COST: "Cost"}
TIPS = {
    WORDS: "Words · scores, and d without each word",
    MEASURES: "Measures · ten measures of bias for these sets, each with its caveat",
    COST: "Cost · what debiasing has cost and what it has left",
}
HEADS = ("All ten tests", "Words of this test", "Ten measures", "Cost of debiasing")
SHORT_HEADS = ("All tests", "Words", "Measures", "Cost")  # where there is little room, or one more page
ROOMY = 340


class BiasTables(QWidget):
    """`test_chosen` carries the number of a test that was clicked, `picked` the row of a word."""

    test_chosen = Signal(str)
    picked = Signal(int)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._test = ""
        self._roomy = True
        self.head = Head(HEADS[TESTS])
        self.turns = {page: QToolButton() for page in TURNS}
        self.turn = self.turns[WORDS]
        self.tests = FittedView()
        self.words = FittedView()
        self.note = PlainLabel(role="caption", tone="secondary")
        self.pages = QStackedWidget()
        self.measures = MeasuresPart(workspace)
        self.cost = CostPart(workspace)
        views = (self.tests, self.words, self.measures.view, self.cost.view)
        self.more = [MoreButton(view) for view in views]
        self.exports = [TableExports(view, workspace) for view in views]
        self._build()
        for turn in self.turns.values():
            turn.clicked.connect(self._on_turn)
        self.cost.offered.connect(self._on_cost_offered)
        self._on_cost_offered(self.cost.is_offered())
        self.tests.clicked.connect(self._on_test)
        self.tests.activated.connect(self._on_test)
        self.words.picked.connect(self.picked)

    def show_answer(self, answer: Answer) -> None:
        """Show the words of this test, and mark it among all tests."""
        table = replace(answer.table, columns=answer.listed())
        self.words.show_table(table, SENTENCE_COLUMNS if answer.of_sentences else WORD_COLUMNS)
        self._test = answer.test
        self._mark()

    def show_battery(self, table: Table | None) -> None:
        """Show all tests; None while there is no answer for this space."""
        self._show_tests(table)
        self.note.setText(_note(table) if table is not None else "")

    def say(self, text: str) -> None:
        """Why there is no table of all tests."""
        self.show_battery(None)
        self.note.setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = self.width() >= pixels(ROOMY)
        if roomy != self._roomy:
            self._roomy = roomy
            self.cost.show_roomy(roomy)
            self._show_title()
            self._show_tests(self.tests.table())

    def _build(self) -> None:
        self.note.setWordWrap(True)
        for page, turn in self.turns.items():
            turn.setText(TURNS[page])
            turn.setFont(font("table", 500))
            turn.setCheckable(True)
            set_plain_tooltip(turn, TIPS[page])
            self.head.add(turn)
        for page, button in enumerate(self.more):
            self.head.add(button)
            button.setVisible(page == TESTS)
        for view in (self.tests, self.words):
            view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for part in (self._all_tests(), self.words, self.measures, self.cost):
            self.pages.addWidget(part)
        top = _padded(self.head, 6, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self.pages, 1)

    def _all_tests(self) -> QWidget:
        """The table, as high as it is long, and its note right below."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tests, 1)
        column.addWidget(_padded(self.note, 6, 10))
        column.addStretch(0)
        return page

    def _show_tests(self, table: Table | None) -> None:
        """With bars where there is room for them."""
        columns = TEST_COLUMNS if self._roomy else tuple(replace(column, bar=False) for column in TEST_COLUMNS)
        self.tests.show_table(table, columns if table is not None else ())
        self.tests.setMaximumHeight(self.tests.height_of_lines(table.columns.num_rows if table is not None else 0))
        self._mark()

    def _mark(self) -> None:
        table = self.tests.table()
        known = table.columns["test"].to_pylist() if table is not None else []
        select_lines(self.tests, [known.index(self._test)] if self._test in known else [])

    def _on_turn(self) -> None:
        """One page is turned to at a time; all tests where none is."""
        chosen = next((page for page, turn in self.turns.items() if turn is self.sender()), TESTS)
        self.turn_to(chosen if chosen != TESTS and self.turns[chosen].isChecked() else TESTS)

    def turn_to(self, page: int) -> None:
        """Show this page."""
        for place, turn in self.turns.items():
            turn.setChecked(place == page)
        for place, button in enumerate(self.more):
            button.setVisible(place == page)
        self.pages.setCurrentIndex(page)
        self._show_title()

    def _on_cost_offered(self, offered: bool) -> None:
        """Where no debiased space is shown there is nothing that it has cost."""
        self.turns[COST].setVisible(offered)
        self._show_title()
        if not offered and self.pages.currentIndex() == COST:
            self.turn_to(TESTS)

    def _show_title(self) -> None:
        crowded = self.cost.is_offered()
        heads = HEADS if self._roomy and not crowded else SHORT_HEADS
        self.head.title.setText(heads[self.pages.currentIndex()])
        self.head.title.setVisible(self._roomy or not crowded)  # the page is told by its pressed button too

    def _on_test(self, index: QModelIndex) -> None:
        self.test_chosen.emit(self.tests.model_of_table().value(index.row(), "test"))


def _padded(part: QWidget, above: int, below: int) -> QWidget:
    holder = QWidget()
    inner = QVBoxLayout(holder)
    inner.setContentsMargins(pixels(SIDE), pixels(above), pixels(SIDE), pixels(below))
    inner.addWidget(part)
    return holder


def _note(table: Table) -> str:
    """By what d was divided, what was corrected, and which tests are exact."""
    asked, columns = table.recipe.steps[-1].parameters, table.columns.to_pydict()
    exact = [test for test, is_exact in zip(columns["test"], columns["exact"], strict=True) if is_exact]
    drawn = f"{asked['permutations']:,} permutations each"
    kind = "exact for all" if len(exact) == table.columns.num_rows else drawn
    if 0 < len(exact) < table.columns.num_rows:
        kind = f"exact for {', '.join(exact)}, else {drawn}"
    return (
        f"d divides by the {asked['divide_by']} sd of all target scores. p is {kind}, {asked['side']}-sided, and "
        f"corrected for {table.columns.num_rows} tests after Holm."
    )


def _column(name: str, title: str, kind: Kind, bar: bool = False) -> Column:
    return Column(name=name, title=title, kind=kind, bar=bar)


TEST_COLUMNS = (
    _column("test", "No.", "count"),
    _column("targets", "Targets", "text"),
    _column("effect_size", "d", "score", bar=True),
    _column("p_holm", "p Holm", "p"),
    _column("missing", "Missing", "count"),
)
WORD_COLUMNS = (
    _column("set", "Set", "text"),
    _column("word", "Word", "text"),
    _column("score", "Score", "score"),
    _column("effect_size", "d alone", "score"),
    _column("without", "d without", "score"),
    _column("change", "Change", "score"),
)
SENTENCE_COLUMNS = (
    _column("set", "Set", "text"),
    _column("sentence", "Sentence", "text"),
    _column("score", "Score", "score"),
)
