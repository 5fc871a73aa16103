"""How much of a file to take: all rows, the first ones, or a sample that a seed repeats."""

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSpinBox, QVBoxLayout, QWidget

from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.plain import PlainLabel

USUAL = 10_000


class TakeRows(QWidget):
    """Three choices; the numbers belong to the choice that is on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offered = False
        self.all = QRadioButton("All rows")
        self.first = QRadioButton("The first")
        self.sample = QRadioButton("A sample of")
        self._group = QButtonGroup(self)
        self.first_count = _number("Number of first rows")
        self.sample_count = _number("Size of the sample")
        self.seed = _number("Seed of the sample")
        self.seed.setRange(0, 2**31 - 1)
        self._build()

    def offer(self, rows: int, takes_part: bool) -> None:
        """Offer parts of this many rows; a kind of file that is taken whole offers none."""
        self.offered = takes_part and rows > 1
        self.all.setText(f"All {rows:,} rows")
        for count in (self.first_count, self.sample_count):
            count.setRange(1, max(1, rows))
            count.setValue(min(USUAL, rows))

    def values(self) -> dict[str, object]:
        """The reader's parameters."""
        if self.first.isChecked():
            return {"take": "first", "count": self.first_count.value()}
        if self.sample.isChecked():
            return {"take": "sample", "count": self.sample_count.value(), "seed": self.seed.value()}
        return {"take": "all"}

    def _build(self) -> None:
        self.all.setChecked(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, pixels(4), 0, pixels(4))
        column.setSpacing(pixels(4))
        column.addLayout(_line(self.all))
        column.addLayout(_line(self.first, self.first_count, PlainLabel("rows", tone="tertiary")))
        seed = PlainLabel("rows, seed", tone="tertiary")
        column.addLayout(_line(self.sample, self.sample_count, seed, self.seed))
        for button in (self.all, self.first, self.sample):
            self._group.addButton(button)
            button.toggled.connect(self._on_toggled)
        self._on_toggled()

    def _on_toggled(self) -> None:
        self.first_count.setEnabled(self.first.isChecked())
        self.sample_count.setEnabled(self.sample.isChecked())
        self.seed.setEnabled(self.sample.isChecked())


def _number(says: str) -> QSpinBox:
    box = QSpinBox()
    box.setGroupSeparatorShown(True)
    box.setFixedWidth(pixels(88))
    box.setAccessibleName(says)
    return box


def _line(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(pixels(8))
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
