"""The nearest words of each watched word at one moment of a training, and how much of its newest list was there."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from embexplorer.core.report import Measured
from embexplorer.core.watched_lists import ListsAt, kept_curves, lists_at
from embexplorer.gui.style import pixels
from embexplorer.gui.training.curves import kept_lines
from embexplorer.gui.widgets.line_chart import LineChart
from embexplorer.gui.widgets.plain import PlainLabel
from embexplorer.gui.widgets.section import Head

LIMITS = (0.0, 105.0)  # percent, with some air above the whole


class NearSection(QWidget):
    """A chart, and below it the lists as they were at the moment that is looked at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._log: Sequence[Measured] = ()
        self._moment: float | None = None
        self.chart_head = Head("Nearest words kept")
        self.chart_head.caption.setText("% of the newest")
        self.chart = LineChart("Share of the newest neighbours that were there already", named=True)
        self.head = Head("Nearest words")
        self._rows: list[NearRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(pixels(8))
        for part in (self.chart_head, self.chart, self.head):
            self._column.addWidget(part)

    def show_log(self, log: Sequence[Measured], end: float, watched: Sequence[str]) -> None:
        """Follow these lists from now on, over 0 … `end` epochs."""
        self._log = log
        self.chart.show_curves(kept_lines(kept_curves(log), watched), end, LIMITS)
        self._show_lists()

    def show_moment(self, moment: float | None) -> None:
        """Show the lists as they were after so many epochs; None: the newest."""
        self._moment = moment
        self.chart.show_moment(moment)
        self._show_lists()

    def _show_lists(self) -> None:
        told = lists_at(self._log, self._moment)
        self.setVisible(told is not None)
        if told is None:
            return
        self.head.caption.setText(f"at epoch {told.at:.1f}")
        while len(self._rows) < len(told.lists):
            self._rows.append(NearRow())
            self._column.addWidget(self._rows[-1])
        for row in self._rows[len(told.lists) :]:
            row.hide()
        for row, word in zip(self._rows, told.lists, strict=False):
            row.show_word(word, told)
            row.show()


class NearRow(QWidget):
    """A word, how many of its neighbours stayed, and the neighbours, best first."""

    def __init__(self) -> None:
        super().__init__()
        self.head = Head("")
        self.near = PlainLabel(role="table", tone="secondary")
        self.near.setWordWrap(True)
        self.near.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(pixels(2))
        column.addWidget(self.head)
        column.addWidget(self.near)

    def show_word(self, word: str, told: ListsAt) -> None:
        """Say this word's list of one moment."""
        near, kept = told.lists[word], told.kept[word]
        self.head.title.setText(word)
        of = "as in the list before" if told.newest else "as in the newest"
        self.head.caption.setText(f"{kept} of {len(near)} {of}" if kept is not None else "")
        self.near.setText(", ".join(near))
