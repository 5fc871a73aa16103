"""Select words by a pattern: a part of their label, or a regular expression, with how many match while one types."""

import numpy as np
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QPushButton, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.matching import rows_matching
from embexplorer.core.typing import IntArray
from embexplorer.gui.actions import Action, Actions
from embexplorer.gui.style import font, pixels
from embexplorer.gui.widgets.line import Line
from embexplorer.gui.widgets.plain import PlainLabel
from embexplorer.gui.widgets.section import padded_column
from embexplorer.gui.widgets.sheet_place import show_beside
from embexplorer.workspace.selecting import Mode
from embexplorer.workspace.workspace import Workspace

WIDTH = 400
PAUSE = 120  # milliseconds after the last key


class SelectPatternSheet(QDialog):
    """Beside the map, which stays in use. Only rows that are shown are found."""

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._found: IntArray = np.empty(0, np.int64)
        self.pattern = Line()
        self.regex = QCheckBox("Regular expression")
        self.said = PlainLabel(role="table", tone="secondary")
        self.select, self.add, self.subtract = (QPushButton(text) for text in ("Select", "Add", "Subtract"))
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self._search)
        self._build()
        actions.add(Action(id="selection.pattern", text="Select by pattern…", group="Edit/Selection",
                           run=self.open_beside, section=1, enabled=self._has_space, why_disabled="Open a space first.",
                           shortcut="Ctrl+Shift+F",
                           tooltip="Select by pattern · part of a label, or a regular expression"))  # fmt: skip

    def open_beside(self) -> None:
        """Show the sheet, with what was typed before chosen."""
        show_beside(self)
        self.pattern.setFocus()
        self.pattern.selectAll()
        self._search()

    def _has_space(self) -> bool:
        return self._workspace.space() is not None

    def _on_typed(self) -> None:
        """The buttons seek for themselves, and may be pressed at once."""
        for button in (self.select, self.add, self.subtract):
            button.setEnabled(bool(self.pattern.text()))
        self._soon.start()

    def _search(self) -> None:
        space = self._workspace.space()
        self._found = np.empty(0, np.int64)
        self.said.set_tone("secondary")
        try:
            if space is not None:
                pattern = self.pattern.text()
                self._found = rows_matching(space.keys, pattern, self.regex.isChecked(), self._workspace.shown_rows())
                self.said.setText(f"{len(self._found):,} of {space.rows:,} {space.unit}" if pattern else "")
            self.pattern.set_wrong(False)
        except UserError as wrong:
            self.pattern.set_wrong(True)
            self.said.set_tone("error")
            self.said.setText(wrong.message)
        for button in (self.select, self.add, self.subtract):
            button.setEnabled(len(self._found) > 0)

    def _take(self, mode: Mode) -> None:
        self._soon.stop()
        self._search()
        if len(self._found):
            self._workspace.select(self._found, mode, f"select ‘{self.pattern.text()[:24]}’")

    def _on_select(self) -> None:
        self._take("replace")

    def _on_add(self) -> None:
        self._take("add")

    def _on_subtract(self) -> None:
        self._take("subtract")

    def _build(self) -> None:
        self.setWindowTitle("Select by pattern")
        self.setWindowFlag(Qt.WindowType.Tool)
        self.setFixedWidth(pixels(WIDTH))
        self.pattern.setPlaceholderText("Part of a word, such as ing")
        self.pattern.setAccessibleName("Pattern")
        self.regex.setFont(font("table"))
        self.said.setWordWrap(True)
        self.said.setMinimumHeight(pixels(18))
        self.select.setProperty("primary", True)
        self.select.setDefault(True)
        self.pattern.textChanged.connect(self._on_typed)
        self.regex.toggled.connect(self._on_typed)
        self.select.clicked.connect(self._on_select)
        self.add.clicked.connect(self._on_add)
        self.subtract.clicked.connect(self._on_subtract)
        close = QPushButton("Close")
        close.clicked.connect(self.hide)
        column = padded_column(self, above=16, below=16)
        for part in (self.pattern, self.regex, self.said):
            column.addWidget(part)
        foot = QHBoxLayout()
        foot.setSpacing(pixels(8))
        for button in (self.select, self.add, self.subtract):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(close)
        column.addLayout(foot)
        self._search()


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(SelectPatternSheet, WIDTH, 160)
