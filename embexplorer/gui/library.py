"""The library: every open space with the results made from it, as a tree, and the jobs that are still making some."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from embexplorer.core.artifact import open_artifact
from embexplorer.core.command import command_line
from embexplorer.core.errors import UserError
from embexplorer.gui.actions import Action, Actions
from embexplorer.gui.library_rows import LibraryRows
from embexplorer.gui.library_tree import ID, LibraryTree
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.plain import PlainLabel
from embexplorer.gui.widgets.section import Hairline
from embexplorer.gui.widgets.set_section import SetSection
from embexplorer.workspace.item import Item
from embexplorer.workspace.workspace import Workspace

EMPTY = "Nothing is open. Spaces and the maps made of them stand here."
EDGE = 12
DERIVE = "Space/Derive"
CHOOSE = "Choose something in the library first."


class LibraryPanel(QWidget):
    """Tree, its filter and the Open button. Registers what can be done with the chosen item."""

    searched = Signal()

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._actions = actions
        self.tree = LibraryTree(workspace)
        self._kept = QSortFilterProxyModel(self, recursiveFilteringEnabled=True)
        self._kept.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._kept.setSourceModel(self.tree)
        self.sets = SetSection(workspace, actions)
        self._build()
        self._register()
        for changed in (workspace.items_changed, workspace.shown_changed):
            changed.connect(self._on_items_changed)
        workspace.job_changed.connect(self._on_job_changed)
        self._on_items_changed()

    def chosen(self) -> Item | None:
        """The item under the cursor; else what is shown on the map."""
        id = self.view.currentIndex().data(ID) or self._workspace.projection_id or self._workspace.space_id
        return self._workspace.items.get(id or "")

    def chosen_space(self) -> str | None:
        """The chosen space, or the one that the chosen item was made from."""
        item = self.chosen()
        while item is not None and item.kind != "space":
            item = self._workspace.items.get(item.parent or "")
        return item.id if item is not None else None

    def choose(self, id: str) -> None:
        """Put the cursor on this item."""
        self.view.setCurrentIndex(self._kept.mapFromSource(self.tree.index_of(id)))

    def toggle_filter(self) -> None:
        """Show or hide the field that filters the tree by name."""
        self._filter.setVisible(self._filter.isHidden())
        self._filter.clear()
        if not self._filter.isHidden():
            self._filter.setFocus()

    def menu(self) -> QMenu:
        """What can be done with the chosen item."""
        menu = QMenu(self)
        self._actions.refresh()
        for action in self._actions.in_group("Space"):
            if action.id.startswith("item."):
                menu.addAction(self._actions.live(action.id))
        derive = QMenu("Derive", menu)
        derive.addActions([self._actions.live(action.id) for action in self._actions.in_group(DERIVE)])
        if not derive.isEmpty():
            menu.addSeparator()
            menu.addMenu(derive)
        return menu

    def _register(self) -> None:
        add, has = self._actions.add, self._has_chosen
        common: dict[str, Any] = {"group": "Space", "enabled": has, "why_disabled": CHOOSE, "section": 1}
        add(Action(id="item.show", text="Show on the map", run=self._on_show, **common))
        add(Action(id="item.rename", text="Rename…", run=self._on_rename, shortcut="F2", icon="rename", **common))
        add(Action(id="item.command", text="Copy as command", run=self._on_copy_command, icon="copy", **common))
        add(Action(id="item.remove", text="Remove", run=self._on_remove, icon="remove", **common))

    def _build(self) -> None:
        self.view = _tree_view(self._kept)
        rows = LibraryRows(self.view)
        rows.renamed.connect(self._on_renamed)
        self.view.setItemDelegate(rows)
        self.view.customContextMenuRequested.connect(self._on_menu)
        self.view.activated.connect(self._on_activated)
        self.view.clicked.connect(self._on_activated)
        self._filter = QLineEdit(placeholderText="Filter by name", clearButtonEnabled=True)
        self._filter.setAccessibleName("Filter the library by name")
        self._filter.textChanged.connect(self._kept.setFilterFixedString)
        self._filter.hide()
        self._empty = PlainLabel(EMPTY, tone="secondary")
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(pixels(EDGE), pixels(12), pixels(EDGE), 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._filter_row())
        column.addWidget(self._empty)
        column.addWidget(self.view, 1)
        column.addWidget(self.sets)
        column.addWidget(Hairline())
        column.addLayout(self._foot())

    def _filter_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(pixels(EDGE), 0, pixels(EDGE), pixels(4))
        row.addWidget(self._filter)
        return row

    def _foot(self) -> QHBoxLayout:
        self._open = QPushButton("Open…")
        self._open.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._open.clicked.connect(self._on_open)
        foot = QHBoxLayout()
        foot.setContentsMargins(pixels(EDGE), pixels(8), pixels(EDGE), pixels(8))
        self._train = QPushButton("Train…")
        self._train.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._train.clicked.connect(self._on_train)
        foot.setSpacing(pixels(8))
        foot.addWidget(self._open)
        foot.addWidget(self._train)
        foot.addStretch(1)
        return foot

    def _has_chosen(self) -> bool:
        return self.chosen() is not None

    def _on_items_changed(self) -> None:
        self.tree.refresh()
        self.view.expandAll()
        empty = self.tree.rowCount() == 0
        self._empty.setVisible(empty)
        self.view.setVisible(not empty)
        shown = self._workspace.watched or self._workspace.projection_id or self._workspace.space_id
        if shown:
            self.choose(shown)

    def _on_job_changed(self, job: object) -> None:
        self.tree.refresh()
        self.view.expandAll()
        if self.tree.rowCount():
            self._empty.hide()
            self.view.show()

    def _on_activated(self, index: QModelIndex) -> None:
        id = index.data(ID)
        if id != self._workspace.projection_id or self._workspace.watched:
            self._workspace.show(id)

    def _on_menu(self, at: QPoint) -> None:
        if self.view.indexAt(at).data(ID) in self._workspace.items:
            self.menu().popup(self.view.viewport().mapToGlobal(at))

    def _on_open(self) -> None:
        self._actions.trigger("file.open")

    def _on_train(self) -> None:
        self._actions.trigger("window.training")

    def _on_show(self) -> None:
        self._workspace.show(self.chosen().id)

    def _on_rename(self) -> None:
        self.choose(self.chosen().id)
        self.view.edit(self.view.currentIndex())

    def _on_renamed(self, id: str, name: str) -> None:
        self._workspace.rename(id, name)

    def _on_remove(self) -> None:
        self._workspace.remove(self.chosen().id)

    def _on_copy_command(self) -> None:
        try:
            command = command_line(open_artifact(self.chosen().folder).recipe)
        except UserError as error:
            self._workspace.notice(str(error), "warn")
            return
        QGuiApplication.clipboard().setText(command)
        self._workspace.notice(f"Copied: {command}")


def _tree_view(model: QSortFilterProxyModel) -> QTreeView:
    view = QTreeView(headerHidden=True, rootIsDecorated=True, uniformRowHeights=True, indentation=pixels(16))
    view.setModel(model)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setAccessibleName("Library")
    view.setMouseTracking(True)
    view.setExpandsOnDoubleClick(False)
    return view
