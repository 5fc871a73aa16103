"""One field for each type of parameter: number, word, choice, switch, file and line of words, all spoken to alike."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.step import FOLDER, Parameter, convert
from embexplorer.core.word_text import words_in
from embexplorer.core.word_text import written as quoted_words
from embexplorer.gui.icons import icon
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.choice import Combo
from embexplorer.gui.widgets.line import Line
from embexplorer.gui.widgets.number_line import NumberLine, number_read, number_typed
from embexplorer.gui.widgets.plain import set_plain_tooltip

NARROW = 72
WIDE = 232
NOTHING = ("", "none", "auto")


class Field(QWidget):
    """What the form asks of every field. `changed` is emitted for the user's own changes only."""

    changed = Signal()

    def __init__(self, parameter: Parameter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parameter = parameter
        self.roomy = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addStretch(0)
        self._row = row

    def value(self) -> Any:
        """The value in the parameter's type; raises UserError for what cannot be one."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show this value, silently."""
        raise NotImplementedError

    def set_wrong(self, wrong: bool) -> None:
        """Underline what was typed with a wave, or take it away."""

    def _take(self, editor: QWidget, width: int) -> None:
        """Hold the editor: as wide as said, or (0) as the row allows."""
        if width:
            editor.setFixedWidth(pixels(width))
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        else:
            editor.setMinimumWidth(pixels(NARROW))
            editor.setMaximumWidth(pixels(WIDE))
            editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.roomy = not width
        editor.setAccessibleName(self.parameter.name.replace("_", " "))
        self._append(editor, 0 if width else 1)
        self.setFocusProxy(editor)

    def _append(self, widget: QWidget, stretch: int = 0) -> None:
        """Add at the right, before what is left of the row."""
        self._row.insertWidget(self._row.count() - 1, widget, stretch)


def field_for(parameter: Parameter) -> Field:
    """The field that fits the parameter's type."""
    if parameter.choices:
        return ChoiceField(parameter)
    if parameter.type is bool:
        return SwitchField(parameter)
    if parameter.type is Path and not parameter.many:
        return FileField(parameter)
    if parameter.type in (int, float) and not parameter.many:
        return NumberField(parameter)
    return TextField(parameter)


class NumberField(Field):
    """A line for a number: arrow keys and wheel step it, and what is no number is kept to be put right."""

    def __init__(self, parameter: Parameter) -> None:
        super().__init__(parameter)
        self._line = NumberLine(parameter.type is int)
        self._take(self._line, NARROW)
        self._line.setPlaceholderText("auto" if parameter.optional else "")
        self._line.textEdited.connect(self._on_edited)

    def value(self) -> Any:
        text = self._line.text().strip()
        if self.parameter.optional and text.lower() in NOTHING:
            return None
        return convert(self.parameter, number_in(text, self.parameter))

    def set_value(self, value: Any) -> None:
        self._line.setText("" if value is None else number_typed(value))

    def set_wrong(self, wrong: bool) -> None:
        self._line.set_wrong(wrong)

    def _on_edited(self) -> None:
        self.changed.emit()


class TextField(Field):
    """A line of text; for several values a line of words, or of numbers, with spaces between.

    Words may have commas between too, and double quotes around what belongs together, such as "king - man".
    """

    def __init__(self, parameter: Parameter) -> None:
        super().__init__(parameter)
        self._line = Line()
        self._take(self._line, 0)
        self._line.textEdited.connect(self._on_edited)

    def value(self) -> Any:
        text = self._line.text().strip()
        if self.parameter.many:
            numbers = self.parameter.type in (int, float)
            words = [number_in(word, self.parameter) for word in text.split()] if numbers else words_in(text)
            return convert(self.parameter, words)
        return None if self.parameter.optional and not text else convert(self.parameter, text)

    def set_value(self, value: Any) -> None:
        many = isinstance(value, tuple | list)
        self._line.setText(quoted_words(str(item) for item in value) if many else str(value or ""))

    def set_wrong(self, wrong: bool) -> None:
        self._line.set_wrong(wrong)

    def _on_edited(self) -> None:
        self.changed.emit()


class ChoiceField(Field):
    """One of a few words."""

    def __init__(self, parameter: Parameter) -> None:
        super().__init__(parameter)
        self._combo = Combo()
        self._combo.addItems(list(parameter.choices))
        self._take(self._combo, 0)
        self._combo.activated.connect(self._on_activated)

    def value(self) -> Any:
        return self._combo.currentText()

    def set_value(self, value: Any) -> None:
        self._combo.setCurrentText(str(value))

    def _on_activated(self) -> None:
        self.changed.emit()


class SwitchField(Field):
    """On or off."""

    def __init__(self, parameter: Parameter) -> None:
        super().__init__(parameter)
        self._check = QCheckBox()
        self._take(self._check, 24)
        self._check.clicked.connect(self._on_clicked)

    def value(self) -> Any:
        return self._check.isChecked()

    def set_value(self, value: Any) -> None:
        self._check.setChecked(bool(value))

    def _on_clicked(self) -> None:
        self.changed.emit()


class FileField(Field):
    """A path to type, or to choose."""

    def __init__(self, parameter: Parameter) -> None:
        super().__init__(parameter)
        self._line = Line()
        self._take(self._line, 0)
        self._line.textEdited.connect(self._on_edited)
        browse = QToolButton()
        browse.setIcon(icon("folder"))
        set_plain_tooltip(browse, "Choose a file")
        browse.setAccessibleName("Choose a file")
        browse.clicked.connect(self._on_browse)
        self._append(browse)

    def value(self) -> Any:
        text = self._line.text().strip()
        if text:
            return Path(text)
        if self.parameter.optional:
            return None
        raise UserError(f"{_titled(self.parameter)} is not chosen.", self.parameter.help)

    def set_value(self, value: Any) -> None:
        self._line.setText("" if value is None or value == "required" else str(value))

    def set_wrong(self, wrong: bool) -> None:
        self._line.set_wrong(wrong)

    def _on_browse(self) -> None:
        if self.parameter.unit == FOLDER:
            path = QFileDialog.getExistingDirectory(self, "Choose a folder", self._line.text())
        else:
            path, _ = QFileDialog.getOpenFileName(self, "Choose a file", self._line.text())
        if path:
            self._line.setText(path)
            self.changed.emit()

    def _on_edited(self) -> None:
        self.changed.emit()


def number_in(text: str, parameter: Parameter) -> int | float:
    """The number that was typed, commas and a true minus allowed; raises UserError for anything else."""
    number = number_read(text, parameter.type is int)
    if number is None:
        kind = "a whole number" if parameter.type is int else "a number"
        raise UserError(f"‘{text}’ is not {kind}." if text else f"{_titled(parameter)} is empty.", parameter.help)
    return number


def _titled(parameter: Parameter) -> str:
    return parameter.name.replace("_", " ").capitalize()
