"""Evaluate: test spaces on sets of words and on their own labels; a table with intervals, sections and failures."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from embexplorer.core.errors import UserError
from embexplorer.core.figure import Arrow, Drawing
from embexplorer.core.registry import step_named
from embexplorer.core.space_tables import SPACE, distinct, joined
from embexplorer.core.step import Step, build, parameters_of
from embexplorer.core.table import Table
from embexplorer.gui.actions import Actions
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.choice import Choice
from embexplorer.gui.widgets.evaluation_columns import detail_columns, missing_text, result_columns, title
from embexplorer.gui.widgets.fields import NumberField
from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.section import SIDE, EmptyState, Hairline
from embexplorer.gui.widgets.table_exports import MoreButton, TableExports
from embexplorer.gui.widgets.table_view import TableView
from embexplorer.gui.widgets.tick_menu import TickMenu
from embexplorer.workspace.job_states import JobState
from embexplorer.workspace.workspace import Workspace

STEP = "evaluate"
KNOWN = ("wordsim353", "simlex999", "questions-words", "wordnet-categories")
NO_LABELS = ("No labels", "")
METHODS = (("3CosAdd", "3cosadd"), ("3CosMul", "3cosmul"))
PARTS = ("sections", "failures", "pairs")  # in the order in which they are offered
WORDS = ("a", "b", "c", "expected", "answer")


class EvaluatePanel(QWidget):
    """Starts `evaluate` for each chosen space and joins their answers; a failed question is shown on the map."""

    caption_changed = Signal(str)

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._files: tuple[str, ...] = ()
        self._jobs: dict[str, str] = {}  # running jobs, and the space that each tests
        self._answers: dict[str, Table] = {}  # by space, in the order in which they were asked for
        parameters = {p.name: p for p in parameters_of(step_named(STEP))}
        self.sets = TickMenu("Test sets", "sets")
        self.spaces = TickMenu("Spaces", "spaces")
        self.labels = Choice("Labels", (112, 160))
        self.limit = NumberField(parameters["limit"])
        self.method = Choice("Analogies by", (88, 104))
        self.run = QPushButton("Run")
        self.problem = PlainLabel(role="caption", tone="error")
        self.table = TableView()
        self.exports = TableExports(self.table, workspace)
        self.part = Choice("Details", (144, 200))
        self.told = ElidedLabel(role="caption", tone="secondary")
        self.details = TableView()
        self.detail_exports = TableExports(self.details, workspace)
        self.empty = EmptyState("Not evaluated yet", "Choose test sets, a column of labels, or both, and run them.")
        self._pages = QStackedWidget()
        self._build(parameters)
        self._connect()
        self._offer()

    def step(self, space: str) -> Step:
        """What the form says, for one space; a column that this space lacks is left out."""
        sets, column = self.sets.ticked(), self.labels.value() or ""
        if not sets and not column:
            raise UserError("No test set is chosen.", "Tick one, or choose a column of labels.")
        item = self._workspace.space(space)
        known = item is not None and column in item.columns.column_names
        values: dict[str, Any] = {"set": sets, "column": column if known else "", "limit": self.limit.value()}
        return build(step_named(STEP), {**values, "method": self.method.value()})

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._workspace.drawings.draw(None)

    def _build(self, parameters: dict[str, Any]) -> None:
        self._add = self.sets.add_command("Add a file…")
        self.sets.offer([(name, name) for name in KNOWN], KNOWN)
        self.method.show_entries(METHODS, "3cosadd")
        self.run.setProperty("primary", True)
        self.limit.findChild(QLineEdit).setPlaceholderText("all")
        set_plain_tooltip(self.sets, "Test sets · pairs judged by people, analogies, categories; files of the same")
        set_plain_tooltip(self.spaces, "Spaces · each is tested alike, their answers stand in one table")
        set_plain_tooltip(self.labels, f"Labels · {parameters['column'].help}")
        set_plain_tooltip(self.limit, f"First rows · {parameters['limit'].help}")
        set_plain_tooltip(self.method, f"Analogies by · {parameters['method'].help}")
        self.problem.setWordWrap(True)
        self.problem.hide()
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(_padded(self.table))
        parts.addWidget(self._detail())
        parts.setSizes([pixels(560), pixels(520)])
        self._pages.addWidget(self.empty)
        self._pages.addWidget(parts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(Hairline())
        column.addWidget(self._pages, 1)

    def _head(self) -> QWidget:
        bar, holder = QHBoxLayout(), QWidget()
        bar.setSpacing(pixels(8))
        for widget in (self.sets, self.labels):
            bar.addWidget(widget)
        bar.addWidget(PlainLabel("Analogies", role="table", tone="secondary"))
        bar.addWidget(self.method)
        bar.addWidget(PlainLabel("among first", role="table", tone="secondary"))
        for part in (self.limit, self.spaces, self.run):
            bar.addWidget(part)
        bar.addStretch(1)
        bar.addWidget(MoreButton(self.table))
        column = QVBoxLayout(holder)
        column.setContentsMargins(pixels(SIDE), pixels(6), pixels(SIDE), pixels(6))
        column.setSpacing(pixels(4))
        column.addLayout(bar)
        column.addWidget(self.problem)
        return holder

    def _detail(self) -> QWidget:
        holder, head = QWidget(), QHBoxLayout()
        head.setContentsMargins(pixels(10), pixels(4), 0, pixels(2))
        head.setSpacing(pixels(8))
        head.addWidget(self.part)
        head.addWidget(self.told, 1)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, pixels(10), 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.details, 1)
        return holder

    def _connect(self) -> None:
        workspace = self._workspace
        self.run.clicked.connect(self._on_run)
        self._add.triggered.connect(self._on_add)
        for changed in (self.sets.changed, self.spaces.changed, self.limit.changed):
            changed.connect(self._on_edited)
        self.part.chosen.connect(self._show_part)
        self.details.clicked.connect(self._on_detail)
        workspace.items_changed.connect(self._offer)
        workspace.shown_changed.connect(self._offer)
        workspace.job_changed.connect(self._on_job)

    def _offer(self) -> None:
        """The spaces that could be tested, the shown one ticked at first, and the columns of the shown one."""
        items = [item for item in self._workspace.items.values() if item.kind == "space" and not item.live]
        ids = [item.id for item in items]
        ticked = [id for id in self.spaces.ticked() if id in ids and len(self.spaces.ticked()) > 1]
        shown = self._workspace.space_id
        self.spaces.offer([(item.name, item.id) for item in items], ticked or ([shown] if shown else []))
        space = self._workspace.space()
        names = [] if space is None else [name for name in space.columns.column_names if _is_of_labels(space, name)]
        chosen = self.labels.value()
        self.labels.show_entries([NO_LABELS, *((name, name) for name in names)], chosen if chosen in names else "")
        self.run.setEnabled(bool(items))

    def _on_add(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "A test set")
        if path:
            self.add_file(Path(path))

    def add_file(self, path: Path) -> None:
        """Offer a file of one's own as a set, and tick it."""
        self._files = tuple(dict.fromkeys((*self._files, str(path))))
        entries = [(name, name) for name in KNOWN] + [(Path(file).name, file) for file in self._files]
        self.sets.offer(entries, (*self.sets.ticked(), str(path)))

    def _on_edited(self) -> None:
        self._say("")

    def _on_run(self) -> None:
        self._say("")
        chosen = self.spaces.ticked()
        if not chosen:
            self._say("No space is chosen. Tick one.")
            return
        try:
            steps = {space: self.step(space) for space in chosen}
        except UserError as wrong:
            self._say(str(wrong))
            return
        self._answers = {}
        self.empty.say("Being tested …", "The answer comes here. How far it is stands in the status bar.")
        for space, step in steps.items():
            job = self._workspace.start(step, space=space)
            if job:
                self._jobs[job] = space

    def _on_job(self, state: JobState) -> None:
        if not state.ended or state.id not in self._jobs:
            return
        space = self._jobs.pop(state.id)
        if state.state != "finished":
            self.empty.say("Not evaluated", "Choose test sets, a column of labels, or both, and run them.")
        if state.state == "failed":
            self._say(" ".join(part for part in (state.message, state.hint) if part))
        table = self._workspace.table(state.result) if state.result else None
        if table is not None and space in self._workspace.items:
            self._answers[space] = table
            self._show()

    def _show(self) -> None:
        names = [self._workspace.items[space].name for space in self._answers]
        table = joined(names, list(self._answers.values()))
        self._pages.setCurrentIndex(1)
        self.table.show_table(table, result_columns(table))
        self.caption_changed.emit(table.caption)
        known = sorted(table.parts, key=PARTS.index)
        entries = [(f"{title(name)} ({table.parts[name].num_rows:,})", name) for name in known]
        self.part.show_entries(entries, self.part.value() if self.part.value() in known else next(iter(known), None))
        self.told.setText(missing_text(table))
        set_plain_tooltip(self.told, "\n".join(table.notes))
        self._show_part()

    def _show_part(self) -> None:
        table, name = self.table.table(), self.part.value()
        if table is None or name not in table.parts:
            self.details.show_table(None)
            return
        part = replace(table, name=f"{table.name}, {name}", columns=table.parts[name])
        self.details.show_table(part, detail_columns(part))

    def _on_detail(self, index: QModelIndex) -> None:
        """Show the words of a failed question, or of a pair, on the map of the space that was asked."""
        model = self.details.model_of_table()
        table = model.table
        if table is None or "row" not in table.columns.column_names:
            return
        space = self._space_of(model.value(index.row(), SPACE) if SPACE in table.columns.column_names else None)
        if space is None:
            return
        if space != self._workspace.space_id:
            self._workspace.show(space)
        names = WORDS if WORDS[0] in table.columns.column_names else ("first", "second")
        self._mark(space, {name: str(model.value(index.row(), name)) for name in names})

    def _mark(self, space: str, words: dict[str, str]) -> None:
        keys = self._workspace.space(space).keys
        rows = {name: keys.row_of(word) for name, word in words.items()}
        self._workspace.select(sorted(set(rows.values())), "replace", "show a test question")
        if "answer" not in rows:
            return
        arrows = (
            Arrow(start=rows["a"], end=rows["b"]),
            Arrow(start=rows["c"], end=rows["expected"]),
            Arrow(start=rows["c"], end=rows["answer"], dashed=True),
        )
        said = "{a} : {b} = {c} : {expected}, answered ‘{answer}’ (dashed)".format(**words)
        self._workspace.drawings.draw(Drawing(space=space, arrows=arrows, caption=said))

    def _space_of(self, name: str | None) -> str | None:
        """The item whose answer is called so; the only one where there is no name."""
        spaces = [space for space in self._answers if space in self._workspace.items]
        names = distinct([self._workspace.items[space].name for space in spaces])
        return next((space for space, known in zip(spaces, names, strict=True) if name in (known, None)), None)

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))


def _is_of_labels(space: Any, name: str) -> bool:
    """Whether a column could hold labels: words or whole numbers, no measured values."""
    kind = space.columns.schema.field(name).type
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_boolean(kind))


def _padded(widget: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(pixels(10), 0, pixels(4), 0)
    column.addWidget(widget)
    return holder


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(EvaluatePanel, 1080, 240)
