"""Kept views of maps: keep the one that is shown under a name, go to another, forget one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QWidget

from embexplorer.core.bookmark import Bookmark
from embexplorer.core.bookmark_text import HELD, held
from embexplorer.gui.actions import Action, Actions
from embexplorer.gui.style import font, pixels
from embexplorer.gui.widgets.line import Line
from embexplorer.gui.widgets.plain import PlainLabel, plain
from embexplorer.gui.widgets.section import EmptyState, Hairline, padded_column
from embexplorer.gui.widgets.sheet_rows import foot_row
from embexplorer.workspace.workspace import Workspace

WIDTH, HEIGHT = 440, 360
NAME = Qt.ItemDataRole.UserRole


class BookmarksSheet(QDialog):
    """A line for the name of what is shown now, and the list of what was kept."""

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.name = Line()
        self.keep, self.go = QPushButton("Keep this view"), QPushButton("Go there")
        self.remove, self.ready = QPushButton("Remove"), QPushButton("Close")
        self.list = QListWidget()
        self.said = PlainLabel(HELD, role="caption", tone="secondary")
        self.empty = EmptyState("No view kept yet", "Give the one that is shown a name, and come back to it later.")
        self._build()
        self._connect()
        actions.add(Action(id="view.bookmark", text="Keep this view…", group="View", run=self.ask, shortcut="Ctrl+D",
                           section=0, tooltip="Keep this view · colours, camera, filters, selection, pin and more",
                           enabled=self._has_space, why_disabled="Open a vector file first"))  # fmt: skip

    def ask(self) -> None:
        """Offer a name for what is shown now."""
        taken = self._workspace.bookmarks
        self.name.setText(next(f"View {n}" for n in range(1, len(taken) + 2) if f"View {n}" not in taken))
        self.name.selectAll()
        self.name.setFocus()
        self._list()
        self.open()

    def _build(self) -> None:
        self.setWindowTitle("Views")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(pixels(WIDTH), pixels(HEIGHT))
        self.name.setAccessibleName("Name of this view")
        self.list.setAccessibleName("Kept views")
        self.list.setFont(font("body"))
        self.list.setProperty("lines", True)
        self.said.setWordWrap(True)
        self.keep.setProperty("primary", True)
        column = padded_column(self, above=16, below=16)
        column.addWidget(PlainLabel("Views", role="subject"))
        row = QHBoxLayout()
        row.setSpacing(pixels(8))
        row.addWidget(self.name, 1)
        row.addWidget(self.keep)
        column.addLayout(row)
        column.addWidget(self.said)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(Hairline())
        column.addLayout(foot_row(self.go, self.remove, self.ready))
        self.keep.setAutoDefault(False)
        self.keep.setDefault(True)

    def _connect(self) -> None:
        self.name.textChanged.connect(self._tell)
        self.keep.clicked.connect(self._on_keep)
        self.go.clicked.connect(self._on_go)
        self.list.itemActivated.connect(self._on_go)
        self.remove.clicked.connect(self._on_remove)
        self.ready.clicked.connect(self.accept)
        self._workspace.bookmarks_changed.connect(self._list)
        self.list.currentRowChanged.connect(self._tell)

    def _has_space(self) -> bool:
        return self._workspace.space() is not None

    def _list(self) -> None:
        before = self._chosen()
        self.list.clear()
        for bookmark in self._workspace.bookmarks.values():
            item = QListWidgetItem(bookmark.name)
            item.setData(NAME, bookmark.name)
            item.setToolTip(plain(self._about(bookmark)))
            self.list.addItem(item)
            if bookmark.name == before:
                self.list.setCurrentItem(item)
        self.list.setVisible(self.list.count() > 0)
        self.empty.setVisible(self.list.count() == 0)
        self._tell()

    def _about(self, bookmark: Bookmark) -> str:
        items = self._workspace.items
        parts = [items[one].name for one in (bookmark.projection, bookmark.space) if one is not None and one in items]
        told = " · ".join(parts) if parts else "no longer open"
        beside = [items[one.item].name for one in bookmark.arrangement.beside if one.item in items]
        return "\n".join((bookmark.name, told, *held(bookmark, self._pinned(bookmark), tuple(beside))))

    def _pinned(self, bookmark: Bookmark) -> str:
        """The word that it pins; another space is not loaded for that."""
        space, row = self._workspace.space(), bookmark.pinned
        here = space is not None and bookmark.space == self._workspace.space_id
        return space.keys[row] if space is not None and here and row is not None and row < space.rows else ""

    def _chosen(self) -> str | None:
        return self.list.currentItem().data(NAME) if self.list.currentRow() >= 0 else None

    def _tell(self) -> None:
        name = self.name.text().strip()
        taken = name in self._workspace.bookmarks
        self.said.setText(f"Replaces the view {name}." if taken else HELD)
        self.keep.setEnabled(bool(name) and self._has_space())
        for button in (self.go, self.remove):
            button.setEnabled(self._chosen() is not None)

    def _on_keep(self) -> None:
        name = self.name.text().strip()
        self._workspace.bookmark(name)
        self._workspace.notice(f"Kept the view {name}.")
        self.accept()

    def _on_go(self) -> None:
        name = self._chosen()
        if name is not None:
            self._workspace.go_to_bookmark(name)
            self.accept()

    def _on_remove(self) -> None:
        name = self._chosen()
        if name is not None:
            self._workspace.remove_bookmark(name)


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(BookmarksSheet, WIDTH, HEIGHT)
