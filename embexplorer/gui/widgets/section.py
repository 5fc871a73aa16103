"""How a dock is divided: heads with captions, hairlines between, and what is said where nothing is yet."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from embexplorer.gui.style import colors, pixels
from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel

SIDE = 16
ABOVE = 12
BELOW = 8


class Hairline(QWidget):
    """A line one device pixel high between two parts."""

    def __init__(self, parent: QWidget | None = None, upright: bool = False) -> None:
        super().__init__(parent)
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(colors().line))


class Head(QWidget):
    """A section's title, with what it is about at the right, and room for a button or two."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = PlainLabel(title, role="table", weight=600)
        self.caption = ElidedLabel(role="caption", tone="secondary")
        self.caption.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.caption, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def add(self, widget: QWidget) -> None:
        """Put a control at the right end."""
        self.layout().addWidget(widget)


class EmptyState(QWidget):
    """What goes here, one line why, and at most one button; `asked` is emitted by it."""

    asked = Signal()

    def __init__(self, what: str, why: str, button: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(pixels(SIDE), pixels(SIDE), pixels(SIDE), pixels(SIDE))
        column.setSpacing(pixels(4))
        self.what = _wrapped(PlainLabel(what, weight=600))
        self.why = _wrapped(PlainLabel(why, role="table", tone="secondary"))
        column.addWidget(self.what)
        column.addWidget(self.why)
        column.addSpacing(pixels(BELOW))
        self.button = QPushButton(button, self)  # shown before it belongs to something it would be a window
        self.button.setVisible(bool(button))
        self.button.clicked.connect(self._on_clicked)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def say(self, what: str, why: str, button: str = "") -> None:
        """Say something else; without a text the button is hidden."""
        self.what.setText(what)
        self.why.setText(why)
        self.button.setText(button)
        self.button.setVisible(bool(button))

    def _on_clicked(self) -> None:
        self.asked.emit()


def padded_column(widget: QWidget, side: int = SIDE, above: int = 0, below: int = 0) -> QVBoxLayout:
    """A column with the padding of a dock."""
    column = QVBoxLayout(widget)
    column.setContentsMargins(pixels(side), pixels(above), pixels(side), pixels(below))
    column.setSpacing(pixels(BELOW))
    return column


def _wrapped(label: PlainLabel) -> PlainLabel:
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
