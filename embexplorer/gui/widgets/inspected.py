"""What the inspector shows of one word, and of several."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.table import Table
from embexplorer.core.typing import BoolArray
from embexplorer.gui.widgets.kept_section import KeptSection
from embexplorer.gui.widgets.metric_button import MetricButton
from embexplorer.gui.widgets.neighbor_columns import narrow_columns, spoken, with_hidden
from embexplorer.gui.widgets.plain import ElidedLabel
from embexplorer.gui.widgets.section import EmptyState, Hairline, Head, padded_column
from embexplorer.gui.widgets.table_exports import MoreButton, TableExports
from embexplorer.gui.widgets.table_view import TableView
from embexplorer.gui.widgets.word_head import WordHead
from embexplorer.workspace.workspace import Workspace

FEWEST = 6  # lines of neighbours that stay to be seen in a low window


class WordPage(QWidget):
    """One word: its head, the table of neighbours, and the section on the map."""

    metric_chosen = Signal(str)
    back_asked = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._answer: Table | None = None
        self._told: Table | None = None  # the answer that is listed, with what was shown when it was
        self._shown: BoolArray | None = None
        self.back = QPushButton()
        self.back.setProperty("link", True)
        self.back.clicked.connect(self.back_asked)
        self._unit = "words"
        self.word = WordHead()
        self.head = Head("Nearest words")
        self.caption = ElidedLabel(role="caption", tone="secondary")
        self.table = TableView()
        self.exports = TableExports(self.table, workspace)
        self.problem = EmptyState("", "")
        self.kept = KeptSection()
        self.metrics = MetricButton()
        self.metrics.chosen.connect(self.metric_chosen)
        self._build()

    def show_word(
        self, word: str, facts: dict[str, object], metric: str, thumbnail: bytes = b"", unit: str = "words"
    ) -> None:
        """The word at once; its neighbours follow when they are known. `unit` is what the rows are, in the plural."""
        self._unit = unit
        self.head.title.setText(f"Nearest {unit}")
        self.word.show_word(word, facts, thumbnail, unit)
        self.metrics.setText(metric)

    def show_selected(self, count: int) -> None:
        """Offer the way back to the list, when several words are selected."""
        self.back.setText(f"{count:,} selected")
        self.back.setVisible(count > 1)

    def show_neighbors(self, table: Table) -> None:
        """The answer of `neighbors`."""
        self.problem.hide()
        self.table.show()
        self.caption.setText(table.caption)
        self._answer = table
        self.mark_hidden()

    def mark_hidden(self) -> None:
        """Say of neighbours that the map does not draw that they are hidden."""
        shown = self._workspace.shown_rows()
        if self._answer is None or (shown is self._shown and self._told is self._answer):
            return
        self._shown, self._told = shown, self._answer
        read = with_hidden(spoken(self._answer), shown)
        self.table.show_table(read, narrow_columns(read, self._unit))

    def show_problem(self, problem: UserError) -> None:
        """Why there is no answer, in its place."""
        self._answer = None
        self.table.show_table(None)
        self.table.hide()
        self.caption.setText("")
        self.problem.say(problem.message, problem.hint)
        self.problem.show()

    def show_kept(self, table: Table) -> None:
        """The answer of `kept`."""
        self.kept.show_kept(table)
        self.kept.show()

    def hide_kept(self, problem: UserError) -> None:
        """This map has nothing to say about the word."""
        self.kept.hide()

    def show_histogram(self, table: Table | None) -> None:
        """The spread of the norms."""
        self.word.show_histogram(table)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top, section = QWidget(), QWidget()
        above = padded_column(top, above=12, below=10)
        above.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        above.addWidget(self.word)
        self.head.add(self.metrics)
        self.head.add(MoreButton(self.table))
        inner = padded_column(section, above=8)
        inner.setSpacing(0)
        inner.addWidget(self.head)
        inner.addWidget(self.caption)
        for part in (top, Hairline(), section):
            column.addWidget(part)
        self.table.setMinimumHeight(self.table.height_of_lines(FEWEST))
        column.addWidget(_indented(self.table), 1)
        column.addWidget(self.problem, 1)
        column.addWidget(Hairline())
        column.addWidget(self.kept)
        self.problem.hide()
        self.kept.hide()


class SeveralPage(QWidget):
    """The selected words."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.head = Head("Selected")
        self.table = TableView()
        self.exports = TableExports(self.table, workspace)
        self.head.add(MoreButton(self.table))
        top = QWidget()
        padded_column(top, above=12, below=4).addWidget(self.head)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(_indented(self.table), 1)

    def show_rows(self, table: Table, count: int) -> None:
        """The words and their columns."""
        self.head.title.setText(f"{count:,} selected")
        self.head.caption.setText(table.caption)
        self.table.show_table(table)


def _indented(table: TableView) -> QWidget:
    """The table so that its words stand on the dock's left edge."""
    holder = QWidget()
    column = padded_column(holder, side=10)
    column.addWidget(table)
    return holder
