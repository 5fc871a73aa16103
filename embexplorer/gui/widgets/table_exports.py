"""What can be done with every table: save it as CSV, as it is or safe for spreadsheets, and copy it as a command."""

from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from embexplorer.core.command import command_line
from embexplorer.core.errors import UserError
from embexplorer.core.recipe import Recipe
from embexplorer.gui.icons import icon
from embexplorer.gui.widgets.name_set import ask_name
from embexplorer.gui.widgets.plain import set_plain_tooltip
from embexplorer.gui.widgets.table_view import TableView, rows_selected
from embexplorer.workspace.workspace import Workspace

EXACT = "CSV, exactly as shown (*.csv)"
SAFE = "CSV, safe for spreadsheets: text that begins like a formula gets a ' (*.csv)"


class TableExports(QObject):
    """Answers the wishes of one table view; lives as long as the view."""

    def __init__(self, view: TableView, workspace: Workspace) -> None:
        super().__init__(view)
        self._view = view
        self._workspace = workspace
        view.asked_for_csv.connect(self.choose_file)
        view.asked_for_command.connect(self.copy_command)
        view.asked_for_set.connect(self.name_set)

    def choose_file(self) -> None:
        """Ask where, and in which of the two ways."""
        table = self._view.table()
        if table is None:
            return
        name = f"{_file_name(table.name)}.csv"
        path, chosen = QFileDialog.getSaveFileName(self._view, "Save table", name, f"{EXACT};;{SAFE}")
        if path:
            self.save(Path(path), spreadsheet_safe=chosen == SAFE)

    def save(self, path: Path, spreadsheet_safe: bool) -> None:
        """Write the table and say so; a file that cannot be written is said as well."""
        lines = self._view.model_of_table().rowCount()
        done, failed = partial(self._on_written, path, lines), partial(self._on_unwritable, path)
        self._view.save_csv(path, spreadsheet_safe, done, failed)

    def _on_written(self, path: Path, lines: int) -> None:
        self._workspace.notice(f"{path.name} was written: {lines:,} rows.")

    def _on_unwritable(self, path: Path, problem: OSError) -> None:
        self._workspace.notice(f"{path} was not written: {problem.strerror}.", "error")

    def name_set(self) -> None:
        """Ask for a name of the words of the chosen lines, or of all if fewer than two are chosen."""
        space = self._workspace.space()
        chosen = list(dict.fromkeys(row for row in rows_selected(self._view) if row >= 0))
        rows = chosen if len(chosen) > 1 else self._view.model_of_table().row_ids()
        if space is not None and len(rows):
            ask_name(self._view.window(), self._workspace, space.keys.at(np.asarray(rows, np.int64)))

    def copy_command(self) -> None:
        """Put the command that makes this table on the clipboard."""
        table = self._view.table()
        if table is not None:
            copy_as_command(self._workspace, table.recipe)


def copy_as_command(workspace: Workspace, recipe: Recipe) -> None:
    """Put the shell command that makes this result on the clipboard, or say why there is none."""
    try:
        line = command_line(recipe)
    except UserError as reason:
        workspace.notice(str(reason), "warn")
        return
    QGuiApplication.clipboard().setText(line)
    workspace.notice(f"Copied: {line}")


class MoreButton(QToolButton):
    """“⋯”: a menu of what can be done with the table beside it."""

    def __init__(self, view: TableView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._on_menu)
        self.setMenu(self._menu)
        self.setIcon(icon("more", "secondary"))
        self.setProperty("small", True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAccessibleName("What to do with this table")
        set_plain_tooltip(self, "Copy, save as CSV, copy as command, name as a set")

    def _on_menu(self) -> None:
        self._menu.clear()
        self._view.fill_menu(self._menu)


def _file_name(name: str) -> str:
    """The table's name without what file systems refuse."""
    return "".join("-" if letter in '/\\:*?"<>|\n\t\0' else letter for letter in name).strip(". ")[:120] or "table"
