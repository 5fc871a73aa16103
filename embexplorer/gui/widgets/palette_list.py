"""Palettes to choose from, grouped by kind, each as a strip of its colours and what it is good at."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from embexplorer.core.palettes import AUTO, REVERSED, Palette, Use, is_reversed, of_use
from embexplorer.gui.style import Role, colors, font, pixels
from embexplorer.gui.widgets.line import Line
from embexplorer.gui.widgets.swatch import paint_swatch

Index = QModelIndex | QPersistentModelIndex
ROLE = int(Qt.ItemDataRole.UserRole)
TITLES: dict[Use, str] = {"classes": "Classes", "sequential": "Sequential", "diverging": "Diverging, centred on 0"}
HEIGHT, NAME, STRIP = 24, 108, 112
SAFE, UNIFORM = "colour-blind safe", "uniform"


class PaletteList(QWidget):
    """`chosen` carries the name. Of the three kinds only the one that the column asks for can be chosen."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._use: Use = "classes"
        self._wish = AUTO
        self.search = Line()
        self.search.setPlaceholderText("Find a palette: viridis, safe, uniform …")
        self.search.setAccessibleName("Find a palette")
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setProperty("lines", True)
        self.list.setAccessibleName("Palettes")
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setItemDelegate(_Strip(self.list))
        self.list.setUniformItemSizes(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(pixels(4))
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        self.search.textChanged.connect(self._fill)
        self.search.returnPressed.connect(self._on_return)
        self.search.installEventFilter(self)
        self.list.itemActivated.connect(self._on_chosen)
        self.list.itemClicked.connect(self._on_chosen)

    def show_wish(self, use: Use, wish: str) -> None:
        """Offer the palettes of this kind, and mark the one in use; silently."""
        if (use, wish) != (self._use, self._wish) or not self.list.count():
            self._use, self._wish = use, wish
            self._fill()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """The arrow down leads from the search into the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def names(self) -> list[str]:
        """What is offered now."""
        palettes = [self.list.item(row).data(ROLE) for row in range(self.list.count())]
        return [palette.name for palette in palettes if palette is not None]

    def _fill(self) -> None:
        self.list.clear()
        wanted = self.search.text().lower().split()
        uses = [self._use, *(use for use in TITLES if use != self._use)]
        for use in uses:
            found = [palette for palette in of_use(use) if all(word in _words(palette) for word in wanted)]
            if found:
                self._add_title(use)
            for palette in found:
                self._add(palette)

    def _add_title(self, use: Use) -> None:
        item = QListWidgetItem(TITLES[use] if use == self._use else f"{TITLES[use]} (not for this column)", self.list)
        item.setFlags(Qt.ItemFlag.NoItemFlags)

    def _add(self, palette: Palette) -> None:
        item = QListWidgetItem(title_of(palette), self.list)
        item.setData(ROLE, palette)
        item.setData(ROLE + 1, palette.name + REVERSED * is_reversed(self._wish))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join([title_of(palette), *_marks(palette)]))
        if palette.use != self._use:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        elif palette.name == self._wish.removesuffix(REVERSED):
            self.list.setCurrentItem(item)

    def _on_return(self) -> None:
        offered = [self.list.item(row) for row in range(self.list.count())]
        first = next((item for item in offered if item.flags() & Qt.ItemFlag.ItemIsEnabled), None)
        if first is not None:
            self._on_chosen(first)

    def _on_chosen(self, item: QListWidgetItem) -> None:
        if item.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.chosen.emit(item.data(ROLE + 1))


def title_of(palette: Palette) -> str:
    """The name, or what the usual one is known as."""
    return f"{palette.known_as} (usual)" if palette.name == AUTO else palette.name


def _marks(palette: Palette) -> list[str]:
    many = [f"{palette.colors} colours"] if palette.colors else []
    return many + [SAFE] * palette.safe + [UNIFORM] * palette.uniform


def _words(palette: Palette) -> str:
    return " ".join([title_of(palette), TITLES[palette.use], *_marks(palette)]).lower()


class _Strip(QStyledItemDelegate):
    """Name, strip, and what it is good at."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(pixels(200), pixels(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette = index.data(ROLE)
        painter.save()
        box = QRectF(option.rect)
        if palette is None:
            _write(painter, box.adjusted(pixels(8), 0, 0, 0), index.data(), "secondary", 600)
        else:
            _ground(painter, option, box)
            usable = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
            self._paint_palette(painter, box, palette, index, usable)
        painter.restore()

    def _paint_palette(self, painter: QPainter, box: QRectF, palette: Palette, index: Index, usable: bool) -> None:
        left = box.left() + pixels(8)
        _write(painter, QRectF(left, box.top(), pixels(NAME), box.height()), index.data(), _tone(usable, "text"))
        strip = QRectF(left + pixels(NAME) + 6, box.top() + pixels(6), pixels(STRIP), box.height() - pixels(12))
        painter.setOpacity(1.0 if usable else 0.45)
        paint_swatch(painter, strip, palette, index.data(ROLE + 1), colors())
        painter.setOpacity(1.0)
        rest = QRectF(strip.right() + pixels(8), box.top(), box.right() - strip.right() - pixels(10), box.height())
        _write(painter, rest, " · ".join(_short(palette)), _tone(usable, "secondary"), role="caption")


def _short(palette: Palette) -> list[str]:
    return [str(palette.colors)] * bool(palette.colors) + ["safe"] * palette.safe + [UNIFORM] * palette.uniform


def _tone(usable: bool, tone: str) -> str:
    return tone if usable else "disabled"


def _ground(painter: QPainter, option: QStyleOptionViewItem, box: QRectF) -> None:
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(box, QColor(colors().accent_tint))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(box, QColor(colors().hover))


def _write(painter: QPainter, box: QRectF, text: str, tone: str, weight: int = 0, role: Role = "table") -> None:
    painter.setFont(font(role, weight))
    painter.setPen(QColor(getattr(colors(), tone)))
    shown = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
