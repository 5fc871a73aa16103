"""A set of words to edit: a named set to begin with, the words below, and how many of them a space has."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from embexplorer.core.offered_sets import offered_sets
from embexplorer.core.word_sets import expanded
from embexplorer.core.word_text import words_in, written
from embexplorer.gui.icons import icon
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.choice import Choice, Entry
from embexplorer.gui.widgets.class_dot import ClassDot
from embexplorer.gui.widgets.name_set import ask_name
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.word_editor import WordEditor
from embexplorer.workspace.workspace import Workspace

REST = 300  # milliseconds without a key before the set counts as changed
OWN = "Own words"


class WordSetField(QWidget):
    """`changed` is emitted after a rest in typing, or when a named set was chosen; never by `set_words`.

    `tone` is the number of the class colour that the set has on the map (0 to 7), None for no dot.
    """

    changed = Signal()

    def __init__(self, title: str, workspace: Workspace, tone: int | None = None, lines: int = 2) -> None:
        super().__init__()
        self._workspace = workspace
        self._text = ""  # what was edited last
        self.title = PlainLabel(title, tone="secondary")
        self.sets = Choice(f"{title}: named set", (96, 232))
        self.more = QToolButton()
        self.editor = WordEditor(workspace, lines=lines)
        self.found = PlainLabel(role="caption", tone="secondary")
        self.missing = PlainLabel(role="caption", tone="error")
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self.editor.setAccessibleName(title)
        self._build(tone)
        self._connect()
        self._show_sets()

    def words(self) -> tuple[str, ...]:
        """The words in their order, each once, with the words of a set in the place of its name."""
        return tuple(dict.fromkeys(expanded(words_in(self.text()), offered_sets(self._workspace.sets))))

    def text(self) -> str:
        """What stands in the editor."""
        return self.editor.toPlainText()

    def set_words(self, words: Iterable[str]) -> None:
        """Show these words, silently."""
        self.editor.blockSignals(True)
        self.editor.setPlainText(written(words, ", "))
        self.editor.blockSignals(False)
        self._text = self.text()
        self._rest.stop()
        self._forget_found()
        self._show_sets()

    def show_missing(self, missing: Sequence[str], found: int, asked: int) -> None:
        """Say how many of the words were found, and underline those that were not."""
        self.editor.missing.show_words(missing)
        self.found.setText(f"{found:,} of {asked:,} found" + ("" if missing else " · none missing" if asked else ""))
        named = ", ".join(missing)
        self.missing.setText(f"· {len(missing):,} missing, left out: {named}" if missing else "")
        self.missing.setVisible(bool(missing))

    def _build(self, tone: int | None) -> None:
        head, said, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        head.setSpacing(pixels(8))
        if tone is not None:
            head.addWidget(ClassDot(tone))
        head.addWidget(self.title)
        head.addWidget(self.sets, 1)
        head.addWidget(self.more)
        self._dress_more()
        self.missing.setWordWrap(True)
        self.missing.hide()
        said.setSpacing(pixels(3))
        said.addWidget(self.found, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.missing, 1, Qt.AlignmentFlag.AlignTop)
        said.addStretch(0)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(pixels(4))
        column.addLayout(head)
        column.addWidget(self.editor)
        column.addLayout(said)

    def _dress_more(self) -> None:
        menu = QMenu(self.more)
        menu.addAction("Name this set…", self._on_name)
        menu.addAction("Clear", self._on_clear)
        self.more.setMenu(menu)
        self.more.setIcon(icon("more", "secondary"))
        self.more.setProperty("small", True)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setAccessibleName("What to do with this set")
        set_plain_tooltip(self.more, "Name this set, or clear it")

    def _connect(self) -> None:
        self.editor.textChanged.connect(self._on_edited)
        self.sets.chosen.connect(self._on_chosen)
        self._rest.timeout.connect(self._on_rest)
        self._workspace.sets_changed.connect(self._show_sets)

    def _show_sets(self) -> None:
        """The named sets; the one whose words stand in the editor is the chosen one."""
        own = self._workspace.sets
        known, words = offered_sets(own), self.words()
        same = next((name for name, one in known.items() if one.words == words), None)
        bundled = [name for name in known if name not in own]
        entries: list[Entry] = [(OWN, None), *((name, name) for name in own), None, *((one, one) for one in bundled)]
        self.sets.show_entries(entries, same)

    def _on_chosen(self, name: str | None) -> None:
        if name is None:
            self.editor.setFocus()
            self._show_sets()
            return
        self.set_words(offered_sets(self._workspace.sets)[name].words)
        self.changed.emit()

    def _on_edited(self) -> None:
        if self.text() == self._text:
            return  # a change of the theme is told too
        self._text = self.text()
        self._forget_found()
        self._rest.start()

    def _on_rest(self) -> None:
        self._show_sets()
        self.changed.emit()

    def _on_name(self) -> None:
        ask_name(self, self._workspace, self.words())

    def _on_clear(self) -> None:
        self.set_words(())
        self.changed.emit()

    def _forget_found(self) -> None:
        """What was found of other words says nothing of these; the waves stay, to jump less while one types."""
        self.found.setText("")
        self.missing.setText("")
        self.missing.hide()
