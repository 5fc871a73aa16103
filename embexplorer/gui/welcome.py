"""The welcome page: drop a file, go on with a recent project, open a bundled demo, see the shortcuts."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from embexplorer.core.resources import demo_texts, demos
from embexplorer.gui.actions import Actions, shortcut_text
from embexplorer.gui.demo_card import Card, DemoCard, TextCard
from embexplorer.gui.style import colors, font, pixels
from embexplorer.gui.welcome_rows import RecentList, ShortcutRow
from embexplorer.gui.widgets.plain import PlainLabel
from embexplorer.workspace.workspace import Workspace

WIDTH = 1088
COLUMNS = 4
SUBTITLE = "Open vectors or train them on a text, see their map form, ask for neighbours. All on this computer."
FORMATS = "Vectors: word2vec, GloVe, fastText, NumPy, Embedding Projector, each also as .gz · a saved project"
SHORTCUTS = (
    "find.anything", "file.open", "window.training", "map.fit",
    "map.box", "map.lasso", "edit.undo", "help.shortcuts",
)  # fmt: skip


class WelcomePage(QScrollArea):
    """Shown while nothing is open. `open_path` opens a file or a folder, `open_demo` a bundled space,
    `train` goes to train on a text."""

    def __init__(
        self,
        workspace: Workspace,
        actions: Actions,
        open_path: Callable[[Path], object],
        open_demo: Callable[[Path], object],
        train: Callable[[Path], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Welcome")
        self._actions = actions
        self.recent = RecentList(workspace, open_path)
        self.drop = DropArea(actions, open_path)
        spaces = [DemoCard(name, folder, open_demo) for name, folder in demos().items()]
        self.cards: list[Card] = [*spaces, *(TextCard(text, train) for text in demo_texts())]
        self.setWidget(self._page())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def fill(self) -> None:
        """What takes a moment or is known late: the pictures of the demos, and the shortcuts of the map."""
        for card in self.cards:
            card.show_picture()
        _put(self._shortcuts(), self._keys)

    def _page(self) -> QWidget:
        page = Page()
        row = QHBoxLayout(page)
        row.setContentsMargins(48, 0, 48, 24)
        body = QWidget()
        body.setMaximumWidth(pixels(WIDTH))
        body.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        body.setLayout(self._body())
        row.addStretch(1)
        row.addWidget(body, 1000, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        return page

    def _body(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 56, 0, 0)
        column.setSpacing(0)
        for widget in (_title(), _subtitle()):
            column.addWidget(widget)
        column.addSpacing(24)
        column.addLayout(self._top())
        column.addSpacing(36)
        column.addLayout(_head("Demos", "Bundled, no download"))
        column.addSpacing(12)
        column.addLayout(_put(self.cards, _grid()))
        column.addSpacing(40)
        column.addLayout(_head("Shortcuts", ""))
        column.addSpacing(8)
        self._keys = _grid()
        column.addLayout(self._keys)
        return column

    def _top(self) -> QHBoxLayout:
        top = QHBoxLayout()
        top.setSpacing(48)
        top.addWidget(self.drop, 680)
        top.addWidget(self.recent, 360, Qt.AlignmentFlag.AlignTop)
        return top

    def _shortcuts(self) -> list[QWidget]:
        known = [self._actions.named(id) for id in SHORTCUTS if self._actions.knows(id)]
        shown = [action for action in known if action.shortcut]
        return [ShortcutRow(action.text.rstrip("…"), shortcut_text(action.shortcut)) for action in shown]


class Page(QWidget):
    """The white ground of the page."""

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(colors().base))


class DropArea(QWidget):
    """Where files are dropped, with the one primary button of the page."""

    def __init__(self, actions: Actions, open_path: Callable[[Path], object]) -> None:
        super().__init__()
        self._actions = actions
        self._open_path = open_path
        self._over = False
        self.setAcceptDrops(True)
        self.setMinimumHeight(pixels(176))
        self.setAccessibleName("Drop a file or a folder here")
        self._build()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._lit(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._lit(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._lit(False)
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self._open_path(Path(url.toLocalFile()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setBrush(QColor(colors().accent_tint if self._over else colors().alt))
        pen = QPen(QColor(colors().accent if self._over else colors().control_line))
        pen.setStyle(Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 3])
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 3, 3)

    def _build(self) -> None:
        head = PlainLabel("Drop a file or a folder here")
        head.setFont(_drop_font())
        formats = PlainLabel(FORMATS, role="table", tone="secondary")
        formats.setWordWrap(True)
        formats.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.open = QPushButton("Open…")
        self.open.setProperty("primary", True)
        self.open.setMinimumWidth(pixels(120))
        self.open.clicked.connect(self._on_open)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(head, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(formats)
        column.addSpacing(14)
        self.train = QPushButton("Train on a text…")
        self.train.clicked.connect(self._on_train)
        row = QHBoxLayout()
        row.setSpacing(pixels(8))
        row.addStretch(1)
        row.addWidget(self.open)
        row.addWidget(self.train)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def _on_open(self) -> None:
        self._actions.trigger("file.open")

    def _on_train(self) -> None:
        self._actions.trigger("window.training")

    def _lit(self, over: bool) -> None:
        self._over = over
        self.update()


def _title() -> PlainLabel:
    title = PlainLabel("embexplorer", role="page")
    title.setContentsMargins(0, 0, 0, 8)
    return title


def _subtitle() -> PlainLabel:
    subtitle = PlainLabel(SUBTITLE, tone="secondary")
    subtitle.setWordWrap(True)
    return subtitle


def _head(text: str, note: str) -> QHBoxLayout:
    head = PlainLabel(text, role="table", weight=600)
    right = PlainLabel(note, role="caption", tone="secondary")
    row = QHBoxLayout()
    row.addWidget(head)
    row.addStretch(1)
    row.addWidget(right)
    return row


def _grid() -> QGridLayout:
    """Four equal columns."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(pixels(32))
    grid.setVerticalSpacing(0)
    for column in range(COLUMNS):
        grid.setColumnStretch(column, 1)
    return grid


def _put(widgets: Sequence[QWidget], grid: QGridLayout) -> QGridLayout:
    """Fill the grid row by row."""
    for place, widget in enumerate(widgets):
        grid.addWidget(widget, place // COLUMNS, place % COLUMNS)
    return grid


def _drop_font() -> QFont:
    made = font("body", 600)
    made.setPixelSize(pixels(15))
    return made
