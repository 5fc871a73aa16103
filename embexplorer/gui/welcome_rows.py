"""The rows of the welcome page: recent projects with their place and time, and shortcuts with their keys."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from embexplorer.gui.icons import tinted
from embexplorer.gui.style import colors, font, pixels
from embexplorer.gui.widgets.plain import PlainLabel
from embexplorer.workspace.settings import Recent
from embexplorer.workspace.workspace import Workspace

MOST = 4
Flag = Qt.AlignmentFlag


class RecentList(QWidget):
    """The newest projects; says so when there is none."""

    def __init__(self, workspace: Workspace, open_path: Callable[[Path], object]) -> None:
        super().__init__()
        self._workspace = workspace
        self._open_path = open_path
        self._rows: list[RecentRow] = []
        self._none = PlainLabel("Projects you save or leave open stand here.", tone="secondary")
        self._none.setContentsMargins(0, 12, 0, 0)
        self._none.setWordWrap(True)
        head = PlainLabel("Recent", role="table", weight=600)
        head.setContentsMargins(0, 0, 0, 7)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(head)
        self._column.addWidget(self._none)
        workspace.recents_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [RecentRow(recent, self._open_path) for recent in self._workspace.recents[:MOST]]
        for row in self._rows:
            self._column.addWidget(row)
        self._none.setVisible(not self._rows)

    def rows(self) -> list["RecentRow"]:
        """The rows shown."""
        return self._rows


class Row(QAbstractButton):
    """A line that can be chosen, with a hairline above, lit under the pointer and outlined when it has the focus."""

    def _paint_ground(self, painter: QPainter) -> None:
        if self.underMouse():
            painter.fillRect(self.rect(), QColor(colors().hover))
        painter.setPen(QColor(colors().line))
        painter.drawLine(0, 0, self.width(), 0)
        if self.hasFocus():
            painter.setPen(QColor(colors().accent))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class RecentRow(Row):
    """Name over place, time at the right."""

    def __init__(self, recent: Recent, open_path: Callable[[Path], object]) -> None:
        super().__init__()
        self._recent = recent
        self._open_path = open_path
        self.setAccessibleName(f"{recent.name}, {when(recent.opened, datetime.now())}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._on_clicked)

    def sizeHint(self) -> QSize:
        return QSize(pixels(240), pixels(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_ground(painter)
        drawing = tinted("file", QColor(colors().secondary), 14, self.devicePixelRatioF())
        painter.drawPixmap(4, (self.height() - 14) // 2, drawing)
        time = when(self._recent.opened, datetime.now())
        painter.setFont(font("caption", tabular=True))
        painter.setPen(QColor(colors().tertiary))
        painter.drawText(self.rect(), int(Flag.AlignRight | Flag.AlignVCenter), time)
        room = self.width() - 30 - painter.fontMetrics().horizontalAdvance(time) - 12
        place = painter.fontMetrics().elidedText(_short(self._recent.folder), Qt.TextElideMode.ElideMiddle, room)
        half = self.height() // 2
        painter.drawText(30, half, room, half - 3, int(Flag.AlignTop), place)
        painter.setFont(font("body", 500))
        painter.setPen(QColor(colors().text))
        name = painter.fontMetrics().elidedText(self._recent.name, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(30, 2, room, half, int(Flag.AlignBottom), name)

    def _on_clicked(self) -> None:
        self._open_path(self._recent.folder)


class ShortcutRow(QWidget):
    """What it does at the left, its keys or gesture in a box at the right."""

    def __init__(self, text: str, keys: str) -> None:
        super().__init__()
        self._text = text
        self._keys = keys
        self.setAccessibleName(f"{self._text}: {self._keys}")
        self.setFixedHeight(pixels(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QColor(colors().line))
        painter.drawLine(0, 0, self.width(), 0)
        painter.setFont(font("caption"))
        width = painter.fontMetrics().horizontalAdvance(self._keys) + 12
        box = self.rect().adjusted(self.width() - width, 4, -1, -4)
        painter.setPen(QColor(colors().control_line))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QColor(colors().secondary))
        painter.drawText(box, int(Flag.AlignCenter), self._keys)
        painter.setFont(font("table"))
        painter.setPen(QColor(colors().text))
        room = self.width() - width - 8
        shown = painter.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(0, 0, room, self.height(), int(Flag.AlignVCenter), shown)


def when(opened: float, now: datetime) -> str:
    """“today, 09:12”, “yesterday”, “17 Nov”, “3 Nov 2023”."""
    then = datetime.fromtimestamp(opened)
    days = (now.date() - then.date()).days
    if days <= 0:
        return f"today, {then:%H:%M}"
    if days == 1:
        return "yesterday"
    year = "" if then.year == now.year else f" {then.year}"
    return f"{then.day} {then:%b}{year}"


def _short(folder: Path) -> str:
    """The path with the home folder as ~."""
    home = Path.home()
    return f"~/{folder.relative_to(home)}" if folder.is_relative_to(home) else str(folder)
