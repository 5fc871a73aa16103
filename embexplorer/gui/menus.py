"""The menu bar, written from the registry: a menu for each group, lines between sections, recents filled when shown."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from embexplorer.gui.actions import GROUPS, Actions, plain_action_text
from embexplorer.workspace.workspace import Workspace

RECENT = "Open recent"
VIEWS = "Go to view"


class Menus(QObject):
    """Fills each menu at the moment it is opened, so that it says what is so now. `open_path` opens a recent one."""

    def __init__(
        self, bar: QMenuBar, actions: Actions, workspace: Workspace, open_path: Callable[[Path], object]
    ) -> None:
        super().__init__(bar)
        self._actions = actions
        self._workspace = workspace
        self._open_path = open_path
        self._bar = bar  # were Python's view of it collected, so would be those of its menus
        self._menus: dict[str, QMenu] = {}
        for group in GROUPS:
            menu = self._menus[group] = QMenu(
                group, bar
            )  # one that the bar makes is lost with Python's view of the bar
            menu.setObjectName(group)
            menu.setToolTipsVisible(True)
            menu.aboutToShow.connect(self._on_about_to_show)
            bar.addMenu(menu)

    def menu(self, group: str) -> QMenu:
        """The menu of this group."""
        return self._menus[group]

    def fill_all(self) -> None:
        """Write all menus anew; one without entries is not shown."""
        for group in GROUPS:
            self.fill(group)

    def fill(self, group: str) -> None:
        """Write the menu anew."""
        menu = self._menus[group]
        menu.clear()
        for below in menu.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
            below.deleteLater()
        self._actions.refresh()
        self._add_group(menu, group)
        for inner in dict.fromkeys(a.group for a in self._actions.all() if a.group.startswith(f"{group}/")):
            below = QMenu(inner.split("/", 1)[1], menu)
            menu.addMenu(below)
            self._add_group(below, inner)
        if group == "File":
            self._add_recents(menu)
        if group == "View":
            self._add_bookmarks(menu)
        menu.menuAction().setVisible(not menu.isEmpty())

    def _add_group(self, menu: QMenu, group: str) -> None:
        before: int | None = None
        for action in self._actions.in_group(group):
            if before is not None and action.section != before:
                menu.addSeparator()
            before = action.section
            menu.addAction(self._actions.live(action.id))

    def _add_recents(self, menu: QMenu) -> None:
        recents = QMenu(RECENT, menu)
        recents.setEnabled(bool(self._workspace.recents))
        for recent in self._workspace.recents:
            line = QAction(plain_action_text(recent.name), recents)
            line.setData(recent.folder)
            line.triggered.connect(self._on_recent)
            recents.addAction(line)
        place = next(action for action in menu.actions() if action.isSeparator())
        menu.insertMenu(place, recents)

    def _add_bookmarks(self, menu: QMenu) -> None:
        """The kept views of the project, below the action that keeps one."""
        views = QMenu(VIEWS, menu)
        views.setEnabled(bool(self._workspace.bookmarks))
        for name in self._workspace.bookmarks:
            views.addAction(plain_action_text(name), partial(self._workspace.go_to_bookmark, name))
        place = next((action for action in menu.actions() if action.isSeparator()), None)
        if place is not None:
            menu.insertMenu(place, views)
        else:
            menu.addMenu(views)

    def _on_recent(self) -> None:
        line = self.sender()
        if isinstance(line, QAction):
            self._open_path(line.data())

    def _on_about_to_show(self) -> None:
        self.fill(self.sender().objectName())
