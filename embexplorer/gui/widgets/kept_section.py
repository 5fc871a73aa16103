"""What a map keeps of a word's true neighbours: a bar, the sentence, and the lost and invented words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from embexplorer.core.table import Table
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.marks import KeptBar
from embexplorer.gui.widgets.neighbor_columns import metric_of
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.section import Head, padded_column


class KeptSection(QWidget):
    """Shows a `kept` table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = Head("This map keeps")
        self.bar = KeptBar()
        self.lost = _words()
        self.invented = _words()
        grid = QGridLayout()
        grid.setHorizontalSpacing(pixels(12))
        grid.setVerticalSpacing(pixels(4))
        grid.setColumnMinimumWidth(0, pixels(52))
        grid.setColumnStretch(1, 1)
        for line, (title, words) in enumerate((("Lost", self.lost), ("Invented", self.invented))):
            label = PlainLabel(title, role="table", tone="secondary")
            grid.addWidget(label, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, line, 1)
        column = padded_column(self, above=8, below=12)
        column.addWidget(self.head)
        column.addWidget(self.bar)
        column.addLayout(grid)

    def show_kept(self, table: Table) -> None:
        """The true neighbours that are near on the map, those that are not, and the false ones that are."""
        words: dict[str, list[str]] = {"kept": [], "lost": [], "invented": []}
        for line in table.columns.select(["neighbor", "status"]).to_pylist():
            words[line["status"]].append(line["neighbor"])
        kept, asked = len(words["kept"]), len(words["kept"]) + len(words["lost"])
        self.head.title.setText(f"This map keeps {kept} of {asked}")
        self.head.caption.setText(f"k = {asked} · {metric_of(table)}")
        set_plain_tooltip(self.head, table.caption)
        self.bar.show_share(kept, asked)
        self.lost.setText(", ".join(words["lost"]) or "none")
        self.invented.setText(", ".join(words["invented"]) or "none")


def _words() -> PlainLabel:
    label = PlainLabel(role="table")
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
