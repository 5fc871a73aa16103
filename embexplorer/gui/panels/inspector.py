"""The inspector: the chosen word, its nearest neighbours in the space, and what this map keeps of them."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from embexplorer.core.registry import step_named
from embexplorer.core.resolving import thumbnails_of
from embexplorer.core.selected import facts_of, rows_table
from embexplorer.core.step import build
from embexplorer.gui.actions import Actions
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.inspected import SeveralPage, WordPage
from embexplorer.gui.widgets.neighbor_columns import quickly
from embexplorer.gui.widgets.section import EmptyState
from embexplorer.gui.widgets.word_actions import WordActions
from embexplorer.workspace.workspace import Workspace

NEIGHBORS = 15
LISTED = 10_000
LEAST = 300  # pixels: a head, a metric and a button beside each other
NO_SPACE = ("No space open", "Open a vector file first.", "")
MAPPED = ("cosine", "euclidean")  # measures by which a map's neighbours can be compared with the true ones
Page = Literal["nothing", "word", "several"]


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What the inspector is about."""

    page: Page
    space: str | None = None
    projection: str | None = None
    row: int = -1
    metric: str = "cosine"
    axes: tuple[int, int] = (0, 1)


class InspectorPanel(QWidget):
    """Follows the pinned word, or else the selection. `search_asked` is its empty state's one button."""

    search_asked = Signal()

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._subject: Subject | None = None
        self._metric = "cosine"
        self._histogram_of: str | None = None
        self._rows = workspace.selection
        self._pinned = workspace.pinned
        self._listing = False
        self._word = WordPage(workspace)
        self._several = SeveralPage(workspace)
        self._nothing = EmptyState(*NO_SPACE)
        self._pages = QStackedWidget()
        self._build()
        WordActions(workspace, self._row).register(actions)
        self._actions = actions
        self._connect()
        self._on_changed()

    def subject(self) -> Subject | None:
        """What is shown now."""
        return self._subject

    def _row(self) -> int | None:
        return self._subject.row if self._subject is not None and self._subject.page == "word" else None

    def _build(self) -> None:
        self.setMinimumWidth(pixels(LEAST))
        self._area = QScrollArea()  # in a low window the page scrolls, so that the table keeps some lines
        self._area.setWidget(self._word)
        self._area.setWidgetResizable(True)
        for page in (self._nothing, self._area, self._several):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

    def _connect(self) -> None:
        self._workspace.selection_changed.connect(self._on_selection_changed)
        for changed in (self._workspace.shown_changed, self._workspace.look_changed):
            changed.connect(self._on_changed)
        self._workspace.items_changed.connect(self._on_items_changed)
        self._nothing.asked.connect(self.search_asked)
        self._word.back_asked.connect(self._on_back_asked)
        self._word.metric_chosen.connect(self._on_metric_chosen)
        self._word.table.picked.connect(self._workspace.pin)
        self._several.table.picked.connect(self._workspace.pin)

    def _on_selection_changed(self) -> None:
        """The newer of the two is shown: a word that was pinned, or several that were selected."""
        rows, pinned = self._workspace.selection, self._workspace.pinned
        if pinned != self._pinned:
            self._listing = False
        elif rows is not self._rows:
            self._listing = len(rows) > 1
        self._rows, self._pinned = rows, pinned
        self._on_changed()

    def _on_back_asked(self) -> None:
        self._listing = True
        self._on_changed()

    def _on_items_changed(self) -> None:
        """Columns may have been added to the space."""
        self._on_changed(again=self._subject is not None and self._subject.page == "word")

    def _on_metric_chosen(self, metric: str) -> None:
        self._metric = metric
        self._on_changed()

    def _on_changed(self, again: bool = False) -> None:
        old, self._subject = self._subject, self._subject_now()
        page = {"nothing": self._nothing, "word": self._area, "several": self._several}[self._subject.page]
        self._pages.setCurrentWidget(page)
        self._word.show_selected(len(self._workspace.selection))
        self._word.mark_hidden()
        match self._subject.page:
            case "word" if old != self._subject or again:
                self._show_word(self._subject)
            case "several":
                self._show_several()
            case "nothing":
                self._nothing.say(*self._why_nothing())
        for action in ("word.pin", "word.copy"):
            self._actions.refresh(action)

    def _why_nothing(self) -> tuple[str, str, str]:
        """What can be chosen here: a word, a document, an item."""
        space = self._workspace.space()
        if space is None:
            return NO_SPACE
        one = space.unit.removesuffix("s")
        return f"No {one} chosen", f"Click a point or search for a {one} to see its neighbours.", f"Find a {one}"

    def _show_several(self) -> None:
        space, rows = self._workspace.space(), self._workspace.selection
        if space is not None:
            self._several.show_rows(rows_table(space, rows, LISTED), len(rows))

    def _subject_now(self) -> Subject:
        space, selection = self._workspace.space_id, self._workspace.selection
        if space is None or self._workspace.space() is None:
            return Subject(page="nothing")
        row = None if self._listing and len(selection) > 1 else self._workspace.pinned
        if row is None and len(selection) == 1:
            row = int(selection[0])
        if row is not None:
            projection = self._workspace.projection_id
            axes = self._workspace.look.axes
            return Subject(page="word", space=space, projection=projection, row=row, metric=self._metric, axes=axes)
        return Subject(page="several" if len(selection) else "nothing", space=space)

    def _show_word(self, subject: Subject) -> None:
        space = self._workspace.space()
        if space is None:
            return
        word = space.keys[subject.row]
        picture = thumbnails_of(space)
        thumbnail = (picture[subject.row].as_py() or b"") if picture is not None else b""
        self._word.show_word(word, facts_of(space, subject.row), subject.metric, thumbnail, space.unit)
        self._ask_histogram(subject)
        how = {"k": NEIGHBORS, "metric": subject.metric, "axes": subject.axes}
        step = build(step_named("neighbors"), {"words": [word], "reciprocal": True, **how, **quickly(subject.metric)})
        self._workspace.ask(
            step,
            self._word.show_neighbors,
            self._word.show_problem,
            projection=subject.projection,
            key="inspector.neighbors",
        )
        if subject.projection is None or subject.metric not in MAPPED:
            self._word.kept.hide()
            return
        kept = build(step_named("kept"), {"word": word, **how})
        self._workspace.ask(kept, self._word.show_kept, self._word.hide_kept, key="inspector.kept")

    def _ask_histogram(self, subject: Subject) -> None:
        if self._histogram_of == subject.space:
            return
        self._histogram_of = subject.space
        self._word.show_histogram(None)
        space = self._workspace.space()
        if space is not None and "norm" in space.columns.column_names:
            step = build(step_named("histogram"), {"column": "norm"})
            self._workspace.ask(step, self._word.show_histogram, key="inspector.histogram")


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(InspectorPanel, 320, 720)
