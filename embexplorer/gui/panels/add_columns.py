"""Add columns from a file: a CSV or TSV table joined by word, with its matches counted before anything is added."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.registry import step_named
from embexplorer.core.selected import ROW
from embexplorer.core.step import build
from embexplorer.core.table import Table
from embexplorer.gui.actions import Action, Actions
from embexplorer.gui.style import font, pixels
from embexplorer.gui.widgets.choice import Choice
from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel
from embexplorer.gui.widgets.section import Hairline, padded_column
from embexplorer.workspace.workspace import Workspace

WIDTH = 480
FILES = "Tables (*.csv *.tsv *.txt *.csv.gz *.tsv.gz);;All files (*)"


class AddColumnsSheet(QDialog):
    """Reads the file in a worker as soon as it is chosen, and again when another key is chosen."""

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._path: Path | None = None
        self._space: str | None = None
        self._table: Table | None = None
        self.file = ElidedLabel("No file chosen", tone="secondary")
        self.browse = QPushButton("Choose…")
        self.key = Choice("Column that holds the words", (120, 232))
        self.counts = PlainLabel(role="table")
        self.columns = QListWidget()
        self.replaced = PlainLabel(role="caption", tone="warn")
        self.add = QPushButton("Add columns")
        self.cancel = QPushButton("Cancel")
        self._build()
        self._connect()
        actions.add(Action(id="space.add-columns", text="Add columns from file…", group="Space", run=self.choose,
                           enabled=self._has_space, why_disabled="Open a vector file first", section=3,
                           tooltip="Add columns from file · joins a CSV or TSV table by word"))  # fmt: skip

    def choose(self) -> None:
        """Ask for a file, then show what is in it."""
        path, _ = QFileDialog.getOpenFileName(self.parentWidget() or self, "Add columns from file", "", FILES)
        if path:
            self.open_file(Path(path))

    def open_file(self, path: Path) -> None:
        """Show what is in this file."""
        self._path, self._space = path, self._workspace.space_id
        self.file.setText(str(path))
        self.key.show_entries([], None)
        self._ask("")
        self.open()

    def chosen(self) -> list[str]:
        """The columns that are ticked."""
        items = [self.columns.item(place) for place in range(self.columns.count())]
        return [item.text() for item in items if item.checkState() == Qt.CheckState.Checked]

    def _has_space(self) -> bool:
        return self._workspace.space() is not None

    def _build(self) -> None:
        self.setWindowTitle("Add columns from file")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(pixels(WIDTH))
        self.counts.setWordWrap(True)
        self.replaced.setWordWrap(True)
        self.columns.setFont(font("table"))
        self.columns.setAccessibleName("Columns to add")
        self.columns.setFixedHeight(pixels(132))
        self.add.setProperty("primary", True)
        self.add.setDefault(True)
        column = padded_column(self, above=16, below=16)
        column.addWidget(PlainLabel("Add columns from file", role="subject"))
        column.addLayout(_line(self.file, self.browse, stretch=0))
        column.addWidget(Hairline())
        column.addLayout(_line(PlainLabel("Words are in", role="table", tone="secondary"), self.key, stretch=1))
        column.addWidget(self.counts)
        column.addWidget(self.columns)
        column.addWidget(self.replaced)
        column.addWidget(Hairline())
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button in (self.add, self.cancel):
            button.setAutoDefault(False)
            foot.addWidget(button)
        column.addLayout(foot)
        self._show(None)

    def _connect(self) -> None:
        self.browse.clicked.connect(self.choose)
        self.key.chosen.connect(self._ask)
        self.columns.itemChanged.connect(self._on_ticked)
        self.add.clicked.connect(self._on_add)
        self.cancel.clicked.connect(self.reject)

    def _ask(self, key: str) -> None:
        self._show(None)
        self.counts.set_tone("secondary")
        self.counts.setText("Reading and matching…")
        step = build(step_named("metadata"), {"path": str(self._path), "key": key})
        self._workspace.ask(step, self._on_answered, self._on_failed, space=self._space, key="add-columns")

    def _on_answered(self, table: Table) -> None:
        self._show(table)
        key, names = table.notes[0], table.notes[1:]
        self.key.show_entries([(name, name) for name in names], key)
        self.counts.set_tone("text")
        self.counts.setText(counted(table))
        self.add.setFocus()  # Enter adds them

    def _on_failed(self, problem: UserError) -> None:
        self._show(None)
        self.counts.set_tone("error")
        self.counts.setText(str(problem))

    def _show(self, table: Table | None) -> None:
        self._table = table
        self.columns.blockSignals(True)
        self.columns.clear()
        for name in [] if table is None else table.columns.column_names:
            if name != ROW:
                self.columns.addItem(_ticked(name))
        self.columns.blockSignals(False)
        self._on_ticked()

    def _on_ticked(self) -> None:
        space = self._workspace.space(self._space) if self._space else None
        known = [] if space is None else space.columns.column_names
        twice = [name for name in self.chosen() if name in known]
        self.replaced.setText(f"Replaces {', '.join(twice)}, which the space has already." if twice else "")
        self.replaced.setVisible(bool(twice))
        matched = self._table is not None and self._table.facts["matched"] > 0
        self.add.setEnabled(matched and bool(self.chosen()))

    def _on_add(self) -> None:
        if self._table is None or self._space is None:
            return
        names = self.chosen()
        self._workspace.add_columns(self._space, self._table.columns.select(names))
        self._workspace.notice(f"Added {', '.join(names)}: {self._table.caption}.")
        self.accept()


def counted(table: Table) -> str:
    """“567 of 30,228 words matched · 3 words of the file not in the space · 2 lines left out for …”."""
    facts = {name: int(value) for name, value in table.facts.items()}
    said = [f"{facts['matched']:,} of {table.columns.num_rows:,} words matched"]
    if facts["unmatched"]:
        said.append(f"{_many(facts['unmatched'], 'word')} of the file not in the space")
    if facts["duplicates"]:
        said.append(f"{_many(facts['duplicates'], 'line')} left out for naming a word again")
    return " · ".join(said)


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _ticked(name: str) -> QListWidgetItem:
    item = QListWidgetItem(name)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Checked)
    return item


def _line(left: QWidget, right: QWidget, stretch: int) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(pixels(8))
    line.addWidget(left, 1 - stretch)
    line.addWidget(right, stretch)
    return line


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(AddColumnsSheet, WIDTH, 400)
