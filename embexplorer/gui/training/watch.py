"""Section 3 of the Train panel: words and pairs of words that are followed while it trains."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from embexplorer.gui.icons import icon
from embexplorer.gui.style import colors, pixels
from embexplorer.gui.widgets.line import Line
from embexplorer.gui.widgets.plain import ElidedLabel, set_plain_tooltip
from embexplorer.gui.widgets.section import Head

PAIR = "–"
HINT = "king, or king – queen"
DASHES = ("–", "—", " - ", "~", "/")


class WatchSection(QWidget):
    """The list, and a line that adds to it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[str] = []
        self.head = Head("3  Watch")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.line = Line()
        self.line.setPlaceholderText(HINT)
        self.line.setAccessibleName("Add a word or a pair to watch")
        self.line.returnPressed.connect(self._on_return)
        self.add = QPushButton("Add")
        self.add.clicked.connect(self._on_return)
        row = QHBoxLayout()
        row.setSpacing(pixels(8))
        row.addWidget(self.line, 1)
        row.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(pixels(4))
        column.addWidget(self.head)
        column.addLayout(self._rows)
        column.addLayout(row)

    def items(self) -> tuple[str, ...]:
        """Words, and pairs as "king–queen"."""
        return tuple(self._items)

    def set_items(self, items: tuple[str, ...]) -> None:
        """Follow these."""
        self._items = list(dict.fromkeys(items))
        while self._rows.count():
            self._rows.takeAt(0).widget().deleteLater()
        for number, item in enumerate(self._items):
            row = WatchRow(number, item)
            row.dropped.connect(self._on_dropped)
            self._rows.addWidget(row)

    def _on_return(self) -> None:
        item = told(self.line.text())
        if item:
            self.set_items((*self._items, item))
            self.line.clear()
            self.changed.emit()

    def _on_dropped(self, item: str) -> None:
        self.set_items(tuple(known for known in self._items if known != item))
        self.changed.emit()


class WatchRow(QWidget):
    """A line in the colour of its curve, the words, and a cross that drops it."""

    dropped = Signal(str)

    def __init__(self, number: int, item: str) -> None:
        super().__init__()
        self._item = item
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(pixels(8))
        row.addWidget(Dash(number))
        row.addWidget(ElidedLabel(item.replace(PAIR, f" {PAIR} "), role="table"), 1)
        cross = QToolButton()
        cross.setIcon(icon("close", "secondary"))
        cross.setIconSize(QSize(10, 10))
        cross.setProperty("small", True)
        cross.setAccessibleName(f"Watch {item} no more")
        set_plain_tooltip(cross, "Watch it no more")
        cross.clicked.connect(self._on_clicked)
        row.addWidget(cross)
        self.setFixedHeight(pixels(24))

    def _on_clicked(self) -> None:
        self.dropped.emit(self._item)


class Dash(QWidget):
    """A short line in the class colour of its curve."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.setFixedSize(pixels(14), pixels(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tone = colors().classes[self._number % len(colors().classes)]
        painter.setPen(QPen(QColor(tone), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(0, self.height() // 2, self.width(), self.height() // 2)


def told(text: str) -> str:
    """What was typed, as one word or as a pair with an en dash."""
    for dash in DASHES:
        left, found, right = text.partition(dash)
        if found and left.strip() and right.strip():
            return f"{left.strip()}{PAIR}{right.strip()}"
    return text.strip()
