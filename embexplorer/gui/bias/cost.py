"""What debiasing has cost and what it has left, measured between the shown space and the one that it was made from."""

from dataclasses import replace
from typing import Any

import pyarrow as pa
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from embexplorer.core.registry import step_named
from embexplorer.core.step import build
from embexplorer.core.table import Table
from embexplorer.gui.bias.debiased import answer_of, before_debiasing, direction_of
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.numbers import written
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.section import SIDE, EmptyState
from embexplorer.gui.widgets.table_model import Column
from embexplorer.gui.widgets.table_view import TableView
from embexplorer.workspace.job_states import JobState
from embexplorer.workspace.workspace import Workspace

STEP = "debias-cost"
SIDES = ("before", "after")
RECOVERED = "side recovered, classifier"  # the measure that the sentence below the table is made of
UNMEASURED = (
    "Not measured yet",
    "Similarity and analogies before and after, and what a classifier still recovers. It can take half a minute.",
    "Measure the cost",
)


class CostPart(QWidget):
    """`offered` says whether a debiased space is shown; `compare_asked` that it be laid beside the one before."""

    offered = Signal(bool)
    compare_asked = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._job = ""
        self._measured: str | None = None  # the debiased space that the job is about
        self._item: str | None = None
        self._roomy = True
        self.empty = EmptyState(*UNMEASURED)
        self.cancel = QPushButton("Cancel")
        self.view = TableView()
        self.said = PlainLabel(role="caption", tone="secondary")
        self.compare = QPushButton("Compare with the space before")
        self.pages = QStackedWidget()
        self._build()
        self.empty.asked.connect(self._on_measure)
        self.cancel.clicked.connect(self._on_cancel)
        self.compare.clicked.connect(self.compare_asked)
        workspace.shown_changed.connect(self._on_shown)
        workspace.items_changed.connect(self._on_shown)
        workspace.job_changed.connect(self._on_job)
        self._on_shown()

    def is_offered(self) -> bool:
        """Whether a debiased space is shown whose original is in the library."""
        return before_debiasing(self._workspace) is not None

    def show_roomy(self, roomy: bool) -> None:
        """Draw the intervals where there is room for them beside the names; elsewhere their tooltips say them."""
        self._roomy = roomy
        self._show(self.view.table())

    def _build(self) -> None:
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.said.setWordWrap(True)
        self.said.setContentsMargins(pixels(SIDE), pixels(6), pixels(SIDE), 0)
        set_plain_tooltip(self.compare, "Compare · both maps side by side, and what has changed most")
        answer, foot = QWidget(), QWidget()
        inner = _column(answer)
        inner.addWidget(self.view, 1)
        inner.addWidget(self.said)
        inner.addStretch(0)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(answer)
        line = QHBoxLayout(foot)
        line.setContentsMargins(pixels(SIDE), pixels(8), pixels(SIDE), pixels(8))
        line.addWidget(self.compare)
        line.addWidget(self.cancel)
        line.addStretch(1)
        self.cancel.hide()
        column = _column(self)
        column.addWidget(self.pages, 1)
        column.addWidget(foot)

    def _on_measure(self) -> None:
        """The answer joins the library; the status bar says how far it is."""
        before = before_debiasing(self._workspace)
        if before is not None:
            step, self._measured = build(step_named(STEP), direction_of(self._workspace)), self._workspace.space_id
            self._job = self._workspace.start(step, space=before, other=self._measured)

    def _on_cancel(self) -> None:
        self._workspace.cancel(self._job)

    def _on_job(self, state: JobState) -> None:
        if state.id != self._job:
            return
        self.cancel.setVisible(not state.ended)
        self.cancel.setEnabled(state.can_cancel)
        if not state.ended:
            self._say("Measuring…", state.text)
            return
        self._job = ""
        if state.state == "failed":
            self._say("Not measured", f"{state.message} {state.hint}".strip(), UNMEASURED[2])
        else:
            self._say(*UNMEASURED)
        self._on_shown()

    def _say(self, *words: str) -> None:
        """Of the job, while the space is shown that it is about."""
        if self._workspace.space_id == self._measured:
            self.empty.say(*words)

    def _on_shown(self) -> None:
        self.offered.emit(self.is_offered())
        if self._workspace.space_id != self._measured:
            self.empty.say(*UNMEASURED)
        item = answer_of(self._workspace, STEP) if self.is_offered() else None
        if item == self._item:
            return
        self._item = item
        table = self._workspace.table(item) if item is not None else None
        self.pages.setCurrentIndex(0 if table is None else 1)
        self._show(with_tips(table) if table is not None else None)

    def _show(self, table: Table | None) -> None:
        self.view.show_table(table, columns(self._roomy) if table is not None else ())
        if table is None:
            return
        self.view.setMaximumHeight(self.view.height_of_lines(table.columns.num_rows))
        self.said.setText(recovered(table))
        set_plain_tooltip(self.said, "\n".join([table.caption, *table.notes]))


def recovered(table: Table) -> str:
    """What a classifier still tells, as a sentence, and what that means."""
    row = next((row for row in table.columns.to_pylist() if row["measure"] == RECOVERED), None)
    means = " ".join(note for note in table.notes if "classifier" in note)
    if row is None or None in (row["before"], row["after"], row["after_low"], row["after_high"]):
        return means
    before, after = (f"{100 * row[side]:.1f} %" for side in ("before", "after"))
    ends = " to ".join(f"{100 * row[end]:.1f}" for end in ("after_low", "after_high"))
    return f"A classifier still recovers the side of {after} of the words ({ends}); before {before}. {means}"


def with_tips(table: Table) -> Table:
    """With both intervals in words, and what the measure says."""
    rows, columns = table.columns.to_pylist(), table.columns
    for side in SIDES:
        tips = pa.array([f"{_interval_text(row, side)}{row['says']}" for row in rows], pa.string())
        columns = columns.append_column(f"{side}_tip", tips)
    return replace(table, columns=columns)


def columns(roomy: bool) -> tuple[Column, ...]:
    """The measures, before and after."""
    drawn = {side: (f"{side}_low", f"{side}_high") if roomy else None for side in SIDES}
    measured = [
        Column(name=side, title=side.capitalize(), kind="score", tip="says" if roomy else f"{side}_tip", ends=ends)
        for side, ends in drawn.items()
    ]
    return (Column(name="measure", title="Measure", kind="text", tip="says", loose=True), *measured)


def _interval_text(row: dict[str, Any], side: str) -> str:
    low, high = row[f"{side}_low"], row[f"{side}_high"]
    return "" if None in (low, high) else f"{written(low, 'score')} to {written(high, 'score')}, 95 %\n"


def _column(holder: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
