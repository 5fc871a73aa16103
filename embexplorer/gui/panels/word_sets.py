"""The sheet of named word sets: edit, rename, select on the map, import, export, remove; bundled sets to take from."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.offered_sets import offered_sets
from embexplorer.core.registry import step_named
from embexplorer.core.step import build
from embexplorer.core.table import Table
from embexplorer.core.word_set_files import set_from_file, set_to_file
from embexplorer.core.word_sets import WordSet
from embexplorer.core.word_text import words_in, written
from embexplorer.gui.actions import Action, Actions
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.combine_menu import fill_combine
from embexplorer.gui.widgets.line import Line
from embexplorer.gui.widgets.name_set import ask_name, counted, keep_set
from embexplorer.gui.widgets.plain import PlainLabel
from embexplorer.gui.widgets.section import EmptyState, Hairline, padded_column
from embexplorer.gui.widgets.set_list import SetList
from embexplorer.gui.widgets.word_editor import WordEditor
from embexplorer.workspace.workspace import Workspace

WIDTH, HEIGHT, LIST = 680, 460, 232
REST = 400  # milliseconds without a key before an edited set is kept
FILES = "Lists of words (*.txt);;All files (*)"
NO_SPACE = "Open a space to see which of these words it has."


class WordSetsSheet(QDialog):
    """A list of sets and the words of the chosen one. What is edited is kept at once, and can be put back."""

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._rows: list[int] = []
        self._shown: str | None = None
        self.list = SetList()
        self.name = Line()
        self.words = WordEditor(workspace)
        self.found = PlainLabel(role="caption", tone="secondary")
        self.missing = PlainLabel(role="caption", tone="error")
        self.empty = EmptyState("No set chosen", "Select words on the map or in a table and name them, or begin one.")
        self.select, self.copy = QPushButton("Select on the map"), QPushButton("Copy under a name…")
        self.combine = QPushButton("Combine with")
        self.export, self.remove = QPushButton("Export…"), QPushButton("Remove")
        self.new, self.take, self.ready = QPushButton("New set…"), QPushButton("Import…"), QPushButton("Close")
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._build()
        self._connect()
        self._register(actions)
        self._on_sets_changed()

    def chosen(self) -> WordSet | None:
        """The set that is shown."""
        return offered_sets(self._workspace.sets).get(self.list.chosen() or "")

    def take_file(self, path: Path) -> None:
        """Import a list of words as a set of the file's name, or say why not."""
        try:
            words = set_from_file(path)
        except UserError as wrong:
            self._workspace.notice(str(wrong), "error")
            return
        keep_set(self._workspace, words)
        self.list.choose(words.name)

    def write_file(self, path: Path) -> None:
        """Export the chosen set as a list of words, and say so."""
        words = self.chosen()
        if words is None:
            return
        try:
            set_to_file(words, path)
        except UserError as wrong:
            self._workspace.notice(str(wrong), "error")
            return
        self._workspace.notice(f"{path.name} was written: {len(words.words):,} words.")

    def _build(self) -> None:
        self.setWindowTitle("Word sets")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(pixels(WIDTH), pixels(HEIGHT))
        self.list.setFixedWidth(pixels(LIST))
        self.name.setAccessibleName("Name of the set")
        self.words.setAccessibleName("Words of the set")
        self.missing.setWordWrap(True)
        self.ready.setDefault(True)
        column = padded_column(self, above=16, below=16)
        column.addWidget(PlainLabel("Word sets", role="subject"))
        middle = QHBoxLayout()
        middle.setSpacing(pixels(16))
        middle.addWidget(self.list)
        middle.addWidget(self._page(), 1)
        middle.addWidget(self.empty, 1)
        column.addLayout(middle, 1)
        column.addWidget(Hairline())
        column.addLayout(_row(self.new, self.take, None, self.ready))

    def _page(self) -> QWidget:
        self._set = QWidget()
        page = QVBoxLayout(self._set)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(pixels(8))
        page.addWidget(self.name)
        page.addWidget(self.words, 1)
        page.addWidget(self.found)
        page.addWidget(self.missing)
        page.addLayout(_row(self.select, self.copy, None))
        page.addLayout(_row(self.combine, self.export, self.remove, None))
        return self._set

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(self._show_chosen)
        self.words.textChanged.connect(self._rest.start)
        self._rest.timeout.connect(self._keep)
        self.name.editingFinished.connect(self._keep)
        self.select.clicked.connect(self._on_select)
        self.copy.clicked.connect(self._on_copy)
        self.export.clicked.connect(self._on_export)
        self.remove.clicked.connect(self._on_remove)
        self.combine.setMenu(QMenu(self.combine))
        self.combine.menu().aboutToShow.connect(self._on_combine)
        self.new.clicked.connect(self._on_new)
        self.take.clicked.connect(self._on_import)
        self.ready.clicked.connect(self.accept)
        self._workspace.sets_changed.connect(self._on_sets_changed)

    def _register(self, actions: Actions) -> None:
        actions.add(Action(id="sets.show", text="Word sets…", group="Space", run=self._on_asked, section=3, icon="set",
                           tooltip="Word sets · named sets of words to ask about, select and edit"))  # fmt: skip
        actions.add(Action(id="sets.of-selection", text="Name the selection as a set…", group="Edit", section=1,
                           run=self._on_name_selection, enabled=self._has_selection,
                           why_disabled="Nothing is selected."))  # fmt: skip

    def _on_asked(self) -> None:
        self._on_sets_changed()
        self.open()

    def _has_selection(self) -> bool:
        return len(self._workspace.selection) > 0

    def _on_name_selection(self) -> None:
        space = self._workspace.space()
        if space is not None:
            ask_name(self.parentWidget() or self, self._workspace, space.keys.at(self._workspace.selection))

    def _on_sets_changed(self) -> None:
        """The project's own sets, then the bundled ones; the chosen one stays chosen."""
        own = self._workspace.sets
        bundled = [name for name in offered_sets(own) if name not in own]
        self.list.show_names(own, bundled, self._shown)
        self._show_chosen()

    def _show_chosen(self) -> None:
        words = self.chosen()
        self._set.setVisible(words is not None)
        self.empty.setVisible(words is None)
        if words is None:
            self._shown = None
            return
        own = words.name in self._workspace.sets
        self._fill(words)
        self.name.setReadOnly(not own)
        self.words.setReadOnly(not own)
        self.remove.setEnabled(own)
        self._ask_found(words)

    def _fill(self, words: WordSet) -> None:
        """Show the set, unless it is what stands there already, so that the cursor stays where one types."""
        if self._shown == words.name and tuple(words_in(self.words.toPlainText())) == words.words:
            return
        self._shown = words.name
        self._rest.stop()
        self.name.setText(words.name)
        self.words.blockSignals(True)
        self.words.setPlainText(written(words.words, ", "))
        self.words.blockSignals(False)

    def _keep(self) -> None:
        """What was edited is the set from now on."""
        self._rest.stop()
        before = self._workspace.sets.get(self._shown or "")
        name = self.name.text().strip()
        if before is None or not name:
            return
        taken = name != before.name and name in self._workspace.sets
        self.name.set_wrong(taken)
        now = WordSet(name=before.name if taken else name, words=tuple(words_in(self.words.toPlainText())))
        if now != before:
            self._shown = now.name
            self._workspace.rename_set(before.name, now)

    def _ask_found(self, words: WordSet) -> None:
        self._rows = []
        self.select.setEnabled(False)
        self.missing.hide()
        self.found.setText(f"{counted(len(words.words))} · {NO_SPACE}{self._bundled(words)}")
        if self._workspace.space() is not None and words.words:
            step = build(step_named("search"), {"listed": words.words})
            self._workspace.ask(step, self._on_found, key="word-sets")

    def _bundled(self, words: WordSet) -> str:
        return "" if words.name in self._workspace.sets else " · bundled: copy it to change it"

    def _on_found(self, table: Table) -> None:
        words = self.chosen()
        asked = table.recipe.steps[-1].parameters["listed"]
        if words is None or tuple(asked) != words.words:
            return
        self._rows = table.columns["row"].to_pylist()
        space = self._workspace.space()
        found = f"{len(asked) - len(table.missing):,} of {len(asked):,} found"
        self.found.setText(f"{found} in {space.name}{self._bundled(words)}" if space is not None else found)
        self.words.missing.show_words(table.missing)
        self.missing.setText(f"Missing: {', '.join(table.missing)}")
        self.missing.setVisible(bool(table.missing))
        self.select.setEnabled(bool(self._rows))

    def _on_select(self) -> None:
        words = self.chosen()
        if words is not None and self._rows:
            self._workspace.select(self._rows, "replace", f"Set {words.name}")
            self.accept()

    def _on_copy(self) -> None:
        words = self.chosen()
        if words is not None:
            ask_name(self, self._workspace, words.words, words.name)

    def _on_remove(self) -> None:
        words = self.chosen()
        if words is not None and words.name in self._workspace.sets:
            self._workspace.remove_set(words.name)

    def _on_combine(self) -> None:
        words = self.chosen()
        self.combine.menu().clear()
        if words is not None:
            fill_combine(self.combine.menu(), self._workspace, words)

    def _on_new(self) -> None:
        number = next(n for n in range(1, len(self._workspace.sets) + 2) if f"Set {n}" not in self._workspace.sets)
        self._shown = f"Set {number}"
        self._workspace.keep_set(WordSet(name=self._shown, words=()))
        self.name.setFocus()
        self.name.selectAll()

    def _on_import(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(self, "Import word sets", "", FILES)
        for path in paths:
            self.take_file(Path(path))

    def _on_export(self) -> None:
        words = self.chosen()
        name = f"{words.name.replace('/', '-')}.txt" if words is not None else ""
        path, _ = QFileDialog.getSaveFileName(self, "Export the set", name, FILES)
        if path:
            self.write_file(Path(path))


def _row(*buttons: QPushButton | None) -> QHBoxLayout:
    """Buttons in a line; None is where the room goes."""
    row = QHBoxLayout()
    row.setSpacing(pixels(8))
    for button in buttons:
        if button is None:
            row.addStretch(1)
        else:
            button.setAutoDefault(False)
            row.addWidget(button)
    return row


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(WordSetsSheet, WIDTH, HEIGHT)
