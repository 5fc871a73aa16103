"""Two words beside each other: their cosine and where it stands among random pairs, the other measures, both ranks."""

from typing import Any

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.numbers import Kind, written
from embexplorer.gui.widgets.percentile_bar import PercentileBar
from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel, set_plain_tooltip

MEASURES: tuple[tuple[str, str, Kind], ...] = (
    ("score", "Cosine", "score"),
    ("angle", "Angle", "number"),
    ("euclidean", "Distance", "score"),
    ("dot", "Dot product", "norm"),
)
SCALE = "Random pairs that are at least as near\nlogarithmic: each mark is a tenth of the one before"


class PairView(QWidget):
    """Shows one line of `similarity`, as `pair_line` gives it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ElidedLabel(role="subject")
        self.values = {name: PlainLabel(role="table") for name, _, _ in MEASURES}
        self.interval = PlainLabel(role="caption", tone="secondary")
        self.bar = PercentileBar()
        self.among = PlainLabel(role="caption", tone="secondary")
        self.ranks = PlainLabel(role="caption", tone="secondary")
        for label in (self.interval, self.among, self.ranks):
            label.setWordWrap(True)
        set_plain_tooltip(self.bar, SCALE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(pixels(4))
        column.addWidget(self.words)
        column.addLayout(self._measures())
        column.addWidget(self.interval)
        column.addSpacing(pixels(4))
        column.addWidget(self.bar)
        column.addWidget(self.among)
        column.addWidget(self.ranks)
        column.addStretch(1)

    def show_pair(self, line: dict[str, Any] | None) -> None:
        """Show this pair; its ranks stay away while they are not known."""
        self.setVisible(line is not None)
        if line is None:
            return
        self.words.setText(f"{line['word']} – {line['other']}")
        for name, _, kind in MEASURES:
            self.values[name].setText(written(line[name], kind))
        self.values["angle"].setText(f"{line['angle']:.1f}°")
        self.bar.show_percent(line["top_percent"])
        self.among.setText(_among(line["top_percent"]))
        self._show_interval(line.get("low"), line.get("high"))
        self._show_ranks(line)

    def _measures(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(pixels(8))
        grid.setVerticalSpacing(pixels(2))
        for number, (name, title, _) in enumerate(MEASURES):
            row, column = divmod(number, 2)
            grid.addWidget(PlainLabel(title, role="table", tone="secondary"), row, column * 2)
            grid.addWidget(self.values[name], row, column * 2 + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        return grid

    def _show_interval(self, low: float | None, high: float | None) -> None:
        known = low is not None and high is not None
        self.interval.setVisible(known)
        if known:
            self.interval.setText(f"{written(low, 'score')} to {written(high, 'score')} in the further trainings")

    def _show_ranks(self, line: dict[str, Any]) -> None:
        there, back = line.get("rank_of_other"), line.get("rank_of_word")
        told = [_rank(line["other"], there, line["word"]), _rank(line["word"], back, line["other"])]
        self.ranks.setText("\n".join(sentence for sentence in told if sentence))
        self.ranks.setVisible(bool(self.ranks.text()))


def _among(percent: float | None) -> str:
    if percent is None:
        return ""
    share = f"{percent:.2g}" if percent < 0.1 else f"{percent:.1f}"
    return f"{share} % of random pairs are as near"


def _rank(word: str, rank: int | None, of: str) -> str:
    return "" if rank is None else f"{word} is no. {rank:,} of the nearest to {of}"
