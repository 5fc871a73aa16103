"""The dialog before a film is saved: GIF or frames, how large, light or dark."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from embexplorer.core.errors import UserError
from embexplorer.gui.style import colors, pixels
from embexplorer.gui.widgets.choice import Choice
from embexplorer.gui.widgets.number_line import NumberLine
from embexplorer.gui.widgets.plain import PlainLabel
from embexplorer.gui.widgets.section import Hairline, padded_column
from embexplorer.gui.widgets.sheet_rows import THEMES, foot_row, size_row, size_typed, titled_row

WIDTH = 400
SIZE = (960, 720)
KINDS = (("Animated GIF", ".gif"), ("Folder of PNG frames", ""))


class FilmSheet(QDialog):
    """`asked` is emitted once all is as it can be; where the film goes is asked next."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = Choice("Kind of film", (120, 200))
        self.wide = NumberLine(whole=True)
        self.high = NumberLine(whole=True)
        self.theme = Choice("Colours of the film", (120, 200))
        self.problem = PlainLabel(role="caption", tone="error")
        self.save = QPushButton("Save…")
        self.cancel = QPushButton("Cancel")
        self.kind.show_entries(KINDS, KINDS[0][1])
        self.theme.show_entries(THEMES, colors().theme)
        for line, side in zip((self.wide, self.high), SIZE, strict=True):
            line.setText(str(side))
        self._build()

    def ask(self, count: int) -> None:
        """Ask for a film of so many frames, in the colours of the window at first."""
        self.theme.show_entries(THEMES, colors().theme)
        self.frames.setText(f"{count:,}")
        self._say("")
        self.open()

    def size_asked(self) -> tuple[int, int]:
        """Width and height in pixels; raises UserError and marks the field that is wrong."""
        return size_typed(self.wide, self.high)

    def _build(self) -> None:
        self.setWindowTitle("Save the film")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(pixels(WIDTH))
        self.frames = PlainLabel(role="table")
        self.problem.setWordWrap(True)
        self.save.setProperty("primary", True)
        self.save.setDefault(True)
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self.reject)
        column = padded_column(self, above=16, below=16)
        column.addWidget(PlainLabel("Save the film", role="subject"))
        column.addLayout(titled_row("Kind", self.kind))
        column.addLayout(size_row(self.wide, self.high))
        column.addLayout(titled_row("Colours", self.theme))
        column.addLayout(titled_row("Frames", self.frames, PlainLabel("20 a second", role="caption", tone="tertiary")))
        column.addWidget(self.problem)
        column.addWidget(Hairline())
        column.addLayout(foot_row(self.save, self.cancel))
        for side in (self.wide, self.high):
            side.textEdited.connect(self._on_edited)

    def _on_edited(self) -> None:
        self._say("")

    def _on_save(self) -> None:
        try:
            self.size_asked()
        except UserError as wrong:
            self._say(str(wrong))
            return
        self.accept()
        self.asked.emit()

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        for side in (self.wide, self.high):
            side.set_wrong(side.wrong and bool(text))
