"""How far the shown map can be trusted: what is drawn of it, its measures with intervals, and how they hang on k."""

from dataclasses import replace
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.look import TrustView
from embexplorer.core.quality_table import quality_at, series
from embexplorer.core.registry import step_named
from embexplorer.core.step import build
from embexplorer.core.table import Table
from embexplorer.core.trust_view import LAYER
from embexplorer.gui.actions import Action, Actions
from embexplorer.gui.style import pixels
from embexplorer.gui.trust.seeds import SeedsForm
from embexplorer.gui.widgets.choice import Choice
from embexplorer.gui.widgets.k_slider import KSlider
from embexplorer.gui.widgets.line_chart import Curve, LineChart
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.section import SIDE, EmptyState, Hairline, Head
from embexplorer.gui.widgets.table_model import Column
from embexplorer.gui.widgets.table_view import TableView
from embexplorer.workspace.workspace import Workspace

NO_MAP = ("No map to judge", "Show a map; trustworthiness, continuity and kept neighbours then stand here.")
OFF = "off"
VIEWS = (
    ("nothing", OFF),
    ("fade by neighbours kept", "fade"),
    ("neighbours kept", "kept"),
    ("invented: strangers crowd in", "invented"),
    ("lost: torn away", "lost"),
)
COLUMNS = (
    Column(name="measure", title="Measure", kind="text"),
    Column(name="value", title="Value, 95 % interval", kind="measure", ends=("low", "high")),
    Column(name="random", title="Random map", kind="measure"),
)
CURVES = (("kept", "kept", "accent"), ("random", "random", "tertiary"), ("trustworthiness", "trustworthy", "good"),
          ("continuity", "continuous", "warn"))  # fmt: skip
FORM, WIDE = 300, 860
KEY = "trust.quality"
Asked = tuple[str | None, tuple[int, int], int | None]


class TrustPanel(QWidget):
    """Asks once for each map and pair of components, and again for a k that its curve has not."""

    caption_changed = Signal(str)

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._asked: Asked | None = None
        self._answer: Table | None = None
        self.view = Choice("What the map shows of it", (120, 220))
        self.k = KSlider()
        self.seeds = SeedsForm(workspace)
        self.state = PlainLabel("", role="caption", tone="secondary")
        self.table = TableView()
        self.chart = LineChart("Measures over k", named=True)
        self.empty = EmptyState(*NO_MAP)
        self._pages = QStackedWidget()
        self._build()
        self._register(actions)
        self._connect()
        self._on_changed()

    def answer(self) -> Table | None:
        """What `map-quality` said of the shown map."""
        return self._answer

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._on_changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._beside.setVisible(self.width() >= pixels(WIDE))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self._pages.addWidget(self.empty)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(pixels(SIDE), pixels(8), pixels(SIDE), pixels(8))
        row.setSpacing(pixels(16))
        row.addWidget(self._form())
        row.addWidget(Hairline(upright=True))
        row.addWidget(self._measures(), 1)
        self._beside = self._over_k()
        row.addWidget(Hairline(upright=True))
        row.addWidget(self._beside, 1)
        self._pages.addWidget(page)

    def _form(self) -> QWidget:
        form = QWidget()
        form.setFixedWidth(pixels(FORM))
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(pixels(8))
        for title, field in (("Draw", self.view), ("Neighbours", self.k)):
            label = PlainLabel(title, role="table", tone="secondary")
            label.setFixedWidth(pixels(76))
            row = QHBoxLayout()
            row.setSpacing(pixels(8))
            row.addWidget(label)
            row.addWidget(field, 1)
            column.addLayout(row)
        column.addSpacing(pixels(4))
        column.addWidget(Head("Stability"))
        column.addWidget(self.seeds)
        column.addStretch(1)
        return form

    def _measures(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(pixels(4))
        column.addWidget(self.table, 1)
        self.state.setWordWrap(True)
        column.addWidget(self.state)
        return holder

    def _over_k(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        head = Head("Over k")
        head.caption.setText("mean over the rows")
        self._curves = QWidget()
        inner = QVBoxLayout(self._curves)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(head)
        inner.addWidget(self.chart)
        column.addWidget(self._curves)
        column.addStretch(1)
        self._curves.hide()
        return holder

    def _register(self, actions: Actions) -> None:
        actions.add(Action(id="trust.seeds", text="Run with other seeds", group="Space", run=self.seeds.start,
                           section=2, enabled=self.seeds.can_run, why_disabled="Show a t-SNE, UMAP or PaCMAP map first",
                           tooltip="Run with other seeds · colours each point by its wobble"))  # fmt: skip

    def _connect(self) -> None:
        self.view.chosen.connect(self._on_view)
        self.k.moved.connect(self._on_k_moved)
        self.k.chosen.connect(self._on_k_chosen)
        workspace = self._workspace
        for changed in (workspace.shown_changed, workspace.look_changed):
            changed.connect(self._on_changed)

    def _has_map(self) -> bool:
        return self._workspace.projection_id is not None and self._workspace.watched is None

    def _is_on(self) -> bool:
        return LAYER in self._workspace.look.layers

    def _on_view(self, view: TrustView | Literal["off"]) -> None:
        look = self._workspace.look
        if (view == OFF) == self._is_on():
            look = look.toggled(LAYER)
        self._workspace.set_look(look if view == "off" else replace(look, trust_view=view), f"Trust: {view}")

    def _on_k_moved(self, k: int) -> None:
        self.chart.show_moment(k)
        self._show_answer(k)

    def _on_k_chosen(self, k: int) -> None:
        self._workspace.set_look(replace(self._workspace.look, trust_k=k), f"k = {k}", merge=True)

    def _on_changed(self) -> None:
        look = self._workspace.look
        self.view.show_entries(VIEWS, look.trust_view if self._is_on() else OFF)
        self.k.show_k(look.trust_k)
        self._pages.setCurrentIndex(0 if self._workspace.projection_id is None else 1)
        if self.isVisible() and self._has_map():
            self._ask(look.trust_k)
        self._show_answer(look.trust_k)

    def _ask(self, k: int) -> None:
        """Unless what is known answers it, or is on its way."""
        shown = (self._workspace.projection_id, self._workspace.look.axes)
        if self._asked is not None and self._asked[:2] != shown:
            self._answer = None
            self._curves.hide()
        known = self._answer is not None and quality_at(self._answer, k) is not None
        if known or self._asked in ((*shown, None), (*shown, k)):
            return
        self._asked = (*shown, None if self._answer is None else k)
        self.state.setText("Ranking the neighbours…")
        item = self._workspace.items[shown[0] or ""]
        values = {"k": k, "axes": shown[1], "metric": item.parameters.get("metric", "cosine")}
        step = build(step_named("map-quality"), values)
        self._workspace.ask(step, self._on_answer, self._on_problem, projection=shown[0], key=KEY)

    def _on_answer(self, answer: Table) -> None:
        self._answer, self._asked = answer, (*(self._asked or (None, (0, 1), 0))[:2], int(answer.facts["k"]))
        curves = [Curve(name=said, xs=xs, ys=ys, color=color) for name, said, color in CURVES
                  for xs, ys in [series(answer, name)]]  # fmt: skip
        self.chart.show_curves(curves, curves[0].xs[-1], (0.0, 1.0))
        self._curves.show()
        self.chart.show_moment(self._workspace.look.trust_k)
        self._on_changed()

    def _on_problem(self, error: UserError) -> None:
        self.state.setText(str(error))

    def _show_answer(self, k: int) -> None:
        shown = quality_at(self._answer, k) if self._answer is not None else None
        if shown is None:
            self.table.show_table(None)
            self.caption_changed.emit("")
            return
        self.table.show_table(shown, COLUMNS)
        set_plain_tooltip(self.table, "\n".join(shown.notes))
        self.state.setText(self._still_counted(k) or shown.notes[0] if len(shown.notes) > 1 else self._still_counted(k))
        self.caption_changed.emit(shown.caption)

    def _still_counted(self, k: int) -> str:
        trust = self._workspace.trust()
        if trust is None or int(trust.facts["k"]) == k or not self._is_on():
            return ""
        return f"The map shows k = {trust.facts['k']:.0f} until the {k} nearest of every point are counted."


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(TrustPanel, 1080, 240)
