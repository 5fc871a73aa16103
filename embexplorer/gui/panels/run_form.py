"""Make a map: choose PCA, t-SNE or UMAP, set what it takes, run it, stop and keep it, or let it go on."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.neighbor_graph import is_cheap
from embexplorer.core.registry import step_named, steps
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Step, build, parameters_of
from embexplorer.gui.actions import Action, Actions
from embexplorer.gui.style import Role, pixels
from embexplorer.gui.training.estimating import takes
from embexplorer.gui.widgets.choice import Combo
from embexplorer.gui.widgets.column_hints import offer_columns
from embexplorer.gui.widgets.form import StepForm
from embexplorer.gui.widgets.form_row import title_of
from embexplorer.gui.widgets.plain import PlainLabel
from embexplorer.gui.widgets.run_foot import RunFoot
from embexplorer.gui.widgets.section import ABOVE, SIDE, Hairline
from embexplorer.gui.widgets.step_forms import StepForms, scrolled
from embexplorer.workspace.job_states import JobState
from embexplorer.workspace.workspace import Workspace

FIRST = "umap"
WITHOUT_NEIGHBORS = ("pca", "axes", "columns-map")
IN_FOOT = ("seed", "stop_after")
WIDE = 640
LEFT = 280  # pixels: what the method is, where the form stands beside it
USUAL = ("pca", "tsne", "umap")  # the first of the list
WORKING = ("queued", "running", "cancelling")


class ProjectionPanel(QWidget):
    """Runs projectors on the shown space. What its caption says is what was run."""

    ran = Signal(str)

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._actions = actions
        self._job: str | None = None
        self._watched: str | None = None
        self.method = Combo()
        self.summary = _text()
        self.estimate = _text("caption", "secondary")
        self.shown = _text("caption", "secondary")
        alone = {name: step for name, step in steps("projector").items() if "other" not in step.takes}
        self.forms = StepForms({name: alone[name] for name in (*USUAL, *alone)}, IN_FOOT)
        self.foot = RunFoot()
        self._register()
        self._build()
        self._connect()
        self.choose(FIRST)
        self._on_shown_changed()

    def choose(self, name: str) -> None:
        """Show the form of this projector."""
        self.method.setCurrentIndex(self.method.findData(name))
        self._on_method()

    def name(self) -> str:
        """The chosen projector."""
        return str(self.method.currentData())

    def step(self) -> Step:
        """What the form and the foot say; raises UserError and marks the field that is wrong."""
        return self.forms.form(self.name()).values(**self._seed())

    def job(self) -> JobState | None:
        """The last run of this panel, or one that was started elsewhere on this space."""
        known = [job for job in self._workspace.jobs.values() if job.step.kind == "projector"]
        mine = [job for job in known if job.space_id == self._workspace.space_id and job.state in WORKING]
        return mine[-1] if mine else self._workspace.jobs.get(self._job or "")

    def _seed(self) -> dict[str, object]:
        return {"seed": self.foot.seed()} if self._has_seed() else {}

    def _has_seed(self) -> bool:
        return any(p.name == "seed" for p in parameters_of(step_named(self.name())))

    def _register(self) -> None:
        add = self._actions.add
        common: dict[str, Any] = {"group": "Space", "section": 2}
        add(Action(id="projection.run", text="Run projection", run=self._on_run, shortcut="Ctrl+R", icon="run",
                   enabled=self._can_run, why_disabled="Open a vector file first", **common))  # fmt: skip
        add(Action(id="projection.keep", text="Stop and keep", run=self._on_keep, enabled=self._can_keep, icon="stop",
                   why_disabled="Nothing is running that could be kept", **common))  # fmt: skip
        add(Action(id="projection.continue", text="Continue t-SNE", run=self._on_continue, enabled=self._can_continue,
                   why_disabled="Show a t-SNE map first", **common))  # fmt: skip
        for name in self.forms.steps:
            add(Action(id=f"projection.{name}", text=f"{step_named(name).title}…", group="Space/New map",
                       run=Choice(self, name).choose, enabled=self._can_run, why_disabled="Open a vector file first",
                       tooltip=step_named(name).summary(), also=_spoken_of(step_named(name)), section=2))  # fmt: skip

    def _build(self) -> None:
        for name in self.forms.steps:
            self.method.addItem(step_named(name).title, name)
        self.method.setAccessibleName("Method")
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setContentsMargins(pixels(SIDE), pixels(ABOVE), pixels(SIDE), pixels(ABOVE))
        self._body.setSpacing(pixels(24))
        self._left = self._described()
        self._body.addWidget(self._left)
        self._body.addWidget(self.forms, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._body, 1)
        column.addWidget(Hairline())
        column.addWidget(self.foot)

    def _described(self) -> QWidget:
        left, texts = QWidget(), QWidget()
        column, below = QVBoxLayout(left), QVBoxLayout(texts)
        for layout in (column, below):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(pixels(8))
        for part in (self.summary, self.estimate, self.shown):
            below.addWidget(part)
        column.addWidget(self.method)
        column.addWidget(scrolled(texts), 1)  # a map may have many notes
        left.setMaximumWidth(pixels(360))
        return left

    def _connect(self) -> None:
        self.method.activated.connect(self._on_method)
        self.foot.run_asked.connect(self._on_run)
        self.foot.keep_asked.connect(self._on_keep)
        self.foot.continue_asked.connect(self._on_continue)
        self.forms.changed.connect(self._on_form_changed)
        self._workspace.shown_changed.connect(self._on_shown_changed)
        self._workspace.job_changed.connect(self._on_job_changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= pixels(WIDE)
        way = QBoxLayout.Direction
        self._body.setDirection(way.LeftToRight if wide else way.TopToBottom)
        self._body.setSpacing(pixels(24 if wide else 8))
        self._left.setMinimumWidth(pixels(LEFT) if wide else 0)

    def _on_method(self) -> None:
        self._offer_columns(self.forms.bring(self.name()))
        self.summary.setText(step_named(self.name()).summary())
        self.foot.offer_seed(self._has_seed())
        self._on_form_changed()
        self._show_state()

    def _offer_columns(self, form: StepForm) -> None:
        space = self._workspace.space()
        offer_columns(form, None if space is None else space.columns)

    def _on_form_changed(self) -> None:
        self.estimate.setText(self._estimate())

    def _estimate(self) -> str:
        """What will run, from what is known before: how many rows, and whether their neighbours are found exactly."""
        space = self._workspace.space()
        if space is None:
            return "No space is open."
        size = f"Will run on {space.rows:,} × {space.dimensions:,} of {space.name}"
        if self.name() in WITHOUT_NEIGHBORS:
            return f"{size} · exact"
        found = "exact" if is_cheap(space.rows, space.dimensions) else "approximate, recall is measured"
        return f"{size} · neighbours {found}\n{self._takes(space)}".strip()

    def _takes(self, space: EmbeddingSpace) -> str:
        """How long it will take, where that is known and the form is right."""
        try:
            return takes(self.step(), space)
        except UserError:
            return ""

    def _on_shown_changed(self) -> None:
        """Compare the form with the run that made the shown map, and say how that was made."""
        item = self._workspace.items.get(self._workspace.projection_id or "")
        projection = self._workspace.projection()
        self._watched = self._workspace.watched
        self._offer_columns(self.forms.form(self.name()))
        watched = self._workspace.jobs.get(self._watched or "")
        if watched is not None:
            self.shown.setText(f"Shown: {watched.step.title} while it runs")
        elif item is None or projection is None or item.step not in self.forms.steps:
            self.shown.setText("")
        else:
            self.forms.form(item.step).mark_run(build(step_named(item.step), item.parameters))
            said = " · ".join(part for part in (item.name, item.detail) if part)
            self.shown.setText("\n".join([f"Shown: {said}", *projection.notes]))
        self._on_form_changed()
        self._show_state()

    def _on_job_changed(self, state: JobState) -> None:
        """Comes many times a second while something runs: only what can have changed is looked at."""
        if state.step.kind != "projector":
            return
        if self._watched != self._workspace.watched:
            self._on_shown_changed()
        self._show_state()

    def _show_state(self) -> None:
        self.foot.show_state(self.job(), self._can_run(), self._can_continue())
        for action in ("projection.run", "projection.keep", "projection.continue"):
            self._actions.refresh(action)

    def _can_run(self) -> bool:
        return self._workspace.space() is not None

    def _can_keep(self) -> bool:
        job = self.job()
        return job is not None and job.can_keep

    def _can_continue(self) -> bool:
        """A t-SNE map is shown and t-SNE is chosen, so that the form says how it goes on."""
        item = self._workspace.items.get(self._workspace.projection_id or "")
        return item is not None and item.step == self.name() and "projection" in step_named(item.step).may_take

    def _on_run(self) -> None:
        self._start(None)

    def _on_continue(self) -> None:
        self._start(self._workspace.projection_id)

    def _start(self, before: str | None) -> None:
        try:
            step = self.step()
        except UserError:
            return  # the field says what is wrong
        self._job = self._workspace.start(step, projection=before)
        if self._job:
            self.forms.form(self.name()).mark_run(step)
            self.ran.emit(self._job)

    def _on_keep(self) -> None:
        job = self.job()
        if job is not None:
            self._workspace.stop_and_keep(job.id)


@dataclass(frozen=True)
class Choice:
    """One projector, as what an action does: its form is shown."""

    panel: ProjectionPanel
    name: str

    def choose(self) -> None:
        """Show its form."""
        self.panel.choose(self.name)


def _spoken_of(step: type[Step]) -> str:
    """What a method can do, as words that it is found by: densMAP is a parameter of UMAP."""
    return " ".join(f"{title_of(parameter)} {parameter.help}" for parameter in parameters_of(step))


def _text(role: Role = "table", tone: str = "text") -> PlainLabel:
    label = PlainLabel(role=role, tone=tone)
    label.setWordWrap(True)
    return label


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(ProjectionPanel, 1080, 240)
