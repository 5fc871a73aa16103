"""A heat map of words beside words: cells in one hue, both words at the edges, numbers where there is room."""

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from embexplorer.core.word_matrix import WordMatrix
from embexplorer.gui.style import appearance, colors, pixels
from embexplorer.gui.widgets.heat_cells import Cell, HeatCells, Seen
from embexplorer.gui.widgets.heat_labels import HeatLabels
from embexplorer.gui.widgets.numbers import written
from embexplorer.gui.widgets.plain import plain

LEAST, MOST, WIDEST = 14, 24, 44  # how high cells are by themselves, and how wide at most
CLOSEST, FARTHEST = 48, 2  # how high they become when one zooms
MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class HeatMap(QAbstractScrollArea):
    """`pair_chosen` carries the two words of a cell that was clicked or entered, `word_chosen` the row of a label.

    Cells fit the room as long as they can be read, then they scroll under the labels; Ctrl and the wheel, + and −
    make them larger or smaller, 0 lets them fit again.
    """

    pair_chosen = Signal(str, str)
    word_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matrix: WordMatrix | None = None
        self._labels = HeatLabels()
        self._cells = HeatCells()
        self._zoomed = 0  # the height of a cell that the user chose, 0 for what fits
        self._size = (LEAST, LEAST)
        self._focus: Cell = (0, 1)
        self._hovered: Cell | None = None
        self._chosen: Cell | None = None
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("Heat map of cosines")
        appearance().changed.connect(self._on_theme)

    def show_matrix(self, matrix: WordMatrix | None) -> None:
        """Show this one, from its first words; nothing is chosen."""
        self._matrix, self._chosen, self._hovered = matrix, None, None
        self._focus, self._zoomed = (0, 1), 0
        self._labels.show_words(matrix.words if matrix else ())
        self._cells.show_matrix(matrix)
        self._fit()
        self.horizontalScrollBar().setValue(0)
        self.verticalScrollBar().setValue(0)

    def choose(self, one: str, other: str) -> None:
        """Mark the pair of these words, silently."""
        if self._matrix is not None and one in self._matrix.words and other in self._matrix.words:
            self._chosen = (self._matrix.words.index(one), self._matrix.words.index(other))
            self._focus = self._chosen
            self.viewport().update()

    def seen(self) -> Seen:
        """Where the cells lie now."""
        left, top = self._labels.room(self._size[0])
        return Seen(left - self.horizontalScrollBar().value(), top - self.verticalScrollBar().value(), *self._size)

    def cell_at(self, place: QPointF) -> Cell | None:
        """The cell under a place of the viewport; −1 for the label of a row or column, None outside."""
        if self._matrix is None:
            return None
        seen, (left, top) = self.seen(), self._labels.room(self._size[0])
        column = int((place.x() - seen.left) // seen.width) if place.x() >= left else -1
        row = int((place.y() - seen.top) // seen.height) if place.y() >= top else -1
        if row < 0 <= column:
            column = self._labels.column_at(place, seen.left, top, seen.width)
        count = len(self._matrix.words)
        return (row, column) if max(row, column) < count and (row, column) != (-1, -1) else None

    def sizeHint(self) -> QSize:
        return QSize(pixels(480), pixels(240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        before, self._hovered = self._hovered, self.cell_at(event.position())
        if before != self._hovered:
            self.viewport().update()
            QToolTip.showText(event.globalPosition().toPoint(), plain(self._said(self._hovered)), self.viewport())
            pointing = self._hovered is not None
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if pointing else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and cell is not None:
            self._enter(cell)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()  # or Qt warns that nobody takes it

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave and self._hovered is not None:
            self._hovered = None
            self.viewport().update()
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self._matrix is None or not self._key(key):
            super().keyPressEvent(event)

    def _key(self, key: Qt.Key) -> bool:
        """Answers whether the key means something here."""
        count = len(self._matrix.words) if self._matrix else 0
        row, column = self._focus
        match key:
            case _ if key in MOVES:
                down, right = MOVES[key]
                self._move_to((min(count - 1, max(0, row + down)), min(count - 1, max(0, column + right))))
            case Qt.Key.Key_Home:
                self._move_to((row, 0))
            case Qt.Key.Key_End:
                self._move_to((row, count - 1))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self._enter(self._focus)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self._zoom(1)
            case Qt.Key.Key_Minus:
                self._zoom(-1)
            case Qt.Key.Key_0:
                self._zoomed = 0
                self._fit()
            case _:
                return False
        return True

    def _move_to(self, cell: Cell) -> None:
        self._focus = cell
        (left, top), seen = self._labels.room(self._size[0]), self.seen()
        place, room = seen.cell(*cell), self.viewport().rect()
        across, up = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + min(0, place.left() - left) + max(0, place.right() - room.right()))
        up.setValue(up.value() + min(0, place.top() - top) + max(0, place.bottom() - room.bottom()))
        self.setAccessibleDescription(self._said(cell))
        self.viewport().update()

    def _enter(self, cell: Cell) -> None:
        """A cell names a pair, a label or the diagonal one word."""
        assert self._matrix is not None
        row, column = cell
        word = max(row, column) if min(row, column) < 0 or row == column else -1
        if word >= 0:
            if self._matrix.rows[word] >= 0:
                self.word_chosen.emit(self._matrix.rows[word])
            return
        self._chosen = self._focus = cell
        self.viewport().update()
        self.pair_chosen.emit(self._matrix.words[row], self._matrix.words[column])

    def _said(self, cell: Cell | None) -> str:
        if cell is None or self._matrix is None:
            return ""
        row, column = cell
        words = self._matrix.words
        if min(row, column) < 0 or row == column:
            return f"{words[max(row, column)]}\nClick to pin it"
        return f"{words[row]} – {words[column]}\ncosine {written(float(self._matrix.scores[row, column]), 'score')}"

    def _zoom(self, steps: int) -> None:
        height = self._size[1]
        self._zoomed = min(CLOSEST, max(FARTHEST, height + steps * max(1, height // 6)))
        self._fit()

    def _fit(self) -> None:
        """Cells as large as the room allows, within what can be read; what is left over scrolls."""
        count = len(self._matrix.words) if self._matrix else 0
        if not count:
            self.viewport().update()
            return
        room = self.viewport().size()
        for _ in range(2):  # the room of the labels above depends on how wide the cells are
            left, top = self._labels.room(self._size[0])
            height = self._zoomed or min(pixels(MOST), max(pixels(LEAST), (room.height() - top) // count))
            widest = max(pixels(WIDEST), height)
            free = (room.width() - left - self._labels.overhang(self._size[0])) // count
            self._size = (min(widest, max(height, free)), height)
        left, top = self._labels.room(self._size[0])
        whole = count * self._size[0] + self._labels.overhang(self._size[0]), count * self._size[1]
        for bar, much, shown in zip(
            (self.horizontalScrollBar(), self.verticalScrollBar()),
            whole,
            (room.width() - left, room.height() - top),
            strict=True,
        ):
            bar.setRange(0, max(0, much - shown))
            bar.setPageStep(max(1, shown))
            bar.setSingleStep(self._size[1])
        self.viewport().update()

    def _on_theme(self) -> None:
        self._cells.shade()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if self._matrix is None:
            return
        seen = self.seen()
        left, top = self._labels.room(self._size[0])
        inside = QRect(left, top, self.viewport().width() - left, self.viewport().height() - top)
        painter.setClipRect(inside)
        self._cells.paint(painter, seen, inside, self._labels.font)
        self._paint_marks(painter, seen)
        painter.setClipping(False)
        self._labels.paint(painter, seen.left, seen.top, self._size, self.viewport().rect(), self._pointed())
        self._labels.paint_scale(painter, self._matrix.ends, self._matrix.is_cut, top)

    def _pointed(self) -> tuple[Cell | None, Cell | None]:
        return self._hovered, self._chosen

    def _paint_marks(self, painter: QPainter, seen: Seen) -> None:
        """The chosen pair in both of its cells, what is pointed at, and the ring of the keyboard."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._hovered is not None and min(self._hovered) >= 0:
            painter.setPen(QPen(QColor(colors().text), 1))
            painter.drawRect(seen.cell(*self._hovered))
        if self._chosen is not None:
            painter.setPen(QPen(QColor(colors().text), 2))
            for cell in (self._chosen, self._chosen[::-1]):
                painter.drawRect(seen.cell(*cell))
        if self.hasFocus():
            painter.setPen(QPen(QColor(colors().accent), 2))
            painter.drawRect(seen.cell(*self._focus).adjusted(-1, -1, 1, 1))
