"""Small maps over one parameter: run a layout with several values, and look at all of them at once."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.kept_neighbors import percent
from embexplorer.core.multiples import same_parameters, steps_over, usual_values, values_read, varied_parameters
from embexplorer.core.registry import steps
from embexplorer.core.step import Step
from embexplorer.gui.actions import Action, Actions
from embexplorer.gui.multiples.grid import MapGrid, Small
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.choice import Choice
from embexplorer.gui.widgets.line import Line
from embexplorer.gui.widgets.plain import set_plain_tooltip
from embexplorer.gui.widgets.run_bar import RunBar
from embexplorer.gui.widgets.section import EmptyState, Hairline
from embexplorer.workspace.item import Item
from embexplorer.workspace.job_states import JobState
from embexplorer.workspace.workspace import Workspace

FIRST = "tsne"
NO_SPACE = ("No space open", "Open a vector file; small maps of it over one parameter then stand here.")
LINE = 190


class MultiplesPanel(QWidget):
    """What stands in the form decides what is shown: results of the library that were made so, and what is running."""

    caption_changed = Signal(str)

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs: dict[str, Step] = {}
        self._methods = {name: kind for name, kind in steps("projector").items() if _is_varied(kind)}
        self.form = RunBar()
        self.method = Choice("Layout", (84, 120))
        self.parameter = Choice("Parameter that is varied", (110, 170))
        self.values = Line()
        self.grid = MapGrid(workspace)
        self.empty = EmptyState(*NO_SPACE)
        self._pages = QStackedWidget()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._build()
        self._connect()
        actions.add(Action(id="multiples.run", text="Small multiples", group="Space", section=2, run=self.run,
                           enabled=self._has_space, why_disabled="Open a vector file first",
                           tooltip="Small multiples · one layout with several values of a parameter"))  # fmt: skip
        self._show_method(FIRST if FIRST in self._methods else next(iter(self._methods)))
        self._on_changed()

    def steps(self) -> tuple[Step, ...]:
        """The layout once for each value; raises UserError for what is no value of the parameter."""
        kind = self._methods[self.method.value()]
        return steps_over(kind, self.parameter.value(), values_read(self.values.text()), self._others(kind))

    def run(self) -> None:
        """Run what is not in the library yet; the map stays where it is."""
        try:
            wanted = self.steps()
        except UserError as wrong:
            self.values.set_wrong(True)
            self.form.complain(str(wrong))
            return
        self.form.complain("")
        for step in wanted:
            if self._item_of(step) is None and step not in self._jobs.values():
                job = self._workspace.start(step, watch=False)
                if job:
                    self._jobs[job] = step
        self._on_changed()

    def cancel(self) -> None:
        """Stop what runs and what waits."""
        for job in list(self._jobs):
            self._workspace.cancel(job)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._on_changed()

    def _build(self) -> None:
        self.values.setFixedWidth(pixels(LINE))
        self.values.setAccessibleName("Values")
        set_plain_tooltip(self.values, "Values · one map is made for each, with the other settings of the shown map")
        self.form.add_field("Layout", self.method)
        self.form.add_field("over", self.parameter, self.values)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.form)
        column.addWidget(Hairline())
        column.addWidget(self._pages, 1)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self.grid)

    def _connect(self) -> None:
        self.method.chosen.connect(self._show_method)
        self.parameter.chosen.connect(self._on_parameter)
        self.values.textEdited.connect(self._on_edited)
        self.values.returnPressed.connect(self.run)
        self.form.run_asked.connect(self.run)
        self.form.cancel_asked.connect(self.cancel)
        self.grid.opened.connect(self._workspace.show)
        self._soon.timeout.connect(self._show)
        workspace = self._workspace
        for changed in (workspace.items_changed, workspace.shown_changed, workspace.look_changed,
                        workspace.selection_changed):  # fmt: skip
            changed.connect(self._on_changed)
        workspace.job_changed.connect(self._on_job_changed)

    def _show_method(self, method: str) -> None:
        self.method.show_entries([(kind.title, name) for name, kind in self._methods.items()], method)
        offered = varied_parameters(self._methods[method])
        self.parameter.show_entries([(p.title or p.name.replace("_", " "), p.name) for p in offered], offered[0].name)
        self._on_parameter()

    def _on_parameter(self) -> None:
        offered = {p.name: p for p in varied_parameters(self._methods[self.method.value()])}
        self.values.setText(usual_values(offered[self.parameter.value()]))
        self._on_edited()

    def _on_edited(self) -> None:
        self.values.set_wrong(False)
        self.form.complain("")
        self._on_changed()

    def _on_job_changed(self, state: JobState) -> None:
        if state.id not in self._jobs:
            return
        if state.ended:
            step = self._jobs.pop(state.id)
            if state.state == "failed":
                self.form.complain(f"{step.title}: {state.message} {state.hint}".strip())
        self._on_changed()

    def _on_changed(self) -> None:
        """Many things may change in one turn; the maps follow once."""
        self._soon.start()

    def _show(self) -> None:
        there = self._has_space()
        self.form.offer(there)
        self._pages.setCurrentIndex(1 if there else 0)
        if not there or not self.isVisible():
            return
        try:
            wanted = self.steps()
        except UserError:
            return  # said when it is run; the maps stay while one types
        maps = [self._small(step) for step in wanted]
        self.grid.show_maps(maps)
        ready = sum(small.item is not None for small in maps)
        self.form.cancel.setVisible(bool(self._jobs))
        self.form.say(f"{ready} of {len(maps)} maps")
        self.caption_changed.emit("kept: of the 15 nearest")

    def _small(self, step: Step) -> Small:
        name = self.parameter.currentText()
        value = f"{name} {getattr(step, self.parameter.value()):g}"
        item = self._item_of(step)
        if item is not None:
            trust = self._workspace.trust_of(item.id)
            told = f"{percent(trust.facts['kept'])} kept" if trust is not None else "counting neighbours"
            return Small(item=item.id, value=value, state=told)
        for job, running in self._jobs.items():
            state = self._workspace.jobs.get(job)
            if running == step and state is not None:
                how = f"{100 * state.done:.0f} %" if state.state == "running" else state.state
                return Small(item=None, value=value, state=how)
        return Small(item=None, value=value, state="not run")

    def _item_of(self, step: Step) -> Item | None:
        """The newest map of the shown space that was made with just this step."""
        found = [
            item
            for item in self._workspace.items.values()
            if item.kind == "projection" and item.parent == self._workspace.space_id and item.step == step.name
            and same_parameters(step, item.parameters)
        ]  # fmt: skip
        return found[-1] if found else None

    def _others(self, kind: type[Step]) -> dict[str, object]:
        """The other settings are those of the shown map, if this layout made it."""
        shown = self._workspace.items.get(self._workspace.projection_id or "")
        return dict(shown.parameters) if shown is not None and shown.step == kind.name else {}

    def _has_space(self) -> bool:
        return self._workspace.space() is not None


def _is_varied(kind: type[Step]) -> bool:
    """A layout of the space alone that has numbers to vary."""
    return "other" not in kind.takes and kind.name not in ("stability", "axes") and bool(varied_parameters(kind))


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(MultiplesPanel, 1080, 300)
