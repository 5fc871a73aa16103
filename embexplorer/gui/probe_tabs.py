"""The tabs of the probes below the map: one line for each, its panel made when it is needed."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from embexplorer.gui.actions import Actions
from embexplorer.gui.dock import tab_bar
from embexplorer.gui.fitting_tabs import FittingTabs
from embexplorer.gui.late_page import LatePage
from embexplorer.gui.widgets.plain import ElidedLabel
from embexplorer.workspace.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class Tab:
    """`panel` is module and class in gui/panels; actions that begin with the module's name bring the tab to the front.

    `asked_by` are more such beginnings, or whole ids. `of` is the kind of model that a space
    must hold for the tab to be offered.
    """

    title: str
    panel: str
    asked_by: tuple[str, ...] = ()
    of: str = ""

    def answers(self, action: str) -> bool:
        """Whether this action is asked of the tab."""
        known = (self.panel.partition(":")[0], *self.asked_by)
        return action in known or action.partition(".")[0] in known


TABS = (
    Tab(title="Neighbours", panel="neighbors:NeighborsPanel"),
    Tab(title="Analogy", panel="analogy:AnalogyPanel"),
    Tab(title="Similarity", panel="similarity:SimilarityPanel"),
    Tab(title="Axes", panel="axes:AxesPanel"),
    Tab(title="Bias", panel="bias:BiasPanel"),
    Tab(title="Evaluate", panel="evaluate:EvaluatePanel"),
    Tab(title="Clusters", panel="clusters:ClustersPanel"),
    Tab(title="Trust", panel="trust:TrustPanel"),
    Tab(title="Geometry", panel="geometry:GeometryPanel"),
    Tab(title="Compare", panel="compare:ComparePanel"),
    Tab(title="Search", panel="search:SearchPanel", asked_by=("edit.find-word",)),
    Tab(title="Multiples", panel="multiples:MultiplesPanel"),
    Tab(title="Projection", panel="run_form:ProjectionPanel", asked_by=("projection",)),
    Tab(title="Table", panel="rows:RowsPanel"),
    Tab(title="Recommend", panel="recommend:RecommendPanel", of="recommender"),
)


class ProbeTabs(QObject):
    """The bar of tabs, the pages below it, and the caption of what is in front. `asked` says which tab is wanted."""

    asked = Signal(str)

    def __init__(self, workspace: Workspace, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.pages = {tab.title: LatePage(tab.panel, workspace, actions) for tab in TABS}
        self.bar = tab_bar(tuple(self.pages), "Probes")
        self.row = FittingTabs(self.bar, "More probes")
        self.stack = QStackedWidget()
        self.caption = ElidedLabel(role="caption", tone="secondary")
        self.caption.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for page in self.pages.values():
            self.stack.addWidget(page)
            page.caption_changed.connect(self._show_caption)
        self.bar.currentChanged.connect(self._on_tab)
        actions.ran.connect(self._on_ran)
        workspace.shown_changed.connect(self._offer)
        self._offer()

    def head(self) -> QWidget:
        """The bar as the title of a dock."""
        return self.row

    def front(self) -> str:
        """The title of the tab in front."""
        return TABS[self.bar.currentIndex()].title

    def bring(self, title: str) -> None:
        """Bring a tab to the front; one that there is not, or not now, changes nothing."""
        index = list(self.pages).index(title) if title in self.pages else -1
        if index >= 0 and self.row.is_offered(index):
            self.row.bring(index)

    def _on_tab(self, index: int) -> None:
        self.stack.setCurrentIndex(index)
        self._show_caption()

    def _show_caption(self) -> None:
        self.caption.setText(self.pages[self.front()].caption)

    def _offer(self) -> None:
        for index, tab in enumerate(TABS):
            self.row.offer(index, not tab.of or self._has_model(tab.of))
        if not self.row.is_offered(self.bar.currentIndex()):
            self.row.bring(0)

    def _has_model(self, kind: str) -> bool:
        """The shown space holds a model of this kind."""
        space = self._workspace.space()
        return space is not None and space.model is not None and space.model.kind == kind

    def _on_ran(self, action: str) -> None:
        for tab in _asked_of(action):
            self.asked.emit(tab.title)


def _asked_of(action: str) -> Iterator[Tab]:
    return (tab for tab in TABS if tab.answers(action))
