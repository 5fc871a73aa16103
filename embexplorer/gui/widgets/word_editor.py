"""Several lines to type words in: it completes them, and underlines with a wave those that a space lacks."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QColor, QKeyEvent, QSyntaxHighlighter, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from embexplorer.core.word_text import Piece, pieces, quoted
from embexplorer.gui.style import appearance, colors, font, pixels
from embexplorer.gui.widgets.word_completer import WordCompleter
from embexplorer.workspace.workspace import Workspace

MARGIN = 4
EDGES = 8  # the frame with its accent, above and below
LINES = 3


class WordEditor(QPlainTextEdit):
    """Plain text; Tab leaves the editor unless a list of words is open."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None, lines: int = LINES) -> None:
        super().__init__(parent)
        self._lines = lines
        self._taking = False
        self.missing = MissingWords(self.document())
        self.completer_ = WordCompleter(self, workspace)
        self.completer_.taken.connect(self._on_taken)
        self.textChanged.connect(self._on_changed)
        self.setFont(font("body"))
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(pixels(MARGIN))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(pixels(240), self._height(self._lines))

    def minimumSizeHint(self) -> QSize:
        return QSize(pixels(120), self._height(2))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.completer_.takes(event):
            event.accept()
            return True
        return super().event(event)

    def _height(self, lines: int) -> int:
        return lines * self.fontMetrics().lineSpacing() + 2 * pixels(MARGIN) + EDGES

    def _on_changed(self) -> None:
        """Words are offered while the user types, and not where the text is set by the program."""
        if not self._taking and self.hasFocus() and not self.signalsBlocked():
            line, cursor = self._line()
            self.completer_.offer(line, cursor, self._place())

    def _line(self) -> tuple[str, int]:
        cursor = self.textCursor()
        return cursor.block().text(), cursor.positionInBlock()

    def _place(self) -> QRect:
        return self.cursorRect().translated(self.viewport().pos()).adjusted(0, 0, 0, pixels(4))

    def _on_taken(self, word: str, piece: Piece) -> None:
        cursor = self.textCursor()
        start = cursor.block().position()
        cursor.setPosition(start + piece.start)
        cursor.setPosition(start + piece.end, QTextCursor.MoveMode.KeepAnchor)
        self._taking = True  # what was taken needs no list again
        cursor.insertText(quoted(word))
        self._taking = False


class MissingWords(QSyntaxHighlighter):
    """Writes the words that a space lacks in the error colour, with a wave below."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._words: frozenset[str] = frozenset()
        appearance().changed.connect(self._on_theme)

    def show_words(self, words: Iterable[str]) -> None:
        """These are missing from now on."""
        wanted = frozenset(words)
        if wanted != self._words:
            self._words = wanted
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        for piece in pieces(text):
            if piece.word in self._words:
                self.setFormat(piece.start, piece.end - piece.start, self._format())

    def _format(self) -> QTextCharFormat:
        wave = QTextCharFormat()
        wave.setForeground(QColor(colors().error))
        wave.setUnderlineColor(QColor(colors().error))
        wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        return wave

    def _on_theme(self) -> None:
        self.rehighlight()
