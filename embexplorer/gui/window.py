"""The window: welcome page or map in the middle; library, inspector and probes around it; menu and status bar."""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QMessageBox, QStackedWidget, QToolBar, QWidget

import embexplorer
from embexplorer.gui.actions import Actions
from embexplorer.gui.corner import Corner
from embexplorer.gui.crash_guard import CopyReport
from embexplorer.gui.docks import Docks
from embexplorer.gui.jobs_drawer import JobsDrawer
from embexplorer.gui.map_page import MapPage
from embexplorer.gui.menus import Menus
from embexplorer.gui.notices import Toasts
from embexplorer.gui.opening import Opening
from embexplorer.gui.palette import Palette
from embexplorer.gui.panels.add_columns import AddColumnsSheet
from embexplorer.gui.panels.export_sheet import ExportSheet
from embexplorer.gui.shell_actions import Doing, register_shell
from embexplorer.gui.shortcuts import ShortcutsPage
from embexplorer.gui.status import HEIGHT, StatusBar
from embexplorer.gui.style import pixels
from embexplorer.gui.welcome import WelcomePage
from embexplorer.gui.widgets.plain import plain_message
from embexplorer.gui.window_memory import remember, remind
from embexplorer.workspace.notices import Notice
from embexplorer.workspace.settings import Settings
from embexplorer.workspace.workspace import Workspace

POLL = 20  # milliseconds
PURPOSE = "Open embedding spaces, see their maps, ask for neighbours."


class MainWindow(QMainWindow):
    """Owns the panels and the timer that polls the workspace; closing it closes the workspace."""

    def __init__(self, workspace: Workspace, settings: Settings) -> None:
        super().__init__()
        self.workspace = workspace
        self.settings = settings
        self._followed: str | None = None
        self.actions_ = Actions(self)
        self.opening = Opening(workspace, self)
        register_shell(self.actions_, workspace, settings, self._doing())
        self._build_middle()
        self._build_bars()
        self._build_overlays()
        self._connect()
        remind(self, self.docks, workspace)
        self._follow()
        self._timer = QTimer(self, interval=POLL)
        self._timer.timeout.connect(workspace.poll)
        self._timer.start()

    def show_welcome(self) -> None:
        """Show the welcome page, whatever is open."""
        self._show_page(self.welcome)

    def report_crash(self, summary: str, details: str) -> None:
        """Say that something went wrong that should not have; the details can be copied."""
        self.toasts.say(f"Something went wrong: {summary}", "error", "Copy report", CopyReport(details))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.docks.fit(self.width())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.opening.open_path(Path(url.toLocalFile()))

    def closeEvent(self, event: QCloseEvent) -> None:
        self._timer.stop()
        remember(self, self.docks, self.workspace)
        self.workspace.close()
        super().closeEvent(event)

    def _doing(self) -> Doing:
        return Doing(
            find=self._on_find,
            open_files=self.opening.ask_files,
            open_project=self.opening.ask_project,
            save_as=self.opening.ask_save_as,
            quit=self.close,
            jobs=self._on_jobs,
            explore=self._on_explore,
            welcome=self.show_welcome,
            shortcuts=self._on_shortcuts,
            about=self._on_about,
        )

    def _build_middle(self) -> None:
        self.page = MapPage(self.workspace, self.actions_, self)
        self.docks = Docks(self, self.workspace, self.actions_, self.page)
        self.export = ExportSheet(self.workspace, self.actions_, self)
        self.export.set_figure_source(self.page.figure)
        self.add_columns = AddColumnsSheet(self.workspace, self.actions_, self)
        open_path, open_demo = self.opening.open_path, self.workspace.open_file
        self.welcome = WelcomePage(self.workspace, self.actions_, open_path, open_demo, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.welcome)
        self._stack.addWidget(self.page)
        self.setCentralWidget(self._stack)
        self.setAcceptDrops(True)

    def _build_bars(self) -> None:
        self.menus = Menus(self.menuBar(), self.actions_, self.workspace, self.opening.open_path)
        self.corner = Corner(self.actions_, self)
        if sys.platform == "darwin":  # the menu lies outside the window there
            self._bar_of(self.corner)
        else:
            self.menuBar().setFixedHeight(pixels(32))
            self.menuBar().setCornerWidget(self.corner)
        for action in self.actions_.all():
            self.addAction(self.actions_.live(action.id))
        self.status = StatusBar(self.workspace, f"embexplorer {embexplorer.__version__}", self)
        self.setStatusBar(self.status)

    def _bar_of(self, widget: QWidget) -> None:
        bar = QToolBar(self)
        bar.setMovable(False)
        bar.setFixedHeight(pixels(32))
        bar.addWidget(widget)
        self.addToolBar(bar)

    def _build_overlays(self) -> None:
        self.drawer = JobsDrawer(self.workspace, self, pixels(HEIGHT))
        self.palette_ = Palette(self.workspace, self.actions_, self.opening.open_path, self)
        self.toasts = Toasts(self, self.status.height)

    def _connect(self) -> None:
        workspace = self.workspace
        self.status.jobs_wanted.connect(self._on_jobs)
        self.page.bar.image_asked.connect(self._on_image_asked)
        workspace.noticed.connect(self._on_noticed)
        workspace.shown_changed.connect(self._follow)
        workspace.project_changed.connect(self._follow)
        for changed in (workspace.undo_changed, workspace.selection_changed, workspace.look_changed):
            changed.connect(self._refresh_actions)

    def _follow(self) -> None:
        """Show the page that fits what is open."""
        self.setWindowTitle(f"{self.workspace.project.name} – embexplorer")
        self._refresh_actions()
        if self.workspace.space_id != self._followed or self.workspace.space_id is None:
            self._followed = self.workspace.space_id
            self._show_page(self.page if self._followed else self.welcome)

    def _refresh_actions(self) -> None:
        self.actions_.refresh()

    def _show_page(self, page: QWidget) -> None:
        if page is self._stack.currentWidget() and self.isVisible():
            return
        self._stack.setCurrentWidget(page)
        (self.page.view if page is self.page else self.welcome).setFocus()
        self.docks.show_around(page is self.page)
        self.docks.fit(self.width())

    def _on_noticed(self, notice: Notice) -> None:
        text = f"{notice.text} {notice.hint}".strip()
        if notice.details and notice.action is None:
            self.toasts.say(text, notice.severity, "Copy report", CopyReport(notice.details))
        elif notice.action is not None:
            self.toasts.say(text, notice.severity, notice.action.text, notice.action.run)
        else:
            self.toasts.say(text, notice.severity)

    def _on_image_asked(self) -> None:
        self.export.open_image((self.page.view.width(), self.page.view.height()))

    def _on_find(self) -> None:
        self.palette_.open()

    def _on_jobs(self) -> None:
        self.drawer.toggle()

    def _on_explore(self) -> None:
        self._show_page(self.page)
        self.docks.arrange()

    def _on_shortcuts(self) -> None:
        ShortcutsPage(self.actions_, self).show()

    def _on_about(self) -> None:
        text = f"embexplorer {embexplorer.__version__}\n\n{PURPOSE}\nMIT licence."
        plain_message(self, "About embexplorer", text, QMessageBox.StandardButton.Close).open()
