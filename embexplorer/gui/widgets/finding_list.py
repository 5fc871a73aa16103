"""What is worth looking at, as sentences one below the other, each with a button that shows it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.plain import PlainLabel


class FindingList(QScrollArea):
    """`asked` carries the name of what a sentence is about."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[QWidget] = []
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, pixels(8), 0)
        self._column.setSpacing(pixels(4))
        self._column.addStretch(1)
        self.setWidget(holder)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_findings(self, findings: Sequence[tuple[str, str]]) -> None:
        """Show these sentences; those without something to show have no button."""
        for row in self._rows:
            row.setParent(None)
            row.deleteLater()
        self._rows = [self._row(text, about) for text, about in findings]
        for place, row in enumerate(self._rows):
            self._column.insertWidget(place, row)

    def buttons(self) -> list[QPushButton]:
        """The buttons, from above."""
        return [button for row in self._rows for button in row.findChildren(QPushButton)]

    def _row(self, text: str, about: str) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(pixels(8))
        label = PlainLabel(text, role="table")
        label.setWordWrap(True)
        row.addWidget(label, 1)
        if about:
            button = QPushButton("Show")
            button.setAccessibleName(f"Show: {text}")
            button.clicked.connect(partial(self.asked.emit, about))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return holder
