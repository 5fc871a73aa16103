"""Section 1 of the Train panel: what is learned from, how it is read, and what was found in it."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QVBoxLayout, QWidget

from embexplorer.core.corpus_look import CorpusLook
from embexplorer.core.errors import UserError
from embexplorer.core.resources import resource
from embexplorer.core.step import Step
from embexplorer.gui.icons import icon
from embexplorer.gui.style import pixels
from embexplorer.gui.training.frequency_curve import FrequencyCurve
from embexplorer.gui.training.samples import Samples
from embexplorer.gui.widgets.choice import Combo
from embexplorer.gui.widgets.form import StepForm, more_button
from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel
from embexplorer.gui.widgets.section import Head

DEMO = "demos/kjv.tsv.gz"
DEMO_NAME = "King James Bible (demo)"
TITLES = {
    "text": "Corpus",
    "graph": "Graph",
    "interactions": "Interactions",
    "images": "Images",
    "pairs": "Pairs",
    "space": "Space",
}
CHOOSE = {
    "text": "Choose a text…",
    "graph": "Choose an edge list…",
    "interactions": "Choose a table of interactions…",
    "images": "Choose images…",
    "pairs": "Choose a file of pairs…",
}
FOLDER = "Choose a folder…"
FOLDERS = ("text", "images")


class SourceSection(QWidget):
    """`chosen` is emitted when another file is wanted, `changed` when it is to be read in another way."""

    chosen = Signal()
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reads = "text"
        self._paths: dict[str, list[Path]] = {"text": [resource(DEMO)]}
        self._form: StepForm | None = None
        self.head = Head("1  Corpus")
        self.files = Combo()
        self.files.setAccessibleName("What is learned from")
        self.files.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.space = ElidedLabel(role="table", tone="text")
        self.facts = Facts()
        self.samples = Samples()
        self.curve = FrequencyCurve()
        self.notes = PlainLabel(role="caption", tone="secondary")
        self.notes.setWordWrap(True)
        self.fold = more_button(self, "How it is read")
        self.problem = PlainLabel(role="table", tone="error")
        self.problem.setWordWrap(True)
        self._holder = QVBoxLayout()
        self._build()
        self.files.activated.connect(self._on_activated)

    def ask_for(self, step: type[Step], reads: str, space_name: str) -> None:
        """Ask for what this trainer reads, with its own way of reading it."""
        self.reads = reads
        self.head.title.setText(f"1  {TITLES[reads]}")
        self.files.setVisible(reads != "space")
        self.space.setVisible("space" in step.takes)
        self.space.setText(f"From {space_name}" if space_name else "Open a space first: it learns from that too.")
        self._show_form(step)
        self._fill()

    def is_demo(self) -> bool:
        """Whether the text that comes with the program is chosen."""
        return self.path() == resource(DEMO)

    def path(self) -> Path | None:
        """The chosen file or folder."""
        known = self._paths.get(self.reads, [])
        return known[0] if known else None

    def choose(self, path: Path) -> None:
        """Take this file from now on."""
        known = self._paths.setdefault(self.reads, [])
        self._paths[self.reads] = [path, *(other for other in known if other != path)]
        self._fill()
        self.chosen.emit()

    def values(self) -> dict[str, Any]:
        """The file and how it is read; raises UserError and marks what is wrong."""
        if self.reads == "space":
            return {} if self._form is None else self._form.typed()
        path = self.path()
        if path is None:
            raise UserError(f"No {TITLES[self.reads].lower()} is chosen.", CHOOSE[self.reads].rstrip("…") + ".")
        return {"path": path, **(self._form.typed() if self._form is not None else {})}

    def show_look(self, look: CorpusLook | None, seconds: float = 0.0) -> None:
        """What was found in the file, and how long that took; None while it is read."""
        self.problem.hide()
        self.head.caption.setText("" if look is None else f"read in {seconds:.1f} s")
        self.facts.show_facts([] if look is None else facts_of(look))
        first = () if look is None else look.first
        self.samples.show_samples([(seen.id, " ".join(seen.words)) for seen in first])
        curve = () if look is None else look.curve
        self.curve.show_curve(curve, look.min_count if look else 1, look.vocabulary if look else 0)
        self.notes.setText("" if look is None else "\n".join(look.notes))
        self.notes.setVisible(bool(look and look.notes))

    def show_reading(self) -> None:
        """The file is being looked at."""
        self.problem.hide()
        self.head.caption.setText("reading…")

    def show_problem(self, text: str) -> None:
        """The file cannot be read."""
        self.show_look(None)
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(pixels(8))
        column.addWidget(self.head)
        column.addWidget(self.files)
        column.addWidget(self.space)
        column.addWidget(self.problem)
        column.addWidget(self.facts)
        column.addWidget(self.samples)
        column.addWidget(self.curve)
        column.addWidget(self.notes)
        column.addWidget(self.fold)
        column.addLayout(self._holder)
        self.fold.clicked.connect(self._on_fold)
        for part in (self.problem, self.space, self.notes):
            part.hide()

    def _show_form(self, step: type[Step]) -> None:
        while self._holder.count():
            self._holder.takeAt(0).widget().deleteLater()
        reading = [name for name in step.reading_parameters if name != "path"]
        self._form = StepForm(step, only=reading) if reading else None
        self.fold.setVisible(self._form is not None)
        if self._form is not None:
            self._form.changed.connect(self.changed)
            self._holder.addWidget(self._form)
            self._on_fold()

    def _on_fold(self) -> None:
        unfolded = self.fold.isChecked()
        self.fold.setIcon(icon("chevron-down" if unfolded else "chevron-right", "secondary"))
        if self._form is not None:
            self._form.setVisible(unfolded)

    def _fill(self) -> None:
        known = self._paths.get(self.reads, [])
        self.files.clear()
        for path in known:
            self.files.addItem(_name_of(path), path)
            self.files.setItemData(self.files.count() - 1, str(path), Qt.ItemDataRole.ToolTipRole)
        if self.reads in CHOOSE:
            self.files.addItem(CHOOSE[self.reads], "file")
        if self.reads in FOLDERS:
            self.files.addItem(FOLDER, "folder")
        self.files.setCurrentIndex(0 if known else -1)
        self.files.setPlaceholderText(CHOOSE.get(self.reads, ""))

    def _on_activated(self) -> None:
        wish = self.files.currentData()
        if isinstance(wish, Path):
            self.choose(wish)
            return
        self.files.setCurrentIndex(0 if self.path() else -1)
        start = str(self.path().parent if self.path() and self.path() != resource(DEMO) else Path.home())
        if wish == "file":
            name, _ = QFileDialog.getOpenFileName(self, CHOOSE[self.reads].rstrip("…"), start)
        else:
            name = QFileDialog.getExistingDirectory(self, FOLDER.rstrip("…"), start)
        if name:
            self.choose(Path(name))


class Facts(QWidget):
    """Lines of a name, a number and a remark, the numbers on one right edge."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(pixels(12))
        self._grid.setVerticalSpacing(pixels(4))
        self._grid.setColumnMinimumWidth(0, pixels(72))
        self._grid.setColumnMinimumWidth(1, pixels(64))
        self._grid.setColumnStretch(2, 1)

    def show_facts(self, lines: list[tuple[str, str, str]]) -> None:
        """Say these from now on."""
        while self._grid.count():
            self._grid.takeAt(0).widget().deleteLater()
        for row, (name, number, remark) in enumerate(lines):
            self._grid.addWidget(PlainLabel(name, role="table", tone="secondary"), row, 0)
            told = PlainLabel(number, role="table")
            told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(told, row, 1)
            self._grid.addWidget(ElidedLabel(remark, role="table", tone="secondary"), row, 2)
        self.setVisible(bool(lines))


def facts_of(look: CorpusLook) -> list[tuple[str, str, str]]:
    """Documents, words and vocabulary of a corpus."""
    kept = f"of {look.different:,}, min. {look.min_count}"
    return [
        ("Documents", f"{look.documents:,}", ""),
        ("Words", f"{look.words:,}", f"{100 * look.covered:.1f} % kept"),
        ("Vocabulary", f"{look.vocabulary:,}", kept),
    ]


def _name_of(path: Path) -> str:
    return DEMO_NAME if path == resource(DEMO) else path.name
