"""Derive a space from an open one: choose a transform, set what it takes, run it, or copy it as a command."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from embexplorer.core.command import command_of_step
from embexplorer.core.described import captioned
from embexplorer.core.errors import UserError
from embexplorer.core.registry import step_named
from embexplorer.core.step import Step, build
from embexplorer.core.transform import Transform, transforms
from embexplorer.gui.actions import Action, Actions
from embexplorer.gui.style import font, pixels
from embexplorer.gui.training.estimating import sentence
from embexplorer.gui.widgets.choice import Choice
from embexplorer.gui.widgets.fields import WIDE
from embexplorer.gui.widgets.form import StepForm
from embexplorer.gui.widgets.plain import PlainLabel
from embexplorer.gui.widgets.section import Hairline, padded_column
from embexplorer.gui.widgets.space_rows import LEAST, SpaceRows, labelled
from embexplorer.workspace.workspace import Workspace

WIDTH = 480
GROUP = "Space/Derive"


class DeriveSheet(QDialog):
    """`chosen` answers the space that the user has in hand, which need not be the shown one."""

    def __init__(
        self,
        workspace: Workspace,
        actions: Actions,
        parent: QWidget | None = None,
        chosen: Callable[[], str | None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._chosen = chosen or self._shown
        self._names = list(transforms())
        self._forms: dict[str, StepForm] = {}
        self.method = Choice("Transform", (LEAST, WIDE))
        self.spaces = SpaceRows(workspace)
        self.selected = QCheckBox()
        self.summary = _text("secondary")
        self.estimate = _text("secondary")
        self.problem = _text("error")
        self.run = QPushButton("Run")
        self.command = QPushButton("Copy as command")
        self.cancel = QPushButton("Cancel")
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        for name in self._names:
            self._register(actions, name)

    def open_for(self, name: str) -> None:
        """Show the form of this transform on the space that the user has in hand."""
        self._choose(name)
        self.open()
        rows = list(self.form(name).rows().values())
        (rows[0].field if rows else self.run).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._forms:
            self._choose(self._names[0])
        self._fit()  # a new form knows its height only now that it has its style

    def form(self, name: str) -> StepForm:
        """The form of this transform, made when it is first asked for."""
        if name not in self._forms:
            form = self._forms[name] = StepForm(step_named(name))
            form.changed.connect(self._tell)
            self._stack.addWidget(_held(form))
        return self._forms[name]

    def name(self) -> str:
        """The chosen transform."""
        return str(self.method.value())

    def step(self) -> Step:
        """What the form says; raises UserError and marks the field that is wrong."""
        kind, form = step_named(self.name()), self.form(self.name())
        if not self._takes_selection():
            return form.values()
        space, _ = self.spaces.opened()
        return build(kind, {**form.typed(), _filled(kind): space.keys.at(self._workspace.selection)})

    def _choose(self, name: str) -> None:
        self.spaces.show_space(self._chosen())
        self._show_method(name)

    def _register(self, actions: Actions, name: str) -> None:
        step = step_named(name)
        actions.add(Action(id=f"derive.{name}", text=f"{step.title}…", group=GROUP, run=Opening(self, name).open,
                           enabled=self._has_space, why_disabled="Open a vector file first",
                           tooltip=f"{step.title} · {step.summary()}"))  # fmt: skip

    def _build(self) -> None:
        self.setWindowTitle("Derive a space")
        self.setFixedWidth(pixels(WIDTH))
        self.selected.setFont(font("table"))
        column = padded_column(self, above=16, below=16)
        column.addWidget(PlainLabel("Derive a space", role="subject"))
        column.addWidget(labelled("Transform", self.method))
        column.addWidget(self.summary)
        column.addWidget(Hairline())
        for part in (self.spaces, self.selected, self._stack, self.estimate, self.problem, Hairline()):
            column.addWidget(part)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(pixels(8))
        self.run.setProperty("primary", True)
        self.run.setDefault(True)
        foot.addWidget(self.command)
        foot.addStretch(1)
        for button in (self.run, self.cancel):
            foot.addWidget(button)
        for button in (self.command, self.cancel):
            button.setAutoDefault(False)
        return foot

    def _connect(self) -> None:
        self.method.chosen.connect(self._show_method)
        self.spaces.changed.connect(self._on_space)
        self.selected.clicked.connect(self._tell)
        self.run.clicked.connect(self._on_run)
        self.command.clicked.connect(self._on_command)
        self.cancel.clicked.connect(self.reject)

    def _shown(self) -> str | None:
        return self._workspace.space_id

    def _has_space(self) -> bool:
        return self._chosen() is not None

    def _takes_selection(self) -> bool:
        return not self.selected.isHidden() and self.selected.isChecked()

    def _on_space(self) -> None:
        self._offer_selection()
        self._tell()

    def _show_method(self, name: str) -> None:
        self.method.show_entries([(step_named(known).title, known) for known in self._names], name)
        self.summary.setText(step_named(name).summary())
        self.spaces.ask_for_second("other" in step_named(name).takes)
        self._show_form(self.form(name))
        self._offer_selection()
        self._tell()

    def _show_form(self, form: StepForm) -> None:
        """Only the shown form takes room."""
        way = QSizePolicy.Policy
        for place in range(self._stack.count()):
            page = self._stack.widget(place)
            shown = page.isAncestorOf(form)
            page.setSizePolicy(way.Preferred, way.Preferred if shown else way.Ignored)
            if shown:
                self._stack.setCurrentIndex(place)
        self._stack.setVisible(bool(form.rows()))

    def _offer_selection(self) -> None:
        """Rows selected on the map can stand for the words of the form."""
        count = len(self._workspace.selection)
        shown = self.spaces.space() == self._workspace.space_id
        offered = bool(_filled(step_named(self.name()))) and count > 0 and shown
        self.selected.setText(f"Only the {count:,} selected on the map" if count > 1 else "Only what is selected")
        self.selected.setChecked(offered)
        self.selected.setVisible(offered)

    def _tell(self) -> None:
        """Say what will run, and whether it can."""
        fills, alone = _filled(step_named(self.name())), self.spaces.lacks_second()
        if fills:
            self.form(self.name()).rows()[fills].setVisible(not self._takes_selection())
        for button in (self.run, self.command):
            button.setEnabled(not alone)
        self.estimate.setText("" if alone else self._estimate())
        self._complain("There is no second space. Open one, or derive one, first." if alone else "")

    def _estimate(self) -> str:
        """“Will run on 30,228 × 100 of glove, raw · about 1 s and 60 MB on this computer”."""
        space, other = self.spaces.opened()
        try:
            step = self.form(self.name()).values()
        except UserError:
            return ""  # the field says what is wrong
        if space is None:
            return ""
        size = f"Will run on {space.rows:,} × {space.dimensions:,} of {captioned(space)}"
        if not isinstance(step, Transform):
            return size
        told = sentence(step.estimate_on(space, other))
        return f"{size} · {told[:1].lower()}{told[1:]}"

    def _on_run(self) -> None:
        step = self._filled_in()
        if step is not None and self._workspace.start(step, space=self.spaces.space(), other=self.spaces.other()):
            self.accept()

    def _on_command(self) -> None:
        step = self._filled_in()
        if step is None:
            return
        space, other = self.spaces.opened()
        try:
            line = command_of_step(step, space.recipe, None if other is None else other.recipe)
        except UserError as reason:
            self._complain(str(reason))
            return
        QGuiApplication.clipboard().setText(line)
        self._workspace.notice(f"Copied: {line}")

    def _filled_in(self) -> Step | None:
        """The step as filled in; None, and what is wrong is said, where it is none or cannot be run."""
        form = self.form(self.name())
        try:
            step = self.step()
            self._refuse_unfit(step)
        except UserError as wrong:
            marked = form.complain(wrong) or any(row.problem.text() for row in form.rows().values())
            self._complain("" if marked else str(wrong))
            return None
        return step

    def _refuse_unfit(self, step: Step) -> None:
        """Raise UserError for what is seen to be impossible before the run."""
        space, other = self.spaces.opened()
        if isinstance(step, Transform) and space is not None:
            step.refuse_unfit(space, other)

    def _complain(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self._fit()

    def _fit(self) -> None:
        """As high as what is shown."""
        self._stack.currentWidget().layout().activate()
        self.layout().activate()
        self.resize(self.width(), self.layout().totalHeightForWidth(self.width()))


@dataclass(frozen=True)
class Opening:
    """One transform, as what an action does: its form is opened."""

    sheet: DeriveSheet
    name: str

    def open(self) -> None:
        """Open its form."""
        self.sheet.open_for(self.name)


def _filled(kind: type[Step]) -> str:
    """The parameter that a selection may fill in."""
    return kind.selection_fills if issubclass(kind, Transform) else ""


def _text(tone: str) -> PlainLabel:
    label = PlainLabel(role="table", tone=tone)
    label.setWordWrap(True)
    return label


def _held(form: StepForm) -> QWidget:
    """The form at the top of what room there is."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(form)
    column.addStretch(1)
    return holder


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(DeriveSheet, WIDTH, 400)
