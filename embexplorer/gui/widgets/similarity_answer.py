"""The answer of `similarity`: one pair in all measures, the heat map or the pairs as a table, and the odd one out."""

from dataclasses import replace

import pyarrow as pa
from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from embexplorer.core.table import Table
from embexplorer.core.word_matrix import pair_line, word_matrix
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.heat_map import HeatMap
from embexplorer.gui.widgets.neighbor_columns import RANGE, with_range
from embexplorer.gui.widgets.numbers import Kind
from embexplorer.gui.widgets.pair_view import PairView
from embexplorer.gui.widgets.section import SIDE, Hairline, Head
from embexplorer.gui.widgets.table_model import Column, column_of
from embexplorer.gui.widgets.table_view import TableView

PAIR, ODD = 256, 232  # pixels
NARROW = 860  # below it the odd one out finds no room
ODD_PART, MATRIX_PART = "odd one out", "matrix"
TITLES = {"word": "Word", "other": "Other", "score": "Cosine", RANGE: "Range", "top_percent": "Top %",
          "angle": "Angle °", "euclidean": "Distance", "dot": "Dot product", "rank_of_other": "Rank of other",
          "rank_of_word": "Rank of word"}  # fmt: skip
KINDS: dict[str, Kind] = {"angle": "norm", "euclidean": "score", "dot": "norm"}
ODD_COLUMNS = (
    Column(name="word", title="Word", kind="text"),
    Column(name="with_mean", title="Cosine", kind="score", bar=True),
)


class SimilarityAnswer(QWidget):
    """`picked` carries the row of a word that was clicked.

    `ranks_wanted` carries the two words of a pair whose ranks the answer does not hold.
    """

    picked = Signal(int)
    ranks_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: tuple[str, str] | None = None
        self.pair = PairView()
        self.heat = HeatMap()
        self.table = TableView()
        self.odd = TableView()
        self._middle, self._beside = QStackedWidget(), QWidget()
        self._line = Hairline(upright=True)
        self._build()
        self.heat.pair_chosen.connect(self.choose)
        self.table.selectionModel().currentRowChanged.connect(self._on_line)
        for part in (self.heat.word_chosen, self.table.picked, self.odd.picked):
            part.connect(self.picked)

    def show_table(self, table: Table | None) -> None:
        """Show this answer, with its first pair chosen."""
        self.table.show_table(table, _columns(table))
        self.heat.show_matrix(None if table is None else word_matrix(table.parts[MATRIX_PART]))
        odd = None if table is None else table.parts.get(ODD_PART)
        shown = None if table is None or odd is None else _about(table, odd)
        self.odd.show_table(shown, ODD_COLUMNS if shown is not None else ())
        self._fit()
        if table is not None:
            self.choose(*(table.columns[name][0].as_py() for name in ("word", "other")))

    def show_view(self, number: int) -> None:
        """0 for the heat map, 1 for the pairs."""
        self._middle.setCurrentIndex(number)

    def choose(self, one: str, other: str) -> None:
        """Show this pair in all measures."""
        table = self.table.table()
        line = None if table is None else pair_line(table.columns, one, other)
        self._chosen = (one, other)
        self.heat.choose(one, other)
        self.pair.show_pair(line)
        if line is not None and "rank_of_other" not in line:
            self.ranks_wanted.emit(one, other)

    def show_ranks(self, answer: Table) -> None:
        """An answer about the chosen pair alone, which has its ranks."""
        line = pair_line(with_range(answer).columns, *self._chosen) if self._chosen else None
        if line is not None:
            self.pair.show_pair(line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _build(self) -> None:
        heat = QWidget()
        inner = QVBoxLayout(heat)
        inner.setContentsMargins(pixels(12), pixels(8), pixels(4), 0)
        inner.addWidget(self.heat)
        self._middle.addWidget(heat)
        self._middle.addWidget(self.table)
        head = Head("Odd one out")
        head.caption.setText("cosine with the mean")
        odd = QVBoxLayout(self._beside)
        odd.setContentsMargins(pixels(10), pixels(8), pixels(10), 0)
        odd.setSpacing(pixels(4))
        odd.addWidget(head)
        odd.addWidget(self.odd, 1)
        self._beside.setFixedWidth(pixels(ODD))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._scrolled_pair())
        row.addWidget(Hairline(upright=True))
        row.addWidget(self._middle, 1)
        row.addWidget(self._line)
        row.addWidget(self._beside)

    def _scrolled_pair(self) -> QScrollArea:
        area, holder = QScrollArea(), QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(pixels(SIDE), pixels(8), pixels(12), pixels(8))
        column.addWidget(self.pair)
        area.setWidget(holder)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedWidth(pixels(PAIR + SIDE))
        return area

    def _on_line(self, now: QModelIndex) -> None:
        if now.isValid():
            model = self.table.model_of_table()
            self.choose(model.value(now.row(), "word"), model.value(now.row(), "other"))

    def _fit(self) -> None:
        there = self.odd.table() is not None and self.width() >= pixels(NARROW)
        self._beside.setVisible(there)
        self._line.setVisible(there)


def _columns(table: Table | None) -> tuple[Column, ...]:
    known = table.columns.column_names if table is not None else ()
    found = [
        column_of(table, name, title, name == "score") for name, title in TITLES.items() if table and name in known
    ]
    return tuple(replace(column, kind=KINDS.get(column.name, column.kind)) for column in found)


def _about(table: Table, part: pa.Table) -> Table:
    """One part of the answer as a table of its own."""
    return replace(table, name=f"Odd one out of {part.num_rows} words", columns=part, parts={})
