"""The form of word axes: two poles, two more for a second axis, how they become a direction, and what to draw."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from embexplorer.core.registry import step_named
from embexplorer.core.step import parameters_of
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.choice import Combo
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.section import SIDE
from embexplorer.gui.widgets.spelling_button import SpellingButton
from embexplorer.gui.widgets.word_set_field import WordSetField
from embexplorer.workspace.workspace import Workspace

POLES = {"left": "Left pole", "right": "Right pole", "down": "Lower pole", "up": "Upper pole"}
FIRST, SECOND = ("left", "right"), ("down", "up")
FIELD = 244  # pixels of a pole


class AxesForm(QWidget):
    """`changed` says that the poles or the method did, `words` by name of the pole; `draw` and `colour` are buttons."""

    changed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = {name: WordSetField(title, workspace, tone) for tone, (name, title) in enumerate(POLES.items())}
        self.method, self.map_form = Combo(), Combo()
        self.spelling = SpellingButton(workspace)
        self.second = QCheckBox("Second axis")
        self.verdict = PlainLabel(role="caption", tone="secondary")  # on the second axis
        self.problem = PlainLabel(role="caption", tone="error")
        self.draw = QPushButton("Draw the map of these axes")
        self.colour = QPushButton("Colour the map by this axis")
        self._rows: list[QBoxLayout] = []
        self._upwards = QWidget()
        self._build()
        self._connect()

    def words(self, name: str) -> tuple[str, ...]:
        """The words of a pole; of one that is not shown none."""
        return () if name in SECOND and not self.second.isChecked() else self.fields[name].words()

    def values(self) -> dict[str, Any]:
        """The parameters that both steps take: poles, method and spelling."""
        poles = {name: self.words(name) for name in POLES}
        return {**poles, "method": self.method.currentText(), **self.spelling.values()}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show these poles and this method, silently; what is not named is left as it is."""
        for name in POLES:
            if name in values:
                self.fields[name].set_words(values[name])
        self.method.setCurrentText(str(values.get("method", self.method.currentText())))
        if any(values.get(name) for name in SECOND):
            self.second.setChecked(True)
        self._on_second()

    def show_missing(self, names: tuple[str, ...], missing: tuple[str, ...]) -> None:
        """Say in the fields of these poles which of their words were found."""
        for name in names:
            words = self.fields[name].words()
            gone = [word for word in words if word in missing]
            self.fields[name].show_missing(gone, len(words) - len(gone), len(words))

    def say(self, problem: str) -> None:
        """What is wrong with the poles, below them."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def lay(self, wide: bool) -> None:
        """Two poles beside each other, or one below the other."""
        way = QBoxLayout.Direction
        for row in self._rows:
            row.setDirection(way.LeftToRight if wide else way.TopToBottom)

    def _build(self) -> None:
        parameters = {p.name: p for p in parameters_of(step_named("axes"))}
        for combo, name in ((self.method, "method"), (self.map_form, "form")):
            combo.addItems(list(parameters[name].choices))
            combo.setAccessibleName({"method": "Method", "form": "Form of the map"}[name])
            set_plain_tooltip(combo, parameters[name].help)
        set_plain_tooltip(
            self.second, "Second axis · another direction upwards on the map\nwithout: what varies most besides"
        )
        self.verdict.setWordWrap(True)
        self.verdict.hide()
        self.problem.setWordWrap(True)
        self.problem.hide()
        inner = QVBoxLayout(self._upwards)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(self._pair(SECOND))
        inner.addWidget(self.verdict)
        column = QVBoxLayout(self)
        column.setContentsMargins(pixels(SIDE), pixels(8), pixels(12), pixels(8))
        column.setSpacing(pixels(6))
        column.addLayout(self._pair(FIRST))
        column.addLayout(self._choices())
        column.addWidget(self._upwards)
        column.addWidget(self.problem)
        column.addLayout(self._buttons())
        column.addStretch(1)
        self._on_second()

    def _pair(self, names: tuple[str, ...]) -> QBoxLayout:
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(pixels(12))
        for name in names:
            self.fields[name].setMinimumWidth(pixels(FIELD - 12))
            row.addWidget(self.fields[name], 1)
        self._rows.append(row)
        return row

    def _choices(self) -> QBoxLayout:
        whole = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        whole.setSpacing(pixels(8))
        named = ((("Method", self.method), ("", self.spelling)), (("Map", self.map_form), ("", self.second)))
        for parts in named:
            row = QHBoxLayout()
            row.setSpacing(pixels(8))
            for title, part in parts:
                if title:
                    row.addWidget(PlainLabel(title, role="table", tone="secondary"))
                row.addWidget(part)
            row.addStretch(1)
            whole.addLayout(row)
        self._rows.append(whole)
        return whole

    def _buttons(self) -> QBoxLayout:
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(pixels(8))
        for button in (self.draw, self.colour):
            row.addWidget(button)
        row.addStretch(1)
        self._rows.append(row)
        return row

    def _connect(self) -> None:
        for field in self.fields.values():
            field.changed.connect(self.changed)
        self.method.activated.connect(self.changed)
        self.spelling.changed.connect(self.changed)
        self.second.toggled.connect(self._on_second)
        self.second.clicked.connect(self.changed)

    def _on_second(self) -> None:
        self._upwards.setVisible(self.second.isChecked())
