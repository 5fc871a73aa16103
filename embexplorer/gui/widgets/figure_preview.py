"""The preview of a figure: as large as in print, or as large as there is room."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent, QScreen
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from embexplorer.core.figure_file import INCH, SCREEN_INCH, FigureFile, Ground
from embexplorer.gui.screen import screen_of
from embexplorer.gui.style import colors, font, pixels
from embexplorer.gui.tokens import Theme, Tokens, tokens
from embexplorer.gui.widgets.plain import ElidedLabel, set_plain_tooltip

SANE = (60.0, 400.0)  # dots to an inch that a screen may have; what else it says is made up
EDGE = 12  # pixels around the page
BOARDS: dict[Ground, Theme] = {"clear": "light", "clear-dark": "dark"}
SQUARE = 8  # pixels of the board behind what is clear
EMPTY = "The preview is being drawn…"


class FigurePreview(QWidget):
    """`wanted` is emitted when the page is wanted in other dots: the room or the size has changed."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts = ElidedLabel(role="caption", tone="secondary")
        self.fit = _tool("Fit", "Fit · the whole page, as large as there is room")
        self.true = _tool("True size", "True size · as large as in print, on a screen that knows its own size")
        self.page = _PageArea()
        self.area = QScrollArea(self)
        self._build()

    def dpi(self, file: FigureFile) -> int:
        """In how many dots to an inch the page is wanted, in dots of the screen."""
        ratio = self.devicePixelRatioF()
        if self.true.isChecked():
            return max(1, round(screen_dpi(screen_of(self)) * ratio))
        room = self.area.viewport().size() - QSize(2 * EDGE, 2 * EDGE)
        across, down = room.width() / (file.width / INCH), room.height() / (file.height / INCH)
        return max(1, int(min(across, down) * ratio))

    def show_page(self, image: QImage | None, ground: Ground = "light") -> None:
        """Show this, on a chequered board where it is clear; None while there is nothing yet."""
        if image is not None:
            image.setDevicePixelRatio(self.devicePixelRatioF())
        self.page.show_image(image, ground)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.fit.isChecked():
            self.wanted.emit()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(pixels(4))
        head.addWidget(self.facts, 1)
        for tool in (self.fit, self.true):
            tool.setCheckable(True)
            tool.setAutoExclusive(True)
            tool.toggled.connect(self._on_toggled)
            head.addWidget(tool)
        self.fit.blockSignals(True)
        self.fit.setChecked(True)
        self.fit.blockSignals(False)
        self.area.setWidget(self.page)
        self.area.setWidgetResizable(True)
        self.area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(pixels(8))
        column.addLayout(head)
        column.addWidget(self.area, 1)

    def _on_toggled(self, on: bool) -> None:
        if on:
            self.wanted.emit()


class _PageArea(QWidget):
    """The page in the middle, or the word that there is none yet."""

    def __init__(self) -> None:
        super().__init__()
        self._pixmap: QPixmap | None = None
        self._ground: Ground = "light"
        self.setAccessibleName("Preview of the figure")

    def show_image(self, image: QImage | None, ground: Ground) -> None:
        self._pixmap = None if image is None else QPixmap.fromImage(image)
        self._ground = ground
        size = QSize(0, 0) if self._pixmap is None else self._pixmap.deviceIndependentSize().toSize()
        self.setMinimumSize(size + QSize(2 * EDGE, 2 * EDGE) if self._pixmap is not None else size)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colors().alt))
        if self._pixmap is None:
            painter.setPen(QColor(colors().secondary))
            painter.setFont(font("table"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, EMPTY)
            return
        size = self._pixmap.deviceIndependentSize().toSize()
        left, top = max(0, (self.width() - size.width()) // 2), max(0, (self.height() - size.height()) // 2)
        if self._ground in BOARDS:
            _board(painter, left, top, size, tokens(BOARDS[self._ground]))
        painter.drawPixmap(left, top, self._pixmap)
        painter.setPen(QColor(colors().line))
        painter.drawRect(left - 1, top - 1, size.width() + 1, size.height() + 1)


def screen_dpi(screen: QScreen | None) -> float:
    """How many pixels an inch of this screen has, in which 1 is the pixel of the layout."""
    said = screen.physicalDotsPerInch() if screen is not None else SCREEN_INCH
    return said if SANE[0] <= said <= SANE[1] else float(SCREEN_INCH)


def _board(painter: QPainter, left: int, top: int, size: QSize, board: Tokens) -> None:
    squares = QPixmap(2 * SQUARE, 2 * SQUARE)
    squares.fill(QColor(board.base))
    brush = QPainter(squares)
    brush.fillRect(0, 0, SQUARE, SQUARE, QColor(board.faint))
    brush.fillRect(SQUARE, SQUARE, SQUARE, SQUARE, QColor(board.faint))
    brush.end()
    painter.drawTiledPixmap(left, top, size.width(), size.height(), squares)


def _tool(text: str, says: str) -> QToolButton:
    tool = QToolButton()
    tool.setText(text)
    tool.setFont(font("table", 500))
    set_plain_tooltip(tool, says)
    return tool
