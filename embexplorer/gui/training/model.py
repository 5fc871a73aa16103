"""Section 2 of the Train panel: which trainer, the picture of its idea, how thoroughly, and its parameters."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from embexplorer.core.registry import step_named, steps
from embexplorer.core.step import Step, parameters_of
from embexplorer.gui.style import font, pixels
from embexplorer.gui.widgets.choice import Combo
from embexplorer.gui.widgets.form import StepForm
from embexplorer.gui.widgets.idea_picture import IdeaPicture
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.section import Head

FIRST = "word2vec"
ELSEWHERE = ("seed", "watch", "stop_after", "resample", "path")  # in the foot, in section 3, or of no use here


class ModelSection(QWidget):
    """`chosen` is emitted when another trainer is wanted."""

    chosen = Signal()
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trainers = {**steps("trainer"), **steps("encoder"), **_from_texts()}
        self.head = Head("2  Model")
        self.method = Combo()
        self.method.setAccessibleName("Method")
        self.summary = PlainLabel(role="table", tone="secondary")
        self.summary.setWordWrap(True)
        self.idea = IdeaPicture()
        self.presets = Presets()
        self._forms: dict[str, StepForm] = {}
        self._holder = QVBoxLayout()
        self._build()
        self.method.activated.connect(self._on_activated)
        self.presets.chosen.connect(self._on_preset)
        self._show()

    def trainer(self) -> type[Step]:
        """The chosen trainer."""
        return step_named(str(self.method.currentData()))

    def choose(self, name: str) -> None:
        """Choose this trainer."""
        self.method.setCurrentIndex(self.method.findData(name))
        self._on_activated()

    def form(self) -> StepForm:
        """The form of the chosen trainer, made when it is first asked for."""
        kind = self.trainer()
        if kind.name not in self._forms:
            hidden = {*ELSEWHERE, *kind.reading_parameters}
            shown = [p.name for p in parameters_of(kind) if p.name not in hidden]
            self._forms[kind.name] = StepForm(kind, only=shown)
            self._forms[kind.name].changed.connect(self.changed)
        return self._forms[kind.name]

    def values(self) -> dict[str, Any]:
        """What the form says; raises UserError and marks what is wrong."""
        return self.form().typed()

    def lock(self, locked: bool) -> None:
        """While it trains, the form says what is being run and cannot be changed."""
        self.head.caption.setText("locked while it runs" if locked else "")
        for widget in (self.method, self.presets, self.form()):
            widget.setEnabled(not locked)

    def _build(self) -> None:
        for name in sorted(self.trainers, key=lambda name: (name != FIRST, self.trainers[name].title.lower())):
            self.method.addItem(self.trainers[name].title, name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(pixels(8))
        for part in (self.head, self.method, self.summary, self.idea, self.presets):
            column.addWidget(part)
        column.addLayout(self._holder)

    def _show(self) -> None:
        kind = self.trainer()
        self.summary.setText(kind.summary())
        self.idea.show_idea(getattr(kind, "idea", ""))
        self.presets.offer(tuple(kind.presets))
        while self._holder.count():
            self._holder.takeAt(0).widget().hide()
        self._holder.addWidget(self.form())
        self.form().show()

    def _on_activated(self) -> None:
        self._show()
        self.chosen.emit()

    def _on_preset(self, name: str) -> None:
        self.form().reset()
        self.form().set_values(dict(self.trainer().presets[name]))
        self.changed.emit()


def _from_texts() -> dict[str, type[Step]]:
    """Transforms that learn from a text beside the open space."""
    return {name: step for name, step in steps("transform").items() if "path" in step.reading_parameters}


class Presets(QWidget):
    """Named sets of parameters as a row of flat buttons."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(pixels(4))
        self._buttons: dict[str, QToolButton] = {}

    def offer(self, names: tuple[str, ...]) -> None:
        """Show these from now on."""
        while self._row.count():
            widget = self._row.takeAt(0).widget()
            if widget is not None:
                widget.deleteLater()
        self._buttons = {name: self._button(name) for name in names}
        for button in self._buttons.values():
            self._row.addWidget(button)
        self._row.addStretch(1)
        self.setVisible(bool(names))

    def press(self, name: str) -> None:
        """Choose this one."""
        self._buttons[name].click()

    def _button(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setText(name.capitalize())
        button.setObjectName(name)
        button.setProperty("field", True)
        button.setFont(font("table"))
        set_plain_tooltip(button, f"{name.capitalize()} · sets the parameters for it")
        button.clicked.connect(self._on_clicked)
        return button

    def _on_clicked(self) -> None:
        self.chosen.emit(self.sender().objectName())
