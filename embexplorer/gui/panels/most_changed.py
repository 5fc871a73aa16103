"""Most changed: the words of two spaces by how many of their neighbours they keep, and how many keep how many."""

from dataclasses import replace

from PySide6.QtGui import QAction, QActionGroup, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from embexplorer.core.agreement import distribution, mean_shared, size_of, stable_first, words_table
from embexplorer.core.table import Table
from embexplorer.gui.actions import Actions
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.choice import Choice
from embexplorer.gui.widgets.count_bars import CountBars
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.section import SIDE, EmptyState, Hairline, Head, padded_column
from embexplorer.gui.widgets.table_exports import TableExports
from embexplorer.gui.widgets.table_model import Column, column_of
from embexplorer.gui.widgets.table_view import TableView
from embexplorer.workspace.workspace import Workspace

SIZES = (5, 10, 25, 50)
USUAL = 10
ROOMY = 300  # pixels; a narrower dock says less beside its heads
BEYOND = "beyond_chance"
STRONG = "Strong: the word has changed beyond chance."
WORDS = "words"  # the part of the answer that is shown
WAITING = ("Comparing…", "The neighbours of every shared word are looked for in both spaces.")


class MostChangedPanel(QWidget):
    """Asks how alike the two spaces are when it is seen; a clicked word is pinned on both maps."""

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._actions = actions
        self.compared = Choice("Neighbours compared", (186, 230))
        self.count = PlainLabel(role="caption", tone="secondary")
        self.table = TableView()
        self.exports = TableExports(self.table, workspace)
        self.bars = CountBars("How many words keep how many neighbours")
        self.spread = Head("Neighbours shared, all words")
        self.empty = EmptyState(*WAITING)
        self._pages = QStackedWidget()
        self._orders = [QAction(text, self, checkable=True) for text in ("Most changed first", "Most stable first")]
        self._build()
        self._connect()
        self._on_changed()

    def fill_menu(self, menu: QMenu) -> None:
        """What can be done with the list."""
        menu.addActions(self._orders)
        menu.addSeparator()
        self.table.fill_menu(menu)

    def order(self, stable: bool) -> None:
        """Which end of the list comes first."""
        self._orders[int(stable)].setChecked(True)
        self._show_words()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages)
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self._bar())
        holder = QWidget()
        padded_column(holder, side=10).addWidget(self.table)
        inner.addWidget(holder, 1)
        inner.addWidget(Hairline())
        inner.addWidget(self._below())
        self._pages.addWidget(page)
        self._pages.addWidget(self.empty)

    def _bar(self) -> QWidget:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(pixels(SIDE), pixels(10), pixels(SIDE), pixels(6))
        row.addWidget(self.compared, 1)
        row.addStretch()
        row.addWidget(self.count)
        self.compared.show_entries([(f"neighbours shared, k = {k}", k) for k in SIZES], USUAL)
        set_plain_tooltip(self.compared, "How many neighbours of each word are compared")
        return bar

    def _below(self) -> QWidget:
        below = QWidget()
        column = padded_column(below, above=10, below=8)
        column.addWidget(self.spread)
        column.addWidget(self.bars)
        return below

    def _connect(self) -> None:
        group = QActionGroup(self)
        for action in self._orders:
            group.addAction(action)
        self._orders[0].setChecked(True)
        group.triggered.connect(self._on_order)
        self.compared.chosen.connect(self._on_size)
        self.empty.asked.connect(self._on_open)
        self.table.picked.connect(self._workspace.pin)
        self._workspace.comparison_changed.connect(self._on_changed)
        self._workspace.selection_changed.connect(self._mark)
        for changed in (self._workspace.compared_changed, self._workspace.shown_changed, self._workspace.items_changed):
            changed.connect(self._ask)

    def _ask(self) -> None:
        if self.isVisible():
            self._workspace.want_comparison(self.compared.value())

    def _on_open(self) -> None:
        self._actions.trigger("file.open")

    def _on_size(self) -> None:
        self._ask()

    def _on_order(self) -> None:
        self._show_words()

    def _on_changed(self) -> None:
        answer, problem = self._workspace.comparison, self._workspace.comparison_problem
        self._pages.setCurrentIndex(0 if answer is not None else 1)
        if answer is None:
            self.table.show_table(None)
            alone = "Open…" if self._workspace.compared_space_id is None else ""
            self.empty.say(*((problem.message, problem.hint, alone) if problem is not None else WAITING))
            return
        words = answer.parts[WORDS]
        self.count.setText(f"{words.num_rows:,} words")
        self._say_mean()
        self.bars.show_counts(distribution(words).tolist())
        for part in (self.table, self.bars):
            strong = [STRONG] if BEYOND in words.column_names else []
            set_plain_tooltip(part, "\n".join([answer.caption, *answer.notes, *strong]))
        self._show_words()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.count.setVisible(self.width() >= pixels(ROOMY))
        self._say_mean()

    def _say_mean(self) -> None:
        answer = self._workspace.comparison
        if answer is not None:
            words = answer.parts[WORDS]
            most = f" of {size_of(words)}" if self.width() >= pixels(ROOMY) else ""
            self.spread.caption.setText(f"mean {mean_shared(words):.1f}{most}")

    def _show_words(self) -> None:
        answer = self._workspace.comparison
        if answer is None:
            return
        words = answer.parts[WORDS]
        shown = words_table(answer, stable_first(words) if self._orders[1].isChecked() else words)
        self.table.show_table(shown, columns_of(shown))
        self._mark()

    def _mark(self) -> None:
        if self._workspace.pinned is not None:
            self.table.mark_row(self._workspace.pinned)


def columns_of(table: Table) -> tuple[Column, ...]:
    """The word, what it keeps, what it keeps between trainings of the same where that is known, and what came in.

    A word that changed beyond that is strong.
    """
    kept = replace(column_of(table, "shared", "Shared", bar=True), of=size_of(table.columns))
    word, null = column_of(table, "word", "Word"), []
    if "null" in table.columns.column_names:
        word = replace(word, strong=BEYOND if BEYOND in table.columns.column_names else "")
        null = [replace(column_of(table, "null", "Chance"), kind="norm")]
    came = replace(column_of(table, "came", "Came in first"), loose=True)
    return (word, kept, *null, came)


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(MostChangedPanel, 328, 720)
