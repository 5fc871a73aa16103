"""How a row of the library is painted: icon and name at the left, its numbers at the right."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from embexplorer.gui.icons import tinted
from embexplorer.gui.library_tree import ICONS, ID, KIND, META, SHOWN
from embexplorer.gui.style import colors, font, pixels

ICON = 14
EDGE = 12
GAP = 8
LEAST = 72  # of a name, before its numbers give way
State = QStyle.StateFlag


class LibraryRows(QStyledItemDelegate):
    """24 high; a long name is elided in its middle before its numbers are. `renamed` carries id and name."""

    renamed = Signal(str, str)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(pixels(120), pixels(24))

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setAccessibleName("New name")
        return editor

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        name = editor.text().strip() if isinstance(editor, QLineEdit) else ""
        if name and name != index.data(Qt.ItemDataRole.DisplayRole):
            self.renamed.emit(index.data(ID), name)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        self._paint_ground(painter, option)
        box = option.rect.adjusted(2, 0, -EDGE, 0)
        box = self._paint_icon(painter, box, index)
        box = self._paint_meta(painter, box, index, least=self._width_of_name(index))
        self._paint_name(painter, box, index)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        if option.state & State.State_Selected:
            painter.fillRect(option.rect, QColor(colors().accent_tint))
        elif option.state & State.State_MouseOver:
            painter.fillRect(option.rect, QColor(colors().hover))
        if option.state & State.State_HasFocus and option.state & State.State_KeyboardFocusChange:
            painter.setPen(QColor(colors().accent))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))

    def _paint_icon(self, painter: QPainter, box: QRect, index: QModelIndex | QPersistentModelIndex) -> QRect:
        drawn = index.data(KIND) == "projection" and index.data(SHOWN)
        color = QColor(colors().accent if drawn else colors().secondary)
        pixmap = tinted(ICONS[index.data(KIND)], color, ICON, painter.device().devicePixelRatioF())
        painter.drawPixmap(box.left(), box.center().y() - ICON // 2, pixmap)
        return box.adjusted(ICON + GAP, 0, 0, 0)

    def _paint_meta(
        self, painter: QPainter, box: QRect, index: QModelIndex | QPersistentModelIndex, least: int
    ) -> QRect:
        """The numbers, and the box that is left; they end in "…" where the name would lose its last letters."""
        painter.setFont(font("caption", tabular=True))
        painter.setPen(QColor(colors().accent if index.data(KIND) == "job" else colors().tertiary))
        metrics, room = painter.fontMetrics(), max(0, box.width() - least - GAP)
        meta = metrics.elidedText(str(index.data(META) or ""), Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(meta)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), meta)
        return box.adjusted(0, 0, -(width + GAP) if meta else 0, 0)

    def _width_of_name(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """What the name must have: all it needs, if that is little."""
        name = str(index.data(Qt.ItemDataRole.DisplayRole))
        return min(QFontMetrics(_name_font(index)).horizontalAdvance(name) + 2, pixels(LEAST))

    def _paint_name(self, painter: QPainter, box: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        painter.setFont(_name_font(index))
        painter.setPen(QColor(colors().text))
        name = str(index.data(Qt.ItemDataRole.DisplayRole))
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)


def _name_font(index: QModelIndex | QPersistentModelIndex) -> QFont:
    """The root of a tree is a little stronger."""
    return font("body", 400 if index.parent().isValid() else 500)
