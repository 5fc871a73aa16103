"""The head of the inspector: a word in large letters, its columns, and where its norm lies among all."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from embexplorer.core.table import Table
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.marks import Sparkline
from embexplorer.gui.widgets.numbers import kind_of, written
from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel

BESIDE = ("rank", "norm")  # stand in one line below the word; other columns have lines of their own


class WordHead(QWidget):
    """Shows one word; the histogram is given once a space."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.word = ElidedLabel(role="subject")
        self.beside = ElidedLabel(role="table", tone="secondary")
        self.spark = Sparkline()
        self.under = PlainLabel(role="caption", tone="secondary")
        self.picture = QLabel()
        self.picture.setAccessibleName("Picture")
        self._others = QFormLayout()
        self._build()

    def show_word(self, word: str, facts: Mapping[str, object], thumbnail: bytes = b"", unit: str = "words") -> None:
        """The word and its columns as they are written everywhere, with its picture (PNG) if it has one."""
        picture = QPixmap()
        self.picture.setVisible(bool(thumbnail) and picture.loadFromData(thumbnail, "PNG"))
        self.picture.setPixmap(picture)
        self.word.setText(word)
        self.under.setText(f"norm, all {unit}")
        self.beside.setText(" · ".join(f"{name} {_text(name, facts[name])}" for name in BESIDE if name in facts))
        norm = facts.get("norm")
        self.spark.show_value(float(norm) if isinstance(norm, int | float) else None)
        self._show_others({name: value for name, value in facts.items() if name not in BESIDE})

    def show_histogram(self, table: Table | None) -> None:
        """The spread of the norms as a `histogram` table, or nothing."""
        self.spark.setVisible(table is not None)
        self.under.setVisible(table is not None)
        if table is None:
            return
        columns = table.columns.to_pydict()
        self.spark.show_counts(columns["count"], columns["from"][0], columns["to"][-1])

    def _show_others(self, facts: Mapping[str, object]) -> None:
        while self._others.rowCount():
            self._others.removeRow(0)
        for name, value in facts.items():
            label = PlainLabel(name, role="table", tone="secondary")
            self._others.addRow(label, ElidedLabel(_text(name, value), role="table"))

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(pixels(2))
        left.addWidget(self.word)
        left.addWidget(self.beside)
        right = QVBoxLayout()
        right.setSpacing(pixels(2))
        right.addWidget(self.spark, 0, Qt.AlignmentFlag.AlignRight)
        right.addWidget(self.under, 0, Qt.AlignmentFlag.AlignRight)
        top = QHBoxLayout()
        top.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(left, 1)
        top.addLayout(right)
        self._others.setHorizontalSpacing(pixels(16))
        self._others.setVerticalSpacing(pixels(4))
        self._others.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(pixels(8))
        column.addLayout(top)
        column.addLayout(self._others)
        self.show_histogram(None)


def _text(name: str, value: object) -> str:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return written(value, kind_of(name, isinstance(value, int), number))
