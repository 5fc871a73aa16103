"""The command palette: type to find any action, recent project, demo or word, and choose it with Enter."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from embexplorer.core.errors import UserError
from embexplorer.core.registry import step_named
from embexplorer.core.step import build
from embexplorer.core.table import Table
from embexplorer.gui.actions import Actions
from embexplorer.gui.palette_entries import Entry, entries, of_word
from embexplorer.gui.style import colors, font, pixels
from embexplorer.gui.widgets.plain import PlainLabel
from embexplorer.workspace.workspace import Workspace

WIDTH = 560
ROWS = 12
WORDS = 8
ROW = 28
ENTRY = Qt.ItemDataRole.UserRole + 1


class Palette(QFrame):
    """Stands over the top of the window while it is open; Esc or a click elsewhere closes it."""

    def __init__(
        self, workspace: Workspace, actions: Actions, open_path: Callable[[Path], object], host: QWidget
    ) -> None:
        super().__init__(host)
        self._workspace = workspace
        self._actions = actions
        self._open_path = open_path
        self._before: QWidget | None = None
        self._model = QStandardItemModel(self)
        self._build()
        self.hide()

    def open(self) -> None:
        """Show it empty, with everything that can be done."""
        self._before = self.window().focusWidget()
        self.field.clear()
        self._on_typed("")
        self.show()
        self.raise_()
        self.field.setFocus()

    def close_up(self) -> None:
        """Hide it and give the focus back."""
        self.hide()
        if self._before is not None:
            self._before.setFocus()

    def offered(self) -> list[Entry]:
        """What stands in the list."""
        return [self._model.item(row).data(ENTRY) for row in range(self._model.rowCount())]

    def choose(self) -> None:
        """Run the line under the cursor, if it can be run."""
        entry = self._list.currentIndex().data(ENTRY)
        if entry is None or entry.why:
            return
        self.close_up()
        entry.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event)
        if event.type() == QEvent.Type.FocusOut and self.isVisible() and not self._list.hasFocus():
            self.hide()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colors().base))
        painter.setPen(QColor(colors().control_line))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _build(self) -> None:
        self.setAccessibleName("Find anything")
        self.field = QLineEdit(placeholderText="Find an action, a word, a recent project or a demo")
        self.field.setAccessibleName("Find anything")
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        self._list = QListView(uniformItemSizes=True)
        self._list.setProperty("ground", "base")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName("Found")
        self._list.setModel(self._model)
        self._list.setItemDelegate(EntryRow(self._list))
        self._list.clicked.connect(self._on_clicked)
        self.nothing = PlainLabel("Nothing is called so.", role="body", tone="secondary")
        self.nothing.setContentsMargins(8, 0, 8, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.field)
        column.addWidget(self._list)
        column.addWidget(self.nothing)

    def _on_typed(self, text: str) -> None:
        self._fill(entries(text, self._workspace, self._actions, self._open_path))
        if text.strip() and self._workspace.space() is not None:
            step = build(step_named("search"), {"query": text.strip(), "most": WORDS})
            self._workspace.ask(step, self._on_words, self._on_no_words, key="palette")

    def _fill(self, found: list[Entry]) -> None:
        self._model.clear()
        self._append(found)
        self._list.setCurrentIndex(self._model.index(0, 0))
        self._place()

    def _append(self, found: list[Entry]) -> None:
        for entry in found:
            row = QStandardItem(entry.text)
            row.setData(entry, ENTRY)
            row.setData(entry.why or entry.note, Qt.ItemDataRole.AccessibleDescriptionRole)
            self._model.appendRow(row)

    def _on_words(self, table: Table) -> None:
        """Words that hold the text come after everything else, as they come from a worker."""
        known = {entry.text for entry in self.offered()}
        rows, words = (table.columns[name].to_pylist() for name in ("row", "word"))
        pairs = zip(rows, words, strict=True)
        self._append([of_word(word, row, self._workspace) for row, word in pairs if word not in known])
        self._place()

    def _on_no_words(self, error: UserError) -> None:
        """A pattern that is not complete yet finds nothing."""

    def _on_clicked(self, index: QModelIndex) -> None:
        self.choose()

    def _on_key(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_up()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.choose()
            case Qt.Key.Key_Down:
                self._move(1)
            case Qt.Key.Key_Up:
                self._move(-1)
            case _:
                return False
        return True

    def _move(self, by: int) -> None:
        row = (self._list.currentIndex().row() + by) % max(1, self._model.rowCount())
        self._list.setCurrentIndex(self._model.index(row, 0))

    def _place(self) -> None:
        host = self.parentWidget()
        self._list.setVisible(self._model.rowCount() > 0)
        self.nothing.setVisible(self._model.rowCount() == 0)
        rows = min(ROWS, max(1, self._model.rowCount()))
        width = min(pixels(WIDTH), host.width() - 32)
        height = rows * pixels(ROW) + pixels(50)
        self.setGeometry((host.width() - width) // 2, pixels(36), width, min(height, host.height() - 80))


class EntryRow(QStyledItemDelegate):
    """What it is at the left; its menu and shortcut, or why it cannot be done, at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(pixels(200), pixels(ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry: Entry = index.data(ENTRY)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(colors().accent_tint))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(colors().hover))
        box = option.rect.adjusted(8, 0, -8, 0)
        box = self._paint_note(painter, box, entry)
        painter.setFont(font("body"))
        painter.setPen(QColor(colors().disabled if entry.why else colors().text))
        shown = painter.fontMetrics().elidedText(entry.text, Qt.TextElideMode.ElideMiddle, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()

    def _paint_note(self, painter: QPainter, box: QRect, entry: Entry) -> QRect:
        painter.setFont(font("caption"))
        painter.setPen(QColor(colors().tertiary))
        room = box.width() * 3 // 5
        note = painter.fontMetrics().elidedText(entry.why or entry.note, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), note)
        return box.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(note) - 16, 0)
