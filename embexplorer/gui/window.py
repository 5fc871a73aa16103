"""The window: welcome page or map in the middle; library, inspector and probes around it; menu and status bar."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QMessageBox, QStackedWidget, QToolBar, QWidget

import embexplorer
from embexplorer.gui.actions import Actions
from embexplorer.gui.corner import Corner
from embexplorer.gui.crash_guard import CopyReport
from embexplorer.gui.later import Later
from embexplorer.gui.menus import Menus
from embexplorer.gui.notices import Toasts
from embexplorer.gui.opening import Opening
from embexplorer.gui.shell_actions import Doing, register_shell
from embexplorer.gui.status import StatusBar
from embexplorer.gui.style import pixels
from embexplorer.gui.welcome import WelcomePage
from embexplorer.gui.widgets.plain import plain_message
from embexplorer.gui.window_memory import remember, remind_docks, remind_place
from embexplorer.workspace.notices import Notice
from embexplorer.workspace.settings import Settings
from embexplorer.workspace.workspace import Workspace

POLL = 20  # milliseconds
REMEMBER = 15_000  # milliseconds: a killed window loses no arrangement older than that
PURPOSE = "Open embedding spaces, see their maps, ask for neighbours."


if TYPE_CHECKING:
    from embexplorer.gui.docks import Docks
    from embexplorer.gui.jobs_drawer import JobsDrawer
    from embexplorer.gui.map_page import MapPage
    from embexplorer.gui.middle import Middle
    from embexplorer.gui.palette import Palette
    from embexplorer.gui.panels.add_columns import AddColumnsSheet
    from embexplorer.gui.panels.bookmarks import BookmarksSheet
    from embexplorer.gui.panels.data_sheet import DataSheet
    from embexplorer.gui.panels.derive import DeriveSheet
    from embexplorer.gui.panels.export_sheet import VectorExports
    from embexplorer.gui.panels.figure_sheet import FigureSheet
    from embexplorer.gui.panels.word_sets import WordSetsSheet


class MainWindow(QMainWindow):
    """Stands first with its bars and the welcome page; `furnish` builds the rest, after the first paint.

    Owns the timer that polls the workspace; closing the window closes the workspace. `painted` is emitted once.
    """

    painted = Signal()
    page: "MapPage"
    middle: "Middle"
    docks: "Docks"
    export: "VectorExports"
    add_columns: "AddColumnsSheet"
    bookmarks: "BookmarksSheet"
    data: "DataSheet"
    derive: "DeriveSheet"
    sets: "WordSetsSheet"
    drawer: "JobsDrawer"
    palette_: "Palette"

    def __init__(self, workspace: Workspace, settings: Settings) -> None:
        super().__init__()
        self.workspace = workspace
        self.settings = settings
        self.furnished = False
        self._painted = False
        self._arranged = False
        self._followed: str | None = None
        self.figure: FigureSheet | None = None
        self.later = Later(self)
        self.actions_ = Actions(self)
        self.actions_.expect(self.later.finish)
        self.opening = Opening(workspace, self, self.train_on)
        self.actions_.added.connect(self._on_action_added)
        register_shell(self.actions_, workspace, settings, self._doing())
        self._build_middle()
        self._build_bars()
        self.toasts = Toasts(self, self.status.height)
        self._timer = QTimer(self, interval=POLL)
        self._memory = QTimer(self, interval=REMEMBER)
        self._connect()
        remind_place(self, workspace)

    def furnish(self) -> None:
        """Build map, docks, sheets and overlays, and show what is open; the first call does it."""
        if self.furnished:
            return
        self.furnished = True
        from embexplorer.gui.furniture import furnish

        furnish(self)
        self.stack.addWidget(self.page)
        self.page.bar.image_asked.connect(self._on_image_asked)
        self.middle.image_asked.connect(self._on_image_asked)
        remind_docks(self, self.docks, self.workspace)
        self.corner_.show_layout(self.docks.layout_name())
        self.welcome.fill()
        self._follow()
        self._timer.start()
        self._memory.start()
        self._arranged = True

    def show_welcome(self) -> None:
        """Show the welcome page, whatever is open."""
        self.furnish()
        self._show_page(self.welcome)

    def train_on(self, path: Path) -> None:
        """Go to train on this text."""
        self.furnish()
        self.docks.panel("train").take(path)

    def report_crash(self, summary: str, details: str) -> None:
        """Say that something went wrong that should not have; the details can be copied."""
        self.toasts.say(f"Something went wrong: {summary}", "error", "Copy report", CopyReport(details))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.furnished:
            self.docks.fit(self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.opening.open_path(Path(url.toLocalFile()))

    def closeEvent(self, event: QCloseEvent) -> None:
        self._timer.stop()
        self._memory.stop()
        self.later.stop()
        if self._arranged:  # the program may be asked to end while it is furnished
            self._remember()
        self.workspace.close()
        super().closeEvent(event)

    def _remember(self) -> None:
        remember(self, self.docks, self.workspace)

    def _doing(self) -> Doing:
        return Doing(
            find=self._on_find,
            open_files=self.opening.ask_files,
            open_project=self.opening.ask_project,
            save=self.opening.save,
            save_as=self.opening.ask_save_as,
            quit=self.close,
            jobs=self._on_jobs,
            arrange=self._on_arrange,
            welcome=self.show_welcome,
            shortcuts=self._on_shortcuts,
            about=self._on_about,
        )

    def _build_middle(self) -> None:
        open_path, open_demo = self.opening.open_path, self.workspace.open_file
        self.welcome = WelcomePage(self.workspace, self.actions_, open_path, open_demo, self.train_on, self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(QWidget(self) if self.workspace.space_id else self.welcome)
        self.stack.addWidget(self.welcome)
        self.setCentralWidget(self.stack)
        self.setAcceptDrops(True)

    def _build_bars(self) -> None:
        self.menus = Menus(self.menuBar(), self.actions_, self.workspace, self.opening.open_path)
        corner = self.corner_ = Corner(self.actions_, self)
        if sys.platform == "darwin":  # the menu lies outside the window there
            self._bar_of(corner)
        else:
            self.menuBar().setFixedHeight(pixels(32))
            self.menuBar().setCornerWidget(corner)
        self.status = StatusBar(self.workspace, f"embexplorer {embexplorer.__version__}", self)
        self.setStatusBar(self.status)

    def _bar_of(self, widget: QWidget) -> None:
        bar = QToolBar(self)
        bar.setMovable(False)
        bar.setFixedHeight(pixels(32))
        bar.addWidget(widget)
        self.addToolBar(bar)

    def _connect(self) -> None:
        workspace = self.workspace
        self._timer.timeout.connect(workspace.poll)
        self._memory.timeout.connect(self._remember)
        self.later.done.connect(self._on_all_made)
        self.status.jobs_wanted.connect(self._on_jobs)
        workspace.noticed.connect(self._on_noticed)
        workspace.shown_changed.connect(self._follow)
        workspace.project_changed.connect(self._follow)
        for changed in (workspace.undo_changed, workspace.selection_changed, workspace.look_changed):
            changed.connect(self._refresh_actions)

    def _follow(self) -> None:
        """Show the page that fits what is open."""
        self.setWindowTitle(f"{self.workspace.project.name} – embexplorer")
        self._refresh_actions()
        if self.furnished and (self.workspace.space_id != self._followed or self.workspace.space_id is None):
            self._followed = self.workspace.space_id
            middle = self.middle.of(self.docks.layout_name())
            self._show_page(middle if self._followed or self._is_training() else self.welcome)

    def _is_training(self) -> bool:
        """The Train layout is shown, which needs no open space."""
        return self.stack.currentWidget() is self.page and self.docks.layout_name() == "Train"

    def _refresh_actions(self) -> None:
        self.actions_.refresh()

    def _show_page(self, page: QWidget) -> None:
        changed = page is not self.stack.currentWidget()
        self.stack.setCurrentWidget(page)
        self.status.show_two(self.middle.is_two())
        self.docks.show_around(page is not self.welcome)
        self.docks.fit(self.width())
        if changed:
            (self.welcome if page is self.welcome else self.middle.view()).setFocus()

    def _on_noticed(self, notice: Notice) -> None:
        text = f"{notice.text} {notice.hint}".strip()
        if notice.details and notice.action is None:
            self.toasts.say(text, notice.severity, "Copy report", CopyReport(notice.details))
        elif notice.action is not None:
            self.toasts.say(text, notice.severity, notice.action.text, notice.action.run)
        else:
            self.toasts.say(text, notice.severity)

    def _on_image_asked(self) -> None:
        from embexplorer.gui.furniture import figure_sheet

        if self.middle.is_deep():
            self._save_deep()
            return
        view = self.middle.view()
        figure_sheet(self).open_figure((view.width(), view.height()), view.camera())

    def _save_deep(self) -> None:
        """The view in 3-D as it is seen now, as a figure like any other."""
        from embexplorer.gui.furniture import figure_sheet

        seen = self.page.stage.deep.flat()
        if seen is None:
            self.workspace.notice("There is nothing to save in 3-D; the flat map can be saved.", "warn")
            return
        figure, size, camera = seen
        figure_sheet(self).open_figure(size, camera, figure)

    def _on_all_made(self) -> None:
        """Every panel is there, with its actions and its stops of the Tab key."""
        from embexplorer.gui.furniture import lead

        lead(self)
        self.menus.fill_all()

    def _on_action_added(self, id: str) -> None:
        live: QAction = self.actions_.live(id)
        self.addAction(live)  # its shortcut works in the whole window

    def _on_find(self) -> None:
        self.furnish()
        self.palette_.open()

    def _on_jobs(self) -> None:
        self.furnish()
        self.drawer.toggle()

    def _on_arrange(self, layout: str) -> None:
        self.furnish()
        self._show_page(self.page)
        self.docks.arrange(layout)
        self._show_page(self.middle.of(self.docks.layout_name()))
        self.corner_.show_layout(layout)

    def _on_shortcuts(self) -> None:
        from embexplorer.gui.shortcuts import ShortcutsPage

        ShortcutsPage(self.actions_, self).show()

    def _on_about(self) -> None:
        text = f"embexplorer {embexplorer.__version__}\n\n{PURPOSE}\nMIT licence."
        plain_message(self, "About embexplorer", text, QMessageBox.StandardButton.Close).open()
