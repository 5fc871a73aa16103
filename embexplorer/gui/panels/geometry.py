"""The shape of the shown space: measures with their intervals, what is worth looking at, and how rows are spread."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.registry import step_named
from embexplorer.core.step import Step, build, parameters_of
from embexplorer.core.table import Table
from embexplorer.gui.actions import Action, Actions
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.bin_bars import BinBars
from embexplorer.gui.widgets.fields import NumberField
from embexplorer.gui.widgets.finding_list import FindingList
from embexplorer.gui.widgets.geometry_columns import (
    FINDINGS,
    findings_of,
    lists_of,
    measure_columns,
    norms_of,
    row_columns,
    rows_of,
)
from embexplorer.gui.widgets.plain import set_plain_tooltip
from embexplorer.gui.widgets.run_bar import RunBar
from embexplorer.gui.widgets.section import SIDE, EmptyState, Hairline, Head
from embexplorer.gui.widgets.seed_line import SeedLine
from embexplorer.gui.widgets.table_exports import MoreButton, TableExports
from embexplorer.gui.widgets.table_view import TableView
from embexplorer.workspace.job_states import JobState
from embexplorer.workspace.workspace import Workspace

STEP = "geometry"
BESIDE = 244
TRACK = 48
WIDE = 840  # below it there is no room for the histograms


class GeometryPanel(QWidget):
    """Shows the newest answer about the shown space, which is in the library; `caption_changed` says what it is of."""

    caption_changed = Signal(str)

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._job = ""
        self._item: str | None = None
        self._caption = ""
        self._parameters = {p.name: p for p in parameters_of(step_named(STEP))}
        self.form = RunBar()
        self.k = NumberField(self._parameters["k"])
        self.seed = SeedLine()
        self.table = TableView()
        self.findings = FindingList()
        self.lists = BinBars("In how many lists of neighbours a row is", "lists")
        self.norms = BinBars("How long a row is", "norm")
        self.shown = TableView()
        self.shown_head = Head("")
        self.back = QPushButton("Close")
        self.exports = (TableExports(self.table, workspace), TableExports(self.shown, workspace))
        self.empty = EmptyState(
            "Not measured yet",
            "Lengths, anisotropy, components, hubs and dimensions say what cosines and maps of this space are worth.",
            "Measure",
        )
        self._pages, self._beside = QStackedWidget(), QStackedWidget()
        self._build()
        self._connect()
        actions.add(Action(id="geometry.run", text="Measure the geometry", group="Probe", run=self.run,
                           enabled=self._has_space, why_disabled="Open a vector file first",
                           tooltip="Measure the geometry\nLengths, anisotropy, hubs, dimensions"))  # fmt: skip
        self._on_shown_changed()

    def run(self) -> None:
        """Run what the form says; the answer joins the library."""
        step = self.form.step_of(self._workspace, self.step)
        if step is not None:
            self._job = self._workspace.start(step)

    def step(self) -> Step:
        """What the form says; raises UserError and marks the field that is wrong."""
        self.k.set_wrong(False)
        seed = self.seed.seed()
        try:
            return build(step_named(STEP), {"k": self.k.value(), "seed": seed})
        except UserError:
            self.k.set_wrong(True)
            raise

    def answer(self) -> Table | None:
        """What is shown."""
        return self._workspace.table(self._item) if self._item else None

    def show_part(self, name: str) -> None:
        """Select the rows of a finding on the map, and list them beside the measures."""
        answer = self.answer()
        if answer is None or name not in answer.parts:
            return
        part = rows_of(answer, name)
        self._workspace.select(part.columns["row"].to_pylist(), name=part.name)
        self.shown.show_table(part, row_columns())
        self.shown_head.title.setText(part.name)
        self.shown_head.caption.setText(f"{part.columns.num_rows} rows")
        set_plain_tooltip(self.shown_head, "Selected on the map")
        self._beside.setCurrentIndex(1)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._say_of(self._caption)  # a panel that is made late has said it before anybody listened

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is little room, what is shown beside the measures takes the place of the sentences."""
        wide, listed = self.width() >= pixels(WIDE), self._beside.currentIndex() == 1
        self._beside.setVisible(wide or listed)
        self._told.setVisible(wide or not listed)

    def _build(self) -> None:
        self.k.set_value(self._parameters["k"].default)
        self.seed.setFixedWidth(pixels(56))
        self.form.add_field("Neighbours, k", self.k)
        self.form.add_field("Seed", self.seed)
        for widget, name in ((self.k, "k"), (self.seed, "seed")):
            set_plain_tooltip(widget, self._parameters[name].help)
        self.form.add(MoreButton(self.table))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.form)
        column.addWidget(Hairline())
        column.addWidget(self._pages, 1)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self._answer())

    def _answer(self) -> QWidget:
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.longest_bar = TRACK
        self._beside.setFixedWidth(pixels(BESIDE))
        self._beside.addWidget(_stacked(self.lists, self.norms))
        self.shown_head.add(self.back)
        self._beside.addWidget(_stacked(self.shown_head, self.shown))
        self._told = _stacked(Head("Findings"), self.findings)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(pixels(10), 0, pixels(SIDE), pixels(4))
        row.setSpacing(pixels(12))
        row.addWidget(self.table, 5)
        for part, stretch in ((self._told, 3), (self._beside, 0)):
            row.addWidget(Hairline(upright=True))
            row.addWidget(part, stretch)
        return holder

    def _connect(self) -> None:
        self.form.run_asked.connect(self.run)
        self.form.cancel_asked.connect(self._on_cancel)
        self.seed.returnPressed.connect(self.run)
        self.k.changed.connect(self._on_edited)
        self.seed.textEdited.connect(self._on_edited)
        self.empty.asked.connect(self.run)
        self.findings.asked.connect(self.show_part)
        self.back.clicked.connect(self._on_back)
        self.shown.picked.connect(self._workspace.pin)
        self._workspace.shown_changed.connect(self._on_shown_changed)
        self._workspace.items_changed.connect(self._on_shown_changed)
        self._workspace.job_changed.connect(self._on_job_changed)

    def _say_of(self, caption: str) -> None:
        self._caption = caption
        self.caption_changed.emit(caption)

    def _has_space(self) -> bool:
        return self._workspace.space() is not None

    def _on_edited(self) -> None:
        self.k.set_wrong(False)
        self.form.complain("")

    def _on_cancel(self) -> None:
        self._workspace.cancel(self._job)

    def _on_back(self) -> None:
        self._beside.setCurrentIndex(0)
        self._fit()

    def _on_job_changed(self, state: JobState) -> None:
        if state.id != self._job:
            return
        self.form.show_job(state)
        if state.result is not None and state.ended:
            self._job = ""
            self._workspace.rename(state.result, "Geometry")  # of what, its place in the library says

    def _on_shown_changed(self) -> None:
        self.form.offer(self._has_space())
        newest = self._newest()
        if newest == self._item:
            return
        self._item = newest
        answer = self.answer()
        if answer is None or FINDINGS not in answer.parts:
            self._pages.setCurrentIndex(0)
            self.table.show_table(None)
            self._say_of("")
            return
        self._show(answer)

    def _newest(self) -> str | None:
        """The newest answer about the shown space."""
        found = [
            item.id
            for item in self._workspace.items.values()
            if item.kind == "table" and item.step == STEP and item.parent == self._workspace.space_id
        ]
        return found[-1] if found else None

    def _show(self, answer: Table) -> None:
        if self.empty.button.hasFocus():
            self.table.setFocus()
        self._pages.setCurrentIndex(1)
        self.table.show_table(answer, measure_columns())
        self.findings.show_findings(findings_of(answer))
        self.lists.show_bins(lists_of(answer))
        self.norms.show_bins(norms_of(answer))
        set_plain_tooltip(self.table, "\n".join(answer.notes))
        self._say_of(answer.caption)
        self._on_back()


def _stacked(*parts: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, pixels(6), 0, 0)
    column.setSpacing(pixels(4))
    for part in parts:
        column.addWidget(part)
    return holder


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(GeometryPanel, 1080, 280)
