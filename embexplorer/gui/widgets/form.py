"""A form made from a step: one row a parameter, what changed since the last run, and what is wrong, in place."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.step import Parameter, Step, build, parameters_of, to_json
from embexplorer.gui.icons import icon
from embexplorer.gui.style import font, pixels
from embexplorer.gui.widgets.form_row import FormRow, shown_default, title_of
from embexplorer.gui.widgets.row_columns import RowColumns


class StepForm(QWidget):
    """The parameters of one step. `changed` says that the user has changed one; `values` is the step as filled in."""

    changed = Signal()

    def __init__(
        self,
        step: type[Step],
        leave_out: Sequence[str] = (),
        parent: QWidget | None = None,
        *,
        only: Sequence[str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.step = step
        wanted = [p for p in parameters_of(step) if p.name not in leave_out and (only is None or p.name in only)]
        self._rows = {p.name: FormRow(p, self) for p in wanted}
        self._last_run: dict[str, Any] | None = None
        self._more = more_button(self, "More")
        self._first = RowColumns(self)
        self._folded = RowColumns(self)
        self._build()
        self.reset()

    def values(self, **others: Any) -> Step:
        """The step as the form says, with the parameters that are not in it; raises UserError and marks the row."""
        return self._built({**others, **self.typed()})

    def typed(self) -> dict[str, Any]:
        """The values of the rows, each in its type; raises UserError and marks the row."""
        values = {}
        for name, row in self._rows.items():
            row.show_problem("")
            try:
                values[name] = row.value()
            except UserError as wrong:
                row.show_problem(wrong.message)
                self._reveal(name)
                raise
        return values

    def set_values(self, values: dict[str, Any]) -> None:
        """Show these values, silently; parameters that are not named keep theirs."""
        for name, row in self._rows.items():
            if name in values:
                row.set_value(values[name])
        self._mark()

    def reset(self) -> None:
        """Show the defaults, silently."""
        for row in self._rows.values():
            row.set_value(shown_default(row.parameter))
        self._mark()

    def mark_run(self, step: Step) -> None:
        """Compare with this run from now on: what differs from it is said to be changed."""
        self._last_run = to_json(step)["parameters"]
        self._mark()

    def rows(self) -> dict[str, FormRow]:
        """The rows by the name of their parameter."""
        return dict(self._rows)

    def changed_names(self) -> tuple[str, ...]:
        """The parameters that differ from the last run, or from their defaults when there was none."""
        return tuple(name for name, row in self._rows.items() if row.is_changed())

    def _built(self, values: dict[str, Any]) -> Step:
        try:
            return build(self.step, values)
        except UserError as wrong:
            self.complain(wrong)
            raise

    def complain(self, wrong: UserError) -> bool:
        """Mark the row whose flag the message names; whether there is one."""
        culprit = self._culprit(wrong)
        if culprit:
            self._rows[culprit].show_problem(_without_flag(wrong.message, self._rows[culprit].parameter))
            self._reveal(culprit)
        return bool(culprit)

    def _culprit(self, wrong: UserError) -> str | None:
        flags = wrong.message.split(" ", 2)
        return next((name for name, row in self._rows.items() if row.parameter.flag in flags), None)

    def _reveal(self, name: str) -> None:
        if self._rows[name].parameter.advanced:
            self._more.setChecked(True)
            self._on_more()

    def _build(self) -> None:
        column = _column(self)
        for row in self._rows.values():
            (self._folded if row.parameter.advanced else self._first).add(row)
            row.changed.connect(self._on_row_changed)
        for part in (self._first, self._more, self._folded):
            column.addWidget(part)
        self._more.setVisible(any(row.parameter.advanced for row in self._rows.values()))
        self._more.clicked.connect(self._on_more)
        self._on_more()

    def _on_more(self) -> None:
        unfolded = self._more.isChecked()
        self._folded.setVisible(unfolded)
        self._more.setIcon(icon("chevron-down" if unfolded else "chevron-right", "secondary"))

    def _on_row_changed(self) -> None:
        self._mark()
        self.changed.emit()

    def _mark(self) -> None:
        for name, row in self._rows.items():
            before = self._last_run.get(name) if self._last_run is not None else None
            row.mark(before, compare=self._last_run is not None and name in self._last_run)


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column


def more_button(parent: QWidget, text: str) -> QToolButton:
    """A quiet button that unfolds what lies below it."""
    button = QToolButton(parent)
    button.setText(text)
    button.setFont(font("table"))
    button.setCheckable(True)
    button.setProperty("fold", True)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFixedHeight(pixels(28))
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return button


def _without_flag(message: str, parameter: Parameter) -> str:
    """The sentence with the parameter's name as the form writes it."""
    return message.replace(parameter.flag, title_of(parameter), 1)
