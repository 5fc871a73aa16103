"""Grow the selection in the space: a small sheet that says how many words would come before they do."""

from collections.abc import Callable
from functools import partial

import numpy as np
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.registry import step_named
from embexplorer.core.step import Step, build
from embexplorer.core.table import Table
from embexplorer.core.typing import IntArray
from embexplorer.gui.actions import Action, Actions
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.choice import Choice
from embexplorer.gui.widgets.number_line import NumberLine, number_read, number_typed
from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel
from embexplorer.gui.widgets.section import Hairline, padded_column
from embexplorer.gui.widgets.sheet_place import show_beside
from embexplorer.workspace.workspace import Workspace

WIDTH = 360
NOTHING = "Nothing is selected."
PAUSE = 200  # milliseconds after the last key, before it is asked
LARGE = 50_000  # rows of a space in which it may take long enough to be seen among the jobs
WAYS = (("Within a radius", "radius"), ("To neighbours", "hops"), ("Take off the outermost", "shrink"))
Answer = Callable[[Table], object]
Refusal = Callable[[UserError], object]
METRICS = (("cosine", "cosine"), ("Euclidean", "euclidean"))


class GrowSheet(QDialog):
    """Beside the map, which stays in use; asks again whenever the form or the selection changes."""

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._answer: IntArray | None = None
        self.way = Choice("How to grow", (160, 240))
        self.measure = Choice("Metric", (96, 120))
        self.radius, self.hops, self.k = NumberLine(False), NumberLine(True), NumberLine(True)
        self.count = PlainLabel(role="subject")
        self.caption = ElidedLabel(role="caption", tone="secondary")
        self.run = QPushButton("Grow")
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self._ask)
        self._build()
        self._register(actions)
        workspace.selection_changed.connect(self._on_changed)
        workspace.shown_changed.connect(self._on_changed)

    def open_beside(self) -> None:
        """Show the sheet and ask at once."""
        show_beside(self)
        self.radius.setFocus()
        self._ask()

    def step(self) -> Step:
        """What the form says; raises UserError for a field that holds no such number."""
        values = {"how": self.way.value(), "metric": self.measure.value(), "radius": _number(self.radius, "The radius")}
        whole = {"hops": _number(self.hops, "The number of hops"), "k": _number(self.k, "The number of neighbours")}
        return build(step_named("grow"), {**values, **whole})

    def _on_changed(self) -> None:
        if self.isVisible():
            self._show_ways()
            self.run.setEnabled(False)
            self._soon.start()

    def _ask(self) -> None:
        workspace, rows = self._workspace, self._workspace.selection
        self._answer = None
        self.run.setEnabled(False)
        if not len(rows):
            self._refuse(UserError("Nothing is selected.", "Select the words that the selection grows from."))
            return
        try:
            step = self.step()
        except UserError as wrong:
            self._refuse(wrong)
            return
        self.count.setText(f"{len(rows):,} → …")
        ask(workspace, step, partial(self._on_answer, workspace.space_id, rows), self._refuse)

    def _on_answer(self, space: str | None, rows: IntArray, table: Table) -> None:
        if space != self._workspace.space_id or rows is not self._workspace.selection:
            return  # asked anew
        before, after = int(table.facts["before"]), int(table.facts["after"])
        unit = self._workspace.space().unit if self._workspace.space() is not None else "rows"
        self.count.setText(f"{before:,} → {after:,} {unit}")
        self.caption.setText(table.caption.partition(" · ")[2])
        self.caption.set_tone("secondary")
        self._answer = np.asarray(table.columns["row"].to_numpy(), np.int64)
        self.run.setEnabled(before != after)

    def _refuse(self, wrong: UserError) -> None:
        self.count.setText("")
        self.caption.set_tone("error")
        self.caption.setText(str(wrong))

    def _on_run(self) -> None:
        if self._answer is not None:
            take(self._workspace, self._answer, self.way.value())

    def _on_hop(self) -> None:
        self._at_once("hops")

    def _on_shrink(self) -> None:
        self._at_once("shrink")

    def _at_once(self, how: str) -> None:
        """One hop, with the number of neighbours that the form has, or the usual one."""
        k = number_read(self.k.text(), True)
        metric = self.measure.value()
        step = build(step_named("grow"), {"how": how, "metric": metric, **({"k": k} if k is not None else {})})
        rows, space = self._workspace.selection, self._workspace.space_id
        ask(self._workspace, step, partial(self._on_hopped, space, rows, how), self._on_refused)

    def _on_hopped(self, space: str | None, rows: IntArray, how: str, table: Table) -> None:
        if space == self._workspace.space_id and rows is self._workspace.selection:
            take(self._workspace, np.asarray(table.columns["row"].to_numpy(), np.int64), how)

    def _on_refused(self, wrong: UserError) -> None:
        self._workspace.notice(str(wrong), "warn")

    def _has_selection(self) -> bool:
        return len(self._workspace.selection) > 0

    def _register(self, actions: Actions) -> None:
        for id, text, run, keys, tooltip in (
            ("selection.grow", "Grow…", self.open_beside, "", "Grow · takes up what lies near in the space"),
            ("selection.grow-hop", "Grow by one hop", self._on_hop, "Ctrl++", "Takes up the nearest of each"),
            ("selection.shrink-hop", "Shrink by one hop", self._on_shrink, "Ctrl+-",
             "Leaves out those that have a neighbour outside"),
        ):  # fmt: skip
            actions.add(Action(id=id, text=text, group="Edit/Selection", run=run, shortcut=keys, section=2,
                               tooltip=tooltip, enabled=self._has_selection, why_disabled=NOTHING))  # fmt: skip

    def _build(self) -> None:
        self.setWindowTitle("Grow the selection")
        self.setWindowFlag(Qt.WindowType.Tool)
        self.setFixedWidth(pixels(WIDTH))
        self.way.show_entries(WAYS, "radius")
        self.measure.show_entries(METRICS, "cosine")
        for field, value, says in ((self.radius, 0.6, "Radius"), (self.hops, 1, "Hops"), (self.k, 15, "Neighbours")):
            field.setText(number_typed(value))
            field.setFixedWidth(pixels(72))
            field.setAccessibleName(says)
            field.textEdited.connect(self._on_changed)
        self.way.chosen.connect(self._on_changed)
        self.measure.chosen.connect(self._on_changed)
        self.run.setProperty("primary", True)
        self.run.setDefault(True)
        self.run.clicked.connect(self._on_run)
        self.caption.setMinimumHeight(pixels(16))
        close = QPushButton("Close")
        close.clicked.connect(self.hide)
        column = padded_column(self, above=16, below=16)
        column.addLayout(_row(self.way, self.measure))
        self._by_radius = _line(PlainLabel("Least cosine"), self.radius)
        self._by_hops = _line(PlainLabel("Hops"), self.hops, PlainLabel("over neighbours"), self.k)
        for part in (self._by_radius, self._by_hops, Hairline(), self.count, self.caption):
            column.addWidget(part)
        column.addLayout(_row(None, self.run, close))
        self._show_ways()

    def _show_ways(self) -> None:
        radius = self.way.value() == "radius"
        self._by_radius.setVisible(radius)
        self._by_hops.setVisible(not radius)
        label = self._by_radius.findChild(PlainLabel)
        label.setText("Least cosine" if self.measure.value() == "cosine" else "Greatest distance")
        self.run.setText("Shrink" if self.way.value() == "shrink" else "Grow")


def ask(workspace: Workspace, step: Step, answer: Answer, failed: Refusal) -> None:
    """Ask what the selection grows to; of questions in quick succession only the newest is answered."""
    space = workspace.space()
    title = "Grow the selection" if space is not None and space.rows > LARGE else ""
    workspace.ask(step, answer, failed, rows=workspace.selection, key="grow", title=title)


def take(workspace: Workspace, rows: IntArray, how: str) -> None:
    """Take these rows into the selection, or out of it, as one change with a name."""
    if how == "shrink":
        workspace.select(rows, "subtract", "shrink")
    else:
        workspace.select(rows, "add", "grow")


def _number(field: NumberLine, says: str) -> float:
    whole = field.whole
    value = number_read(field.text(), whole)
    field.set_wrong(value is None)
    if value is None:
        raise UserError(f"{says} is ‘{field.text()}’, which is no {'whole ' if whole else ''}number.", "")
    return value


def _line(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = _row(*widgets)
    row.addStretch(1)
    holder.setLayout(row)
    return holder


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(pixels(8))
    for widget in widgets:
        row.addStretch(1) if widget is None else row.addWidget(widget)
    return row


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(GrowSheet, WIDTH, 220)
