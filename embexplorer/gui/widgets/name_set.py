"""Ask for the name under which a set of words is kept, and keep it; what had the name before can be put back."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QWidget

from embexplorer.core.word_sets import MARK, WordSet
from embexplorer.core.word_text import written
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.line import Line
from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel
from embexplorer.gui.widgets.section import Hairline, padded_column
from embexplorer.workspace.notices import NoticeAction
from embexplorer.workspace.workspace import Workspace

WIDTH = 400


class NameSet(QDialog):
    """A small sheet: the words, a line for the name, and what keeping it would replace."""

    def __init__(self, workspace: Workspace, words: Sequence[str], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._words = tuple(dict.fromkeys(words))
        self.name = Line()
        self.said = PlainLabel(role="caption", tone="secondary")
        self.keep = QPushButton("Keep set")
        self.cancel = QPushButton("Cancel")
        self._build()
        self.name.textChanged.connect(self._on_typed)
        self.keep.clicked.connect(self._on_keep)
        self.cancel.clicked.connect(self.reject)
        self.name.setText(name)
        self.name.selectAll()
        self._on_typed()

    def _build(self) -> None:
        self.setWindowTitle("Name this set")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(pixels(WIDTH))
        self.name.setPlaceholderText("Name of the set")
        self.name.setAccessibleName("Name of the set")
        self.said.setWordWrap(True)
        self.keep.setProperty("primary", True)
        self.keep.setDefault(True)
        column = padded_column(self, above=16, below=16)
        column.addWidget(PlainLabel("Name this set", role="subject"))
        column.addWidget(ElidedLabel(written(self._words, ", "), role="table", tone="secondary"))
        column.addWidget(self.name)
        column.addWidget(self.said)
        column.addWidget(Hairline())
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button in (self.keep, self.cancel):
            foot.addWidget(button)
        column.addLayout(foot)

    def _on_typed(self) -> None:
        name = self.name.text().strip()
        known = self._workspace.sets.get(name)
        self.keep.setEnabled(bool(name and self._words))
        if known is not None:
            self.said.setText(f"Replaces the set of this name, {counted(len(known.words))}.")
            return
        usage = f"Write {MARK}{name or 'name'} where a word could stand."
        self.said.setText(f"{counted(len(self._words)).capitalize()}. {usage}" if self._words else "The set is empty.")

    def _on_keep(self) -> None:
        keep_set(self._workspace, WordSet(name=self.name.text().strip(), words=self._words))
        self.accept()


def ask_name(parent: QWidget, workspace: Workspace, words: Sequence[str], name: str = "") -> NameSet:
    """Open the sheet over the parent's window; without a word there is nothing to name, which is said."""
    sheet = NameSet(workspace, words, name, parent)
    sheet.open()
    return sheet


def keep_set(workspace: Workspace, words: WordSet) -> None:
    """Keep the set and say so; one that had the name can be put back."""
    before = workspace.sets.get(words.name)
    workspace.keep_set(words)
    if before is None:
        workspace.notice(f"Kept the set {words.name}, {counted(len(words.words))}.")
        return
    back = NoticeAction(text="Put back", run=partial(workspace.keep_set, before))
    workspace.notice(f"Replaced the set {words.name}.", action=back)


def counted(count: int) -> str:
    """“1 word”, “8 words”."""
    return "1 word" if count == 1 else f"{count:,} words"
