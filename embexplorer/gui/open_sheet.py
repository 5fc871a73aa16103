"""The sheet before a file is opened: what it holds, what is odd about it, and how much of it to take."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.preview import Preview, preview_from_table
from embexplorer.core.registry import step_named
from embexplorer.core.step import Parameter, Step, build, parameters_of
from embexplorer.core.table import Table
from embexplorer.gui.companion_row import CompanionRow
from embexplorer.gui.preview_words import facts
from embexplorer.gui.style import pixels
from embexplorer.gui.take_rows import TakeRows
from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.section import Hairline
from embexplorer.workspace.workspace import Workspace

COMPANIONS = ("labels", "metadata")
WIDTH = 560


class OpenSheet(QDialog):
    """Asks for the preview at once and fills itself when it comes; nothing is loaded before the user says so."""

    train_asked = Signal(object)

    def __init__(self, workspace: Workspace, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._path = path
        self.preview: Preview | None = None
        self._before_defect = True
        self._closed = False
        self.setWindowTitle(f"Open {path.name}")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(pixels(WIDTH))
        self._build()
        self._look()

    def _whole_rows(self) -> dict[str, object]:
        """Of a file with a defect: all that can be read when bad rows are skipped, or what stands before the first."""
        return {"take": "first", "count": self.preview.complete_rows} if self._before_defect else {"take": "all"}

    def step(self, bad_rows: str = "refuse") -> Step:
        """The reader with what the sheet says; raises UserError for what cannot be."""
        assert self.preview is not None
        reader = step_named(self.preview.reader)
        taken = self._whole_rows() if self.preview.complaint else self.take.values()
        values = {"path": self._path, **taken, **self._companion.values(), "bad_rows": bad_rows}
        known = {parameter.name for parameter in parameters_of(reader)}
        return build(reader, {name: value for name, value in values.items() if name in known})

    def _build(self) -> None:
        self._facts = FactLines()
        self._complaint = PlainLabel("", tone="error")
        self._complaint.setWordWrap(True)
        self._complaint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._complaint.hide()
        self._companion = CompanionRow(self)
        self._companion.chosen.connect(self._look)
        self.take = TakeRows(self)
        self._make_buttons()
        column = QVBoxLayout(self)
        column.setContentsMargins(*([pixels(16)] * 4))
        column.setSpacing(pixels(8))
        column.addWidget(PlainLabel(self._path.name, role="subject"))
        column.addWidget(ElidedLabel(str(self._path), role="caption", tone="secondary"))
        for widget in (Hairline(), self._facts, self._complaint, self._companion, self.take):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(Hairline())
        column.addLayout(self._foot)

    def _make_buttons(self) -> None:
        self.open_button = QPushButton("Open")
        self.open_button.setProperty("primary", True)
        self.open_button.setDefault(True)
        self.open_button.clicked.connect(self._on_open)
        self.skip_button = QPushButton("Skip bad rows")
        self.skip_button.clicked.connect(self._on_skip)
        self.train_button = QPushButton("Train on it…")
        set_plain_tooltip(self.train_button, "Train on it… · if this is a text, learn vectors from it")
        self.train_button.clicked.connect(self._on_train)
        self.train_button.hide()
        self.cancel_button = QPushButton("Cancel")
        self.cancel_button.clicked.connect(self.reject)
        self._foot = QHBoxLayout()
        self._foot.addStretch(1)
        for button in (self.open_button, self.skip_button, self.train_button, self.cancel_button):
            button.setAutoDefault(False)
            self._foot.addWidget(button)

    def _look(self) -> None:
        """Ask for the preview; the answer to an earlier question is of no interest then."""
        self.preview = None
        self._facts.show_facts([("File", "Reading and checking all of it…")])
        self._show_parts(False, False)
        self._complaint.hide()
        step = build(step_named("preview"), {"path": self._path, **self._companion.values()})
        self._workspace.ask(step, self._on_preview, self._on_failed, key="preview")

    def done(self, result: int) -> None:
        """What is answered from now on is of no interest."""
        self._closed = True
        super().done(result)

    def _on_preview(self, table: Table) -> None:
        if self._closed:
            return
        preview = self.preview = preview_from_table(table)
        self._facts.show_facts(facts(preview))
        self._companion.offer(_companion_of(preview), self._path.parent)
        self.take.offer(preview.rows, _takes_part(preview))
        if not preview.complaint:
            self._show_parts(True, False)
            self.open_button.setFocus()
            return
        before, skip = _takes_part(preview) and preview.complete_rows > 0, _can_skip(preview)
        self.open_button.setText(f"Open the {preview.complete_rows:,} rows before it" if before else "Open")
        self._show_parts(before, skip)
        self._complain(preview.complaint, "" if before or skip else preview.hint)

    def _on_failed(self, error: UserError) -> None:
        if self._closed:
            return
        self._facts.show_facts([])
        self._show_parts(False, False)
        self.train_button.show()  # what holds no vectors may be a text
        self._complain(error.message, error.hint)

    def _complain(self, message: str, hint: str) -> None:
        self._complaint.setText(f"{message} {hint}".strip())
        self._complaint.show()
        self._fit()

    def _show_parts(self, good: bool, skip: bool) -> None:
        whole = self.preview is not None and not self.preview.complaint
        self.open_button.setVisible(good or self.preview is None)
        self.open_button.setEnabled(good)
        self.skip_button.setVisible(skip)
        self.take.setVisible(whole and self.take.offered)
        self._fit()

    def _fit(self) -> None:
        """As high as its words need at this width."""
        self.layout().activate()
        self.setFixedHeight(max(self.layout().totalHeightForWidth(self.width()), self.sizeHint().height()))

    def _on_open(self) -> None:
        self._before_defect = True
        self._load("refuse")

    def _on_train(self) -> None:
        self.train_asked.emit(self._path)
        self.accept()

    def _on_skip(self) -> None:
        self._before_defect = False
        self._load("skip")

    def _load(self, bad_rows: str) -> None:
        try:
            step = self.step(bad_rows)
        except UserError as error:
            self._complain(error.message, error.hint)
            return
        self._workspace.open_file(self._path, step)
        self.accept()


class FactLines(QWidget):
    """Names at the left in secondary, what is so at the right."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, pixels(4), 0, pixels(4))
        self._column.setSpacing(pixels(4))

    def show_facts(self, lines: list[tuple[str, str]]) -> None:
        """Say these from now on."""
        while self._column.count():
            self._column.takeAt(0).widget().deleteLater()
        for name, text in lines:
            line = _fact_line(name, text)
            self._column.addWidget(line)
            line.show()  # now, not when the loop comes round: the sheet is fitted at once

    def texts(self) -> list[str]:
        """What is said, line by line."""
        return [label.text() for label in self.findChildren(PlainLabel)]


def _fact_line(name: str, text: str) -> QWidget:
    line = QWidget()
    head, said = PlainLabel(name, tone="secondary"), PlainLabel(text)
    head.setFixedWidth(pixels(96))
    said.setWordWrap(True)
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(said, 1)
    return line


def _companion_of(preview: Preview) -> Parameter | None:
    known = parameters_of(step_named(preview.reader))
    return next((parameter for parameter in known if parameter.name in COMPANIONS), None)


def _takes_part(preview: Preview) -> bool:
    return any(parameter.name == "take" for parameter in parameters_of(step_named(preview.reader)))


def _can_skip(preview: Preview) -> bool:
    skips = any(parameter.name == "bad_rows" for parameter in parameters_of(step_named(preview.reader)))
    return skips and preview.rows > 0
