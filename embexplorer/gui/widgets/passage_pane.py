"""The passage that was found, whole, beside the list of them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel
from embexplorer.gui.widgets.section import padded_column

LEAST = 200


class PassagePane(QScrollArea):
    """A name and a text that folds; it scrolls where the text is long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = ElidedLabel(role="table", weight=600)
        self.where = ElidedLabel(role="caption", tone="secondary")
        self.text = PlainLabel(role="table")
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        page = QWidget()
        column = padded_column(page, side=12, above=4, below=8)
        column.setSpacing(pixels(4))
        column.addWidget(self.name)
        column.addWidget(self.where)
        column.addWidget(self.text, 1)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(pixels(LEAST))
        self.setAccessibleName("The passage")

    def show_passage(self, name: str, text: str, where: str = "") -> None:
        """Show this one from its beginning; `where` says which part of a document it is."""
        self.name.setText(name)
        self.where.setText(where)
        self.where.setVisible(bool(where))
        self.text.setText(text)
        self.verticalScrollBar().setValue(0)
