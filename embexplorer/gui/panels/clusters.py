"""Clusters of the shown space beside those of its map: run, read how far both agree, select, name and colour them."""

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from embexplorer.core.clusters import rows_in
from embexplorer.core.registry import step_named
from embexplorer.core.step import Step, build
from embexplorer.core.table import Table
from embexplorer.gui.actions import Action, Actions
from embexplorer.gui.clusters.column import ClusterColumn
from embexplorer.gui.clusters.form import ClusterForm
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.choice import Choice
from embexplorer.gui.widgets.cluster_columns import bands_of, cluster_columns
from embexplorer.gui.widgets.line import Line
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.section import SIDE, EmptyState, Hairline
from embexplorer.gui.widgets.silhouette_plot import SilhouettePlot
from embexplorer.gui.widgets.table_exports import MoreButton, TableExports
from embexplorer.gui.widgets.table_view import TableView, select_lines
from embexplorer.workspace.job_states import JobState
from embexplorer.workspace.workspace import Workspace

STEP = "cluster"
WORDS = "words"
PLOT = 280
BAR = 96
WIDE = 760  # below it there is no room for the plot
NO_MAP = "No map was shown: run it again with one, and it says whether clusters can be read off that map."


class ClustersPanel(QWidget):
    """Shows the newest answer about the shown space, which is in the library; `caption_changed` says what it is of."""

    caption_changed = Signal(str)

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._job = ""
        self._item: str | None = None
        self._wished: str | None = None
        self._caption = ""
        self.form = ClusterForm(workspace)
        self.said = PlainLabel(role="body", weight=600)
        self.which = Choice("Clustering", (96, 132))
        self.name = Line()
        self.color = QPushButton("Colour the map")
        self.table = TableView()
        self.plot = SilhouettePlot()
        self.exports = TableExports(self.table, workspace)
        self.empty = EmptyState(
            "No clusters yet",
            "Clusters are found in the space itself, and beside them those that the same method finds on the map: "
            "so you see whether what looks like a cluster there is one.",
            "Find clusters",
        )
        self.column = ClusterColumn(workspace)
        self._pages = QStackedWidget()
        self._build()
        self._connect()
        actions.add(Action(id="clusters.run", text="Find clusters", group="Probe", run=self.run,
                           enabled=self._has_space, why_disabled="Open a vector file first",
                           tooltip="Find clusters\nIn the space, and beside them those of the map"))  # fmt: skip
        self._on_shown_changed()

    def run(self) -> None:
        """Run what the form says; the answer joins the library."""
        step = self.form.step_of(self._workspace, self.step)
        if step is not None:
            self._job = self._workspace.start(step, projection=self._workspace.projection_id)

    def step(self) -> Step:
        """What the form says of the components shown; raises UserError where it cannot be."""
        return build(step_named(STEP), {**self.form.values(), "axes": self._workspace.look.axes})

    def answer(self) -> Table | None:
        """What is shown."""
        return self._workspace.table(self._item) if self._item else None

    def choose(self, cluster: str) -> None:
        """Select the rows of this cluster on the map."""
        answer = self.answer()
        if answer is None:
            return
        original = self.column.original(cluster)
        self._workspace.select(rows_in(answer.parts[WORDS], original), name=f"Cluster {cluster}")
        self._mark(cluster)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._say_of(self._caption)  # a panel that is made late has said it before anybody listened

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._plot_holder.setVisible(self.width() >= pixels(WIDE))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.form)
        column.addWidget(Hairline())
        column.addWidget(self._pages, 1)
        self.form.add(MoreButton(self.table))
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self._answer())

    def _answer(self) -> QWidget:
        holder, head = QWidget(), QHBoxLayout()
        self.said.setWordWrap(True)
        self.name.setPlaceholderText("Name a cluster")
        self.name.setAccessibleName("Name of the cluster")
        self.name.setFixedWidth(pixels(160))
        set_plain_tooltip(self.name, "Name of the chosen cluster · Enter keeps it")
        head.setContentsMargins(pixels(SIDE), pixels(6), pixels(SIDE), pixels(6))
        head.setSpacing(pixels(8))
        head.addWidget(self.said, 1)
        head.addWidget(self.which)
        head.addWidget(self.name)
        head.addWidget(self.color)
        body = QHBoxLayout()
        body.setContentsMargins(pixels(10), 0, 0, 0)
        body.setSpacing(0)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.longest_bar = BAR
        body.addWidget(self.table, 1)
        body.addWidget(self._beside())
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(body, 1)
        return holder

    def _beside(self) -> QWidget:
        """The plot, and a line between it and the table."""
        self._plot_holder = QWidget()
        self._plot_holder.setFixedWidth(pixels(PLOT))
        row = QHBoxLayout(self._plot_holder)
        row.setContentsMargins(pixels(8), 0, 0, pixels(4))
        row.addWidget(self.plot)
        return self._plot_holder

    def _connect(self) -> None:
        self.form.run_asked.connect(self.run)
        self.form.cancel_asked.connect(self._on_cancel)
        self.empty.asked.connect(self.run)
        self.table.clicked.connect(self._on_line)
        self.table.activated.connect(self._on_line)
        self.plot.chosen.connect(self.choose)
        self.which.chosen.connect(self._on_which)
        self.name.returnPressed.connect(self._on_named)
        self.color.clicked.connect(self._on_color)
        self._workspace.shown_changed.connect(self._on_shown_changed)
        self._workspace.items_changed.connect(self._on_shown_changed)
        self._workspace.job_changed.connect(self._on_job_changed)

    def _say_of(self, caption: str) -> None:
        self._caption = caption
        self.caption_changed.emit(caption)

    def _has_space(self) -> bool:
        return self._workspace.space() is not None

    def _on_cancel(self) -> None:
        self._workspace.cancel(self._job)

    def _on_job_changed(self, state: JobState) -> None:
        if state.id != self._job:
            return
        self.form.show_job(state)
        if state.result is not None and state.ended:
            self._job, self._wished = "", None
            self.column.take(state.result, state.space_id or "")

    def _on_which(self, item: str) -> None:
        self._wished = item
        self._on_shown_changed()

    def _on_shown_changed(self) -> None:
        self.form.follow()
        shown = self._one_to_show()
        answer = self._workspace.table(shown) if shown else None
        if answer is None:
            self._item = None
            self._pages.setCurrentIndex(0)
            self.table.show_table(None)
            self._say_of("")
            return
        self._offer(shown)
        named = self.column.named(shown or "", answer)
        if shown != self._item or named.columns != self.table.table().columns:
            self._item = shown
            self._show(named)

    def _offer(self, shown: str | None) -> None:
        """Let the user choose, where the space has several answers."""
        answers = self._answers()
        self.which.show_entries([(self._workspace.items[id].name, id) for id in answers], shown)
        self.which.setVisible(len(answers) > 1)

    def _one_to_show(self) -> str | None:
        """The answer that the user wished for, the newest about the shown map, or else about the shown space."""
        answers = self._answers()
        if self._wished in answers:
            return self._wished
        of_map = [id for id, parent in answers.items() if parent == self._workspace.projection_id]
        candidates = of_map or list(answers)
        return candidates[-1] if candidates else None

    def _answers(self) -> dict[str, str]:
        """The answers about the shown space, each with the space or map that it was made from, in order."""
        workspace, found = self._workspace, {}
        for item in workspace.items.values():
            above = workspace.items.get(item.parent or "")
            if item.kind != "table" or item.step != STEP or above is None:
                continue
            if workspace.space_id in (above.id, above.parent):
                found[item.id] = above.id
        return found

    def _show(self, answer: Table) -> None:
        if self.empty.button.hasFocus():
            self.table.setFocus()
        self._pages.setCurrentIndex(1)
        self.table.show_table(answer, cluster_columns(answer))
        self.plot.show_bands(bands_of(answer))
        self.said.setText(answer.notes[-1] if "ari" in answer.facts else NO_MAP)
        set_plain_tooltip(self.said, "\n".join(answer.notes))
        self._say_of(answer.caption)
        self._mark("")

    def _mark(self, cluster: str) -> None:
        """Show this cluster as the chosen one, in table, plot and line."""
        self.plot.mark(cluster)
        self.name.setText(cluster)
        self.name.setEnabled(bool(cluster))
        answer = self.table.table()
        lines = answer.columns["cluster"].to_pylist() if answer is not None else []
        select_lines(self.table, [self._line_of(cluster)] if cluster in lines else [])

    def _line_of(self, cluster: str) -> int:
        model = self.table.model_of_table()
        return next(line for line in range(model.rowCount()) if model.value(line, "cluster") == cluster)

    def _on_line(self, index: QModelIndex) -> None:
        self.choose(self._chosen(index))

    def _chosen(self, index: QModelIndex) -> str:
        return str(self.table.model_of_table().value(index.row(), "cluster"))

    def _on_named(self) -> None:
        answer, lines = self.answer(), self.table.selectionModel().selectedRows()
        if answer is None or not lines or self._item is None:
            return
        before, name = self._chosen(lines[0]), self.name.text().strip()
        self._mark(name if self.column.rename(self._item, answer, before, name) else before)

    def _on_color(self) -> None:
        if self._item is not None:
            self.column.color(self._item)


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(ClustersPanel, 1080, 280)
