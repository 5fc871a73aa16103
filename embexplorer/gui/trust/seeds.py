"""A form of one line: run the shown layout with several seeds, for a map coloured by how far its points wobble."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.layout_settings import settings_of
from embexplorer.core.registry import step_named
from embexplorer.core.step import Step, build, parameters_of
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.choice import Choice, Entry
from embexplorer.gui.widgets.line import Line
from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel, set_plain_tooltip
from embexplorer.workspace.job_states import JobState
from embexplorer.workspace.workspace import Workspace

STEP = "stability"
SEEDS = "0, 1, 2, 3, 4"
STARTS: tuple[Entry, ...] = (("as this map began", None), ("random places", "random"))
NO_SEED = "Only a t-SNE, UMAP or PaCMAP map has a seed."


class SeedsForm(QWidget):
    """Offers itself for a map that t-SNE, UMAP or PaCMAP made. The result is a map of the library like any other."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._job = ""
        self._methods = {p.name: p for p in parameters_of(step_named(STEP))}["method"].choices
        self.seeds = Line()
        self.start_from = Choice("Where each run begins", (120, 220))
        self.run = QPushButton("Run seeds")
        self.cancel = QPushButton("Cancel")
        self.state = ElidedLabel(role="caption", tone="secondary")
        self._build()
        self.run.clicked.connect(self.start)
        self.cancel.clicked.connect(self._on_cancel)
        self.seeds.returnPressed.connect(self.start)
        self.seeds.textEdited.connect(self._on_edited)
        workspace.job_changed.connect(self._on_job_changed)
        workspace.shown_changed.connect(self._on_shown_changed)
        self._on_shown_changed()

    def can_run(self) -> bool:
        """A map with a seed is shown."""
        return self._method() is not None

    def step(self) -> Step:
        """The layout of the shown map with these seeds; raises UserError for what are no seeds."""
        item = self._workspace.items[self._workspace.projection_id or ""]
        if item.step == STEP:
            known = dict(item.parameters)
        else:
            settings = settings_of(step_named(item.step), item.parameters)
            known = {"method": item.step, "metric": item.parameters.get("metric", "cosine"), "settings": settings}
        if self.start_from.value() is not None:
            others = [one for one in known["settings"] if not one.startswith("init=")]
            known["settings"] = [*others, f"init={self.start_from.value()}"]
        return build(step_named(STEP), {**known, "seeds": self._read()})

    def start(self) -> None:
        """Run it; what is wrong with the seeds is said beside them."""
        if not self.can_run():
            return
        try:
            step = self.step()
        except UserError as wrong:
            self.seeds.set_wrong(True)
            self._say(str(wrong), "error")
            return
        self._job = self._workspace.start(step, watch=False)
        if self._job in self._workspace.jobs:
            self._on_job_changed(self._workspace.jobs[self._job])  # what it said first was before it had a name here

    def _method(self) -> str | None:
        item = self._workspace.items.get(self._workspace.projection_id or "")
        return item.step if item is not None and item.step in (*self._methods, STEP) else None

    def _read(self) -> list[int]:
        parts = self.seeds.text().replace(",", " ").split()
        wrong = [part for part in parts if not part.isdecimal()]
        if wrong or len(set(parts)) < 2:
            told = f"‘{wrong[0]}’ is no seed." if wrong else "Two different seeds are needed."
            raise UserError(told, "Write whole numbers, such as 0, 1, 2.")
        return [int(part) for part in parts]

    def _build(self) -> None:
        self.seeds.setText(SEEDS)
        self.seeds.setAccessibleName("Seeds")
        set_plain_tooltip(self.seeds, "Seeds · the layout is run once with each; the map is that of the first")
        set_plain_tooltip(self.run, "Run seeds · colours each point by how far its place depends on the seed")
        self.cancel.hide()
        self.start_from.show_entries(STARTS, None)
        set_plain_tooltip(self.start_from, "Start · from random places a layout depends on its seed most")
        above = QHBoxLayout()
        above.setSpacing(pixels(8))
        above.addWidget(PlainLabel("Start", role="table", tone="secondary"))
        above.addWidget(self.start_from, 1)
        row = QHBoxLayout()
        row.setSpacing(pixels(8))
        row.addWidget(PlainLabel("Seeds", role="table", tone="secondary"))
        row.addWidget(self.seeds, 1)
        row.addWidget(self.run)
        row.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(pixels(4))
        column.addLayout(above)
        column.addLayout(row)
        column.addWidget(self.state)

    def _say(self, text: str, tone: str = "secondary") -> None:
        self.state.set_tone(tone)
        self.state.setText(text)

    def _on_edited(self) -> None:
        self.seeds.set_wrong(False)
        self._say("")

    def _on_cancel(self) -> None:
        self._workspace.cancel(self._job)

    def _on_job_changed(self, state: JobState) -> None:
        if state.id != self._job:
            return
        self.cancel.setVisible(not state.ended)
        self.run.setVisible(state.ended)  # in its place, so that the seeds can still be read
        self.cancel.setEnabled(state.can_cancel)
        self.run.setEnabled(state.ended and self.can_run())
        failed = state.state == "failed"
        self._say(f"{state.message} {state.hint}".strip() if failed else state.text, "error" if failed else "secondary")
        if state.ended:
            self._job = ""
            if state.result is not None:
                self._workspace.show(state.result)
            self._on_shown_changed()

    def _on_shown_changed(self) -> None:
        self.run.setEnabled(not self._job and self.can_run())
        if not self._job and self.state.text() in ("", NO_SEED):
            self._say("" if self.can_run() else NO_SEED)
