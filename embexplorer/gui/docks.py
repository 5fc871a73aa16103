"""The docks around the map: library left, inspector right, probes below, and how they make room in a small window."""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu, QTabBar, QTabWidget, QToolButton

from embexplorer.core.registry import step_named, step_names
from embexplorer.core.step import Kind
from embexplorer.gui.actions import Action, Actions
from embexplorer.gui.dock import Dock, dock_name, small_tool
from embexplorer.gui.dock_places import CORNERS, LATE, NARROW, PLACES, SHRUNK, TABBED, TITLES, WIDTHS
from embexplorer.gui.grips import Grips
from embexplorer.gui.late_page import LatePage
from embexplorer.gui.later import Later
from embexplorer.gui.layouts import layout_named
from embexplorer.gui.library import LibraryPanel
from embexplorer.gui.panels.inspector import InspectorPanel
from embexplorer.gui.probe_tabs import ProbeTabs
from embexplorer.gui.style import pixels
from embexplorer.workspace.workspace import Workspace

TRAINED: tuple[Kind, ...] = ("trainer", "encoder", "transform")  # kinds of steps that the train panel offers
WITH_WORD = ("word.pin", "word.copy", "neighbors.of-selection", "edit.find-word", "selection.clear")
Area = Qt.DockWidgetArea


class Docks(QObject):
    """Makes the docks and remembers which of them the user wants; the welcome page hides them all."""

    def __init__(self, window: QMainWindow, workspace: Workspace, actions: Actions) -> None:
        super().__init__(window)
        self._window = window
        window.setTabPosition(Area.RightDockWidgetArea, QTabWidget.TabPosition.North)
        self._actions = actions
        self._around = False
        self._narrow: bool | None = None
        self._layout = layout_named("Explore")
        self.library = LibraryPanel(workspace, actions)
        self.inspector = InspectorPanel(workspace, actions)
        self.tabs = ProbeTabs(workspace, actions, self)
        self._late = {name: LatePage(panel, workspace, actions) for name, panel in LATE.items()}
        self._make_docks()
        self.grips = Grips(window, list[QDockWidget](self.docks.values()))
        self.wanted = {name: name in self._layout.docks for name in self.docks}
        self._register()
        self.inspector.search_asked.connect(self._on_search_asked)
        self.tabs.asked.connect(self.show_tab)
        self._late["train"].made.connect(self._on_train_made)
        for half in (self._late["weat"], self.tabs.pages["Bias"]):
            half.made.connect(self._on_weat_made)

    def panel(self, module: str) -> Any:
        """The panel of this module of gui/panels, made now if it is not there yet."""
        return next(page for page in self._pages() if page.module == module).panel()

    def make_later(self, later: Later) -> None:
        """Make each panel that nobody has asked for in an idle turn; the steps that one shows are found before it."""
        for name in step_names(*TRAINED):
            later.add(partial(step_named, name))
        for page in self._pages():
            later.add(page.load)
            later.add(page.panel)

    def show_moment(self, moment: float | None) -> None:
        """The film of the map stands after so many epochs; the curves and lists beside it follow."""
        if self._late["progress"].is_made:
            self.panel("progress").show_moment(moment)

    def _pages(self) -> list[LatePage]:
        return [*self.tabs.pages.values(), *self._late.values()]

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
        self.wanted["library"] = not narrow and "library" in self._layout.docks
        self._show_wanted()
        self._size()

    def layout_name(self) -> str:
        """The layout in which the docks were arranged last."""
        return self._layout.name

    def arrange(self, layout: str = "Explore") -> None:
        """The docks of a layout in their places and sizes, as at first."""
        self._layout = layout_named(layout)
        self.wanted = {name: name in self._layout.docks for name in self.docks}
        self.wanted["library"] = self.wanted["library"] and not self._narrow
        self._put_in_places()
        self.tabs.bring(self._layout.tab)
        self._show_wanted()
        self._size()

    def recall(self, layout: str, wanted: dict[str, bool], tab: str) -> None:
        """Take up the layout, which docks were wanted, and which tab was in front."""
        self._layout = layout_named(layout)
        self.wanted = wanted
        self._narrow = _is_narrow(self._window.width())
        self._give_corners()
        self.tabs.bring(tab)

    def show_tab(self, title: str) -> None:
        """Bring a tab of the probes to the front."""
        self.wanted["probes"] = True
        self._show_wanted()
        self.tabs.bring(title)

    def _make_docks(self) -> None:
        window = self._window
        self.docks: dict[str, Dock] = {
            "library": Dock("library", dock_name("Library"), self.library, window, side=12),
            "inspector": Dock("inspector", dock_name("Inspector"), self.inspector, window),
            "probes": Dock("probes", self.tabs.head(), self.tabs.stack, window, side=4),
            **{name: self._late_dock(name) for name in LATE},
        }
        self.docks["probes"].head.add_wide(self.tabs.caption)
        self._library_tools()
        self._inspector_tools()
        self._weat_tools()
        self._changed_tools()
        self._put_in_places()
        for name in LATE:
            self.docks[name].hide()

    def _put_in_places(self) -> None:
        for name, area in PLACES.items():
            self._window.addDockWidget(area, self.docks[name])
        first, *others = (self.docks[name] for name in TABBED)
        for other in others:
            self._window.tabifyDockWidget(first, other)
        first.raise_()
        self._give_corners()

    def _late_dock(self, name: str) -> Dock:
        dock = Dock(name, dock_name(TITLES[name]), self._late[name], self._window)
        dock.setWindowTitle(TITLES[name])
        return dock

    def _give_corners(self) -> None:
        """The corners below belong to the docks at the sides, or to the probes."""
        for corner, side in CORNERS.items():
            self._window.setCorner(corner, side if self._layout.tall_sides else Area.BottomDockWidgetArea)

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
        self._word_menu = QMenu(more)
        self._word_menu.aboutToShow.connect(self._on_word_menu)
        more.setMenu(self._word_menu)
        for tool in (pin, more):
            self.docks["inspector"].head.add(tool)

    def _weat_tools(self) -> None:
        for name, says, slot in (
            ("reset", "Reset · the sets as the chosen test has them", self._on_weat_reset),
            ("copy", "Copy as command · what the form says, for a terminal", self._on_weat_copy),
        ):
            tool = small_tool(name, says)
            tool.clicked.connect(slot)
            self.docks["weat"].head.add(tool)

    def _changed_tools(self) -> None:
        more = small_tool("more", "How the words are listed, and what can be done with them")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._changed_menu = QMenu(more)
        self._changed_menu.aboutToShow.connect(self._on_changed_menu)
        more.setMenu(self._changed_menu)
        self.docks["changed"].head.add(more)

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
        """Show the dock if it is hidden, or behind another tab; hide it if it is shown."""
        self.wanted[name] = self.is_behind(name) or not self.wanted[name]
        self._show_wanted()
        if self.wanted[name]:
            self.docks[name].raise_()
            self._size()

    def is_behind(self, name: str) -> bool:
        """Whether it is wanted, but another tab is in front: the window keeps such a dock outside of itself."""
        return self.wanted[name] and not self._window.rect().intersects(self.docks[name].geometry())

    def _is_around(self) -> bool:
        return self._around

    def _show_wanted(self) -> None:
        for name, dock in self.docks.items():
            dock.setVisible(self._around and self.wanted[name])
        beside = [name for name in TABBED if self.wanted[name]]
        for name in TABBED:
            self.docks[name].head.show_name(len(beside) < 2)
        if self._around and len(beside) > 1:
            self._window.layout().activate()  # or the tabs are not there yet
            for bar in self._window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
                bar.setDrawBase(False)  # a hairline of the dock's own head lies below
                bar.setAccessibleName("Docks at the right")

    def _size(self) -> None:
        shown = [name for name in WIDTHS if self.wanted[name]]
        widths = [pixels((SHRUNK if self._narrow else WIDTHS)[name]) for name in shown]
        self._window.resizeDocks([self.docks[name] for name in shown], widths, Qt.Orientation.Horizontal)
        self._window.resizeDocks([self.docks["probes"]], [pixels(self._layout.probes)], Qt.Orientation.Vertical)

    def _on_train_made(self, panel: Any) -> None:
        self._late["progress"].panel()  # it follows what is run from here
        panel.shown_wanted.connect(self._on_train_wanted)

    def _on_weat_made(self) -> None:
        """The form and the pictures of its answers belong together."""
        self.panel("bias").follow(self.panel("weat"))

    def _on_weat_reset(self) -> None:
        self.panel("weat").reset()

    def _on_weat_copy(self) -> None:
        self.panel("weat").copy_command()

    def _on_train_wanted(self) -> None:
        """A trainer was chosen, or runs: its layout comes to the front."""
        if not self._around or self.layout_name() != "Train":
            self._actions.trigger("window.training")

    def _on_search_asked(self) -> None:
        self.show_tab("Search")
        self.panel("search").focus_search()

    def _on_word_menu(self) -> None:
        self._word_menu.clear()
        self._word_menu.addActions([self._actions.live(action) for action in WITH_WORD])

    def _on_changed_menu(self) -> None:
        self._changed_menu.clear()
        self.panel("most_changed").fill_menu(self._changed_menu)

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
