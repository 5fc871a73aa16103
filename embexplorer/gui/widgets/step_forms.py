"""The forms of several steps of which one is shown, each in an area that scrolls."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from embexplorer.core.step import Step
from embexplorer.gui.widgets.form import StepForm


class StepForms(QStackedWidget):
    """The form of each step, made when it is first asked for, without the parameters that are asked for elsewhere.

    `changed` says that the user changed one.
    """

    changed = Signal()

    def __init__(self, steps: dict[str, type[Step]], leave_out: tuple[str, ...]) -> None:
        super().__init__()
        self.steps = steps
        self._leave_out = leave_out
        self._forms: dict[str, StepForm] = {}
        self._areas: dict[str, QScrollArea] = {}

    def form(self, name: str) -> StepForm:
        """The form of this step."""
        if name not in self._forms:
            form = self._forms[name] = StepForm(self.steps[name], leave_out=self._leave_out)
            form.changed.connect(self.changed)
            self._areas[name] = scrolled(form)
            self.addWidget(self._areas[name])
        return self._forms[name]

    def bring(self, name: str) -> StepForm:
        """Show this one."""
        form = self.form(name)
        self.setCurrentWidget(self._areas[name])
        return form


def scrolled(form: QWidget) -> QScrollArea:
    """The form in an area that scrolls, at its top."""
    area = QScrollArea()
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(form)
    column.addStretch(1)
    area.setWidget(holder)
    area.setWidgetResizable(True)
    return area
