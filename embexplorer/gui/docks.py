"""The docks around the map: library left, inspector right, probes below, and how they make room in a small window."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QToolButton, QWidget

from embexplorer.gui.actions import Action, Actions
from embexplorer.gui.dock import Dock, dock_name, small_tool, tab_bar
from embexplorer.gui.grips import Grips
from embexplorer.gui.library import LibraryPanel
from embexplorer.gui.map_page import MapPage
from embexplorer.gui.panels.inspector import InspectorPanel
from embexplorer.gui.panels.neighbors import NeighborsPanel
from embexplorer.gui.panels.progress import ProgressPanel
from embexplorer.gui.panels.recommend import RecommendPanel
from embexplorer.gui.panels.run_form import ProjectionPanel
from embexplorer.gui.panels.search import SearchPanel
from embexplorer.gui.panels.train import TrainPanel
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.plain import ElidedLabel
from embexplorer.workspace.workspace import Workspace

WIDTHS = {"library": 256, "inspector": 320, "train": 320, "progress": 344}
LAYOUTS = {"Explore": ("library", "inspector", "probes"), "Train": ("train", "progress")}
PROBES = 240
NARROW = 1280
SHRUNK = 280
TABS = ("Neighbours", "Search", "Projection", "Recommend")
SOMETIMES = "Recommend"  # only where the shown space is a recommender
TAB_OF = {"neighbors": "Neighbours", "search": "Search", "edit.find-word": "Search", "projection": "Projection"}
WITH_WORD = ("word.pin", "word.copy", "neighbors.of-selection", "edit.find-word", "selection.clear")
Area = Qt.DockWidgetArea


class Docks(QObject):
    """Makes the docks and remembers which of them the user wants; the welcome page hides them all."""

    def __init__(self, window: QMainWindow, workspace: Workspace, actions: Actions, page: MapPage) -> None:
        super().__init__(window)
        self._window = window
        self._actions = actions
        self._around = False
        self._narrow: bool | None = None
        self.library = LibraryPanel(workspace, actions)
        self.inspector = InspectorPanel(workspace, actions)
        self.neighbors = NeighborsPanel(workspace, actions)
        self.search = SearchPanel(workspace, actions)
        self.projection = ProjectionPanel(workspace, actions)
        self.recommend = RecommendPanel(workspace, actions)
        self.train = TrainPanel(workspace, actions)
        self.progress = ProgressPanel(workspace, actions)
        self._make_docks()
        self.grips = Grips(window, list[QDockWidget](self.docks.values()))
        self.wanted = {name: name in LAYOUTS["Explore"] for name in self.docks}
        self._register()
        self.inspector.search_asked.connect(self._on_search_asked)
        self.neighbors.caption_changed.connect(self._caption.setText)
        self.recommend.caption_changed.connect(self._caption.setText)
        workspace.shown_changed.connect(self._offer_tabs)
        self._offer_tabs()
        actions.ran.connect(self._on_ran)
        self.train.shown_wanted.connect(self._on_train_wanted)
        page.film.moment_shown.connect(self.progress.show_moment)

    def show_around(self, around: bool) -> None:
        """Show the wanted docks, or none."""
        self._around = around
        self._show_wanted()

    def fit(self, width: int) -> None:
        """Below 1280 px the side docks shrink and the library collapses; above, both come back."""
        narrow = _is_narrow(width)
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.wanted["library"] = not narrow and self.layout_name() == "Explore"
        self._show_wanted()
        self._size()

    def layout_name(self) -> str:
        """The layout whose docks are wanted now."""
        return "Train" if self.wanted["train"] else "Explore"

    def arrange(self, layout: str = "Explore") -> None:
        """The docks of a layout in their places and sizes, as at first."""
        self.wanted = {name: name in LAYOUTS[layout] for name in self.docks}
        if layout == "Explore":
            self.wanted["library"] = not self._narrow
        for name, area in PLACES.items():
            self._window.addDockWidget(area, self.docks[name])
        self._show_wanted()
        self._size()

    def recall(self, wanted: dict[str, bool], tab: int) -> None:
        """Take up which docks were wanted and which tab was in front."""
        self.wanted = wanted
        self._narrow = _is_narrow(self._window.width())
        self.tabs.setCurrentIndex(min(max(0, tab), len(TABS) - 1))

    def show_tab(self, name: str) -> None:
        """Bring a tab of the probes to the front."""
        self.wanted["probes"] = True
        self._show_wanted()
        self.tabs.setCurrentIndex(TABS.index(name))

    def _make_docks(self) -> None:
        window = self._window
        self.docks: dict[str, Dock] = {
            "library": Dock("library", dock_name("Library"), self.library, window, side=12),
            "inspector": Dock("inspector", dock_name("Inspector"), self.inspector, window),
            "probes": Dock("probes", self._probe_tabs(), self._probe_stack(), window, side=4),
            "train": Dock("train", dock_name("Train"), self.train, window),
            "progress": Dock("progress", dock_name("Progress"), self.progress, window),
        }
        self._caption = ElidedLabel(role="caption", tone="secondary")
        self._caption.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.docks["probes"].head.add_wide(self._caption)
        self._library_tools()
        self._inspector_tools()
        for name, area in PLACES.items():
            window.addDockWidget(area, self.docks[name])
        for corner in (Qt.Corner.BottomLeftCorner, Qt.Corner.BottomRightCorner):
            window.setCorner(corner, Area.BottomDockWidgetArea)
        for name in ("train", "progress"):
            self.docks[name].hide()

    def _probe_tabs(self) -> QWidget:
        self.tabs = tab_bar(TABS, "Probes")
        self.tabs.currentChanged.connect(self._on_tab)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        return holder

    def _probe_stack(self) -> QWidget:
        self.stack = QStackedWidget()
        for panel in (self.neighbors, self.search, self.projection, self.recommend):
            self.stack.addWidget(panel)
        return self.stack

    def _library_tools(self) -> None:
        search = small_tool("search", "Filter the library")
        search.clicked.connect(self.library.toggle_filter)
        more = small_tool("more", "What can be done with the chosen item")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._library_menu = QMenu(more)
        self._library_menu.aboutToShow.connect(self._on_library_menu)
        more.setMenu(self._library_menu)
        for tool in (search, more):
            self.docks["library"].head.add(tool)

    def _inspector_tools(self) -> None:
        pin = small_tool("pin", "Pin the word")
        pin.setDefaultAction(self._actions.live("word.pin"))
        more = small_tool("more", "What can be done with the word")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        menu.addActions([self._actions.live(action) for action in WITH_WORD])
        more.setMenu(menu)
        for tool in (pin, more):
            self.docks["inspector"].head.add(tool)

    def _register(self) -> None:
        for name, dock in self.docks.items():
            toggle = Toggle(self, name)
            self._actions.add(
                Action(
                    id=f"window.{name}",
                    text=dock.windowTitle(),
                    group="Window",
                    run=toggle.turn,
                    checked=toggle.is_on,
                    section=2,
                    tooltip=f"Show or hide the {name}",
                    enabled=self._is_around,
                    why_disabled="Open a space first.",
                )
            )

    def toggle(self, name: str) -> None:
        """Show the dock if it is hidden, hide it if it is shown."""
        self.wanted[name] = not self.wanted[name]
        self._show_wanted()
        if self.wanted[name]:
            self._size()

    def _is_around(self) -> bool:
        return self._around

    def _show_wanted(self) -> None:
        for name, dock in self.docks.items():
            dock.setVisible(self._around and self.wanted[name])

    def _size(self) -> None:
        shown = [name for name in WIDTHS if self.wanted[name]]
        widths = [pixels(SHRUNK if self._narrow else WIDTHS[name]) for name in shown]
        self._window.resizeDocks([self.docks[name] for name in shown], widths, Qt.Orientation.Horizontal)
        self._window.resizeDocks([self.docks["probes"]], [pixels(PROBES)], Qt.Orientation.Vertical)

    def _on_tab(self, index: int) -> None:
        self.stack.setCurrentIndex(index)
        self._caption.setVisible(TABS[index] in ("Neighbours", SOMETIMES))

    def _offer_tabs(self) -> None:
        index, offered = TABS.index(SOMETIMES), self.recommend.offered()
        self.tabs.setTabVisible(index, offered)
        self.tabs.updateGeometry()  # or a tab that appears later finds no room
        if not offered and self.tabs.currentIndex() == index:
            self.tabs.setCurrentIndex(0)

    def _on_ran(self, id: str) -> None:
        """What was asked of a tab brings it to the front."""
        tab = TAB_OF.get(id) or TAB_OF.get(id.partition(".")[0])
        if tab is not None:
            self.show_tab(tab)

    def _on_train_wanted(self) -> None:
        """A trainer was chosen, or runs: its layout comes to the front."""
        self._actions.trigger("window.training")

    def _on_search_asked(self) -> None:
        self.show_tab("Search")
        self.search.focus_search()

    def _on_library_menu(self) -> None:
        self._library_menu.clear()
        self._library_menu.addActions(self.library.menu().actions())


def _is_narrow(width: int) -> bool:
    """Narrower than was drawn for; large letters need more."""
    return width < max(NARROW, pixels(NARROW))


class Toggle:
    """One dock's switch."""

    def __init__(self, docks: Docks, name: str) -> None:
        self._docks = docks
        self._name = name

    def turn(self) -> None:
        """Show or hide it."""
        self._docks.toggle(self._name)

    def is_on(self) -> bool:
        """Whether it is wanted."""
        return self._docks.wanted[self._name]


PLACES = {
    "library": Area.LeftDockWidgetArea,
    "inspector": Area.RightDockWidgetArea,
    "probes": Area.BottomDockWidgetArea,
    "train": Area.LeftDockWidgetArea,
    "progress": Area.RightDockWidgetArea,
}
