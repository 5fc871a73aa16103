"""The inspector: the chosen word, its nearest neighbours in the space, and what this map keeps of them."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QScrollArea, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.registry import step_named
from embexplorer.core.selected import facts_of, rows_table
from embexplorer.core.step import build
from embexplorer.core.table import Table
from embexplorer.core.vectors import METRICS
from embexplorer.gui.actions import Actions
from embexplorer.gui.icons import icon
from embexplorer.gui.style import font, pixels
from embexplorer.gui.widgets.kept_section import KeptSection
from embexplorer.gui.widgets.neighbor_columns import neighbor_columns
from embexplorer.gui.widgets.plain import ElidedLabel, set_plain_tooltip
from embexplorer.gui.widgets.section import EmptyState, Hairline, Head, padded_column
from embexplorer.gui.widgets.table_exports import MoreButton, TableExports
from embexplorer.gui.widgets.table_view import TableView
from embexplorer.gui.widgets.word_head import WordHead
from embexplorer.workspace.workspace import Workspace

NEIGHBORS = 15
LISTED = 10_000
FEWEST = 6
NO_WORD = ("No word chosen", "Click a point or search for a word to see its neighbours.", "Find a word")
NO_SPACE = ("No space open", "Open a vector file first.", "")
Page = Literal["nothing", "word", "several"]


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What the inspector is about."""

    page: Page
    space: str | None = None
    projection: str | None = None
    row: int = -1
    metric: str = "cosine"


class InspectorPanel(QWidget):
    """Follows the pinned word, or else the selection. `search_asked` is its empty state's one button."""

    search_asked = Signal()

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._subject: Subject | None = None
        self._metric = "cosine"
        self._histogram_of: str | None = None
        self._word = WordPage(workspace)
        self._several = SeveralPage(workspace)
        self._nothing = EmptyState(*NO_SPACE)
        self._pages = QStackedWidget()
        self._build()
        self._connect()
        self._on_changed()

    def subject(self) -> Subject | None:
        """What is shown now."""
        return self._subject

    def _build(self) -> None:
        self._area = QScrollArea()  # in a low window the page scrolls, so that the table keeps some lines
        self._area.setWidget(self._word)
        self._area.setWidgetResizable(True)
        for page in (self._nothing, self._area, self._several):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

    def _connect(self) -> None:
        self._workspace.selection_changed.connect(self._on_changed)
        self._workspace.shown_changed.connect(self._on_changed)
        self._workspace.items_changed.connect(self._on_items_changed)
        self._nothing.asked.connect(self.search_asked)
        self._word.metric_chosen.connect(self._on_metric_chosen)
        self._word.table.picked.connect(self._workspace.pin)
        self._several.table.picked.connect(self._workspace.pin)

    def _on_items_changed(self) -> None:
        """Columns may have been added to the space."""
        self._on_changed(again=self._subject is not None and self._subject.page == "word")

    def _on_metric_chosen(self, metric: str) -> None:
        self._metric = metric
        self._on_changed()

    def _on_changed(self, again: bool = False) -> None:
        old, self._subject = self._subject, self._subject_now()
        page = {"nothing": self._nothing, "word": self._area, "several": self._several}[self._subject.page]
        self._pages.setCurrentWidget(page)
        match self._subject.page:
            case "word" if old != self._subject or again:
                self._show_word(self._subject)
            case "several":
                self._show_several()
            case "nothing":
                self._nothing.say(*(NO_SPACE if self._subject.space is None else NO_WORD))

    def _show_several(self) -> None:
        space, rows = self._workspace.space(), self._workspace.selection
        if space is not None:
            self._several.show_rows(rows_table(space, rows, LISTED), len(rows))

    def _subject_now(self) -> Subject:
        space, selection = self._workspace.space_id, self._workspace.selection
        if space is None or self._workspace.space() is None:
            return Subject(page="nothing")
        row = self._workspace.pinned
        if row is None and len(selection) == 1:
            row = int(selection[0])
        if row is not None:
            projection = self._workspace.projection_id
            return Subject(page="word", space=space, projection=projection, row=row, metric=self._metric)
        return Subject(page="several" if len(selection) else "nothing", space=space)

    def _show_word(self, subject: Subject) -> None:
        space = self._workspace.space()
        if space is None:
            return
        word = space.keys[subject.row]
        self._word.show_word(word, facts_of(space, subject.row), subject.metric)
        self._ask_histogram(subject)
        step = build(step_named("neighbors"), {"words": [word], "k": NEIGHBORS, "metric": subject.metric})
        self._workspace.ask(
            step,
            self._word.show_neighbors,
            self._word.show_problem,
            projection=subject.projection,
            key="inspector.neighbors",
        )
        if subject.projection is None or subject.metric == "dot":
            self._word.kept.hide()
            return
        kept = build(step_named("kept"), {"word": word, "k": NEIGHBORS, "metric": subject.metric})
        self._workspace.ask(kept, self._word.show_kept, self._word.hide_kept, key="inspector.kept")

    def _ask_histogram(self, subject: Subject) -> None:
        if self._histogram_of == subject.space:
            return
        self._histogram_of = subject.space
        self._word.show_histogram(None)
        space = self._workspace.space()
        if space is not None and "norm" in space.columns.column_names:
            step = build(step_named("histogram"), {"column": "norm"})
            self._workspace.ask(step, self._word.show_histogram, key="inspector.histogram")


class WordPage(QWidget):
    """One word: its head, the table of neighbours, and the section on the map."""

    metric_chosen = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
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

    def show_word(self, word: str, facts: dict[str, object], metric: str) -> None:
        """The word at once; its neighbours follow when they are known."""
        self.word.show_word(word, facts)
        self.metrics.setText(metric)

    def show_neighbors(self, table: Table) -> None:
        """The answer of `neighbors`."""
        self.problem.hide()
        self.table.show()
        self.caption.setText(table.caption)
        self.table.show_table(table, neighbor_columns(table, with_word=False))

    def show_problem(self, problem: UserError) -> None:
        """Why there is no answer, in its place."""
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
        padded_column(top, above=12, below=10).addWidget(self.word)
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


class MetricButton(QToolButton):
    """The metric as a word with a menu of the others."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        menu = QMenu(self)
        for metric in METRICS:
            menu.addAction(metric)
        menu.triggered.connect(self._on_triggered)
        self.setMenu(menu)
        self.setText(METRICS[0])
        self.setIcon(icon("chevron-down", "secondary"))
        self.setFont(font("caption"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands behind the word
        self.setIconSize(QSize(pixels(12), pixels(12)))
        self.setProperty("small", True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        set_plain_tooltip(self, "Metric · how nearness is measured")

    def _on_triggered(self, action: QAction) -> None:
        self.chosen.emit(action.text())


def _indented(table: TableView) -> QWidget:
    """The table so that its words stand on the dock's left edge."""
    holder = QWidget()
    column = padded_column(holder, side=10)
    column.addWidget(table)
    return holder


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(InspectorPanel, 320, 720)
