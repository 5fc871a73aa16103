"""The named sets of the project below the library: a click selects their words on the map, a menu does the rest."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QMenu, QVBoxLayout, QWidget

from embexplorer.core.look import ColoredSet, ColoredSets
from embexplorer.core.registry import step_named
from embexplorer.core.step import build
from embexplorer.core.table import Table
from embexplorer.core.word_sets import WordSet
from embexplorer.gui.actions import Actions
from embexplorer.gui.dock import small_tool
from embexplorer.gui.icons import icon
from embexplorer.gui.map.gestures import mode_of
from embexplorer.gui.style import font, pixels
from embexplorer.gui.widgets.combine_menu import fill_combine
from embexplorer.gui.widgets.plain import PlainLabel, plain
from embexplorer.gui.widgets.section import Hairline
from embexplorer.workspace.selecting import Mode
from embexplorer.workspace.workspace import Workspace

EDGE, MOST_LINES, LINE, ICON = 12, 6, 22, 14  # pixels, lines
NAME, COUNT = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
SAYS: dict[Mode, str] = {"replace": "Select on the map", "add": "Add to the selection",
                         "subtract": "Take out of the selection", "intersect": "Keep what is in both"}  # fmt: skip


class SetSection(QWidget):
    """Hidden while there is no set. The keys that change a selection on the map do so here."""

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._actions = actions
        self.list = Names(self)
        self.add = small_tool("plus", "Name the selection as a set")
        self._build()
        self.list.itemClicked.connect(self._on_clicked)
        self.list.itemActivated.connect(self._on_clicked)
        self.list.customContextMenuRequested.connect(self._on_menu)
        self.list.removed.connect(workspace.remove_set)
        self.add.clicked.connect(partial(actions.trigger, "sets.of-selection"))
        workspace.sets_changed.connect(self._on_sets_changed)
        workspace.project_changed.connect(self._on_sets_changed)
        workspace.selection_changed.connect(self._on_selection_changed)
        self._on_sets_changed()
        self._on_selection_changed()

    def use(self, name: str, mode: Mode) -> None:
        """Combine the words of this set that the shown space has with the selection."""
        words = self._workspace.sets[name]
        if self._workspace.space() is None or not words.words:
            return
        step = build(step_named("search"), {"listed": words.words})
        self._workspace.ask(step, partial(self._on_found, words, mode), key="set-section")

    def menu(self, name: str) -> QMenu:
        """What can be done with this set."""
        menu, words = QMenu(self), self._workspace.sets[name]
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for mode, says in SAYS.items():
            menu.addAction(says, partial(self.use, name, mode)).setEnabled(self._workspace.space() is not None)
        menu.addSeparator()
        menu.addAction("Colour the map by this set", partial(self._ask_color, words))
        fill_combine(menu, self._workspace, words)
        menu.addSeparator()
        menu.addAction("Edit…", partial(self._actions.trigger, "sets.show"))
        menu.addAction("Remove", partial(self._workspace.remove_set, name))
        return menu

    def _build(self) -> None:
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head = QHBoxLayout()
        head.setContentsMargins(pixels(EDGE), pixels(4), pixels(8), 0)
        head.addWidget(PlainLabel("Word sets", role="table", tone="secondary", weight=600))
        head.addStretch(1)
        head.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, pixels(4))
        column.setSpacing(pixels(2))
        column.addWidget(Hairline())
        column.addLayout(head)
        column.addWidget(self.list)

    def _on_sets_changed(self) -> None:
        sets = list(self._workspace.sets.values())
        self.list.show_sets(sets)
        self.setVisible(bool(sets))

    def _on_selection_changed(self) -> None:
        self.add.setEnabled(len(self._workspace.selection) > 0)

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self.use(item.data(NAME), mode_of(QGuiApplication.keyboardModifiers()))

    def _on_found(self, words: WordSet, mode: Mode, table: Table) -> None:
        rows = table.columns["row"].to_pylist()
        self._workspace.select(rows, mode, f"set {words.name}")
        if table.missing:
            lost = ", ".join(table.missing[:3]) + ("…" if len(table.missing) > 3 else "")
            self._workspace.notice(f"{len(rows):,} of {len(words.words):,} words of {words.name} are here, not {lost}.")

    def _ask_color(self, words: WordSet) -> None:
        if self._workspace.space() is not None and words.words:
            step = build(step_named("search"), {"listed": words.words})
            self._workspace.ask(step, partial(self._on_color, words), key="set-color")

    def _on_color(self, words: WordSet, table: Table) -> None:
        """As one class more where sets colour the map already."""
        look, rows = self._workspace.look, tuple(sorted(table.columns["row"].to_pylist()))
        own = ColoredSet(name=words.name, rows=rows, asked=len(words.words))
        shown = [one for one in look.sets.sets if one.name != words.name] if look.sets is not None else []
        sets = ColoredSets(title="word sets", sets=(*shown, own))
        self._workspace.set_look(replace(look, sets=sets), f"Colour by set {words.name}")

    def _on_menu(self, place: QPoint) -> None:
        item = self.list.itemAt(place)
        if item is not None:
            self.menu(item.data(NAME)).popup(self.list.viewport().mapToGlobal(place))


class Names(QListWidget):
    """A line for each set, as high as a few of them; `removed` carries the name when Delete is pressed."""

    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(font("body"))
        self.setAccessibleName("Word sets")
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(QSize(pixels(ICON), pixels(ICON)))
        self.setViewportMargins(pixels(EDGE - 4), 0, 0, 0)

    def show_sets(self, sets: list[WordSet]) -> None:
        """List these."""
        self.clear()
        for words in sets:
            item = QListWidgetItem(icon("set", "secondary"), f"{words.name}   {len(words.words):,}")
            item.setData(NAME, words.name)
            item.setSizeHint(QSize(0, pixels(LINE)))
            item.setToolTip(plain(f"{words.name}\n{', '.join(words.words[:12])}{'…' if len(words.words) > 12 else ''}"))
            self.addItem(item)
        lines = min(MOST_LINES, max(1, len(sets)))
        self.setFixedHeight(lines * pixels(LINE) + 2 * self.frameWidth())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.currentItem() is not None:
            self.removed.emit(self.currentItem().data(NAME))
            return
        super().keyPressEvent(event)
