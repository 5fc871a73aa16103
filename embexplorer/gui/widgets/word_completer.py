"""A list of words below a word that is being typed: words of the shown space, and named sets after @."""

from PySide6.QtCore import QModelIndex, QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QWidget

from embexplorer.core.offered_sets import offered_sets
from embexplorer.core.word_sets import MARK
from embexplorer.core.word_text import Piece, being_typed
from embexplorer.gui.style import font, pixels
from embexplorer.workspace.workspace import Workspace

MOST = 12
LEAST_WIDTH, GREATEST_WIDTH = 160, 400
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WordCompleter(QCompleter):
    """Stands below an editor. `taken` carries the word that the user took, and what was typed of it."""

    taken = Signal(str, object)

    def __init__(self, editor: QWidget, workspace: Workspace, sets_only: bool = False) -> None:
        super().__init__(editor)
        self._workspace = workspace
        self._sets_only = sets_only
        self._piece: Piece | None = None
        self._words = QStringListModel(self)
        self.setModel(self._words)
        self.setWidget(editor)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(MOST)
        popup = self.popup()
        popup.setProperty("popup", True)
        popup.setFont(font("table"))
        popup.setAccessibleName("Words that begin like this")
        popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        popup.clicked.connect(self._on_clicked)

    def offer(self, text: str, cursor: int, place: QRect) -> None:
        """Show what the word at the cursor may become; `place` is where the cursor stands in the editor."""
        self._piece = being_typed(text, cursor)
        words = self._candidates(self._piece.word) if self._piece else []
        self._words.setStringList(words)
        if not words or self._piece is None:
            self.popup().hide()
            return
        popup = self.popup()
        typed = popup.fontMetrics().horizontalAdvance(self._piece.word)
        wide = popup.sizeHintForColumn(0) + pixels(28)
        width = min(max(pixels(LEAST_WIDTH), wide), pixels(GREATEST_WIDTH))
        left = max(0, place.left() - typed)
        self.complete(QRect(left, place.top(), width, place.height()))
        popup.selectionModel().clear()  # Enter asks for what was typed until one of the list is chosen

    def offered(self) -> list[str]:
        """The words of the list that is shown; none while it is hidden."""
        return self._words.stringList() if self.popup().isVisible() else []

    def takes(self, event: QKeyEvent) -> bool:
        """Whether the list wants this key for itself: Enter on a chosen line; Tab takes the chosen or first line."""
        if not self.popup().isVisible():
            return False
        chosen = self.popup().currentIndex()
        if event.key() == Qt.Key.Key_Tab:
            self._take(chosen if chosen.isValid() else self._words.index(0))
            return True
        if event.key() in ENTER and chosen.isValid():
            self._take(chosen)
            return True
        return False

    def _candidates(self, typed: str) -> list[str]:
        known = offered_sets(self._workspace.sets) if typed.startswith(MARK) else {}
        sets = [MARK + name for name in known if typed.removeprefix(MARK).lower() in name.lower()]
        space = self._workspace.space()
        words = space.keys.complete(typed, MOST + 1) if space is not None and not self._sets_only else []
        return [word for word in (*sets, *words) if word != typed][:MOST]

    def _on_clicked(self, line: QModelIndex) -> None:
        self._take(line)

    def _take(self, line: QModelIndex) -> None:
        self.popup().hide()
        if self._piece is not None:
            self.taken.emit(str(line.data()), self._piece)
