"""A line to type words in: it completes words of the shown space and names of sets, and underlines what is wrong."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from embexplorer.core.offered_sets import offered_sets
from embexplorer.core.word_sets import expanded
from embexplorer.core.word_text import Piece, replaced, words_in, written
from embexplorer.gui.widgets.line import Line
from embexplorer.gui.widgets.word_completer import WordCompleter
from embexplorer.workspace.workspace import Workspace


class WordLine(Line):
    """Words with spaces or commas between, quotes around what belongs together, `@name` for a named set.

    `sets_only` completes names of sets alone, where the words are found in another way as one types.
    `textEdited` is emitted for what the user types or takes from the list, `returnPressed` for Enter outside it.
    """

    def __init__(self, workspace: Workspace, parent: QWidget | None = None, sets_only: bool = False) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._taking = False
        self.completer_ = WordCompleter(self, workspace, sets_only)
        self.completer_.taken.connect(self._on_taken)
        self.textEdited.connect(self._on_edited)

    def words(self) -> tuple[str, ...]:
        """The words of the line in their order, with the words of a set in the place of its name."""
        return expanded(words_in(self.text()), offered_sets(self._workspace.sets))

    def set_words(self, words: Iterable[str]) -> None:
        """Show these words."""
        self.setText(written(words))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.completer_.takes(event):
            event.accept()
            return True
        return super().event(event)

    def _on_edited(self, text: str) -> None:
        if not self._taking:
            self.completer_.offer(text, self.cursorPosition(), self._place())

    def _on_taken(self, word: str, piece: Piece) -> None:
        text, cursor = replaced(self.text(), piece, [word])
        self.setText(text)
        self.setCursorPosition(cursor)
        self._taking = True  # what was taken needs no list again
        self.textEdited.emit(text)
        self._taking = False

    def _place(self) -> QRect:
        """The cursor, over the whole height of the line, so that the list stands below its edge."""
        return QRect(QPoint(self.cursorRect().center().x(), 0), self.size())
