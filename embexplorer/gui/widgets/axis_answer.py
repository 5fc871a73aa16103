"""The answer of `axis`: what hold-out says, the words along the axis, and the pole words with their ticks."""

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from embexplorer.core.table import Table
from embexplorer.gui.style import font, pixels
from embexplorer.gui.widgets.axis_bars import AxisBars
from embexplorer.gui.widgets.axis_plot import AxisPlot, Placed
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.section import EmptyState, Hairline, Head
from embexplorer.gui.widgets.table_exports import MoreButton, TableExports
from embexplorer.gui.widgets.table_model import Column
from embexplorer.gui.widgets.table_view import TableView
from embexplorer.gui.widgets.word_line import WordLine
from embexplorer.workspace.workspace import Workspace

REST = 400  # milliseconds without a key before the words are asked for
POLES, NARROW = 272, 640  # pixels: the list of poles, and what the rest needs beside it
POLES_PART, SIDE_COLUMN = "poles", "held out"
ENDS = "both ends of all words"
KEPT, LOST = "✓ own side", "✗ other side"
NOTHING = (
    "No axis yet",
    "Give both poles some words, or begin with ten pairs of gender: she – he, woman – man …",
    "Take the ten pairs",
)
COLUMNS = (
    Column(name="word", title="Word", kind="text"),
    Column(name="score", title="Cosine", kind="score"),
    Column(name=SIDE_COLUMN, title="Held out", kind="text"),
)


class AxisAnswer(QWidget):
    """`changed` says that other words are to be placed, `picked` carries the row of a word that was clicked."""

    changed = Signal()
    picked = Signal(int)
    example_asked = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = WordLine(workspace)
        self.verdict = PlainLabel(role="table")
        self.problem = PlainLabel(role="caption", tone="error")
        self.plot = AxisPlot()
        self.bars = AxisBars()
        self.as_bars = QToolButton()
        self.said = PlainLabel(role="caption", tone="secondary")
        self._forms = QStackedWidget()
        self._workspace = workspace
        self.table = TableView()  # holds the answer for copy and export; the plot is what is seen of it
        self.exports = TableExports(self.table, workspace)
        self.poles = TableView()
        self.empty = EmptyState(*NOTHING)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._pages, self._beside = QStackedWidget(), QWidget()
        self._line = Hairline(upright=True)
        self._room = 0
        self._build()
        self.words.textEdited.connect(self._on_edited)
        self.words.returnPressed.connect(self._on_rest)
        self._rest.timeout.connect(self._on_rest)
        self.empty.asked.connect(self.example_asked)
        self.plot.picked.connect(self.picked)
        self.bars.picked.connect(self.picked)
        self.as_bars.toggled.connect(self._on_form)
        self.poles.picked.connect(self.picked)

    def show_table(self, table: Table | None, wrong: str = "") -> None:
        """Show this answer, and what was wrong with the words; without an answer, what to do."""
        self.table.show_table(table)
        self._pages.setCurrentIndex(0 if table is None else 1)
        self.poles.show_table(None if table is None else _poles(table), COLUMNS if table is not None else ())
        self._fit()
        if table is None:
            self.empty.say(*NOTHING)
            self._say("")
            return
        left, _, right = table.name.removeprefix("Axis ").partition(" ↔ ")
        placed = _placed(table.columns)
        gap = None if self.words.words() or len(placed) >= self._rows() else len(placed) // 2
        self.plot.show_words(placed, left, right)
        self.bars.show_words(placed, left, right, gap)
        self._say_which(len(placed), gap)
        judge(self.verdict, table)
        set_plain_tooltip(self.verdict, "\n".join(table.notes))
        here = [word for word in self.words.words() if word in table.missing or f"‘{word}’ is not" in wrong]
        self.words.set_wrong(bool(here), here)
        self._say(wrong if here else "")

    def show_problem(self, text: str) -> None:
        """Say why there is no axis, in place of the answer."""
        self.show_table(None)
        self.empty.say("No axis", text)

    def lay(self, room: int) -> None:
        """So many pixels are there; the list of poles is shown where they are enough."""
        self._room = room
        self._fit()

    def _build(self) -> None:
        self.words.setPlaceholderText(f"Words to place; none: {ENDS}")
        self.words.setAccessibleName("Words to place on the axis")
        self.words.setMaximumWidth(pixels(440))
        for label in (self.problem, self.verdict):
            label.setWordWrap(True)
        self.problem.hide()
        seen = QWidget()
        column = QVBoxLayout(seen)
        column.setContentsMargins(pixels(12), pixels(6), pixels(8), 0)
        column.setSpacing(pixels(4))
        column.addLayout(self._bar())
        for part in (self.problem, self.verdict):
            column.addWidget(part)
        for form in (self.plot, self.bars):
            self._forms.addWidget(form)
        column.addWidget(self._forms, 1)
        row = QHBoxLayout(seen_row := QWidget())
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(seen, 1)
        row.addWidget(self._line)
        row.addWidget(self._list())
        self._pages.addWidget(self.empty)
        self._pages.addWidget(seen_row)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        self.table.hide()

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(pixels(8))
        bar.addWidget(PlainLabel("Words", role="table", tone="secondary"))
        bar.addWidget(self.words, 3)
        bar.addWidget(self.said)
        bar.addStretch(1)
        self.as_bars.setText("Bars")
        self.as_bars.setCheckable(True)
        self.as_bars.setFont(font("table", 500))
        set_plain_tooltip(self.as_bars, "Bars · the words ranked, each with its cosine; else dots on one line")
        bar.addWidget(self.as_bars)
        bar.addWidget(MoreButton(self.table))
        return bar

    def _list(self) -> QWidget:
        head = Head("Pole words")
        head.caption.setText("held out one by one")
        column = QVBoxLayout(self._beside)
        column.setContentsMargins(pixels(10), pixels(8), pixels(10), 0)
        column.setSpacing(pixels(4))
        column.addWidget(head)
        column.addWidget(self.poles, 1)
        self._beside.setFixedWidth(pixels(POLES))
        return self._beside

    def _fit(self) -> None:
        there = self._room >= pixels(NARROW)
        self._beside.setVisible(there)
        self._line.setVisible(there)

    def _on_edited(self) -> None:
        self.words.set_wrong(False)
        self._rest.start()

    def _on_rest(self) -> None:
        self._rest.stop()
        self.changed.emit()

    def _on_form(self, bars: bool) -> None:
        self._forms.setCurrentIndex(1 if bars else 0)

    def _rows(self) -> int:
        space = self._workspace.space()
        return 0 if space is None else space.rows

    def _say_which(self, count: int, gap: int | None) -> None:
        """Which of all words are shown."""
        rows = self._rows()
        if gap is not None:
            self.said.setText(f"{gap:,} at either end of {rows:,}")
        else:
            self.said.setText(f"all {count:,}" if count >= rows else f"{count:,} as typed")

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))


def judge(label: PlainLabel, table: Table) -> None:
    """Write what hold-out says: good if the whole interval is above one half, a warning else."""
    low = table.facts.get("hold_out_low")
    label.set_tone("good" if low is not None and low > 0.5 else "warn")
    label.setText(table.notes[0])


def _placed(columns: pa.Table) -> list[Placed]:
    return [Placed(**{**line, "row": -1 if line["row"] is None else line["row"]}) for line in columns.to_pylist()]


def _poles(table: Table) -> Table:
    """The pole words with a tick for each that stands on its side when it is held out."""
    part = table.parts[POLES_PART]
    ticks = pc.if_else(part["held_out"], KEPT, LOST)
    return replace(table, name=f"Poles of {table.name}", columns=part.append_column(SIDE_COLUMN, ticks), parts={})
