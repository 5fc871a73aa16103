"""One row of a form: label, field, note, a reset arrow where it was changed, and one line below where it is wrong."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QToolButton, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.step import Parameter
from embexplorer.gui.icons import icon
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.fields import field_for
from embexplorer.gui.widgets.number_line import number_typed
from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel, set_plain_tooltip

LABEL = 112
ROW = 28
ANY = 1e5  # a greatest value that nobody reaches


class FormRow(QWidget):
    """Shows one parameter. `changed` is emitted for the user's own changes."""

    changed = Signal()

    def __init__(self, parameter: Parameter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parameter = parameter
        self.field = field_for(parameter)
        self.label = PlainLabel(title_of(parameter), role="table", tone="secondary")
        self.note = ElidedLabel(parent=self, role="caption", tone="tertiary")
        self.problem = PlainLabel(role="caption", tone="error")
        self._reset = _reset_button(title_of(parameter))
        self._changed = False
        self._build()
        self.field.changed.connect(self._on_field_changed)
        self._reset.clicked.connect(self._on_reset)

    def value(self) -> Any:
        """The value in the parameter's type; raises UserError."""
        return self.field.value()

    def set_value(self, value: Any) -> None:
        """Show this value, silently."""
        self.field.blockSignals(True)
        self.field.set_value(value)
        self.field.blockSignals(False)
        self.show_problem("")

    def is_changed(self) -> bool:
        """The value differs from what it was last marked against."""
        return self._changed

    def mark(self, last_run: Any, compare: bool) -> None:
        """Say whether the value is changed since the last run (if `compare`), or from its default."""
        now = _comparable(self._value_or_text())
        default = _comparable(shown_default(self.parameter))
        self._changed = now != (_comparable(last_run) if compare else default)
        self.label.set_tone("text" if self._changed else "secondary")
        self._reset.setVisible(now != default)
        self.note.setText(self._note(now != default, last_run if compare and self._changed else None))

    def show_problem(self, text: str) -> None:
        """Underline the field and say what is wrong below it; nothing takes it back."""
        self.field.set_wrong(bool(text))
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def _value_or_text(self) -> Any:
        try:
            return self.field.value()
        except UserError as wrong:
            return wrong.message

    def _note(self, differs: bool, last_run: Any) -> str:
        """“default 30” where it differs, “ran with 30” where it was changed since; else the unit, or the range."""
        if last_run is not None:
            return f"ran with {_short(last_run)}"
        if differs and self.parameter.default not in ("required", None, "", ()):
            return f"default {_short(self.parameter.default)}"
        return self.parameter.unit or range_of(self.parameter)

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(pixels(6))
        grid.setVerticalSpacing(0)
        grid.setRowMinimumHeight(0, pixels(ROW))
        self.label.setFixedWidth(pixels(LABEL))
        self.label.setBuddy(self.field)
        self.problem.setWordWrap(True)
        grid.addWidget(self.label, 0, 0)
        grid.addWidget(self.field, 0, 1, 1, 2 if self.field.roomy else 1)
        if not self.field.roomy:
            grid.addWidget(self.note, 0, 2)
        grid.addWidget(self._reset, 0, 3, Qt.AlignmentFlag.AlignRight)
        self.note.setVisible(not self.field.roomy)
        grid.addWidget(self.problem, 1, 1, 1, 3)
        grid.setColumnStretch(2, 1)
        self.problem.hide()
        for part in (self.label, self.field):
            set_plain_tooltip(part, tooltip_of(self.parameter))
        self.field.focusProxy().setAccessibleDescription(tooltip_of(self.parameter))

    def _on_field_changed(self) -> None:
        self.show_problem("")
        self.changed.emit()

    def _on_reset(self) -> None:
        self.set_value(shown_default(self.parameter))
        self.changed.emit()


def title_of(parameter: Parameter) -> str:
    """What it is called in words."""
    return parameter.title or parameter.name.replace("_", " ").capitalize()


def range_of(parameter: Parameter) -> str:
    """“1–100”, “from 1”, or nothing."""
    low, high = parameter.low, parameter.high
    if low is None:
        return "" if high is None else f"to {_limit(high)}"
    if high is None or high >= ANY:
        return f"from {_limit(low)}"
    return f"{_limit(low)}–{_limit(high)}" if low >= 0 else f"{_limit(low)} to {_limit(high)}"


def _limit(value: float) -> str:
    """With a true minus, and small numbers as digits: 0.00001 rather than 1e-05."""
    text = f"{value:,g}"
    return (f"{value:.10f}".rstrip("0") if "e-" in text else text).replace("-", "−")


def tooltip_of(parameter: Parameter) -> str:
    """The effect in one line, then range, unit and default."""
    facts = [range_of(parameter), parameter.unit]
    if parameter.default not in ("required", None, "", ()):
        facts.append(f"default {_short(parameter.default)}")
    rest = " · ".join(fact for fact in facts if fact)
    return f"{parameter.help}\n{rest}" if rest else parameter.help


def shown_default(parameter: Parameter) -> Any:
    """The default, or what an empty field stands for where there is none."""
    if parameter.default != "required":
        return parameter.default
    if parameter.choices:
        return parameter.choices[0]
    return () if parameter.many else False if parameter.type is bool else "" if parameter.type in (str, Path) else None


def _short(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, int | float):
        return number_typed(value)
    return " ".join(str(item) for item in value) if isinstance(value, tuple | list) else str(value)


def _comparable(value: Any) -> Any:
    if isinstance(value, Path):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def _reset_button(title: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon("reset", "secondary"))
    button.setIconSize(QSize(pixels(14), pixels(14)))
    button.setFixedWidth(pixels(22))
    button.setProperty("small", True)
    button.setAccessibleName(f"Reset {title}")
    set_plain_tooltip(button, f"Reset {title.lower()} to its default")
    return button
