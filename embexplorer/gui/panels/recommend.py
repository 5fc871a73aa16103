"""Recommend: what a user of a recommender would take next, or somebody new who likes the selected items."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.registry import step_named
from embexplorer.core.step import Step, build, parameters_of
from embexplorer.core.table import Table
from embexplorer.gui.actions import Actions
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.fields import NumberField
from embexplorer.gui.widgets.line import Line
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.section import SIDE, EmptyState, Hairline
from embexplorer.gui.widgets.table_exports import MoreButton, TableExports
from embexplorer.gui.widgets.table_model import column_of
from embexplorer.gui.widgets.table_view import TableView
from embexplorer.workspace.workspace import Workspace

STEP = "recommend"


class RecommendPanel(QWidget):
    """Asks `recommend`; a clicked line pins its item. `caption_changed` says what was asked."""

    caption_changed = Signal(str)

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._space = workspace.space_id
        parameters = {p.name: p for p in parameters_of(step_named(STEP))}
        self.user = Line()
        self.count = NumberField(parameters["k"])
        self.count.set_value(parameters["k"].default)
        self.ask = QPushButton("Ask")
        self.liked = QPushButton("For the selected items")
        self.problem = PlainLabel(role="caption", tone="error")
        self.table = TableView()
        self.exports = TableExports(self.table, workspace)
        self.empty = EmptyState(
            "Nothing recommended yet", "Type a user as the interactions name them, or select what somebody new likes."
        )
        self._pages = QStackedWidget()
        self._build()
        self.user.returnPressed.connect(self._on_ask)
        self.ask.clicked.connect(self._on_ask)
        self.liked.clicked.connect(self._on_liked)
        self.table.picked.connect(workspace.pin)
        workspace.shown_changed.connect(self._on_shown_changed)

    def _build(self) -> None:
        self.user.setPlaceholderText("User")
        self.user.setAccessibleName("User")
        self.user.setMaximumWidth(pixels(280))
        set_plain_tooltip(self.liked, "For the selected items · what somebody new would take who likes these")
        self.problem.setWordWrap(True)
        self.problem.hide()
        bar = QHBoxLayout()
        bar.setSpacing(pixels(8))
        bar.addWidget(self.user, 2)
        bar.addWidget(PlainLabel("k", role="table", tone="secondary"))
        for part in (self.count, self.ask, self.liked):
            bar.addWidget(part)
        bar.addStretch(1)
        bar.addWidget(MoreButton(self.table))
        head = QVBoxLayout()
        head.setContentsMargins(pixels(SIDE), pixels(6), pixels(SIDE), pixels(6))
        head.addLayout(bar)
        head.addWidget(self.problem)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(pixels(10), 0, pixels(10), 0)
        inner.addWidget(self.table)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self._pages, 1)

    def _on_ask(self) -> None:
        self._ask({"word": self.user.text().strip()})

    def _on_liked(self) -> None:
        space = self._workspace.space()
        if space is not None:
            self._ask({"liked": space.keys.at(self._workspace.selection)})

    def _ask(self, asked: dict[str, object]) -> None:
        self._say("")
        try:
            step: Step = build(step_named(STEP), {**asked, "k": self.count.value()})
        except UserError as wrong:
            self._say(str(wrong))
            return
        self._workspace.ask(step, self._on_answered, self._on_failed, key=STEP)

    def _on_answered(self, table: Table) -> None:
        self._pages.setCurrentIndex(1)
        columns = (column_of(table, "rank", "Rank"), column_of(table, "item", "Item"),
                   column_of(table, "score", "Score", bar=True))  # fmt: skip
        self.table.show_table(table, columns)
        self.caption_changed.emit(table.caption)

    def _on_failed(self, problem: UserError) -> None:
        self._say(str(problem))

    def _on_shown_changed(self) -> None:
        if self._workspace.space_id != self._space:
            self._space = self._workspace.space_id
            self.table.show_table(None)
            self._pages.setCurrentIndex(0)
            self._say("")

    def _say(self, text: str) -> None:
        self.user.set_wrong(bool(text))
        self.problem.setText(text)
        self.problem.setVisible(bool(text))


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(RecommendPanel, 1080, 240)
